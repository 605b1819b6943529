"""What the screen of the interview says of itself: its help, its keys, and where it stands."""

from pathlib import Path

from rich.cells import cell_len
from textual.binding import Binding, BindingType

from advisors.interview import Interview
from advisors.questions import Question

HELP = """\
# Interview

Asks what the workload must do, one group of questions at a time; each answer is saved at
once and moves the estimate. Core questions first; the rest may stay open.

- **Enter** answers and goes to the next question, **Ctrl+N** to the next group.
- **Ctrl+B** goes back; no answer is lost. Everything is saved after each answer.
- **F6** is "don't know": a sourced default with a wide range, listed as an assumption.
- **F7** is "not applicable", with a reason. **F8** and **F9** undo and redo.
- **Ctrl+T**, once the core questions have answers, goes to the open question that tells most:
  each is tried alone, at both ends of its range or with each plausible choice, and counts by the
  share of decisions that come out otherwise. The line above says when none would change any.
- Answers that cannot all hold are named in red with the ways out, until one is changed.
- ✔ answered, ~ assumed, – not applicable, ! to mend, · open.
"""

NAME_LEAST = 12
"""Columns of the design's name that are worth more than how much is answered."""

ALWAYS = "This question always applies: answer it, leave it open, or F6 for don't know."

KEYS: list[BindingType] = [
    Binding("ctrl+n", "group(1)", "Next", id="interview.next", priority=True),
    Binding("ctrl+b", "group(-1)", "Back", id="interview.back", priority=True),
    Binding("f6", "dont_know", "Don't know", id="interview.dont_know"),
    Binding("f7", "not_applicable", "N/A", id="interview.not_applicable"),
    Binding("f8", "undo", "Undo", id="interview.undo"),
    Binding("f9", "redo", "Redo", id="interview.redo"),
    Binding(
        "ctrl+t",
        "most_telling",
        "Most telling",
        id="interview.most_telling",
        show=False,
        priority=True,
        tooltip="To the open question that could turn most",
    ),
    Binding("f3", "leave('options')", "Options", id="interview.options", show=False),
    Binding("f4", "leave('ask')", "Ask", id="interview.ask", show=False),
    Binding("f5", "leave('record')", "Record", id="interview.record", show=False),
    Binding("f10,escape", "leave('home')", "Home", id="interview.home", show=False),
]


def help_of(name: str, path: Path) -> str:
    """What the screen is for, and in which design one is: a narrow heading cuts a long name."""
    shown, where = (text.replace("`", "'") for text in (name, str(path.resolve())))
    return f"{HELP}\nThis design is `{shown}`, saved in `{where}`.\n"


def standing(interview: Interview, width: int) -> str:
    """Group, how much is answered, and name of the design: as much of it as there is room for.

    Args:
        interview: What is asked.
        width: Columns of the line.
    """
    name = interview.design.name
    least = min(cell_len(name), NAME_LEAST)
    heads = _heads(interview)
    head = next((item for item in heads if cell_len(item) + least <= width), heads[-1])
    return f"{head}{name}"


def _heads(interview: Interview) -> tuple[str, ...]:
    """What stands before the name, the fullest first.

    Where little fits, the questions that are counted are those that come next.
    """
    screens = interview.screens
    progress = interview.progress
    place = (
        f" {interview.screen.group.title} ({screens.index(interview.screen) + 1}/{len(screens)})"
    )
    rest = progress.applicable - progress.core_applicable
    more = progress.answered - progress.core_answered
    core = f"{progress.core_answered}/{progress.core_applicable} core"
    further = f"{more}/{rest} further"
    counted = further if progress.core_done else core
    return (f"{place} · {core}, {further} · ", f"{place} · {counted} · ", f"{place} · ")


def reason(item: Question) -> str:
    """Why a question is asked, and what a good answer is."""
    return f"Why we ask: {item.why_we_ask}\n{item.good_answer}"
