"""Files that keep a parser busy, kill it or eat memory: named, left out, the rest indexed."""

import re
import time
import zlib
from pathlib import Path

import pytest

from knowledge.documents import Library
from knowledge.documents.block import SkippedError
from knowledge.documents.extract import extract
from knowledge.documents.reader import Reader, StoppedError

from . import makers
from .made import MadeVectors

OPERATORS = 50_000
PAGES = 300


def slow_pdf() -> bytes:
    """A small PDF whose pages, all of one content, have more operators than anybody waits for."""
    page = makers.pdf(["Nothing"] * PAGES)
    page = re.sub(rb"/Contents \d+ 0 R", b"/Contents 4 0 R", page)
    body = zlib.compress(b"BT " + b"1 0 0 1 0 0 Tm (x) Tj " * OPERATORS + b"ET", 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(body) + body + b"\nendstream"
    begin = page.index(b"<< /Length")
    end = page.index(b"endstream") + len(b"endstream")
    return page[:begin] + stream + page[end:]


@pytest.fixture(scope="module")
def slow() -> bytes:
    return slow_pdf()


@pytest.fixture
def limit_s() -> float:
    """Many times as long as this machine takes just now to start a child that reads a page."""
    begin_s = time.monotonic()
    with Reader() as reader:
        reader.extract(makers.pdf(["Good"]), ".pdf")
    return 3.0 + round(5 * (time.monotonic() - begin_s))


def test_the_child_reads_what_the_parent_would() -> None:
    files = {
        ".pdf": makers.pdf(["The hall has 42 racks", "Water at 14 degrees"]),
        ".docx": makers.word([("Power", "Racks draw 12 kW. Ünïcode 漢字")]),
        ".md": b"# Power\n\nRacks draw 12 kW.",
    }
    with Reader() as reader:
        for suffix, content in files.items():
            assert reader.extract(content, suffix) == extract(content, suffix)
        for broken in (b"%PDF-1.4 nothing", b"PK\x03\x04 nothing"):
            suffix = ".pdf" if broken.startswith(b"%") else ".docx"
            with pytest.raises(SkippedError, match="broken"):
                reader.extract(broken, suffix)
        assert reader.extract(files[".pdf"], ".pdf")


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(
    slow: bytes, limit_s: float
) -> None:
    with Reader(limit_s=limit_s) as reader:
        assert reader.extract(makers.pdf(["Good"]), ".pdf")[0].text == "Good"
        with pytest.raises(SkippedError, match=f"more than {limit_s:.0f} s"):
            reader.extract(slow, ".pdf")
        assert reader.extract(makers.pdf(["Good"]), ".pdf")[0].text == "Good"


def test_a_slow_file_is_named_and_the_rest_indexed(
    tmp_path: Path, slow: bytes, limit_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reader.__init__, "__defaults__", (limit_s,))
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a-slow.pdf").write_bytes(slow)
    (docs / "good.pdf").write_bytes(makers.pdf(["The hall has 42 racks"]))
    (docs / "good.md").write_text("The hall has 42 racks and a pond.")
    library = Library("test", tmp_path / "store")
    report = library.add([docs], MadeVectors())
    assert [Path(path).name for path in report.added] == ["good.md", "good.pdf"]
    ((name, reason),) = report.skipped
    assert Path(name).name == "a-slow.pdf"
    assert f"more than {limit_s:.0f} s" in reason


def test_stopping_does_not_wait_for_a_slow_file(tmp_path: Path, slow: bytes) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "good.md").write_text("The hall has 42 racks.")
    (docs / "slow.pdf").write_bytes(slow)
    library = Library("test", tmp_path / "store")
    begun: list[str] = []

    report = library.add(
        [docs],
        MadeVectors(),
        lambda name, *_: begun.append(name),
        cancelled=lambda: "slow.pdf" in begun,
    )
    assert report.cancelled
    assert [Path(file.path).name for file in library.files()] == ["good.md"]
    assert report.skipped == []


def test_a_child_that_dies_is_reported_and_replaced() -> None:
    with Reader() as reader:
        assert reader.extract(makers.pdf(["Good"]), ".pdf")
        child = reader._child
        assert child is not None
        child.kill()
        child.wait()
        with pytest.raises(SkippedError, match="crashed"):
            reader.extract(makers.pdf(["Good"]), ".pdf")
        assert reader.extract(makers.pdf(["Good"]), ".pdf")[0].text == "Good"
    assert reader._child is None


def test_stopping_is_an_error_of_its_own(slow: bytes) -> None:
    with Reader() as reader, pytest.raises(StoppedError):
        reader.extract(slow, ".pdf", lambda: True)
