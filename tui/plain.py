"""The interview line by line: for pipes, screen readers, and terminals that cannot do more.

Prompts go to stderr, so that stdout stays data; the answers are read from stdin.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from advisors.interview import Interview, Outcome
from advisors.presets import TrafficPresets
from advisors.questions import Question
from advisors.workload import show
from estimators.facts import load_facts
from tui.editing import editable
from tui.exit_codes import ExitCode
from tui.failures import explain
from tui.recent import remember

INTRODUCTION = """\
One question at a time. Enter keeps what is shown in brackets; ? takes the default and notes it
as an assumption; "n/a: reason" says that a question does not apply.
"back" goes back, "why" explains, "quit" stops; every answer is saved at once.
"""


def interview(path: Path) -> ExitCode:
    """Ask the questions that are still open, from where the interview stood.

    Returns:
        OK at the end or after "quit"; BAD_INPUT when the input ended on a refused answer.
    """
    engine = Interview.open(path, TrafficPresets(load_facts()))
    remember(path)
    _say(INTRODUCTION)
    refused = False
    item: Question | None = engine.current
    while item is not None:
        _say(_prompt(engine, item), end=" ")
        line = sys.stdin.readline()
        if not line or line.strip().casefold() == "quit":
            _say(f"\nSaved as {path}")
            return ExitCode.BAD_INPUT if refused and not line else ExitCode.OK
        refused, item = _react(engine, item, line.rstrip("\n"))
    _say(f"\nDone; saved as {path}\nNext: wattbrief advise {path.name}")
    sys.stdout.write(f"{path}\n")
    return ExitCode.OK


def _react(engine: Interview, item: Question, line: str) -> tuple[bool, Question | None]:
    """Take one line; returns whether it was refused, and the question that comes next."""
    word = line.strip().casefold()
    if word == "back":
        return False, engine.back() or item
    if word == "why":
        _say(f"  {item.why_we_ask}\n  {item.good_answer}")
        return False, item
    if not word:
        if item.id not in engine.design.answers:
            _say("  Left open; its default counts until it is answered.")
        return False, engine.next()
    outcome = engine.answer(item.id, line)
    for text in _told(outcome):
        _say(f"  {text}")
    return (False, engine.next()) if outcome.ok else (True, item)


def _prompt(engine: Interview, item: Question) -> str:
    lines = ["", item.text + (f" [{item.unit}]" if item.unit else "")]
    lines += [f"  {choice.id}: {choice.label}. {choice.hint}".rstrip() for choice in item.choices]
    answer = engine.design.answers.get(item.id)
    kept = editable(item, answer)
    shown = ", ".join(kept) if isinstance(kept, list) else kept
    default = show(engine.resolved[item.id])
    lines.append(f"({shown or f'open, default {default}'}) >")
    return "\n".join(lines)


def _told(outcome: Outcome) -> Iterator[str]:
    yield from (f"! {text}" for text in outcome.failure_descriptions)
    if outcome.hidden:
        yield f"No longer asked: {', '.join(outcome.hidden)}."
    if outcome.unsaved is not None:
        yield explain(outcome.unsaved)


def _say(text: str, end: str = "\n") -> None:
    sys.stderr.write(text + end)
    sys.stderr.flush()
