"""Work that nobody waits for needs a machine for a part of the day: it is told, with figures."""

from dataclasses import replace

from advisors.advice import advise
from advisors.examples import load_example
from advisors.options import Decision
from advisors.questions import Answer, Value
from tests.advisors.advice.made import advised, facts

OWN = "ec2-eks"
GATHERED = "Gathered into full hours"
LATE: dict[str, Value] = {
    "use_case": "extraction",
    "answer_form": "structured",
    "knowledge": ("general",),
    "requests_per_day": 2e4,
    "daily_curve": "nightly-batch",
}


def notes(found: Decision) -> str:
    """Notes of the option on one's own machines."""
    return " ".join(next(item.notes for item in found.options if item.id == OWN))


def test_a_night_of_documents_is_told_with_the_hours_that_it_takes() -> None:
    """120,000 documents spread over the day keep machines up; in full hours they take fewer."""
    found = advise(load_example("nightly-invoice-extraction"), facts()).decision("hosting")
    assert GATHERED in notes(found)
    assert "can be had at that hour is not known" in notes(found)
    assert not found.clear


def test_where_it_would_turn_the_order_nothing_is_clear() -> None:
    found = advised(**LATE, async_share=100.0).decision("hosting")
    assert found.options[0].id == "bedrock"
    assert not found.clear
    assert found.confidence == "low"
    assert any("gathered into full hours" in flip for flip in found.flips)


def test_a_guess_that_nobody_waits_stops_no_machine() -> None:
    plain = load_example("nightly-invoice-extraction")
    answers = {**plain.answers, "async_share": Answer(dont_know=True)}
    found = advise(replace(plain, answers=answers), facts()).decision("hosting")
    assert GATHERED not in notes(found)


def test_someone_who_waits_keeps_the_machines_up() -> None:
    assert GATHERED not in notes(advised(**LATE, async_share=99.0).decision("hosting"))
