"""The question on a given model is a list in which typed letters find a model."""

from dataclasses import replace
from pathlib import Path

import pytest

from advisors.design import load_design, save_design
from advisors.questions import Answer
from tests.tui.helpers import SIZE_NAMES, SIZES, rows, wait_until
from tui.app import WattbriefApp
from tui.opening import create_design
from tui.widgets.question import QuestionField


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
async def test_typed_letters_find_the_model_and_enter_takes_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "demo.design.yaml"
    create_design(path)
    save_design(path, replace(load_design(path), position="committed_model"))
    app = WattbriefApp(path)

    def at_question() -> bool:
        nodes = app.focused.ancestors if app.focused is not None else []
        return any(
            isinstance(node, QuestionField) and node.question.id == "committed_model"
            for node in nodes
        )

    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, at_question)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "None chosen" in rows(app))
        await pilot.press(*"Haiku 4.5")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "committed_model" in load_design(path).answers)
        await wait_until(pilot, lambda: "✔ Is one model already chosen" in rows(app))
    assert load_design(path).answers["committed_model"] == Answer("claude-haiku-4-5")
