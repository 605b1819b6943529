"""The Textual app: places, keys that work everywhere, and the design in hand."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.signal import Signal
from textual.worker import Worker, WorkerState

from tui.keys import KeysInTurn
from tui.knowing import Builder, Guidance
from tui.looks import chosen_theme, keep_theme
from tui.messages import DesignChosen, Failed
from tui.screens.home import HomeScreen
from tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from tui.session import Session


TOLD = 2
"""Slips of a design file that a notice holds at 80x24; `wattbrief advise FILE` lists more."""

PAINTS = 8
"""Refreshes that opening a design waits at most for the footer."""


class WattbriefApp(KeysInTurn):
    """Wattbrief in full screen.

    Attributes:
        session: The design in hand; None on the home screen.
    """

    TITLE = "Wattbrief"
    CSS_PATH = "wattbrief.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - typed by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="app.help", tooltip="What this screen is for"),
        Binding("f2", "place('interview')", "Interview", id="app.interview", show=False),
        Binding("f3", "place('options')", "Options", id="app.options", show=False),
        Binding("f4", "place('ask')", "Ask", id="app.ask", show=False),
        Binding("f5", "place('record')", "Record", id="app.record", show=False),
        Binding("f10", "place('home')", "Home", id="app.home", show=False),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", show=False, priority=True),
        Binding("escape", "close_help", "Close help", show=False, priority=True),
        Binding("pagedown", "read_help(1)", "Read on", show=False, priority=True),
        Binding("pageup", "read_help(-1)", "Read back", show=False, priority=True),
    ]

    def __init__(self, design: Path | None = None) -> None:
        """Open on the home screen, or on a design when its path is given."""
        super().__init__()
        self._opened = design
        self.session: Session | None = None
        self.guidance = Guidance(Signal(self, "guidance"))
        self._builder = Builder()
        self._back = "home"
        self.animation_level = "none"
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        chosen = chosen_theme()
        self.theme = chosen if chosen in self.available_themes else DARK.name

    def get_default_screen(self) -> Screen[None]:
        """The home screen is at the bottom of every stack."""
        return HomeScreen(self._opened.name if self._opened is not None else "")

    def on_mount(self) -> None:
        """Open the design that was named; load the guidance behind the first paint."""
        if self._opened is not None:
            self.call_after_refresh(self._open_once_painted, self._opened, PAINTS)
        self.set_timer(0.1, self.load_guidance)

    def watch_theme(self, theme: str) -> None:
        """Keep a theme that is chosen for the next start."""
        if self.is_running and theme != (chosen_theme() or DARK.name):
            keep_theme(theme)

    async def _open_once_painted(self, path: Path, rounds: int) -> None:
        """Open a design once the keys stand in the footer, which builds itself after a refresh.

        What opening imports would hold the first screen without them, on a busy machine for long.
        """
        if rounds > 0 and not self.screen.query("FooterKey"):
            self.call_after_refresh(self._open_once_painted, path, rounds - 1)
        else:
            await self.open_design(path)
            for screen in self.screen_stack:
                if isinstance(screen, HomeScreen):
                    screen.opened()

    @work(thread=True, exclusive=True, group="guidance", exit_on_error=False)
    def load_guidance(self) -> "KnowledgeBase":
        """Get the knowledge base ready; a first build reports its progress."""
        from tui.knowing import ready_base

        def report(stage: str, done: int, total: int) -> None:
            self.call_from_thread(self._tell_guidance, stage=stage, done=done, total=total)

        return ready_base(report, self._builder)

    def on_unmount(self) -> None:
        """Whoever leaves does not wait for a first build."""
        self._builder.end()

    @on(Worker.StateChanged)
    def take_guidance(self, event: Worker.StateChanged) -> None:
        """The guidance is ready, or says why it is not."""
        if event.worker.group != "guidance":
            return
        if event.state is WorkerState.SUCCESS:
            self._tell_guidance(base=event.worker.result)
        elif event.state is WorkerState.ERROR:
            self._tell_guidance(error=event.worker.error)

    def _tell_guidance(self, **changes: object) -> None:
        for name, value in changes.items():
            setattr(self.guidance, name, value)
        self.guidance.changed.publish(self.guidance)

    @on(DesignChosen)
    async def open_chosen(self, event: DesignChosen) -> None:
        """Open what a screen chose."""
        await self.open_design(event.path)

    @on(Failed)
    def show_failure(self, event: Failed) -> None:
        """Show what went wrong in the background."""
        self.complain(event.error)

    async def open_design(self, path: Path) -> None:
        """Open a design file and go to its interview; a file that is broken says why."""
        from advisors.errors import AdvisorError
        from tui.opening import open_session

        try:
            session = open_session(path)
        except AdvisorError as error:
            self.complain(error)
            return
        if self.session is not None and (lost := self.session.set_aside()):
            self.notify(lost, severity="error", timeout=20, markup=False)
        self.session = session
        await self.action_place("interview")

    def complain(self, error: Exception) -> None:
        """Show an error with its reason and remedy; the app goes on, the answers are saved."""
        from tui.failures import explain

        self.notify(explain(error, TOLD), severity="error", timeout=20, markup=False)

    async def action_place(self, place: str) -> None:
        """Go to one of the places: home, interview, options, ask, record.

        It stands before the next key is taken: a key would find it half built otherwise.
        """
        if place not in {"home", "ask"} and self.session is None:
            self.notify("Open a design first: n starts one, Enter opens one.", markup=False)
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if place != "ask":
            self._back = place
        if place != "home":
            await self.push_screen(_screen(place, self.session, self.guidance, self._back))

    def action_help(self) -> None:
        """Show or hide the help panel for the focused widget."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    def action_show_help_panel(self) -> None:
        """Show our own panel, which opens with what the screen is for."""
        from tui.widgets.help import ScreenHelp

        if not self.screen.query("HelpPanel"):
            self.screen.mount(ScreenHelp())

    def action_close_help(self) -> None:
        """Hide the help panel; the key means what the screen says once it is hidden."""
        self.action_hide_help_panel()

    def action_read_help(self, by: int) -> None:
        """Scroll the help panel by a page."""
        from tui.widgets.help import ScreenHelp

        self.screen.query_one(ScreenHelp).scroll_page(by)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the help panel is open, Escape closes it and the page keys scroll it."""
        if action in {"close_help", "read_help"}:
            return bool(self.screen_stack) and bool(self.screen.query("HelpPanel"))
        return super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[None]) -> Iterable[SystemCommand]:
        """Every place and action, so that the palette finds whatever a key does."""
        yield from super().get_system_commands(screen)
        yield SystemCommand("Home", "Designs and examples (F10)", lambda: self.action_place("home"))
        yield SystemCommand(
            "Ask", "A cited answer from the guidance (F4)", lambda: self.action_place("ask")
        )
        if self.session is not None:
            for place, what in (
                ("interview", "Answer questions about the workload (F2)"),
                ("options", "Ranked options for each decision (F3)"),
                ("record", "Preview and export the decision record (F5)"),
            ):
                yield SystemCommand(
                    place.title(), what, lambda place=place: self.action_place(place)
                )


def _screen(place: str, session: "Session | None", guidance: Guidance, back: str) -> Screen[None]:
    """The screen of a place; its module loads here, after the first paint.

    Args:
        place: Its name.
        session: The design in hand.
        guidance: What answers questions.
        back: Where one goes back to from a place that is left again.
    """
    if place == "interview" and session is not None:
        from tui.screens.interview import InterviewScreen

        return InterviewScreen(session)
    if place == "options" and session is not None:
        from tui.screens.options import OptionsScreen

        return OptionsScreen(session)
    if place == "record" and session is not None:
        from tui.screens.record import RecordScreen

        return RecordScreen(session)
    from tui.screens.ask import AskScreen

    return AskScreen(guidance, session, back)
