"""Whether a passage is quoted at all, on manuals of installed packages and labelled questions."""

import json
from importlib.metadata import metadata
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.documents import Found, Library, Searcher
from knowledge.documents.coverage import Coverage
from knowledge.documents.quoting import relevant

from .made import MadeVectors

QUESTIONS = Path(__file__).parent / "data" / "manuals.jsonl"
CHARACTERS = 2500
"""Of each manual: what a package is for stands at the beginning."""


@pytest.mark.slow
def test_manuals_are_quoted_where_they_answer(base: KnowledgeBase, tmp_path: Path) -> None:
    asked = [json.loads(line) for line in QUESTIONS.read_text().splitlines()]
    folder = tmp_path / "manuals"
    folder.mkdir()
    for name in sorted({item["manual"] for item in asked if item["manual"]}):
        about = metadata(name)
        text = about.json["description"]
        (folder / f"{name}.md").write_text(str(text)[:CHARACTERS])
    library = Library("manuals", tmp_path / "store")
    library.add([folder], base.embedder)
    searcher = Searcher(library)
    right = quoted = wrong = 0
    for item in asked:
        question = base.understand(item["question"]).text
        found = relevant(searcher.search(question, base.embedder.embed([question])[0]))
        if item["manual"] is None:
            wrong += bool(found)
            continue
        quoted += bool(found)
        right += item["manual"] in {Path(passage.path).stem for passage in found}
    answerable = sum(item["manual"] is not None for item in asked)
    assert right >= 0.8 * answerable
    assert right >= 0.85 * quoted
    assert wrong <= 0.08 * (len(asked) - answerable)


@pytest.fixture
def halls(tmp_path: Path) -> Searcher:
    """Notes on halls: one in two parts, one in a folder with a name."""
    notes = {
        "hall.md": "# Cooling\n\nRiver water cools the hall.\n\n# Power\n\nRacks draw 12 kW.",
        "quixbury/site.md": "# Site\n\nThe site opens in May.",
    }
    for name, text in notes.items():
        file = tmp_path / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    library = Library("halls", tmp_path / "store")
    library.add([tmp_path / "docs"], MadeVectors())
    return Searcher(library)


def covered(searcher: Searcher, question: str) -> dict[str, Coverage | None]:
    vector = MadeVectors().embed([question])[0]
    return {found.heading: found.coverage for found in searcher.search(question, vector)}


def test_coverage_counts_passage_path_and_document(halls: Searcher) -> None:
    whole = covered(halls, "Which river water cools the hall?")["Cooling"]
    assert whole == Coverage(1.0, 0.0)
    other = covered(halls, "river racks")
    assert other["Cooling"] == Coverage(0.5, 0.0), "the racks stand in another part of the document"
    assert other["Site"] is not None
    assert other["Site"].held == 0.0
    assert other["Site"].lacking > 0.0
    assert covered(halls, "When does Quixbury open?")["Site"] == Coverage(1.0, 0.0)


def test_a_word_that_no_document_has_weighs_most(halls: Searcher) -> None:
    known, strange = (covered(halls, f"{word} racks")["Site"] for word in ("river", "acme"))
    assert known is not None
    assert strange is not None
    assert strange.lacking > known.lacking > 5


@pytest.mark.parametrize(
    ("similarity", "coverage", "quoted"),
    [
        (0.6, Coverage(0.2, 8.0), False),
        (0.6, Coverage(0.6, 4.0), True),
        (0.2, Coverage(0.2, 0.0), True),
        (0.2, Coverage(0.2, 8.0), False),
        (0.4, None, False),
        (0.6, None, True),
    ],
)
def test_near_is_not_enough_where_telling_words_lack(
    similarity: float, coverage: Coverage | None, quoted: bool
) -> None:
    found = Found("a.md", 0, "", "Text.", 0.1, similarity, 0.2, coverage=coverage)
    assert bool(relevant([found])) is quoted
