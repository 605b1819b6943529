"""Turns of phrase on what a plan takes beside the design: person-weeks, the cost of watching it."""

import re
from collections.abc import Callable
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.aspects import Aspect
from tui.inquiry.intents import GENERAL
from tui.inquiry.readings import Reading
from tui.inquiry.turns_on_figures import whole

WATCHED = "monitoring-cost"
"""Kind of question on what the monitoring plan costs beside the design, for the teller."""
_WEEKS = re.compile(
    r"\b(?:how (?:many|much)|what|which) (?:\w+ )?(?:person|people|man|work|working) ?"
    r"(?:weeks|days|months|time)\b|\bhow many weeks (?:of )?(?:work|effort)\b"
)
_WATCHED = re.compile(
    r"\b(?:what|how much) (?:does|do|will|would|is) (?:the |our )?(?:monitor|monitoring|watching|"
    r"logging|observability)(?: plan)? (?:cost|costs|add)\b|"
    r"\b(?:cost|price) of (?:the |our )?(?:monitoring|observability)\b"
)
_BESIDE = re.compile(
    r"\b(?:compare|compared|beside|next to|against|versus|vs|relative|itself|share|more than)\b"
)
_FEW = 2


def _weeks(blank: Reading) -> Reading | None:
    """Person-weeks of the rung, whatever rung is named: all that pass are told."""
    rungs = all(item.decision == "customization" for item in blank.named)
    if not _WEEKS.search(blank.text) or not rungs or GENERAL.search(blank.text):
        return None
    return None if blank.left[1:] else whole(blank, Intent.EFFORT, Aspect.EFFORT)


def _watched(blank: Reading) -> Reading | None:
    """What watching costs, held against what the design costs."""
    asked = _WATCHED.search(blank.text) and _BESIDE.search(blank.text)
    if not asked or blank.named or blank.left[_FEW:] or GENERAL.search(blank.text):
        return None
    return replace(
        blank, intent=Intent.HOW_MUCH, kind=WATCHED, decision="monitoring", metrics=(),
        listed=False, other=False,
    )  # fmt: skip


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (_weeks, _watched)
"""Readers, the most particular first."""
