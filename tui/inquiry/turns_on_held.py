"""Turns of phrase on what lies under the figures: index, search, training, bar, grid, chips."""

import re
from collections.abc import Callable
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.aspects import Aspect
from tui.inquiry.clock import clock_in
from tui.inquiry.intents import GENERAL
from tui.inquiry.names import GPUS
from tui.inquiry.readings import KIND, Reading, read_as
from tui.inquiry.turns_on_figures import POINTS, whole

INDEXED, LOOKED_UP, TRAINED, BAR, FACTOR, LESS_CHIP = (
    *("index-energy", "search-energy", "trained", "bar", "factor", "less-chip"),
)
"""Kinds of question that are read here alone, for the teller."""
KINDS = frozenset({INDEXED, LOOKED_UP, TRAINED, BAR, FACTOR, LESS_CHIP})
_HOW_MUCH = re.compile(r"\b(?:how (?:much|many)|whats?|which)\b")
_ENERGY = re.compile(r"\b(?:energy|electricity|power|k?wh|mwh|kilowatt hours?|watt hours?)\b")
_INDEX = re.compile(r"\b(?:index\w*|indices|embed(?:ding|dings|ded)?|vectori[sz]\w+)\b")
_DOCUMENTS = r"(?:documents?|docs|manuals?|passages?|corpus|files|articles?|pages|repos?|papers)"
_SEARCH = re.compile(
    r"\b(?:retriev\w+|rag|look\w* (?:\w+ ){0,3}up|look ?ups?|vector search\w*|search index|"
    rf"search\w* (?:\w+ ){{0,3}}{_DOCUMENTS}|{_DOCUMENTS} search\w*)\b"
)
_SHARE = re.compile(
    r"\b(?:share|slice|part|portion|fraction|percent\w*|proportion|piece|chunk|bite|how much of|"
    r"per (?:request|quer\w+|token|call)|each|saves?|saving|less|more|instead|without|cut|reduce)\b"
)
"""A part of a whole, one of many, or a difference: told elsewhere."""
_OURS = re.compile(r"\b(?:we|us|our|ours|my|here|this|these|those|your|design|case)\b")
_THE_OWN = re.compile(
    rf"\bthe (?:\w+ ){{0,3}}(?:tokens?|index\w*|embeddings?|retrieval|search|{_DOCUMENTS})\b"
)
_OF_ANY = re.compile(
    r"\b(?:an?|one|per|every|any|usual|typical|average) (?:\w+ ){0,2}(?:tokens?|search(?:es)?|"
    r"index|embedding|retrieval|model|million|billion|thousand|system|pipeline|document|page)\b"
)
_AMOUNT = frozenset({Intent.HOW_MUCH, Intent.WHICH, Intent.PARTS, None})
_OTHER_METRICS = frozenset({"cost", "carbon", "carbon-market", "water", "latency", "effort"})
_TRAIN = re.compile(r"\b(?:(?:re)?train(?:s|ed|ing)?|tun(?:e|es|ed|ing)|adapters?)\b")
_ADAPTER = re.compile(r"\b(?:adapters?|training runs?)\b")
_PRICED = re.compile(
    r"\b(?:costs?|price[sd]?|pay|spend|usd|dollars?|money|expensive|energy|kwh|bill|set us back)\b"
)
_AGAIN = re.compile(
    r"\b(?:how (?:often|many times|frequently)|repeat\w*|again|anew|redo\w*|redone|refresh\w*|"
    r"retrain\w*|runs|each time|per run)\b"
)
_THE_BAR = (
    r"(?:(?:the|our|your|this|quality|acceptance|minimum|required|pass) (?:quality |score )?"
    r"(?:bar|threshold|pass mark|cut off)|(?:required|minimum|needed|necessary) score)"
)
_BAR = re.compile(
    rf"\b(?:what|which|where|how (?:high|far|much|close|near))\b.*\b{_THE_BAR}\b|"
    rf"\b{_THE_BAR}\b.*\b(?:how (?:high|far|much|close)|what|where)\b|"
    r"\bhow good (?:does|do|must|should|has|have|need|needs) (?:\w+ ){0,4}(?:be|to be)\b|"
    r"\bscores?\b.*\b(?:need(?:s|ed)?|required|asked for|minimum)\b|"
    r"\bhow far\b.*\b(?:above|over|below|under|beyond)\b.*\b(?:need|needs|required?|quality|ask)\b"
)
_MODEL = re.compile(r"\b(?:models?|llms?|it|answers?|scores?|bar|threshold)\b")
_GRID = re.compile(
    r"\b(?:(?:grid|emissions?|carbon|co2e?|electricity) (?:factors?|intensity|intensities)|"
    r"grams? (?:of )?(?:co2e? |carbon )?(?:per|a) kwh|g (?:co2e? )?(?:per )?kwh|"
    r"intensity of the grid|(?:electricity|power|energy) (?:price|tariff|rate)s?|"
    r"price of (?:the )?(?:electricity|power)|pue|wue|water (?:factor|intensity))\b"
)
_SOURCE = re.compile(
    r"\b(?:where|sources?|sourced|publish\w*|look(?:ed)? (?:\w+ ){0,2}up|reference|cite[sd]?|"
    r"origin\w*|from whom|whose|link|come from|comes from|citation)\b"
)
_FACTOR_OURS = re.compile(
    r"\b(?:we|us|our|my|you|your|here|this|that|used?|using|took|taken|assumed?|behind|design)\b"
)
_CHIPS = r"(?:cards?|gpus?|chips?|accelerators?|instances?|machines?|box(?:es)?|hardware|servers?)"
_LESS_CHIP = re.compile(
    r"\b(?:smaller|lesser|weaker|slimmer|humbler|lighter|more modest|less powerful|lower end|"
    rf"less (?:strong|beefy|big)|small) (?:\w+ )?{_CHIPS}\b|"
    rf"\b{_CHIPS}\b.*\b(?:smaller|less powerful|more modest|slimmer)\b"
)
_TOO_MUCH = re.compile(r"\b(?:overkill|oversized|over ?dimensioned|over the top)\b")
_WOULD_DO = re.compile(
    r"\b(?:is there|are there|would|could|can|couldnt|wouldnt|cant|do|does|enough|suffices?|works?|"
    r"instead|why not|what|how much|exist\w*|isnt|is)\b"
)
_JOB = re.compile(r"\b(?:job|work|night|nights|load|batch|volume|run|enough|do|suffices?|it)\b")
_DONE = re.compile(
    r"\b(?:done|finish\w*|processed|through|ready|completed?|over|ends?|fits?|make it|takes?)\b"
)
_RUN = re.compile(
    r"\b(?:runs?|batch(?:es)?|jobs?|nightly|night|overnight|everything|all (?:the |our )?\w+)\b"
)
_FEW = 4


