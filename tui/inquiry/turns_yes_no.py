"""A yes or a no asked of one thing that is named: `answer cache yes or no?`, `LoRA or not?`."""

import re
from collections.abc import Callable
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.intents import GENERAL
from tui.inquiry.readings import KIND, Reading

_YES_OR_NO = re.compile(r"\b(?:yes or no|yes no|yay or nay|in or out|or not)\b(?P<remark>.*)$")
_OPENS = re.compile(r"^(?:(?:so|and|ok|okay|now|the|a|an|our|use|with|response|semantic|exact) )*$")
_REMARK = re.compile(
    r"(?:looks?|seems?|sounds?|feels?|its?|is|i|we|they|the two|that|a|very|pretty|quite|too|like|"
    r"to|me|us|think|guess|tie|tied|draw|close|equal|toss|up|coin|flip|call|between|them|hard|"
    r"tell|say|cant|s|for|here|our|this|design)"
)
"""Words of a remark on how close it is."""


def _yes_no(blank: Reading) -> Reading | None:
    """Whether something is in the design, where one thing is named and nothing else is said."""
    hit = _YES_OR_NO.search(blank.text)
    phrases = {item.phrase for item in blank.named}
    if hit is None or len(phrases) != 1 or GENERAL.search(blank.text):
        return None
    named = blank.named[0]
    before = blank.text[: hit.start()].strip().removesuffix(named.phrase)
    remark = hit["remark"].split()
    if not _OPENS.match(before) or not all(_REMARK.fullmatch(word) for word in remark):
        return None
    if len(named.ids) > KIND and named.decision != "inference":
        return None
    return replace(
        blank, intent=Intent.WHY, kind="included", decision=named.decision, named=(named,),
        metrics=(), listed=False, fallen=False, other=False,
    )  # fmt: skip


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (_yes_no,)
"""Readers, the most particular first."""
