"""Turns of phrase that tell by themselves what is asked of the design, and of what."""

import re
from collections.abc import Callable
from dataclasses import replace

from advisors.ways import ANSWER_CACHE, PROMPT_CACHE
from tui.inquiry.answer import Intent
from tui.inquiry.aspects import Aspect, input_named
from tui.inquiry.intents import GENERAL
from tui.inquiry.names import Named
from tui.inquiry.readings import Reading
from tui.inquiry.turns_apart import TURNS
from tui.inquiry.turns_on_contrast import TURNS as ON_CONTRAST
from tui.inquiry.turns_on_doubt import TURNS as ON_DOUBT
from tui.inquiry.turns_on_figures import priced, whole
from tui.inquiry.turns_on_held import TURNS as ON_HELD
from tui.inquiry.turns_on_held import clocked, less_chip
from tui.inquiry.turns_on_inputs import TURNS as ON_INPUTS
from tui.inquiry.turns_on_levels import TURNS as ON_LEVELS
from tui.inquiry.turns_on_money import TURNS as ON_MONEY
from tui.inquiry.turns_on_parts import TURNS as ON_PARTS

_TEAM = r"(?:people|team|staff|developers|devs|engineers|ops|admins|colleagues)"
_SKILLS = re.compile(
    r"\bwho (?:is |s |will |should |would |can )?(?:gonna |going to )?(?:run|operate|maintain) "
    r"(?:this|it|that|the design)\b|\bwhos (?:gonna|going to) (?:run|operate|maintain)\b|"
    rf"\b(?:our|the|my) {_TEAM} (?:has |have )?(?:never|only know|knows? only|dont know)\b|"
    rf"\b(?:only|just) have {_TEAM} (?:that|who) (?:know|can)\b|"
    rf"\b(?:do|does|have|has) (?:we|our {_TEAM}) (?:have |got )?(?:the |enough )?"
    r"(?:skills?|know ?how|expertise)\b"
)
_OUTAGE = re.compile(
    r"\b(?:azs?|(?:availability )?zones?|region|instances?|machines?|servers?|box(?:es)?|gpus?|"
    r"chips?) (?:outage|failure|fails?|dies?|goes down|is down|breaks)\b|"
    r"\b(?:outage|failure|loss) of an? (?:az|(?:availability )?zone|region|instance|machine|"
    r"server|gpu|chip)\b"
)
_OURS = re.compile(r"\b(?:we|us|our|it|this|here)\b")
_PREFIX = re.compile(
    r"\b(?:prompts?|instructions?|prefix)\b.*\b(?:same|identical|unchanged)\b|"
    r"\b(?:same|identical) (?:prompt|instructions?|prefix)\b"
)
_STORED = re.compile(
    r"\b(?:stor(?:e|ing)|cach(?:e|ing)|keep(?:ing)?|reus(?:e|ing)) (?:the |our |old |past )?"
    r"(?:answers|responses|replies)\b"
)
_WOULD = re.compile(r"\b(?:would|could|we|us|our)\b")
_BRINGS = re.compile(r"\b(?:do|bring|gain|buy)\w* (?:us )?(?:anything|something|much|a lot)\b")
_OPENS = re.compile(r"^(?:and |so |but )*(?:would|could|can|does|do|will|is)\b")
_SHARE = re.compile(r"\b\d+\b.*\b(?:shared|same|prefix|repeat\w*)\b")
_RETRAIN = re.compile(r"\b(?:do|must|will|should) we (?:\w+ ){0,3}(?:retrain|re train)\b")
_ASSUMED = re.compile(
    r"\bwhat (?:value |number )?(?:did|do|have) you (?:assumed?|taken?|took)\b|"
    r"\bhow (?:many|much|long|high|big|often)\b.*\b(?:do|did|have) you (?:assumed?|reckon\w*|"
    r"count\w*|taken?|expect\w*)\b"
)
_FINE = re.compile(
    r"^(?:and |so )?(?:is|are|would|will) .+ (?:ok|okay|fine|allowed|acceptable|alright)"
    r"(?: (?:for|with) (?:us|this|it))?$"
)
_TOP = re.compile(r"\b(?:compare|contrast)\b.*\b(?:top|first|best) (?:two|2)\b")
_NOT_THERE = re.compile(
    r"\b(?:cant|cannot|can not|couldnt|dont|not|miss\w*|los[et]\w*|out|excluded?|unavailable)\b"
)
_LIMITED = re.compile(r"\b(?:restrictions?|residency|region limits?|region rules?)\b")
_IMAGES = re.compile(r"\b(?:drawings?|images?|pictures?|photos?|scans?|diagrams?|figures in)\b")
_KNOCKED = re.compile(
    r"\b(?:knock(?:ed)?|kick(?:ed)?|rul(?:e|ed)|throw|threw|fell|fall|drop(?:ped)?|exclud\w+|"
    r"cost us|los[et])\b.*\b(?:models?|any|out)\b|\bmodels?\b.*\b(?:out|excluded|dropped|lost)\b"
)
_WEIGHTED = re.compile(
    r"\bwhy (?:is|are|does|do|did) (?:you )?(?:carbon|water|cost|latency|speed|effort)\b.*"
    r"\b(?:weighted|weighed|weights?|counts?|counted)\b"
)
_KNOWS = re.compile(
    r"\b(?:nobody|no one) (?:\w+ )?(?:waits|waiting)\b.*"
    r"\b(?:know|knows|counted|considered|account)\b"
)
_OWN_FROM = re.compile(
    r"\b(?:at|from) (?:how many|what|which)\b(?=.*\b(?:worth|pays?|sense|better|cheaper)\b)"
    r".*\b(?:own|self) (?:\w+ )?(?:servers?|machines?|hardware|gpus?|instances?|hosting)\b|"
    r"\b(?:worth|pay|pays)\b.*\b(?:self hosting|hosting (?:it )?ourselves)\b.*\b(?:at|with) \w+ "
    r"times\b"
)
_OF_ALL = re.compile(
    r"\b(?:cheapest|greenest|cleanest) (?:\w+ )?(?:of|from|among) (?:all|them all|everything)\b|"
    r"\b(?:smallest|lowest|least) (?:\w+ )?(?:footprint|carbon|emissions|costs?|water|energy)\b.*"
    r"\b(?:regardless|whatever|no matter|ignoring|aside)\b"
)


