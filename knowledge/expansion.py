"""Everyday English to the words of the guidance: extra terms for a question, with less weight."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[a-z0-9-]+")


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Everyday word or phrase to words of the guidance, read once for each process."""
    text = (Path(__file__).parent / "data" / "synonyms.txt").read_text(encoding="utf-8")
    table: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("#") or "|" not in line:
            continue
        everyday, ours = line.split("|")
        for word in everyday.split(","):
            table.setdefault(word.strip().lower(), []).extend(ours.split())
    return {word: tuple(dict.fromkeys(found)) for word, found in table.items()}


def expand(text: str) -> str:
    """Words to add to a question, in a stable order; empty when nothing applies."""
    tokens = _WORD.findall(text.lower())
    table = synonyms()
    found: dict[str, None] = {}
    for length in (1, 2, 3):
        for start in range(len(tokens) - length + 1):
            for word in table.get(" ".join(tokens[start : start + length]), ()):
                found[word] = None
    return " ".join(found)
