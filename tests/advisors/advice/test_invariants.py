"""What holds for every piece of advice: reasons, figures, cards, sources, order, determinism."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import knowledge
from advisors.advice import advice_as_dict, advise
from advisors.design import Design, Override
from advisors.examples import example_names, load_example
from advisors.options import FIGURE_NAMES, Advice, Option
from advisors.questions import SOURCES, Answer
from advisors.rules import RULES
from estimators.figure import Figure
from tests.advisors.advice.made import facts, made

NAMES = example_names()
CARDS = frozenset(
    path.stem for path in (Path(knowledge.__file__).parent / "guidance").glob("*/*.md")
)
MORE = {
    "rules": {"answer_form": "rules", "use_case": "classification", "knowledge": ("general",)},
    "search": {"answer_form": "ranking", "use_case": "semantic-search", "output_tokens": 0.0},
    "classifier": {
        "answer_form": "fixed-list",
        "use_case": "classification",
        "knowledge": ("general",),
        "labelled_examples": 20000.0,
        "requests_per_day": 2e6,
    },
    "nothing": {"allowed_regions": ("me-central-1",)},
    "own": {"hosting": "self-hosted", "labelled_examples": 4000.0, "requests_per_day": 2e5},
}


@cache
def advice_of(name: str) -> Advice:
    design = load_example(name) if name in NAMES else made(**MORE[name])  # type: ignore[arg-type]
    return advise(design, facts())


ALL = (*NAMES, *MORE)


def options_of(advice: Advice) -> Iterator[Option]:
    for decision in advice.decisions:
        yield from decision.options
    yield from advice.pareto
    if advice.smallest is not None:
        yield advice.smallest


def figures_of(advice: Advice) -> Iterator[Figure]:
    yield from advice.totals.values()
    for option in options_of(advice):
        yield from option.figures.values()


@pytest.mark.parametrize("name", ALL)
def test_all_eight_decisions_in_order(name: str) -> None:
    assert [item.id for item in advice_of(name).decisions] == [
        "need",
        "hosting",
        "model",
        "customization",
        "silicon",
        "region",
        "inference",
        "monitoring",
    ]


@pytest.mark.parametrize("name", ALL)
def test_every_option_has_five_figures_a_reason_and_a_card(name: str) -> None:
    for option in options_of(advice_of(name)):
        assert set(FIGURE_NAMES) <= set(option.figures)
        assert option.reasons, option.id
        assert all(reason.strip() for reason in option.reasons)
        assert option.cards, option.id


@pytest.mark.parametrize("name", ALL)
def test_every_recommendation_names_a_rule_and_a_figure_that_opens(name: str) -> None:
    for decision in advice_of(name).decisions:
        assert decision.rule
        assert decision.cards
        assert decision.confidence_reason
        if decision.chosen is not None:
            known = [f for f in decision.chosen.figures.values() if f.value is not None]
            assert any(list(figure.leaves()) for figure in known), decision.id


@pytest.mark.parametrize("name", ALL)
def test_every_card_exists(name: str) -> None:
    advice = advice_of(name)
    named = {card for option in options_of(advice) for card in option.cards}
    for decision in advice.decisions:
        named |= set(decision.cards)
        named |= {card for item in decision.exclusions for card in item.cards}
    assert named <= CARDS


def test_every_rule_has_a_sentence_and_existing_cards() -> None:
    for rule in RULES.values():
        assert rule.sentence.endswith(".")
        assert rule.cards
        assert set(rule.cards) <= CARDS


@pytest.mark.parametrize("name", ALL)
def test_every_exclusion_names_its_rule_and_reason(name: str) -> None:
    for decision in advice_of(name).decisions:
        for item in decision.exclusions:
            assert item.rule in RULES
            assert item.reason.strip()
            assert item.cards
            if item.rule not in {"already-there", "lifecycle", "does-not-fit", "too-slow"}:
                assert item.unlock, item.id


@pytest.mark.parametrize("name", ALL)
def test_no_option_is_also_excluded(name: str) -> None:
    for decision in advice_of(name).decisions:
        kept = {option.id for option in decision.options}
        assert not kept & {item.id for item in decision.exclusions}, decision.id
        assert len(kept) == len(decision.options), decision.id


@pytest.mark.parametrize("name", ALL)
def test_figures_are_ordered_and_withheld_ones_say_why(name: str) -> None:
    for figure in figures_of(advice_of(name)):
        if figure.value is None:
            assert figure.withheld
        else:
            value, low, high = figure.numbers
            assert low <= value <= high
            assert value >= 0


@pytest.mark.parametrize("name", ALL)
def test_every_figure_opens_to_sources(name: str) -> None:
    known = set(facts().sources) | set(SOURCES)
    for figure in figures_of(advice_of(name)):
        for leaf in figure.leaves():
            assert set(leaf.sources) <= known, leaf.name
            if leaf.origin in {"fact", "default"}:
                assert leaf.sources, leaf.name
            elif leaf.origin == "assumption":
                assert leaf.note or leaf.sources, leaf.name


@pytest.mark.parametrize("name", ALL)
def test_json_holds_everything(name: str) -> None:
    advice = advice_of(name)
    data = json.loads(json.dumps(advice_as_dict(advice)))
    assert [item["id"] for item in data["decisions"]] == [d.id for d in advice.decisions]
    for decision in data["decisions"]:
        for option in decision["options"]:
            for key in FIGURE_NAMES:
                entry = option["figures"][key]
                assert {"value", "low", "high", "unit", "formula", "sources"} <= set(entry)
                assert entry["value"] is not None or entry["reason"]


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_answering_makes_no_difference(name: str) -> None:
    design = load_example(name)
    turned = Design(name=design.name, answers=dict(reversed(list(design.answers.items()))))
    assert advice_as_dict(advise(turned, facts())) == advice_as_dict(advice_of(name))


def test_an_irrelevant_answer_changes_nothing() -> None:
    """Own documents do not matter to a workload that rests on none."""
    plain = made(knowledge=("general",), use_case="summarization")
    more = plain.answered("unit_of_work", Answer("report"))
    before, after = advise(plain, facts()), advise(more, facts())
    assert advice_as_dict(before)["totals"] == advice_as_dict(after)["totals"]
    first = [d.chosen and d.chosen.id for d in before.decisions]
    assert first == [d.chosen and d.chosen.id for d in after.decisions]


def test_an_override_reaches_the_figures() -> None:
    design = made(residency="uk", user_region="eu-west-2")
    own = Override("regions.eu-west-2.pue", 2.0, "1", "our colocation contract")
    changed = Design(name=design.name, answers=design.answers, overrides=(own,))
    before, after = advise(design, facts()), advise(changed, facts())
    ratio = after.totals["energy_kwh_per_year"].numbers[0]
    ratio /= before.totals["energy_kwh_per_year"].numbers[0]
    assert ratio == pytest.approx(2.0 / facts().region("eu-west-2").input("pue").value, rel=1e-6)
    leaves = {leaf.name: leaf for leaf in after.totals["energy_kwh_per_year"].leaves()}
    assert leaves["pue"].origin == "override"


def test_a_price_of_your_own_brings_a_chip_back() -> None:
    """Trainium2 has no list price and falls out; with a contract price it is ranked."""
    answers = made(
        hosting="self-hosted",
        use_case="code-assistant",
        domain="code",
        knowledge=("general",),
        user_region="us-east-2",
        allowed_regions=("us-east-2",),
        requests_per_day=1e6,
    ).answers
    plain = Design(name="Made", answers=answers)
    out = advise(plain, facts()).decision("silicon").exclusions
    fallen = next(item for item in out if item.id == "trainium2")
    assert fallen.rule == "no-on-demand"
    key = fallen.unlock.removeprefix("Your price as an override of ").rstrip(".")
    own = Override(key, 1.1, "USD/h", "capacity block of spring")
    priced = advise(Design(name="Made", answers=answers, overrides=(own,)), facts())
    assert "trainium2" in {option.id for option in priced.decision("silicon").options}


@pytest.mark.parametrize("name", NAMES)
def test_assumptions_are_those_of_the_workload(name: str) -> None:
    from advisors.workload import workload_from

    workload = workload_from(load_example(name), facts())
    assert set(advice_of(name).assumptions) == {item.question for item in workload.assumptions}


def test_the_widest_assumption_comes_first() -> None:
    design = made()
    unsure = design.answered("requests_per_day", Answer(dont_know=True))
    assert advise(unsure, facts()).assumptions[0] == "requests_per_day"