def turned(reading: Reading) -> Reading | None:
    """A question read by its turn of phrase; None where it has none of those told here."""
    if reading.limit is not None:
        return None
    if reading.intent is Intent.WHAT_IF:
        supposed = next((found for turn in ON_LEVELS if (found := turn(reading))), None)
        bare = replace(reading, aspect=None)
        held = less_chip(bare) or clocked(bare)
        return priced(reading) or supposed or held or _brings(bare)
    blank = replace(reading, aspect=None, live=False, counted=False, extreme=False)
    return next((found for turn in _TURNS if (found := turn(blank)) is not None), None)


def _skills(blank: Reading) -> Reading | None:
    if not _SKILLS.search(blank.text):
        return None
    return whole(blank, Intent.EFFORT, Aspect.EFFORT, kind="skills")


def _outage(blank: Reading) -> Reading | None:
    if not (_OUTAGE.search(blank.text) and _OURS.search(blank.text)):
        return None
    return whole(blank, Intent.INPUT, Aspect.OUTAGE)


def _caches(blank: Reading) -> Reading | None:
    """What it brings that prompts or questions come again: whether a cache is in the design."""
    general = GENERAL.search(blank.text) and not _WOULD.search(blank.text)
    if general or not _WOULD.search(blank.text):
        return None
    option = PROMPT_CACHE if _PREFIX.search(blank.text) else ""
    option = ANSWER_CACHE if _STORED.search(blank.text) else option
    if not option:
        return None
    named = (Named("inference", (option,), "a cache"),)
    why = replace(blank, intent=Intent.WHY, kind="included", decision="inference", metrics=())
    return replace(why, named=named, listed=False, fallen=False, other=False)


def _brings(blank: Reading) -> Reading | None:
    """What a technique that is named would bring: whether it is in the design, and by how much."""
    asked = _BRINGS.search(blank.text) and _OPENS.match(blank.text)
    named = bool(blank.named) and all(item.decision == "inference" for item in blank.named)
    shared = _SHARE.search(blank.text) is not None
    ours = _WOULD.search(blank.text) or shared
    if not (asked and named and ours) or GENERAL.search(blank.text):
        return None
    if len(blank.left) > 1 and not shared:
        return None
    why = replace(blank, intent=Intent.WHY, kind="included", decision="inference", metrics=())
    return replace(why, listed=False, fallen=False, other=False)


def _inputs(blank: Reading) -> Reading | None:
    """What an answer is taken as: how often it is trained anew, what stands in, the weights."""
    text = blank.text
    told = _RETRAIN.search(text) or _WEIGHTED.search(text) or _KNOWS.search(text)
    if not (told or (_ASSUMED.search(text) and input_named(text))):
        return None
    return whole(blank, Intent.INPUT, Aspect.INPUT)


def _fine(blank: Reading) -> Reading | None:
    if not (blank.named and not blank.left and _FINE.search(blank.text)):
        return None
    return replace(blank, intent=Intent.WHY_NOT, metrics=())


def _top(blank: Reading) -> Reading | None:
    """The first two: of one decision where it is named, else of each."""
    if blank.named or not _TOP.search(blank.text):
        return None
    kind = "ranking" if blank.decision is None else "top"
    return replace(blank, intent=Intent.WHICH, kind=kind, listed=True, metrics=())


def _models_out(blank: Reading) -> Reading | None:
    """Models that fell out as they are not offered in a Region, or read no images."""
    if _IMAGES.search(blank.text) and _KNOCKED.search(blank.text):
        return whole(blank, Intent.MODALITIES, Aspect.MODALITIES)
    models = re.search(r"\b(?:which|what) (?:\w+ )?(?:models|llms)\b", blank.text)
    if not (models and _LIMITED.search(blank.text) and _NOT_THERE.search(blank.text)):
        return None
    found = replace(blank, intent=Intent.WHICH, decision="model", named=(), fallen=True)
    return replace(found, kind="offered", metrics=(), listed=False)


def _of_all(blank: Reading) -> Reading | None:
    """What has the least of all options that pass, whatever the decision."""
    if blank.named or blank.decision is not None or not _OF_ALL.search(blank.text):
        return None
    return replace(blank, intent=Intent.LEVER, listed=False, other=False)


def _own_from(blank: Reading) -> Reading | None:
    """From which volume on hosting it oneself would come first."""
    if not _OWN_FROM.search(blank.text):
        return None
    return replace(
        blank, intent=Intent.FLIP, decision="hosting", named=(), metrics=(), listed=False
    )


_TURNS: tuple[Callable[[Reading], Reading | None], ...] = (
    *ON_HELD,
    *ON_DOUBT,
    *ON_MONEY,
    *ON_CONTRAST,
    *ON_LEVELS,
    *ON_INPUTS,
    *ON_PARTS,
    *(_skills, _outage, _caches, _brings, _inputs, _fine, _top, _models_out, _of_all, _own_from),
    *TURNS,
)
