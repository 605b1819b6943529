"""Changes that more than a number and its word tell: growth, priorities, two levels."""

import re
from collections.abc import Mapping

from advisors.workload import Workload
from estimators.figure import Input
from tui.inquiry.change_words import GOALS
from tui.inquiry.digits import NUMBER, number_of, plainly_written

_GOAL = "|".join(GOALS.values())
_THE = r"(?:the |our )?(?:weights? (?:of|for|on) )?(?:the )?"
_MORE = re.compile(
    rf"\b({_GOAL}) (?:\w+ ){{0,2}}?(?:matter\w*|count\w*|weigh\w*|(?:is|was|were) worth|"
    rf"(?:is|was|were)(?= (?:more|less) important)) (?:\w+ )?(more|less|higher|heavier|lower)"
    rf"(?: important| heavily)? than {_THE}({_GOAL})\b"
)
_LESS = frozenset({"less", "lower"})
_DROPPED = re.compile(
    rf"\b(?:(?:do not|dont|don't|did not|didnt|didn't|never) (?:really )?(?:care about|mind|count|"
    rf"weigh)|ignored?|forgot|forget about|left out|leave out) {_THE}({_GOAL})\b"
)
"""A goal that is supposed not to count."""
_SWAPPED = re.compile(
    r"\b(?:swap\w*|flip\w*|exchang\w*|revers\w*|switch\w*|invert\w*) "
    rf"(?:(?:that|it|this|{_THE}(?:{_GOAL})) (?:with|and|for) {_THE}(?:{_GOAL})|the two)\b"
)
_YEAR = (
    r"(?:(?:a|per|each|every|in an?|in one|within an?|within one) (?:year|annum)|yearly|annually)"
)
_FACTOR = (
    r"(?:doubl\w+|tripl\w+|quadrupl\w+|halv\w+|by \d[\d.]* ?(?:%|percent)|"
    r"\d[\d.]* ?(?:%|percent) (?:more|less|higher|lower))"
)
_YEARLY = re.compile(
    rf"{_FACTOR}(?: (?:the |our )?(?:traffic|volume|load|requests|usage|demand))? {_YEAR}\b"
    rf"|\b(?:each|every) year\b[\w ]*{_FACTOR}|year (?:on|over) year"
)
"""A factor that stands beside its year; `what does it cost a year` names none of growth."""
_NOT = re.compile(r"\b(?:not|instead of|rather than)(?: by| the)? (\d+(?:\.\d+)?) ?(?:%|percent)")
_LEVEL = re.compile(r"(?<![\w.,])(9\d(?:\.\d+)?)(?![\w,]|\.\d)")
_THAN_SAID = re.compile(
    r"\b(?:instead of|rather than|not) (?:what|the one|the number|that) (?:we|you|i) "
)
_BESIDE = re.compile(r"\b(?:compared|compare|instead|rather|versus|vs|against|than|over|costing)\b")
_TOKENS = re.compile(
    NUMBER
    + r" (?:(?:(less|fewer|more|extra) (?:\w+ )?tokens)|tokens (less|fewer|more|shorter|longer))"
)
_FEWER = frozenset({"less", "fewer", "shorter"})


def swapped(text: str, workload: Workload) -> str | None:
    """Two weights in each other's place, as an answer on priorities; None where none are named.

    `cost matters more than carbon` stays as it is where that is so already; of two equal weights
    none can be told.
    """
    plain = " ".join(text.replace("-", " ").replace(",", " ").split())
    if (dropped := _DROPPED.search(plain)) is not None:
        return _without_goal(_goal(dropped[1]), workload)
    named = [key for key, line in GOALS.items() if re.search(rf"\b(?:{line})\b", plain)]
    weights = {key: 100.0 * float(getattr(workload, f"{key}_weight")) for key in GOALS}
    if hit := _MORE.search(plain):
        pair = [_goal(hit[1]), _goal(hit[3])]
        first, second = reversed(pair) if hit[2] in _LESS else pair
        if first == second or weights[first] == weights[second]:
            return None
        if weights[first] > weights[second]:
            return _written(weights)
    elif _SWAPPED.search(plain) and len(named) == len(("one", "other")):
        first, second = named
    else:
        return None
    return _written(weights | {first: weights[second], second: weights[first]})


def _without_goal(goal: str, workload: Workload) -> str | None:
    """The weights without one of them; None where it has none, or is all there is."""
    weights = {key: 100.0 * float(getattr(workload, f"{key}_weight")) for key in GOALS}
    kept = {key: item for key, item in weights.items() if key != goal and item > 0.0}
    return _written(kept) if kept and weights[goal] > 0.0 else None


def _goal(word: str) -> str:
    return next(key for key, line in GOALS.items() if re.fullmatch(line, word))


def _written(weights: Mapping[str, float]) -> str:
    return ", ".join(f"{key} {plainly_written(round(item, 6))}" for key, item in weights.items())


def other_level(text: str, workload: Workload) -> str | None:
    """The availability that is held against the one that is set; None where neither is it."""
    levels = list(dict.fromkeys(_LEVEL.findall(text)))
    now = 100.0 * workload.availability.value
    if len(levels) == 1 and _THAN_SAID.search(text) and abs(float(levels[0]) - now) > 1e-9:
        return str(levels[0])
    others = [item for item in levels if abs(float(item) - now) > 1e-9]
    if len(levels) != len(others) + 1 or len(others) != 1 or not _BESIDE.search(text):
        return None
    return str(others[0])


def growth(clause: str, factor: float | None, workload: Workload) -> str | None:
    """Growth in percent a year, where a factor stands beside its year or beside today's growth."""
    said = _NOT.search(clause)
    now = 100.0 * workload.growth_per_year.value
    ours = said is not None and now > 0.0 and abs(float(said[1]) - now) < 1e-9
    if factor is None or not (ours or _YEARLY.search(clause)):
        return None
    return plainly_written(100.0 * (factor - 1.0))


def without_not(text: str) -> str:
    """Without the percentage that is said not to hold."""
    return _NOT.sub("", text)


def by_tokens(item: Input, text: str) -> str | None:
    """So many tokens less or more than now; None where the text says none, or nothing is left."""
    hit = _TOKENS.search(text)
    if hit is None:
        return None
    step = number_of(hit[1], hit[2]) * (-1.0 if (hit[3] or hit[4]) in _FEWER else 1.0)
    numbers = [plainly_written(number + step) for number in (item.value, item.low, item.high)]
    if item.low + step <= 0.0:
        return None
    return numbers[0] if item.certain else f"{numbers[0]} ({numbers[1]} to {numbers[2]})"
