"""What the check of sentences catches, measured on sentences written for it."""

import json
import random
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.cards import split_sentences
from knowledge.embedding import Embedder
from knowledge.wording.sentences import Claim
from knowledge.wording.support import why_unsupported

DATA = Path(__file__).parent / "data"
INVENTED = 400
ONE = (1,)


def shares(name: str, embedder: Embedder) -> tuple[float, float]:
    """Share of faithful sentences kept, and of unfaithful ones dropped."""
    kept = {True: [], False: []}  # type: dict[bool, list[bool]]
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        why = why_unsupported(Claim(pair["sentence"], ONE), {1: pair["passage"]}, embedder)
        kept[pair["faithful"]].append(not why)
    return sum(kept[True]) / len(kept[True]), 1 - sum(kept[False]) / len(kept[False])


@pytest.mark.parametrize(
    ("name", "least_kept", "least_dropped"),
    [("pairs.jsonl", 0.9, 0.9), ("heldout.jsonl", 0.9, 0.7)],
)
def test_faithful_sentences_are_kept_and_twisted_ones_dropped(
    name: str, least_kept: float, least_dropped: float, embedder: Embedder
) -> None:
    kept, dropped = shares(name, embedder)
    assert kept >= least_kept
    assert dropped >= least_dropped


def test_sentences_of_other_cards_are_dropped(base: KnowledgeBase) -> None:
    rng = random.Random(3)  # noqa: S311 - no secret
    wrong = 0
    for _ in range(INVENTED):
        one, other = rng.sample(base.cards, 2)
        sentence = rng.choice(split_sentences(other.lead))
        wrong += not why_unsupported(Claim(sentence, ONE), {1: one.lead}, base.embedder)
    assert wrong / INVENTED <= 0.005


def test_verbatim_sentences_are_kept(base: KnowledgeBase) -> None:
    dropped = [
        (card.id, sentence)
        for card in base.cards
        for sentence in split_sentences(card.lead)
        if why_unsupported(Claim(sentence, ONE), {1: card.lead}, base.embedder)
    ]
    assert dropped == []


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (Claim("Graviton saves energy.", ()), "cites no passage"),
        (Claim("Graviton saves energy.", (2,)), "cites [2]"),
        (Claim("Graviton saves energy.", (1, 7)), "cites [7]"),
        (Claim("Graviton saves", (1,), whole=False), "breaks off"),
        (Claim("Trainium saves energy.", ONE), "words"),
        (Claim("Graviton saves energy, says `rm -rf`.", ONE), "stand"),
        (Claim("Graviton saves energy, see https://evil.example/x.", ONE), "evil.example"),
        (Claim("Graviton saves no energy.", ONE), "denies"),
        (Claim("Graviton always saves energy.", ONE), "always"),
        (Claim("Graviton wastes energy.", ONE), "words"),
        (Claim("Is it so?", ONE), "words"),
    ],
)
def test_reasons(claim: Claim, reason: str, embedder: Embedder) -> None:
    assert reason in why_unsupported(claim, {1: "Graviton saves energy."}, embedder)
