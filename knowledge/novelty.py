"""Versions that the guidance has never heard of.

Similarity takes "is Graviton7 frugal?" for a question about Graviton. What the guidance knows of a
name ends with the latest version that it holds.
"""

import re
from collections.abc import Iterable, Mapping

_GLUED = re.compile(r"(?<![A-Za-z0-9.])([A-Za-z]+)-?(\d{1,3})(?![\d%])")
_APART = re.compile(
    r"(?<![A-Za-z0-9.])([A-Za-z]{3,}) v?(\d{1,2})(?:\.\d+)?(?=\s*(?:$|[?.,;:)]|\s[A-Z]|\s"
    r"(?:than|vs|versus|or|and|better|more|less|on|for|compared|energy|carbon|water|power|footprint|"
    r"emissions?|consumption|efficient|save|use)\b))"
)
_LARGEST_APART = 20
"""After a name and a blank, larger numbers are amounts."""
_PERCENTILES = frozenset({"p50", "p75", "p90", "p95", "p99"})
_WORD = re.compile(r"[^\W\d_]{3,}")
_PLAIN = re.compile(r"\b[a-z]{3,}\b")


def newest_versions(texts: Iterable[str]) -> dict[str, int]:
    """The latest version of each name in some texts; 0 for a name that has none there.

    A name is what is glued to a number (`trn2`), or a word that is never written small.
    """
    whole = "\n".join(texts)
    plain = set(_PLAIN.findall(whole))
    newest = {
        word.lower(): 0
        for word in _WORD.findall(whole)
        if word[0].isupper() and word.lower() not in plain
    }
    for name, number in _named_numbers(whole):
        newest[name] = max(newest.get(name, 0), number)
    for match in _APART.finditer(whole):
        name, number = match[1].lower(), int(match[2])
        if name in newest and number <= _LARGEST_APART:
            newest[name] = max(newest[name], number)
    return newest


def is_newer(text: str, newest: Mapping[str, int]) -> bool:
    """Whether a question names a later version of something than the guidance knows of."""
    glued = any(0 < newest.get(name, 0) < number for name, number in _named_numbers(text))
    return glued or any(
        newest.get(match[1].lower(), _LARGEST_APART) < int(match[2]) <= _LARGEST_APART
        for match in _APART.finditer(text)
    )


def _named_numbers(text: str) -> list[tuple[str, int]]:
    return [
        (match[1].lower(), int(match[2]))
        for match in _GLUED.finditer(text)
        if match[0].lower() not in _PERCENTILES
    ]
