"""Amounts of what is none of the design: other products, people and things that cost as well."""

import re
from collections.abc import Collection
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.readings import Reading
from tui.inquiry.words import word_set

_THE = r"(?:the |our |a |an |my |your |all |these |those )*"
_OBJECTS = (
    re.compile(
        rf"\b(?:spend|spent|spends|spending|pay|paid|pays|paying|budget|charged?) (?:us |we )?"
        rf"(?:(?:on|for|to) )?{_THE}(?P<of>\w+)(?: \w+)?"
    ),
    re.compile(
        rf"\b(?:does|do|did|will|would|is|are|was|were) {_THE}(?P<of>\w+)(?: \w+)? "
        r"(?:costs?|expensive|so (?:expensive|costly|high)|set us back|emits?|consumes?)\b"
    ),
    re.compile(
        r"\b(?P<of>\w+)(?: \w+)? (?:bills?|invoices?|budgets?|costs?|fees|licen[cs]es?|"
        r"subscriptions?|salar(?:y|ies)|rent)\b"
    ),
    re.compile(r"\b(?:days|weeks|months) of (?P<of>holidays?|vacations?|leave|notice)\b"),
)
"""Where a question says of what an amount is."""
_ENDING = re.compile(r"(?:ings?|ed|ers?|es|s|e)$")
_BRIEF, _LONG = 3, 4
_SHOWN = 3
"""So many words from where a thing is named tell whose it is."""
_POINTED = re.compile(r"\b(?:the|our|this|that|my|us|we)\b")
_AMOUNTS = frozenset({Intent.HOW_MUCH, Intent.WHY, None})
CALLED = word_set(
    """
    thing things stuff bot chatbot assistant helper copilot agent system app application service
    tool platform solution setup product feature pilot engine pipeline search api stack genai
    prototype software whatever shebang lot caboodle everything machinery kit idea
    """
)
"""What people call a design of whatever kind."""


def of_others(reading: Reading, own: Collection[str]) -> bool:
    """Whether an amount is asked of a thing that neither design nor advice knows.

    Args:
        reading: By its words.
        own: Words by which the design speaks of itself.
    """
    if reading.intent not in _AMOUNTS or reading.named or not reading.left:
        return False
    if not (reading.metrics or reading.units.found):
        return False
    unknown = {word for word in reading.left if not _ours(word, own)}
    for pattern in _OBJECTS:
        for hit in pattern.finditer(reading.text):
            said = reading.text[hit.start("of") :].split()[:_SHOWN]
            if unknown & set(said[:2]) and not any(_ours(word, own) for word in said):
                return True
    return False


def words_of(*texts: str) -> frozenset[str]:
    """Words of a design's own texts, for `of_others`."""
    return frozenset(_stem(word) for text in texts for word in re.findall(r"[a-z]+", text.lower()))


def of_ours(reading: Reading, own: Collection[str]) -> Reading:
    """An amount of the design by a name of its own: `what does the coding assistant cost us?`.

    Args:
        reading: By its words.
        own: Words by which the design speaks of itself.
    """
    unknown = [word for word in reading.left if not _ours(word, own)]
    amount = reading.intent is Intent.HOW_MUCH and (reading.metrics or reading.units.found)
    if not amount or not reading.left or unknown or not _POINTED.search(reading.text):
        return reading
    return replace(reading, left=())


def _ours(word: str, own: Collection[str]) -> bool:
    """Whether a word is one for any design, or of this one: `extracting` for `extraction`."""
    stem = _stem(word)
    begun = len(stem) > _LONG and any(item.startswith(stem) for item in own)
    return word in CALLED or stem in own or begun


def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > _BRIEF else word
