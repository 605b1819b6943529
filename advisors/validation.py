"""One way for an answer to come in, whichever face it came through: text or file.

`parse` reads what a person typed, `coerce` what a file holds (texts go through `parse`), `check`
holds a canonical value against its question. All three give canonical values or an `AnswerError`
that names the question, the reason and a way out.
"""

import math
from collections.abc import Callable, Mapping, Sequence

from advisors.errors import AnswerError
from advisors.format import exact
from advisors.questions.model import Answer, Kind, Question, Value
from advisors.validation_models import parse_model
from advisors.validation_names import (
    parse_choice,
    parse_languages,
    parse_many,
    parse_region,
    parse_regions,
    parse_weights,
    points_of,
    weigh,
)
from advisors.validation_numbers import parse_number
from advisors.validation_texts import printable, tidy

DONT_KNOW_WORDS = frozenset(
    {"?", "don't know", "dont know", "do not know", "i don't know", "dk", "unknown", "not sure"}
)
LONGEST = 1e18
"""Numbers from here on are shown with an exponent: in full they fill lines."""
NOT_APPLICABLE_WORDS = ("n/a", "na", "not applicable")


def parse(question: Question, text: str) -> Answer:
    """Read what a person typed.

    `?` stands for "don't know", `n/a: reason` for "not applicable", in free text too; what else
    stands in free text is kept as it is.

    Raises:
        AnswerError: The text is no answer to this question.
    """
    folded = text.strip().casefold()
    if folded in DONT_KNOW_WORDS:
        return Answer(dont_know=True)
    for word in NOT_APPLICABLE_WORDS:
        if folded == word or folded.startswith((f"{word}:", f"{word},", f"{word} because")):
            rest = text.strip()[len(word) :]
            reason = rest[1:] if rest[:1] in {":", ","} else rest.strip()[len("because") :]
            return not_applicable(question, reason)
    if not folded and question.kind != "regions":
        raise AnswerError(
            question.id,
            f"{question.id} has no answer",
            "the field is empty",
            f"{_expected(question)} '?' takes the default.",
        )
    if question.numeric:
        parsed = parse_number(question, tidy(question, text))
        return checked(question, Answer(parsed.value, parsed.low, parsed.high))
    return Answer(check(question, _named(question, text)))


def coerce(question: Question, raw: object) -> Answer:
    """Read a value from a file: texts as `parse` does, numbers and lists as they are.

    Raises:
        AnswerError: Wrong type, out of bounds, or unknown name.
    """
    if isinstance(raw, str):
        return parse(question, raw)
    if question.kind == "weights" and isinstance(raw, Sequence) and not isinstance(raw, str):
        return Answer(check(question, weigh(question, [_text(question, item) for item in raw])))
    return checked(question, Answer(check(question, raw)))


def not_applicable(question: Question, reason: str) -> Answer:
    """The answer "not applicable, because ...".

    Raises:
        AnswerError: The question always applies, or the reason is missing.
    """
    if not question.skippable:
        raise AnswerError(
            question.id,
            f"{question.id} cannot be skipped",
            "the advice depends on it whatever the workload is",
            f"{_expected(question)} '?' takes the default.",
        )
    if not reason.strip() or reason.strip().casefold() in DONT_KNOW_WORDS:
        raise AnswerError(
            question.id,
            f"{question.id} was skipped without a reason",
            "the record has to say why it does not apply",
            "Write it as 'n/a: reason'.",
        )
    return Answer(not_applicable=printable(question, reason.strip()))


def checked(question: Question, answer: Answer) -> Answer:
    """An answer whose range, if it has one, was held against the bounds too.

    Raises:
        AnswerError: An end is out of bounds, or the range does not hold the value.
    """
    if answer.low is None and answer.high is None:
        return answer if answer.value is None else Answer(
            check(question, answer.value), note=answer.note
        )  # fmt: skip
    if not question.numeric or answer.low is None or answer.high is None:
        raise AnswerError(
            question.id,
            f"{question.id} cannot have that range",
            "a range belongs to a number and has two ends",
            "Give value, low and high, or the value alone.",
        )
    low, value, high = (_number(question, end) for end in (answer.low, answer.value, answer.high))
    if not low <= value <= high:
        raise AnswerError(
            question.id,
            f"{question.id} has a range of {exact(low)} to {exact(high)} around {exact(value)}",
            "the range does not hold the value",
            "Give low, value and high in rising order.",
        )
    return Answer(value, low, high, note=answer.note)


