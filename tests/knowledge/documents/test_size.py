"""Many passages: the inverted file follows the store, and survives what befalls it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.documents import Library, Searcher
from knowledge.documents import vectors as vectors_module
from knowledge.documents.database import read_state
from knowledge.documents.vectors import VectorIndex
from knowledge.errors import BusyError

from .made import MadeVectors

FILES = 60
PASSAGES = 25


def write(folder: Path, first: int, count: int, mark: str = "") -> None:
    """Files of many passages: a heading each keeps them apart."""
    folder.mkdir(exist_ok=True)
    for number in range(first, first + count):
        parts = [
            f"# topic{(number + part) % 40} {number}.{part}\n\nHall {number} rack {part} {mark}"
            for part in range(PASSAGES)
        ]
        (folder / f"f{number:04d}.md").write_text("\n\n".join(parts))


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """An inverted file from a thousand passages on."""
    monkeypatch.setattr(vectors_module, "EXACT_LIMIT", 1000)
    monkeypatch.setattr(vectors_module, "FOLD_LIMIT", 100)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    write(tmp_path / "docs", 0, FILES)
    return tmp_path / "docs"


@pytest.fixture
def library(tmp_path: Path, docs: Path) -> Library:
    library = Library("big", tmp_path / "store")
    assert library.add([docs], MadeVectors()).remark == ""
    return library


def stored(library: Library) -> os.stat_result:
    return (library.folder / "vectors" / "vectors.faiss").stat()


def test_the_inverted_file_finds_what_comparing_all_finds(library: Library) -> None:
    index = VectorIndex(library)
    shares = []
    for vector in MadeVectors().embed([f"topic{n} asked" for n in range(40)]):
        exact = set(index.scan(vector, 10))
        shares.append(len(exact & set(index.search(vector, 10))) / 10)
    assert np.mean(shares) >= 0.95


def test_one_file_more_is_one_file_of_work(library: Library, docs: Path) -> None:
    before = stored(library)
    embedder = MadeVectors()
    (docs / "new.md").write_text("# topic3 new\n\nThe Quixbury hall is new.")
    library.add([docs], embedder)
    assert embedder.embedded == 1
    assert stored(library) == before
    vector = embedder.embed(["topic3 new. The Quixbury hall is new."])[0]
    assert Searcher(library).search("Quixbury", vector)[0].text == "The Quixbury hall is new."
    assert next(iter(VectorIndex(library).search(vector, 1).values())) > 0.99


def test_many_files_more_are_folded_in_and_growth_trains_again(
    library: Library, docs: Path
) -> None:
    searcher = Searcher(library)
    vector = MadeVectors().embed(["topic1 x"])[0]
    searcher.search("rack", vector)
    sizes = []
    for first in (FILES, FILES + 10):
        write(docs, first, 10 if first == FILES else FILES)
        library.add([docs], MadeVectors())
        searcher.search("rack", vector)
        facts = VectorIndex(library).file.stored(read_state(library.connection))
        assert facts is not None
        sizes.append((facts.vectors, facts.trained))
    trained = FILES * PASSAGES
    assert sizes == [(trained + 250, trained), (2 * trained + 250, 2 * trained + 250)]


def test_what_is_removed_is_never_found(library: Library, docs: Path) -> None:
    vector = MadeVectors().embed(["topic1 x"])[0]
    searcher = Searcher(library)
    first = searcher.search("rack", vector)[0]
    library.remove(first.path)
    assert first.path not in {found.path for found in searcher.search("rack", vector, 20)}
    assert len(VectorIndex(library).search(vector, 20)) == 20
    library.remove(str(docs))
    library.prepare()
    assert searcher.search("rack", vector) == []


@pytest.mark.parametrize("harm", ["truncate", "flip", "remove"])
def test_a_harmed_inverted_file_is_made_again(library: Library, harm: str) -> None:
    vector = MadeVectors().embed(["topic1 x"])[0]
    expected = Searcher(library).search("rack", vector)
    file = library.folder / "vectors" / "vectors.faiss"
    content = bytearray(file.read_bytes())
    if harm == "remove":
        file.unlink()
    elif harm == "truncate":
        file.write_bytes(content[: len(content) // 2])
    else:
        content[len(content) // 2] ^= 0xFF
        file.write_bytes(content)
    assert [f.text for f in Searcher(library).search("rack", vector)] == [f.text for f in expected]
    assert VectorIndex(library).file.stored(read_state(library.connection), deep=True)


CHILD = """
import os, resource, signal, sys
from pathlib import Path
from knowledge.documents import Library
from knowledge.documents import vectors
from knowledge.errors import DocumentError
from tests.knowledge.documents.made import MadeVectors
vectors.EXACT_LIMIT, vectors.FOLD_LIMIT = 1000, 100
library = Library("big", Path(sys.argv[1]))
how = sys.argv[3]
def progress(what, done, total):
    if how == "kill-reading" and done >= 40:
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "kill-index" and what == "vector index" and done:
        os.kill(os.getpid(), signal.SIGKILL)
