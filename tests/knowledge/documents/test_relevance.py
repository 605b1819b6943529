"""Whether a passage is quoted at all, on manuals of installed packages and labelled questions."""

import json
from importlib.metadata import metadata
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.documents import Library, Searcher
from knowledge.documents.quoting import relevant

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
