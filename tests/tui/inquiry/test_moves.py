"""Questions on one input, and on why a range is wide, are told from the sensitivity."""

from collections.abc import Mapping

import pytest

from advisors.examples import load_example
from advisors.sensitivity import Sensitivity, sensitivity
from estimators.facts import Facts
from tests.tui.inquiry.conftest import EXAMPLES
from tui.inquiry import Inquiry


def _moved(example: str, facts: Facts) -> Sensitivity:
    return sensitivity(load_example(EXAMPLES[example]), facts)


@pytest.mark.parametrize(
    ("example", "question", "turned"),
    [
        ("n", "above which number of requests does the H200 overtake the H100?",
         ("h200", "requests_per_day")),
        ("c", "above what peak load would another chip win?", ("l40s", "peak_factor")),
        ("c", "at which carbon intensity would Ohio come first?",
         ("us-east-2", "location_g_per_kwh")),
    ],
)  # fmt: skip
def test_from_which_value_on_another_comes_first(
    example: str,
    question: str,
    turned: tuple[str, str],
    inquiries: Mapping[str, Inquiry],
    facts: Facts,
) -> None:
    rival, name = turned
    answer = inquiries[example].ask(question)
    notes = _moved(example, facts).rivals
    point = next(x for r in notes if r.id == rival for x in r.flips if x.name == name)
    assert answer.design is not None
    assert answer.design.option == rival
    assert f"would come first: {point.words}." in answer.answer.splitlines()[0]


def test_the_price_of_the_chip_that_is_named_is_meant(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["c"].ask("what hourly price would make the L40S win?").answer
    assert text.splitlines()[0].startswith(
        "NVIDIA L40S would come first: Price of an hour of g6e.xlarge below"
    )


def test_what_is_no_nearest_rival_is_said_not_to_be_worked_out(
    inquiries: Mapping[str, Inquiry],
) -> None:
    text = inquiries["n"].ask("at which volume does Trainium3 take over?").answer
    assert text.startswith("Not worked out for AWS Trainium3")


@pytest.mark.parametrize(
    ("example", "question", "figure"),
    [
        ("c", "how much does our cost depend on the pace of the chip?", "cost_usd_per_year"),
        ("m", "why is the range of the cost so wide?", "cost_usd_per_year"),
        ("s", "what input makes most of the spread of our market-based carbon?",
         "carbon_market_kg_per_year"),
        ("t", "why so wide, 0.0041 to 0.28?", "water_l_per_year"),
        ("c", "what is behind the broad range of our energy?", "energy_kwh_per_year"),
    ],
)  # fmt: skip
def test_what_moves_a_figure_most_comes_first(
    example: str, question: str, figure: str, inquiries: Mapping[str, Inquiry], facts: Facts
) -> None:
    answer = inquiries[example].ask(question)
    tornado = next(x for x in _moved(example, facts).tornadoes if x.figure == figure)
    most = tornado.movers[0]
    first = answer.answer.splitlines()[0]
    assert first.startswith(most.label)
    assert f"makes {most.share:.0%} of the spread" in first
    assert answer.design is not None
    assert figure in answer.design.figures


def test_what_is_not_under_a_figure_does_not_move_it(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["c"].ask("does our market-based carbon depend on the grid intensity?").answer
    assert text.startswith("That input is not under Carbon, market-based")


@pytest.mark.parametrize(
    "question",
    [
        "why are ranges of carbon estimates so wide in general?",
        "what effect does batch size have on energy?",
        "at what volume does self-hosting usually become cheaper?",
    ],
)
def test_what_is_asked_in_general_is_not_told_from_the_sensitivity(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert "of the spread of" not in inquiries["c"].ask(question).answer
