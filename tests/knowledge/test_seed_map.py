"""Everything that the founding documents recommend or name has a card that answers it.

`data/seed-map.json` lists the 291 of them with their cards, and a question where the item itself is
only a heading or a bare name.
"""

import json
from pathlib import Path
from typing import Any

from knowledge.base import KnowledgeBase

ROWS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "seed-map.json").read_text(encoding="utf-8")
)


def test_each_row_names_cards_that_exist(base: KnowledgeBase) -> None:
    assert [row["id"] for row in ROWS] == [f"S{number:03}" for number in range(1, 292)]
    cards = {card.id for card in base.cards}
    for row in ROWS:
        assert row["topics"], row["id"]
        assert cards.issuperset(row["topics"]), row["id"]


def test_each_row_is_answered_by_one_of_its_cards(base: KnowledgeBase) -> None:
    missed = []
    for row in ROWS:
        answer = base.ask(row.get("question", row["item"]))
        if answer.abstained or not set(answer.cards[:5]) & set(row["topics"]):
            missed.append(row["id"])
    assert missed == []
