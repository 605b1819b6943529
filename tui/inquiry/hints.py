"""One line below an answer of the guidance: what can be asked of the design that is open."""

import re

from advisors.options import Advice, Decision

_PARENTHESES = re.compile(r"\s*\([^)]*\)")
_RIVALS = ("silicon", "region", "model")
"""Decisions whose second option makes a good question, the best first."""


def hint(advice: Advice) -> str:
    """That the guidance answered, with three questions that the design would answer."""
    found = (item for key in _RIVALS for item in advice.decisions if item.id == key)
    rival = next((_short(item) for item in found if _short(item)), "")
    first = f"why not {rival}?" if rival else "which model and why?"
    return (
        f"(From the guidance. Of the open design ask, for example: “{first}”, “what does it cost a "
        "month?”, “what if the traffic doubled?”.)"
    )


def _short(decision: Decision) -> str:
    """The second option as one would say it; empty where there is none."""
    if len(decision.options) < 2:
        return ""
    label = decision.options[1].label
    inside = re.search(r"\(([^)]*)\)", label)
    if decision.id == "region":
        return inside[1] if inside else label
    return _PARENTHESES.sub("", label)
