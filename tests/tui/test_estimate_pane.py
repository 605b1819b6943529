"""The live estimate beside the questions: rows that go on are set in; it says it is at work."""

from textual.app import App, ComposeResult

from tests.tui.helpers import wait_text
from tui.widgets.estimate import ROOM, EstimatePane, _hung


def test_a_row_that_goes_on_is_set_in_and_fits_beside_the_scroll_bar() -> None:
    rows = _hung("  How many tokens come out of one model call, all in all?").split("\n")
    assert len(rows) == 2
    assert rows[0].startswith("  How")
    assert rows[1].startswith("    ")
    assert max(map(len, rows)) <= ROOM
    assert _hung("Need: Generative model") == "Need: Generative model"


async def test_before_the_first_figures_no_answer_is_asked_for() -> None:
    class Alone(App[None]):
        def compose(self) -> ComposeResult:
            yield EstimatePane()

    app = Alone()
    async with app.run_test(size=(46, 24)) as pilot:
        await wait_text(pilot, "Working out the figures…")
