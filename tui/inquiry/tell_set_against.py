"""Answers to what sets one option against another: which two are meant, and what is told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from advisors.format import value
from advisors.options import Advice, Decision, DecisionId, Exclusion, Option
from advisors.weights import said_of
from advisors.workload import Workload
from estimators.facts import Facts
from estimators.figure import Figure
from tui.inquiry.meant import About
from tui.inquiry.meant import pair as of_decision
from tui.inquiry.page import CORE, Page, changes_it, decision_of, find, title_of
from tui.inquiry.readings import Reading
from tui.inquiry.tell_contrast import Pair, contrast
from tui.inquiry.tell_fixed import fixed
from tui.inquiry.tell_objection import objection
from tui.inquiry.tell_options import difference_of
from tui.inquiry.turns_on_contrast import COMMITTED, DECIDED, OBJECTION

_COST = "cost_usd_per_year"
_MANAGED = "bedrock"
_TWO = 2


def told(
    page: Page, advice: Advice, workload: Workload, reading: Reading
) -> tuple[DecisionId, str] | None:
    """Write the answer; returns the decision and the option that it is about.

    Returns:
        None where the advice does not hold both, so that the question is told as any other.
    """
    if reading.kind == COMMITTED:
        return _committed(page, advice)
    if reading.kind == DECIDED:
        return _by_weights(page, advice, workload, reading)
    pair = _pair(advice, page.facts, reading)
    if pair is None:
        return None
    decision = pair.decision
    if reading.kind == OBJECTION:
        if _first(decision, pair.mine):
            pair = replace(pair, mine=pair.other, other=pair.mine)
        if _first(decision, pair.other):
            return decision.id, objection(page, advice, workload, pair)
    both = all(isinstance(find(decision, key), Option) for key in (pair.mine, pair.other))
    return (decision.id, contrast(page, advice, pair)) if both else None


def _first(decision: Decision, key: str) -> bool:
    return decision.chosen is not None and decision.chosen.id == key


def _pair(advice: Advice, facts: Facts, reading: Reading) -> Pair | None:
    """The two options that are meant: where one is named, the first one beside it."""
    decision = decision_of(advice, reading.decision)
    if decision is None or decision.chosen is None:
        return None
    named = [key for key in of_decision(reading, About(decision, (), "")) if find(decision, key)]
    if not named:
        decision, named = _by_its_design(advice, facts, reading) or (decision, [])
    ids = dict.fromkeys((*named, *(item.id for item in decision.options)))
    if not named or len(ids) < _TWO:
        return None
    mine, other, *_ = ids
    return Pair(decision, mine, other, reading.text, reading.metrics)


def _by_its_design(
    advice: Advice, facts: Facts, reading: Reading
) -> tuple[Decision, list[str]] | None:
    """An option by the model that its best design has, as `the DistilBERT option`."""
    names = [facts.models[key].name for x in reading.named for key in x.ids if key in facts.models]
    for decision in advice.decisions:
        for option in decision.options[1:]:
            if any(name in line for name in names for line in option.reasons):
                return decision, [option.id]
    return None


def _by_weights(
    page: Page, advice: Advice, workload: Workload, reading: Reading
) -> tuple[DecisionId, str] | None:
    """Who decided; None where what is named was not chosen."""
    decision = decision_of(advice, reading.decision)
    chosen = decision.chosen if decision is not None else None
    if decision is None or chosen is None:
        return None
    if reading.named and not any(chosen.id in item.ids for item in reading.named):
        return None
    return decision.id, _decided(page, workload, decision)


def _decided(page: Page, workload: Workload, decision: Decision) -> str:
    """That weights put it first, how surely, and what it is beside the next."""
    chosen = decision.chosen
    if chosen is None:
        return ""
    page.say(
        f"Your weights decided it: {said_of(workload)}. {chosen.label} has the least weighted sum "
        f"of what passes for {title_of(decision)}."
    )
    fixed(page, decision)
    if len(decision.options) > 1:
        second = decision.options[1]
        page.say(f"Next to it stands {second.label}. {difference_of(second)}")
        doubt = "" if decision.clear else "There is no clear winner between the two. "
        page.say(f"{doubt}{decision.confidence_reason}".rstrip())
    page.section("By rule", (decision.rule,))
    page.section("Other weights", ("answer `priorities` in the interview anew.",))
    page.section(f"Why {chosen.label}", chosen.reasons)
    page.show(chosen.figures, CORE, f"{chosen.label}, in figures")
    changes_it(page, decision)
    page.support((*chosen.cards, *decision.cards))
    return chosen.id


def _committed(page: Page, advice: Advice) -> tuple[DecisionId, str] | None:
    """Whether a discount on machines helps the design, and where hosting would come level by it."""
    decision = decision_of(advice, "hosting")
    chosen = decision.chosen if decision is not None else None
    if decision is None or chosen is None:
        return None
    if chosen.id == _MANAGED:
        page.say(
            "No: a savings plan or a reservation lowers the price of machines that you run; "
            f"{chosen.label} is paid by the token."
        )
    else:
        page.say(
            f"It may: {chosen.label} pays for machines by the hour. The cost here is by list "
            "prices, as your contract is not known; a plan is paid for whether it is used or not."
        )
    for line in _level(page, decision, chosen):
        page.say(line)
    page.section(
        "To count your own price",
        ("an override in the design file, such as `instances.p5.48xlarge.on_demand_usd_per_hour`; "
         "the advice follows.",),
    )  # fmt: skip
    page.show(chosen.figures, (_COST,), f"{chosen.label}, by list prices")
    changes_it(page, decision)
    page.support((*chosen.cards, *decision.cards, "infer-idle-cost"))
    return decision.id, chosen.id


def _level(page: Page, decision: Decision, chosen: Option) -> Iterator[str]:
    """What the other way of hosting costs, and by how much its price would have to fall."""
    mine = chosen.figures.get(_COST)
    out = decision.exclusions
    for option in decision.options[1:]:
        other = option.figures.get(_COST)
        if mine is None or not mine.value or other is None or not other.value:
            continue
        page.figures[f"{option.id}/{_COST}"] = other
        yield _beside(option, other, mine)
        return
    if out:
        them = "it" if len(out) == 1 else "them"
        yield f"{_listed(out)} fell out, so no price brings {them} in: {out[0].reason}"


def _beside(option: Option, other: Figure, mine: Figure) -> str:
    """The discount at which another way of hosting would cost as much."""
    one, two = mine.numbers[0], other.numbers[0]
    held = f"{option.label} costs {value(other)} by list prices against {value(mine)}"
    if two <= one:
        return f"{held}; it is not the price that keeps it behind."
    return (
        f"{held}: to come level, all that it pays would have to fall by {1.0 - one / two:.0%}, and "
        "carbon, water and effort stay as they are."
    )


def _listed(items: Sequence[Exclusion]) -> str:
    return " and ".join(item.label for item in items)
