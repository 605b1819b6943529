"""The decision record as plain values: it can be read without the advisors or the estimators.

The JSON twin is this model; the Markdown is rendered from nothing else.
"""

from typing import Literal

from pydantic import JsonValue

from advisors.record.model_moved import MovedNote
from advisors.record.part import Part

SCHEMA = 3
"""1 had neither `moved` nor `designs`, 2 had no summary; they are read and written as they are."""
SUMMARY_FROM = 3
"""Schema from which a record opens with its summary and its contents."""
IN_FULL = 3
"""Options of a decision that are shown with all their figures; those behind show the usual five."""

Status = Literal["draft", "proposed", "accepted", "rejected", "deprecated", "superseded"]
Basis = Literal["formula", "fact", "answer", "default", "override", "assumption"]
Side = Literal["good", "bad", "neutral"]


class Quantity(Part):
    """A number where it is shown.

    Attributes:
        name: Machine name, unit in it.
        label: Name in words.
        value: None when withheld.
        low: 5th percentile.
        high: 95th percentile.
        evidence: Id of the evidence entry that opens it; empty when it is opened elsewhere.
        withheld: Why there is no value, and what would unlock it.
    """

    name: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    evidence: str = ""
    withheld: str = ""


class Evidence(Part):
    """How one number is known.

    Attributes:
        id: `E1`, `E2`, in the order in which they are cited.
        subject: What the number is about: the whole design, or an option of a decision.
        quantity: The number itself.
        basis: `formula`, or where the input comes from.
        formula: Id of the formula; empty for inputs.
        equation: The formula in words and symbols.
        inputs: What went into the formula, with evidence where that is opened too.
        sources: Ids of the record's sources, all the way down.
        date: Date of the value itself; empty for formulas.
        confidence: The weakest of what it rests on.
        note: What else is known about it.
    """

    id: str
    subject: str
    quantity: Quantity
    basis: Basis
    formula: str = ""
    equation: str = ""
    inputs: tuple[Quantity, ...] = ()
    sources: tuple[str, ...] = ()
    date: str = ""
    confidence: str = ""
    note: str = ""


class SourceNote(Part):
    """A document, data set or page; `date` is the date of the version that was read."""

    id: str
    key: str
    title: str
    publisher: str
    url: str
    date: str
    licence: str


class Argument(Part):
    """One pro or con, or one consequence."""

    side: Side
    text: str


class OptionNote(Part):
    """An option that passed all filters; `arguments` weigh it against its nearest rival."""

    id: str
    label: str
    figures: tuple[Quantity, ...]
    reasons: tuple[str, ...]
    arguments: tuple[Argument, ...]
    notes: tuple[str, ...]
    cards: tuple[str, ...]


class ExclusionNote(Part):
    """An option that fell out before any ranking."""

    id: str
    label: str
    rule: str
    reason: str
    unlock: str
    cards: tuple[str, ...]


class DecisionNote(Part):
    """One decision: options best first, exclusions, the rule and how firmly it stands."""

    id: str
    title: str
    question: str
    rule: str
    options: tuple[OptionNote, ...]
    exclusions: tuple[ExclusionNote, ...]
    cards: tuple[str, ...]
    trace: tuple[str, ...]
    clear: bool
    flips: tuple[str, ...]
    confidence: str
    confidence_reason: str

    @property
    def chosen(self) -> OptionNote | None:
        """The option that was decided for, if any fits."""
        return self.options[0] if self.options else None


class DesignsNote(Part):
    """What the recommended design is held against, each as a whole design.

    Attributes:
        smallest: The smallest thing that works.
        pareto: Designs that no other beats in carbon, water, cost and latency at once.
    """

    smallest: OptionNote | None
    pareto: tuple[OptionNote, ...]


class BudgetNote(Part):
    """One limit that the architect gave, held against the recommended design.

    Attributes:
        name: Machine name of the figure.
        label: Name in words.
        limit: The most that it may be, in the figure's unit.
        holds: Whether the central value stays within; None when the figure is withheld.
        holds_high: Whether the 95th percentile does as well.
        ways: What would meet it, one sentence each.
    """

    name: str
    label: str
    limit: float
    holds: bool | None
    holds_high: bool
    ways: tuple[str, ...] = ()


class Check(Part):
    """How it will be seen that the decision holds."""

    metric: str
    threshold: str
    where: str


class AssumptionNote(Part):
    """A value that nobody gave: a default, a "don't know", or an estimate of ours.

    Attributes:
        name: Question, or input of a formula.
        text: The question as asked, or the input in words.
        taken: The value in words.
        how: "don't know", "not asked", or "assumed by the estimators".
        why: Why this value and this range.
        sources: Ids of the record's sources.
        owner: Who will replace it by an answer; empty until named.
    """

    name: str
    text: str
    taken: str
    how: str
    why: str
    sources: tuple[str, ...]
    owner: str = ""


class AnswerNote(Part):
    """One question of the interview and what was answered."""

    question: str
    section: str
    text: str
    answer: str
    how: Literal["answered", "don't know", "not asked", "not applicable"]
    note: str


class OverrideNote(Part):
    """A fact of the architect's own, laid over the shipped one."""

    key: str
    taken: str
    source: str
    date: str


class SignOff(Part):
    """Who agreed to which text, and when."""

    name: str
    role: str
    date: str
    digest: str


class Reproduction(Part):
    """What gives the same record again.

    Attributes:
        design: The answers that were advised on, as the design file holds them.
        design_digest: SHA-256 of the canonical answers.
        data_version: Version of the facts.
        tool: Name and version of the program.
        command: Command line, run beside the design file.
    """

    design: dict[str, JsonValue]
    design_digest: str
    data_version: str
    tool: str
    command: str


class Record(Part):
    """A design decision record.

    Attributes:
        schema_version: Version of this model.
        id: `YYYYMMDD-slug`, also the file name.
        date: ISO date, given by the caller.
        review_by: ISO date by which the decision is looked at again.
        supersedes: Ids of the records that this one replaces.
        superseded_by: Ids of the records that replaced it.
        abstract: The Y-statement.
        context: Paragraphs.
        totals: Figures of the recommended design as a whole.
        charted: Name of the figure that bars compare options by.
        moved: What moves the answer; None where it was not asked for.
        designs: Other whole designs; None in records of schema 1.
        contradictions: Answers that cannot all hold; None in records before schema 3.
        budgets: Limits that were given; None in records before schema 3.
    """

    schema_version: int = SCHEMA
    id: str
    title: str
    status: Status
    date: str
    review_by: str
    decision_makers: tuple[str, ...]
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    supersedes: tuple[str, ...]
    superseded_by: tuple[str, ...]
    abstract: str
    context: tuple[str, ...]
    drivers: tuple[str, ...]
    totals: tuple[Quantity, ...]
    charted: str
    decisions: tuple[DecisionNote, ...]
    consequences: tuple[Argument, ...]
    confirmation: tuple[Check, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[SourceNote, ...]
    assumptions: tuple[AssumptionNote, ...]
    overrides: tuple[OverrideNote, ...]
    interview: tuple[AnswerNote, ...]
    reproduction: Reproduction
    sign_offs: tuple[SignOff, ...] = ()
    moved: MovedNote | None = None
    designs: DesignsNote | None = None
    contradictions: tuple[str, ...] | None = None
    budgets: tuple[BudgetNote, ...] | None = None
