"""Reading a question: is it about the design, about what of it, and what is asked."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from advisors.options import DecisionId
from tui.inquiry.answer import Intent
from tui.inquiry.intents import (
    DEICTIC,
    EXTREME,
    FALLEN,
    GENERAL,
    INTENT_WORDS,
    INTENTS,
    LEAST_OF,
    LISTED,
    LIVE,
    OTHER,
    PER_OTHER,
    PER_REQUEST,
    SAID,
)
from tui.inquiry.names import Named, Names
from tui.inquiry.words import find_phrases, fold, repair

_FAMILY = 3
"""A name that stands for more options than that is a kind, not an option."""
_BRIEF = 4


@dataclass(frozen=True)
class Reading:
    """A question as read.

    Attributes:
        text: Repaired, folded.
        intent: What is asked; None when nothing of the design is.
        decision: Decision that is meant.
        named: Options named, in the order of the question.
        metrics: Metrics named.
        per_request: Whether a figure is asked for one request.
        per_other: Another unit that figures are asked for, such as "user".
        extreme: Whether the least of something is asked for.
        other: Whether "the other one" is meant.
        fallen: Whether what fell out is asked for.
        listed: Whether all options are asked for.
        deictic: Whether words point at this very design.
        left: Words that nothing here explains.
        repairs: Misspelt words and what they were read as.
    """

    text: str
    intent: Intent | None
    decision: DecisionId | None = None
    named: tuple[Named, ...] = ()
    metrics: tuple[str, ...] = ()
    per_request: bool = False
    per_other: str = ""
    extreme: bool = False
    other: bool = False
    fallen: bool = False
    listed: bool = False
    deictic: bool = False
    live: bool = False
    left: tuple[str, ...] = ()
    repairs: Mapping[str, str] = field(default_factory=dict)


def read(question: str, names: Names, english: Collection[str]) -> Reading:
    """Read a question.

    Args:
        question: As typed.
        names: What can be named.
        english: Words that are no misspelt names.
    """
    known = frozenset(english) | SAID | INTENT_WORDS | names.words
    words, repairs = repair(fold(question), names.repairable | INTENT_WORDS, known)
    named, used = names.find(words)
    decisions = find_phrases(words, names.decisions)
    metrics = find_phrases(words, names.metrics)
    text = " ".join(words)
    places = {at for start, end, _ in (*decisions, *metrics) for at in range(start, end)} | used
    left = tuple(
        word
        for at, word in enumerate(words)
        if at not in places and word not in SAID and word not in INTENT_WORDS
    )
    reading = Reading(
        text=text,
        intent=_intent(text),
        decision=_decision(named, [names.decisions[key] for _, _, key in decisions]),
        named=named,
        metrics=_metrics(text, [names.metrics[key] for _, _, key in metrics]),
        per_request=bool(PER_REQUEST.search(text)),
        per_other=hit[1] if (hit := PER_OTHER.search(text)) else "",
        extreme=bool(EXTREME.search(text)),
        other=bool(OTHER.search(text)),
        fallen=bool(FALLEN.search(text)),
        listed=bool(LISTED.search(text)),
        deictic=bool(DEICTIC.search(text)),
        live=bool(LIVE.search(text)),
        left=left,
        repairs=repairs,
    )
    return _settled(reading)


def about_design(reading: Reading) -> bool:
    """Whether the design, rather than the guidance alone, is asked about.

    Words that nothing explains speak for the guidance; words such as "our" and "here" for the
    design.
    """
    intent = reading.intent
    if intent is None or intent is Intent.WHAT_IF:
        return intent is Intent.WHAT_IF
    if GENERAL.search(reading.text) and intent is not Intent.LEVER:
        return False
    subject = bool(reading.named or reading.decision or reading.metrics or reading.other)
    allowed = int(reading.deictic) + int(reading.deictic and intent is Intent.WHY_NOT)
    return (subject or intent in _OF_THE_WHOLE) and len(reading.left) <= allowed


_OF_THE_WHOLE = frozenset({Intent.ASSUMPTION, Intent.SURE, Intent.FLIP, Intent.LEVER})
"""Intents that need name nothing."""


def follow(reading: Reading, before: Reading) -> Reading:
    """A question that goes on from the one before: "and what would it cost?"."""
    refers = re.search(r"\b(?:it|its|that|them|they|those|this)\b", reading.text)
    bare = not reading.named and reading.decision is None
    if not bare or not (refers or reading.intent is Intent.WHY):
        return reading
    return replace(
        reading, named=before.named, decision=before.decision, deictic=True, other=before.other
    )


def _settled(reading: Reading) -> Reading:
    """Put right what only the whole tells."""
    named = reading.named
    family = bool(named) and all(len(item.ids) > _FAMILY for item in named)
    if reading.intent is Intent.WHICH and family and reading.decision == named[0].decision:
        reading = replace(reading, named=())
    return replace(reading, intent=_settled_intent(reading))


def _settled_intent(reading: Reading) -> Intent | None:
    intent, named = reading.intent, reading.named
    if reading.listed and not named and intent in {None, Intent.HOW_MUCH, Intent.WHICH}:
        return Intent.WHICH
    two = len(named) > 1 and named[0].decision == named[1].decision
    if two and intent in {None, Intent.WHICH, Intent.WHY} and "or" in reading.text.split():
        return Intent.COMPARE
    if intent is Intent.COMPARE and not named:
        return Intent.WHY
    if intent is Intent.WHICH and reading.metrics and not (reading.extreme or reading.decision):
        return Intent.HOW_MUCH
    if intent is None and not named and reading.extreme and reading.decision:
        return Intent.WHICH
    if intent is None and named and not reading.left and len(reading.text.split()) <= _BRIEF:
        return Intent.HOW_MUCH if reading.metrics else Intent.WHY
    return intent


def _intent(text: str) -> Intent | None:
    for intent, pattern in INTENTS:
        if re.search(rf"\b(?:{pattern})\b", text):
            return intent
    return None


def _decision(named: tuple[Named, ...], decisions: list[DecisionId]) -> DecisionId | None:
    """The decision of what is named; else the one that is named itself."""
    if named:
        wanted = [item.decision for item in named]
        return next((key for key in decisions if key in wanted), wanted[0])
    return decisions[0] if decisions else None


def _metrics(text: str, found: list[str]) -> tuple[str, ...]:
    extremes = [metric for word, metric in LEAST_OF.items() if word in text.split()]
    return tuple(dict.fromkeys((*found, *extremes)))
