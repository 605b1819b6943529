"""What stands in for an answer, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisors.format import exact
from advisors.questions import Question, question
from advisors.questions.resolve import Resolved


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
        return ", ".join(labels.get(name, name) for name in value) or "none"
    if isinstance(value, str):
        return labels.get(value, value)
    unit = f" {question.unit}" if question.unit else ""
    if item.low is None or item.high is None or item.low == item.high:
        return f"{exact(value)}{unit}"
    return f"{exact(value)}{unit} ({exact(item.low)} to {exact(item.high)})"
