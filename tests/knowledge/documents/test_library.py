"""Adding, listing, removing and searching own documents."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.documents import Library, Searcher
from knowledge.documents import search as search_module
from knowledge.documents import vectors as vectors_module
from knowledge.documents.quoting import HEADING
from knowledge.errors import BusyError, DocumentError, KnowledgeError

from . import makers


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of good documents."""
    folder = tmp_path / "docs"
    (folder / "sub").mkdir(parents=True)
    (folder / "cooling.md").write_text(
        "# Cooling\n\nThe Quixbury site is cooled with river water at 14 degrees.\n"
    )
    (folder / "power.html").write_text(
        "<h1>Power</h1><p>The Quixbury hall has 42 racks of 12 kW each.</p>"
    )
    (folder / "sub" / "plan.pdf").write_bytes(
        makers.pdf(["Nothing here yet", "The Zanzibar migration starts in week 19"])
    )
    (folder / "policy.docx").write_bytes(
        makers.word([("Policy", "Travel to Quixbury needs approval of the site manager.")])
    )
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library("test", tmp_path / "store")


def test_add_list_search_remove(base: KnowledgeBase, library: Library, docs: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    report = library.add([docs], base.embedder, lambda *step: seen.append(step))
    assert len(report.added) == 4
    assert report.skipped == []
    assert seen[-1] == ("", 4, 4)
    assert [Path(file.path).name for file in library.files()] == [
        "cooling.md", "policy.docx", "power.html", "plan.pdf",
    ]  # fmt: skip
    answer = base.ask("When does the Zanzibar migration start?", Searcher(library))
    assert not answer.abstained
    assert HEADING in answer.answer
    cited = answer.citations[0]
    assert cited.card == f"{docs / 'sub' / 'plan.pdf'}, page 2"
    assert cited.quote == "The Zanzibar migration starts in week 19"
    assert cited.sources[0].section == "page 2"
    assert library.remove(str(docs / "sub")) == [str(docs / "sub" / "plan.pdf")]
    again = base.ask("When does the Zanzibar migration start?", Searcher(library))
    assert again.abstained
    with pytest.raises(DocumentError, match="no own document at"):
        library.remove("nowhere.md")


def test_off_topic_stays_off_topic(base: KnowledgeBase, library: Library, docs: Path) -> None:
    library.add([docs], base.embedder)
    assert base.ask("best pizza in Naples?", Searcher(library)).abstained


def test_only_changes_are_read_again(base: KnowledgeBase, library: Library, docs: Path) -> None:
    library.add([docs], base.embedder)
    (docs / "copy.md").write_bytes((docs / "cooling.md").read_bytes())
    (docs / "power.html").unlink()
    (docs / "sub" / "new.txt").write_text("A new note about Quixbury tariffs.")
    before = library.status()["passages"]
    report = library.add([docs], base.embedder)
    assert [Path(path).name for path in report.duplicates] == ["copy.md"]
    assert [Path(path).name for path in report.removed] == ["power.html"]
    assert [Path(path).name for path in report.added] == ["new.txt"]
    assert len(report.unchanged) == 3
    assert library.status()["passages"] == before
    library.remove(str(docs / "cooling.md"))
    assert any("copy.md" in found.path for found in _search(base, library, "river water cooling"))


def _search(base: KnowledgeBase, library: Library, question: str) -> list[search_module.Found]:
    vector = base.embedder.embed([question])[0]
    return Searcher(library).search(question, vector)


def test_an_edited_file_replaces_its_passages(
    base: KnowledgeBase, library: Library, docs: Path
) -> None:
    library.add([docs], base.embedder)
    (docs / "cooling.md").write_text("# Cooling\n\nQuixbury now uses outside air.\n")
    library.add([docs], base.embedder)
    texts = [found.text for found in _search(base, library, "How is Quixbury cooled?")]
    assert any("outside air" in text for text in texts)
    assert not any("river water" in text for text in texts)


def test_bad_files_are_named_and_the_rest_is_indexed(
    base: KnowledgeBase, library: Library, docs: Path
) -> None:
    (docs / "empty.md").write_text("")
    (docs / "binary.txt").write_bytes(b"\x00" * 100)
    (docs / "secret.pdf").write_bytes(makers.encrypted_pdf())
    (docs / "broken.pdf").write_bytes(b"%PDF-1.7 nonsense")
    (docs / "bomb.docx").write_bytes(makers.archive({"word/document.xml": b"0" * 50_000_000}))
    makers.sparse(docs / "huge.txt", 200 * 1024 * 1024)
    (docs / "link.md").symlink_to("/etc/passwd")
    os.mkfifo(docs / "pipe.txt")
    report = library.add([docs], base.embedder)
    assert len(report.added) == 4
    reasons = {Path(path).name: reason for path, reason in report.skipped}
    assert set(reasons) == {
        "empty.md", "binary.txt", "secret.pdf", "broken.pdf", "bomb.docx", "huge.txt", "link.md",
        "pipe.txt",
    }  # fmt: skip
    assert "200 MiB" in reasons["huge.txt"]
    assert "encrypted" in reasons["secret.pdf"]
    again = library.add([docs], base.embedder)
    assert {Path(path).name for path, _ in again.skipped} == set(reasons)
    assert {Path(path).name for path, _ in library.skipped()} == set(reasons)
    assert library.status()["skipped"] == len(reasons)


def test_cancel_keeps_what_is_done_and_resumes(
    base: KnowledgeBase, library: Library, docs: Path
) -> None:
    begun: list[str] = []
    report = library.add(
        [docs], base.embedder, lambda what, *_: begun.append(what), lambda: len(begun) > 2
    )
    assert report.cancelled
    assert len(library.files()) == 3
    resumed = library.add([docs], base.embedder)
    assert len(resumed.unchanged) == 3
    assert len(library.files()) == 4


def test_projects_are_apart(base: KnowledgeBase, docs: Path, tmp_path: Path) -> None:
    one, two = Library("one", tmp_path / "s"), Library("two", tmp_path / "s")
    one.add([docs], base.embedder)
    assert two.files() == []
    for name in ("../evil", "", "a/b", ".hidden", "x" * 65, "trailing."):
        with pytest.raises(DocumentError, match="cannot be a project"):
            Library(name, tmp_path / "s")


def test_a_project_may_have_letters_of_any_language(tmp_path: Path) -> None:
    assert Library("Müller AG", tmp_path).folder == tmp_path / "Müller AG"


def test_a_damaged_store_is_explained_and_rebuilt(
    base: KnowledgeBase, library: Library, docs: Path
) -> None:
    library.add([docs], base.embedder)
    library.close()
    for extra in library.folder.glob("documents.sqlite-*"):
        extra.unlink()
    content = bytearray(library.file.read_bytes())
    content[100:8192] = b"\xff" * (8192 - 100)
    library.file.write_bytes(content)
    with pytest.raises(DocumentError, match="damaged") as caught:
        Library("test", library.folder.parent).files()
    assert "rebuild" in caught.value.fix
    report = library.rebuild(base.embedder)
    assert len(report.added) == 4
    assert len(library.files()) == 4


def test_a_path_that_does_not_exist(base: KnowledgeBase, library: Library, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        library.add([tmp_path / "missing"], base.embedder)


def test_a_busy_store_is_explained(
    base: KnowledgeBase, library: Library, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([docs], base.embedder)
    monkeypatch.setattr("knowledge.documents.database.BUSY_S", 0.05)
    library.close()
    holder = sqlite3.connect(library.file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyError, match="in use"):
        library.remove(str(docs))
    holder.execute("ROLLBACK")
    holder.close()
    assert len(library.files()) == 4


def test_a_store_of_a_later_version_is_refused(library: Library) -> None:
    library.folder.mkdir(parents=True)
    raw = sqlite3.connect(library.file)
    raw.execute("PRAGMA user_version = 99")
    raw.commit()
    raw.close()
    with pytest.raises(KnowledgeError, match="version 99"):
        library.files()


def test_two_processes_add_at_once(
    base: KnowledgeBase, docs: Path, built_cache: Path, tmp_path: Path
) -> None:
    assert base.ready
    code = (
        "import sys\nfrom pathlib import Path\nfrom knowledge.base import KnowledgeBase\n"
        "from knowledge.documents import Library\n"
        "base = KnowledgeBase.open()\n"
        "report = Library('p').add([Path(sys.argv[1])], base.embedder)\n"
        "print(len(report.added) + len(report.duplicates) + len(report.unchanged))"
    )
    env = {
        "WATTBRIEF_CACHE_DIR": str(built_cache),
        "WATTBRIEF_DATA_DIR": str(tmp_path / "data"),
        "PATH": "",
    }
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(docs)], stdout=subprocess.PIPE, text=True, env=env
        )
        for _ in range(2)
    ]
    assert [p.communicate(timeout=900)[0].strip() for p in running] == ["4", "4"]
    library = Library("p", tmp_path / "data" / "documents")
    assert len(library.files()) == 4
    assert library.status()["passages"] == 5
    library.close()


def test_the_approximate_index_finds_the_same(
    base: KnowledgeBase, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import numpy as np

    notes = tmp_path / "notes.txt"
    cities = ("Oslo", "Bergen", "Turin", "Lyon", "Porto", "Ghent", "Graz", "Cork")
    lines = [
        f"Hall {n} in {cities[n % 8]} runs {n + 3} racks with {n % 5 + 1} chillers and pump {n}."
        for n in range(600)
    ]
    notes.write_text("\n\n".join(line * 6 for line in lines))
    library.add([notes], base.embedder)
    question = "How many racks does hall 333 in Bergen run?"
    vector = base.embedder.embed([question])[0]
    exact = Searcher(library).search(question, vector, 5)
    monkeypatch.setattr(vectors_module, "EXACT_LIMIT", 10)
    approximate = Searcher(library)
    assert approximate.search(question, vector, 5)[0].text == exact[0].text
    assert (library.folder / "vectors" / "manifest.json").is_file()
    (library.folder / "vectors" / "vectors.faiss").write_bytes(b"half")
    assert Searcher(library).search(question, vector, 1)[0].text == exact[0].text
    assert np.isfinite(exact[0].similarity)
