"""Answers about the size of the fleet: instances and chips, or that there are none to count."""

from collections.abc import Iterator, Mapping

import numpy as np

from advisors.format import amount, exact
from advisors.options import Decision, Option
from estimators import filled, packed
from estimators.facts import Facts, Instance
from estimators.figure import Figure
from estimators.fleet import Policy, replicas
from estimators.footprint import HOURS_PER_YEAR
from estimators.graph import FloatArray
from estimators.hourly import hourly_calls
from tui.inquiry.page import Page
from tui.inquiry.tell_options import nothing_fits

_HOURS = "instance_hours_per_year"
_WORK = ("requests_per_day", "steps_per_request", "growth_per_year", "horizon_years")
_DEMAND = (*_WORK, "peak_factor", "async_share")
_SIZE = ("replica_calls_per_s", "replica_batch", "availability", "instance_availability")
_PER_INSTANCE = "replicas_per_instance"
_PLACES = ("replica_calls_per_s", _PER_INSTANCE)


def fleet(page: Page, decision: Decision, policy: Policy) -> str:
    """How many instances and chips the chosen design keeps up; returns the id spoken about."""
    chosen = decision.chosen
    if chosen is None:
        return nothing_fits(page, decision)
    hours = hours_of(chosen)
    row = _instance_of(page.facts, chosen)
    if row is None or hours is None:
        page.say(
            f"None in this design, at the volume answered: the first option is “{chosen.label}”. "
            "A managed model is called and paid by the token; there are no instances or chips of "
            "your own to count."
        )
        own = next((item for item in decision.options[1:] if _instance_of(page.facts, item)), None)
        if own is not None:
            page.section(f"Hosting it yourself instead: {own.label}", _count(page, own, policy))
        page.support((*chosen.cards, *decision.cards))
        return chosen.id
    for line in _count(page, chosen, policy):
        page.say(line)
    page.open(_HOURS, hours)
    page.section("Why", (*chosen.reasons, decision.rule))
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


def _count(page: Page, option: Option, policy: Policy) -> Iterator[str]:
    """Mean number up over the year, and what one instance holds."""
    hours, row = hours_of(option), _instance_of(page.facts, option)
    if hours is None or row is None:
        return
    page.figures[_HOURS] = hours
    value, low, high = (part / HOURS_PER_YEAR for part in hours.numbers)
    held = next((leaf.value for leaf in hours.leaves() if leaf.name == _PER_INSTANCE), 1.0)
    chip = page.facts.chip(row.chip)
    chips = row.chip_count if chip.kind != "cpu" else 0.0
    known = _known(hours)
    per = f"{row.id} ({exact(row.chip_count)} x {chip.name})" if chips else row.id
    if most := _busiest(known, held, policy):
        yield (
            f"Busiest hour at the end of the horizon, by central values: {exact(most)} instances "
            f"of {per}, spare ones included; quiet hours may need fewer."
        )
    elif most := _gathered(known, policy):
        yield (
            "While the work of a day is done, at the end of the horizon, by central values: "
            f"{exact(most)} instances of {per}, without spares; none in the other hours."
        )
    yield f"{row.id}: {_mean(value, low, high, 'instances')} up on average over the horizon."
    if chips:
        yield (
            f"That is {_mean(value * chips, low * chips, high * chips, 'chips')} of {chip.name}, "
            f"{exact(chips)} in each instance; "
            f"{exact(chips / held)} to a replica; replicas to an instance: {exact(held)}."
        )
    yield "The count follows from requests, peak and service level, not from a number of people."
    yield f"Basis of the mean: instance hours a year ÷ {exact(HOURS_PER_YEAR)} hours."


def _mean(value: float, low: float, high: float, unit: str) -> str:
    return f"{exact(value, 3)} {unit}" if low == high else amount(value, low, high, unit)


def _known(hours: Figure) -> dict[str, FloatArray]:
    """Central values of what the instance hours are made of."""
    return {
        item.name: np.asarray(item.value, dtype=float)
        for item in hours.parts()
        if item.value is not None
    }


def _gathered(known: Mapping[str, FloatArray], policy: Policy) -> float:
    """Instances up while the work of a day is done at once; 0 where it is not known."""
    if any(name not in known for name in (*_WORK, *_PLACES)):
        return 0.0
    places = {name: known[name] for name in _PLACES}
    work = {name: known[name] for name in _WORK}
    hourly = packed.gathered_calls(**work, **places, parts=policy.parts)
    up = packed.replicas(hourly_calls_per_s=hourly, **places)
    return float(np.ceil(up.max() / known[_PER_INSTANCE] - 1e-9))


def _busiest(known: Mapping[str, FloatArray], held: float, policy: Policy) -> float:
    """Instances up in the busiest hour of the last part of the horizon; 0 where it is not known."""
    if any(name not in known for name in (*_DEMAND, *_SIZE)):
        return 0.0
    demand = {name: known[name] for name in _DEMAND}
    size = {name: known[name] for name in _SIZE}
    hourly = hourly_calls(**demand, policy=policy)
    up = replicas(hourly_calls_per_s=hourly, **size, policy=policy)
    if policy.filled:
        return _filled(known, policy, hourly, up)
    return float(np.ceil(up.max() / held - 1e-9))


def _filled(
    known: Mapping[str, FloatArray], policy: Policy, hourly: FloatArray, up: FloatArray
) -> float:
    """Instances up at most where what may wait takes what stands free beside the rest."""
    work = {name: known[name] for name in (*_WORK, "async_share")}
    places = {name: known[name] for name in _PLACES}
    always = np.ones((1, 1))
    standing = filled.standing_instances(up, always, places[_PER_INSTANCE])
    free = filled.free_calls_per_s(
        standing_instances=standing,
        hourly_calls_per_s=hourly,
        hourly_uptime=always,
        replica_batch=known["replica_batch"],
        **places,
    )
    left = filled.left_calls_per_s(filled.waiting_calls_per_s(**work, parts=policy.parts), free)
    return filled.most_instances(
        hourly_replicas=up, standing_instances=standing, left_calls_per_s=left, **places
    )


def hours_of(option: Option) -> Figure | None:
    """Instance hours under the energy of an option that is hosted on own instances."""
    energy = option.figures.get("energy_it_kwh_per_year")
    parts = energy.parts() if energy is not None else iter(())
    return next(
        (item for item in parts if isinstance(item, Figure) and item.name == _HOURS
         and item.value is not None),
        None,
    )  # fmt: skip


def _instance_of(facts: Facts, option: Option) -> Instance | None:
    """The instance type in the sentence that names the design of an option."""
    if option.id in facts.instances:
        return facts.instances[option.id]
    said = option.reasons[0] if option.reasons else ""
    return next((row for row in facts.instances.values() if f" on {row.id} (" in said), None)
