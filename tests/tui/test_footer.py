"""The row of keys: always true, and not built anew for nothing."""

from pathlib import Path

from textual.widgets._footer import FooterKey

from tests.tui.at_work import burst, design_at, no_key_left, opened
from tests.tui.helpers import click_on, wait_still, wait_text, wait_until
from tui.app import WattbriefApp


def shown(app: WattbriefApp) -> list[tuple[str, str]]:
    return [(item.key, item.description) for item in app.screen.query(FooterKey)]


def active(app: WattbriefApp) -> list[tuple[str, str]]:
    found = {
        item.binding.action: (item.binding.key, item.binding.description)
        for item in reversed(app.screen.active_bindings.values())
        if item.binding.show
    }
    return sorted(found.values())


def kept(app: WattbriefApp) -> list[tuple[str, str]]:
    return sorted(item for item in shown(app) if item[0] != app.COMMAND_PALETTE_BINDING)


async def test_a_move_between_like_fields_keeps_the_keys_that_stand(tmp_path: Path) -> None:
    app = WattbriefApp(design_at(tmp_path, "input_tokens"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "input_tokens")
        await wait_until(pilot, lambda: bool(shown(app)))
        await wait_still(pilot)
        before, at = list(app.screen.query(FooterKey)), app.focused
        burst(app, "tab")
        await wait_until(pilot, lambda: app.focused is not at and no_key_left(app))
        await wait_still(pilot)
        assert list(app.screen.query(FooterKey)) == before


async def test_the_keys_are_those_that_work_wherever_the_focus_goes(tmp_path: Path) -> None:
    app = WattbriefApp(design_at(tmp_path, "quality"))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, "quality")
        for key in ("tab", "tab", "f3", "f2", "tab", "f10"):
            burst(app, key)
            await wait_until(pilot, lambda: no_key_left(app))
            await wait_until(pilot, lambda: kept(app) == active(app))
            await wait_still(pilot)
            assert kept(app) == active(app)


async def test_the_key_of_the_help_stays_in_sight_on_a_narrow_terminal(tmp_path: Path) -> None:
    app = WattbriefApp(design_at(tmp_path, "knowledge"))
    async with app.run_test(size=(60, 24)) as pilot:
        await opened(pilot, "knowledge")
        await wait_text(pilot, "space Mark", "f1 Help")
        await wait_still(pilot)
        (key,) = [item for item in app.screen.query(FooterKey) if item.key == "f1"]
        assert app.screen.region.contains_region(key.region)
        await click_on(pilot, key)
        await wait_until(pilot, lambda: bool(app.screen.query("HelpPanel")))


async def test_the_keys_of_the_first_screen_do_not_lie_on_each_other() -> None:
    app = WattbriefApp()
    async with app.run_test(size=(60, 24)) as pilot:
        await wait_text(pilot, "n New design", "q Quit f1 Help", "^p palette")
