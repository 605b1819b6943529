"""A design: one human-readable file of answers and overrides; everything else follows from it.

The YAML reader is imported where a file is read, so that the first screen does not wait for it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from advisors.design_files import write_atomically
from advisors.migrations import SCHEMA
from advisors.questions import QUESTIONS, Answer, Value
from advisors.questions.resolve import applicable

SUFFIX = ".design.yaml"


@dataclass(frozen=True, slots=True)
class Override:
    """A fact of the user's own, laid over ours.

    Attributes:
        key: `table.row.column`, for example `regions.eu-central-1.pue`.
        value: The value that counts.
        unit: Its unit, the same as the fact's.
        source: Where it comes from, in the user's words.
        low: 5th percentile, None when certain.
        high: 95th percentile, None when certain.
        date: When it was true, ISO date or year.
    """

    key: str
    value: float
    unit: str
    source: str
    low: float | None = None
    high: float | None = None
    date: str = ""

    @property
    def path(self) -> tuple[str, str, str]:
        """Table, row and column; a row's id may hold dots."""
        table, _, rest = self.key.partition(".")
        row, _, column = rest.rpartition(".")
        return table, row, column


@dataclass(frozen=True, slots=True)
class Design:
    """What a design file holds.

    Attributes:
        name: Title as shown.
        answers: By question id, as answered; those that do not apply are kept, not used.
        overrides: Facts laid over ours.
        position: Question at which the interview stood; empty at its start.
        schema_version: Version of the file's schema.
    """

    name: str = "Untitled"
    answers: Mapping[str, Answer] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    position: str = ""
    schema_version: int = SCHEMA

    def answered(self, question_id: str, answer: Answer | None) -> "Design":
        """A copy with one answer set, or taken back (None)."""
        answers = {key: item for key, item in self.answers.items() if key != question_id}
        if answer is not None:
            answers[question_id] = answer
        return replace(self, answers=answers)


def load_design(path: Path) -> Design:
    """Read a design file, older schemas included.

    Raises:
        DesignError: Unreadable, cut off, not YAML, an unknown key or an impossible value; names
            the file, the reason, and the nearest known key or the allowed values.
    """
    from advisors.design_yaml import read_text

    return parse_design(read_text(path), path)


def parse_design(text: str, path: Path | None = None) -> Design:
    """A design from its text; `path` serves the messages alone.

    Raises:
        DesignError: As for `load_design`.
    """
    from advisors.design_decode import decode
    from advisors.design_yaml import parse_yaml

    parts = decode(parse_yaml(text, path), path)
    return Design(
        name=parts.name,
        answers=parts.answers,
        overrides=tuple(Override(**item) for item in parts.overrides),
        position=parts.position,
    )


def save_design(path: Path, design: Design) -> None:
    """Write a design file in one step: afterwards the old or the new text is there, never half.

    Raises:
        DesignWriteError: It could not be written; the file on disk is as before.
    """
    write_atomically(path, dump_design(design))


def dump_design(design: Design) -> str:
    """Text of a design file; the same design gives the same bytes."""
    from advisors.design_yaml import dump_yaml

    data: dict[str, Any] = {"schema": SCHEMA, "name": design.name}
    data["answers"] = {
        item.id: _plain(design.answers[item.id]) for item in QUESTIONS if item.id in design.answers
    }
    if design.overrides:
        data["overrides"] = [_override(item) for item in design.overrides]
    if design.position:
        data["position"] = design.position
    return dump_yaml(data)


def digest(design: Design) -> str:
    """SHA-256 over the answers that apply and the overrides, in one canonical order.

    The order of answering, the name, the position and answers to questions that do not apply
    make no difference.
    """
    use = applicable(design.answers)
    answers = {key: _plain(item) for key, item in design.answers.items() if key in use}
    overrides = sorted((_override(item) for item in design.overrides), key=lambda o: str(o["key"]))
    text = json.dumps(
        {"schema": SCHEMA, "answers": answers, "overrides": overrides},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(answer: Answer) -> object:
    """An answer as the file holds it."""
    if answer.dont_know:
        data: dict[str, object] = {"dont_know": True}
    elif answer.not_applicable:
        data = {"not_applicable": answer.not_applicable}
    elif answer.value is None or (answer.low is None and not answer.note):
        return _value(answer.value)
    else:
        data = {"value": _value(answer.value)}
        if answer.low is not None and answer.high is not None:
            data |= {"low": _value(answer.low), "high": _value(answer.high)}
    return data | ({"note": answer.note} if answer.note else {})


def _value(value: Value | None) -> object:
    """A value in the types of YAML; whole numbers without a decimal point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return {name: _value(points) for name, points in value.items()}
    return value


def _override(item: Override) -> dict[str, object]:
    data = {key: value for key, value in asdict(item).items() if value not in (None, "")}
    return {
        key: _value(value) if isinstance(value, float) else value for key, value in data.items()
    }
