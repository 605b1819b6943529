"""From the kind that a question is most like to its reading: what the kind needs must be named."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from advisors.options import DecisionId
from advisors.workload import Workload
from tui.inquiry.answer import Intent
from tui.inquiry.aspects import OF_ADVICE, Aspect, input_named
from tui.inquiry.changes import changes_in
from tui.inquiry.kinds_apart import APART
from tui.inquiry.limits import amount_in
from tui.inquiry.names import Named
from tui.inquiry.readings import Reading
from tui.inquiry.supposed import supposed

_COMPARED: Mapping[str, str] = {
    r"cheap\w*|expensive|dear\w*|price\w*|frugal|save|savings?|money|bucks": "cost",
    r"green\w*|clean\w*|carbon|footprint|emi\w+|dirty|dirtier|climate|kilos?|kg|grams?|tons?|"
    r"tonnes?": "carbon",
    r"thirst\w*|water|litres?|liters?": "water",
    r"energy|electric\w*|power|kwh|mwh": "energy",
    r"dollars?|usd": "cost",
}
"""Words that say by what options are compared, and amounts that say what they are of."""
_MACHINES = re.compile(
    r"\b(?:fleet|gpus?|chips?|cards?|box|boxes|machines?|servers?|instances?|replicas?|"
    r"accelerators?|nodes?|kit|hardware|capacity|order|iron|terraform|computers?)\b"
)
_CURRENCY = re.compile(r"\b(?:euros?|eur|pounds?|gbp|yen|francs?|chf|rupees?)\b")
"""Money that the design does not count in."""
_WHOLE: Mapping[str, Aspect] = {
    "parts": Aspect.PARTS,
    "explain": Aspect.EXPLAIN,
    "sources": Aspect.SOURCES,
    "range": Aspect.RANGE,
    "budget": Aspect.BUDGET,
    "summary": Aspect.SUMMARY,
    "pareto": Aspect.PARETO,
    "smallest": Aspect.SMALLEST,
    "conflicts": Aspect.CONFLICTS,
    "place": Aspect.PLACE,
    "service": Aspect.SERVICE,
    "duration": Aspect.DURATION,
    "level": Aspect.LEVEL,
    "idle": Aspect.IDLE,
    "licence": Aspect.LICENCE,
    "memory": Aspect.MEMORY,
    **{item.value: item for item in OF_ADVICE},
}
_OF_ASPECT: Mapping[str, Intent] = {
    "parts": Intent.PARTS,
    "explain": Intent.EXPLAIN,
    "sources": Intent.EXPLAIN,
    "range": Intent.SURE,
    "budget": Intent.LIMIT,
    "summary": Intent.SUMMARY,
    "pareto": Intent.PARETO,
    "smallest": Intent.SMALLEST,
    "conflicts": Intent.CONFLICTS,
    "place": Intent.INPUT,
    "service": Intent.INPUT,
    "duration": Intent.INPUT,
    "level": Intent.LEVEL,
    "idle": Intent.IDLE,
    "licence": Intent.LICENCE,
    "memory": Intent.MEMORY,
    **{item.value: Intent(item.value) for item in OF_ADVICE},
}


def as_kind(reading: Reading, kind: str, question: str, workload: Workload) -> Reading | None:
    """A question read as one of a kind; None when it does not name what that kind needs."""
    blank = replace(
        reading, kind=kind, aspect=None, limit=None, extreme=False, other=False, fallen=False,
        listed=False, smaller=False, larger=False, counted=False, live=False,
    )  # fmt: skip
    if kind in APART:
        return APART[kind](blank)
    if kind in _WHOLE:
        whole = replace(
            blank, intent=_OF_ASPECT[kind], aspect=_WHOLE[kind], named=(), decision=None
        )
        return replace(whole, metrics=metrics_of(reading))
    if kind in _READERS:
        return _READERS[kind](blank)
    if kind == "what-if":
        text = question.casefold()
        found = changes_in(text, workload, _regions(reading)) or supposed(text, workload)
        return replace(blank, intent=Intent.WHAT_IF) if found else None
    return _limit(blank, question, workload)


def _limit(blank: Reading, question: str, workload: Workload) -> Reading | None:
    """An amount that the design is held against; the design's own limit where none is readable."""
    limit = amount_in(question)
    own = (workload.carbon_budget_kg_per_year, workload.cost_budget_usd_per_year)
    if limit is None and (not any(own) or _CURRENCY.search(blank.text)):
        return None
    aspect = Aspect.BUDGET if limit is None else None
    return replace(blank, intent=Intent.LIMIT, aspect=aspect, limit=limit, named=())


def as_named(reading: Reading) -> Reading | None:
    """A question on the design of no clear kind, by what it names; None when it names nothing."""
    blank = replace(reading, kind="named", aspect=None, limit=None, live=False)
    if reading.named:
        two = len(reading.named) > 1 and _paired(reading.named) is not None
        return _compare(blank) if two else replace(blank, intent=Intent.WHY)
    if reading.metrics or reading.units.found:
        return _amount(blank)
    return replace(blank, intent=Intent.WHICH) if reading.decision else None


def _regions(reading: Reading) -> tuple[str, ...]:
    return tuple(key for item in reading.named if item.decision == "region" for key in item.ids)[:1]


