"""Inverted indexes against their formulas, written out term by term."""

import math

import pytest

from knowledge.lexical import Postings, bm25_postings, tfidf_postings

DOCUMENTS = [
    {"batch": 2.0, "size": 1.0},
    {},
    {"energy": 1.0, "batch": 3.5, "a": 4.0},
    {"energy": 2.0},
]
ABSENT = {"batch": 0.0, "energy": 0.0}


def _idf(term: str) -> float:
    held = sum(term in document for document in DOCUMENTS)
    return math.log(1 + (len(DOCUMENTS) - held + 0.5) / (held + 0.5))


def _score(table: Postings, term: str, row: int) -> float:
    return float(table.scores({term: 1.0})[row])


def test_bm25_is_its_formula() -> None:
    table = bm25_postings(DOCUMENTS, k1=1.2, b=0.5)
    average = sum(sum(document.values()) for document in DOCUMENTS) / len(DOCUMENTS)
    for row, document in enumerate(DOCUMENTS):
        for term, count in {**ABSENT, **document}.items():
            norm = 1.2 * (1 - 0.5 + 0.5 * sum(document.values()) / average)
            expected = _idf(term) * count * 2.2 / (count + norm) if count else 0.0
            assert _score(table, term, row) == pytest.approx(expected, rel=1e-6)


def test_tfidf_rows_have_length_one_and_its_proportions() -> None:
    table = tfidf_postings(DOCUMENTS)
    for row, document in enumerate(DOCUMENTS):
        plain = {term: (1 + math.log(count)) * _idf(term) for term, count in document.items()}
        norm = math.sqrt(sum(value * value for value in plain.values())) or 1.0
        for term, value in {**ABSENT, **plain}.items():
            assert _score(table, term, row) == pytest.approx(value / norm, rel=1e-6)


def test_columns_are_alphabetical_and_their_rows_ascend() -> None:
    table = bm25_postings(DOCUMENTS)
    assert list(table.vocabulary) == ["a", "batch", "energy", "size"]
    assert table.starts.tolist() == [0, 1, 3, 5, 6]
    assert table.rows.tolist() == [2, 0, 2, 2, 3, 0]


@pytest.mark.parametrize("documents", [[], [{}, {}]])
def test_nothing_gives_an_empty_index(documents: list[dict[str, float]]) -> None:
    for make in (bm25_postings, tfidf_postings):
        table = make(documents)
        assert not table.vocabulary
        assert table.scores({"a": 1.0}).shape == (len(documents),)
