"""What the interview keeps and hands out: steps, outcomes, progress, the file on disk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from advisors.design import Design, save_design
from advisors.errors import AdvisorError, DesignError, DesignWriteError, StepError
from advisors.questions import GROUPS, QUESTIONS, Answer, Group, Question, question
from advisors.questions.resolve import Resolved


@dataclass(frozen=True, slots=True)
class Change:
    """One answer before and after; None for no answer."""

    question: str
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True)
class Step:
    """What one undo takes back: an answer, or several that came in together."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an answer.

    Attributes:
        question: Id of the question.
        answer: The canonical answer; None when it was refused or taken back.
        error: Why it was refused; nothing changed then.
        hidden: Answered questions that no longer apply; their answers are kept for undo.
        shown: Questions that apply now and did not before.
        unsaved: Why the file could not be written; the answer itself stands.
    """

    question: str
    answer: Answer | None = None
    error: AdvisorError | None = None
    hidden: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    unsaved: DesignError | None = None

    @property
    def ok(self) -> bool:
        """Whether the answer was taken."""
        return self.error is None

    @property
    def no_longer_asked(self) -> str:
        """The questions that an answer hides, as they were asked; empty for none."""
        texts = " ".join(question(key).text for key in self.hidden)
        return f"No longer asked: {texts}" if texts else ""

    @property
    def failure_descriptions(self) -> tuple[str, ...]:
        """What to show under the field; empty when the answer was taken."""
        if self.error is None:
            return ()
        return (f"{self.error.why[:1].upper()}{self.error.why[1:]}.", self.error.fix)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the interview is; "don't know" and "not applicable" are answers too."""

    answered: int
    applicable: int
    total: int
    core_answered: int
    core_applicable: int

    @property
    def core_done(self) -> bool:
        """Whether every core question that applies has an answer."""
        return self.core_answered == self.core_applicable


@dataclass(frozen=True, slots=True)
class Screen:
    """A group with those of its questions that apply now."""

    group: Group
    questions: tuple[Question, ...]


def screens_of(resolved: Mapping[str, Resolved]) -> tuple[Screen, ...]:
    """The groups of which at least one question applies, in order."""
    found = (
        Screen(group, tuple(question(key) for key in group.questions if resolved[key].applies))
        for group in GROUPS
    )
    return tuple(screen for screen in found if screen.questions)


def progress_of(answers: Mapping[str, Answer], resolved: Mapping[str, Resolved]) -> Progress:
    """How many questions are answered and how many apply."""
    use = [item for item in QUESTIONS if resolved[item.id].applies]
    core = [item for item in use if item.core]
    return Progress(
        sum(item.id in answers for item in use),
        len(use),
        len(QUESTIONS),
        sum(item.id in answers for item in core),
        len(core),
    )


def open_of(
    answers: Mapping[str, Answer], resolved: Mapping[str, Resolved], weight: Mapping[str, float]
) -> tuple[str, ...]:
    """Questions that apply and have no answer: the core ones in order, then the weightiest."""
    rest = [item for item in QUESTIONS if resolved[item.id].applies and item.id not in answers]
    rest.sort(key=lambda item: (not item.core, 0.0 if item.core else -weight.get(item.id, 0.0)))
    return tuple(item.id for item in rest)


def newly(before: Mapping[str, Resolved], after: Mapping[str, Resolved]) -> tuple[str, ...]:
    """Questions that apply after and did not before, in order."""
    return tuple(key for key, item in after.items() if item.applies and not before[key].applies)


def nearest_of(question_id: str, resolved: Mapping[str, Resolved]) -> str:
    """The last question before one that applies."""
    found = QUESTIONS[0].id
    for item in QUESTIONS:
        if resolved[item.id].applies:
            found = item.id
        if item.id == question_id:
            break
    return found


class AnswerLog:
    """Every step, and how many of them are in force.

    Args:
        steps: Of earlier sessions, the oldest first.
        done: How many of them are in force.

    Raises:
        ValueError: There are not so many.
    """

    def __init__(self, steps: Iterable[Step] = (), done: int = 0) -> None:
        self._steps = list(steps)
        if not 0 <= done <= len(self._steps):
            raise ValueError(f"{done} of {len(self._steps)} steps")
        self._done = done

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._done > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to repeat."""
        return self._done < len(self._steps)

    def add(self, step: Step) -> None:
        """Enter a step; those that were taken back are gone."""
        del self._steps[self._done :]
        self._steps.append(step)
        self._done += 1

    def last(self, limit: int) -> tuple[tuple[Step, ...], int]:
        """The latest steps, and how many of them are in force.

        Those that can be repeated are kept first; they have no meaning without those before.
        """
        start = min(max(len(self._steps) - limit, 0), self._done)
        return tuple(self._steps[start:]), self._done - start

    def undo(self) -> Step:
        """The step that is taken back; StepError when there is none."""
        if not self.can_undo:
            raise StepError("there is nothing to undo", "no answer was given yet", "Answer one.")
        self._done -= 1
        return self._steps[self._done]

    def redo(self) -> Step:
        """The step that is repeated; StepError when there is none."""
        if not self.can_redo:
            raise StepError("there is nothing to redo", "no step was taken back", "Undo one first.")
        self._done += 1
        return self._steps[self._done - 1]


class DesignFile:
    """The file of an interview, and its state when this session last read or wrote it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp = _stamp(path)

    def save(self, design: Design, *, overwrite: bool = False) -> None:
        """Write the file.

        Args:
            design: What to write.
            overwrite: Write even when someone else changed the file since.

        Raises:
            DesignWriteError: It could not be written, or was changed by someone else.
        """
        if not overwrite and self._stamp is not None and _stamp(self.path) != self._stamp:
            raise DesignWriteError(
                f"{self.path} was not saved",
                "it was changed or removed by someone else since it was read",
                "Open it again to see their version, and give your last answers there.",
                self.path,
            )
        save_design(self.path, design)
        self._stamp = _stamp(self.path)


def _stamp(path: Path) -> tuple[int, int] | None:
    """When a file was changed and its size; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
