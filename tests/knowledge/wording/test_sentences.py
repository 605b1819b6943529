"""Cutting a stream into sentences with their citations."""

import random

import pytest

from knowledge.wording.sentences import Claim, SentenceReader, printable

TEXT = (
    "<think>They ask for X. I know Y [1]. </think>Yes, X saves up to 40 % [1]. Y is good. [2] "
    "Then z, e.g. Spot, works [1, 3]. \n- **Bullet** one is 3.5 kW.[2]\n1. A wrapped\nline "
    "goes on 【1】.\n"
    "<reasoning>Nearly done.</reasoning>The end comes here [2]."
)
CLAIMS = [
    Claim("X saves up to 40 %.", (1,)),
    Claim("Y is good.", (2,)),
    Claim("Then z, e.g. Spot, works.", (1, 3)),
    Claim("Bullet one is 3.5 kW.", (2,)),
    Claim("A wrapped line goes on.", (1,)),
    Claim("The end comes here.", (2,)),
]


def read(text: str, seed: int) -> list[Claim]:
    """Feed a text in pieces of random length."""
    sizes = random.Random(seed)  # noqa: S311 - no secret
    reader = SentenceReader()
    found: list[Claim] = []
    start = 0
    while start < len(text):
        size = sizes.randint(1, 9)
        found.extend(reader.feed(text[start : start + size]))
        start += size
    return found + list(reader.finish())


@pytest.mark.parametrize("seed", range(20))
def test_sentences_do_not_depend_on_how_the_stream_is_cut(seed: int) -> None:
    assert read(TEXT, seed) == CLAIMS


def test_a_sentence_is_given_as_soon_as_the_next_begins() -> None:
    reader = SentenceReader()
    assert list(reader.feed("One is here [1]. ")) == []
    assert list(reader.feed("Tw")) == [Claim("One is here.", (1,))]


def test_a_stream_that_breaks_off_says_so() -> None:
    assert read("All is well [1]. Half of a", 0) == [
        Claim("All is well.", (1,)),
        Claim("Half of a", (), whole=False),
    ]


def test_a_thought_that_never_ends_gives_nothing() -> None:
    assert read("<think>X is so [1]. Y is so [1].", 1) == []


def test_nothing_for_a_terminal_survives() -> None:
    text = "a\x1b[31mb\x1b]0;title\x07c\u202ed\x00e\u200bf\n"
    assert printable(text) == "abcdef\n"
