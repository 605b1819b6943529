"""A smaller model in place of the pick: distilled or pruned, each in figures of this design.

Both are to try and never ranked: what the smaller model loses on the architect's own evaluation is
known after it alone. Where evidence is missing the figures are withheld and say why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from advisors.candidates import Candidate
from advisors.capability import bar_of
from advisors.criteria import Measured
from advisors.desk import Desk
from advisors.distillation import Distilled, NotNeeded, distil
from advisors.format import value, value_and_range
from advisors.format import years as in_years
from advisors.managed_student import managed_student
from advisors.options import Exclusion, Option
from advisors.paid_back import MONTHS, Effect
from advisors.pruning import Pruned, prune
from advisors.ranking import Rated, against
from advisors.rules import RULES
from advisors.shown import Said, rated, unmeasured
from estimators.facts.small_rows import Specialised
from estimators.figure import Figure

LABELS: Mapping[str, str] = {
    "distillation": "Distillation into a smaller model",
    "pruning": "Structured pruning",
}
CARDS: Mapping[str, tuple[str, ...]] = {
    "distillation": ("infer-distillation", "model-distillation-bedrock"),
    "pruning": ("infer-pruning",),
}
WEEKS: Mapping[str, float] = {"distillation": 6.0, "pruning": 10.0}
"""Person-weeks to make, evaluate and release the smaller model, judged."""
TRY = "To try, not ranked: what it loses on your own evaluation is not known before that."
SPENT = ("energy_kwh", "cost_usd")
BACK: Mapping[str, str] = {
    "energy_kwh": "break_even_energy_months",
    "cost_usd": "break_even_cost_months",
}
Beside = tuple[Rated, str]
"""What the smaller model is held against, and how that is called."""
Found = tuple[tuple[Option, ...], tuple[Exclusion, ...]]


def smaller_models(desk: Desk, best: Candidate, base: Rated, what: str) -> Found:
    """Distillation and pruning of the pick as options that are not ranked, and what is not needed.

    Args:
        desk: Workload and facts.
        best: The pick.
        base: The same as rated, to hold them against.
        what: The same in words.
    """
    before = desk.measure(best)
    taught = (managed_student if best.managed else distil)(desk, best, before)
    found = [
        _not_needed(taught)
        if isinstance(taught, NotNeeded)
        else _distilled(desk, (base, what), taught)
    ]
    if not best.managed:
        found.append(_pruned(desk, best, (base, what), before))
    return (
        tuple(item for item in found if isinstance(item, Option)),
        tuple(item for item in found if isinstance(item, Exclusion)),
    )


def in_brief(options: Sequence[Option], years: float) -> str:
    """What a smaller model might save, for who reads the first options alone; empty without."""
    parts = []
    for option in options:
        if priced(option):
            energy, cost = (option.figures[f"saved_{name}_per_year"] for name in SPENT)
            back = _back(option.figures[BACK["energy_kwh"]], energy, years)
            late = (
                ", cost not within the horizon" if _late(option.figures, "cost_usd", years) else ""
            )
            parts.append(
                f"{option.label} ({value(energy)} and {value(cost)} saved, energy {back}{late})"
            )
    return f"To try, not ranked: {'; '.join(parts)}." if parts else ""


def priced(option: Option) -> bool:
    """Whether it has figures of its own."""
    return "saved_energy_kwh_per_year" in option.figures


def _distilled(desk: Desk, base: Beside, found: Distilled | str) -> Option | Exclusion:
    if isinstance(found, str):
        why = f"No student for this design: {found}."
        reason = "A smaller model learns from the answers of this one, and takes over."
        return _withheld("distillation", why, reason)
    student, bar = found.student, bar_of(desk.workload)
    examples = desk.facts.constant("distillation_examples")
    where = "on the same instance type"
    if found.place:
        where = f"on Bedrock in {found.place}, billed at its list price, which is assumed"
    reasons = (
        f"{student.name} learns from {examples.value:,.0f} answers of this model "
        f"({examples.low:,.0f} to {examples.high:,.0f}) and takes over {where}.",
        f"Untaught it scores {student.aa_index_nonreasoning:g} for a bar of {bar:g} (intelligence "
        "index); whether it reaches the bar for your requests is what has to be shown.",
        *_evidence(desk.facts.specialised, ("alpaca-7b", "llama-3.2-1b-mgsm")),
    )
    return _option(desk, base, "distillation", found.effect, reasons)


def _pruned(desk: Desk, best: Candidate, base: Beside, before: Measured) -> Option | Exclusion:
    found = prune(desk, best, before)
    if isinstance(found, str):
        reason = "Whole layers, channels or experts are removed, and the rest is trained again."
        return _withheld("pruning", f"Not sized: {found}.", reason)
    return _option(desk, base, "pruning", found.effect, _cut_in_words(found))


def _cut_in_words(found: Pruned) -> tuple[str, ...]:
    """What the cases kept, and what that cost them."""
    experts = found.cases[0].experts_kept_percent is not None
    what, tokens = "experts" if experts else "parameters", found.tokens_b
    kept = ", ".join(
        f"{share:.0%} like {row.name}" for share, row in zip(found.kept, found.cases, strict=True)
    )
    scored = {(row.task, row.small_score): _score(row) for row in found.known if row.small_score}
    return (
        f"Sized with the share of {what} that published cases kept: {kept}; on the same instance "
        "type, each as likely as the others.",
        *((f"What they scored: {'; '.join(scored.values())}.",) if scored else ()),
        "Nothing was trained again in those cases; what is read to choose the experts is counted."
        if experts
        else "The training after the cut is counted with the tokens of those cases, "
        f"{tokens.value:,.0f} billion ({tokens.low:,.0f} to {tokens.high:,.0f}).",
    )


def _option(
    desk: Desk, base: Beside, name: str, effect: Effect, reasons: Sequence[str]
) -> Option | Exclusion:
    """The option with its figures; where it never pays back within the horizon, why it is none."""
    if _never_pays(effect.beside, desk.workload.horizon_years.value):
        return _not_worth_it(desk, name, effect, reasons[0])
    measured = effect.measured
    measured = replace(measured, effort_weeks=measured.effort_weeks + WEEKS[name])
    years = desk.workload.horizon_years.value
    note = f"Its figures a year carry what is spent once, spread over {in_years(years)}."
    item = rated(desk, name, LABELS[name], measured, Said((), CARDS[name], (note,)))
    said = (_effect_in_words(effect.beside, years), *reasons, against(base[0], item, base[1]), TRY)
    return replace(item.option, figures={**item.option.figures, **effect.beside}, reasons=said)


def _never_pays(beside: Mapping[str, Figure], years: float) -> bool:
    """Whether neither energy nor cost comes back in time, by the central values."""
    return all(_late(beside, name, years) for name in SPENT)


def _late(beside: Mapping[str, Figure], name: str, years: float) -> bool:
    """Whether what is spent once comes back after the horizon, or never; unknown is not late."""
    saved, months = beside[f"saved_{name}_per_year"], beside[BACK[name]]
    never = saved.value is not None and saved.value <= 0.0
    return never or (months.value is not None and months.value > MONTHS * years)


def _not_worth_it(desk: Desk, name: str, effect: Effect, how: str) -> Exclusion:
    years = desk.workload.horizon_years.value
    return Exclusion(
        name,
        LABELS[name],
        "never-pays-back",
        f"Not worth it within {in_years(years)}. {_effect_in_words(effect.beside, years)} {how}",
        "More requests or a longer horizon: what is saved grows with both, what is spent once "
        "does not.",
        (*CARDS[name], *RULES["never-pays-back"].cards),
    )


def _effect_in_words(beside: Mapping[str, Figure], years: float) -> str:
    """Saved a year, spent once, paid back when."""
    energy, cost = (beside[f"saved_{name}_per_year"] for name in SPENT)
    once = " and ".join(value_and_range(beside[f"one_off_{name}"]) for name in SPENT)
    back = _back(beside["break_even_energy_months"], energy, years)
    money = _back(beside["break_even_cost_months"], cost, years)
    return (
        f"Saved in use: {value_and_range(energy)}, {value_and_range(cost)}. Spent once: {once}. "
        f"Energy {back}, cost {money}."
    )


def _back(figure: Figure, saved: Figure, years: float = 0.0) -> str:
    """When it is paid back, and whether that is sure."""
    if figure.value is None:
        never = saved.value is not None and saved.value <= 0.0
        return "never paid back" if never else "not known when paid back"
    late = ", beyond the horizon" if years and figure.value > MONTHS * years else ""
    doubt = ", if anything is saved at all" if (saved.low or 0.0) < 0.0 else ""
    when = f"in {value(figure)}" if figure.value >= 1.0 else "within a month"
    return f"paid back {when}{late}{doubt}"


def _withheld(name: str, why: str, reason: str) -> Option:
    return unmeasured(name, LABELS[name], why, Said((reason,), CARDS[name]))


def _not_needed(found: NotNeeded) -> Exclusion:
    return Exclusion(
        "distillation",
        LABELS["distillation"],
        "not-there",
        f"It is not needed: {found.model.name} is smaller and meets the quality bar untaught; the "
        "model decision weighs the two.",
        "A quality bar that no smaller model meets.",
        (*CARDS["distillation"], *RULES["not-there"].cards),
    )


def _evidence(rows: Mapping[str, Specialised], names: Sequence[str]) -> tuple[str, ...]:
    """What published students reached, for and against."""
    shown = [_score(rows[name]) for name in names if name in rows]
    return (f"Published cases go both ways: {'; '.join(shown)}.",) if shown else ()


def _score(row: Specialised) -> str:
    against_it = f"{row.compared_score} of {row.compared_with}"
    if not row.compared_score:
        against_it = f"{row.compared_with}"
    caveat = f" ({row.caveat})" if row.caveat else ""
    return f"{row.name} {row.small_score} on {row.task} against {against_it}{caveat}"
