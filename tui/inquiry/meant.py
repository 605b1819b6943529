"""Which options of a decision a question means."""

import re
from dataclasses import dataclass, replace

from advisors.options import Advice, Decision
from tui.inquiry.aliases import FIGURES
from tui.inquiry.answer import Intent
from tui.inquiry.names import Named
from tui.inquiry.page import decision_of, entries
from tui.inquiry.readings import KIND, Reading

_MARKET = "carbon-market"
_MOVED = frozenset({Intent.ASSUMPTION, Intent.LEVER})


@dataclass(frozen=True)
class About:
    """What an answer is about.

    Attributes:
        decision: The decision.
        ids: Ids meant; empty for the decision as a whole.
        phrase: As the question names it.
    """

    decision: Decision
    ids: tuple[str, ...]
    phrase: str


def option(advice: Advice, reading: Reading) -> tuple[Named | None, Decision | None]:
    """The option that is meant, read for the decision in which the advice knows it."""
    wanted = [item for item in reading.named if item.decision == reading.decision]
    listed = [item for item in (*wanted, *reading.named) if _lists(advice, item)]
    listed.sort(key=lambda item: len(item.ids) > KIND)  # a kind says less than an option
    named = next(iter((*listed, *wanted, *reading.named)), None)
    key = named.decision if named else reading.decision
    return named, decision_of(advice, key)


def _lists(advice: Advice, item: Named) -> bool:
    decision = decision_of(advice, item.decision)
    return decision is not None and any(x.id in item.ids for x in entries(decision))


def together(
    named: Named | None, reading: Reading, intent: Intent, decision: Decision
) -> Named | None:
    """All that is named of one decision, where it is asked why they are out: `X and Y`.

    Where the chosen option is named beside another one, the other one is meant.
    """
    if named is None or intent is not Intent.WHY_NOT:
        return named
    chosen = decision.chosen.id if decision.chosen is not None else ""
    beside = [x for x in reading.named if x.decision == decision.id and chosen not in x.ids]
    if chosen in named.ids and beside and len(named.ids) <= KIND:
        return beside[0]
    others = [
        item
        for item in reading.named
        if item.decision == named.decision and _joined(named.phrase, item.phrase, reading.text)
    ]
    ids = dict.fromkeys(key for item in (named, *others) for key in item.ids)
    return Named(named.decision, tuple(ids), " and ".join(i.phrase for i in (named, *others)))


def _joined(one: str, two: str, text: str) -> bool:
    """Whether two names stand side by side, one as good as the other."""
    first, second = re.escape(one), re.escape(two)
    between = r"(?: \w+)? (?:and|or|nor)(?: \w+)? "
    pairs = (f"{first}{between}{second}", f"{second}{between}{first}")
    return one != two and any(re.search(rf"\b{pair}\b", text) for pair in pairs)


def plan(decision: Decision | None, reading: Reading) -> Named | None:
    """The monitoring plan has figures of its own, beside those of the design."""
    chosen = decision.chosen if decision is not None else None
    if decision is None or chosen is None or decision.id != "monitoring":
        return None
    amount = bool(reading.metrics) or reading.text.startswith("how much ")
    asked = reading.intent is Intent.HOW_MUCH and amount
    return Named(decision.id, (chosen.id,), decision.title) if asked else None


def other(decision: Decision) -> tuple[str, ...]:
    """The option after the first; what fell out when there is none."""
    after = tuple(option.id for option in decision.options[1:2])
    return after or tuple(item.id for item in decision.exclusions)


def ranked(reading: Reading, carbon_figure: str) -> Reading:
    """Carbon by the method that ranks, where it is asked what moves, lowers or has least of it.

    Args:
        reading: Asks for carbon, or for what moves or lowers no figure in particular.
        carbon_figure: That ranks in the advice.
    """
    asked = reading.intent in _MOVED or (reading.intent is Intent.WHICH and reading.extreme)
    if carbon_figure != FIGURES[_MARKET][0] or not asked or "location based" in reading.text:
        return reading
    metrics = tuple(_MARKET if item == "carbon" else item for item in reading.metrics)
    if reading.intent in _MOVED and not any(item in FIGURES for item in metrics):
        metrics = (_MARKET, *metrics)
    return replace(reading, metrics=tuple(dict.fromkeys(metrics)))


def pair(reading: Reading, about: About) -> tuple[str, ...]:
    """One id of each option named for that decision, the listed ones first."""
    decision = about.decision
    listed = {item.id for item in decision.options} | {item.id for item in decision.exclusions}
    found = [
        next((key for key in item.ids if key in listed), item.ids[0])
        for item in reading.named
        if item.decision == decision.id and item.ids
    ]
    return tuple(dict.fromkeys(found)) or tuple(about.ids[:2])
