"""Words that tell a question to the guidance from a request outside it; what cards leave open."""

import math

import pytest

from knowledge.base import KnowledgeBase
from knowledge.explained import unexplained
from knowledge.lexical import bm25_postings
from knowledge.manner import Manner, odds_features, tokens
from knowledge.tuning.manner import WordCounts, common_words, counted, indicators


def test_words_and_pairs_of_a_text() -> None:
    found = tokens("Who maintains 3 compilers, who?")
    assert found[:4] == ("who", "maintain", "#", "compil")
    assert {"^ who", "who maintain", "# compil"} < set(found)
    assert len(found) == len(set(found))


def test_who_is_left_out_where_it_asks_for_a_role() -> None:
    found = tokens("who owns the energy target?")
    assert not any("who" in token.split() for token in found)
    assert {"own", "own the", "energy target"} <= set(found)
    assert "who own" in tokens("which vendor, who owned it?")


def test_features_of_a_manner() -> None:
    manner = Manner({"who": -2.0, "^ who": -1.0, "sav": 1.0, "energy": 0.5}, {"who": -0.3})
    found = manner.features("Who saves energy?")
    assert found["odds"] == pytest.approx(-1.5 / 4)
    assert found["odds_lowest"] == pytest.approx(-2.5 / 3)
    assert found["odds_sum"] == pytest.approx(-0.15)
    assert found["wording"] == -0.3
    assert set(manner.features("zzz").values()) == {0.0}


def test_a_counted_question_can_be_left_out() -> None:
    inside, outside = tokens("how to save energy"), tokens("who sells energy")
    stored = counted([inside] * 9)
    counts = WordCounts(stored, 9, [inside], [outside] * 5, rare=3)
    odds = counts.odds()
    assert odds["sav"] > 0 > odds["sell"]
    assert "zzz" not in odds
    counted_in = odds_features([odds[token] for token in outside])
    left = counts.left_out(outside, covered=False)
    assert left["odds_lowest"] == pytest.approx(math.log(1 / 14) - math.log(4.3 / 5.6))
    assert left["odds_lowest"] > counted_in["odds_lowest"]


def test_indicators_of_common_words() -> None:
    texts = [("a", "b")] * 4 + [("c",)]
    assert common_words(texts) == ["a", "b"]
    assert indicators([("b",), ("c",)], ["a", "b"]).tolist() == [[0, 1], [0, 0]]


def test_what_the_first_cards_leave_unexplained() -> None:
    words = ("energi", "chip"), ("wat",), ("chip",)
    table = bm25_postings([dict.fromkeys(some, 1.0) for some in words])
    whole = unexplained(table, "chip", [0, 1, 2])
    assert set(whole.values()) == {0.0}
    found = unexplained(table, "chip water brontosaurus", [0, 1, 2])
    assert found["unexplained"] > found["unexplained_by_three"] > 0
    assert found["unexplained_count"] == pytest.approx(2 / 5)
    assert found["unexplained_rarest"] == pytest.approx(1.0)
    assert set(unexplained(table, "the of", [0, 1, 2]).values()) == {0.0}


@pytest.mark.parametrize(
    ("question", "card"),
    [("water per kWh", "measure-water"), ("define TDP", "silicon-not-automatic")],
)
def test_terse_terms_have_their_card_first(base: KnowledgeBase, question: str, card: str) -> None:
    answer = base.ask(question)
    assert not answer.abstained
    assert answer.cards[0] == card
