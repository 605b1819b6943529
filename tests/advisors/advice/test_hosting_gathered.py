"""Work that nobody waits for needs a machine for a part of the day, or what stands free."""

from dataclasses import replace
from itertools import pairwise

import pytest

from advisors.advice import advise, desk_of
from advisors.criteria import Measured
from advisors.examples import load_example
from advisors.options import Decision
from advisors.questions import Answer, Value
from estimators.annual import SelfHosted
from estimators.figure import Figure
from tests.advisors.advice.made import advised, facts, made

OWN, COST, ENERGY = "ec2-eks", "cost_usd_per_year", "energy_kwh_per_year"
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


def first_own(**answers: Value) -> Measured:
    """The best design on one's own machines."""
    desk = desk_of(made(**{**LATE, **answers}), facts())
    item = desk.search.best_of(managed=False)
    assert item is not None
    return desk.measure(item)


def test_a_night_of_documents_is_ranked_with_the_hours_that_it_takes() -> None:
    """120,000 documents are an hour of one machine; spread over the day they would keep it up."""
    advice = advise(load_example("nightly-invoice-extraction"), facts())
    found = advice.decision("hosting")
    assert found.options[0].id == OWN
    assert GATHERED in notes(found)
    assert "can be had at that hour is not known" in notes(found)
    assert "gathered into full hours" in found.options[0].reasons[0]
    assert advice.totals["cost_usd_per_year"].value == found.options[0].figures[COST].value


def test_the_way_of_serving_is_ranked_against_spreading() -> None:
    found = advised(**LATE, async_share=100.0).decision("inference")
    order = [item.id for item in found.options]
    assert order.index("as-designed") < order.index("spread")
    assert any(card == "infer-idle-cost" for item in found.options for card in item.cards)


def test_without_a_machine_at_that_hour_the_order_turns_and_is_not_sure() -> None:
    found = advised(**LATE, async_share=100.0).decision("hosting")
    assert found.options[0].id == OWN
    assert found.confidence != "high"
    assert any("spread over the day" in flip for flip in found.flips)


def test_ten_documents_a_day_stay_managed() -> None:
    """Starting a machine each day takes more than ten calls do."""
    found = advised(**{**LATE, "requests_per_day": 10.0}, async_share=100.0).decision("hosting")
    assert found.options[0].id == "bedrock"
    assert found.clear


@pytest.mark.parametrize("volume", [10.0, 2e3, 2e4, 5e5, 3e7])
def test_gathering_never_takes_more_than_spreading(volume: float) -> None:
    late, soon = (first_own(requests_per_day=volume, async_share=share) for share in (100.0, 99.0))
    for name in (COST, ENERGY):
        gathered, spread = (one.outcome.figures[name].value for one in (late, soon))
        assert gathered is not None
        assert spread is not None
        assert gathered < 1.02 * spread


def test_a_cache_and_gathering_go_together() -> None:
    """The search gathers the work of every way of serving, caches included."""
    answers: dict[str, Value] = {**LATE, "async_share": 100.0, "shared_prefix_share": 60.0}
    desk = desk_of(made(**answers), facts())
    kept = desk.search.best_of(managed=False, serving="prompt-cache")
    plain = desk.search.best_of(managed=False, serving="as-designed")
    assert kept is not None
    assert plain is not None
    option = desk.price(kept).option
    assert isinstance(option, SelfHosted)
    assert option.policy.packed
    energy = [desk.measure(item).outcome.figures[ENERGY].value or 0.0 for item in (kept, plain)]
    assert 0.0 < energy[0] < energy[1]


def test_a_guess_that_nobody_waits_stops_no_machine_and_is_told() -> None:
    """Where the answer is open the work is spread in the ranking, and gathering told beside it."""
    plain = load_example("nightly-invoice-extraction")
    answers = {**plain.answers, "async_share": Answer(dont_know=True)}
    found = advise(replace(plain, answers=answers), facts()).decision("hosting")
    assert found.options[0].id == "bedrock"
    assert GATHERED in notes(found)
    assert "Not ranked: that nobody waits for any of it is a guess" in notes(found)
    assert any("gathered into full hours" in flip for flip in found.flips)


def test_someone_who_waits_keeps_the_machines_up() -> None:
    assert GATHERED not in notes(advised(**LATE, async_share=99.0).decision("hosting"))


HALF: dict[str, Value] = {"requests_per_day": 5e5, "async_share": 50.0}
FREE = "what stands free beside the others, then in full hours"


def test_a_part_that_may_wait_is_ranked_on_what_stands_free() -> None:
    """Half of 500,000 questions a day: a third less machine hours than put off to quiet hours."""
    advice = advised(**HALF)
    found = advice.decision("hosting")
    own = next(item for item in found.options if item.id == OWN)
    assert any(FREE in reason for reason in own.reasons)
    assert "instance hours, 99 where what may wait is only put off" in notes(found)
    assert "a queue in which those who wait come first" in notes(found)
    order = [item.id for item in advice.decision("inference").options]
    assert order.index("as-designed") < order.index("quiet-hours")


def test_the_hours_of_a_part_that_may_wait_open_down_to_the_answer() -> None:
    advice = advised(**HALF)
    own = next(item for item in advice.decision("hosting").options if item.id == OWN)
    parts = list(own.figures[COST].parts())
    hours = next(item for item in parts if item.name == "instance_hours_per_year")
    assert isinstance(hours, Figure)
    assert hours.formula.id == "filled.instance_hours_per_year"
    assert {"async_share", "requests_per_day", "replica_batch"} <= {
        leaf.name for leaf in hours.leaves()
    }


@pytest.mark.parametrize("volume", [10.0, 2e4, 5e5, 5e6])
def test_the_more_may_wait_the_less_the_same_machines_take(volume: float) -> None:
    """Of one layout, from nothing to nearly all; the answer changes nothing but how it is run."""
    plain = desk_of(made(requests_per_day=volume), facts())
    item = plain.search.best_of(managed=False)
    assert item is not None
    taken = []
    for part in (0.0, 5.0, 20.0, 50.0, 80.0, 99.0):
        desk = desk_of(made(requests_per_day=volume, async_share=part), facts())
        figures = desk.measure(item).outcome.figures
        taken.append([figures[name].numbers[0] for name in (COST, ENERGY)])
    for less, more in pairwise(reversed(taken)):
        assert less[0] <= more[0] * (1.0 + 1e-9)
        assert less[1] <= more[1] * (1.0 + 1e-9)


def test_a_guess_that_a_part_waits_fills_nothing() -> None:
    assert not desk_of(made(async_share=0.0), facts()).search.policy.filled
    open_yet = made(async_share=50.0).answered("async_share", Answer(dont_know=True))
    assert not desk_of(open_yet, facts()).search.policy.filled
