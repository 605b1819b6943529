"""Names, folders and files that mean harm: named in the report, the rest indexed."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from knowledge.documents import Library, Searcher, intake
from knowledge.documents.batches import WINDOW
from knowledge.documents.block import SkippedError
from knowledge.documents.extract import extract
from knowledge.documents.records import stamp_of
from knowledge.documents.split import split
from knowledge.documents.walk import shown
from knowledge.embedding import Vectors
from tui.commands.knowledge import _told

from . import makers
from .made import MadeVectors


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "good.md").write_text("# Good\n\nThe Quixbury hall has 42 racks.\n")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library("test", tmp_path / "store")


def skipped(library: Library, docs: Path) -> dict[str, str]:
    """Name and reason of what an add leaves out; the good file is always there."""
    report = library.add([docs], MadeVectors())
    assert str(docs / "good.md") in {file.path for file in library.files()}
    return {Path(path).name: reason for path, reason in report.skipped}


def test_links_out_of_the_folder_and_in_circles(library: Library, docs: Path) -> None:
    (docs / "sub").mkdir()
    (docs / "sub" / "round").symlink_to(docs)
    (docs / "out").symlink_to("/etc")
    (docs / "self.md").symlink_to(docs / "self.md")
    (docs / "gone.md").symlink_to(docs / "nowhere.md")
    reasons = skipped(library, docs)
    assert set(reasons) == {"round", "out", "self.md", "gone.md"}
    assert len(library.files()) == 1


@pytest.mark.parametrize("name", ["a\nb.md", "c\x1b[2Jd.md", "[red]e.md", "f\tg.md", "ü.md"])
def test_odd_names_are_indexed_and_cannot_steer(library: Library, docs: Path, name: str) -> None:
    (docs / name).write_text("The Zanzibar hall has 7 racks.")
    assert skipped(library, docs) == {}
    vector = MadeVectors().embed(["The Zanzibar hall has 7 racks."])[0]
    found = Searcher(library).search("Zanzibar", vector)[0]
    assert Path(found.path).name == name
    assert found.place.isprintable()
    assert shown(name) in found.place
    assert library.remove(str(docs / name)) == [str(docs / name)]


def test_a_name_that_is_no_text_is_reported(library: Library, docs: Path) -> None:
    raw = os.fsencode(docs) + b"/bad\xff.md"
    with open(raw, "wb") as stream:  # noqa: PTH123 - a Path cannot be made of every name alike
        stream.write(b"text")
    (name,) = skipped(library, docs)
    assert shown(name) == "bad\\udcff.md"


def test_the_report_is_one_plain_line_for_each_file(
    library: Library, docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (docs / "new\nline\x1b[31m.md").write_bytes(b"\0\0\0")
    (docs / "[bold]x.txt").write_bytes(b"")
    assert _told(library.add([docs], MadeVectors())) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert all(line.isprintable() for line in lines)
    assert "new\\nline\\x1b[31m.md: it is binary" in lines[1]
    assert "[bold]x.txt: it is empty" in lines[0]


def test_very_deep_folders(library: Library, docs: Path) -> None:
    before = Path.cwd()
    depth = 1200
    os.chdir(docs)
    try:
        for _ in range(depth):
            os.mkdir("d")  # noqa: PTH102 - each step is relative: the whole path is too long
            os.chdir("d")
        deep = Path("deep.md")
        deep.write_text("The Zanzibar hall is deep.")
        assert skipped(library, docs) == {}
        assert len(library.files()) == 2
        deep.unlink()
        for _ in range(depth):  # what clears up after tests goes down by recursion
            os.chdir("..")
            os.rmdir("d")  # noqa: PTH106 - as above
    finally:
        os.chdir(before)


def test_what_may_not_be_read_is_reported_kept_and_tried_again(open_folder: Path) -> None:
    docs = open_folder / "docs"
    (docs / "closed").mkdir(parents=True)
    (docs / "good.md").write_text("The Quixbury hall has 42 racks.")
    (docs / "closed" / "in.md").write_text("Inside.")
    (docs / "secret.md").write_text("Secret.")
    code = """
import os, sys
from pathlib import Path
from knowledge.documents import Library
from knowledge.documents.extract import extract
from tests.knowledge.documents.made import MadeVectors
vectors = MadeVectors()
extract(b"text", ".md")  # what is loaded late may not be readable to nobody
docs, closed, secret = (Path(name) for name in sys.argv[2:5])
if os.geteuid() == 0:
    for path in (Path(sys.argv[1]), docs, closed, secret, docs / "good.md", closed / "in.md"):
        os.chown(path, 65534, 65534)
    os.setuid(65534)