def metrics_of(reading: Reading) -> tuple[str, ...]:
    """What is measured, comparatives and units of amounts among the words for it."""
    text = reading.text
    words = [name for line, name in _COMPARED.items() if re.search(rf"\b(?:{line})\b", text)]
    return tuple(dict.fromkeys((*reading.metrics, *words)))


def _with_option(intent: Intent) -> Callable[[Reading], Reading | None]:
    """A kind that is about an option."""

    def read(blank: Reading) -> Reading | None:
        return replace(blank, intent=intent, metrics=metrics_of(blank)) if blank.named else None

    return read


def _with_subject(intent: Intent) -> Callable[[Reading], Reading | None]:
    """A kind that is about an option or a decision."""

    def read(blank: Reading) -> Reading | None:
        return replace(blank, intent=intent) if blank.named or blank.decision else None

    return read


def _of_decision(intent: Intent, **flags: bool) -> Callable[[Reading], Reading | None]:
    """A kind that is about a decision as a whole; an option named tells which."""

    def read(blank: Reading) -> Reading | None:
        decision = _decision(blank)
        if decision is None:
            return None
        found = replace(blank, intent=intent, decision=decision, named=())
        return replace(found, metrics=metrics_of(blank), **flags)  # type: ignore[arg-type]

    return read


def _decision(reading: Reading) -> DecisionId | None:
    return reading.decision or (reading.named[0].decision if reading.named else None)


def _of_the_whole(intent: Intent) -> Callable[[Reading], Reading]:
    """A kind that names nothing."""

    def read(blank: Reading) -> Reading:
        if intent is Intent.SURE and _of_one(blank):
            return replace(blank, intent=intent)
        return replace(blank, intent=intent, named=(), decision=None, metrics=metrics_of(blank))

    return read


def _of_one(blank: Reading) -> bool:
    """Whether one decision is meant; "where" and "which" ask for the decision."""
    asked = re.search(r"\b(?:where|which)\b", blank.text)
    return bool(blank.named) or (blank.decision is not None and asked is None)


def _amount(blank: Reading) -> Reading:
    """An amount of the design; all of what it costs where the question does not say of what."""
    return replace(
        blank, intent=Intent.HOW_MUCH, named=(), decision=None,
        metrics=metrics_of(blank) or (() if blank.units.found else ("carbon", "cost")),
    )  # fmt: skip


def _compare(blank: Reading) -> Reading | None:
    """Two options of one decision, or one beside the chosen one."""
    first = _paired(blank.named)
    return replace(blank, intent=Intent.COMPARE, decision=first) if first else None


def _paired(named: tuple[Named, ...]) -> DecisionId | None:
    """The decision that two names share; else that of the first name."""
    of = [item.decision for item in named]
    twice = next((key for key in of if of.count(key) > 1), None)
    return twice or (of[0] if of else None)


def _input(blank: Reading) -> Reading | None:
    if not input_named(blank.text):
        return None
    return replace(blank, intent=Intent.INPUT, aspect=Aspect.INPUT, named=(), decision=None)


def _excluded(blank: Reading) -> Reading:
    if blank.decision is None or blank.named:
        return replace(
            blank, intent=Intent.EXCLUDED, aspect=Aspect.EXCLUDED, named=(), decision=None
        )
    return replace(blank, intent=Intent.WHICH, fallen=True)


def _fleet(blank: Reading) -> Reading | None:
    """Machines are counted; how busy they are is another question."""
    if not _MACHINES.search(blank.text) or "utilization" in blank.metrics:
        return None
    return replace(blank, intent=Intent.HOW_MUCH, counted=True, metrics=())


def _monitoring(blank: Reading) -> Reading:
    return replace(blank, intent=Intent.WHICH, decision="monitoring", named=(), metrics=())


def _which(blank: Reading) -> Reading | None:
    if blank.decision is None:
        return None
    return replace(blank, intent=Intent.WHICH, named=(), metrics=())


def _ranking(blank: Reading) -> Reading:
    """The order of one decision; what came second in each where none is named."""
    found = _of_decision(Intent.WHICH, listed=True)(blank)
    return found or replace(blank, intent=Intent.WHICH, listed=True, named=(), metrics=())


def _lever(blank: Reading) -> Reading:
    """What has less of something: of one decision where it is named, else of the design."""
    return _of_decision(Intent.LEVER)(blank) or _of_the_whole(Intent.LEVER)(blank)


def _flip(blank: Reading) -> Reading:
    return replace(blank, intent=Intent.FLIP)


_READERS: Mapping[str, Callable[[Reading], Reading | None]] = {
    "why": _with_subject(Intent.WHY),
    "why-not": _with_option(Intent.WHY_NOT),
    "included": _with_option(Intent.WHY),
    "which": _which,
    "ranking": _ranking,
    "lever-of": _lever,
    "least": _of_decision(Intent.WHICH, extreme=True),
    "compare": _compare,
    "option-amount": _with_option(Intent.HOW_MUCH),
    "catch": _with_subject(Intent.CATCH),
    "flip": _flip,
    "sure-of": _with_subject(Intent.SURE),
    "amount": _amount,
    "input": _input,
    "sure": _of_the_whole(Intent.SURE),
    "assumption": _of_the_whole(Intent.ASSUMPTION),
    "lever": _of_the_whole(Intent.LEVER),
    "excluded": _excluded,
    "fleet": _fleet,
    "monitoring": _monitoring,
}
