"""Turns of phrase on inputs: where one turns the advice, what hangs on it, why a range is wide."""

import re
from collections.abc import Callable
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.aspects import input_named
from tui.inquiry.intents import GENERAL
from tui.inquiry.readings import Reading, read_as
from tui.inquiry.turns_on_figures import POINTS

TURNS_AT, HANGS_ON, SPREAD = "turns-at", "hangs-on", "spread-of"
"""Kinds of question on what moves the design, for the teller."""
OF_A_CHIP = re.compile(
    r"\b(?:pace|speed|throughput|calls (?:a|per) second|tokens (?:a|per) second|"
    r"price of (?:an|the) (?:instance|machine) ?hour|hourly price|price (?:an|per) hour|"
    r"energy (?:of|per|for) (?:a|each|one) (?:call|request)|idle power|"
    r"(?:grid|carbon) intensity|grid|parameters|keep alive|price level)\b"
)
"""Inputs that stand under the figures beside those that the interview asks for."""
_FROM = re.compile(
    r"\b(?:at|from|above|below|beyond|under|over|until|up to|past) "
    r"(?:what|which|how (?:many|much))\b|\bhow (?:small|big|large|great) an? "
    r"(?:change|rise|drop|cut|step)\b|"
    r"\b(?:tipping|break ?even|turning|flip|crossover|switching) (?:point|value)\b|"
    r"\bwhat (?:\w+ ){0,3}(?:makes?|would make|would it take for)\b|"
    r"\bhow (?:far|high|low|much|cheap|dear|big)\b.*"
    r"\b(?:have to|has to|needs? to|must|before|until)\b"
)
_TAKES_OVER = re.compile(
    r"\b(?:takes? over|took over|flips?|turns?|tips?|switch\w*|change[sd]?|overtakes?|"
    r"(?:come|comes|came|be|is|are) (?:first|ahead|better|cheaper|on top)|wins?|winners?|beats?|"
    r"pays? off|become\w*|replaces?|move to|go to|lose[sn]?)\b"
)
_HANGS = re.compile(
    r"\b(?:depend(?:s|ed|ent)?|hang(?:s|ing)?|hinge[sd]?|rel(?:y|ies)|rests?|ride[sn]?) "
    r"(?:\w+ )?(?:up)?on\b|\b(?:sensitive|sensitivity|reacts?|responds?) (?:\w+ ){0,6}to\b|"
    r"\b(?:influence|effect|impact|weight) (?:of|does|has)\b|"
    r"\bhow (?:strongly|much|far|heavily) (?:does|do|would|will|is|are) .*\b(?:moves?|affects?|"
    r"influences?|drives?|shifts?|sways?)\b"
)
_NARROWER = (
    r"\b(?:can|could|how|what|is there)\b.*\b(?:narrow\w*|tighten\w*|shrink\w*|reduce|smaller|"
    r"bring down|cut) (?:\w+ ){0,4}(?:ranges?|spread|uncertaint\w+|bandwidth|spans?)\b|"
    r"\b(?:ranges?|spread|uncertaint\w+|bandwidth|spans?)\b.*\b(?:narrow\w*|tighten\w*|shrink\w*)\b"
)
_WIDE = re.compile(
    r"\b(?:why|how come|what|which|whats)\b.*\b(?:wide|wider|broad|huge|large|big|spread|range|"
    r"ranges|uncertain\w*|span|spans|bandwidth|margin|far apart)\b|"
    r"\bwhere\b.*\b(?:spread|ranges?|spans?|uncertaint\w+|bandwidth)\b|"
    r"\b(?:spread|ranges?|spans?|uncertaint\w+|bandwidth|wide)\b.*\b(?:where|what) (?:\w+ ){0,3}"
    r"(?:come|comes|stems?|from|cause[sd]?|behind|makes|due)\b|"
    rf"{_NARROWER}"
)
_RANGE = re.compile(
    r"\b(?:ranges?|spread|spans?|wide|wider|broad|bandwidth|far apart|uncertaint\w+)\b"
)
_MAKES = re.compile(
    r"\b(?:why|contribut\w*|driv\w*|caus\w*|behind|explain\w*|makes?|widen\w*|due to|"
    r"comes? from|responsible|stems?|most|largest|biggest|main|single)\b|"
    rf"{_NARROWER}"
)
_INTERVAL = re.compile(r"\b\d[\d.,]*k? ?(?:\w+ )?(?:to|-|and) \d[\d.,]*k?\b")
_OURS = re.compile(
    r"\b(?:the|our|this|its|your) (?:\w+ ){0,3}(?:costs?|price|carbon|energy|water|emissions|"
    r"footprint|bill|results?|figures?|spread|range|ranges|total|design|choice|decision)\b"
)
"""A figure of this design, not of the world."""
_PLACE = re.compile(r"\b(?:regions?|places?|locations?|countr(?:y|ies)|sites?)\b")
_HOW_WE = re.compile(r"\bhow (?:can|could|do|should) we\b")
_FEW = 4


def _turns_at(blank: Reading) -> Reading | None:
    """From which value of a named input another option takes over."""
    text = blank.text
    asked = _FROM.search(text) and _TAKES_OVER.search(text) and _of_input(text)
    if not asked or GENERAL.search(text) or len(blank.left) > _FEW:
        return None
    if not (blank.named or blank.decision) or blank.decision == "hosting":
        return None  # who hosts it is told by the volumes that the decision names itself
    return read_as(blank, Intent.FLIP, TURNS_AT)


def _hangs_on(blank: Reading) -> Reading | None:
    """How strongly a figure depends on an input."""
    text = blank.text
    asked = _HANGS.search(text) and _of_input(text)
    pointed = POINTS.search(text) or blank.named or _OURS.search(text)
    if not (asked and pointed) or GENERAL.search(text) or len(blank.left) > _FEW + 1:
        return None
    return read_as(blank, Intent.ASSUMPTION, HANGS_ON)


def _spread(blank: Reading) -> Reading | None:
    """What makes a range as wide as it is."""
    text = blank.text
    asked = _WIDE.search(text) and _RANGE.search(text) and _MAKES.search(text)
    interval = _INTERVAL.search(text) is not None
    pointed = interval or POINTS.search(text) or _OURS.search(text)
    general = GENERAL.search(_HOW_WE.sub(" ", text))
    if not (asked and pointed) or general or len(blank.left) > _FEW + 2:
        return None
    place = blank.decision == "region" and not _PLACE.search(text)  # "where does it come from"
    if blank.named or not (blank.decision is None or interval or place):
        return None
    return read_as(replace(blank, decision=None), Intent.ASSUMPTION, SPREAD)


def _of_input(text: str) -> bool:
    return bool(input_named(text) or OF_A_CHIP.search(text))


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (_turns_at, _hangs_on, _spread)
"""Readers, the most particular first."""
