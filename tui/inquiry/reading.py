"""Reading a question: is it about the design, about what of it, and what is asked."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from advisors.options import DecisionId
from tui.inquiry.answer import Intent
from tui.inquiry.aspects import Aspect, aspect_of
from tui.inquiry.intents import (
    ALONE,
    ANY,
    BEATS,
    BESIDE,
    COUNTED,
    DEICTIC,
    ENOUGH,
    EXTREME,
    FALLEN,
    GENERAL,
    INTENT_WORDS,
    INTENTS,
    LARGER,
    LARGER_WORDS,
    LEAST_OF,
    LISTED,
    LIVE,
    MISSED,
    NEED,
    OF_ASPECT,
    OTHER,
    OVERKILL,
    PARTICULAR,
    SAID,
    SMALLER,
    TURN_WORDS,
    WOULD,
)
from tui.inquiry.limits import EXPLAINED, Limit, limit_in
from tui.inquiry.names import Named, Names
from tui.inquiry.units import NO_UNITS, Units, units_in, written_out
from tui.inquiry.words import find_phrases, fold, repair

KIND = 3
"""A name that stands for more options than that is a kind, not an option."""
_BRIEF = 4
_ORDINAL = frozenset({"first", "second", "third", "next", "last", "which", "what"})
_TURN = 3


@dataclass(frozen=True)
class Reading:
    """A question as read.

    Attributes:
        text: Repaired, folded.
        intent: What is asked; None when nothing of the design is.
        decision: Decision that is meant.
        named: Options named, in the order of the question.
        metrics: Metrics named.
        units: Units that figures are asked for: 1,000 requests, a month, a user.
        limit: Amount that the design is held against; None for none.
        aspect: What of the design as a whole is asked; None for none.
        extreme: Whether the least of something is asked for.
        other: Whether "the other one" is meant.
        fallen: Whether what fell out is asked for.
        listed: Whether all options are asked for.
        smaller: Whether a smaller model than the chosen one is asked for.
        counted: Whether the number of chips or instances is asked for.
        deictic: Whether words point at this very design.
        alone: Whether they point at the one who asks alone.
        larger: Whether a larger model than the chosen one is asked for.
        left: Words that nothing here explains.
        repairs: Misspelt words and what they were read as.
    """

    text: str
    intent: Intent | None
    decision: DecisionId | None = None
    named: tuple[Named, ...] = ()
    metrics: tuple[str, ...] = ()
    units: Units = NO_UNITS
    limit: Limit | None = None
    aspect: Aspect | None = None
    extreme: bool = False
    other: bool = False
    fallen: bool = False
    listed: bool = False
    smaller: bool = False
    counted: bool = False
    deictic: bool = False
    live: bool = False
    alone: bool = False
    larger: bool = False
    left: tuple[str, ...] = ()
    repairs: Mapping[str, str] = field(default_factory=dict)


def known_words(names: Names, english: frozenset[str]) -> frozenset[str]:
    """Words that are no misspelt names: English, what is named, and what is asked."""
    return english | SAID | INTENT_WORDS | TURN_WORDS | names.words


def read(question: str, names: Names, known: Collection[str]) -> Reading:
    """Read a question.

    Args:
        question: As typed.
        names: What can be named.
        known: From `known_words`.
    """
    typed = fold(written_out(question))
    words, repairs = repair(typed, names.repairable | INTENT_WORDS, known)
    named, used = names.find(words)
    metrics = find_phrases(words, names.metrics)
    measured = {at for start, end, _ in metrics for at in range(start, end)}
    decisions = [
        hit
        for hit in find_phrases(words, names.decisions)
        if hit[0] not in measured and not _a_rank(words, hit)
    ]
    text = " ".join(words)
    units = units_in(text)
    places = {at for start, end, _ in (*decisions, *metrics) for at in range(start, end)} | used
    places |= units.places
    intent, turn = _intent(text)
    smaller = not named and bool(SMALLER.search(text))
    larger = not named and bool(LARGER.search(text))
    left = tuple(
        word
        for at, word in enumerate(words)
        if at not in places
        and word not in SAID | INTENT_WORDS
        and word not in turn
        and not (smaller and word == "smaller")
        and not (larger and word in LARGER_WORDS)
    )
    decided = [names.decisions[key] for _, _, key in decisions]
    reading = Reading(
        text=text,
        intent=intent,
        decision="need" if NEED.search(text) else _decision(named, decided, intent),
        named=named,
        metrics=_metrics(text, [names.metrics[key] for _, _, key in metrics]),
        units=units,
        limit=None if named else limit_in(question),
        aspect=aspect_of(text),
        extreme=bool(EXTREME.search(text)),
        other=bool(OTHER.search(text)),
        fallen=bool(FALLEN.search(text)),
        listed=bool(LISTED.search(text)),
        smaller=smaller,
        counted=bool(COUNTED.search(text)) and not metrics,
        deictic=bool(DEICTIC.search(text)),
        alone=bool(ALONE.search(text)) and not DEICTIC.search(ALONE.sub(" ", text)),
        larger=larger,
        live=bool(LIVE.search(text)),
        left=left,
        repairs=repairs,
    )
    return _settled(reading)


def _a_rank(words: tuple[str, ...], hit: tuple[int, int, tuple[str, ...]]) -> bool:
    """Whether "place" is one in an order, not one on the map."""
    start, _, phrase = hit
    return phrase == ("place",) and start > 0 and words[start - 1] in _ORDINAL


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
    particular = reading.deictic or PARTICULAR.search(reading.text)
    allowed += 2 * int(bool((pair and particular) or OVERKILL.search(reading.text)))
    allowed += 3 * int(bool(reading.decision == "need" and NEED.search(reading.text)))
    allowed += int(asks_for_reasons and bool(WOULD.search(reading.text)))
    wanted = (subject or intent in _OF_THE_WHOLE) and not _asks_what_it_is(reading)
    return wanted and len(reading.left) <= allowed


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


_MARKET = "carbon-market"
"""Carbon that is asked for by the market alone leads; by location stands beside it."""
_RUNNING = frozenset({"utilization", "hours", "latency", "volume"})
"""Metrics that a kind of chip has only as it runs in the design."""
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


def _intent(text: str) -> tuple[Intent | None, frozenset[str]]:
    """What is asked, and the words that say so; a long gap in a turn of phrase says nothing."""
    asks_which = re.match(r"(?:and |so |but )?(?:which|where|who|how(?! come))\b", text)
    for intent, pattern in INTENTS:
        if asks_which and intent is Intent.WHY_NOT:
            continue
        hit = re.search(rf"\b(?:{pattern})\b", text)
        if hit:
            words = hit[0].split()
            whole = len(words) <= _TURN and intent is not Intent.COMPARE
            return intent, frozenset(words if whole else (words[0], words[-1]))
    return None, frozenset()


def _decision(
    named: tuple[Named, ...], decisions: list[DecisionId], intent: Intent | None
) -> DecisionId | None:
    """The decision of what is named; else, and after "which", the one that is named itself."""
    if named and not (intent is Intent.WHICH and decisions):
        wanted = [item.decision for item in named]
        return next((key for key in decisions if key in wanted), wanted[0])
    return decisions[0] if decisions else None


def _metrics(text: str, found: list[str]) -> tuple[str, ...]:
    extremes = [metric for word, metric in LEAST_OF.items() if word in text.split()]
    wanted = dict.fromkeys((*found, *extremes))
    if _MARKET not in wanted:
        return tuple(wanted)
    both = "location based" in text
    unwanted = _MARKET if both else "carbon"
    return tuple(metric for metric in wanted if metric != unwanted)
