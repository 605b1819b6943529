"""What a project knows of its files: by which names, how far it has read, and that it is whole."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.documents import Library
from knowledge.documents.roots import MEANWHILE
from knowledge.errors import DocumentError

from .made import MadeVectors


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(3):
        (folder / f"note{number}.md").write_text(f"Note {number} on the racks.")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library("test", tmp_path / "store")


def paths(library: Library) -> list[str]:
    return [file.path for file in library.files()]


def test_a_folder_is_the_same_from_wherever_it_is_named(
    library: Library, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (docs / "sub").mkdir()
    monkeypatch.chdir(docs / "sub")
    library.add([Path("../../docs")], MadeVectors())
    assert paths(library) == [str(docs / f"note{number}.md") for number in range(3)]
    assert len(library.add([docs], MadeVectors()).unchanged) == 3
    assert library.remove("../note1.md") == [str(docs / "note1.md")]


def test_above_a_link_lies_what_is_above_its_target(
    library: Library, docs: Path, tmp_path: Path
) -> None:
    (docs / "sub").mkdir()
    (tmp_path / "link").symlink_to(docs / "sub")
    library.add([tmp_path / "link" / ".." / "note0.md"], MadeVectors())
    assert paths(library) == [str(docs / "note0.md")]


def test_what_an_older_program_named_with_dots_can_be_removed(library: Library, docs: Path) -> None:
    library.add([docs / "note0.md"], MadeVectors())
    odd = str(docs / ".." / "docs" / "note0.md")
    library.connection.execute("UPDATE files SET path = ?", (odd,))
    library.connection.execute("UPDATE roots SET path = ?", (odd,))
    assert library.remove(odd) == [odd]


def test_a_file_is_removed_by_the_name_that_a_list_shows(library: Library, docs: Path) -> None:
    (docs / "two\nlines.md").write_text("Of two lines.")
    library.add([docs], MadeVectors())
    assert library.remove(f"{docs}/two\\nlines.md") == [str(docs / "two\nlines.md")]


KILLED = """
import os, signal, sys
from pathlib import Path
from knowledge.documents import Library
from tests.knowledge.documents.made import MadeVectors
def progress(what, done, total):
    if done == 2:
        os.kill(os.getpid(), signal.SIGKILL)
Library("test", Path(sys.argv[1])).add([Path(sys.argv[2])], MadeVectors(), progress)
"""


def test_what_was_killed_is_known_to_be_unfinished(
    library: Library, docs: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "store"), str(docs)],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=900,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert library.unfinished() == [str(docs)]
    assert library.status()["unfinished"] == 1
    library.add([docs], MadeVectors())
    assert library.unfinished() == []


def test_what_was_stopped_is_unfinished_until_it_is_removed(library: Library, docs: Path) -> None:
    assert library.add([docs], MadeVectors(), cancelled=lambda: True).cancelled
    assert library.unfinished() == [str(docs)]
    assert library.rebuild(MadeVectors(), cancelled=lambda: True).cancelled
    assert library.unfinished() == [str(docs)]
    library.remove(str(docs))
    assert library.unfinished() == []


def test_what_is_removed_while_it_is_read_is_not_stored(library: Library, docs: Path) -> None:
    other = Library("test", library.folder.parent)

    def progress(_: str, done: int, __: int) -> None:
        if done == 2:
            other.remove(str(docs))

    report = library.add([docs], MadeVectors(), progress)
    assert report.added == []
    assert {why for _, why in report.skipped} == {MEANWHILE}
    assert paths(library) == []


def test_files_of_other_kinds_are_counted(library: Library, docs: Path) -> None:
    for name in ("a.pptx", "b.PPTX", "Makefile", ".hidden", "evil.\x1b[31m"):
        (docs / name).write_text("x")
    report = library.add([docs], MadeVectors())
    assert report.others == {".pptx": 2, "": 1, ".\\x1b[31m": 1}


def test_nothing_is_made_for_a_project_that_was_never_added_to(tmp_path: Path) -> None:
    library = Library("tpyo", tmp_path / "store")
    with pytest.raises(DocumentError, match="no own documents"):
        library.remove("note.md")
    with pytest.raises(DocumentError, match="no own documents"):
        library.rebuild(MadeVectors())
    assert not (tmp_path / "store").exists()


def test_the_status_comes_upon_damage_that_nothing_else_has(library: Library, docs: Path) -> None:
    for number in range(200):
        (docs / f"more{number}.md").write_text(f"More {number} on the racks. " * 20)
    library.add([docs], MadeVectors())
    library.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    library.close()
    content = bytearray(library.file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8192] = b"x" * 8192
    library.file.write_bytes(content)
    with pytest.raises(DocumentError, match="damaged"):
        library.status()
