"""Turns of phrase on what people do with a design: agree, begin, run, watch, and tell others."""

import re
from collections.abc import Callable
from dataclasses import replace

from advisors.options import DecisionId
from tui.inquiry.answer import Intent
from tui.inquiry.aspects import Aspect
from tui.inquiry.intents import GENERAL
from tui.inquiry.readings import Reading
from tui.inquiry.turns_on_figures import POINTS, whole

WHO = "who"
"""Kind of question on who agrees, for the teller."""
_FEW = 2
_WHO = re.compile(
    r"\bwho\b.*\b(?:sign\w*(?: (?:this|it|that))? off|approv\w+|decid\w+|has the (?:last )?say|"
    r"accountable|responsible|agree\w*|release\w*|green light|go ahead)\b"
)
_WHO_ALONE = re.compile(
    r"who (?:(?:must|has|have|to|can|should|will|may|what) )*(?:approve|decide|sign|agree)\w*"
)
_MEASURE = re.compile(
    r"\bwhat (?:do|must|should|shall|will|would) we (?:have to |need to |then )?"
    r"(?:measure|log|track|meter|watch|monitor)\b"
)
_BEFORE = re.compile(
    r"\bwhat (?:must|should|shall|do|does|has|have|needs?|is there|remains|is left)\b.*"
    r"\b(?:do|done|happen|settle|finish)\b.*\b(?:next|now|before|prior|first)\b"
)
MUST_BE_UP = re.compile(
    r"\b(?:have|has|need|needs|must|should|does|got) (?:it )?(?:to )?(?:be |stay |run |it |this )*"
    r"(?:up|on|run|running|available|awake|switched on)\b.*\b(?:all the time|always|24 ?7|"
    r"around the clock|all (?:day|night)|day and night|permanently|at night|overnight|weekends?)\b"
)
_SITS = re.compile(
    r"\b(?:sit|sits|stand|stands|stay|stays|are|is|lie|lies) (?:\w+ )?(?:idle|unused|waiting|"
    r"doing nothing)\b"
)
_OUR_OWN = re.compile(r"\b(?:our|ours|those|these|we|us|my|here)\b")
_MACHINES = re.compile(
    r"\b(?:machines?|servers?|boxes|gpus?|instances?|chips?|accelerators?|hardware|fleet|cards?)\b"
)
_SINGLE = re.compile(
    r"^(?:and |so )?(?:is|are) (?:it|that|this|there|they) (?:just |only )?"
    r"(?:one|an?|a single|\d+) (?:gpus?|instances?|chips?|accelerators?|machines?|servers?|"
    r"cards?)\b"
)
_TOLD_TO = re.compile(
    r"\b(?:explain|justify|present|sell|summari[sz]e) (?:this|it|that|(?:the|your|our) (?:choices?|"
    r"design|recommendations?|decisions?|advice|picks?|result)) (?:to|for) (?:my|the|our|a)\b"
)
_TOO_MUCH = re.compile(
    r"^(?:is|isnt) (?:it|this|that|the design|all (?:of )?(?:this|that)) (?:all |not |a bit )*"
    r"(?:over ?engineered|overkill|too (?:big|much|complicated|fancy|heavy)|gold plated|"
    r"over the top)\b"
)
_ALARMED = re.compile(r"\b(?:alarms?|alerts?)\b.*\b(?:fire|fires|go off|trigger\w*|set|at)\b")
_VERBS = frozenset({"measure", "log", "track", "meter", "fire", "fires", "trigger", "triggers"})


def _who(blank: Reading) -> Reading | None:
    short = _WHO_ALONE.fullmatch(blank.text) is not None
    if not (short or (_WHO.search(blank.text) and POINTS.search(blank.text))):
        return None
    return whole(blank, Intent.NEXT, Aspect.NEXT, kind=WHO)


def _boss(blank: Reading) -> Reading | None:
    """The design in short, for somebody who has to be told."""
    if not _TOLD_TO.search(blank.text) or blank.named or blank.metrics or blank.left[_FEW:]:
        return None
    return whole(blank, Intent.SUMMARY, Aspect.SUMMARY)


def _too_much(blank: Reading) -> Reading | None:
    """Whether less would do."""
    if not _TOO_MUCH.match(blank.text) or blank.named or blank.metrics:
        return None
    return whole(blank, Intent.SMALLEST, Aspect.SMALLEST)


def _single(blank: Reading) -> Reading | None:
    """Whether one machine is enough: how many there are."""
    if not _SINGLE.match(blank.text) or GENERAL.search(blank.text):
        return None
    return replace(
        blank, intent=Intent.HOW_MUCH, counted=True, decision="silicon", named=(), metrics=()
    )


def _watched(blank: Reading) -> Reading | None:
    if not (_MEASURE.search(blank.text) or _ALARMED.search(blank.text)):
        return None
    if GENERAL.search(blank.text) or blank.named or set(blank.left) - _VERBS:
        return None
    key: DecisionId = "monitoring"
    return replace(blank, intent=Intent.WHICH, decision=key, metrics=(), listed=False)


def _next(blank: Reading) -> Reading | None:
    """What is to be done before the design is used."""
    if not _BEFORE.search(blank.text) or blank.metrics or blank.named or blank.left[_FEW:]:
        return None
    if GENERAL.search(blank.text):
        return None
    return whole(blank, Intent.NEXT, Aspect.NEXT) if POINTS.search(blank.text) else None


def _idle(blank: Reading) -> Reading | None:
    """Whether machines must be up, or sit around."""
    ours = _OUR_OWN.search(blank.text)
    sits = _SITS.search(blank.text) and _MACHINES.search(blank.text) and ours
    if not (sits or (MUST_BE_UP.search(blank.text) and POINTS.search(blank.text))):
        return None
    if GENERAL.search(blank.text):
        return None
    return whole(blank, Intent.IDLE, Aspect.IDLE)


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (
    *(_who, _boss, _too_much, _single, _watched, _next, _idle),
)
"""Readers, the most particular first."""
