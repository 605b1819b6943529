"""What stands in for an answer, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisors.durations import duration
from advisors.format import exact, scaled, with_unit
from advisors.questions import QUESTIONS, Question, question
from advisors.questions.languages import NAMES as LANGUAGES
from advisors.questions.resolve import Resolved
from estimators.figure import Input

EMPTY = {"regions": "no limit"}
"""What an empty list means, by kind of question; none otherwise."""
LONG_MS = 10_000.0
"""Time from which on the ends of a range have units of their own."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """An answer that a default stands in for.

    Attributes:
        question: Id of the question.
        text: The question as asked.
        shown: The value taken, in words.
        dont_know: True when the architect said "don't know", False when it was not asked yet.
        sources: Source ids of the default.
        why: Why this default and this range.
    """

    question: str
    text: str
    shown: str
    dont_know: bool
    sources: tuple[str, ...]
    why: str


def assumptions_of(found: Mapping[str, Resolved]) -> tuple[Assumption, ...]:
    """Every default that stands in for an answer, in the order of the questions."""
    return tuple(
        Assumption(
            item.question.id,
            item.question.text,
            show(item),
            item.origin == "assumption",
            item.sources,
            item.why,
        )
        for item in found.values()
        if item.applies and item.guessed
    )


def in_words(names: Iterable[str], known: Iterable[Assumption] = ()) -> tuple[str, ...]:
    """Assumptions as the record words them: the question as asked, and the value if it is known.

    Args:
        names: Ids of questions, as in `Advice.assumptions`; their order is kept.
        known: Assumptions of the workload, for the values taken.

    Raises:
        UnknownNameError: No question of that name.
    """
    values = {item.question: item.shown for item in known}
    return tuple(f"{question(name).text} {values.get(name, '')}".rstrip() for name in names)


def labels_of(question: Question) -> Mapping[str, str]:
    """What an answer is called where it is shown, by its id."""
    if question.kind == "model":
        from advisors.validation_models import names

        return names()
    return {choice.id: choice.label for choice in question.choices}


def label_of(name: str, value: str) -> str:
    """What one answer to a question is called where it is shown."""
    return question(name).choice(value).label


def show(item: Resolved) -> str:
    """A value in words: labels of choices, a number with its unit and range."""
    value, question = item.value, item.question
    labels = labels_of(question)
    if isinstance(value, dict):
        return ", ".join(f"{labels[name].lower()} {points:g}" for name, points in value.items())
    if isinstance(value, tuple):
        return several(question, value)
    if isinstance(value, str):
        return labels.get(value, value)
    return numeric(value, item)


def numeric(value: float, item: Resolved) -> str:
    """`2,000 tokens (1,000 to 8,000)`: a number that counts as an answer, with unit and range."""
    unit, low, high = item.question.unit, item.low, item.high
    shown = counted(value, unit)
    if low is None or high is None or low == high:
        return shown
    ends = (low, high)
    least, most = map(duration, ends) if unit == "ms" and high >= LONG_MS else map(exact, ends)
    return f"{shown} ({least} to {most})"


def several(question: Question, values: Sequence[str]) -> str:
    """A list in words; an empty one as the question means it."""
    labels = LANGUAGES if question.kind == "languages" else labels_of(question)
    return ", ".join(labels.get(name, name) for name in values) or EMPTY.get(question.kind, "none")


def counted(value: float, unit: str) -> str:
    """`2,000 tokens`, `1 request/day`, `2.5 times`, `once a year`, `24 h`."""
    if unit == "ms":
        return duration(value)
    return "once a year" if value == 1.0 and unit == "/year" else with_unit(exact(value), unit)


def ends_of(leaf: Input) -> str:
    """From where to where an input may lie; a share that was asked for in percent reads so."""
    asked = next((item for item in QUESTIONS if item.id == leaf.name), None)
    if asked is not None and asked.kind == "percent":
        return f"{exact(leaf.low * 100.0, 3)}% to {exact(leaf.high * 100.0, 3)}%"
    factor, unit = scaled(leaf.value, leaf.unit, leaf.high)
    return with_unit(f"{exact(leaf.low * factor, 3)} to {exact(leaf.high * factor, 3)}", unit)
