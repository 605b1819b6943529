"""The interview: one group of questions at a time, the estimate beside it on wide screens."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.worker import get_current_worker

from advisors.contradiction import Contradiction
from advisors.design import digest
from advisors.errors import StepError
from advisors.interview import Outcome
from advisors.options import Advice
from advisors.workload import show
from tui.failures import explain
from tui.screens import interview_face as face
from tui.screens.base import Place
from tui.session import Session
from tui.widgets.clash import ClashLine
from tui.widgets.estimate import EstimatePane
from tui.widgets.footer import KeyFooter
from tui.widgets.places import Places
from tui.widgets.question import QuestionField
from tui.widgets.telling import TellingLine
from tui.widgets.where import Where
from tui.widgets.why import Why

WIDE = 100
"""Columns from which the estimate stands beside the questions."""


class InterviewScreen(Place):
    """Shows the engine's state and hands it the answers."""

    # The question at hand takes the focus as it is mounted; anything else would swallow keys.
    AUTO_FOCUS: ClassVar[str | None] = ""

    BINDINGS: ClassVar[list[BindingType]] = face.KEYS

    @dataclass
    class Estimated(Message):
        """New advice for the answers as they were when the work began."""

        advice: Advice

    @dataclass
    class Clashing(Message):
        """Which of these answers clash; none when they go together."""

        found: tuple[Contradiction, ...]

    def __init__(self, session: Session) -> None:
        """Ask for the design in that session, from the question where it stood."""
        super().__init__()
        self.session = session
        self.interview = session.interview
        # Textual reads HELP from the instance; only its annotation says class variable.
        self.HELP = face.help_of(self.interview.design.name, session.path)  # type: ignore[misc]
        # Keys and messages are handled in two queues: one group is built at a time.
        self._building = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """Where we are, the questions, why we ask; the estimate."""
        # Textual sets it at the first resize, which may come late on a busy machine.
        self.set_class(self.app.size.width < WIDE, "-narrow")
        yield Where(self.interview)
        with Horizontal():
            with Vertical(id="asking"):
                yield VerticalScroll(id="fields", can_focus=False)
                yield TellingLine(self.session, "Ctrl+T")
                yield ClashLine("F3")
                yield Why()
            yield EstimatePane(id="estimate-pane")
        yield Places("interview", "screen.leave")
        yield KeyFooter(show_command_palette=False)

    async def on_mount(self) -> None:
        """Show the group in which the interview stood."""
        await self._show_group()
        self.load()

    @work(thread=True, exclusive=True, group="estimate", exit_on_error=False)
    def load(self) -> None:
        """Load the presets once, then estimate the answers as they stand."""
        self.session.load_presets()
        self._advise()

    @work(thread=True, exclusive=True, group="estimate", exit_on_error=False)
    def estimate(self) -> None:
        """Advise on the answers as they stand; a newer answer makes this one void."""
        self._advise()

    def _advise(self) -> None:
        worker = get_current_worker()
        # First, so that they are told even where no advice can be given.
        clashes = self.session.contradictions()
        if not worker.is_cancelled:
            self.post_message(self.Clashing(clashes))
        advice = self.session.advise()
        if not worker.is_cancelled:
            self.post_message(self.Estimated(advice))

    @on(Estimated)
    def show_estimate(self, event: Estimated) -> None:
        """Show the new figures; what is still open is weighed after them."""
        self.query_one(EstimatePane).show(event.advice)
        if event.advice.design_digest == digest(self.interview.design):
            self.query_one(TellingLine).begin()

    @on(Clashing)
    def show_clashes(self, event: Clashing) -> None:
        """Tell beside the figures which answers clash; near the question where it is narrow."""
        self.query_one(EstimatePane).show_clashes(event.found)
        self.query_one(ClashLine).show(event.found)

    def work_failed(self, group: str, error: Exception) -> None:
        """Say in the pane why there is no estimate; the interview goes on."""
        if group == "estimate":
            self.query_one(EstimatePane).fail(explain(error))
            self.query_one(TellingLine).display = False
        else:
            super().work_failed(group, error)

    @on(QuestionField.Given)
    async def take(self, event: QuestionField.Given) -> None:
        """Hand an answer to the engine and show what came of it."""
        field = event.field
        if event.raw is None:
            if event.onward:
                await self._go_on(field)
            return
        empty, key = event.raw in ("", []), field.question.id
        outcome = self.interview.clear(key) if empty else self.interview.answer(key, event.raw)
        await self._show_outcome(outcome, field)
        if event.onward and outcome.ok:
            await self._go_on(field)

    @on(QuestionField.Entered)
    def stand_at(self, event: QuestionField.Entered) -> None:
        """The engine remembers the question, so that it resumes there.

        A field that was left has no say, though its message may come last: it would lead back.
        """
        shown = {item.id for item in self.interview.screen.questions}
        if event.field.question.id not in shown or not event.field.has_focus_within:
            return
        self.interview.goto(event.field.question.id)
        self._show_why()

    async def action_group(self, by: int) -> None:
        """Go to the next or previous group; a field that must be mended comes first."""
        if not await self._settle() and by > 0:
            return
        screens = self.interview.screens
        index = screens.index(self.interview.screen) + by
        if index >= len(screens):
            await self.app.action_place("options")  # type: ignore[attr-defined]
        elif index >= 0:
            self.interview.goto(screens[index].questions[0].id)
            await self._show_group()

    async def action_most_telling(self) -> None:
        """Go to the open question that tells most; what was typed is handed in first."""
        line = self.query_one(TellingLine)
        key = line.target
        if key is None:
            self.notify(line.why_none, markup=False)
        elif await self._settle():
            try:
                self.interview.goto(key)
            except StepError as error:
                self.notify(explain(error), markup=False)
            else:
                await self._show_group()

    async def action_leave(self, place: str) -> None:
        """Go to another place; what was typed is handed in first."""
        await self._settle()
        await self.app.action_place(place)  # type: ignore[attr-defined]

    async def action_dont_know(self) -> None:
        """Take the default for the question at hand."""
        field = self._field()
        await self._show_outcome(self.interview.dont_know(field.question.id), field)
        await self._go_on(field)

    def action_not_applicable(self) -> None:
        """Ask for the reason first."""
        from tui.screens.reason import ReasonScreen

        field = self._field()
        if not field.question.skippable:
            self.notify(face.ALWAYS, markup=False)
            return

        async def answered(reason: str | None) -> None:
            if reason:
                outcome = self.interview.not_applicable(field.question.id, reason)
                await self._show_outcome(outcome, field)

        self.app.push_screen(ReasonScreen(field.question.text), answered)

    async def action_undo(self) -> None:
        """Take the last answer back."""
        await self._step(self.interview.undo)

    async def action_redo(self) -> None:
        """Give it again."""
        await self._step(self.interview.redo)

    async def _step(self, move: Callable[[], Outcome]) -> None:
        try:
            outcome = move()
        except StepError as error:
            self.notify(explain(error), markup=False)
            return
        await self._show_group()
        self._tell(outcome)
        self._refresh_estimate()

    async def _settle(self) -> bool:
        """Send what was typed but not sent; False when a field has to be mended."""
        for field in self.query(QuestionField):
            if field.touched and field.raw not in ("", None, []):
                outcome = self.interview.answer(field.question.id, field.raw)
                await self._show_outcome(outcome, field)
            if field.wrong:
                field.focus_control()
                return False
        return True

    async def _show_outcome(self, outcome: Outcome, field: QuestionField) -> None:
        if not outcome.ok:
            field.show(None, " ".join(outcome.failure_descriptions))
            return
        field.show(self.interview.design.answers.get(field.question.id))
        self._tell(outcome)
        if outcome.hidden or outcome.shown:
            await self._show_group(focus=False)
        self.query_one(Where).show()
        self._refresh_estimate()

    def _tell(self, outcome: Outcome) -> None:
        if outcome.unsaved is not None:
            self.notify(explain(outcome.unsaved), severity="error", timeout=20, markup=False)
        if outcome.hidden:
            self.notify(f"{outcome.no_longer_asked} F8 brings it back.", markup=False)

    async def _go_on(self, field: QuestionField) -> None:
        """To the next question; at the end of the group, to the next group."""
        fields = list(self.query(QuestionField))
        names = [item.question.id for item in fields]
        place = names.index(field.question.id) + 1 if field.question.id in names else len(names)
        if place < len(fields):
            fields[place].focus_control()
        else:
            await self.action_group(1)

    async def _show_group(self, *, focus: bool = True) -> None:
        """Show the questions of the group in which the engine stands."""
        async with self._building:
            await self._build_group(focus=focus)
        self.query_one(Where).show()
        self._show_why()

    async def _build_group(self, *, focus: bool) -> None:
        screen = self.interview.screen
        at = self.interview.current.id
        box = self.query_one("#fields", VerticalScroll)
        keep = {field.question.id for field in self.query(QuestionField)}
        if keep != {item.id for item in screen.questions} or focus:
            await box.remove_children()
            await box.mount_all(
                QuestionField(
                    item,
                    self.interview.design.answers.get(item.id),
                    show(self.interview.resolved[item.id]),
                )
                for item in screen.questions
            )
            for field in self.query(f"#field-{at}").results(QuestionField):  # none at the app's end
                field.focus_control()

    def _show_why(self) -> None:
        self.query_one(Why).tell(face.reason(self.interview.current))

    def _refresh_estimate(self) -> None:
        self.query_one(EstimatePane).mark_old()
        self.query_one(TellingLine).void()
        self.estimate()

    def _field(self) -> QuestionField:
        return self.query_one(f"#field-{self.interview.current.id}", QuestionField)
