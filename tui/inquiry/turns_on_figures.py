"""Turns of phrase that ask for figures: a part of one, the bill, a year, how bad it can get."""

import re
from collections.abc import Callable
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.aspects import Aspect
from tui.inquiry.intents import GENERAL, LIVE
from tui.inquiry.readings import Reading

BY_YEAR = "by-year"
"""Kind of question on one year of several, for the teller."""
POINTS = re.compile(
    r"\b(?:we|us|our|ours|my|me|i|you|your|this|that|it|here|those|these|design|advice|"
    r"recommend\w*|pick\w*|chosen|chose|decision)\b"
)
"""Words that point at this design, or at those whose it is."""
_PART = (
    r"(?:embedd?ings?|index\w*|train\w*|tuning|tuned|idle|idling|standby|standing by|retrieval|"
    r"embodied|manufactur\w*|cooling)"
)
_SLICE = re.compile(
    r"\b(?:how (?:big|large|much)|what|which)\b.{0,25}\b(?:slice|share|chunk|part|portion|piece|"
    rf"fraction|percentage|bite|percent)\b.*\b{_PART}\b|"
    r"^(?:is|are|was|and)? ?(?:the )?(?:embodied|hardware|manufacturing)\b.*\b(?:included|counted|"
    r"in (?:it|there|that)|part of (?:it|that|this))\b|"
    rf"\bhow much of (?:\w+ ){{1,3}}(?:is|are|goes|comes)\b.*\b{_PART}\b|"
    rf"\bhow much (?:\w+ )?(?:did|does|do|will) (?:the |our )?(?:\w+ )?{_PART} (?:add|adds|"
    r"contribute|take|eat)\b"
)
_TO_TRAIN = re.compile(
    rf"\b(?:what|how much) (?:does|did|do|will) (?:the |our )?(?:\w+ )?{_PART}(?: the model)? "
    r"cost\b|^how much (?:(?:does|it|will) )*costs? (?:to )?(?:the |our )?"
    r"(?:train|training|tune|tuning|fine tuning|index|indexing)\b|"
    r"^what (?:does|would|will|did) it cost (?:us )?to (?:train|tune|fine tune|index)\b"
)
"""What one part costs, where no option is named for it."""
_BILL = re.compile(
    r"^(?:so |and |ok |okay |right )*(?:whats|what is|hows|how (?:big|high|much) (?:is|will be)) "
    r"(?:the |our |my |total |monthly |yearly |annual |expected |final |overall )*"
    r"(?:bill|tab|price tag|damage|spend|cost|costs)(?: (?:ballpark|roughly|overall|in total|about|"
    r"please|approximately|estimate|a (?:month|year)|per (?:month|year)))*$"
)
_BASES = re.compile(
    r"^(?:why|how come|and why) (?:is |the |our |your )*(?:market|location) based\b.*\b(?:lower|"
    r"higher|smaller|bigger|different|less|more|zero|nothing)\b|"
    r"^(?:is|are|was|were|which|what)\b.*\b(?:location|market) based or (?:is it |are they )?"
    r"(?:location|market)\b"
)
_FAR = re.compile(
    r"\bhow (?:far|close|near)\b.*\bbudgets?\b|"
    r"\bbudgets?\b.*\bdo we (?:keep|meet|hold|respect)\b|"
    r"\b(?:room|headroom|slack) in (?:the|our) (?:\w+ )?budget\b"
)
_WINDOW = re.compile(
    r"\bhow (?:long|many hours)\b.*\b(?:batch|nightly|night|overnight) (?:window|run|job)\b"
)
_WORST = re.compile(
    r"\b(?:worst case|at (?:the )?worst|pessimistic\w*|worst|at most|upper (?:end|bound)|"
    r"how bad (?:can|could|might)|best case|optimistic\w*)\b"
)
_HOW_SURE = re.compile(
    r"^(?:and )?how (?:sure|certain|good|reliable|solid|accurate|safe|firm|exact|precise) "
    r"(?:is|are) (?:you of |you about )?(?:the|that|those|these|your) \d[\d.,]*\b"
)
_YEARS = re.compile(
    r"\b(?:(?:first|second|third|final|next) year|year (?:one|two|three|four|five|\d)|"
    r"\w+ (?:of|in) year \d)\b"
)
_WORK = re.compile(r"\b(?:weeks?|work|effort|staff|person\w*)\b")
"""Effort is told for the first year by itself."""
_STANDS_BY = re.compile(r"\b(?:idle|idling|standby|standing by)\b")
_PRICED = re.compile(
    r"\b(?:if|when|suppose|should)\b.*\b(?:prices?|tariffs?|rates)\b.*\b(?:rise|rises|rose|fall|"
    r"falls|fell|go|goes|went|drop\w*|increas\w*|decreas\w*|doubl\w*|halv\w*|change\w*|up|down)\b"
)
_FEW = 2


