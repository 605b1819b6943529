"""A change to what the design has already: that it stands so, and how the design keeps it."""

import re
from collections.abc import Callable, Iterator, Sequence

from advisors.format import value_and_range
from advisors.options import Advice
from advisors.record.labels import Labels
from tui.inquiry.page import CORE, Page, decision_of
from tui.inquiry.tell_whatif import change_lines

_TOLD: dict[str, str] = {
    "ttft_ms": r"to the first|first (?:word|token)",
    "inter_token_ms": r"between (?:tokens|them)|between",
    "availability": r"\bup\b|spare|available",
    "async_share": r"may wait|put off|batch inference|Flex tier",
}
"""Words by which the advice tells how an answer is kept."""
_LEVEL = frozenset({"ttft_ms", "inter_token_ms", "availability"})
_WITHOUT = "async_share"
_SIZED = (
    "Own instances are taken only in layouts whose estimate keeps the limits, with twice the mean "
    "time to the first word for 95 of 100 requests; it is no measurement, so test it."
)


def standing(
    page: Page,
    advice: Advice,
    changes: Sequence[str],
    advise: Callable[[tuple[str, ...]], Advice],
) -> None:
    """That nothing changes, and what the design is expected to do with these answers.

    Args:
        page: Written to.
        advice: On the design.
        changes: As `question=answer`, all of them as they are.
        advise: Advises on the design with answers changed.
    """
    page.say("The design is answered so already, so nothing changes; it was advised on with:")
    beside = _without(page, advice, changes, advise)
    page.section("As answered", change_lines(changes))
    page.section("Beside it, where none may wait", beside)
    keys = [change.partition("=")[0] for change in changes]
    found = list(dict.fromkeys(line for key in keys for line in _told(advice, key)))
    page.section("What the advice expects with it", found)
    own = decision_of(advice, "silicon")
    if own is not None and own.chosen is not None and _LEVEL & set(keys[:2]):
        page.section("How it is held", (_SIZED if _hosted(own.chosen.reasons) else "",))
        page.support(own.chosen.cards)
    page.show(advice.totals, CORE, "In figures, as recommended")


def _without(
    page: Page, advice: Advice, changes: Sequence[str], advise: Callable[[tuple[str, ...]], Advice]
) -> list[str]:
    """What a share that may wait brings: said at once, then figures beside none that may."""
    if _WITHOUT not in {change.partition("=")[0] for change in changes}:
        return []
    none = advise((f"{_WITHOUT}=0",)).totals
    labels = Labels(page.facts)
    names = [name for name in CORE if name in none and name in advice.totals]
    shown = [
        (labels.of(n), value_and_range(advice.totals[n]), value_and_range(none[n])) for n in names
    ]
    if all(mine == other for _, mine, other in shown):
        page.lines[-1] = (
            "It brings nothing here: with none that may wait, every figure reads the same at the "
            "digits shown. The design is answered so already; it was advised on with:"
        )
        return []
    page.lines[-1] = (
        "It is in the figures already, as the design is answered so; what it brings stands beside "
        "a design in which none may wait. It was advised on with:"
    )
    page.figures |= {f"without/{name}": none[name] for name in names}
    return [f"{label}: {other}; as answered: {mine}" for label, mine, other in shown]


def _told(advice: Advice, key: str) -> Iterator[str]:
    """What the chosen options say of an answer."""
    words = _TOLD.get(key)
    for name in ("silicon", "inference", "hosting") if words else ():
        decision = decision_of(advice, name)
        if decision is not None and decision.chosen is not None:
            lines = (*decision.chosen.reasons, *decision.chosen.notes)
            yield from (line for line in lines if re.search(words or "", line))


def _hosted(reasons: Sequence[str]) -> bool:
    return any(line.startswith("Batch ") for line in reasons)
