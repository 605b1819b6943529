"""From the data in a design file to typed parts, with an error that names the key at fault."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from advisors.design_overrides import decode_overrides
from advisors.design_problems import Problems, kind_of, text_at, unknown
from advisors.errors import AnswerError, DesignSchemaError
from advisors.migrations import migrate
from advisors.questions import QUESTIONS, Answer, Question, question
from advisors.validation import checked, coerce, not_applicable

KEYS = ("schema", "name", "answers", "overrides", "position")
ANSWER_KEYS = ("value", "low", "high", "dont_know", "not_applicable", "note")
NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Parts:
    """The checked contents of a design file."""

    name: str
    answers: dict[str, Answer]
    overrides: tuple[dict[str, Any], ...]
    position: str


def decode(raw: object, path: Path | None = None) -> Parts:
    """Check the data of a design file key by key.

    Raises:
        DesignSchemaError: Unknown keys (each with the nearest known one) or impossible values,
            all that there are together.
        DesignVersionError: The file is newer than this release.
    """
    if not isinstance(raw, Mapping):
        raise DesignSchemaError(
            f"{path or 'the design'} holds no design",
            f"its top level is {kind_of(raw)}, not keys with values",
            "`wattbrief new` writes a design to start from.",
            path,
        )
    data = migrate(raw, path)
    problems = Problems(path)
    problems.only(data, KEYS, "key")
    name = position = ""
    with problems.noted():
        name = text_at(data, "name", NAME_LIMIT)
    with problems.noted():
        position = text_at(data, "position")
        known = [item.id for item in QUESTIONS]
        if position and position not in known:
            raise unknown(position, known, "position")
    answers = _answers(data.get("answers"), problems)
    overrides = decode_overrides(data.get("overrides"), problems)
    problems.refuse()
    return Parts(name or "Untitled", answers, overrides, position)


def _answers(raw: object, problems: Problems) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    if raw is None:
        return found
    with problems.noted():
        if not isinstance(raw, Mapping):
            raise DesignSchemaError(
                "the answers cannot be used",
                f"`answers` is {kind_of(raw)}",
                "Write one line for each answer, such as '  requests_per_day: 2000'.",
            )
        known = [item.id for item in QUESTIONS]
        problems.only(raw, known, "question")
        for key in raw:
            if key in known:
                with problems.noted():
                    found[key] = _answer(question(key), raw[key], problems)
    return found


def _answer(item: Question, raw: object, problems: Problems) -> Answer:
    if not isinstance(raw, Mapping) or not (set(raw) & set(ANSWER_KEYS)):
        return coerce(item, raw)
    problems.only(raw, ANSWER_KEYS, f"key under {item.id}")
    return _long_form(item, {key: raw[key] for key in ANSWER_KEYS if key in raw})


def _long_form(item: Question, raw: Mapping[str, Any]) -> Answer:
    """`{value: ..., low: ..., high: ..., note: ...}` and its two siblings."""
    note = text_at(raw, "note")
    if "dont_know" in raw or "not_applicable" in raw:
        if set(raw) - {"note"} not in ({"dont_know"}, {"not_applicable"}):
            raise AnswerError(
                item.id,
                f"{item.id} says two things at once",
                f"it has {', '.join(sorted(raw))}",
                "Keep one of value, dont_know and not_applicable.",
            )
        if "not_applicable" in raw:
            said = raw["not_applicable"]
            reason = text_at(raw, "not_applicable") if isinstance(said, str) else ""
            return replace(not_applicable(item, reason), note=note)
        if raw["dont_know"] is not True:
            raise AnswerError(
                item.id, f"{item.id} has dont_know: {raw['dont_know']!r}", "it can only be true",
                "Write 'dont_know: true', or give a value.",
            )  # fmt: skip
        return Answer(dont_know=True, note=note)
    if "value" not in raw:
        raise AnswerError(
            item.id, f"{item.id} has no value", f"it has only {', '.join(sorted(raw))}",
            "Add 'value', or 'dont_know: true'.",
        )  # fmt: skip
    answer = replace(coerce(item, raw["value"]), note=note)
    if raw.get("low") is None and raw.get("high") is None:
        return answer
    if not item.numeric:
        raise AnswerError(
            item.id,
            f"{item.id} cannot have a range",
            "low and high belong to a number",
            "Drop low and high.",
        )
    low, high = (_end(item, raw.get(name), name) for name in ("low", "high"))
    return checked(item, replace(answer, low=low, high=high))


def _end(item: Question, raw: object, name: str) -> float | None:
    """One end of a range; None where it is missing, which leaves the range without it."""
    if raw is None:
        return None
    found = coerce(item, raw)
    if not isinstance(found.value, float) or found.low is not None:
        raise AnswerError(
            item.id,
            f"{item.id} has {raw!r} as {name}",
            "an end of a range is one number",
            f"Write {name} as a number, or drop low and high.",
        )
    return found.value
