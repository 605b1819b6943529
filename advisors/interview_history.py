"""The answer log on disk, so that undo and redo reach back over earlier sessions.

It stands apart from the design, which stays the one file that people read, and it is a convenience:
a log that cannot be read, or that ends in other answers than the design holds now, is an empty one.
"""

import contextlib
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from advisors.design import Design, dump_design
from advisors.errors import AdvisorError
from advisors.interview_state import AnswerLog, Change, Step
from advisors.questions import Answer, question
from advisors.validation import checked

VERSION = 1
LIMIT = 200
"""Steps that are kept; older ones are forgotten."""


class HistoryFile:
    """The log of one design."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self, design: Design) -> AnswerLog:
        """The log that led to the answers of that design; an empty one where it did not."""
        try:
            data = json.loads(self.path.read_text("utf-8"))
            if data["version"] != VERSION:
                return AnswerLog()
            log = AnswerLog([_step(item) for item in data["steps"]], int(data["done"]))
            if data["answers"] == answers_digest(design):
                return log
            return _without_last(log, data["answers"], design)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, AdvisorError):
            return AnswerLog()

    def keep(self, log: AnswerLog, design: Design) -> None:
        """Write the log in one step; a folder that cannot be written loses it, not the answers."""
        steps, done = log.last(LIMIT)
        data = {
            "version": VERSION,
            "answers": answers_digest(design),
            "done": done,
            "steps": [[asdict(change) for change in step.changes] for step in steps],
        }
        draft = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}.new")
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
                draft.replace(self.path)
            finally:
                draft.unlink(missing_ok=True)


def _without_last(log: AnswerLog, digest: str, design: Design) -> AnswerLog:
    """The log before its last step, where the design is as it was then; else an empty one.

    The log is written before the design: whoever was stopped between the two, or had no room left
    for the design, loses that answer alone.
    """
    if not log.can_undo:
        return AnswerLog()
    then = design
    for change in log.undo().changes:
        if design.answers.get(change.question) != change.before:
            return AnswerLog()
        then = then.answered(change.question, change.after)
    return log if answers_digest(then) == digest else AnswerLog()


def answers_digest(design: Design) -> str:
    """SHA-256 of the answers alone, those to questions that do not apply included."""
    bare = replace(design, name="", overrides=(), position="")
    return hashlib.sha256(dump_design(bare).encode()).hexdigest()


def _step(data: list[Mapping[str, Any]]) -> Step:
    changes = tuple(
        Change(item["question"], *(_answer(item, side) for side in ("before", "after")))
        for item in data
    )
    if not changes:
        raise ValueError("a step without a change")
    return Step(changes)


def _answer(data: Mapping[str, Any], side: str) -> Answer | None:
    """An answer that the question still takes."""
    found, item = data[side], question(data["question"])
    if found is None:
        return None
    raw = found["value"]
    answer = Answer(**{**found, "value": tuple(raw) if isinstance(raw, list) else raw})
    if checked(item, answer) != answer:
        raise ValueError(f"no answer to {item.id}")
    return answer
