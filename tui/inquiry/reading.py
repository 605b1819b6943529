"""Reading a question: what it names, what it measures, and what is asked."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import NamedTuple

from advisors.options import DecisionId
from tui.inquiry.answer import Intent
from tui.inquiry.aspects import INPUT_WORDS, aspect_of
from tui.inquiry.intents import (
    ALONE,
    COUNTED,
    DEICTIC,
    EXTREME,
    FALLEN,
    INTENT_WORDS,
    INTENTS,
    LARGER,
    LARGER_WORDS,
    LEAST_OF,
    LISTED,
    LIVE,
    NEED,
    OTHER,
    SAID,
    SMALLER,
    TURN_WORDS,
)
from tui.inquiry.limits import limit_in
from tui.inquiry.names import GPUS, Named, Names, Phrase
from tui.inquiry.readings import Reading
from tui.inquiry.settled import settled
from tui.inquiry.units import Units, units_in, written_out
from tui.inquiry.words import find_phrases, fold, repair

_ORDINAL = frozenset({"first", "second", "third", "next", "last", "which", "what"})
_TURN = 3
_NEAR = 0.86
"""How near a misspelt name must be in a text that holds words of another language."""
_COST_IN = re.compile(
    r"\bcosts? (?:us |me )?in (?:terms of )?"
    r"(?:carbon|co2|co2e|water|energy|electricity|emissions)\b"
)
"""What a change "costs" in carbon is no money."""
_MARKET = "carbon-market"
"""Carbon that is asked for by the market alone leads; by location stands beside it."""


_Hit = tuple[int, int, Phrase]
"""Start and end of a phrase among the words, and the phrase."""


class _Said(NamedTuple):
    """What the words of a question say.

    Attributes:
        named: Options.
        decisions: Where decisions are named.
        metrics: Where something is measured.
        units: For which figures are asked.
        places: Of all these words.
    """

    named: tuple[Named, ...]
    decisions: list[_Hit]
    metrics: list[_Hit]
    units: Units
    places: frozenset[int]


def known_words(names: Names, english: frozenset[str]) -> frozenset[str]:
    """Words that are no misspelt names: English, what is named, and what is asked."""
    return english | SAID | INTENT_WORDS | TURN_WORDS | INPUT_WORDS | names.words


def read(question: str, names: Names, known: Collection[str], *, foreign: bool = False) -> Reading:
    """Read a question.

    Args:
        question: As typed.
        names: What can be named.
        known: From `known_words`.
        foreign: Whether words may be of another language, so that only near names are guessed.
    """
    least = _NEAR if foreign else 0.0
    meant = names.repairable | INTENT_WORDS
    words, repairs = repair(fold(written_out(question)), meant, known, least)
    text = " ".join(words)
    said = _said(words, names)
    intent, turn = _intent(text)
    decided = [names.decisions[key] for _, _, key in said.decisions]
    reading = Reading(
        text=text,
        intent=intent,
        decision="need" if NEED.search(text) else _decision(said.named, decided, intent),
        named=said.named,
        metrics=_metrics(text, [names.metrics[key] for _, _, key in said.metrics]),
        units=said.units,
        limit=None if said.named else limit_in(question),
        aspect=aspect_of(text),
        extreme=bool(EXTREME.search(text)),
        other=bool(OTHER.search(text)),
        fallen=bool(FALLEN.search(text)),
        listed=bool(LISTED.search(text)),
        smaller=not said.named and bool(SMALLER.search(text)),
        counted=bool(COUNTED.search(text)) and not said.metrics,
        deictic=bool(DEICTIC.search(text)),
        alone=bool(ALONE.search(text)) and not DEICTIC.search(ALONE.sub(" ", text)),
        larger=not said.named and bool(LARGER.search(text)),
        live=bool(LIVE.search(text)) and not said.named,
        plain=names.plainly(words),
        repairs=repairs,
    )
    return settled(replace(reading, left=_left(words, said.places, turn, reading)))


def _said(words: Phrase, names: Names) -> _Said:
    """What the words of a question name, measure and decide."""
    named, used = names.find(words)
    if any(item.decision == "hosting" for item in named):
        named = tuple(item for item in named if item.phrase not in GPUS)  # on whose GPUs is asked
    metrics = find_phrases(words, names.metrics)
    measured = _places(metrics)
    decisions = [
        hit
        for hit in find_phrases(words, names.decisions)
        if hit[0] not in measured and not _a_rank(words, hit)
    ]
    units = units_in(" ".join(words))
    metrics = [hit for hit in metrics if not _no_metric(hit, metrics, units.places)]
    places = _places((*decisions, *metrics)) | used | units.places
    return _Said(named, decisions, metrics, units, places)


def _places(hits: Iterable[_Hit]) -> frozenset[int]:
    return frozenset(at for start, end, _ in hits for at in range(start, end))


def _left(
    words: Phrase, places: Collection[int], turn: Collection[str], reading: Reading
) -> tuple[str, ...]:
    """Words that neither name nor ask anything."""
    sizes = (*(("smaller",) * reading.smaller), *(LARGER_WORDS * reading.larger))
    explained = {*SAID, *INTENT_WORDS, *turn, *sizes}
    return tuple(
        word for at, word in enumerate(words) if at not in places and word not in explained
    )


def _no_metric(hit: _Hit, hits: list[_Hit], counted: Collection[int]) -> bool:
    """Whether "invoice" is what is counted, or "consumption" that of something else named."""
    if hit[2] == ("consumption",):
        return len(hits) > 1
    return hit[2] == ("invoice",) and hit[0] in counted


def _a_rank(words: Phrase, hit: _Hit) -> bool:
    """Whether "place" is one in an order, not one on the map."""
    start, _, phrase = hit
    return phrase == ("place",) and start > 0 and words[start - 1] in _ORDINAL


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
    if _COST_IN.search(text):
        found = [metric for metric in found if metric != "cost"]
    extremes = [metric for word, metric in LEAST_OF.items() if word in text.split()]
    wanted = dict.fromkeys((*extremes, *found))
    if _MARKET not in wanted:
        return tuple(wanted)
    both = "location based" in text
    unwanted = _MARKET if both else "carbon"
    return tuple(metric for metric in wanted if metric != unwanted)
