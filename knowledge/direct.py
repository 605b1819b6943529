"""The sentence that an answer opens with: what a term is, an amount, or the claim that fits."""

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.index import GuidanceIndex
from knowledge.lexical import terms
from knowledge.passages import (
    LEAD,
    Passage,
    asks_amount,
    asks_interval,
    fit,
    has_figure,
    lacks_figure,
)

_TERM = r"(?:(?:an?|the)\s+)?(?P<term>[\w/+.-]+(?:\s+[\w/+.-]+){0,3}?)"
_ASKS_MEANING = tuple(
    re.compile(rf"^\W*{form}\W*$", re.IGNORECASE)
    for form in (
        rf"what(?:['’]s|\s+(?:is|are))\s+(?:meant\s+by\s+)?{_TERM}(?:\s+in\s+\w+)?",
        rf"what\s+do(?:es)?\s+{_TERM}\s+(?:mean|stand\s+for)(?:\s+in\s+\w+)?",
        rf"(?:define|explain|describe)\s+(?:what\s+)?{_TERM}(?:\s+(?:is|are|means?))?",
        rf"(?:the\s+)?(?:meaning|definition)\s+of\s+{_TERM}(?:\s+of\s+.+)?",
    )
)
_CLAUSE = re.compile(
    r"(?:^|[;,:]\s+(?:and\s+)?)(?:(?:an?|the|amazon|aws|sagemaker)\s+)*", re.IGNORECASE
)
_STATES = re.compile(
    r"(?:\S+\s+){0,2}?(?:is|are|means?)\s(?P<kind>(?:an?|the|what|how|when|[A-Z]\w+['’]s)\s)?"
)
_DEFINES = re.compile(
    r"^(?:(?:An?|The)\s)?(?:[\w'’/-]+\s){1,5}?(?:\([^)]*\)\s)?(?:is|are|means?)\s"
    r"(?:an?(?!\sgood|\sbetter|\sbad|\sreason)|the|what|how|when|[A-Z]\w+['’]s)\s"
)
_TIMES = re.compile(
    r"\d\s?(?:%|x\b|times\b)|\bhalf\b|\btwice\b|\b(?:two|three|four|five|ten) times\b"
)
_INTERVAL = re.compile(
    r"\b(?:daily|nightly|weekly|monthly|quarterly|yearly|hourly|every (?!time|one|other)\w+|often|"
    r"(?:once|twice|times) an? \w+|\d[\d,.]*(?:\s|-)?(?:seconds?|minutes?|hours?|days?|weeks?|"
    r"months?|years?))\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"^(?:this|that|these|those|such|so|then|both|each|otherwise|instead)\b|"
    r"^(?:\S+\s){0,4}?(?:it|its|they|them|their|this|these|those)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^)]*\)|\b(?:19|20)\d\d\b")
"""Years, names of devices and the like in brackets: numbers that are no amount."""
_BETWEEN = 4
"""Other words that may stand among those of the term: what it is short for, in brackets."""

BESIDE_THE_POINT = 0.25
"""Taken from what only says what a thing is where the question asks something else of it."""
LATER = 0.05
"""For each sentence further back: the claim stands first, what its terms mean after it."""
UNEXPLAINED = 0.25
"""Taken from a sentence that speaks of "it" or "this": what that is stands in the one before."""
AMOUNT = 1.0
"""Given to what holds an amount, over what `fit` gives, where the question asks how much: as much
as the claim has that shares all its words with the question."""


def opening(candidates: Sequence[Passage], question: str, index: GuidanceIndex) -> Passage:
    """The passage that answers a question most directly.

    Args:
        candidates: Lead sentences and figures of the card that answers; at least one.
        question: In English.
        index: The guidance, for the weight of words.
    """
    if term := asked_term(question):
        said = max(candidates, key=lambda passage: explains(passage, term))
        if explains(said, term) > 0:
            return said
    return max(candidates, key=lambda passage: _directness(passage, question, index))


@lru_cache(maxsize=64)
def asked_term(question: str) -> str:
    """The term whose meaning is asked for; empty where something else is asked."""
    for form in _ASKS_MEANING:
        if found := form.match(question):
            return "" if asks_amount(found["term"]) else found["term"]
    return ""


def explains(passage: Passage, term: str) -> float:
    """How plainly a sentence of the lead says what a term is; 0 where it does not.

    The term opens the sentence or one of its clauses; a claim that names it later does not explain
    it, and one that orders something ("Use ...") opens with a verb.
    """
    wanted = terms(term)
    if passage.heading != LEAD or not wanted:
        return 0.0
    best = 0.0
    for start in _CLAUSE.finditer(passage.text):
        rest = passage.text[start.end() :]
        length = _opens_with(rest, wanted)
        if length:
            states = _STATES.match(rest[length:].lstrip())
            stated = (1.0 if states["kind"] else 0.5) if states else 0.0
            best = max(best, (2.0 if start.start() == 0 else 1.0) + stated)
    return best + LATER * passage.position if best else 0.0


def _opens_with(text: str, wanted: Sequence[str]) -> int:
    """Characters of the shortest opening that holds all stems of the term; 0 for none.

    It starts with a word of the term, or the term is the abbreviation of what it starts with.
    """
    seen: list[str] = []
    for word in re.finditer(r"[^\s;,]+", text):
        seen += terms(word[0])
        if set(wanted) <= set(seen):
            return word.end() if seen[0] in wanted or word[0].startswith("(") else 0
        if len(seen) > len(wanted) + _BETWEEN:
            break
    return 0


def _directness(passage: Passage, question: str, index: GuidanceIndex) -> float:
    score = fit(passage, question, index)
    if passage.heading == LEAD and passage.position > 0 and _DEFINES.match(passage.text):
        score -= BESIDE_THE_POINT
    if passage.heading == LEAD and passage.position > 0 and _POINTS_BACK.match(passage.text):
        score -= UNEXPLAINED
    if asks_interval(question) and _INTERVAL.search(passage.text):
        score += AMOUNT
    if asks_amount(question) and not lacks_figure(passage):
        score += AMOUNT if _holds_amount(passage) else 0.0
    return score


def _holds_amount(passage: Passage) -> bool:
    text = _ASIDE.sub("", passage.text)
    figure = has_figure(passage) and any(char.isdigit() for char in text)
    return figure or bool(_TIMES.search(text))
