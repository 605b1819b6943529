"""From a question that its turn of phrase alone tells to its answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisors.options import Advice
from advisors.workload import Workload
from tui.inquiry import tell_cards, tell_doubt, tell_held, tell_inputs
from tui.inquiry.answer import DesignPart
from tui.inquiry.aspects import input_named
from tui.inquiry.page import Page, decision_of
from tui.inquiry.readings import Reading
from tui.inquiry.tell_units import Drawn
from tui.inquiry.turns_on_doubt import COUNTS, DEFENDED, FIRM_UP
from tui.inquiry.turns_on_held import KINDS as HELD
from tui.inquiry.turns_on_held import LESS_CHIP, asks_for_less

if TYPE_CHECKING:
    from advisors.sensitivity import Sensitivity


@dataclass(frozen=True)
class Known:
    """What such answers are told from.

    Attributes:
        advice: What was advised.
        workload: What it rests on.
        draw: Gives the figures with their draws.
        moved: What moves the design; worked out when asked for.
    """

    advice: Advice
    workload: Workload
    draw: Callable[[], Drawn]
    moved: "Callable[[], Sensitivity]"


def tell(page: Page, reading: Reading, part: DesignPart, known: Known) -> DesignPart | None:
    """Write the answer to a question of one of these kinds; None where it is of none of them."""
    advice, workload, moved = known.advice, known.workload, known.moved
    kind = reading.kind
    if kind == DEFENDED:
        tell_doubt.defended(page, advice, moved())
    elif kind == FIRM_UP:
        tell_doubt.firm_up(page, advice, workload, moved())
    elif kind == COUNTS:
        key = input_named(reading.text)
        said = tell_doubt.counts(moved(), advice, key)
        tell_inputs.told(page, advice, workload, key, users=False, counts=said)
    elif kind == LESS_CHIP:
        return _less_chip(page, reading, part, advice)
    elif kind in HELD:
        decision, option = tell_held.tell(page, reading, advice, workload, known.draw())
        return replace(part, decision=decision, option=option)
    else:
        return None
    return part


def _less_chip(page: Page, reading: Reading, part: DesignPart, advice: Advice) -> DesignPart | None:
    """A smaller chip than the chosen one; None where another one is named."""
    decision = decision_of(advice, "silicon")
    chosen = decision.chosen if decision is not None else None
    ours = chosen is None or all(chosen.id in item.ids for item in reading.named)
    if decision is None or not ours:
        return None
    asked = asks_for_less(reading.text)
    option = tell_cards.smaller_chips(page, decision, advice.carbon_figure, asked=asked)
    return replace(part, decision="silicon", option=option, certainty=decision.confidence)
