"""The record in the app: where it was written is said in full, and no notice hides a key."""

from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.widgets import TextArea

from advisors.design import save_design
from advisors.examples import examples
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, rows, wait_text, wait_until
from tui.app import WattbriefApp
from tui.screens.record import RecordScreen


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_the_folder_is_named_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("x.design.yaml")
    save_design(path, examples()["ticket-classifier"])
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f5")
        await arrived(pilot, RecordScreen)
        await wait_text(pilot, "Preview")
        await pilot.press("ctrl+s")
        await wait_text(pilot, "✔ Written:")
        written = "".join(rows(app).splitlines()[:3]).replace(" ", "")
        assert str(tmp_path / "records").replace(" ", "") in written


def heading_at_top(app: WattbriefApp) -> str:
    """The first row of the preview, where it is a heading."""
    area = app.screen.query_one(TextArea)
    top = Offset(0, area.scroll_offset.y)
    line = area.document.get_line(area.wrapped_document.offset_to_location(top)[0])
    return line if line.startswith("## ") else ""


async def test_the_next_section_is_the_one_after_what_the_mouse_scrolled_to(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.design.yaml"
    save_design(path, examples()["ticket-classifier"])
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f5")
        await arrived(pilot, RecordScreen)
        area = app.screen.query_one(TextArea)
        await wait_until(pilot, lambda: area.max_scroll_y > 400)
        headings = [line for line in area.text.split("\n") if line.startswith("## ")]
        await pilot.press("right_square_bracket")
        await wait_until(pilot, lambda: heading_at_top(app) == headings[0])
        row = area.text.split("\n").index(headings[3])
        area.scroll_to(y=area.wrapped_document.location_to_offset((row, 0)).y + 2, animate=False)
        await wait_until(pilot, lambda: area.scroll_offset.y > 100)
        await pilot.press("right_square_bracket")
        await wait_until(pilot, lambda: heading_at_top(app) == headings[4])
        await pilot.press("left_square_bracket")
        await wait_until(pilot, lambda: heading_at_top(app) == headings[3])


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_a_notice_leaves_the_keys_in_sight(size: tuple[int, int]) -> None:
    app = WattbriefApp()
    async with app.run_test(size=size, notifications=True) as pilot:
        app.notify("One line\nand another", timeout=600)
        await wait_text(pilot, "and another", "f1 Help")
        toast = app.screen.query_one("Toast")
        await wait_until(pilot, lambda: toast.region.height > 0)
        assert toast.region.bottom <= size[1] - 2
