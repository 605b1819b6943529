"""What is answered: nothing but what stands in the advice, with guidance quoted verbatim."""

import json
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors.advice import advise
from advisors.design_changes import changed
from advisors.examples import load_example
from advisors.format import value_and_range
from advisors.options import FIGURE_NAMES
from advisors.questions import Answer
from advisors.record.labels import Labels
from advisors.rules import RULES
from advisors.sensitivity import sensitivity
from advisors.workload import workload_from
from estimators.facts import Facts, load_facts
from estimators.uncertainty import shares
from knowledge.base import KnowledgeBase
from tests.tui.inquiry.conftest import EXAMPLES
from tests.tui.inquiry.said import numbers_of, numbers_of_figures, written_numbers
from tests.tui.inquiry.table import Row, asked_of_design
from tui.inquiry import Inquiry
from tui.inquiry.words import word_set


@cache
def said(example: str, changes: tuple[str, ...]) -> frozenset[str]:
    """Numbers of an example's advice, after some changes."""
    facts = load_facts()
    design = changed(load_example(EXAMPLES[example]), changes)
    return numbers_of(advise(design, facts), workload_from(design, facts), facts)


@pytest.mark.parametrize("row", asked_of_design(), ids=lambda row: f"{row.example}: {row.question}")
def test_every_number_shown_stands_in_the_advice(
    row: Row, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[row.example].ask(row.question)
    assert answer.design is not None
    own, _, _ = answer.answer.partition("Guidance:")
    known = said(row.example, ()) | written_numbers(row.question)
    if answer.design.changes and "cannot be computed" not in own:
        known |= said(row.example, answer.design.changes)
        known |= written_numbers(" ".join(answer.design.changes))
    known |= numbers_of_figures(answer.design.figures.values())
    if answer.design.intent == "assumption":
        for name in answer.design.figures:
            shown = moved(inquiries[row.example], name).values()
            known |= {f"{100 * share:.0f}" for share in shown}
    assert written_numbers(own) <= known


def moved(inquiry: Inquiry, name: str) -> dict[str, float]:
    """What a figure of the whole design varies with, in shares."""
    figures, draws = inquiry._whole()
    return shares(figures[name].leaves(), draws[name]) if name in draws else {}


@pytest.mark.parametrize("row", asked_of_design(), ids=lambda row: f"{row.example}: {row.question}")
def test_every_quote_is_verbatim_and_every_mark_has_its_quote(
    row: Row, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries[row.example]
    answer = inquiry.ask(row.question)
    bodies = {card.id: card.body for card in inquiry._base.cards}
    assert all(item.quote in bodies[item.card] for item in answer.citations)
    for number, item in enumerate(answer.citations, start=1):
        assert f"{' '.join(item.quote.split())} [{number}]" in answer.answer


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_json_form_is_that_of_ask_with_the_design_beside_it(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask("which Region and why?")
    found = json.loads(json.dumps(answer.as_dict()))
    assert list(found) == ["answer", "abstained", "confidence", "citations", "related", "design"]
    design = found["design"]
    assert (design["decision"], design["intent"]) == ("region", "which")
    chosen = inquiries[example].advice.decision("region").chosen
    assert chosen is not None
    assert design["option"] == chosen.id
    assert set(FIGURE_NAMES) <= set(design["figures"])
    for name in FIGURE_NAMES:
        figure, shown = chosen.figures[name], design["figures"][name]
        assert (shown["value"], shown["low"], shown["high"]) == (
            figure.value,
            figure.low,
            figure.high,
        )
        assert shown["unit"] == figure.unit
        if figure.value is not None:
            assert shown["formula"]["equation"]
            assert shown["sources"]
            assert {leaf["name"] for leaf in shown["rests_on"]} == {
                leaf.name for leaf in figure.leaves()
            }


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize(
    "question",
    ["What is the capital of France?", "Write a poem about the sea", "Who won the world cup?"],
)
def test_off_topic_still_abstains(
    example: str, question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(question)
    assert answer.abstained
    assert not answer.citations
    assert answer.design is None or not answer.design.figures


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_guidance_question_gets_the_guidance_unchanged(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    question = "Is Trainium more energy efficient than GPUs for training?"
    plain = inquiries[example]._base.ask(question)
    answer = inquiries[example].ask(question)
    told, _, hint = answer.answer.rpartition("\n\n")
    assert hint.startswith("(From the guidance.")
    assert answer.as_dict() | {"answer": told} == plain.as_dict() | {"design": None}


def test_excluded_options_give_their_reason_and_what_unlocks_them(
    inquiries: Mapping[str, Inquiry],
) -> None:
    decision = inquiries["s"].advice.decision("region")
    for out in decision.exclusions[:5]:
        answer = inquiries["s"].ask(f"why not {out.id} here?")
        assert answer.design is not None
        assert answer.design.option == out.id
        assert out.reason in answer.answer
        assert out.unlock in answer.answer


def test_an_option_that_fell_out_has_no_figure_and_says_what_unlocks_it(
    inquiries: Mapping[str, Inquiry],
) -> None:
    out = next(e for e in inquiries["s"].advice.decision("region").exclusions if e.unlock)
    answer = inquiries["s"].ask(f"how much would {out.id} cost us?")
    assert answer.abstained
    assert answer.answer.startswith(f"There is no figure for {out.label}")
    assert out.reason in answer.answer
    assert out.unlock in answer.answer


def test_many_that_fell_out_are_told_by_the_rule(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["c"].ask("which models are excluded?").answer
    own, _, _ = answer.partition("What would bring them back")
    rules = {item.rule for item in inquiries["c"].advice.decision("model").exclusions}
    assert own.count("\n- ") == len(rules)
    assert all(RULES[rule].sentence in own for rule in rules)


def test_a_withheld_figure_says_why(inquiries: Mapping[str, Inquiry]) -> None:
    option = next(
        item
        for item in inquiries["s"].advice.decision("inference").options
        if item.figures["cost_usd_per_year"].value is None
    )
    answer = inquiries["s"].ask(f"how much would {option.id} cost us?")
    assert f"withheld: {option.figures['cost_usd_per_year'].withheld}" in answer.answer


def test_an_endpoint_has_a_price(inquiries: Mapping[str, Inquiry]) -> None:
    options = inquiries["s"].advice.decision("hosting").options
    cost = next(item for item in options if item.id == "sagemaker").figures["cost_usd_per_year"]
    answer = inquiries["s"].ask("how much would sagemaker cost us?").answer
    thousands = round(cost.numbers[0], -3)
    assert answer.startswith(f"Own endpoint: SageMaker AI, Cost: {thousands:,.0f} USD/year")


def test_carbon_is_shown_both_ways(inquiries: Mapping[str, Inquiry]) -> None:
    for question in ("what is our carbon per request?", "how much carbon do we emit?"):
        answer = inquiries["c"].ask(question).answer
        assert "location-based" in answer
        assert "market-based" in answer


def test_a_name_that_no_one_knows_is_not_guessed_at(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("why not GPT-4 here?")
    assert answer.abstained
    assert answer.design is not None
    assert not answer.design.figures
    assert "does not list “gpt 4”" in answer.answer


def test_what_was_measured_is_not_in_a_design(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["c"].ask("how much energy did our fleet use last month?")
    assert answer.abstained
    assert "neither bills nor meter readings" in answer.answer
    assert "overrides" in answer.answer


def test_what_if_is_the_advice_on_the_changed_design(
    inquiries: Mapping[str, Inquiry], facts: Facts
) -> None:
    answer = inquiries["c"].ask("what if we doubled the traffic?")
    part = answer.design
    assert part is not None
    before = inquiries["c"].workload.requests_per_day
    assert part.changes[0].startswith(f"requests_per_day={before.value * 2:g}")
    after = advise(changed(load_example(EXAMPLES["c"]), part.changes), facts)
    for name in FIGURE_NAMES:
        assert part.figures[name] == after.totals[name]
        assert part.figures[f"before/{name}"] == inquiries["c"].advice.totals[name]
        assert value_and_range(after.totals[name]) in answer.answer
    turned = [
        (old, new)
        for old, new in zip(inquiries["c"].advice.decisions, after.decisions, strict=True)
        if (old.chosen and old.chosen.id) != (new.chosen and new.chosen.id)
    ]
    assert ("Every decision stays" in answer.answer) == (not turned)


def test_what_if_without_a_change_is_not_computed(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["c"].ask("what if it rained?")
    assert answer.abstained
    assert answer.design is not None
    assert not answer.design.figures
    assert "What can be asked so" in answer.answer


def test_an_impossible_what_if_says_why(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["c"].ask("what if growth were 900000 %?")
    assert answer.abstained
    assert "cannot be computed" in answer.answer


def test_what_moves_a_figure_comes_first(inquiries: Mapping[str, Inquiry]) -> None:
    """As in the tornado: the index and the managed model, not the widest default."""
    inquiry = inquiries["m"]
    opening = inquiry.ask("which assumption matters most?").answer.splitlines()[:2]
    moved = sensitivity(inquiry._design, load_facts(), inquiry.advice)
    tornado = {item.figure: item for item in moved.tornadoes}["carbon_location_kg_per_year"]
    label = Labels(load_facts()).of(tornado.movers[0].name)
    assert opening[0].startswith(f"{label}: that moves Carbon, location-based most")
    assert opening[1].startswith("Defaults that stand in for answers move Carbon, location-based")


def test_a_default_that_moves_most_is_named_with_what_it_was_taken_as() -> None:
    design = load_example("manuals-question-answering").answered(
        "requests_per_day", Answer(dont_know=True)
    )
    inquiry = Inquiry(design, load_facts(), KnowledgeBase.open())
    opening = inquiry.ask("which assumption matters most?").answer.splitlines()[:2]
    taken = next(x for x in inquiry.workload.assumptions if x.question == "requests_per_day")
    assert inquiry.advice.assumptions[0] == "requests_per_day"
    assert taken.text in opening[1]
    assert taken.shown in opening[1]


def test_the_lever_has_less_than_the_design(inquiries: Mapping[str, Inquiry]) -> None:
    for inquiry in inquiries.values():
        part = inquiry.ask("what is our biggest lever on energy?").design
        assert part is not None
        mine = part.figures.get("energy_kwh_per_year")
        pairs = [
            (part.figures[name].value, mine.value)
            for name in part.figures
            if mine is not None and name.endswith("/energy_kwh_per_year")
        ][:1]
        assert all(mine_ <= chosen for chosen, mine_ in pairs)  # type: ignore[operator]


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=80).filter(lambda text: any(c.isalnum() for c in text)))
def test_any_text_gets_an_answer_and_no_invented_number(
    text: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries["s"].ask(text)
    assert answer.answer
    if answer.design is not None and not answer.design.changes:
        own, _, _ = answer.answer.partition("Guidance:")
        shown = numbers_of_figures(answer.design.figures.values())
        assert written_numbers(own) <= said("s", ()) | written_numbers(text.casefold()) | shown


WORDS = st.sampled_from(
    sorted(
        word_set(
            """
            why not how much which what if our here trainium peft rag region stockholm bedrock cost
            carbon water model doubled traffic than or and instead excluded best assumption 2 50 %
            """
        )
    )
)


@settings(max_examples=120, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=8))
def test_any_mix_of_known_words_is_survived(
    words: list[str], inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries["s"].ask(f"{' '.join(words)} here?")
    assert answer.answer
    assert 0.0 <= answer.confidence <= 1.0
    json.dumps(answer.as_dict())