def clocked(blank: Reading) -> Reading | None:
    """Whether a run ends by an hour of the day, or when it does."""
    clock = clock_in(blank.text)
    named = clock.end is not None or clock.start is not None
    if not (named and _DONE.search(blank.text) and _RUN.search(blank.text)):
        return None
    if GENERAL.search(blank.text) or blank.left[2 * _FEW :] or set(blank.metrics) - {"cost"}:
        return None  # an invoice is a cost to the words, and what a run is made of here
    return whole(blank, Intent.INPUT, Aspect.DURATION)


def _energy(blank: Reading) -> Reading | None:
    """What building the index, or looking things up in it, takes of energy."""
    text = blank.text
    kind = INDEXED if _INDEX.search(text) else LOOKED_UP if _SEARCH.search(text) else ""
    asked = kind and _ENERGY.search(text) and _HOW_MUCH.search(text)
    ours = _OURS.search(text) or (_THE_OWN.search(text) and not _OF_ANY.search(text))
    if not (asked and ours) or blank.intent not in _AMOUNT or _SHARE.search(text):
        return None
    if GENERAL.search(text) or _OTHER_METRICS & set(blank.metrics) or blank.left[_FEW:]:
        return None
    if not all("rag" in item.ids or _INDEX.search(item.phrase) for item in blank.named):
        return None
    return replace(read_as(blank, Intent.PARTS, kind), decision=None, named=())


