"""Turns of phrase on doubt: which answers to firm up, how much a default counts, what to say."""

import re
from collections.abc import Callable
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.aspects import input_named
from tui.inquiry.intents import GENERAL
from tui.inquiry.readings import Reading, read_as
from tui.inquiry.turns_on_figures import POINTS

FIRM_UP, COUNTS, DEFENDED = "firm-up", "default-counts", "defended"
"""Kinds of question that are read here alone, for the teller."""
KINDS = frozenset({FIRM_UP, COUNTS, DEFENDED})
_ANSWERS = (
    r"(?:answers?|inputs?|entries|replies|estimates|guesses|defaults?|values? (?:i|we) (?:gave|"
    r"entered|typed)|(?:things|numbers|figures) (?:i|we) (?:gave|entered|typed|answered))"
)
_FIRM = (
    r"(?:firm(?:ed|ing)? (?:\w+ ){0,3}up|pin(?:ned|ning)? (?:\w+ ){0,3}down|tighten\w*|"
    r"nail(?:ed)? (?:\w+ ){0,3}down|double check\w*|verif\w+|confirm\w*|check\w*|sharpen\w*|"
    r"refin\w*|revisit\w*|go back (?:to|over|and)|improv\w+|work on|get right|be sure (?:of|"
    r"about)|look (?:at )?again|narrow\w* (?:\w+ )?(?:down|first)|settle\w*|research\w*|"
    r"measur\w*|be (?:more )?(?:precise|exact))"
)
_FIRM_UP = re.compile(
    rf"\b(?:which|what)\b.*\b{_ANSWERS}\b.*\b{_FIRM}\b|"
    rf"\b{_FIRM}\b.*\b(?:which|what) (?:\w+ ){{0,3}}{_ANSWERS}\b"
)
_MINE = re.compile(r"\b(?:my|our|mine|ours|i|we)\b")
_TAKEN = re.compile(
    r"\b(?:assum\w+|took|take|taken|default\w*|guess\w*|left (?:it |that )?(?:open|blank|out)|"
    r"placeholder|filled in|fill in|put in|made up|set)\b"
)
_NUMBER = re.compile(
    r"\b(?:what|which|how (?:long|many|much|high|big))\b.*\b(?:number|value|figure|take|took|taken|"
    r"assum\w+|put in|fill\w*|set|default)\b"
)
_YOU_TOOK = re.compile(r"\b(?:you|the tool|it) (?:have )?(?:guessed|assumed|took|filled in|set)\b")
_MATTERS = re.compile(
    r"\b(?:big (?:a )?deal|matters?|mattering|counts?|influence\w*|weighs?|important|sensitive|"
    r"swings?|decisive|"
    r"make (?:much |any |a )?(?:\w+ )?difference|moves?|hangs?|depends?|effect|impact)\b"
)
_SENTENCES = re.compile(
    r"\b(?:one|two|three|2|3|a (?:couple|few)(?: of)?|a single) (?:short |plain |simple )?"
    r"sentences?\b|\belevator pitch\b|\bin (?:a nutshell|brief|short)\b"
)
_DEFENDED = re.compile(
    r"\b(?:defend\w*|justif\w+|pitch\w*|argue|sell|present|explain|tell|say|sum(?:mari[sz]e)?|put|"
    r"give|boil) (?:\w+ )?"
    r"(?:this|it|that|them|all|the (?:design|advice|choice|recommendation|result))\b"
)
_WHO = re.compile(
    r"\b(?:boards?|reviewers?|review|committee|boss|manager|management|cfo|cto|ceo|steering|"
    r"stakeholders?|auditors?|panel|customer|client|colleagues?)\b"
)
_FEW = 4


def _firm_up(blank: Reading) -> Reading | None:
    """Which of the answers to make sure of first."""
    text = blank.text
    asked = _FIRM_UP.search(text) and _MINE.search(text)
    if not asked or GENERAL.search(text) or blank.named or blank.left[_FEW + 2 :]:
        return None
    return replace(read_as(blank, Intent.ASSUMPTION, FIRM_UP), decision=None)


def _counts(blank: Reading) -> Reading | None:
    """What stands in for an answer, and how much hangs on it."""
    text = blank.text
    taken = (_NUMBER.search(text) and _TAKEN.search(text)) or _YOU_TOOK.search(text)
    asked = taken and _MATTERS.search(text)
    if not asked or not input_named(text) or GENERAL.search(text):
        return None
    if not POINTS.search(text) or blank.named or blank.left[_FEW:]:
        return None
    return replace(read_as(blank, Intent.INPUT, COUNTS), decision=None, metrics=())


def _defended(blank: Reading) -> Reading | None:
    """The design in two sentences, for those who must be convinced."""
    text = blank.text
    asked = _SENTENCES.search(text) and (_DEFENDED.search(text) or _WHO.search(text))
    if not asked or not POINTS.search(text) or GENERAL.search(text):
        return None
    if blank.named or blank.metrics or blank.left[2 * _FEW :]:
        return None
    return replace(read_as(blank, Intent.SUMMARY, DEFENDED), decision=None)


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (_firm_up, _counts, _defended)
"""Readers, the most particular first."""
