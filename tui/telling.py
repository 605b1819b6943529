"""What the open questions could turn, in words: for the app, the plain prompts and the commands."""

from collections.abc import Mapping, Sequence

from advisors.interview_value import Telling, Weighed
from advisors.questions import Answer, question
from advisors.questions.names import all_called, called
from advisors.questions.resolve import Resolved
from advisors.workload import show

WEIGHING = "Weighing what is still open…"
SETTLED = "No single further answer would change what is recommended."
SETTLED_BUT = (
    "No single further answer would turn what is recommended into something else; "
    "some would leave nothing that fits: {}."
)
UNLESS = " Some would contradict an answer given: {}."
HOW = (
    "Each open question is tried alone, all else as it stands: both ends of its range, or each "
    "other choice that is plausible for the use case. Two answers together may turn what neither "
    "turns alone."
)


def turned(item: Telling) -> str:
    """How many decisions the most telling answer turns, and which."""
    return f"{counted(item)}: {', '.join(item.turns)}"


def counted(item: Telling) -> str:
    """How many decisions the most telling answer turns."""
    noun = "decision" if item.decisions == 1 else "decisions"
    return f"{len(item.turns)} of {item.decisions} {noun}"


def nothing_more(found: Weighed) -> str:
    """What to say where no answer turns a decision: that all is settled, or what would end it.

    An answer that contradicts a given one turns nothing as the answers stand, but whoever gives it
    means something by it.
    """
    names = all_called(item.question for item in found.barred)
    against_it = all_called(item.question for item in found.items if item.clashing)
    said = SETTLED_BUT.format(names) if names else SETTLED
    return said + (UNLESS.format(against_it) if against_it else "")


def barred(item: Telling, resolved: Mapping[str, Resolved]) -> str:
    """A question and those of its answers that leave nothing that fits."""
    return _with(item.question, item.barred, resolved)


def against(item: Telling, resolved: Mapping[str, Resolved]) -> str:
    """A question and those of its answers that contradict an answer that was given."""
    return _with(item.question, item.clashing, resolved)


def _with(name: str, answers: Sequence[Answer], resolved: Mapping[str, Resolved]) -> str:
    return f"{called(name)} ({' or '.join(_shown(answer, resolved[name]) for answer in answers)})"


def given(item: Telling, resolved: Mapping[str, Resolved]) -> str:
    """The most telling answer as a person reads it; empty when none turns anything."""
    return "" if item.answer is None else _shown(item.answer, resolved[item.question])


def heading(item: Telling) -> str:
    """What the question is in the order of asking."""
    return "Worth finding out" if item.dont_know else "Most telling next"


def line(found: Weighed, key: str, room: int) -> str:
    """One line for the interview: the question that tells most, or that nothing is left to tell.

    Args:
        found: All of it weighed.
        key: What takes the user to the question.
        room: Characters there are; which decisions turn is left out where they do not suffice.
    """
    item = found.next
    if item is None:
        return nothing_more(found)
    start = f"{heading(item)} ({key}): {question(item.question).text} It could turn "
    full = f"{start}{turned(item)}."
    return full if len(full) <= room else f"{start}{counted(item)}."


def _shown(answer: Answer, resolved: Resolved) -> str:
    if answer.value is None:
        return ""
    return show(
        Resolved(
            resolved.question,
            applies=True,
            value=answer.value,
            low=None,
            high=None,
            origin="answer",
        )
    )
