"""What the screen of the interview says of itself: its help, its keys, and where it stands."""

from textual.binding import Binding, BindingType

from advisors.interview import Interview

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


def standing(interview: Interview) -> str:
    """Group, how much is answered, and name of the design."""
    screens = interview.screens
    progress = interview.progress
    place = screens.index(interview.screen) + 1
    rest = progress.applicable - progress.core_applicable
    more = progress.answered - progress.core_answered
    # The name comes last: it is the part that a narrow screen can spare.
    return (
        f" {interview.screen.group.title} ({place}/{len(screens)}) · "
        f"{progress.core_answered}/{progress.core_applicable} core, {more}/{rest} further · "
        f"{interview.design.name}"
    )
