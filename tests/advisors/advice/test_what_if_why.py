"""Why a decision turned: what became of the option that was first."""

from dataclasses import replace

import pytest

from advisors.advice import advise
from advisors.design import Override
from advisors.examples import example_names, load_example
from advisors.options import Decision
from advisors.questions import question
from advisors.what_if import Difference, tie, what_if
from advisors.workload import facts_with
from advisors.workload_assumptions import label_of
from tests.advisors.advice.made import facts, made
from tui.cli import main
from tui.exit_codes import ExitCode

CARBON_ALONE = "priorities=carbon 100, water 0, cost 0, latency 0, effort 0"
RANKS = {"second best": 2, "third best": 3, "fourth best": 4, "fifth best": 5}


def by_carbon(name: str) -> Difference:
    return what_if(load_example(name), [CARBON_ALONE], facts())


def test_an_option_that_was_first_is_told_with_the_place_it_has_now() -> None:
    places = set()
    for name in example_names():
        found = by_carbon(name)
        decided: dict[str, Decision] = {item.id: item for item in found.after.decisions}
        for turned in found.turned:
            ids = [option.id for option in decided[turned.decision].options]
            assert turned.before is not None
            if turned.before.id not in ids or "listed after" in turned.why:
                continue
            place = ids.index(turned.before.id) + 1
            words = next((text for text, n in RANKS.items() if n == place), "")
            assert f" is {words or f'number {place} of {len(ids)}'} now" in turned.why
            places.add(place)
    assert places - {2}, "some place behind the second was seen"


def test_only_close_options_are_said_not_to_be_told_apart() -> None:
    seen = set()
    for name in example_names():
        advice = advise(load_example(name), facts())
        for decision in advice.decisions:
            for place, option in enumerate(decision.options[1:], start=2):
                said = tie(decision, option.id)
                assert bool(said) == (option.id in decision.close)
                assert ("two" in said) == (bool(said) and place == 2)
                seen.add((bool(said), decision.clear))
    assert (False, False) in seen, "a decision without a clear winner has options that are apart"


@pytest.mark.parametrize(
    "bought", ["reserved-accelerators", "compute-savings-plan", "provisioned-throughput"]
)
def test_what_is_bought_moves_no_figure_and_the_question_promises_none(bought: str) -> None:
    found = what_if(load_example("code-assistant-self-hosted"), [f"commitments={bought}"], facts())
    assert not found.moved
    assert not found.turned
    (hosting,) = found.reworded
    assert hosting.decision == "hosting"
    assert any(label_of("commitments", bought) in text for text in hosting.texts)
    asked = question("commitments")
    assert asked.moves == ("hosting",)
    assert "moves no figure" in asked.why_we_ask


def test_the_price_fact_that_the_question_names_takes_a_price_of_ones_own() -> None:
    (key,) = (word for word in question("commitments").good_answer.split() if "usd_per" in word)
    design = replace(made(), overrides=(Override(key.rstrip("."), 20.0, "USD/h", "our contract"),))
    own = facts_with(design, facts())
    assert own.instances["p5.48xlarge"].on_demand_usd_per_hour == 20.0


def test_the_command_says_what_changed_though_no_figure_moved(
    capsys: pytest.CaptureFixture[str],
) -> None:
    change = "commitments=reserved-accelerators"
    assert main(["what-if", "code-assistant-self-hosted", change]) == ExitCode.OK
    text = capsys.readouterr().out
    assert "No figure moves." in text
    assert "Hosting: what it says now" in text
    assert "prices stay list prices" in text
    assert main(["what-if", "insurer-support-chat", "requests_per_day=50k"]) == ExitCode.OK
    text = capsys.readouterr().out
    assert "what it says now" not in text
    assert "energy_kwh_per_year" not in text
    assert "Energy  (" in text
