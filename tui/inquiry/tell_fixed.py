"""That an answer, and no comparison, settled a decision; and why most of what is out is out."""

from collections import Counter
from collections.abc import Sequence

from advisors.options import Decision, Exclusion
from tui.inquiry.page import Page

_HOSTING, _REGIONS = "hosting-choice", frozenset({"allowed-regions", "residency"})


def fixed(page: Page, decision: Decision) -> None:
    """That what fell out did so by an answer of the design, so that no figures part them.

    Args:
        page: Written to.
        decision: Told about; nothing is said where options were ranked by figures alone.
    """
    out = [item for item in decision.exclusions if item.rule == _HOSTING]
    if decision.id == "hosting" and out:
        named = " and ".join(item.label for item in out)
        page.say(
            f"Your answer on hosting decides this, no figure: {named} fell out by it "
            f"({out[0].reason.rstrip('.')}). So nothing here shows that one is cheaper or cleaner "
            "than the other; answer 'No preference' to have them ranked."
        )
    closed = [item for item in decision.exclusions if item.rule in _REGIONS]
    if decision.id == "region" and len(decision.options) == 1 and closed:
        page.say(
            f"Your answers on Regions decide this, no figure: {len(closed)} others fell out by "
            "where data may go or by the list of allowed ones."
        )


def main_reason(items: Sequence[Exclusion]) -> str:
    """The reason that holds for most of them, as one sentence."""
    counts = Counter(item.reason for item in items)
    ((reason, count),) = counts.most_common(1)
    return f"{'Why' if count == len(items) else f'Why, for {count} of {len(items)}'}: {reason}"
