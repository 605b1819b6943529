"""Distillation of the encoder of a smaller approach: what published students would save here.

How many tokens making one takes is not published in the cases of the facts, so only use is
counted; the published students themselves are free to take.
"""

from collections.abc import Mapping
from dataclasses import replace

from advisors.classic import Classic, price_classic
from advisors.criteria import Measured
from advisors.desk import Desk
from advisors.figures import outcome_of
from advisors.format import value_and_range
from advisors.options import FIGURE_NAMES, Exclusion, Option
from advisors.paid_back import SPENT, saved_by
from advisors.places import Place
from advisors.ranking import Rated, against
from advisors.rules import cards_of
from advisors.shown import Said, rated
from estimators.annual import Leaf, SelfHosted
from estimators.figure import Input

LABEL = "Distillation of the encoder"
CARDS = ("infer-distillation", "model-distilled-variants")
WEEKS = 4.0
"""Person-weeks to distil, evaluate and release an encoder, judged."""
MADE_FROM: Mapping[str, str] = {
    "distilbert-base": "it is BERT base distilled",
    "multilingual-e5-small": "it starts from Multilingual MiniLM, which is distilled",
}
"""Encoders of the facts that are students themselves, by their model cards."""
STUDENTS = ("distilbert", "distilroberta", "distilmbert")
TRY = "To try, not ranked: what it loses on your own evaluation is not known before that."


def smaller_encoder(
    desk: Desk, item: Classic, place: Place, base: Rated
) -> tuple[tuple[Option, ...], tuple[Exclusion, ...]]:
    """The encoder distilled, as an option that is not ranked; nothing for rules and search."""
    if item.approach != "classifier":
        return (), ()
    if item.model in MADE_FROM:
        return (), (_already(desk, item),)
    before = desk.measure_classic(item, place)
    priced = price_classic(item, place, desk.search.extras)
    if not isinstance(priced.option, SelfHosted):
        return (), ()
    speed = desk.facts.constant("distilled_encoder_speed")
    fast = replace(priced, option=_faster(priced.option, speed))
    outcome = outcome_of(fast, desk.base.ledger)
    after = Measured(outcome, before.latency_ms, before.effort_weeks + WEEKS)
    saved = {name: saved_by(before.outcome, outcome, name).figure for name in FIGURE_NAMES}
    shown = rated(desk, "distillation", LABEL, after, Said((), CARDS))
    energy, cost = saved["energy_kwh_per_year"], saved["cost_usd_per_year"]
    reasons = (
        f"Saved in use: {value_and_range(energy)}, {value_and_range(cost)}.",
        _evidence(desk),
        "What making it takes is not counted: no published case tells the tokens. A published "
        "student for your languages, where there is one, takes nothing to make.",
        against(base, shown, "the design as it is"),
        TRY,
    )
    beside = {f"saved_{SPENT[name]}_per_year": figure for name, figure in saved.items()}
    option = replace(shown.option, figures={**shown.option.figures, **beside}, reasons=reasons)
    return (option,), ()


def _already(desk: Desk, item: Classic) -> Exclusion:
    name = desk.facts.models[item.model].name
    return Exclusion(
        "distillation",
        LABEL,
        "already-there",
        f"{name} is a student already: {MADE_FROM[item.model]}.",
        "Texts or languages that only a larger encoder reads.",
        (*CARDS, *cards_of("already-there")),
    )


def _faster(option: SelfHosted, speed: Input) -> SelfHosted:
    """The same container with an encoder that reads so many times as fast."""
    less = replace(speed, value=1.0 / speed.value, low=1.0 / speed.high, high=1.0 / speed.low)
    return replace(
        option,
        wh_per_call=_times(option.wh_per_call, less),
        wh_per_call_single=_times(option.wh_per_call_single, less),
        replica_calls_per_s=_times(option.replica_calls_per_s, speed),
        single_calls_per_s=_times(option.single_calls_per_s, speed),
    )


def _times(leaf: Leaf, factor: Input) -> Leaf:
    if not isinstance(leaf, Input):
        return leaf
    return replace(
        leaf.times(factor),
        sources=tuple(sorted({*leaf.sources, *factor.sources})),
        note=f"{leaf.note}; times {factor.value:.2g} ({factor.low:.2g} to {factor.high:.2g}) for a "
        "student",
    )


def _evidence(desk: Desk) -> str:
    """What published students kept of their teachers."""
    rows = [desk.facts.specialised[name] for name in STUDENTS if name in desk.facts.specialised]
    shown = (
        f"{row.name} {row.small_score} on {row.task} against {row.compared_score} of "
        f"{row.compared_with}, {row.size_reduction_percent or 0.0:.0f}% smaller"
        for row in rows
    )
    return f"Published students: {'; '.join(shown)}."
