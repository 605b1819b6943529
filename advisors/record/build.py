"""From a design and the advice on it to a record. Dates are given, never read from the clock."""

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from advisors.contradiction import Contradiction
from advisors.design import Design, digest, dump_design
from advisors.errors import RecordBuildError
from advisors.options import Advice
from advisors.presets import TrafficPresets
from advisors.questions.resolve import Resolved, resolve
from advisors.record import interview, outcome, story
from advisors.record.cited import Cited, cite
from advisors.record.labels import Labels
from advisors.record.limits import budget_notes
from advisors.record.markdown import clean
from advisors.record.model import (
    AssumptionNote,
    BudgetNote,
    Record,
    Reproduction,
    Status,
)
from advisors.record.moved import moved_note
from advisors.workload import facts_with, workload_from
from advisors.workload_conflicts import find_contradictions

if TYPE_CHECKING:
    from advisors.sensitivity.model import Sensitivity
    from estimators.facts import Facts

REVIEW_MONTHS = 6
_SLUG_LENGTH = 60
_CHARTED = {
    "location-based": "carbon_location_kg_per_year",
    "market-based": "carbon_market_kg_per_year",
}


@dataclass(frozen=True, slots=True)
class People:
    """Who decides, who was asked, who is told."""

    decision_makers: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()


def build_record(
    design: Design,
    advice: Advice,
    facts: "Facts",
    *,
    date: str,
    people: People | None = None,
    status: Status | None = None,
    review_months: int = REVIEW_MONTHS,
    supersedes: tuple[str, ...] = (),
    moved: "Sensitivity | None" = None,
) -> Record:
    """The record of a decision; the same arguments give the same record.

    Args:
        design: The answers.
        advice: The advice on exactly these answers.
        facts: The shipped facts; the design's own are laid over them here.
        date: ISO date of the record.
        people: Decision makers, consulted, informed.
        status: None for `draft` while something is open (a decision without an option that fits, a
            core question not asked), `proposed` otherwise.
        review_months: Months until the decision is to be looked at again.
        supersedes: Ids of the records that this one replaces.
        moved: What moves the answer and would turn it; left out of the record when None.

    Raises:
        RecordBuildError: Not a date, or advice or sensitivity of other answers.
    """
    day = _day(date)
    _require_same_answers(design, advice, moved)
    terms = _Terms(day, review_months, people or People(), status, supersedes)
    return _record(_basis(design, advice, facts, moved), terms)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a record is given beside the answers and the advice; see `build_record`."""

    day: dt.date
    review_months: int
    people: People
    status: Status | None
    supersedes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a record is made from.

    Attributes:
        found: Every question with what was taken for it.
        clashes: Answers that cannot all hold.
        budgets: Limits that were given.
    """

    design: Design
    advice: Advice
    moved: "Sensitivity | None"
    found: dict[str, Resolved]
    labels: Labels
    cited: Cited
    clashes: tuple[Contradiction, ...]
    budgets: tuple[BudgetNote, ...]


def _basis(design: Design, advice: Advice, facts: "Facts", moved: "Sensitivity | None") -> _Basis:
    own = facts_with(design, facts)
    labels, workload = Labels(own), workload_from(design, own)
    return _Basis(
        design=design,
        advice=advice,
        moved=moved,
        found=resolve(design.answers, TrafficPresets(own)),
        labels=labels,
        cited=cite(advice, own),
        clashes=find_contradictions(workload, own),
        budgets=budget_notes(advice, design, workload, facts, labels),
    )


