"""Turns of phrase on another way of serving that has a row of its own: what it costs and gives."""

import re
from collections.abc import Callable
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.intents import GENERAL
from tui.inquiry.names import Named
from tui.inquiry.readings import Reading

BY_ROW = "row"
"""Kind of question on what one row of the serving decision costs, for the teller."""
AT_ONCE = ("tighter-standard",)
"""The row of a design in which what may wait is answered at once."""
_LEVEL = re.compile(r"(?:relaxed|tighter)-\w+|spread|batch|distillation|pruning")
_PRICED = re.compile(
    r"\b(?:costs?|prices?|pay|bill|cheaper|dearer|expensive|save|saves|saved|saving|savings|usd|dollars?|money|"
    r"get|gets|worth|extra|more|emit|emissions|carbon|energy|kwh|figures?|difference|bring|buy|"
    r"give|gain)\b"
)
_OUT = re.compile(
    r"^(?:and |so |but )?why (?:not|is|was|did|isnt|wasnt|no)\b|\b(?:anything|something)\b"
)
_NOW = re.compile(
    r"\b(?:at once|immediately|instantly|right away|straight away|in real time|real time|"
    r"synchronous\w*|on demand|the moment (?:it|they|a|an|the)|as (?:it|they) (?:comes?|arrives?))"
    r"\b.*\b(?:instead|not|no longer|rather|without|if|must|need|needs|have|has|batch\w*|waiting)"
    r"\b|"
    r"\b(?:instead|not|no longer|rather|without|if|must|need|needs|have|has|batch\w*)\b.*\b(?:"
    r"at once|immediately|instantly|right away|straight away|in real time|real time|"
    r"synchronous\w*|on demand)\b|"
    r"\b(?:no|without(?: a| the| any)?|skip\w*(?: the)?|drop\w*(?: the)?|not) batch(?:ing|es)?\b|"
    r"\b(?:nobody|no one|nothing|none of (?:it|them)|no \w+) (?:may|can|could|must) wait\b"
)
"""What may wait is answered at once."""
_OVER_THE_DAY = re.compile(
    r"\b(?:spread|run|work|serve|process|read|handle)\w*\b.*\b(?:over|across|through|throughout|"
    r"during|around) (?:the |all |a )?(?:whole |entire |full )?(?:days?|clock)\b|"
    r"\b(?:all day|around the clock|day and night)\b|"
    r"\b(?:cant|cannot|can not|could not|couldnt|dont|do not|unable to|no) "
    r"(?:get |have |find |rent |reserve )*(?:the |a |that |this )?"
    r"(?:machines?|instances?|gpus?|capacity|boxe?s?|chips?)\b.*\b(?:hours?|time|window|night)\b"
)
_SIZE = re.compile(r"\bbatch sizes?\b|\bbatch of \d")
_ASKS = re.compile(r"\b(?:price|cost|what|how|which|would|does|do|is|will|and|if)\b")
_MOST_LEFT = 5


def level_row(blank: Reading) -> Reading | None:
    """What a tier, or a service level that is looser or tighter, costs and brings."""
    text = blank.text
    named = [item for item in blank.named if any(_LEVEL.fullmatch(key) for key in item.ids)]
    others = [item for item in blank.named if item.decision not in {"inference", "hosting"}]
    if GENERAL.search(text) or others or _OUT.search(text) or _given(blank):
        return None
    priced = blank.metrics or _PRICED.search(text) or blank.intent is Intent.WHAT_IF
    now = len(blank.left) <= _MOST_LEFT and _ASKS.search(text) and _NOW.search(text)
    if named and _PRICED.search(text) and not (now or _SIZE.search(text)):
        tight = [item for item in named if any(key.startswith("tighter") for key in item.ids)]
        return _row(blank, (tight or named)[0])
    if priced and now:
        return _row(blank, Named("inference", AT_ONCE, "answers at once"))
    return None


def spread_row(blank: Reading) -> Reading | None:
    """The same work spread over the day, where it is gathered into full hours."""
    priced = blank.metrics or _PRICED.search(blank.text) or blank.intent is Intent.WHAT_IF
    if not (priced and _OVER_THE_DAY.search(blank.text)) or GENERAL.search(blank.text):
        return None
    if len(blank.left) > _MOST_LEFT or blank.named or _given(blank):
        return None
    return _row(blank, Named("inference", ("spread",), "spread over the day"))


def _given(blank: Reading) -> bool:
    """Whether a share or a volume is tried, for which no row stands."""
    return (
        blank.intent is Intent.WHAT_IF
        and re.search(r"\d|\b(?:half|third|most)\b", blank.text) is not None
    )


def _row(blank: Reading, named: Named) -> Reading:
    return replace(
        blank, intent=Intent.HOW_MUCH, kind=BY_ROW, decision="inference", named=(named,),
        listed=False, fallen=False, other=False, smaller=False, larger=False, counted=False,
        live=False, aspect=None,
    )  # fmt: skip


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (level_row, spread_row)
"""Readers; the teller tells the decision otherwise where the design has no such row."""
