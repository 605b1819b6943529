"""From a stored answer back to what a person would type; `parse` reads the same answer from it."""

import re

from advisors.questions.model import Answer, Question, Value


def typed(question: Question, answer: Answer) -> str:
    """The answer as text for a field, a prompt or a script; its note is left out."""
    if answer.dont_know:
        return "?"
    if answer.not_applicable:
        return f"n/a: {answer.not_applicable}"
    if answer.low is not None and answer.high is not None:
        ends = f"{_digits(answer.low)} to {_digits(answer.high)}"
        return f"{_text(question, answer.value)} ({ends})"
    return _text(question, answer.value)


def _text(question: Question, value: Value | None) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_digits(points)}" for name, points in value.items())
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    if isinstance(value, (int, float)) and question.numeric:
        return _digits(value)
    return str(value)


def _digits(number: float) -> str:
    """The shortest digits that give the number back, without a doubtful mark: 1.2340, not 1.234."""
    text = repr(float(number)).removesuffix(".0")
    return f"{text}0" if re.fullmatch(r"-?\d{1,3}\.\d{3}", text) else text
