"""The theme that is chosen is there again at the next start."""

from pathlib import Path

import pytest

from tests.tui.helpers import arrived, wait_until
from tui.app import WattbriefApp
from tui.looks import FILE, chosen_theme, keep_theme
from tui.screens.home import HomeScreen
from tui.themes import DARK, LIGHT


async def test_a_theme_that_is_chosen_is_kept(own_home: Path) -> None:
    app = WattbriefApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await arrived(pilot, HomeScreen)
        assert app.theme == DARK.name
        assert not (own_home / "config" / FILE).exists()
        app.theme = LIGHT.name
        await wait_until(pilot, lambda: chosen_theme() == LIGHT.name)
    again = WattbriefApp()
    assert again.theme == LIGHT.name


@pytest.mark.parametrize("name", ["", "no-such-theme", "\x00", "[bold]"])
def test_a_theme_that_is_not_there_is_passed_over(name: str) -> None:
    keep_theme(name)
    assert WattbriefApp().theme == DARK.name


def test_a_folder_that_cannot_be_written_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("WATTBRIEF_CONFIG_DIR", str(tmp_path / "file"))
    keep_theme(LIGHT.name)
    assert chosen_theme() == ""
