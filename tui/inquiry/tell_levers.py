"""What would lower a figure, and what else than the option itself changes with it."""

import re
from collections.abc import Iterator, Sequence

from advisors.options import Advice, DecisionId, Option
from tui.inquiry import tell_figures
from tui.inquiry.aliases import FIGURES
from tui.inquiry.page import Page

_REGION = re.compile(r"\bin ([a-z]{2}(?:-[a-z]+)+-\d)\b")
"""The Region in the sentence that names the design of an option."""


def levers(page: Page, advice: Advice, metrics: Sequence[str], within: DecisionId | None) -> None:
    """Options with less of a figure; where another Region is part of it, that is said.

    Args:
        page: Written to.
        advice: Options.
        metrics: The first that has figures is lowered; carbon when none has.
        within: Only options of that decision; None for all.
    """
    tell_figures.levers(page, advice, metrics, within)
    metric = next((item for item in metrics if item in FIGURES), tell_figures.DEFAULT)
    found = tell_figures.savings(advice, FIGURES[metric][0], within)
    found.sort(key=lambda item: item[0])
    shown = [(option, chosen) for _, _, option, chosen in found[: tell_figures.LEVERS]]
    page.section("Not by that option alone: another Region comes with it", _moved(shown))


def _moved(shown: Sequence[tuple[Option, Option]]) -> Iterator[str]:
    for option, chosen in shown:
        there, here = _region_of(option), _region_of(chosen)
        if there and here and there != here:
            yield f"{option.label}: computed in {there} instead of {here}. {option.reasons[0]}"


def _region_of(option: Option) -> str:
    hit = _REGION.search(option.reasons[0]) if option.reasons else None
    return hit[1] if hit else ""
