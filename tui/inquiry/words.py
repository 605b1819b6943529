"""A question as words: folded, with misspelt names put right.

Names are compared as sequences of words, so that `eu-north-1`, `EU North 1` and `fine-tuning` or
`fine tuning` are the same.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from difflib import get_close_matches

_WORD = re.compile(r"[a-z0-9]*\d\.\d[a-z0-9]*|[a-z0-9]+")
_LETTERS_DIGITS = re.compile(r"([a-z]{4,})(\d{1,2})")
_AMERICA = re.compile(r"\bU\.?S\.?(?:A\.?)?(?=[\s?,.!)]|$)")
_SHORT, _LONG = 4, 6
_CUTOFF_SHORT, _CUTOFF_LONG = 0.75, 0.8


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def fold(text: str) -> tuple[str, ...]:
    """Words in lower case without accents, apostrophes and hyphens; `US` is kept from `us`."""
    text = _AMERICA.sub(" unitedstates ", text)
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(_WORD.findall(re.sub("['’`´]", "", plain.lower())))


_SLIPS = {
    **dict.fromkeys(("waht", "wat", "wht", "whta"), "what"),
    **dict.fromkeys(("hw", "hwo", "ho"), "how"),
    **dict.fromkeys(("wy", "whi", "wyh", "hwy"), "why"),
    **dict.fromkeys(("wich", "whihc", "wihch", "whcih", "whic"), "which"),
    **dict.fromkeys(("muhc", "mutch", "mcuh"), "much"),
    **dict.fromkeys(("cheepest", "cheapst", "chepest"), "cheapest"),
    **dict.fromkeys(("pr", "prr"), "per"),
    **dict.fromkeys(("nto", "ont"), "not"),
}
"""Common slips in the short words of a question, too short to be compared letter by letter."""


def repair(
    words: tuple[str, ...],
    names: Collection[str],
    known: Collection[str],
    least: float = 0.0,
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Words with misspelt names put right, and what was changed.

    Args:
        words: Folded.
        names: Words that have a meaning here; one of them may have been meant.
        known: Words that are taken as they are, all names among them.
        least: How near a name must be at least, 0 to 1.
    """
    changed: dict[str, str] = {}
    for word in dict.fromkeys(words):
        better = _SLIPS.get(word) or _nearest(word, names, known, least)
        if better is not None:
            changed[word] = better
    return tuple(changed.get(word, word) for word in words), changed


def _nearest(word: str, names: Collection[str], known: Collection[str], least: float) -> str | None:
    if len(word) < _SHORT or any(form in known for form in (word, word.removesuffix("s"))):
        return None
    parted = _LETTERS_DIGITS.fullmatch(word)
    if parted:
        head = _nearest(parted[1], names, known, least)
        return None if head is None else f"{head}{parted[2]}"
    if not word.isalpha():
        return None
    near = [name for name in names if abs(len(name) - len(word)) <= 2 and name.isalpha()]
    cutoff = _CUTOFF_LONG if len(word) >= _LONG else _CUTOFF_SHORT
    found = get_close_matches(word, near, n=1, cutoff=max(cutoff, least))
    return found[0] if found else None


def find_phrases(
    words: tuple[str, ...], phrases: Mapping[tuple[str, ...], object]
) -> list[tuple[int, int, tuple[str, ...]]]:
    """Known phrases in a text, the longest first at every place: start, end, phrase."""
    longest = max((len(phrase) for phrase in phrases), default=0)
    found: list[tuple[int, int, tuple[str, ...]]] = []
    start = 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            phrase = words[start : start + length]
            if phrase in phrases:
                found.append((start, start + length, phrase))
                start += length
                break
        else:
            start += 1
    return found
