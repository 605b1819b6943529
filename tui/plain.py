"""The interview line by line: for pipes, screen readers, and terminals that cannot do more.

Prompts go to stderr, so that stdout stays data; the answers are read from stdin.
"""

import sys
from collections.abc import Iterator
from math import inf
from pathlib import Path

from advisors.errors import OverrideError, StepError
from advisors.interview import Interview, Outcome
from advisors.presets import TrafficPresets
from advisors.questions import Question, question
from advisors.workload import show
from advisors.workload_conflicts import contradictions
from estimators.facts import load_facts
from tui.asking import PATIENCE_S, AsTheyStand, MostTellingFirst, Order
from tui.clashes import clash_lines, told_once
from tui.editing import editable
from tui.exit_codes import ExitCode
from tui.failures import explain
from tui.paths import history_file
from tui.recent import remember
from tui.setting_aside import set_aside

INTRODUCTION = """\
One question at a time. Enter keeps what is shown in brackets; ? takes the default and notes it
as an assumption; "n/a: reason" says that a question does not apply.
"back" goes back, "undo" takes the last answer back and "redo" repeats it, those of earlier
sessions too; "why" explains, "quit" stops; every answer is saved at once.
"""
TELLING_FIRST = """\
First the core questions, then those whose answer could turn most, each weighed
alone. --no-most-telling-first asks every question in one fixed order.
"""


def interview(path: Path, *, most_telling_first: bool | None = None) -> ExitCode:
    """Ask the questions of a design.

    Args:
        path: The design file; every answer is saved there.
        most_telling_first: Ask what is open, the core first, then by what an answer could turn;
            else every question from where the interview stood. None does the first for a person
            at a terminal and the second for lines from a pipe, whose order must not depend on
            the advice.

    Returns:
        OK at the end or after "quit"; BAD_INPUT when the input ended on a refused answer, or
        when the file could not be kept up to date.
    """
    engine = Interview.open(path, TrafficPresets(load_facts()), history_file(path))
    remember(path)
    _say(INTRODUCTION)
    told: set[str] = set()
    _tell_clashes(engine, told)
    order = _order(engine, most_telling_first)
    refused = False
    item = order.start()
    while item is not None:
        offer = order.offer(item)
        remark = order.remark(item)
        _say(f"\n{offer}\n>" if offer else _prompt(engine, item, remark), end=" ")
        line = sys.stdin.readline()
        if not line or line.strip().casefold() == "quit":
            _say("")
            _tell_clashes(engine, set())
            kept = _kept(path, engine, f"Saved as {path}")
            return ExitCode.BAD_INPUT if (refused and not line) or not kept else ExitCode.OK
        if offer:
            item = _at_offer(order, item, line)
        else:
            refused, item = _react(engine, order, item, line.rstrip("\n"))
            _tell_clashes(engine, told)
    _tell_clashes(engine, set())
    if not _kept(path, engine, f"\nDone; saved as {path}\nNext: wattbrief advise {path.name}"):
        return ExitCode.BAD_INPUT
    sys.stdout.write(f"{path}\n")
    return ExitCode.OK


def _kept(path: Path, engine: Interview, words: str) -> bool:
    """Say that all is saved, or what kept it from being and where the answers stand instead."""
    lost = set_aside(path, engine)
    _say(lost or words)
    return not lost


def _order(engine: Interview, most_telling_first: bool | None) -> Order:
    person = sys.stdin.isatty()
    if not (person if most_telling_first is None else most_telling_first):
        return AsTheyStand(engine)
    _say(TELLING_FIRST)
    # The order for a script must not depend on how fast the machine is.
    patience_s = PATIENCE_S if person else inf
    return MostTellingFirst(engine, load_facts(), _say, patience_s)


def _at_offer(order: Order, item: Question, line: str) -> Question | None:
    """Take the answer to the offer to stop; returns the question that comes next."""
    word = line.strip().casefold()
    if not word:
        return None
    if word == "back":
        return order.back() or item
    if word == "more":
        order.insist()
    else:
        _say('  Enter stops, "more" goes on with the questions left, "back" goes back.')
    return item


def _react(
    engine: Interview, order: Order, item: Question, line: str
) -> tuple[bool, Question | None]:
    """Take one line; returns whether it was refused, and the question that comes next."""
    word = line.strip().casefold()
    if word == "back":
        return False, order.back() or item
    if word in {"undo", "redo"}:
        return False, _step(engine, item, word)
    if word == "why":
        _say(f"  {item.why_we_ask}\n  {item.good_answer}")
        return False, item
    if not word:
        if item.id not in engine.design.answers:
            _say(
                f"  Left open; this counts until it is answered: {show(engine.resolved[item.id])}."
            )
        return False, order.onward(item)
    outcome = engine.answer(item.id, line)
    for text in _told(outcome):
        _say(f"  {text}")
    return (False, order.onward(item)) if outcome.ok else (True, item)


def _step(engine: Interview, item: Question, word: str) -> Question:
    """Take the last answer back, or repeat it; returns the question it was given to."""
    try:
        outcome = engine.undo() if word == "undo" else engine.redo()
    except StepError as error:
        _say(f"  ! {error.what[:1].upper()}{error.what[1:]}: {error.why}.")
        return item
    done = "Taken back" if word == "undo" else "Repeated"
    _say(f"  {done}: {question(outcome.question).text}")
    for text in _told(outcome):
        _say(f"  {text}")
    return engine.current


def _tell_clashes(engine: Interview, told: set[str]) -> None:
    """Say which answers clash; what was told and still holds is not said again.

    A fact of the design that the shipped ones do not know is for the advice to refuse.
    """
    try:
        found = contradictions(engine.design, load_facts())
    except OverrideError:
        return
    for text in clash_lines(told_once(found, told)):
        _say(f"  {text}")


def _prompt(engine: Interview, item: Question, remark: str) -> str:
    lines = ["", item.text + (f" [{item.unit}]" if item.unit else "")]
    lines += [f"  {choice.id}: {choice.label}. {choice.hint}".rstrip() for choice in item.choices]
    if remark:
        lines.append(f"  {remark}")
    answer = engine.design.answers.get(item.id)
    kept = editable(item, answer)
    shown = ", ".join(kept) if isinstance(kept, list) else kept
    default = show(engine.resolved[item.id])
    lines.append(f"({shown or f'open, default {default}'}) >")
    return "\n".join(lines)


def _told(outcome: Outcome) -> Iterator[str]:
    yield from (f"! {text}" for text in outcome.failure_descriptions)
    if outcome.hidden:
        yield outcome.no_longer_asked
    if outcome.unsaved is not None:
        yield explain(outcome.unsaved)


def _say(text: str, end: str = "\n") -> None:
    sys.stderr.write(text + end)
    sys.stderr.flush()
