"""The question on a given model is a list in which typed letters find a model."""

from dataclasses import replace
from pathlib import Path

import pytest

from advisors.design import load_design, save_design
from advisors.questions import Answer
from tests.tui.at_work import burst, opened
from tests.tui.helpers import PATIENCE_S, SIZE_NAMES, SIZES, wait_text, wait_until
from tui.app import WattbriefApp
from tui.opening import create_design
from tui.widgets import pick


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_typed_letters_find_the_model_and_enter_takes_it(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pick, "PACE_S", PATIENCE_S)  # on a loaded machine two letters lie far apart
    path = tmp_path / "demo.design.yaml"
    create_design(path)
    save_design(path, replace(load_design(path), position="committed_model"))
    app = WattbriefApp(path)

    async with app.run_test(size=size) as pilot:
        await opened(pilot, "committed_model")
        await pilot.press("enter")
        await wait_text(pilot, "None chosen")
        burst(app, *"Haiku 4.5", "enter")
        await wait_until(pilot, lambda: "committed_model" in load_design(path).answers)
        await wait_text(pilot, "✔ Is one model already chosen")
    assert load_design(path).answers["committed_model"] == Answer("claude-haiku-4-5")