if how.startswith("full"):
    size = int(how.partition(" ")[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    report = library.add([Path(sys.argv[2])], MadeVectors(), progress)
    print(report.remark)
except DocumentError as error:
    print(error)
"""


def child(store: Path, docs: Path, how: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(store), str(docs), how],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def whole(library: Library, docs: Path) -> None:
    """Everything is there, findable by words and by vector."""
    library.add([docs], MadeVectors())
    assert library.status()["passages"] == FILES * PASSAGES
    library.connection.execute("INSERT INTO words(words, rank) VALUES ('integrity-check', 1)")
    vector = MadeVectors().embed(["topic1 x"])[0]
    index = VectorIndex(library)
    assert len(set(index.search(vector, 20)) & set(index.scan(vector, 20))) >= 18
    assert not list(library.folder.glob(".vectors-*"))


@pytest.mark.parametrize("moment", ["kill-reading", "kill-index"])
def test_a_killed_process_loses_nothing(tmp_path: Path, docs: Path, moment: str) -> None:
    done = child(tmp_path / "store", docs, moment)
    assert done.returncode == -signal.SIGKILL, done.stderr
    library = Library("big", tmp_path / "store")
    kept = len(library.files())
    assert kept >= (FILES if moment == "kill-index" else 20)
    whole(library, docs)


@pytest.mark.parametrize("size", [200_000, 1_000_000])
def test_a_full_disk_is_explained_and_nothing_breaks(tmp_path: Path, docs: Path, size: int) -> None:
    done = child(tmp_path / "store", docs, f"full {size}")
    assert "room" in done.stdout, done.stderr
    library = Library("big", tmp_path / "store")
    whole(library, docs)


def test_a_disk_that_is_full_for_the_inverted_file_alone(tmp_path: Path, docs: Path) -> None:
    library = Library("big", tmp_path / "store")
    (tmp_path / "store" / "big").mkdir(parents=True)
    (tmp_path / "store" / "big" / "vectors").write_text("in the way: no folder can go here")
    report = library.add([docs], MadeVectors())
    assert len(report.added) == FILES
    assert "The documents are stored" in report.remark
    vector = MadeVectors().embed(["topic1 x"])[0]
    index = VectorIndex(library)
    assert index.search(vector, 10) == index.scan(vector, 10)


def test_two_processes_add_different_folders(tmp_path: Path, docs: Path) -> None:
    write(tmp_path / "more", 500, FILES, "more")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path / "store"), str(folder), "well"],
            env={"PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for folder in (docs, tmp_path / "more")
    ]
    assert [process.communicate(timeout=900)[0].strip() for process in running] == ["", ""]
    library = Library("big", tmp_path / "store")
    assert len(library.files()) == 2 * FILES
    library.add([docs, tmp_path / "more"], MadeVectors())
    vector = MadeVectors().embed(["topic1 x"])[0]
    index = VectorIndex(library)
    assert len(set(index.search(vector, 20)) & set(index.scan(vector, 20))) >= 18


def test_a_rebuild_by_another_process_stops_a_writer(library: Library, docs: Path) -> None:
    assert library.files()
    other = Library("big", library.folder.parent)
    other.rebuild(MadeVectors())
    write(docs, 900, 1)
    with pytest.raises(BusyError, match="replaced"):
        library.add([docs], MadeVectors())
    library.close()
    assert len(library.add([docs], MadeVectors()).added) == 1
