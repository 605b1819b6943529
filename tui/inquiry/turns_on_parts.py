"""Turns of phrase on what a design leaves out or open: on top of it, not known, or remaining."""

import re
from collections.abc import Callable
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.conditions import kept_within
from tui.inquiry.intents import GENERAL
from tui.inquiry.readings import KIND, Reading, read_as
from tui.inquiry.turns_on_figures import POINTS

ON_TOP, REMAINED, NOT_KNOWN, READ_WHERE, HOURS, PROFILE, KEPT = (
    *("on-top", "remained", "not-known", "read-where", "hours-a-day", "profile", "kept"),
)
"""Kinds of question that are read here alone, for the teller."""
KINDS = frozenset({ON_TOP, REMAINED, NOT_KNOWN, READ_WHERE, HOURS, PROFILE})
SUBJECTS = (
    r"(?:open ?search|kendra|pgvector|vector (?:store|database|db|search|index)|search(?:ing)?|"
    r"index(?:ing)?|logs?|logging|cloudwatch|monitoring|guardrails?|data transfer|egress|network|"
    r"storage|s3|backups?|support|tax|vat|staff|salar(?:y|ies)|people|person weeks|effort|"
    r"licen[cs]es?)"
)
"""What a cost may or may not hold."""
_SUM = r"(?:costs?|price|bill|total|figures?|sum|amount|usd|dollars?|numbers?|\d[\d.,]*k?)"
_ON_TOP = re.compile(
    rf"\b{SUBJECTS}\b.*\b(?:in|inside|within|part of|included|counted|contained)"
    r"\b.*\b(?:on top|extra|separate\w*|besides|additional\w*|or not|comes? (?:on|with))\b|"
    rf"^(?:is|are|does|do)\b.*\b{SUBJECTS}\b.*\b(?:in|inside|included in|part of|within|counted in|"
    rf"on top of|extra to) (?:the|that|those|our|your|these) (?:\w+ )?{_SUM}\b|"
    rf"^(?:is|are|does|do)\b.*\b{_SUM}\b.*\b(?:includes?|contains?|holds?|covers?|counts?)\b.*\b"
    rf"{SUBJECTS}\b|\b{SUBJECTS}\b.*\b(?:comes?|go|goes|is|are) (?:on top|extra)\b|"
    rf"\b(?:costs?|what|anything|money)\b.*\b{_SUM}\b (?:leaves?|left) out\b|"
    rf"\b(?:left out of|missing from) (?:the|that|those|our|your|these) (?:\w+ )?{_SUM}\b"
)
_REMAINED = re.compile(
    r"\b(?:which|what|how many) (?:\w+ )?(?:regions?|places?|models?|llms?|chips?|accelerators?|"
    r"options?|techniques?)\b(?: \w+){0,2}? (?:remain(?:s|ed)?|left(?! out)|survived?|passed|"
    r"made (?:it|the cut)|came through|stayed (?:in|open)|stood)\b"
)
_NOT_KNOWN = re.compile(
    r"\bwhat (?:is|are|do|dont|does|did|cant|cannot|remains?) (?:\w+ )?(?:un(?:known|clear|certain|"
    r"sure)|not (?:known|clear|certain|know|say)|(?:we|you|it) (?:not|dont|do not|cannot|cant) "
    r"(?:know|say))\b"
)
_READ_WHERE = re.compile(
    r"^(?:and |so )?(?:where|in which (?:tool|console|dashboard|service))\b"
    r"(?=.*\b(?:tokens?|counts?|latency|throttl\w*|metrics?|utili[sz]ation|power|watts|numbers|"
    r"invocations?|alarms?)\b)"
    r"(?=.*\b(?:show\w*|appear\w*|read|see|seen|find|found|visible|look\w*|live|watch\w*)\b)"
)
_HOURS = re.compile(
    r"\b(?:instance|machine|gpu|chip|server|node|accelerator)s?(?: |-)?(?:hours?|hrs?)\b.*\b(?:day|"
    r"daily)\b|\b(?:daily|a day) (?:\w+ )?(?:instance|machine|gpu|chip|server) (?:hours?|hrs?)\b"
)
_PROFILE = re.compile(
    r"\b(?:may|can|could|should|must|might|would|are|is|what if|why not)\b.*\b"
    r"(?:eu|us|apac|europe\w*|american|geographic\w*|global|cross ?region|inference|regional) "
    r"(?:inference )?profiles?\b"
)
_KEEP = re.compile(
    r"\b(?:oblig\w*|forc\w*|requir\w*|must|have to|has to|had to|need(?:s|ed)? to|insist\w*|"
    r"compel\w*|demand\w*|wants?|legal|law)\b.*\b(?:keep|kept|stay|remain|hold|held|store[ds]?|"
    r"process(?:ed)?|run|leave|live)\b.*\b(?:in|inside|within|to)\b"
)
_LOSE = re.compile(
    r"\b(?:what|how much|how many|how bad)\b.*\b(?:lose|loss|cost|costs|pay|mean|means|change[sd]?|"
    r"happens?|give up|worse|more|do to)\b"
)
_AHEAD = re.compile(
    r"^(?:and |so )?why (?:is|was|are|does|do|did|has)\b.*\b(?:ahead of|in front of|before|above|"
    r"preferred (?:to|over)|beats?|better than|rather than)\b"
)
_USUAL = re.compile(r"\b(?:normally|commonly|as a rule|ordinarily|by default)\b")
_FEW, _TWO = 4, 2


