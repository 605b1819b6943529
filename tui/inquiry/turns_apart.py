"""More turns of phrase: what weighed most, what turns the advice, who agrees, what comes next.

Each is told by words that stand together, whatever stands between; who asks in general is left to
the guidance, as nothing points at the design.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.aspects import Aspect, input_named
from tui.inquiry.change_words import SUBJECTS
from tui.inquiry.intents import GENERAL
from tui.inquiry.kinds_apart import APART, TUNED
from tui.inquiry.names import Named
from tui.inquiry.readings import Reading
from tui.inquiry.spoken import spoken_in
from tui.inquiry.turns_on_doing import TURNS as ON_DOING
from tui.inquiry.turns_on_figures import POINTS, whole
from tui.inquiry.turns_on_figures import TURNS as ON_FIGURES
from tui.inquiry.turns_on_open import TURNS as ON_OPEN
from tui.inquiry.turns_on_plan import TURNS as ON_PLAN
from tui.inquiry.turns_yes_no import TURNS as YES_NO

BY_VOLUME, BY_ANSWER, WEIGHTS = "volume", "answers", "weights"
"""Kinds of question that are read here alone, for the teller."""

_WEIGHED = re.compile(
    r"\b(?:which|what|whose)\b.*\b(?:priorit(?:y|ies)|criteri(?:on|a)|weights?|goals?)\b.*"
    r"\b(?:most|heaviest|decisive|decid\w+|tip\w*|settled|more than)\b|"
    r"^criterion\b.*\bmost$|"
    r"\b(?:decisive|deciding|heaviest) (?:priority|criterion|weight|factor)\b|"
    r"\bwhat (?:weighed|weighs|counted|counts)(?: the)? most\b"
)
_PAST = re.compile(r"\b(?:weighed|counted|decided|tipped|settled|mattered)\b")
"""What weighed did so in a design; what weighs may do so anywhere."""
_TURNS_IT = (
    r"(?:chang\w+|turn\w*|flip\w*|differ\w*|else|otherwise|switch\w*|tip\w*|hold|holds|stop|still|"
    r"stand|stands|overturn\w*|reconsider\w*|rethink|redo|revisit|start over)"
)
_REQUESTS = SUBJECTS["requests_per_day"]
_VOLUME = re.compile(
    rf"\b(?:at|from|above|below|until|beyond|up to|how) (?:how (?:many|much)|what|which|many|much)"
    rf"\b.*\b(?:{_REQUESTS}|scale)\b.*\b{_TURNS_IT}\b"
)
_IT_MAKES = re.compile(r"\b(?:does|do|would|will|is) it (?:make|makes|pay|pays|worth|become\w*)\b")
_ANSWERS = re.compile(
    r"\b(?:which|what|whose) (?:single |one |other |of (?:my|our|the) )*(?:answers?|inputs?|"
    r"settings?|wish(?:es)?|conditions?|requirements?|constraints?|questions?)\b.*"
    r"\b(?:chang\w+|turn\w*|flip\w*|tip\w*|overturn\w*|revers\w+|alter\w*|upset\w*)\b"
)
_SHUTS = re.compile(
    r"\b(?:knock\w*|rul(?:e|ed|es)|throw\w*|threw|cost us|lose|lost|loses|exclud\w+|drop\w*|"
    r"eliminat\w+|shut\w*|clos\w+)\b"
)
_THE_MODEL = re.compile(r"\b(?:it|models?|anything|any|this|candidates?|llms?)\b")
_SPEAKS = re.compile(
    r"\b(?:speak\w*|support\w*|handl\w+|cope\w*|work\w*|understand\w*|fluent|good|asks?|writes?)\b"
)
_THIS_MODEL = re.compile(r"\b(?:it|this|that|(?:the|our|your) (?:\w+ )?model)\b")
_WHY_THIS = re.compile(
    r"^(?:and |so |but |ok )*why (?:(?:this|that) (?:\w+ )?\w+\b|the \w+(?= (?:we|when|if|it|our|"
    r"there|here|as)\b|$))"
)
_TUNE = re.compile(r"\b(?:fine ?tun\w*|(?:fine )?tuned?|tuning|peft|lora|train\w*)\b")
_EXAMPLES = re.compile(
    r"\b\d[\d,.]*k? (?:\w+ ){0,2}(?:examples|labels|samples|chats|tickets|invoices|pairs|"
    r"conversations|records|questions|documents|cases)\b|\b(?:our|the|those|these|my) "
    r"(?:\w+ ){0,2}(?:examples|labels|samples)\b"
)
_ENOUGH = re.compile(r"\b(?:enough|suffice|sufficient|better|worth|pay|pays|deal|beat|beats)\b")
_UNSURE = re.compile(
    r"\b(?:why|how come)\b.*\b(?:uncertain|unsure|unclear|not (?:clear|certain|sure)|shaky|"
    r"low certainty|so (?:close|low))\b"
)
_STUFFED = re.compile(
    r"\bwhy (?:not|dont we|cant we|do we not) (?:just |simply )*(?:put|stuff|send|load|paste|stick|"
    r"give|pass)\b.*\b(?:in|into|with|to) (?:the|a|one|each|every|its|our) (?:prompts?|context)\b"
)
_LICENCE = re.compile(
    r"\b(?:worry|worried|problem|trouble|catch|bite|fine|ok|okay|allowed|safe)\b.*\blicen[cs]e\b|"
    r"\blicen[cs]e\b.*\b(?:worry|problem|trouble|bite|fine|ok|okay|allowed|safe)\b"
)
_IN_FIGURES = re.compile(
    r"^(?:is|are|was|were|did you|do you|have you)\b.*\b(?:in|part of|into) (?:the|those|these|"
    r"your|our|all) (?:\w+ )?(?:figures?|numbers?|costs?|totals?|estimates?|sums?)\b"
)


def _weighed(blank: Reading) -> Reading | None:
    hit = _WEIGHED.search(blank.text)
    if hit is None or GENERAL.search(blank.text):
        return None
    if not (POINTS.search(blank.text) or blank.deictic or _PAST.search(hit[0])):
        return None
    return whole(blank, Intent.INPUT, Aspect.INPUT, kind=WEIGHTS)


def _volume(blank: Reading) -> Reading | None:
    """From which volume on the advice is another one."""
    pointed = blank.deictic or POINTS.search(_IT_MAKES.sub(" ", blank.text))
    if blank.named or not (pointed and _VOLUME.search(blank.text)) or GENERAL.search(blank.text):
        return None
    if blank.left[_FEW:]:
        return None
    return _turning(blank, BY_VOLUME)


def _answers(blank: Reading) -> Reading | None:
    """Which answer turns the advice, were it another one."""
    asked = _ANSWERS.search(blank.text) and (blank.deictic or POINTS.search(blank.text))
    return _turning(blank, BY_ANSWER) if asked and not blank.named else None


def _turning(blank: Reading, kind: str) -> Reading:
    return replace(
        blank, intent=Intent.FLIP, kind=kind, decision=None, named=(), metrics=(), listed=False,
        fallen=False, other=False,
    )  # fmt: skip


def _languages(blank: Reading) -> Reading | None:
    """Whether a language shuts models out, or is spoken by the chosen one."""
    text = blank.text
    shuts = _SHUTS.search(text) and _THE_MODEL.search(text)
    speaks = _SPEAKS.search(text) and _THIS_MODEL.search(text)
    spoken = spoken_in(text) and (shuts or speaks)
    asked = re.match(
        r"(?:and |so |but )?(?:exclude|does|do|did|can|will|would|is|are|was|has)\b", text
    )
    tells = asked is not None and not GENERAL.search(text)
    if not (spoken and tells) or any(item.decision != "model" for item in blank.named):
        return None
    if any(item.decision == "model" and len(item.ids) == 1 for item in blank.named):
        return None
    return whole(blank, Intent.LANGUAGES, Aspect.LANGUAGES)


def _unsure(blank: Reading) -> Reading | None:
    """Why a decision is not certain."""
    asked = _UNSURE.search(blank.text) and blank.decision is not None
    if not asked or GENERAL.search(blank.text):
        return None
    return replace(blank, intent=Intent.SURE, metrics=(), listed=False, other=False)


def _stuffed(blank: Reading) -> Reading | None:
    """Why the documents do not simply stand in the prompt."""
    if not _STUFFED.search(blank.text) or GENERAL.search(blank.text):
        return None
    named = (Named("customization", ("prompt",), "everything in the prompt"),)
    return replace(
        blank, intent=Intent.WHY_NOT, decision="customization", named=named, metrics=(), other=False
    )


def _licence(blank: Reading) -> Reading | None:
    """Whether the licence of what was chosen is in the way."""
    if not _LICENCE.search(blank.text) or GENERAL.search(blank.text) or blank.fallen:
        return None
    return whole(blank, Intent.LICENCE, Aspect.LICENCE) if POINTS.search(blank.text) else None


def _counted(blank: Reading) -> Reading | None:
    """Whether an input is in the figures."""
    named = _IN_FIGURES.search(blank.text) and input_named(blank.text) and not blank.named
    return whole(blank, Intent.INPUT, Aspect.INPUT) if named else None


def _why_this(blank: Reading) -> Reading | None:
    """`why this region, data can go anywhere`: the decision that is pointed at."""
    hit = _WHY_THIS.match(blank.text)
    if hit is None or blank.decision is None or blank.named or _NOT.search(blank.text):
        return None
    plain = replace(blank, kind="why", intent=Intent.WHY, metrics=(), listed=False, other=False)
    return plain if _DECIDED & set(hit[0].split()) else None


def _tuned(blank: Reading) -> Reading | None:
    """Whether the examples at hand are worth a tuned model."""
    text = blank.text
    if not (_TUNE.search(text) and _EXAMPLES.search(text) and _ENOUGH.search(text)):
        return None
    if re.match(r"(?:how many|how much|when)\b", text) or GENERAL.search(text):
        return None
    named = tuple(item for item in blank.named if set(item.ids) & set(TUNED))
    found = replace(blank, kind="tuning", named=named, smaller=False, larger=False, other=False)
    return APART["tuning"](found)


_FEW = 2
_NOT = re.compile(r"\b(?:not|no|isnt|arent|wasnt|instead|over)\b")
_DECIDED = frozenset(
    {"region", "model", "chip", "hosting", "instance", "place", "location", "plan", "technique"}
)
TURNS: tuple[Callable[[Reading], Reading | None], ...] = (
    *ON_OPEN,
    *(_weighed, _volume, _answers, _languages, _why_this, _unsure, _stuffed, _licence, _counted),
    _tuned,
    *YES_NO,
    *ON_PLAN,
    *ON_DOING,
    *ON_FIGURES,
)
"""Readers, the most particular first."""
