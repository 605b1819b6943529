"""From the data in a design file to typed parts, with an error that names the key at fault."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from advisors.errors import AnswerError, DesignSchemaError, UnknownNameError, nearest
from advisors.migrations import migrate
from advisors.questions import QUESTIONS, Answer, Question, question
from advisors.validation import checked, coerce, not_applicable

KEYS = ("schema", "name", "answers", "overrides", "position")
ANSWER_KEYS = ("value", "low", "high", "dont_know", "not_applicable", "note")
OVERRIDE_KEYS = ("key", "value", "unit", "source", "low", "high", "date")
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
        DesignSchemaError: An unknown key (names the nearest known one) or an impossible value.
        DesignVersionError: The file is newer than this release.
    """
    if not isinstance(raw, Mapping):
        raise _schema(
            path,
            "holds no design",
            f"its top level is {_kind(raw)}, not keys with values",
            "`wattbrief new` writes a design to start from.",
        )
    data = migrate(raw, path)
    _known(data, KEYS, "key", path)
    position = _text(data, "position", path)
    if position and position not in {item.id for item in QUESTIONS}:
        raise _unknown(position, [item.id for item in QUESTIONS], "position", path)
    return Parts(
        _text(data, "name", path) or "Untitled",
        _answers(data.get("answers"), path),
        _overrides(data.get("overrides"), path),
        position,
    )


def _answers(raw: object, path: Path | None) -> dict[str, Answer]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise _schema(
            path,
            "has unusable answers",
            f"`answers` is {_kind(raw)}",
            "Write one line for each answer, such as '  requests_per_day: 2000'.",
        )
    _known(raw, [item.id for item in QUESTIONS], "question", path)
    found: dict[str, Answer] = {}
    refused: list[DesignSchemaError] = []
    for key, value in raw.items():
        try:
            found[key] = _answer(question(key), value, path)
        except DesignSchemaError as error:
            refused.append(error)
    if len(refused) > 1:
        raise _all_of(refused, path)
    if refused:
        raise refused[0]
    return found


def _all_of(refused: list[DesignSchemaError], path: Path | None) -> DesignSchemaError:
    """Every answer that cannot be used in one error, so that a file is mended in one go."""
    causes = [item.__cause__ for item in refused]
    whats = [
        cause.what if isinstance(cause, AnswerError) else item.what
        for item, cause in zip(refused, causes, strict=True)
    ]
    return _schema(
        path,
        f"has {len(refused)} unusable answers: {'; '.join(whats)}",
        "; ".join(item.why for item in refused),
        " ".join(f"({number}) {item.fix}" for number, item in enumerate(refused, start=1)),
    )


def _answer(item: Question, raw: object, path: Path | None) -> Answer:
    try:
        if not isinstance(raw, Mapping) or not (set(raw) & set(ANSWER_KEYS)):
            return coerce(item, raw)
        _known(raw, ANSWER_KEYS, f"key under {item.id}", path)
        return _long_form(item, raw, path)
    except AnswerError as error:
        raise _schema(
            path, f"has an unusable answer: {error.what}", error.why, error.fix
        ) from error
    except UnknownNameError as error:
        raise _schema(path, error.what, error.why, error.fix) from error


def _long_form(item: Question, raw: Mapping[str, Any], path: Path | None) -> Answer:
    """`{value: ..., low: ..., high: ..., note: ...}` and its two siblings."""
    note = _text(raw, "note", path)
    if "dont_know" in raw or "not_applicable" in raw:
        if set(raw) - {"note"} not in ({"dont_know"}, {"not_applicable"}):
            raise AnswerError(
                item.id,
                f"{item.id} says two things at once",
                f"it has {', '.join(sorted(raw))}",
                "Keep one of value, dont_know and not_applicable.",
            )
        if "not_applicable" in raw:
            reason = _text(raw, "not_applicable", path)
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
    ends = [
        coerce(item, raw[end]).value if raw.get(end) is not None else None
        for end in ("low", "high")
    ]
    low, high = (end if isinstance(end, float) else None for end in ends)
    return checked(item, replace(answer, low=low, high=high))


