"""Which models can do the work at all: filters before any ranking, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from advisors.base import Base
from advisors.model_filters import (
    BARS,
    JUDGED,
    NARROW,
    Failed,
    Needs,
    asked_in_words,
    bar_of,
    failed_filters,
    index_of,
    may_self_host,
    needs_of,
    passes_barely,
    roomy,
    served_by_bedrock,
    tokens_tell,
    tuned_bar_of,
)
from advisors.options import Exclusion
from advisors.reasoning import in_words, reasons_always
from advisors.rules import cards_of
from advisors.workload import Workload
from estimators.facts import Facts
from estimators.facts.model_rows import Model

Found = tuple[tuple["Capable", ...], tuple[Exclusion, ...]]


@dataclass(frozen=True)
class Capable:
    """A model that passed, with what follows for the ranking.

    Attributes:
        index: Points on the common scale, lowered by its weakest language where that is published.
        needs_tuning: It meets the bar only once it is tuned to the task.
        notes: What to verify.
        doubts: For a model that is given: what would have kept it out of a free choice.
    """

    model: Model
    index: float
    needs_tuning: bool
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def capable_models(w: Workload, base: Base) -> Found:
    """Models that pass every filter, smallest first, and why the others fall out, nearest first."""
    needs = needs_of(w)
    return base.once(("capable", needs), lambda: _capable_models(needs, base))


def _capable_models(w: Needs, base: Base) -> Found:
    """Models whose tokens do not tell are judged for a call with room, once for all counts."""
    kept: list[Capable] = []
    fallen: list[_Out] = []
    usual = roomy(w)
    judged = base.once(
        ("judged", usual),
        lambda: {key: _judged(usual, row, base) for key, row in base.generative.items()},
    )
    for key, model in base.generative.items():
        found = _judged(w, model, base) if tokens_tell(w, model) else judged[key]
        if isinstance(found, Capable):
            kept.append(found)
        else:
            fallen.append(found)
    near = sorted(fallen, key=lambda item: (item.missed, item.exclusion.id))
    return tuple(sorted(kept, key=_size)), tuple(item.exclusion for item in near)


@dataclass(frozen=True)
class _Out:
    """A model that fell out, and how far it is from being kept."""

    exclusion: Exclusion
    missed: tuple[float, ...]


def _judged(w: Needs, model: Model, base: Base) -> Capable | _Out:
    """A model by all filters; one that is given stays with what only scores and words say."""
    failed = failed_filters(w, model)
    given = model.id == w.committed_model
    if w.committed_model and not given:
        failed.append(_not_given(base.generative[w.committed_model]))
    doubts = [item for item in failed if given and item[0] in JUDGED]
    if len(doubts) == len(failed):
        return _capable(w, model, base.facts, tuple(item[1] for item in doubts))
    rule, reason, unlock = failed[0]
    out = Exclusion(model.id, model.name, rule, reason, unlock, cards_of(rule))
    missed = _missed_by(w, model, [item[0] for item in failed])
    return _Out(out, (float(not given), *missed))


def _not_given(given: Model) -> Failed:
    return (
        "committed-model",
        f"Your answer names {given.name}, so no other model is open.",
        "No answer on the model that is already chosen, or this model there.",
    )


def _missed_by(w: Needs, model: Model, failed: Sequence[str]) -> tuple[float, ...]:
    """How far a model is from being one of the kept: retired, filters failed, short of the bar."""
    index = index_of(w, model)
    short = 1.0 if index is None else max(0.0, 1.0 - index / bar_of(w))
    return (float("lifecycle" in failed), float(len(failed)), short)


def _capable(w: Needs, model: Model, facts: Facts, doubts: tuple[str, ...] = ()) -> Capable:
    index = index_of(w, model) or 0.0
    notes = [f"Your answer names it; a free choice would pass it by: {why}" for why in doubts]
    unlisted = [code for code in w.languages if code != "en" and code not in model.languages]
    if unlisted:
        notes.append(
            f"States {model.languages_count} or more languages without a list: test "
            f"{', '.join(unlisted)} on your own samples."
        )
    if "Mantle" in model.bedrock_status:
        notes.append("Offered through one Bedrock endpoint only.")
    if reasons_always(model):
        notes.append(in_words(facts, model))
    tuned = index < bar_of(w) and model.id != w.committed_model
    return Capable(model, index, tuned, tuple(notes), doubts)


def _size(item: Capable) -> tuple[float, str]:
    """Active parameters, then the price where the size is unpublished."""
    model = item.model
    size = model.params_active_b or model.params_total_b
    return (
        size if size is not None else 1e4 + (model.usd_per_million_output_tokens or 1e3),
        model.id,
    )


__all__ = [
    "BARS",
    "NARROW",
    "Capable",
    "asked_in_words",
    "bar_of",
    "capable_models",
    "failed_filters",
    "may_self_host",
    "passes_barely",
    "served_by_bedrock",
    "tuned_bar_of",
]
