"""What holds now: each question's answer, or the default that stands in for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from advisors.questions import QUESTIONS
from advisors.questions.model import NO_LIMIT, Answer, Default, Question, Value
from estimators.figure import Origin


class Presets(Protocol):
    """Where the token defaults of a use case come from."""

    def default(self, use_case: str, column: str) -> Default | None:
        """The cited default of that column, None where the presets have none."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question with the value that counts.

    Attributes:
        applies: Whether it is asked; if not, `value` is what its absence means.
        value: Canonical value.
        low: 5th percentile for numbers, equal to the value when certain.
        high: 95th percentile for numbers.
        origin: `answer`, `default` (not answered yet) or `assumption` (answered "don't know").
        sources: Source ids of a default.
        why: Why this default, why not applicable, or the architect's note.
    """

    question: Question
    applies: bool
    value: Value
    low: float | None
    high: float | None
    origin: Origin
    sources: tuple[str, ...] = ()
    why: str = ""

    @property
    def assumed(self) -> bool:
        """Whether a default stands in for an answer."""
        return self.origin in ("default", "assumption")

    @property
    def guessed(self) -> bool:
        """Whether what stands in could be wrong: a limit that nobody set is no guess."""
        unset = self.origin == "default" and self.question.absent_meaning == NO_LIMIT
        return self.assumed and not (unset and self.value == self.question.absent)


def resolve(answers: Mapping[str, Answer], presets: Presets | None = None) -> dict[str, Resolved]:
    """Every question by id, in order, with the value that counts.

    Args:
        answers: As given; those to questions that do not apply are ignored.
        presets: Token defaults by use case; without them the questions' own are taken.
    """
    found: dict[str, Resolved] = {}
    for item in QUESTIONS:
        applies = all(
            when.holds(found[when.question].value if found[when.question].applies else None)
            for when in item.applies
        )
        found[item.id] = _resolve(item, answers.get(item.id), applies, found, presets)
    return found


def applicable(answers: Mapping[str, Answer]) -> frozenset[str]:
    """Ids of the questions that apply."""
    return frozenset(key for key, item in resolve(answers).items() if item.applies)


def default_of(
    item: Question, found: Mapping[str, Resolved], presets: Presets | None = None
) -> Default:
    """What "don't know" takes, given the earlier answers."""
    if item.preset and presets is not None:
        preset = presets.default(str(found["use_case"].value), item.preset)
        if preset is not None:
            return preset
    for when, default in item.cases:
        earlier = found[when.question]
        if when.holds(earlier.value if earlier.applies else None):
            return _following(default, found)
    return item.default


def _following(default: Default, found: Mapping[str, Resolved]) -> Default:
    """A default that is what an earlier question says, with that in place of its value."""
    if not default.follows:
        return default
    return replace(default, value=(str(found[default.follows].value),))


def _resolve(
    item: Question,
    answer: Answer | None,
    applies: bool,
    found: Mapping[str, Resolved],
    presets: Presets | None,
) -> Resolved:
    if not applies and item.absent is not None:
        return _certain(item, item.absent, applies=False, why=item.absent_meaning)
    if answer is not None and answer.not_applicable and item.absent is not None:
        why = f"not applicable: {answer.not_applicable}"
        return _certain(item, item.absent, applies=applies, why=why)
    if answer is not None and answer.value is not None:
        low, high = answer.low, answer.high
        if low is None and isinstance(answer.value, float):
            low = high = answer.value
        return Resolved(item, applies, answer.value, low, high, "answer", (), answer.note)
    default = default_of(item, found, presets)
    low, high = default.low, default.high
    if low is None and isinstance(default.value, float):
        low = high = default.value
    origin: Origin = "default" if answer is None else "assumption"
    return Resolved(item, applies, default.value, low, high, origin, default.sources, default.why)


def _certain(item: Question, value: Value, *, applies: bool, why: str) -> Resolved:
    number = value if isinstance(value, float) else None
    return Resolved(item, applies, value, number, number, "answer", (), why)
