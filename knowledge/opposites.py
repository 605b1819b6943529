"""Whether two texts point in opposite directions: word pairs, and sides of a "than" that swap."""

import re
from functools import lru_cache

from knowledge.lexical import term_set, words

_OPPOSITES = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("faster quicker", "slower"),
        ("cheaper cheapest", "dearer costlier expensive"),
        ("before", "after"),
        ("always every", "never sometimes rarely seldom"),
        ("enable enables enabled", "disable disables disabled"),
        ("first", "last"),
        ("best better", "worst worse"),
        ("above over", "below under"),
        ("supported supports", "unsupported"),
        ("required must mandatory", "optional may"),
        ("small smaller smallest tiny", "large larger largest big bigger biggest heavy huge"),
        ("short shorter", "long longer"),
        ("few fewer", "many"),
        ("narrow narrower", "wide wider broad"),
        ("once", "each every recurring"),
        ("together", "separately apart"),
        ("on enabled active", "off disabled inactive"),
        ("open opened", "close closed end ended"),
        ("more extra additional", "unchanged same less fewer"),
    )
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_REMEMBERED = 8_192


def opposed(text: str, other: str) -> bool:
    """Whether one text holds a word whose opposite stands in the other."""
    (one, two), (left, right) = _poles(text), _poles(other)
    return bool((one & right & ~two & ~left) | (two & left & ~one & ~right))


def swapped(text: str, other: str) -> bool:
    """Whether both sides of a "than" have changed places."""
    here, there = _than(text), _than(other)
    if here is None or there is None:
        return False
    straight = len(here[0] & there[0]) + len(here[1] & there[1])
    crossed = len(here[0] & there[1]) + len(here[1] & there[0])
    return crossed > straight


def compares_alike(text: str, other: str) -> bool:
    """Whether what a text holds against each other with "than" stands on the same sides there.

    True of a text without such a comparison.
    """
    here, there = _than(text), _than(other)
    if here is None:
        return True
    if there is None or swapped(text, other):
        return False
    return bool(here[0] & there[0] and here[1] & there[1])


def other_numbers(text: str, other: str) -> bool:
    """Whether both texts hold numbers and none of the first stands in the second."""
    here, there = _numbers(text), _numbers(other)
    return bool(here and there and not here & there)


@lru_cache(maxsize=_REMEMBERED)
def _poles(text: str) -> tuple[int, int]:
    """Which first and which second sides of `_OPPOSITES` a text holds, one bit for each pair."""
    found = set(words(text))
    first = sum(1 << bit for bit, (one, _) in enumerate(_OPPOSITES) if found & one)
    return first, sum(1 << bit for bit, (_, two) in enumerate(_OPPOSITES) if found & two)


@lru_cache(maxsize=_REMEMBERED)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))


@lru_cache(maxsize=_REMEMBERED)
def _than(clause: str) -> tuple[frozenset[str], frozenset[str]] | None:
    before, than, after = clause.partition(" than ")
    return (term_set(before), term_set(after)) if than else None
