"""How many chips and instances: counted from the advice, none for a managed model."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from advisors.design_changes import changed
from advisors.examples import load_example
from estimators.facts import Facts
from estimators.footprint import HOURS_PER_YEAR
from tui.inquiry import Inquiry

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

NIGHTLY = "nightly-invoice-extraction"
_QUESTIONS = ("how many GPUs do we need?", "how many instances do we need?")


@pytest.fixture(scope="module")
def own_fleets(
    inquiries: Mapping[str, Inquiry], base: "KnowledgeBase", facts: Facts
) -> Mapping[str, Inquiry]:
    """Two own fleets: one that is up all day, one that works off a night of documents."""
    nightly = changed(load_example(NIGHTLY), ("hosting=self-hosted",))
    return {"c": inquiries["c"], "n": Inquiry(nightly, facts, base)}


@pytest.mark.parametrize("question", _QUESTIONS)
@pytest.mark.parametrize("example", ["m", "s", "t"])
def test_a_managed_model_has_none_to_count(
    example: str, question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(question)
    assert answer.design is not None
    assert (answer.design.decision, answer.design.option) == ("silicon", "service")
    assert answer.answer.startswith("None in this design, at the volume answered: ")
    assert "no instances or chips of your own to count" in answer.answer


@pytest.mark.parametrize("question", _QUESTIONS)
@pytest.mark.parametrize("example", ["c", "n"])
def test_an_own_fleet_is_counted_with_its_range_and_basis(
    example: str, question: str, own_fleets: Mapping[str, Inquiry]
) -> None:
    chosen = own_fleets[example].advice.decision("silicon").chosen
    assert chosen is not None
    answer = own_fleets[example].ask(question)
    assert answer.design is not None
    assert answer.design.option == chosen.id
    hours = answer.design.figures["instance_hours_per_year"]
    value, low, high = (part / HOURS_PER_YEAR for part in hours.numbers)
    busiest, mean, chips, people, basis = answer.answer.splitlines()[:5]
    machine = mean.partition(":")[0]
    assert f" on {machine} (" in chosen.reasons[0]
    assert f" instances of {machine}" in busiest, "what was asked comes first: how many of what"
    shown = float(mean.split(": ")[1].split()[0])
    assert low <= value <= high
    assert shown == pytest.approx(value, rel=0.05)
    assert chosen.label in chips
    most = int(busiest.split(": ")[1].split()[0])
    assert most >= value, "the busiest hour needs no fewer than the mean"
    assert "not from a number of people" in people
    assert basis.startswith("Basis of the mean: instance hours a year")


def test_a_chip_by_name_is_still_told_by_its_figures(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["c"].ask("how much energy would the H100 use?")
    assert answer.design is not None
    assert (answer.design.intent, answer.design.option) == ("how-much", "h100")
