"""The interview as the tests of the app open it, and what it stands at."""

from pathlib import Path

from textual import events
from textual.pilot import Pilot

from advisors.design import parse_design
from tests.tui.helpers import wait_until
from tui.app import WattbriefApp
from tui.opening import create_design
from tui.screens.interview import InterviewScreen
from tui.widgets.question import QuestionField


def at_interview(app: WattbriefApp) -> bool:
    """Whether the interview stands and one of its questions has the keyboard."""
    if not isinstance(app.screen, InterviewScreen) or app.focused is None:
        return False
    return any(isinstance(node, QuestionField) for node in app.focused.ancestors)


def question_at(app: WattbriefApp) -> str:
    """Id of the question that has the keyboard; empty for none."""
    if not at_interview(app) or app.focused is None:
        return ""
    return app.focused.query_ancestor(QuestionField).question.id


def no_key_left(app: WattbriefApp) -> bool:
    """Whether every key that was posted has been handed out and is done with."""
    return not (app.message_queue_size or app._held or app._turn)


def burst(app: WattbriefApp, *keys: str) -> None:
    """All keys into the queue of the app at once, before any of them has had an effect."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


def burst_click(app: WattbriefApp, x: int, y: int) -> None:
    """A click into the queue of the app, behind whatever is in it; the pilot's goes past it."""
    for kind in (events.MouseDown, events.MouseUp):
        app.post_message(
            kind(
                widget=None,
                x=x,
                y=y,
                delta_x=0,
                delta_y=0,
                button=1,
                shift=False,
                meta=False,
                ctrl=False,
            )
        )


async def opened(pilot: Pilot[None], at: str) -> None:
    """Wait until a question has the keyboard."""
    app = pilot.app
    assert isinstance(app, WattbriefApp)
    await wait_until(pilot, lambda: question_at(app) == at)


def design_at(folder: Path, position: str) -> Path:
    """A design file of an agent whose interview stands at a question."""
    path = folder / "demo.design.yaml"
    create_design(path, parse_design(f"answers: {{use_case: agent}}\nposition: {position}"))
    return path
