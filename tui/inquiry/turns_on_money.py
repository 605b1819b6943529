"""Turns of phrase that mean money first, or two ways beside each other: how much more, all in."""

import re
from collections.abc import Callable
from dataclasses import replace

from advisors.ways import ANSWER_CACHE, BOTH_CACHES, PROMPT_CACHE
from tui.inquiry.answer import Intent
from tui.inquiry.intents import GENERAL
from tui.inquiry.names import Named
from tui.inquiry.readings import Reading, read_as
from tui.inquiry.turns_on_figures import POINTS

ALL_IN, MORE, SIDE, PAYS, BY_VOLUME_OF = "all-in", "how-much-more", "side", "pays", "volume-of"
"""Kinds of question that are read here alone, for the teller."""
KINDS = frozenset({MORE, SIDE, PAYS, BY_VOLUME_OF})
_LOOKING = re.compile(
    r"\b(?:what|how much)(?: \w+)? (?:are|will|would) we (?:be )?(?:looking at|talking about|"
    r"in for|facing|out of pocket)\b"
)
_ALL = re.compile(r"\ball (?:in(?! (?:one|the|an?|all|our|this|that|any)\b)|told|inclusive)\b")
_ASKS = re.compile(r"\b(?:what|how much|cost|costs|bill|total|spend|pay)\b")
_MUCH_MORE = re.compile(
    r"\bhow much (?:\w+ )?(?:more|less|extra|dearer|cheaper|greener|cleaner|thirstier)\b|"
    r"\bwhat (?:\w+ ){0,2}(?:(?:price|cost) (?:difference|gap)|premium|surcharge)\b|"
    r"\bby how much\b.*\b(?:more|less|cheaper|dearer|greener|cleaner|thirstier)\b"
)
_BESIDE = re.compile(
    r"\b(?:side by side|next to each other|beside each other|head to head|in one table|"
    r"one (?:next to|beside) the other)\b"
)
_AGAINST = re.compile(r"\b(?:vs|versus|against|compared?|comparison|or)\b")
_WEEKS = re.compile(r"\b(?:weeks?|effort|work|person weeks)\b")
_WORTH = re.compile(
    r"\b(?:worth|pays?|bother|justif\w+)\b.*\bor (?:would|could|will|does|do|can|is|should)\b"
)
_SPARED = re.compile(r"\b(?:pays?(?: off)?|worth|worthwhile|justif\w+|bother\w*|earns?)\b")
_OPENS = re.compile(r"\b(?:does|do|is|are|would|will|can|should|what|whether)\b")
_OURS = re.compile(r"\b(?:we|us|our|here|this|only|just|design|\d+)\b")
_CACHES = frozenset({ANSWER_CACHE, PROMPT_CACHE, BOTH_CACHES})
_VOLUME = re.compile(
    r"\b(?:at|from|above|below|beyond|until|up to|under|over) (?:what|which|how (?:many|much))\b.*"
    r"\b(?:volumes?|traffic|load|scale|requests?|calls|tickets|invoices|questions|conversations|"
    r"chats|usage|(?:a|per) (?:day|night|month))\b|"
    r"\bhow (?:many|much|small|large|low|high)\b.*\b(?:volume|traffic|load|requests?|tickets|"
    r"invoices|questions|conversations|chats)\b.*\b(?:before|until|for|so that)\b"
)
_BETTER = re.compile(
    r"\b(?:cheaper|dearer|cheapest|greener|cleaner|less (?:carbon|water|energy|money)|break even|"
    r"breaks even|costs? (?:less|the same)|saves? (?:money|carbon|water|energy))\b"
)
_OF: tuple[tuple[str, str], ...] = (
    (r"greener|cleaner|carbon", "carbon"),
    (r"water", "water"),
    (r"energy", "energy"),
)
_FEW, _TWO, _MOST = 3, 2, 5


def _all_in(blank: Reading) -> Reading | None:
    """What everything together comes to, which is money unless another figure is named."""
    text = blank.text
    everything = _ALL.search(text) and _ASKS.search(text) and (blank.units.found or blank.deictic)
    if not (_LOOKING.search(text) or everything) or GENERAL.search(text):
        return None
    if blank.named or blank.decision is not None or blank.left[_FEW:]:
        return None
    return replace(read_as(blank, Intent.HOW_MUCH, ALL_IN), metrics=blank.metrics or ("cost",))


def _more(blank: Reading) -> Reading | None:
    """By how much a figure of an option differs from that of another, or of the first one."""
    named = _of_one_decision(blank)
    if (
        not 0 < len(named) <= _TWO
        or not _MUCH_MORE.search(blank.text)
        or GENERAL.search(blank.text)
    ):
        return None
    if blank.left[_TWO:] or blank.units.of("requests", "calls", "tokens"):
        return None
    found = replace(read_as(blank, Intent.HOW_MUCH, MORE), decision=named[0].decision)
    return replace(found, named=named, metrics=blank.metrics or _measured(blank.text))


def _side(blank: Reading) -> Reading | None:
    """Two options of one decision in figures, where that is asked for in so many words."""
    named = _of_one_decision(blank)
    text = blank.text
    several = len(blank.metrics) > 1 or _WEEKS.search(text) is not None
    asked = _BESIDE.search(text) or _WORTH.search(text) or (several and _AGAINST.search(text))
    if len(named) != _TWO or not asked or GENERAL.search(text) or blank.left[_MOST:]:
        return None
    pointed = POINTS.search(text) or _BESIDE.search(text) or several
    if not pointed:
        return None
    found = read_as(blank, Intent.COMPARE, SIDE)
    return replace(found, decision=named[0].decision)


def _pays(blank: Reading) -> Reading | None:
    """Whether a cache is worth keeping: the design with it and without."""
    text = blank.text
    caches = [item for item in blank.named if _CACHES.intersection(item.ids)]
    asked = _SPARED.search(text) and _OPENS.search(text) and _OURS.search(text)
    if not (caches and asked) or len(caches) != len(blank.named) or GENERAL.search(text):
        return None
    if blank.left[_FEW:]:
        return None
    return replace(read_as(blank, Intent.WHY, PAYS), decision="inference", named=tuple(caches))


def _volume(blank: Reading) -> Reading | None:
    """From which volume on an option has less of a figure than another."""
    named = _of_one_decision(blank)
    text = blank.text
    if not (named and _VOLUME.search(text) and _BETTER.search(text)) or GENERAL.search(text):
        return None
    if blank.left[_FEW:]:
        return None
    found = read_as(blank, Intent.FLIP, BY_VOLUME_OF)
    return replace(found, decision=named[0].decision, named=named, metrics=_measured(text))


def _measured(text: str) -> tuple[str, ...]:
    """What is compared where no figure is named: money, unless the word says otherwise."""
    return (next((metric for words, metric in _OF if re.search(words, text)), "cost"),)


def _of_one_decision(blank: Reading) -> tuple[Named, ...]:
    """The options named, each once, of the first decision that two or all of them belong to."""
    of = [item.decision for item in blank.named]
    key = next((key for key in of if of.count(key) > 1), of[0] if len(set(of)) == 1 else None)
    mine = {item.phrase: item for item in blank.named if item.decision == key}
    return tuple(item for item in mine.values() if item.ids)


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (_volume, _more, _side, _pays, _all_in)
"""Readers, the most particular first."""
