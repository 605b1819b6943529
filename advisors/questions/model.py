"""What a question is made of: text, reason, bounds, default with its source, condition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Value = str | float | tuple[str, ...] | dict[str, float]
"""A canonical answer: a choice or text, a number, several choices, or weights by name."""

Kind = Literal[
    "choice",  # one id out of `choices`
    "multi",  # ids out of `choices`, in the order of `choices`
    "integer",
    "number",
    "percent",  # kept as 0 to 100, the workload divides by 100
    "text",
    "languages",  # ISO 639-1 codes
    "region",  # one AWS Region code
    "regions",  # Region codes, may be empty
    "weights",  # points by name, or names in order of importance
    "model",  # id of one model of the catalogue, or NO_MODEL
]
NO_LIMIT = "no limit"
"""What the absence of an answer about a limit means."""
NO_MODEL = "none"
"""Answer of a question of the kind `model` when no model is meant."""
NUMERIC: frozenset[Kind] = frozenset({"integer", "number", "percent"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from.

    Attributes:
        id: As stored in the design file.
        label: As shown.
        hint: When to take it, one clause.
        words: Other ways to say it that are understood as well.
        alone: Whether it excludes all others of a `multi` question.
    """

    id: str
    label: str
    hint: str = ""
    words: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: a value, "don't know", or "not applicable, because ...".

    Attributes:
        value: Canonical value; None for the other two.
        low: 5th percentile, where a range was given with a number.
        high: 95th percentile, where a range was given.
        dont_know: The default is taken and listed as an assumption.
        not_applicable: The reason why the question does not apply; empty otherwise.
        note: Where the answer comes from, in the architect's words.
    """

    value: Value | None = None
    low: float | None = None
    high: float | None = None
    dont_know: bool = False
    not_applicable: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A condition on an earlier answer (or on its default, as long as it has none).

    Every part that is given must hold. A question that itself does not apply has the value
    None, for which nothing but `none_of` holds.

    Attributes:
        question: Id of an earlier question.
        any_of: The answer is, or contains, one of these.
        none_of: The answer neither is nor contains any of these.
        above: The number is greater than this.
        below: The number is less than this.
    """

    question: str
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    above: float | None = None
    below: float | None = None

    def holds(self, value: Value | None) -> bool:
        """Whether the condition holds for that answer."""
        if value is None:
            return bool(self.none_of)
        if isinstance(value, (int, float)):
            return (self.above is None or value > self.above) and (
                self.below is None or value < self.below
            )
        have = {value} if isinstance(value, str) else set(value)
        if self.any_of and not have.intersection(self.any_of):
            return False
        return not have.intersection(self.none_of)

    def __str__(self) -> str:
        """The condition as a reader sees it."""
        parts = []
        if self.any_of:
            parts.append(f"{self.question} is {' or '.join(self.any_of)}")
        if self.none_of:
            parts.append(f"{self.question} is not {' or '.join(self.none_of)}")
        if self.above is not None:
            parts.append(f"{self.question} is above {self.above:g}")
        if self.below is not None:
            parts.append(f"{self.question} is below {self.below:g}")
        return " and ".join(parts)


@dataclass(frozen=True, slots=True)
class Default:
    """What "don't know" takes.

    Attributes:
        value: The value.
        low: 5th percentile, None for answers that are not numbers.
        high: 95th percentile.
        sources: Source ids.
        why: Why this value and this range, one sentence.
        follows: Id of an earlier question whose one choice is taken, for a list of choices; empty
            where `value` is taken.
    """

    value: Value
    low: float | None = None
    high: float | None = None
    sources: tuple[str, ...] = ()
    why: str = ""
    follows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the interview.

    Attributes:
        id: Key in the design file.
        section: Section it belongs to.
        group: Screen it stands on, at most four questions each.
        text: The question as asked.
        why_we_ask: What the answer decides.
        good_answer: What a good answer looks like, for example where to find it.
        kind: Type of the answer.
        moves: Decisions and figures that the answer moves.
        unit: Unit of a number.
        choices: Answers to choose from; for `weights` the names to weigh.
        minimum: Smallest number allowed.
        maximum: Largest number allowed.
        units: Other units understood after a number, with their factor to `unit`.
        default: What "don't know" takes.
        cases: Defaults that depend on an earlier answer; the first that holds is taken.
        preset: Column of the traffic presets that gives the default; empty for none.
        absent: Value when the question does not apply; None when it always must be known.
        absent_meaning: What `absent` says in words.
        applies: Conditions, all must hold.
        core: Whether it is asked in the short interview.
        example: Sample answer, shown in an empty field.
    """

    id: str
    section: str
    group: str
    text: str
    why_we_ask: str
    good_answer: str
    kind: Kind
    moves: tuple[str, ...]
    default: Default
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    units: Mapping[str, float] = field(default_factory=dict)
    cases: tuple[tuple[When, Default], ...] = ()
    preset: str = ""
    absent: Value | None = None
    absent_meaning: str = ""
    applies: tuple[When, ...] = ()
    core: bool = True
    example: str = ""

    @property
    def numeric(self) -> bool:
        """Whether the answer is a single number."""
        return self.kind in NUMERIC

    @property
    def skippable(self) -> bool:
        """Whether "not applicable" is a possible answer."""
        return self.absent is not None

    def choice(self, choice_id: str) -> Choice:
        """The choice of that id; KeyError when there is none."""
        for item in self.choices:
            if item.id == choice_id:
                return item
        raise KeyError(choice_id)


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one screen.

    Attributes:
        id: Key.
        section: Section it belongs to.
        title: Heading of the screen.
        questions: Ids in order, at most four.
    """

    id: str
    section: str
    title: str
    questions: tuple[str, ...]