def check(question: Question, raw: object) -> Value:
    """The canonical value of a typed answer.

    Raises:
        AnswerError: Wrong type, out of bounds, or unknown name.
    """
    if question.numeric:
        return _number(question, raw)
    if question.kind == "weights":
        return _weights(question, raw)
    if question.kind in {"multi", "languages", "regions"}:
        if not isinstance(raw, Sequence) or isinstance(raw, str):
            raise _wrong_type(question, raw)
        names = [_text(question, item) for item in raw]
        # A blank name is a slip, in a list of Regions one that would lift every limit.
        if not all(name.strip() for name in names) or (not names and question.kind != "regions"):
            raise _wrong_type(question, raw)
        return _named(question, ", ".join(names))
    if not isinstance(raw, str):
        raise _wrong_type(question, raw)
    if question.kind == "text":
        return printable(question, raw.strip())
    return _named(question, raw)


def _named(question: Question, text: str) -> Value:
    """Text to canonical value, for every kind that is no number."""
    reader = _READERS.get(question.kind)
    if reader is None:
        return printable(question, text.strip())
    return reader(question, tidy(question, text))


_READERS: dict[Kind, Callable[[Question, str], Value]] = {
    "choice": parse_choice,
    "multi": parse_many,
    "languages": parse_languages,
    "region": parse_region,
    "regions": parse_regions,
    "weights": parse_weights,
    "model": parse_model,
}


def _number(question: Question, raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise _wrong_type(question, raw)
    if not math.isfinite(raw):
        raise _wrong_type(question, raw)
    value = float(raw)
    shown = exact(value) if abs(value) < LONGEST else f"{value:.3g}"
    below = question.minimum is not None and value < question.minimum
    if below or (question.maximum is not None and value > question.maximum):
        raise AnswerError(
            question.id,
            f"{question.id} cannot be {shown}",
            f"it must be {bounds(question)}",
            _hint(question, value),
        )
    if question.kind == "integer" and not value.is_integer():
        raise AnswerError(
            question.id,
            f"{question.id} cannot be {shown}",
            "it counts whole things",
            f"Write {round(value)}.",
        )
    return value


def bounds(question: Question) -> str:
    """The bounds of a number in words."""
    unit = f" {question.unit}" if question.unit else ""
    if question.minimum is not None and question.maximum is not None:
        return f"from {question.minimum:,.15g} to {question.maximum:,.15g}{unit}"
    if question.minimum is not None:
        return f"at least {question.minimum:,.15g}{unit}"
    return f"at most {question.maximum:,.15g}{unit}"


def _hint(question: Question, value: float) -> str:
    """What was probably meant: a fraction for a percentage, a missing sign, else the example."""
    lowest = question.minimum or 0.0
    if question.kind == "percent" and 0 < value <= 1 and value * 100 >= lowest:
        return f"Did you mean {exact(value * 100)}%?"
    highest = math.inf if question.maximum is None else question.maximum
    if value < 0 <= lowest <= -value <= highest:
        return f"Did you mean {exact(-value)}? '?' takes the default."
    return f"{_expected(question)} '?' takes the default."


def _weights(question: Question, raw: object) -> Value:
    if not isinstance(raw, Mapping):
        raise _wrong_type(question, raw)
    return points_of(question, [(_text(question, key), _points(question, raw[key])) for key in raw])


def _points(question: Question, raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not math.isfinite(raw):
        raise _wrong_type(question, raw)
    return float(raw)


def _text(question: Question, raw: object) -> str:
    if not isinstance(raw, str):
        raise _wrong_type(question, raw)
    return raw


def _wrong_type(question: Question, raw: object) -> AnswerError:
    if raw is None:
        return AnswerError(
            question.id,
            f"{question.id} cannot be empty",
            f"no value stands behind it; it takes {_type(question)}",
            f"{_expected(question)} '?' takes the default; without the line it stays open.",
        )
    text = str(raw).lower() if isinstance(raw, bool) else repr(raw)
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    return AnswerError(
        question.id,
        f"{question.id} cannot be {shown}",
        f"it takes {_type(question)}",
        _expected(question),
    )


def _type(question: Question) -> str:
    return {
        "choice": "one of its choices",
        "multi": "a list of its choices",
        "integer": "a whole number",
        "number": "a number",
        "percent": "a percentage",
        "text": "a text",
        "languages": "a list of languages",
        "region": "an AWS Region",
        "regions": "a list of AWS Regions",
        "weights": "points by name, or names in order",
        "model": "a model of the catalogue, or none",
    }[question.kind]


def _expected(question: Question) -> str:
    if question.choices and question.kind != "weights":
        return f"Choose from {', '.join(item.id for item in question.choices)}."
    sample = question.example or "text"
    return f"Write for example {sample!r}."