def _on_top(blank: Reading) -> Reading | None:
    """Whether something is in the cost or comes on top."""
    if not _ON_TOP.search(blank.text) or _USUAL.search(blank.text) or GENERAL.search(blank.text):
        return None
    if blank.metrics and "cost" not in blank.metrics:
        return None
    return read_as(blank, Intent.HOW_MUCH, ON_TOP)


def _remained(blank: Reading) -> Reading | None:
    """What passed the filters of a decision, and how the two that are named stand."""
    decision = blank.decision or ("region" if re.search(r"\bplaces\b", blank.text) else None)
    if not _REMAINED.search(blank.text) or decision is None or GENERAL.search(blank.text):
        return None
    return replace(read_as(blank, Intent.WHICH, REMAINED), decision=decision)


def _not_known(blank: Reading) -> Reading | None:
    """What is not known of the chosen option of a decision."""
    decision = blank.decision or next((item.decision for item in blank.named), None)
    if decision is None or not _NOT_KNOWN.search(blank.text) or GENERAL.search(blank.text):
        return None
    if blank.left[_FEW:] or not (POINTS.search(blank.text) or blank.named):
        return None
    return replace(read_as(blank, Intent.WHICH, NOT_KNOWN), decision=decision)


def _read_where(blank: Reading) -> Reading | None:
    """Where a number of the running system is read."""
    if not _READ_WHERE.search(blank.text) or GENERAL.search(blank.text) or blank.left[_FEW:]:
        return None
    return replace(read_as(blank, Intent.WHICH, READ_WHERE), decision="monitoring", named=())


def _hours(blank: Reading) -> Reading | None:
    """How many hours of machines a day takes."""
    particular = any(len(item.ids) <= KIND for item in blank.named)
    if not _HOURS.search(blank.text) or particular or GENERAL.search(blank.text):
        return None
    return replace(read_as(blank, Intent.HOW_MUCH, HOURS), decision="silicon", named=())


def _profile(blank: Reading) -> Reading | None:
    """Whether the models may be called through a profile that routes over Regions."""
    ours = POINTS.search(blank.text) and _PROFILE.search(blank.text)
    if not ours or GENERAL.search(blank.text):
        return None
    return replace(read_as(blank, Intent.WHY_NOT, PROFILE), decision="region")


def kept_inside(blank: Reading) -> Reading | None:
    """What is lost where data must stay in a place that is named."""
    text = blank.text
    named = tuple(item for item in blank.named if item.decision == "region" and item.ids)
    place = bool(named or kept_within(text))
    if not (place and _KEEP.search(text) and _LOSE.search(text)) or GENERAL.search(text):
        return None
    found = read_as(blank, Intent.WHAT_IF, KEPT)
    return replace(found, decision="region", named=named, metrics=blank.metrics or ("carbon",))


def _ahead(blank: Reading) -> Reading | None:
    """Why one of two that are named stands before the other."""
    named = blank.named
    two = len(named) == _TWO and named[0].decision == named[1].decision
    if not (two and _AHEAD.search(blank.text)) or blank.left or GENERAL.search(blank.text):
        return None
    return replace(read_as(blank, Intent.COMPARE, ""), decision=named[0].decision)


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (
    *(_on_top, _remained, _not_known, _read_where, _hours, _profile, kept_inside, _ahead),
)
"""Readers, the most particular first."""
