"""How much of a question the first cards leave unexplained: words that they do not hold."""

from collections.abc import Sequence

from knowledge.lexical import Postings, terms

NAMES = (
    "unexplained",
    "unexplained_rarest",
    "unexplained_by_three",
    "unexplained_by_three_rarest",
    "unexplained_count",
)
_FEW = 5


def unexplained(table: Postings, text: str, cards: Sequence[int]) -> dict[str, float]:
    """Shares of the idf mass of a question, and its rarest word, that cards do not hold.

    Args:
        table: BM25 over whole cards.
        text: The question in English.
        cards: Rows of the three first cards, best first.
    """
    rare = float(table.idf.max()) if len(table.idf) else 1.0
    total = 0.0
    by_first: list[float] = []
    by_all: list[float] = []
    for term in dict.fromkeys(terms(text)):
        column = table.vocabulary.get(term)
        weight = rare if column is None else float(table.idf[column])
        total += weight
        if column is not None and _holds(table, column, cards[0]):
            continue
        by_first.append(weight)
        if column is None or not any(_holds(table, column, card) for card in cards[1:]):
            by_all.append(weight)
    if not total:
        return dict.fromkeys(NAMES, 0.0)
    values = (
        sum(by_first) / total,
        max(by_first, default=0.0) / rare,
        sum(by_all) / total,
        max(by_all, default=0.0) / rare,
        len(by_first) / _FEW,
    )
    return dict(zip(NAMES, values, strict=True))


def _holds(table: Postings, column: int, card: int) -> bool:
    rows = table.rows[table.starts[column] : table.starts[column + 1]]
    place = int(rows.searchsorted(card))
    return place < len(rows) and int(rows[place]) == card