def _overrides(raw: object, path: Path | None) -> tuple[dict[str, Any], ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise _schema(
            path,
            "has unusable overrides",
            f"`overrides` is {_kind(raw)}",
            "Write a list of entries with key, value, unit and source.",
        )
    found = tuple(_one_override(item, path) for item in raw)
    keys = [item["key"] for item in found]
    double = next((key for key in keys if keys.count(key) > 1), None)
    if double:
        raise _schema(path, f"overrides {double} twice", "one fact has one value", "Drop one.")
    return found


def _one_override(raw: object, path: Path | None) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise _schema(path, "has an unusable override", f"it is {_kind(raw)}",
                      "Write key, value, unit and source.")  # fmt: skip
    _known(raw, OVERRIDE_KEYS, "key of an override", path)
    shown = raw.get("key", "without a key")
    found: dict[str, Any] = {}
    for name in ("key", "unit", "source", "date"):
        found[name] = _text(raw, name, path)
        if not found[name] and name != "date":
            raise _schema(path, f"has an override {shown} without {name}",
                          "a fact of your own says what it is and where it comes from",
                          f"Add '{name}'.")  # fmt: skip
    if found["key"].count(".") < 2:
        raise _schema(path, f"overrides {shown!r}", "a fact's key is table.row.column",
                      "Write for example 'regions.eu-central-1.pue'.")  # fmt: skip
    for name in ("value", "low", "high"):
        number = raw.get(name)
        if number is None and name != "value":
            continue
        if isinstance(number, bool) or not isinstance(number, (int, float)) \
                or not math.isfinite(number):  # fmt: skip
            raise _schema(path, f"has an override {shown} with {name} {number!r}",
                          "it takes a number", f"Write {name} as a number.")  # fmt: skip
        found[name] = float(number)
    low, high = found.get("low", found["value"]), found.get("high", found["value"])
    if not low <= found["value"] <= high:
        raise _schema(path, f"has an override {shown} from {low:g} to {high:g}",
                      f"that does not hold its value {found['value']:g}",
                      "Give low, value and high in rising order.")  # fmt: skip
    return found


def _text(data: Mapping[str, Any], key: str, path: Path | None) -> str:
    """A text, or a number or truth value as written; empty when missing."""
    value = data.get(key)
    if value is None:
        return ""
    if isinstance(value, (Mapping, list)):
        raise _schema(path, f"has an unusable {key}", f"it is {_kind(value)}", "Write a text.")
    text = str(value).strip()
    if len(text) > NAME_LIMIT and key == "name":
        raise _schema(path, "has a very long name", f"it has {len(text)} characters",
                      f"Use at most {NAME_LIMIT}.")  # fmt: skip
    odd = next((char for char in text if not char.isprintable() and char not in "\n\t"), "")
    if odd:
        raise _schema(path, f"has an unusable {key}", f"it holds the control character {odd!r}",
                      "Remove it.")  # fmt: skip
    return text


def _known(raw: Mapping[Any, Any], known: Collection[str], kind: str, path: Path | None) -> None:
    for key in raw:
        if key not in known:
            raise _unknown(str(key), known, kind, path)


def _unknown(name: str, known: Collection[str], kind: str, path: Path | None) -> DesignSchemaError:
    near = nearest(name, known)
    fix = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(known)}."
    return _schema(path, f"has an unknown {kind} {name!r}", "no such name is known", fix)


def _schema(path: Path | None, what: str, why: str, fix: str) -> DesignSchemaError:
    return DesignSchemaError(f"{path or 'the design'} {what}", why, fix, path)


def _kind(raw: object) -> str:
    return {dict: "a mapping", list: "a list", str: "a text", type(None): "empty"}.get(
        type(raw), f"a {type(raw).__name__}"
    )
