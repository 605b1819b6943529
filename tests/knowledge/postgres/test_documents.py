"""Own documents in the shared base: pushed by hash, separated, taken back."""

from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.documents import Library
from knowledge.documents.search import Searcher
from knowledge.errors import BusyError, SharedBaseError
from knowledge.postgres import SharedBase, SharedBaseSettings
from knowledge.retrieve import embed_query
from tests.knowledge.postgres.conftest import run

TEXTS = {
    "cooling.md": "# Cooling\n\nThe hall in Lund cools its racks with lake water of 12 degrees.\n",
    "naming.md": "# Naming\n\nClusters are called after rivers; accounts carry the code XK-77.\n",
    "backup.md": "# Backup\n\nSnapshots are kept for 35 days and then deleted by a rule.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents."""
    handbook = tmp_path / "handbook"
    handbook.mkdir()
    for name, text in TEXTS.items():
        (handbook / name).write_text(text, encoding="utf-8")
    return handbook


def library_of(folder: Path, base: KnowledgeBase, project: str = "default") -> Library:
    """A library that holds a folder."""
    library = Library(project, folder.parent / "store")
    library.add([folder], base.embedder)
    return library


def search(shared: SharedBase, base: KnowledgeBase, question: str, project: str) -> list[str]:
    """Paths found for a question."""
    query = base.understand(question)
    found = shared.documents(project).search(query.text, embed_query(base.embedder, query))
    return [item.path for item in found]


def test_what_is_found_equals_the_local_search(
    shared: SharedBase, base: KnowledgeBase, folder: Path
) -> None:
    library = library_of(folder, base)
    pushed = shared.push(library)
    assert (pushed.files, pushed.added, pushed.removed) == (3, 3, 0)
    for question in (
        "How does the Lund hall cool?",
        "What is XK-77?",
        "How long are snapshots kept?",
    ):
        query = base.understand(question)
        vector = embed_query(base.embedder, query)
        here = Searcher(library).search(query.text, vector)[0]
        there = shared.documents("default").search(query.text, vector)[0]
        assert there.text == here.text
        assert there.heading == here.heading
        assert there.similarity == pytest.approx(here.similarity, abs=2e-3)
        assert there.overlap == here.overlap
        assert there.path == f"handbook/{Path(here.path).name}"
    library.close()


def test_an_answer_quotes_them_below_the_guidance(
    shared: SharedBase, base: KnowledgeBase, folder: Path
) -> None:
    library = library_of(folder, base)
    shared.refresh()
    shared.push(library)
    library.close()
    answer = shared.ask("Which accounts carry the code XK-77?", project="default")
    assert not answer.abstained
    assert "XK-77" in answer.answer
    assert any(citation.card == "handbook/naming.md" for citation in answer.citations)


def test_only_differences_travel_and_nothing_of_this_machine(
    shared: SharedBase, settings: SharedBaseSettings, base: KnowledgeBase, folder: Path
) -> None:
    library = library_of(folder, base)
    shared.push(library)
    assert shared.push(library).added == 0
    (folder / "naming.md").write_text("# Naming\n\nClusters are called after mountains.\n")
    (folder / "backup.md").unlink()
    library.add([folder], base.embedder)
    pushed = shared.push(library)
    assert (pushed.files, pushed.added, pushed.removed) == (2, 1, 2)
    library.close()
    rows = run(
        Path(settings.host),
        settings.database,
        "SELECT text, metadata_::text FROM data_wattbrief_documents",
    )
    stored = repr(rows)
    assert "mountains" in stored
    assert "rivers" not in stored
    assert str(folder.parent) not in stored


def test_colleagues_share_a_project_and_projects_stay_apart(
    shared: SharedBase, base: KnowledgeBase, folder: Path
) -> None:
    library = library_of(folder, base, "2024")
    shared.push(library, origin="ann")
    shared.push(library, origin="bob")
    library.close()
    assert shared.status()["passages"] == 3
    assert search(shared, base, "How does the hall in Lund cool?", "2024")[0].endswith("cooling.md")
    assert search(shared, base, "How does the hall in Lund cool?", "other") == []
    assert shared.withdraw("2024", "ann") == 0
    assert search(shared, base, "How does the hall in Lund cool?", "2024")
    assert shared.withdraw("2024", "bob") == 3
    assert shared.status()["passages"] == 0


def test_cancelling_keeps_what_is_stored_and_removes_nothing(
    shared: SharedBase, base: KnowledgeBase, folder: Path
) -> None:
    library = library_of(folder, base)
    shared.push(library)
    (folder / "new.md").write_text("# New\n\nEvery pump has a spare.\n")
    (folder / "backup.md").unlink()
    library.add([folder], base.embedder)
    pushed = shared.push(library, cancelled=lambda: True)
    assert pushed.cancelled
    assert pushed.added == 0
    assert shared.status()["files"] == 3
    assert shared.push(library).added == 1
    library.close()


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE data_wattbrief_documents; --",
        "a & !b | <-> (c:*) \\ %' :x {files} \"",
        "the of and",
        "3.5 kW, x.y.z ... ¿cómo? 冷却",
    ],
)
def test_hostile_questions_are_only_words(
    question: str, shared: SharedBase, base: KnowledgeBase, folder: Path
) -> None:
    library = library_of(folder, base)
    shared.push(library)
    library.close()
    vector = base.embedder.embed([question])[0]
    assert len(shared.documents("default").search(question, vector)) == 3
    assert shared.status()["passages"] == 3


@pytest.mark.parametrize("project", ["x' OR '1'='1", "", "a:b", "a/b", "{files}"])
def test_a_project_is_a_plain_name(project: str, shared: SharedBase) -> None:
    with pytest.raises(SharedBaseError, match="cannot be a project"):
        shared.documents(project)


def test_two_writers_take_turns(
    shared: SharedBase,
    settings: SharedBaseSettings,
    base: KnowledgeBase,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from knowledge.postgres import database

    library = library_of(folder, base)
    monkeypatch.setattr(database, "_LOCK_WAIT_S", 1)
    with (
        SharedBase.open(settings, base) as other,
        other._database.locked(),
        pytest.raises(BusyError, match="being written"),
    ):
        shared.push(library)
    assert shared.push(library).added == 3
    library.close()


def test_an_interrupted_push_leaves_nothing_half_and_is_resumed(
    shared: SharedBase, base: KnowledgeBase, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from knowledge.postgres import documents

    monkeypatch.setattr(documents, "_BATCH_PASSAGES", 1)
    library = library_of(folder, base)

    def stop(_stage: str, done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shared.push(library, progress=stop)
    assert search(shared, base, "How does the hall in Lund cool?", "default") == []
    assert shared.push(library).added == 1
    assert len(search(shared, base, "How does the hall in Lund cool?", "default")) == 3
    library.close()
