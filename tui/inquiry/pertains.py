"""Whether a question is about the design, by the words that it holds."""

import re
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.intents import (
    ANY,
    BEATS,
    BESIDE,
    GENERAL,
    MISSED,
    NEED,
    OVERKILL,
    PARTICULAR,
    WOULD,
)
from tui.inquiry.limits import EXPLAINED
from tui.inquiry.readings import Reading

_OF_THE_WHOLE = frozenset({Intent.ASSUMPTION, Intent.SURE, Intent.FLIP, Intent.LEVER})
"""Intents that need name nothing."""


def about_design(reading: Reading) -> bool:
    """Whether the design, rather than the guidance alone, is asked about.

    Words that nothing explains speak for the guidance; words such as "our" and "here" for the
    design.
    """
    intent = reading.intent
    if intent is Intent.LIMIT and reading.aspect is None:
        unsaid = [word for word in reading.left if not EXPLAINED.fullmatch(word)]
        return len(unsaid) <= int(reading.deictic)
    if reading.aspect is not None:
        return intent is not Intent.WHAT_IF
    if intent is None or intent is Intent.WHAT_IF:
        return intent is Intent.WHAT_IF
    if _asks_what_is_withheld(reading) or _asks_what_parts_them(reading):
        return _asks_what_is_withheld(reading)
    pair = intent is Intent.COMPARE and len({item.phrase for item in reading.named}) > 1
    beside = intent is Intent.COMPARE and bool(reading.named) and bool(BESIDE.search(reading.text))
    held = intent is Intent.LEVER or pair or beside
    amount = intent in {Intent.HOW_MUCH, Intent.ASSUMPTION}
    of_any = amount and not reading.deictic and ANY.search(reading.text)
    if of_any or (GENERAL.search(reading.text) and not held):
        return False
    subject = bool(reading.named or reading.decision or reading.other or reading.counted)
    subject |= bool(reading.metrics) and intent not in {Intent.WHY, Intent.WHY_NOT}
    subject |= reading.units.many and reading.text.startswith("how much ")
    asks_for_reasons = intent is Intent.WHY_NOT or intent in _OF_THE_WHOLE
    allowed = int(reading.deictic) + int(asks_for_reasons and subject)
    if reading.alone:
        allowed = 0  # "should I buy ...?" is about the one who asks
    either = pair and reading.decision == "region" and _first_named(reading)
    particular = reading.deictic or PARTICULAR.search(reading.text) or either
    allowed += 2 * int(bool((pair and particular) or OVERKILL.search(reading.text)))
    allowed += 3 * int(bool(reading.decision == "need" and NEED.search(reading.text)))
    allowed += int(asks_for_reasons and bool(WOULD.search(reading.text)))
    wanted = (subject or intent in _OF_THE_WHOLE) and not _asks_what_it_is(reading)
    return wanted and len(reading.left) <= allowed


def _first_named(reading: Reading) -> bool:
    """Whether a name opens the question: `Frankfurt or Stockholm for the chat?`."""
    return any(reading.text.startswith(f"{item.phrase} or ") for item in reading.named)


def _asks_what_is_withheld(reading: Reading) -> bool:
    """Whether a figure is missed, as in "why is there no market-based value?"."""
    missed = reading.intent is Intent.WHY_NOT and MISSED.search(reading.text)
    return bool(missed and reading.metrics and not reading.named and not reading.left)


def _asks_what_parts_them(reading: Reading) -> bool:
    """Whether two things are to be told apart, whatever the design."""
    ours = (reading.deictic and not reading.alone) or reading.metrics
    if reading.intent is not Intent.COMPARE or ours:
        return False
    named_by_design = {item.decision for item in reading.named} & {"model", "region"}
    apart = reading.text.startswith("what is the difference") and not named_by_design
    return apart or bool(BEATS.search(reading.text))


def _asks_what_it_is(reading: Reading) -> bool:
    """Whether a thing is to be explained, as in "what is semantic caching?"."""
    asked = re.match(r"(?:what (?:is|are)|whats)\b", reading.text) is not None
    amount = reading.metrics or reading.units.found or reading.deictic
    return asked and reading.intent is Intent.HOW_MUCH and bool(reading.named) and not amount


def follow(reading: Reading, before: Reading) -> Reading:
    """A question that goes on from the one before: "and what would it cost?"."""
    refers = re.search(r"\b(?:it|its|that|them|they|those|this)\b", reading.text)
    bare = not reading.named and reading.decision is None
    if not bare or not (refers or reading.intent is Intent.WHY):
        return reading
    return replace(
        reading, named=before.named, decision=before.decision, deictic=True, other=before.other
    )
