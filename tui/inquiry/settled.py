"""What only the whole of a question tells: put right after its parts were read."""

from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.intents import ENOUGH, NEED, OF_ASPECT
from tui.inquiry.readings import KIND, Reading

_BRIEF = 4
_TURN = 3
_RUNNING = frozenset({"utilization", "hours", "latency", "volume"})
"""Metrics that a kind of chip has only as it runs in the design."""


def settled(reading: Reading) -> Reading:
    """Put right what only the whole tells."""
    named = reading.named
    family = bool(named) and all(len(item.ids) > KIND for item in named)
    kind = (
        reading.intent is Intent.WHICH and reading.decision == named[0].decision if named else False
    )
    running = reading.intent is Intent.HOW_MUCH and _RUNNING & set(reading.metrics)
    if family and (kind or running):
        reading = replace(reading, named=())
    wanted = {item.decision for item in named}
    if reading.intent is Intent.WHICH and named and reading.decision not in {None, *wanted}:
        reading = replace(reading, named=())  # "which chip does Bedrock run on?" asks for a chip
    return replace(reading, intent=_settled_intent(reading))


def _settled_intent(reading: Reading) -> Intent | None:
    intent, named = reading.intent, reading.named
    if intent is Intent.WHAT_IF or reading.limit is not None or reading.aspect is not None:
        return _of_the_design(reading)
    if intent is None:
        asks_enough = reading.smaller and ENOUGH.search(reading.text)
        intent = Intent.WHY_NOT if asks_enough else _elliptic(reading)
    if intent is None and reading.deictic and NEED.search(reading.text):
        return Intent.WHICH
    if not named:
        return _without_a_name(reading, intent)
    two = len(named) > 1 and named[0].decision == named[1].decision
    words = reading.text.split()
    if two and intent in {None, Intent.WHICH, Intent.WHY} and "or" in words:
        return Intent.COMPARE
    if intent is Intent.COMPARE and not two and "why" in words:
        return Intent.WHY
    whole = not (reading.extreme or reading.decision)
    return Intent.HOW_MUCH if intent is Intent.WHICH and reading.metrics and whole else intent


def _of_the_design(reading: Reading) -> Intent | None:
    """What is asked where the turn of the whole question tells."""
    if reading.intent is Intent.WHAT_IF or reading.aspect is None or reading.limit is not None:
        return reading.intent if reading.intent is Intent.WHAT_IF else Intent.LIMIT
    return OF_ASPECT[reading.aspect]


def _without_a_name(reading: Reading, intent: Intent | None) -> Intent | None:
    """What is asked where only a decision, a metric or nothing is named."""
    open_ = intent in {None, Intent.HOW_MUCH, Intent.WHICH}
    least = reading.decision is not None and reading.extreme and not reading.units.found
    if ((reading.listed or least) and open_) or (
        reading.decision == "need" and intent in {None, Intent.WHY_NOT}
    ):
        return Intent.WHICH
    if intent is Intent.COMPARE or (
        intent is Intent.HOW_MUCH and reading.other and not reading.metrics
    ):
        return Intent.WHY
    whole = not (reading.extreme or reading.decision)
    return Intent.HOW_MUCH if intent is Intent.WHICH and reading.metrics and whole else intent


def _elliptic(reading: Reading) -> Intent | None:
    """What a question without a verb asks: "cheapest Region?", "annual cost?", "and Frankfurt?"."""
    words = reading.text.split()
    if reading.left or words[:1] == [] or words[0] in _VERBS:
        return None
    if reading.decision and not reading.named and (reading.extreme or reading.listed):
        return Intent.WHICH
    if reading.decision and not reading.named and reading.other:
        return Intent.WHY
    if reading.metrics and len(words) <= 2 * _BRIEF:
        return Intent.HOW_MUCH
    if reading.decision and not reading.named and len(words) <= _TURN - 1:
        return Intent.WHICH
    return Intent.WHY if reading.named and len(words) <= _BRIEF else None


_VERBS = frozenset({"is", "are", "do", "does", "did", "can", "could", "will", "would", "has"})
