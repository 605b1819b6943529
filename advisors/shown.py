"""Options and candidates in words, the same in every decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisors.candidates import Candidate
from advisors.classic import LABELS as CLASSIC_LABELS
from advisors.classic import Classic, Mode
from advisors.criteria import Measured
from advisors.desk import Desk
from advisors.durations import about
from advisors.figures import all_withheld
from advisors.options import FIGURE_NAMES, Option
from advisors.ranking import Rated, rate
from advisors.rungs import LABELS as RUNG_LABELS
from advisors.ways import WORDS as WAY_WORDS

ALSO = ("wh_per_request", "energy_it_kwh_per_year", "embodied_kg_per_year", "utilization")
"""Figures shown beside the five where they are known."""
UP: Mapping[Mode, str] = {
    "serverless": "up only while requests come",
    "always-on": "up all the time",
    "gathered": "up for the full hours that the work of a day takes",
}
"""How a smaller approach is kept up."""


@dataclass(frozen=True)
class Said:
    """What is said about an option: reasons, guidance, notes."""

    reasons: Sequence[str]
    cards: Sequence[str]
    notes: Sequence[str] = ()


def rated(desk: Desk, name: str, label: str, measured: Measured, said: Said) -> Rated:
    """An option ready to be ranked, with its five figures and what else is known."""
    found = measured.outcome.figures
    figures = {key: found[key] for key in (*FIGURE_NAMES, *ALSO) if key in found}
    reasons = tuple(reason for reason in said.reasons if reason)
    option = Option(name, label, figures, reasons, tuple(said.cards), tuple(said.notes))
    return rate(desk, option, measured)


def unmeasured(name: str, label: str, why: str, said: Said) -> Option:
    """An option whose figures are withheld."""
    return Option(
        name, label, all_withheld(why), tuple(said.reasons), tuple(said.cards), tuple(said.notes)
    )


def model_name(desk: Desk, model: str) -> str:
    """Name of a model as shown."""
    return desk.facts.models[model].name if model else "no model"


def host(desk: Desk, item: Candidate) -> str:
    """Who serves it, on what."""
    if item.layout is None:
        return "Amazon Bedrock"
    layout = item.layout
    chip = desk.facts.chip(desk.facts.instances[layout.instance].chip)
    chips = f"{layout.shards} x {chip.name}" if layout.shards > 1 else chip.name
    return f"{layout.instance} ({chips} a replica, {layout.precision})"


def design(desk: Desk, item: Candidate) -> str:
    """A whole candidate in one clause."""
    way = WAY_WORDS.get(item.serving)
    full = ", its work gathered into full hours" if is_gathered(desk, item) else ""
    return (
        f"{model_name(desk, item.model)}, {RUNG_LABELS[item.rung]}, on "
        f"{host(desk, item)}{f' with {way}' if way else ''}, in {item.place.label}{full}"
    )


def is_gathered(desk: Desk, item: Candidate) -> bool:
    """Whether its machines work off a day at once, as nobody waits."""
    return item.layout is not None and desk.search.policy.packed


def classic_design(desk: Desk, item: Classic) -> str:
    """A smaller approach in one clause."""
    with_model = f" with {model_name(desk, item.model)}" if item.model else ""
    return f"{CLASSIC_LABELS[item.approach]}{with_model} on {item.instance}"


def batch_words(desk: Desk, item: Candidate) -> str:
    """Batch and pace of a replica, empty for a managed model."""
    if item.layout is None:
        return ""
    layouts, row = desk.search.layouts_of(item)
    return (
        f"Batch {layouts.batch[row]:.0f} keeps {about(float(layouts.inter_token_ms[row]))} between "
        f"tokens and about {about(float(layouts.ttft_ms[row]))} to the first."
    )
