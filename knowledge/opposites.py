"""Whether two texts point in opposite directions: word pairs, and sides of a "than" that swap."""

import re

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
        ("small smaller smallest", "large larger largest big bigger biggest"),
        ("short shorter", "long longer"),
        ("few fewer", "many"),
        ("narrow narrower", "wide wider broad"),
        ("once", "each every recurring"),
        ("together", "separately apart"),
    )
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def opposed(text: str, other: str) -> bool:
    """Whether one text holds a word whose opposite stands in the other."""
    here, there = set(words(text)), set(words(other))
    for one, two in _OPPOSITES:
        for left, right in ((one, two), (two, one)):
            if here & left and not here & right and there & right and not there & left:
                return True
    return False


def swapped(text: str, other: str) -> bool:
    """Whether both sides of a "than" have changed places."""
    here, there = _than(text), _than(other)
    if here is None or there is None:
        return False
    straight = len(here[0] & there[0]) + len(here[1] & there[1])
    crossed = len(here[0] & there[1]) + len(here[1] & there[0])
    return crossed > straight


def other_numbers(text: str, other: str) -> bool:
    """Whether both texts hold numbers and none of the first stands in the second."""
    here, there = set(_NUMBER.findall(text)), set(_NUMBER.findall(other))
    return bool(here and there and not here & there)


def _than(clause: str) -> tuple[frozenset[str], frozenset[str]] | None:
    before, than, after = clause.partition(" than ")
    return (term_set(before), term_set(after)) if than else None
