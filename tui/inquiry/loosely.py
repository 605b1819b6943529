"""What ifs that do not say so: `and if traffic doubles?`, `with twice the users?`."""

import re
from dataclasses import replace

from advisors.workload import Workload
from tui.inquiry.answer import Intent
from tui.inquiry.aspects import Aspect
from tui.inquiry.change_words import CHOICES, OF_PASSAGES, PEOPLE
from tui.inquiry.changes import changes_in
from tui.inquiry.changes_apart import other_level, swapped
from tui.inquiry.conditions import set_apart
from tui.inquiry.intents import GENERAL
from tui.inquiry.readings import Reading

_MANY = r"(?=.*\b(?:\d+[xkm]?|twice|half|double|triple|ten times)\b)"
_IF = re.compile(
    r"^(?:and |but |so |ok |then |now )*(?:if (?:we|the|our|it|traffic|requests|growth|users|"
    r"volume|load|demand|usage|prompts|answers|carbon|co2|emissions|water|cost|costs|money|price|"
    r"latency|speed|only|nobody|everything|everybody|all|half|a (?:half|third|quarter|tenth)|"
    r"\d+)\b|"
    rf"(?:what|how) about {_MANY}|with {_MANY})"
)
_INSIDE = re.compile(
    r"(?<=\w )(?:if|once|assuming|provided) (?P<then>(?:only )?(?:we|the|our|it|traffic|requests|"
    r"growth|users|volume|load|demand|usage|prompts|answers|carbon|water|cost|licen[cs]es?)\b.*)"
)
_TURNED = re.compile(
    r"^(?:and |but |so )*(?:what|how much)\b.{0,12}\b(?:does|would|do|is|will)\b.{0,12}"
    r"\b(?:relaxing|raising|lowering|cutting|doubling|halving|tripling|tightening|dropping|"
    r"increasing|reducing|shortening|extending|moving|going|growing|setting)\b(?=.*\d)"
)
"""A turn inside a question: `what is the carbon if we go to 5,000 a day?`."""
_IF_THERE = re.compile(
    r"^(?:and |but |so )*if (?:we|it|the|our)\b.*\b(?:only|allow\w*|move\w*|ran|run|went|go|"
    r"switch\w*|use|used|had to|bound to|tied to|stay\w*)\b"
)
"""A Region that the design is held to: `if we only allowed Ohio, what changes?`."""
_LEFT = 2
_THEN = re.compile(
    rf"\b(?:then what|what then|what happens then)$|\b\d+k? (?:{PEOPLE})\b.*\bthen\b"
)
_PARTS = re.compile(rf"\bif\b.*\b(?:{OF_PASSAGES})\b.*\d")
_WITH = re.compile(
    r"\bwith (?:only |just )?\d[\d.,]*k? (?:requests?|tickets?|invoices?|questions?|conversations?|"
    r"chats?|messages?|calls?) (?:a|per|each) (?:day|hour)\b|"
    r"\bwith (?:twice|half|double|triple|ten times) (?:as many |the |of the )?(?:requests?|"
    r"tickets?|invoices?|questions?|conversations?|chats?|users?|customers?|traffic|volume|load)\b"
)
_SUPPOSED = re.compile(r"\b(?:if|suppose|supposing|assuming|were)\b")
_TRIES = re.compile(
    r"\b(?:if|suppose|supposing|assuming|were|once|when|with|without|would|could|drop|lift|remove|"
    r"waive|relax|set|setting|put|what happens|take|took)\b"
)
"""Words by which a condition that is named is tried."""
_ASKS_WHY = re.compile(r"^(?:and |so |but )*(?:why|how come|who|where)\b")
_COULD_WAIT = re.compile(
    r"\b(?:we|they|users|customers|people|it) (?:can|could|would|might|may) (?:easily |well )?"
    r"(?:live with|wait|accept|tolerate|be fine with)\b.*\d"
)
_BUDGET_LEFT = re.compile(
    r"^(?=.*\bbudget)(?!.*\b(?:token|carbon|error)s? budget).*\b(?:left|remains?|remaining|over|"
    r"headroom|to spare)\b"
)
"""What a design leaves of its budget."""


def loosely(reading: Reading, question: str, workload: Workload) -> Reading:
    """A question that changes an answer of the design without the words "what if", read as one.

    Args:
        reading: As read.
        question: As typed.
        workload: Tells what can be changed.
    """
    if reading.intent is Intent.WHAT_IF or reading.limit is not None:
        return reading
    return _of_the_whole(reading, question, workload) or _turned(reading, question, workload)


def _of_the_whole(reading: Reading, question: str, workload: Workload) -> Reading | None:
    """What only the whole of a question tells; None where it does not."""
    if _BUDGET_LEFT.search(reading.text) and not (reading.named or GENERAL.search(reading.text)):
        return replace(reading, intent=Intent.LIMIT, aspect=Aspect.BUDGET)
    if _apart(question.casefold(), reading, workload):
        return replace(reading, intent=Intent.WHAT_IF, aspect=None)
    return None


def _turned(reading: Reading, question: str, workload: Workload) -> Reading:
    """A turn such as `and if traffic doubles?` that changes an answer."""
    regions = bool(reading.named) and all(item.decision == "region" for item in reading.named)
    if regions and _IF_THERE.search(reading.text) and not reading.counted:
        return replace(reading, intent=Intent.WHAT_IF, aspect=None)
    shared = re.match(r"(?:and |but |so )*if (?:half|a|\d+)\b", reading.text) is not None
    if not reading.counted and any(
        item.decision != "inference" or not (shared or "relax" in item.phrase)
        for item in reading.named
    ):
        return reading
    inside = _INSIDE.search(reading.text)
    starts = _IF.search(reading.text) or _TURNED.search(reading.text)
    if not (starts or inside):
        return reading
    if (GENERAL.search(reading.text) and not inside) or len(reading.left) > _LEFT:
        return reading
    typed = question.casefold()
    if inside and not starts:
        typed = re.split(r"\b(?:if|once|assuming|provided)\b", typed, maxsplit=1)[-1]
    found = changes_in(typed, workload)
    return replace(reading, intent=Intent.WHAT_IF, aspect=None) if found else reading


def _only(typed: str) -> bool:
    """Whether one goal is supposed to be all that counts: `if carbon was all that mattered`."""
    plain = typed.replace("-", " ")
    goals = (words for words, change in CHOICES if change.startswith("priorities="))
    return _SUPPOSED.search(plain) is not None and any(
        re.search(rf"\b(?:{w})\b", plain) for w in goals
    )


def _apart(typed: str, reading: Reading, workload: Workload) -> bool:
    """Whether the whole of a question tries something: two weights, two levels, so many people."""
    if swapped(typed, workload) or other_level(typed, workload) or _only(typed):
        return True
    tried = _TRIES.search(reading.text) and not _ASKS_WHY.match(reading.text)
    if tried and set_apart(typed, workload):
        return True
    if _WITH.search(reading.text) or _COULD_WAIT.search(reading.text):
        return bool(changes_in(typed, workload))
    numbered = re.search(r"\d", typed) is not None
    return bool(_PARTS.search(reading.text) or (numbered and _THEN.search(reading.text)))
