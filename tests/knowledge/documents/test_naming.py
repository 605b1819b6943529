"""A question about what no document names is not answered with what they say of others."""

from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.documents import Library, Searcher
from knowledge.documents.naming import names

NOTES = {
    "hoopoe.md": "# Budget\n\nThe Hoopoe budget is 1.2 million USD, approved in March.",
    "nightjar.md": "# Budget\n\nThe Nightjar budget is 300,000 EUR and covers two engineers.",
    "curlew.md": "# Budget\n\nIts budget is 70,000 EUR for the pilot.",
}


@pytest.mark.parametrize(
    "question", ["What is the Pelican budget?", "How large is Pelican's budget?"]
)
def test_a_name_that_no_document_has_is_not_answered(
    base: KnowledgeBase, tmp_path: Path, question: str
) -> None:
    for name, text in NOTES.items():
        (tmp_path / name).write_text(text)
    library = Library("test", tmp_path / "store")
    library.add(sorted(tmp_path.glob("*.md")), base.embedder)
    searcher = Searcher(library)
    answer = base.ask(question, searcher)
    assert not [item for item in answer.citations if item.card.startswith(str(tmp_path))]
    answer = base.ask(question.replace("Pelican", "Hoopoe"), searcher)
    assert str(tmp_path / "hoopoe.md") in [item.card for item in answer.citations]


def test_a_name_that_only_a_file_has_is_known(base: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "curlew.md").write_text(NOTES["curlew.md"])
    library = Library("test", tmp_path / "store")
    library.add([tmp_path / "curlew.md"], base.embedder)
    answer = base.ask("What is the Curlew budget?", Searcher(library))
    assert [item.card for item in answer.citations] == [str(tmp_path / "curlew.md")]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What is the Pelican budget?", ["Pelican"]),
        ("What is due? Pelican budget, for Atlas, in March", ["Atlas"]),
        ("what is the pelican budget", []),
        ("WHAT IS THE PELICAN BUDGET", []),
        ("What Is The Pelican Budget", []),
        ("Which Region and how many GPU hours do I need?", []),
    ],
)
def test_names_are_words_with_a_capital_of_their_own(question: str, found: list[str]) -> None:
    assert names(question) == found
