"""Whether a question that is still open, or a default in its place, would turn the advice."""

import re
from collections.abc import Callable
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.intents import GENERAL
from tui.inquiry.readings import Reading

BY_OPEN = "open"
"""Kind of question that is read here alone, for the teller."""

_WHAT = r"(?:questions?|answers?|assumptions?|assumed|inputs?|defaults?|unknowns?|guess(?:es)?)"
_STATE = (
    r"(?:open|unanswered|outstanding|unresolved|pending|unsettled|left open|left blank|left out|"
    r"(?:not|never|nobody|no one) (?:yet )?answered|further|still (?:to answer|missing|unknown))"
)
_OPEN = re.compile(
    rf"\b{_STATE}\b (?:\w+ ){{0,2}}{_WHAT}\b|\b{_WHAT}\b (?:\w+ ){{0,5}}{_STATE}\b|"
    r"\b(?:we|i) (?:have |had )?(?:left|leave) (?:\w+ ){0,3}(?:open|blank|out|unanswered)\b|"
    r"\b(?:answer|settle|resolve) (?:the |what is )(?:rest|remaining|open)\b"
)
_TURNS = re.compile(
    r"\b(?:overturn\w*|flip\w*|turn\w*|tip\w*|chang\w+|revers\w+|upset\w*|matter\w*|alter\w*|"
    r"topple\w*|(?:make|makes) a difference|shift\w*|affect\w*|sway\w*)\b"
)
_ASKED = re.compile(r"\b(?:would|could|might|can|will|does|do|is|are|which|what|any)\b")


def _open(blank: Reading) -> Reading | None:
    """An answer that was not given, and whether it turns anything."""
    text = blank.text
    if not (_OPEN.search(text) and _TURNS.search(text) and _ASKED.search(text)):
        return None
    if blank.named or GENERAL.search(text):
        return None
    return replace(
        blank, intent=Intent.FLIP, kind=BY_OPEN, decision=None, metrics=(), listed=False,
        fallen=False, other=False, smaller=False, larger=False,
    )  # fmt: skip


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (_open,)
"""Readers."""