def _slice(blank: Reading) -> Reading | None:
    """How much of a figure one part is."""
    part = _SLICE.search(blank.text) or (_TO_TRAIN.search(blank.text) and not blank.named)
    if not part or GENERAL.search(blank.text) or blank.left[_FEW:]:
        return None
    if _STANDS_BY.search(blank.text) and "cost" in blank.metrics:
        return whole(blank, Intent.IDLE, Aspect.IDLE)  # what waits is told by energy and hours
    return replace(whole(blank, Intent.PARTS, Aspect.PARTS), metrics=blank.metrics)


def priced(blank: Reading) -> Reading | None:
    """Another price, which is no answer of the design."""
    if not _PRICED.search(blank.text) or GENERAL.search(blank.text):
        return None
    return replace(blank, intent=Intent.WHAT_IF, named=(), decision=None, metrics=())


def _bill(blank: Reading) -> Reading | None:
    if not _BILL.match(blank.text) or blank.units.found:
        return None
    return replace(blank, intent=Intent.HOW_MUCH, metrics=("cost",), decision=None, named=())


def _bases(blank: Reading) -> Reading | None:
    """By which method carbon is counted."""
    if not _BASES.search(blank.text) or GENERAL.search(blank.text):
        return None
    return whole(blank, Intent.REPORTING, Aspect.REPORTING)


def _budget(blank: Reading) -> Reading | None:
    if not (_FAR.search(blank.text) and POINTS.search(blank.text)) or blank.named:
        return None
    return whole(blank, Intent.LIMIT, Aspect.BUDGET)


def _window(blank: Reading) -> Reading | None:
    if not _WINDOW.search(blank.text) or GENERAL.search(blank.text):
        return None
    return whole(blank, Intent.INPUT, Aspect.DURATION)


def _worst(blank: Reading) -> Reading | None:
    """How high a figure may be, or how low."""
    if _HOW_SURE.match(blank.text) and not (blank.named or blank.decision):
        return replace(
            whole(blank, Intent.SURE, Aspect.RANGE), metrics=blank.metrics or ("carbon",)
        )
    if not (_WORST.search(blank.text) and blank.metrics) or blank.named or blank.decision:
        return None
    if GENERAL.search(blank.text) or blank.left:
        return None
    return replace(whole(blank, Intent.SURE, Aspect.RANGE), metrics=blank.metrics)


def _by_year(blank: Reading) -> Reading | None:
    """What one year of several takes."""
    amount = bool(blank.metrics) and not (blank.named or blank.left[_FEW:])
    if (
        LIVE.search(blank.text)
        or not amount
        or not _YEARS.search(blank.text)
        or _WORK.search(blank.text)
        or GENERAL.search(blank.text)
    ):
        return None
    return replace(
        blank, intent=Intent.HOW_MUCH, kind=BY_YEAR, decision=None, listed=False, other=False
    )


def whole(blank: Reading, intent: Intent, aspect: Aspect, kind: str = "turn") -> Reading:
    """A question on the design as a whole, of which nothing else is asked."""
    return replace(
        blank, intent=intent, aspect=aspect, kind=kind, named=(), decision=None, metrics=(),
        listed=False, fallen=False, other=False, smaller=False, larger=False,
    )  # fmt: skip


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (
    *(_slice, priced, _bill, _bases, _budget, _window, _worst, _by_year),
)
"""Readers, the most particular first."""
