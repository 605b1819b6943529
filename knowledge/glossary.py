"""Word by word into English: a glossary of this field's vocabulary in eight languages.

The embedding model reads English. The glossary turns a question into English words in the original
order, enough for retrieval; the answer stays English.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.lexical import fold

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ja", "zh")
"""The columns of the glossary."""
_TOKEN = re.compile(r"[a-z0-9][a-z0-9.+%-]*", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+%-]*(?: [A-Za-z0-9][A-Za-z0-9.+%-]*)*")
_ELISION = re.compile(r"\b(?:l|d|c|s|n|j|m|t|qu|dell|all|nell|un|sull)['’](?=\w)")
_MIN_REMAINDER = 4


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words of one language and what they mean in English.

    Attributes:
        exact: Folded word or phrase to English.
        prefixes: Folded stems, longest first, with their English.
        longest: Words in the longest phrase.
    """

    exact: Mapping[str, str]
    prefixes: tuple[tuple[str, str], ...]
    longest: int


@cache
def glossary(language: str) -> Glossary:
    """The glossary of a language, read once for each process."""
    column = LANGUAGES.index(language)
    unspaced = language in ("ja", "zh")
    text = (Path(__file__).parent / "data" / "glossary.txt").read_text(encoding="utf-8")
    exact: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("|")
        for entry in cells[column].split(","):
            word = _normalised(entry.strip()) if unspaced else _plain(entry.strip())
            if word.endswith("*") and " " not in word:
                prefixes.setdefault(word[:-1], cells[0])
                exact.setdefault(word[:-1], cells[0])
            elif word:
                exact.setdefault(word.replace("*", ""), cells[0])
    ordered = tuple(sorted(prefixes.items(), key=lambda item: -len(item[0])))
    return Glossary(exact, ordered, max(len(word.split()) for word in exact))


def _plain(text: str) -> str:
    return fold(text.replace("ß", "ss")).replace("œ", "oe")


def tokens_of(question: str) -> list[str]:
    """Words and numbers of a question, folded; articles that are glued to them are left out."""
    return [token.strip(".-") for token in _TOKEN.findall(_ELISION.sub(" ", _plain(question)))]


def gloss_spaced(question: str, language: str, skipped: frozenset[str]) -> str:
    """English for a question in a language that puts blanks between words.

    Args:
        question: As typed.
        language: Its code.
        skipped: Words to leave out unless the glossary has them.
    """
    return " ".join(_gloss_spaced(tokens_of(question), glossary(language), skipped))


def gloss_unspaced(question: str, language: str) -> str:
    """English for a question in Japanese or Chinese."""
    return " ".join(_gloss_unspaced(question, glossary(language)))


def _gloss_spaced(tokens: list[str], words: Glossary, skipped: frozenset[str]) -> list[str]:
    found: list[str] = []
    start = 0
    while start < len(tokens):
        for length in range(min(words.longest, len(tokens) - start), 0, -1):
            phrase = " ".join(tokens[start : start + length])
            if phrase in words.exact:
                found.append(words.exact[phrase])
                start += length
                break
        else:
            token = tokens[start]
            if token not in skipped:
                found.extend(_compound(token, words))
            start += 1
    return [word for index, word in enumerate(found) if index == 0 or word != found[index - 1]]


def _compound(token: str, words: Glossary) -> list[str]:
    """English for an inflected or compound word; the word itself where nothing fits."""
    if "-" in token:
        parts = [part for part in token.split("-") if part]
        return [word for part in parts for word in _lookup(part, words)]
    return _lookup(token, words)


def _lookup(token: str, words: Glossary) -> list[str]:
    if token in words.exact:
        return [words.exact[token]]
    for prefix, english in words.prefixes:
        if token.startswith(prefix) and len(prefix) >= min(3, len(token)):
            rest = token[len(prefix) :].removeprefix("s")
            if len(rest) >= _MIN_REMAINDER:
                tail = _lookup(rest, words)
                if tail != [rest]:
                    return [english, *tail]
            return [english]
    return [token]


def _gloss_unspaced(question: str, words: Glossary) -> list[str]:
    text = _normalised(question)
    keys = sorted(words.exact, key=len, reverse=True)
    found: list[str] = []
    start = 0
    while start < len(text):
        latin = _LATIN.match(text, start)
        if latin:
            found.append(latin[0])
            start = latin.end()
            continue
        key = next((key for key in keys if text.startswith(key, start)), None)
        if key is not None:
            found.append(words.exact[key])
        start += len(key) if key else 1
    return found


def _normalised(text: str) -> str:
    """Full-width letters become plain ones; kana keep their voicing marks."""
    import unicodedata

    return unicodedata.normalize("NFKC", text).lower()