def _trained(blank: Reading) -> Reading | None:
    """What training costs, and how often it is done."""
    text = blank.text
    again = _AGAIN.search(text) and _TRAIN.search(text)
    asked = (_PRICED.search(text) and (again or _ADAPTER.search(text))) or (
        _ADAPTER.search(text) and again
    )
    if not asked or not (_HOW_MUCH.search(text) or "how often" in text):
        return None
    if GENERAL.search(text) or blank.intent not in {*_AMOUNT, Intent.INPUT, Intent.EFFORT}:
        return None
    if any(item.decision != "customization" for item in blank.named) or blank.left[_FEW:]:
        return None
    if _OF_ANY.search(text) and not _OURS.search(text):
        return None
    found = read_as(blank, Intent.HOW_MUCH, TRAINED)
    return replace(found, decision="customization", named=())


def _bar(blank: Reading) -> Reading | None:
    """How good a model must be, and how far above that the chosen one is."""
    text = blank.text
    ours = POINTS.search(text) or blank.named or re.search(rf"\b{_THE_BAR}\b", text)
    if not (_BAR.search(text) and (blank.named or _MODEL.search(text)) and ours) or GENERAL.search(
        text
    ):
        return None
    if blank.fallen or blank.left[_FEW:] or any(x.decision != "model" for x in blank.named):
        return None
    if blank.intent in {Intent.WHY, Intent.WHY_NOT, Intent.FLIP, Intent.LEVER}:
        return None
    return replace(read_as(blank, Intent.QUALITY, BAR), decision="model", metrics=())


def _factor(blank: Reading) -> Reading | None:
    """Which factor of a place stands under the figures, and who published it."""
    text = blank.text
    places = tuple(item for item in blank.named if item.decision == "region")
    asked = _GRID.search(text) and (_SOURCE.search(text) or places)
    if not asked or not _FACTOR_OURS.search(text) or GENERAL.search(text):
        return None
    if blank.left[_FEW:] or len(places) != len(blank.named) or places[1:]:
        return None
    if blank.intent in {Intent.WHY_NOT, Intent.COMPARE, Intent.FLIP, Intent.LEVER}:
        return None
    return replace(read_as(blank, Intent.INPUT, FACTOR), decision=None, metrics=())


def asks_for_less(text: str) -> bool:
    """Whether it is asked if a smaller chip would do, not if the chosen one is too much, or why."""
    return bool(_LESS_CHIP.search(text)) and not text.startswith(("why", "and why", "so why"))


def less_chip(blank: Reading) -> Reading | None:
    """Whether a smaller chip does the same work, and at what cost."""
    text = blank.text
    chips = tuple(x for x in blank.named if x.decision == "silicon" and x.phrase not in GPUS)
    one = bool(chips) and all(len(item.ids) <= KIND for item in chips)
    too_much = _TOO_MUCH.search(text) is not None and one
    smaller = _LESS_CHIP.search(text) and _WOULD_DO.search(text)
    ours = POINTS.search(text) or one or _JOB.search(text)
    if not ((smaller and ours) or too_much) or GENERAL.search(text) or blank.left[_FEW + 2 :]:
        return None
    if any(item.decision not in {"silicon", "model"} for item in blank.named) or blank.listed:
        return None
    return replace(read_as(blank, Intent.WHY_NOT, LESS_CHIP), decision="silicon", named=chips)


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (
    *(_energy, _trained, _bar, _factor, less_chip, clocked),
)
"""Readers, the most particular first."""