library = Library("p", Path(sys.argv[1]) / "s")
print(len(library.add([docs], vectors).added))
secret.write_text("Changed.")
secret.chmod(0); closed.chmod(0)
report = library.add([docs], vectors)
print(sorted(Path(path).name for path, _ in report.skipped), len(report.removed))
print(sorted(Path(file.path).name for file in library.files()))
secret.chmod(0o600); closed.chmod(0o700)
report = library.add([docs], vectors)
print(len(report.skipped), sorted(Path(file.path).name for file in library.files()))
"""
    arguments = [str(path) for path in (open_folder, docs, docs / "closed", docs / "secret.md")]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "3",
        "['closed', 'secret.md'] 0",
        "['good.md', 'in.md', 'secret.md']",
        "0 ['good.md', 'in.md', 'secret.md']",
    ], done.stderr


def test_a_change_that_the_clock_does_not_show_is_seen(library: Library, docs: Path) -> None:
    file = docs / "good.md"
    library.add([docs], MadeVectors())
    stat = file.stat()
    file.write_text(file.read_text().replace("42", "43"))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert len(library.add([docs], MadeVectors()).added) == 1
    assert stamp_of(file.stat()) == 0
    os.utime(file, ns=(1, 1))
    assert library.add([docs], MadeVectors()).unchanged == [str(file)]


def test_a_file_that_moved_is_not_embedded_again(library: Library, docs: Path) -> None:
    library.add([docs], MadeVectors())
    (docs / "new").mkdir()
    (docs / "good.md").rename(docs / "new" / "moved.md")
    embedder = MadeVectors()
    report = library.add([docs], embedder)
    assert embedder.embedded == 0
    assert report.removed == [str(docs / "good.md")]
    assert [file.passages for file in library.files()] == [1]


def test_what_was_skipped_and_is_gone_is_forgotten(library: Library, docs: Path) -> None:
    (docs / "empty.md").write_text("")
    (docs / "sub").mkdir()
    (docs / "sub" / "none.md").write_text("")
    assert set(skipped(library, docs)) == {"empty.md", "none.md"}
    (docs / "empty.md").unlink()
    skipped(library, docs)
    assert [Path(path).name for path, _ in library.skipped()] == ["none.md"]
    assert library.remove(str(docs / "sub")) == []
    assert library.skipped() == []


def test_stopping_inside_a_large_file_keeps_the_whole_ones(
    library: Library, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (docs / "large.txt").write_text("\n\n".join(f"{n} " + "word " * 170 for n in range(600)))
    monkeypatch.setattr(intake, "_GRACE_S", 0.0)
    large, stopped = threading.Event(), threading.Event()

    class Slow(MadeVectors):
        """Not further than the first window before somebody has said stop."""

        def embed(self, texts: Sequence[str], /) -> Vectors:
            large.set()
            assert self.embedded < WINDOW or stopped.wait(300)
            return super().embed(texts)

    def cancelled() -> bool:
        if large.is_set():
            stopped.set()
        return large.is_set()

    report = library.add([docs], Slow(), cancelled=cancelled)
    assert report.cancelled
    assert [Path(path).name for path in report.added] == ["good.md"]
    assert [Path(file.path).name for file in library.files()] == ["good.md"]
    assert [Path(p).name for p in library.add([docs], MadeVectors()).added] == ["large.txt"]


def test_a_store_of_the_first_version_is_brought_up(library: Library, docs: Path) -> None:
    library.add([docs], MadeVectors())
    for statement in (
        "DROP TRIGGER passage_masked",
        "DROP TABLE gone",
        "DROP TABLE excluded",
        "DELETE FROM state WHERE name != 'generation'",
        "PRAGMA user_version = 1",
    ):
        library.connection.execute(statement)
    library.close()
    (docs / "more.md").write_text("The Zanzibar hall has 7 racks.")
    assert len(library.add([docs], MadeVectors()).added) == 1
    assert library.status()["passages"] == 2


MEBI = 1_000_000
HOSTILE = {
    "hashes.md": b"# " + b" # " * MEBI + b"x",
    "blanks.md": b"# a" + b" " * MEBI + b"x",
    "blanks.txt": b"a\n" + b" " * MEBI + b"x",
    "comments.html": b"<!--" * MEBI,
    "headings.html": b"<h1>a" * 100_000,
    "nested.html": b"<div>" * 100_000 + b"deep",
    "brackets.html": b"<" * MEBI,
    "closings.html": b"</" * MEBI,
    "attributes.html": b"<a " + b"a='" * MEBI,
    "scripts.html": b"<script>" * 100_000,
    "vectors.html": b"<svg>x</svg>" * 100_000,
    "numbers.html": b"&#" + b"9" * MEBI + b";",
    "entities.html": b"&" * MEBI,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_keeps_the_reader_busy(name: str) -> None:
    begin_s = time.process_time()
    with suppress(SkippedError):  # refused is as good as read; what counts is the time
        split(extract(HOSTILE[name], Path(name).suffix))
    assert time.process_time() - begin_s < 60


def test_entities_in_a_docx_are_not_unfolded(docs: Path, library: Library) -> None:
    text = makers.word([("Power", "Racks draw 12 kW.")])
    bomb = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "lollollol">' + b"".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(12)
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    bomb += f']><w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p>'.encode()
    content = makers.replaced(text, "word/document.xml", bomb + b"</w:body></w:document>")
    (docs / "bomb.docx").write_bytes(content)
    begin_s = time.process_time()
    assert set(skipped(library, docs)) == {"bomb.docx"}
    assert time.process_time() - begin_s < 60


def test_text_of_other_encodings() -> None:
    for coding in ("utf-16", "utf-8-sig"):
        assert extract("Kühlung läuft".encode(coding), ".md")[0].text == "Kühlung läuft"


def test_colours_of_a_log_leave_nothing_behind() -> None:
    text = b"\x1b[1;31mThe pump\x1b[0m failed [2] at \x1b[Knoon."
    assert extract(text, ".txt")[0].text == "The pump failed [2] at noon."
