"""From a design and the advice on it to a record. Dates are given, never read from the clock."""

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from advisors.design import Design, digest, dump_design
from advisors.errors import RecordBuildError
from advisors.options import FIGURE_NAMES, Advice
from advisors.presets import TrafficPresets
from advisors.questions.resolve import Resolved, resolve
from advisors.record import interview, outcome, story
from advisors.record.evidence import Ledger
from advisors.record.labels import Labels
from advisors.record.limits import budget_notes
from advisors.record.markdown import clean
from advisors.record.model import (
    DecisionNote,
    DesignsNote,
    Evidence,
    Quantity,
    Record,
    Reproduction,
    Status,
)
from advisors.record.moved import moved_note
from advisors.record.notes import decision_note, designs_note
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
_TOTALS = (*FIGURE_NAMES, "wh_per_request", "sci_g_per_request")
_WHOLE = "the design as a whole"


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
    own = facts_with(design, facts)
    found, labels = resolve(design.answers, TrafficPresets(own)), Labels(own)
    workload = workload_from(design, own)
    clashes = find_contradictions(workload, own)
    cited, who = _cited(advice, own), people or People()
    title = clean(design.name) or "Untitled"
    slug = slug_of(title, advice.design_digest)
    return Record(
        id=f"{day:%Y%m%d}-{slug}",
        title=title,
        status=status or _status(found, advice),
        date=day.isoformat(),
        review_by=_later(day, review_months).isoformat(),
        decision_makers=tuple(clean(name) for name in who.decision_makers),
        consulted=tuple(clean(name) for name in who.consulted),
        informed=tuple(clean(name) for name in who.informed),
        supersedes=tuple(clean(name) for name in supersedes),
        superseded_by=(),
        abstract=story.abstract(title, found, advice.decisions, cited.yearly),
        context=(*story.context(found, advice.decisions), *(clean(item.said) for item in clashes)),
        drivers=story.drivers(found),
        totals=tuple(cited.totals.values()),
        charted=_CHARTED[str(found["reporting_method"].value)],
        decisions=cited.decisions,
        consequences=outcome.consequences(advice.decisions, cited.yearly),
        confirmation=outcome.checks(found, cited.yearly, managed=cited.managed),
        evidence=cited.evidence,
        assumptions=interview.assumptions(found, _ordered_by(advice, moved), cited.ledger, labels),
        sources=cited.ledger.sources(),
        overrides=interview.overrides(design),
        interview=interview.answers(found, design),
        reproduction=_reproduction(design, advice, found, day, slug),
        moved=moved_note(moved) if moved is not None else None,
        designs=cited.designs,
        contradictions=tuple(clean(item.what) for item in clashes),
        budgets=budget_notes(advice, design, workload, facts, labels),
    )


@dataclass(frozen=True, slots=True)
class _Cited:
    """What of the advice stands in a record, its numbers entered in one ledger.

    Attributes:
        ledger: Gives the sources, once everything is entered.
        totals: Figures of the design as a whole, by name.
        evidence: Every entry, down to the inputs of the totals.
    """

    ledger: Ledger
    totals: Mapping[str, Quantity]
    decisions: tuple[DecisionNote, ...]
    designs: DesignsNote
    evidence: tuple[Evidence, ...]

    @property
    def yearly(self) -> dict[str, Quantity]:
        """The five figures that every option has."""
        return {name: item for name, item in self.totals.items() if name in FIGURE_NAMES}

    @property
    def managed(self) -> bool:
        """Whether a managed service answers."""
        return any(item.quantity.name == "managed_wh_per_call" for item in self.evidence)


def _cited(advice: Advice, facts: "Facts") -> _Cited:
    """The advice in a ledger: totals first, then decisions and designs, then what is below."""
    ledger = Ledger(facts)
    whole = {name: advice.totals[name] for name in _TOTALS if name in advice.totals}
    totals = {name: ledger.cite(item, _WHOLE) for name, item in whole.items()}
    decisions = tuple(decision_note(item, ledger) for item in advice.decisions)
    designs = designs_note(advice, ledger)
    for item in whole.values():
        ledger.open(item)
    return _Cited(ledger, totals, decisions, designs, ledger.evidence())


def _require_same_answers(design: Design, advice: Advice, moved: "Sensitivity | None") -> None:
    given = {advice.design_digest, *([moved.design_digest] if moved is not None else ())}
    if given != {digest(design)}:
        raise RecordBuildError(
            "no record was made",
            "the advice was given on other answers than the design holds now",
            "Advise again, then export.",
        )


def _ordered_by(advice: Advice, moved: "Sensitivity | None") -> Advice:
    """The advice with its assumptions in the order of what they really move."""
    if moved is None:
        return advice
    return replace(advice, assumptions=tuple(item.question for item in moved.influences))


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
