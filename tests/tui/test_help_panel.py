"""The help panel: F1 opens it, Escape closes it and leaves the screen where it is."""

from pathlib import Path

import pytest

from advisors.design import save_design
from advisors.examples import examples
from tui.app import WattbriefApp

NAME = "ticket-classifier"


async def test_escape_closes_the_help_before_it_leaves_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATTBRIEF_CONFIG_DIR", str(tmp_path / "config"))
    path = tmp_path / f"{NAME}.design.yaml"
    save_design(path, examples()[NAME])
    app = WattbriefApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        here = app.screen
        await pilot.press("f1")
        assert here.query("HelpPanel")
        await pilot.press("escape")
        assert app.screen is here
        assert not here.query("HelpPanel")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not here
