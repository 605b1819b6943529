"""The interview without any user interface: what is asked, what was answered, what comes next.

One engine for all faces: the app shows its state, the plain prompts walk through it line by line,
and an answers file is a design that it loads.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from advisors.design import Design, load_design
from advisors.errors import AnswerError, DesignError, StepError
from advisors.interview_history import HistoryFile
from advisors.interview_state import (
    AnswerLog,
    Change,
    DesignFile,
    Outcome,
    Progress,
    Screen,
    Step,
    nearest_of,
    newly,
    open_of,
    progress_of,
    screens_of,
)
from advisors.questions import QUESTIONS, Answer, Question, question
from advisors.questions.resolve import Presets, Resolved, resolve
from advisors.validation import coerce, not_applicable, parse

__all__ = ["Change", "Interview", "Outcome", "Progress", "Screen", "Step"]


class Interview:
    """The state of one interview.

    Args:
        design: Answers so far.
        path: File that is written after every answer and move; None keeps all in memory.
        presets: Token defaults by use case; may be set later through `presets`.
        history: File of the answer log, so that undo reaches back over earlier sessions; without
            one the log ends with the interview.

    Attributes:
        unsaved: Why the last write failed; None when the file is up to date.
    """

    def __init__(
        self,
        design: Design,
        path: Path | None = None,
        presets: Presets | None = None,
        history: Path | None = None,
    ) -> None:
        self._design = design
        self._file = DesignFile(path) if path is not None else None
        self.unsaved: DesignError | None = None
        self._presets = presets
        self._history = HistoryFile(history) if history is not None else None
        self._log = self._history.load(design) if self._history is not None else AnswerLog()
        self._resolved = resolve(design.answers, presets)
        if not self._applies(design.position):
            self._design = replace(design, position=self._start())

    @classmethod
    def open(
        cls, path: Path, presets: Presets | None = None, history: Path | None = None
    ) -> "Interview":
        """Take up the interview in a file at the question at which it stood.

        Raises:
            DesignError: The file cannot be used.
        """
        return cls(load_design(path), path, presets, history)

    @property
    def path(self) -> Path | None:
        """The file that is kept up to date."""
        return self._file.path if self._file else None

    @property
    def design(self) -> Design:
        """The design as it stands; immutable, safe to hand to a worker."""
        return self._design

    @property
    def resolved(self) -> Mapping[str, Resolved]:
        """Every question with the value that counts now: its answer or its default."""
        return self._resolved

    @property
    def presets(self) -> Presets | None:
        """Token defaults by use case."""
        return self._presets

    @presets.setter
    def presets(self, presets: Presets | None) -> None:
        self._presets = presets
        self._resolved = resolve(self._design.answers, presets)

    @property
    def screens(self) -> tuple[Screen, ...]:
        """The groups of which at least one question applies, in order."""
        return screens_of(self._resolved)

    @property
    def screen(self) -> Screen:
        """The group in which the interview stands."""
        return next(screen for screen in self.screens if self.current.id in screen.group.questions)

    @property
    def current(self) -> Question:
        """The question at which the interview stands."""
        return question(self._design.position)

    @property
    def progress(self) -> Progress:
        """How many questions are answered and how many apply."""
        return progress_of(self._design.answers, self._resolved)

    @property
    def set_aside(self) -> tuple[str, ...]:
        """Questions that were answered but do not apply any more."""
        return tuple(key for key in self._design.answers if not self._applies(key))

    def open_questions(self, influence: Mapping[str, float] | None = None) -> tuple[str, ...]:
        """Questions that apply and have no answer yet: the core ones in order, then the others.

        Args:
            influence: How much each answer could move the decision; orders the others, most
                first. Without it they come in the order of the questions.
        """
        return open_of(self._design.answers, self._resolved, influence or {})

    def answer(self, question_id: str, raw: object) -> Outcome:
        """Answer a question with typed text or a typed value.

        Raises:
            UnknownNameError: No question of that id.
        """
        return self._take(
            question_id,
            lambda item: parse(item, raw) if isinstance(raw, str) else coerce(item, raw),
        )

    def dont_know(self, question_id: str) -> Outcome:
        """Take the sourced default and list it as an assumption."""
        return self._take(question_id, lambda _: Answer(dont_know=True))

    def not_applicable(self, question_id: str, reason: str) -> Outcome:
        """Say why a question does not apply."""
        return self._take(question_id, lambda item: not_applicable(item, reason))

    def annotate(self, question_id: str, note: str) -> Outcome:
        """Keep a remark with an answer, for example where its number comes from."""
        before = self._design.answers.get(question(question_id).id, Answer(dont_know=True))
        return self._apply(question_id, {question_id: replace(before, note=note.strip())})

    def clear(self, question_id: str) -> Outcome:
        """Take an answer back."""
        return self._apply(question_id, {question(question_id).id: None})

    def import_answers(self, answers: Mapping[str, Answer]) -> Outcome:
        """Take several answers at once, as one step for undo.

        Raises:
            UnknownNameError: No question of one of the ids.
        """
        found = {question(key).id: item for key, item in answers.items()}
        return self._apply(next(iter(found), self.current.id), dict(found))

    def next(self) -> Question | None:
        """Go to the next question that applies; None at the end."""
        return self._move(1)

    def back(self) -> Question | None:
        """Go to the question before; None at the start."""
        return self._move(-1)

    def goto(self, question_id: str) -> Question:
        """Go to a question.

        Raises:
            UnknownNameError: No question of that id.
            StepError: It does not apply.
        """
        item = question(question_id)
        if not self._applies(item.id):
            conditions = " and ".join(str(when) for when in item.applies)
            raise StepError(
                f"{item.id} is not asked here",
                f"it applies when {conditions}",
                "Change that answer first.",
            )
        self._stand_at(item.id)
        return item

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._log.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to repeat."""
        return self._log.can_redo

    def undo(self) -> Outcome:
        """Take the last step back and stand at its question.

        Raises:
            StepError: Nothing was answered, as far as the log goes back.
        """
        changes = self._log.undo().changes
        return self._set({item.question: item.before for item in changes}, changes[0].question)

    def redo(self) -> Outcome:
        """Repeat the step that was taken back last.

        Raises:
            StepError: Nothing was taken back, or something was answered since.
        """
        changes = self._log.redo().changes
        return self._set({item.question: item.after for item in changes}, changes[0].question)

    def save(self, *, overwrite: bool = False) -> None:
        """Write the file, if there is one.

        Args:
            overwrite: Write even when someone else changed the file since it was read.

        Raises:
            DesignWriteError: It could not be written, or was changed by someone else.
        """
        if self._file is not None:
            self._file.save(self._design, overwrite=overwrite)

    def _applies(self, question_id: str) -> bool:
        found = self._resolved.get(question_id)
        return found is not None and found.applies

    def _start(self) -> str:
        """The first question without an answer, or the first of all."""
        return next(iter(self.open_questions()), QUESTIONS[0].id)

    def _take(self, question_id: str, read: Callable[[Question], Answer]) -> Outcome:
        item = question(question_id)
        try:
            answer = read(item)
        except AnswerError as error:
            return Outcome(item.id, error=error)
        before = self._design.answers.get(item.id)
        if before is not None and not answer.note and replace(before, note="") == answer:
            answer = before  # said again: its note stands
        return self._apply(item.id, {item.id: answer})

    def _apply(self, at: str, answers: Mapping[str, Answer | None]) -> Outcome:
        """Set answers as one step; a step that changes nothing leaves no trace."""
        old = self._design.answers
        changes = tuple(
            Change(key, old.get(key), new) for key, new in answers.items() if old.get(key) != new
        )
        if changes:
            self._log.add(Step(changes))
        return self._set(answers, at)

    def _set(self, answers: Mapping[str, Answer | None], at: str) -> Outcome:
        before, design = self._resolved, self._design
        for key, answer in answers.items():
            design = design.answered(key, answer)
        self._resolved = resolve(design.answers, self._presets)
        position = at if self._applies(at) else nearest_of(at, self._resolved)
        self._design = replace(design, position=position)
        if self._history is not None:
            self._history.keep(self._log, self._design)
        hidden = tuple(key for key in newly(self._resolved, before) if key in design.answers)
        shown = newly(before, self._resolved)
        return Outcome(at, answers.get(at), None, hidden, shown, self._autosave())

    def _move(self, by: int) -> Question | None:
        use = [item.id for item in QUESTIONS if self._applies(item.id)]
        index = use.index(self.current.id) + by
        if not 0 <= index < len(use):
            return None
        self._stand_at(use[index])
        return self.current

    def _stand_at(self, question_id: str) -> None:
        self._design = replace(self._design, position=question_id)
        self._autosave()

    def _autosave(self) -> DesignError | None:
        try:
            self.save()
        except DesignError as error:
            self.unsaved = error
        else:
            self.unsaved = None
        return self.unsaved
