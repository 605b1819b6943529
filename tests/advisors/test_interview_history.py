"""Undo and redo reach back over earlier sessions, and never to what the design does not hold."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors.design import Design, load_design, save_design
from advisors.errors import StepError
from advisors.interview import Interview
from advisors.interview_history import LIMIT, HistoryFile
from advisors.questions import Answer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "x.design.yaml"
    save_design(found, Design("X"))
    return found


def opened(path: Path) -> Interview:
    return Interview.open(path, history=path.with_name("log.json"))


def test_the_next_session_takes_back_and_repeats_what_the_last_one_did(path: Path) -> None:
    first = opened(path)
    first.answer("use_case", "code-assistant")
    first.answer("requests_per_day", "10k to 40k")
    first.dont_know("quality")
    first.answer("priorities", "carbon 50, cost 50")
    first.undo()
    second = opened(path)
    assert second.can_redo
    second.redo()
    taken_back = {"priorities": second.design.answers["priorities"]}
    assert second.design.answers == {**first.design.answers, **taken_back}
    for _ in range(4):
        second.undo()
    assert not second.can_undo
    assert second.design.answers == {}
    third = opened(path)
    for _ in range(4):
        third.redo()
    assert third.design.answers["quality"] == Answer(dont_know=True)
    assert load_design(path).answers == third.design.answers


def test_the_design_stays_the_one_file_that_holds_the_answers(path: Path) -> None:
    interview = opened(path)
    interview.answer("use_case", "agent")
    with_log = path.read_bytes()
    save_design(path, Design("X"))
    other = Interview.open(path)
    other.answer("use_case", "agent")
    assert path.read_bytes() == with_log


def test_a_design_that_was_changed_elsewhere_starts_a_new_log(path: Path) -> None:
    opened(path).answer("use_case", "agent")
    save_design(path, load_design(path).answered("quality", Answer("draft")))
    again = opened(path)
    assert not again.can_undo
    with pytest.raises(StepError):
        again.undo()
    assert again.design.answers["use_case"] == Answer("agent")


def test_who_is_killed_between_log_and_design_loses_the_last_answer_alone(path: Path) -> None:
    first = opened(path)
    first.answer("use_case", "agent")
    first.answer("quality", "draft")
    before = path.read_bytes()
    first.answer("quality", "expert")
    path.write_bytes(before)
    second = opened(path)
    assert second.design.answers["quality"].value == "draft"
    second.redo()
    assert second.design.answers["quality"].value == "expert"
    for _ in range(3):
        second.undo()
    assert second.design.answers == {}
    assert not second.can_undo


def test_another_answer_than_before_the_last_step_starts_a_new_log(path: Path) -> None:
    first = opened(path)
    first.answer("use_case", "agent")
    first.answer("quality", "draft")
    for answers in ({"use_case": Answer("agent"), "quality": Answer("expert")}, {}):
        save_design(path, Design("X", answers))
        second = opened(path)
        assert not second.can_undo
        assert not second.can_redo


def test_another_name_or_position_keeps_the_log(path: Path) -> None:
    first = opened(path)
    first.answer("use_case", "agent")
    first.next()
    assert opened(path).can_undo


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda _: "[]",
        lambda _: "null",
        lambda _: "{}",
        lambda text: text.replace('"version": 1', '"version": 99'),
        lambda text: text.replace('"agent"', '"no-such-case"'),
        lambda text: text.replace('"use_case"', '"no_such_question"'),
        lambda text: text.replace('"done": 1', '"done": 7'),
        lambda text: text.replace('"done": 1', '"done": -1'),
        lambda text: text.replace('"note"', '"notes"'),
        lambda text: text.replace('"steps": [[', '"steps": [[], ['),
        lambda _: "\x00\xff",
    ],
)
def test_a_broken_log_is_an_empty_one_and_harms_no_answer(path: Path, spoil: object) -> None:
    assert callable(spoil)
    opened(path).answer("use_case", "agent")
    log = path.with_name("log.json")
    log.write_text(spoil(log.read_text("utf-8")), "utf-8")
    again = opened(path)
    assert not again.can_undo
    assert again.design.answers == {"use_case": Answer("agent")}
    again.answer("quality", "draft")
    assert opened(path).can_undo


def test_a_folder_that_cannot_be_written_loses_the_log_and_no_answer(path: Path) -> None:
    blocked = path.with_name("file")
    blocked.write_text("no folder")
    interview = Interview.open(path, history=blocked / "log.json")
    assert interview.answer("use_case", "agent").unsaved is None
    assert interview.can_undo
    assert load_design(path).answers == {"use_case": Answer("agent")}


def test_only_the_latest_steps_are_kept(path: Path) -> None:
    interview = opened(path)
    for number in range(LIMIT + 20):
        interview.answer("requests_per_day", float(number + 1))
    again = opened(path)
    taken = 0
    while again.can_undo:
        again.undo()
        taken += 1
    assert taken == LIMIT
    kept = json.loads(path.with_name("log.json").read_text("utf-8"))
    assert (len(kept["steps"]), kept["done"]) == (LIMIT, 0)
    assert not list(path.parent.glob("*.new"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["undo", "redo", "a", "b", "clear", "reopen"]), max_size=12))
def test_reopening_at_any_time_changes_nothing_of_what_undo_gives(
    tmp_path_factory: pytest.TempPathFactory, moves: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    path = folder / "x.design.yaml"
    save_design(path, Design("X"))
    kept, whole = opened(path), Interview(Design("X"))
    for move in moves:
        if move == "reopen":
            kept = opened(path)
            continue
        for engine in (kept, whole):
            if move in ("a", "b"):
                engine.answer("use_case", {"a": "agent", "b": "translation"}[move])
            elif move == "clear":
                engine.clear("use_case")
            elif (engine.can_undo if move == "undo" else engine.can_redo) is True:
                getattr(engine, move)()
        assert kept.design.answers == whole.design.answers
        assert (kept.can_undo, kept.can_redo) == (whole.can_undo, whole.can_redo)


def test_no_history_file_means_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "designs"
    folder.mkdir()
    interview = Interview(Design("X"), folder / "x.design.yaml")
    interview.answer("use_case", "agent")
    assert interview.can_undo
    assert [item.name for item in folder.iterdir()] == ["x.design.yaml"]
    assert not HistoryFile(folder / "none.json").load(interview.design).can_undo