def _record(basis: _Basis, terms: _Terms) -> Record:
    """The record, field by field in its own order."""
    design, advice, found, cited = basis.design, basis.advice, basis.found, basis.cited
    day, people = terms.day, terms.people
    title = clean(design.name) or "Untitled"
    slug = slug_of(title, advice.design_digest)
    clashes = tuple(clean(item.said) for item in basis.clashes)
    return Record(
        id=f"{day:%Y%m%d}-{slug}",
        title=title,
        status=terms.status or _status(found, advice),
        date=day.isoformat(),
        review_by=_later(day, terms.review_months).isoformat(),
        decision_makers=_cleaned(people.decision_makers),
        consulted=_cleaned(people.consulted),
        informed=_cleaned(people.informed),
        supersedes=_cleaned(terms.supersedes),
        superseded_by=(),
        abstract=story.abstract(title, found, advice.decisions, cited.yearly),
        context=(*story.context(found, advice.decisions), *clashes),
        drivers=story.drivers(found),
        totals=tuple(cited.totals.values()),
        charted=_CHARTED[str(found["reporting_method"].value)],
        decisions=cited.decisions,
        consequences=outcome.consequences(advice.decisions, cited.yearly),
        confirmation=outcome.checks(found, cited.yearly, managed=cited.managed),
        evidence=cited.evidence,
        assumptions=_assumptions(basis),
        sources=cited.ledger.sources(),
        overrides=interview.overrides(design),
        interview=interview.answers(found, design),
        reproduction=_reproduction(design, advice, found, day, slug),
        moved=moved_note(basis.moved) if basis.moved is not None else None,
        designs=cited.designs,
        contradictions=_cleaned(item.what for item in basis.clashes),
        budgets=basis.budgets,
    )


def _cleaned(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(clean(text) for text in texts)


def _require_same_answers(design: Design, advice: Advice, moved: "Sensitivity | None") -> None:
    given = {advice.design_digest, *([moved.design_digest] if moved is not None else ())}
    if given != {digest(design)}:
        raise RecordBuildError(
            "no record was made",
            "the advice was given on other answers than the design holds now",
            "Advise again, then export.",
        )


def _assumptions(basis: _Basis) -> tuple[AssumptionNote, ...]:
    """What was assumed, in the order of what it really moves where that is known."""
    advice, moved = basis.advice, basis.moved
    if moved is not None:
        advice = replace(advice, assumptions=tuple(item.question for item in moved.influences))
    return interview.assumptions(basis.found, advice, basis.cited.ledger, basis.labels)


def slug_of(title: str, design_digest: str) -> str:
    """A title as part of a file name: plain letters, digits and hyphens.

    A title in a script that has no plain letters gives way to the digest of the answers.
    """
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore")
    words = re.findall(r"[a-z0-9]+", plain.decode().lower())
    slug = "-".join(words)[:_SLUG_LENGTH].strip("-")
    return slug or f"design-{design_digest[:8]}"


def _day(date: str) -> dt.date:
    try:
        return dt.date.fromisoformat(date)
    except ValueError as error:
        raise RecordBuildError(
            f"{date!r} is no date", str(error), "Write it as YYYY-MM-DD, for example 2026-11-21."
        ) from error


def _later(day: dt.date, months: int) -> dt.date:
    """The same day that many months on, or the last one of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def _status(found: dict[str, Resolved], advice: Advice) -> Status:
    open_questions = (
        item.question.core and item.applies and item.origin == "default" for item in found.values()
    )
    return "draft" if any(open_questions) or story.undecided(advice) else "proposed"


def _reproduction(
    design: Design, advice: Advice, found: dict[str, Resolved], day: dt.date, slug: str
) -> Reproduction:
    """What was advised on: no position in the interview, no answer that does not apply."""
    from advisors.design_yaml import parse_yaml

    used = {key: item for key, item in design.answers.items() if found[key].applies}
    plain = parse_yaml(dump_design(replace(design, answers=used, position="")))
    return Reproduction(
        design=cast("dict[str, Any]", plain),
        design_digest=advice.design_digest,
        data_version=advice.data_version,
        tool=_tool(),
        command=f"wattbrief export {slug}.design.yaml --out records --date {day.isoformat()}",
    )


def _tool() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"wattbrief {version('wattbrief')}"
    except PackageNotFoundError:
        return "wattbrief, not installed"
