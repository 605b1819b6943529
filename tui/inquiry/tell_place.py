"""Whether data leaves the area answered: yes or no where the design tells, then all it holds."""

import re

from advisors.options import Advice
from advisors.workload import Workload
from tui.inquiry.page import Page, decision_of
from tui.inquiry.tell_inputs import place

_AREAS = {"eu": r"\b(?:eu|european union|europe)\b", "uk": r"\b(?:uk|united kingdom|britain)\b"}
"""How an area of the answers is named, or one that it lies in."""
_LEAVES = re.compile(r"\bleaves?\b")
_STAYS = re.compile(r"\b(?:stays?|remains?|kept)\b")
_YES_NO = re.compile(r"^(?:does|do|will|is|are|can|may)\b")
_AWAY = re.compile(r"\b(?:not|never|out|outside|for|to)\b")


def leaves(page: Page, advice: Advice, workload: Workload, text: str) -> str:
    """Where prompts are processed, and whether they are routed on; returns the id of the Region.

    Args:
        page: Written to.
        advice: Where the design runs.
        workload: Where data may go, as answered.
        text: The question, folded.
    """
    decision = decision_of(advice, "region")
    chosen = decision.chosen if decision is not None else None
    if chosen is not None and _YES_NO.search(text):
        routed = "." in chosen.id
        word = _word(workload.residency.value, text)
        page.say(
            f"{word or 'As designed: '}prompts and answers are processed "
            + (
                f"by cross-Region routing, {chosen.label}; profiles that leave the area answered "
                "fell out."
                if routed
                else f"in {chosen.label} alone, without cross-Region routing."
            )
        )
        page.say("Logs, backups and what else your account copies are not in the design.")
    return place(page, advice, workload)


def _word(residency: str, text: str) -> str:
    """`No` or `Yes` where the area asked about is the one answered; empty otherwise."""
    named = [key for key, words in _AREAS.items() if re.search(words, text)]
    if named != [residency] or _AWAY.search(text):
        return ""
    leave, stay = _LEAVES.search(text), _STAYS.search(text)
    return (
        "" if bool(leave) == bool(stay) else "No, as designed: " if leave else "Yes, as designed: "
    )
