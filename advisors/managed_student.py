"""Bedrock Model Distillation of a managed pick, where teacher, student and their prices are known.

The student is billed by the token like the model that it was made of; that its price stays the
list price once it is distilled is an assumption, and what its training costs is not in the facts.
"""

from copy import copy
from dataclasses import replace

from advisors.candidates import Candidate
from advisors.capability import bar_of
from advisors.criteria import Measured
from advisors.desk import Desk
from advisors.distillation import BAR, LEAST, Distilled, NotNeeded, lacks_of, made_of
from advisors.figures import outcome_of
from advisors.managed_models import managed_calls
from advisors.one_off import one_off
from advisors.paid_back import effect_of
from advisors.places import Place
from estimators.annual import Missing

TEACHES = {"nova-pro": ("nova-micro", "nova-lite")}
"""Students of a teacher, smallest first. Read in the Nova user guide (distillation); Nova Premier,
which taught as well, has retired, and other pairs were not verified."""
SERVED_IN = frozenset({"us-east-1", "us-west-2"})
"""Regions that serve a distilled Nova on demand, by the Bedrock user guide on custom models."""
NO_PRICE = Missing(
    "what training in Bedrock Model Distillation costs is not in the facts; its line in the price "
    "list would unlock it"
)


def managed_student(desk: Desk, best: Candidate, before: Measured) -> Distilled | NotNeeded | str:
    """What the smallest student near the bar would save; why there is none, where there is none."""
    facts = desk.facts
    teacher = facts.models[best.model]
    students = TEACHES.get(best.model, ())
    if not students:
        names = " and ".join(facts.models[key].name for key in TEACHES if key in facts.models)
        return (
            f"as a teacher of Bedrock Model Distillation only {names} is known here, not "
            f"{teacher.name}; a student of it with its price would unlock this, and the answer "
            "'self-hosted' to the hosting question prices a student of an open model"
        )
    rows = [facts.models[key] for key in students if key in facts.models]
    lacks = [lacks_of(desk, row) for row in rows]
    enough = [row for row, found in zip(rows, lacks, strict=True) if not found]
    if enough:
        return NotNeeded(enough[0])
    least = LEAST * bar_of(desk.workload)
    taught = [
        row
        for row, found in zip(rows, lacks, strict=True)
        if found == BAR and (row.aa_index_nonreasoning or 0.0) >= least
    ]
    if not taught:
        return (
            f"no student of {teacher.name} does what the answers ask for beside quality and "
            f"reaches {LEAST:.0%} of the quality bar untaught"
        )
    place = _place(desk, best)
    if place is None:
        return (
            f"a distilled Nova is served on demand in {' and '.join(sorted(SERVED_IN))} alone, and "
            "neither is open to this design; a residency that allows one of them would unlock it"
        )
    return _priced(desk, best, before, Candidate(taught[0].id, best.rung, place))


def _place(desk: Desk, best: Candidate) -> Place | None:
    """Where the student would be served: where the teacher is, else the nearest open Region."""
    if best.place.id in SERVED_IN:
        return best.place
    found = [place for place in desk.search.regions if place.id in SERVED_IN]
    return min(found, key=lambda place: (place.rtt_ms or 0.0, place.id), default=None)


def _priced(desk: Desk, best: Candidate, before: Measured, item: Candidate) -> Distilled | str:
    student = desk.facts.models[item.model]
    demand = desk.price(best).demand
    calls = managed_calls(desk.base, [student], demand.input_tokens, demand.output_tokens)
    size = desk.base.managed_size(student)
    if student.id not in calls or size is None:
        return f"the size of {student.name} is not bounded by any fact"
    view = copy(desk)
    known = {**desk.search.calls[best.rung], **calls}
    search = replace(desk.search, calls={**desk.search.calls, best.rung: known})
    vars(view).update(search=search)
    outcome = outcome_of(view.price(item), desk.base.ledger)
    latency = calls[student.id].latency_ms + (item.place.rtt_ms or 0.0)
    made = replace(made_of(desk, student, size.active_params_b, demand), price=NO_PRICE)
    site = desk.base.site(item.place)
    once = one_off(made, desk.facts, site, desk.workload.horizon_years, desk.base.ledger)
    after = Measured(outcome, latency, before.effort_weeks)
    return Distilled(student, effect_of(before, after, once), item.place.label)
