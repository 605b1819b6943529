"""Saving is all or nothing: whatever fails, the old file is whole and nothing else lies about."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from advisors.design import Design, load_design, save_design
from advisors.design_files import write_atomically
from advisors.errors import DesignWriteError
from advisors.questions import Answer

OLD = Design(name="Old", answers={"use_case": Answer("agent")})
NEW = Design(name="New", answers={"use_case": Answer("translation")})

SAVE_UNDER_LIMIT = """
import resource, signal, sys
from pathlib import Path
from advisors.design import load_design, save_design
from advisors.errors import DesignWriteError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
design = load_design(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
try:
    save_design(path, design)
except DesignWriteError as error:
    print(error)
"""

SAVE_AS_NOBODY = """
import os, sys
from pathlib import Path
from advisors.design import load_design, save_design
from advisors.errors import DesignWriteError
path = Path(sys.argv[1])
design = load_design(path)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    save_design(path, design)
except DesignWriteError as error:
    print(error)
"""


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "designs" / "a.design.yaml"
    path.parent.mkdir()
    save_design(path, OLD)
    return path


def run(code: str, path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_saving_twice_leaves_one_file(saved: Path) -> None:
    save_design(saved, NEW)
    assert load_design(saved) == NEW
    assert [item.name for item in saved.parent.iterdir()] == [saved.name]


def test_a_real_size_limit_leaves_the_old_file(saved: Path) -> None:
    before = saved.read_bytes()
    said = run(SAVE_UNDER_LIMIT, saved)
    assert "larger than the system allows" in said
    assert "The file on disk is as before." in said
    assert saved.read_bytes() == before
    assert [item.name for item in saved.parent.iterdir()] == [saved.name]


def test_a_folder_that_may_not_be_written_to_leaves_the_old_file(open_folder: Path) -> None:
    path = open_folder / "a.design.yaml"
    save_design(path, OLD)
    open_folder.chmod(0o555)
    said = run(SAVE_AS_NOBODY, path)
    assert "may not be written to" in said
    assert load_design(path) == OLD


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_full_disk_at_any_step_leaves_the_old_file(
    saved: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = saved.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(os, call, full)
        with pytest.raises(DesignWriteError, match="the disk is full") as caught:
            save_design(saved, NEW)
    assert "Free some space" in caught.value.fix
    assert caught.value.path == saved
    assert saved.read_bytes() == before
    assert [item.name for item in saved.parent.iterdir()] == [saved.name]


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (lambda folder: folder / "a.design.yaml" / "b.design.yaml", "a file, not a folder"),
        (lambda folder: folder / "none" / "b.design.yaml", "the folder does not exist"),
        (lambda folder: folder / ("x" * 300), "the name is too long"),
        (lambda folder: folder / "a\0b", "null"),
    ],
)
def test_impossible_places_are_named(saved: Path, place: Callable[[Path], Path], why: str) -> None:
    with pytest.raises(DesignWriteError, match=why):
        save_design(place(saved.parent), NEW)
    assert load_design(saved) == OLD


def test_a_folder_of_that_name_is_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "designs" / "a.design.yaml"
    folder.mkdir(parents=True)
    with pytest.raises(DesignWriteError, match="folder of that name"):
        save_design(folder, NEW)
    assert list(folder.parent.iterdir()) == [folder]


def test_a_link_keeps_pointing_at_the_file(saved: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.design.yaml"
    link.symlink_to(saved)
    save_design(link, NEW)
    assert link.is_symlink()
    assert load_design(saved) == NEW


def test_permissions_are_kept(saved: Path) -> None:
    saved.chmod(0o600)
    write_atomically(saved, "x")
    assert saved.stat().st_mode & 0o777 == 0o600
