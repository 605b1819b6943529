"""Answers that the design file cannot take are kept in another one."""

from pathlib import Path

import pytest

from advisors.design import SUFFIX, load_design, parse_design
from advisors.interview import Interview
from tui.opening import create_design, open_session
from tui.paths import data_dir
from tui.setting_aside import set_aside


@pytest.fixture
def meddled(tmp_path: Path) -> tuple[Path, Interview]:
    """A design that somebody else changed, and an interview that was asked on."""
    path = tmp_path / "chat.design.yaml"
    create_design(path)
    session = open_session(path)
    path.write_text("# theirs\n" + path.read_text())
    session.interview.answer("use_case", "support-chat")
    return path, session.interview


def test_they_stand_beside_the_design_under_a_name_that_is_free(
    meddled: tuple[Path, Interview],
) -> None:
    path, interview = meddled
    for name in ("chat.unsaved", "chat.unsaved-2"):
        told = set_aside(path, interview)
        aside = path.with_name(name + SUFFIX)
        assert told.endswith(f"They stand in {aside}")
        assert load_design(aside).answers == interview.design.answers
    assert path.read_text().startswith("# theirs")


def test_they_go_to_the_data_folder_where_nothing_can_be_written_beside_it(
    meddled: tuple[Path, Interview],
) -> None:
    path, interview = meddled
    gone = path.parent / "file" / path.name
    (path.parent / "file").write_text("no folder")
    told = set_aside(gone, interview)
    aside = data_dir() / "unsaved" / f"chat.unsaved{SUFFIX}"
    assert told.endswith(f"They stand in {aside}")
    assert load_design(aside).answers == interview.design.answers


def test_nothing_is_told_while_all_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "chat.design.yaml"
    create_design(path)
    assert set_aside(path, open_session(path).interview) == ""


def test_where_no_folder_takes_them_the_words_hold_the_answers(
    meddled: tuple[Path, Interview], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every folder lies below a file here, which not even an administrator can write into."""
    path, interview = meddled
    (path.parent / "file").write_text("no folder")
    closed = path.parent / "file"
    monkeypatch.setenv("WATTBRIEF_DATA_DIR", str(closed / "data"))
    monkeypatch.setattr("tempfile.tempdir", str(closed / "tmp"))
    told = set_aside(closed / path.name, interview)
    assert "No folder takes them" in told
    kept = parse_design(told.partition("from here:\n")[2])
    assert kept.answers == interview.design.answers


def test_a_folder_for_temporary_files_is_the_last_one_tried(
    meddled: tuple[Path, Interview], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path, interview = meddled
    (path.parent / "file").write_text("no folder")
    monkeypatch.setenv("WATTBRIEF_DATA_DIR", str(path.parent / "file" / "data"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "last"))
    told = set_aside(path.parent / "file" / path.name, interview)
    aside = tmp_path / "last" / f"chat.unsaved{SUFFIX}"
    assert told.endswith(f"They stand in {aside}")
    assert load_design(aside).answers == interview.design.answers
