"""The customization ladder over its life, and the volumes at which one rung overtakes another.

`rung_outcome(rung, needs, site)` gives fixed, per-call and total figures in kWh, kg, litres and
USD; `break_even(first, second, unit)` the number of calls over the horizon from which the second
rung needs less. Energy and money break even at different volumes, so both are shown.
"""

from dataclasses import dataclass, field, fields, replace
from typing import Literal

import numpy as np

from estimators import checks
from estimators.annual import Leaf, Missing, Site
from estimators.customization_graph import ALL_UNITS, Kind, rung_graph
from estimators.draws import LIVE, latin_for
from estimators.facts import Facts
from estimators.figure import Figure, Formula, Input
from estimators.graph import Outcome
from estimators.managed import REFERENCE_CHIP
from estimators.training import TrainingRun, run_inputs

INDEX_CONSTANTS = (
    "embedding_params_b",
    "vector_search_wh",
    "managed_host_factor",
    "index_bytes_per_corpus_token",
    "index_w_per_gib",
    "mfu_prefill",
    "power_fraction_prefill",
)
"""Facts that an index and its searches rest on."""

RungId = Literal[
    "prompt", "few-shot", "retrieval", "peft", "full-fine-tuning", "continued", "from-scratch"
]
REFERENCE_INSTANCE = "p5.48xlarge"
UNIT_LABELS = {"kwh": "kWh", "kg": "kg CO2e", "l": "l", "usd": "USD"}


def nothing(name: str, unit: str = "1") -> Input:
    """A certain zero: the rung has no such part."""
    return Input(name, 0.0, 0.0, 0.0, unit, "answer", note="not part of this rung")


@dataclass(frozen=True)
class Needs:
    """What is asked of every rung alike.

    Attributes:
        input_tokens: Prompt of a call without what a rung adds.
        refreshes: Times over the horizon that knowledge is brought up to date.
    """

    calls_per_year: Input
    horizon_years: Input
    input_tokens: Input
    output_tokens: Input
    refreshes: Input


@dataclass(frozen=True)
class ServedModel:
    """Energy and price of the tokens of the model that a rung calls, IT energy."""

    wh_per_input_token: Leaf
    wh_per_output_token: Leaf
    usd_per_million_input_tokens: Leaf
    usd_per_million_output_tokens: Leaf


@dataclass(frozen=True)
class Retrieval:
    """An index over own documents.

    Attributes:
        corpus_tokens: Size of the documents.
        refreshed_share: Share of them that changes at a refresh.
        query_tokens: Tokens of a query.
        index_usd_per_year: Price of keeping the index.
        retrieval_usd: Price of one retrieval.
    """

    corpus_tokens: Input
    refreshed_share: Input
    query_tokens: Input
    index_usd_per_year: Leaf
    retrieval_usd: Leaf


@dataclass(frozen=True)
class Tuning:
    """Training that a rung needs.

    Attributes:
        run: One full run.
        development_runs: Full runs until a model is accepted, failed and tuning ones included.
        usd_per_chip_hour: Price of an accelerator for an hour.
        spot: Whether it runs on Spot capacity.
    """

    run: TrainingRun
    development_runs: Input
    usd_per_chip_hour: Leaf
    spot: bool = False


@dataclass(frozen=True)
class RungPlan:
    """One rung with all that it needs.

    Attributes:
        extra_input_tokens: Tokens that it adds to every prompt: examples, retrieved passages.
        hosting_it_kwh_per_year, hosting_usd_per_year: Keeping a model of one's own up; zero when
            its base model is served anyway.
        unmerged_adapter: Whether calls go through an adapter beside the weights.
    """

    id: RungId
    served: ServedModel
    extra_input_tokens: Input = field(default_factory=lambda: nothing("extra_input_tokens"))
    retrieval: Retrieval | None = None
    tuning: Tuning | None = None
    hosting_it_kwh_per_year: Leaf = field(default_factory=lambda: nothing("hosting", "kWh"))
    hosting_usd_per_year: Leaf = field(default_factory=lambda: nothing("hosting", "USD"))
    unmerged_adapter: bool = False

    @property
    def kind(self) -> Kind:
        """Which graph it takes."""
        if self.tuning is None:
            return "prompt" if self.retrieval is None else "retrieval"
        return "tuned" if self.retrieval is None else "tuned-retrieval"


def rung_outcome(
    facts: Facts, plan: RungPlan, needs: Needs, site: Site, count: int = LIVE
) -> Outcome:
    """Figures of one rung over the horizon: `fixed_*`, `call_*`, `total_*` in four units.

    Raises:
        InputError: A number that physics cannot take.
        EvidenceError: The training accelerator is not described well enough.
    """
    for name, item in (("calls per year", needs.calls_per_year), ("horizon", needs.horizon_years)):
        checks.positive(name, item.value, item.unit, 4e13)
    checks.not_negative("refreshes", needs.refreshes.value, "")
    inputs: list[Input] = []
    missing: dict[str, str] = {}
    graph = rung_graph(plan.kind)
    needed = {name for step in graph.steps for name in step.needs}
    for name, leaf in _leaves(facts, plan, needs, site).items():
        if isinstance(leaf, Missing):
            missing[name] = leaf.reason
        elif name in needed:
            inputs.append(checks.ordered(replace(leaf, name=name)))
    return graph.outcome(inputs, latin_for(inputs, count), missing)


def _leaves(facts: Facts, plan: RungPlan, needs: Needs, site: Site) -> dict[str, Leaf]:
    found: dict[str, Leaf] = {}
    for part in (needs, plan.served, site):
        for item in fields(part):
            leaf = getattr(part, item.name)
            if isinstance(leaf, Input) and part is site and not leaf.stream:
                leaf = replace(leaf, stream=f"{item.name}/{site.region}")
            if isinstance(leaf, Input | Missing):
                found[item.name] = leaf
    one = Input("call_factor", 1.0, 1.0, 1.0, "1", "answer", note="weights merged or unchanged")
    found |= {
        "extra_input_tokens": plan.extra_input_tokens,
        "hosting_it_kwh_per_year": plan.hosting_it_kwh_per_year,
        "hosting_usd_per_year": plan.hosting_usd_per_year,
        "call_factor": facts.constant("adapter_call_factor") if plan.unmerged_adapter else one,
        "reference_node_kw": facts.constant("reference_node_kw"),
        "lifetime_years": facts.constant("embodied_lifetime_years"),
        "embodied_active_share": facts.constant("embodied_active_share"),
        "instance_embodied_kg": facts.instance(REFERENCE_INSTANCE).input("embodied_kgco2e"),
    }
    return found | _retrieval(facts, plan.retrieval) | _tuning(facts, plan.tuning)


def _retrieval(facts: Facts, part: Retrieval | None) -> dict[str, Leaf]:
    if part is None:
        names = ("retrieval_wh", "retrieval_usd", "index_it_kwh", "index_usd_per_year")
        return {name: nothing(name) for name in names}
    chip = facts.chip(REFERENCE_CHIP)
    found: dict[str, Leaf] = {item.name: getattr(part, item.name) for item in fields(part)}
    for name in INDEX_CONSTANTS:
        found[name] = facts.constant(name)
    found["embedding_peak_tflops"] = chip.input("peak_dense_tflops_bf16")
    found["embedding_tdp_watts"] = chip.input("tdp_watts")
    return found


def _tuning(facts: Facts, part: Tuning | None) -> dict[str, Leaf]:
    if part is None:
        return {name: nothing(name) for name in ("tuning_it_kwh", "tuning_usd")}
    checks.positive("full runs", part.development_runs.value, "runs", 1e6)
    found: dict[str, Leaf] = {item.name: item for item in run_inputs(facts, part.run)}
    full = Input("price_fraction", 1.0, 1.0, 1.0, "1", "answer", note="on demand")
    steady = Input("spot_repeat_factor", 1.0, 1.0, 1.0, "1", "answer", note="on demand")
    return found | {
        "development_runs": part.development_runs,
        "training_overhead_factor": facts.constant("training_overhead_factor"),
        "spot_repeat_factor": facts.constant("spot_repeat_factor") if part.spot else steady,
        "price_fraction": facts.constant("spot_price_fraction") if part.spot else full,
        "usd_per_chip_hour": part.usd_per_chip_hour,
    }


def break_even(first: Outcome, second: Outcome, unit: str) -> Figure:
    """Calls over the horizon from which the second rung needs less than the first in one unit.

    (fixed of the second - fixed of the first) / (per call of the first - per call of the second),
    drawn over common random numbers. Withheld, with the reason, when the second never overtakes
    or is better from the first call; the note says in which share of draws there is a break-even.

    Args:
        first: The rung with less fixed effort.
        second: The rung with less effort per call.
        unit: `kwh`, `kg`, `l` or `usd`.
    """
    if unit not in ALL_UNITS:
        raise KeyError(unit)
    names = (f"fixed_{unit}", f"call_{unit}")
    parts = [side.figures[name] for side in (first, second) for name in names]
    hidden = [part.withheld for part in parts if part.value is None]
    if hidden:
        return _break_even(unit, parts, withheld=hidden[0])
    fixed1, call1, fixed2, call2 = (part.numbers[0] for part in parts)
    if call2 >= call1 and fixed2 >= fixed1:
        return _break_even(unit, parts, withheld="it needs more once and more with every call")
    if call2 <= call1 and fixed2 <= fixed1:
        return _break_even(unit, parts, withheld="it needs less from the first call on")
    if call2 >= call1:
        return _break_even(unit, parts, withheld="it needs less once but more with every call")
    extra = second.draws[names[0]] - first.draws[names[0]]
    saved = first.draws[names[1]] - second.draws[names[1]]
    paid = saved > 0
    volumes = np.maximum(extra[paid], 0.0) / saved[paid]
    value = (fixed2 - fixed1) / (call1 - call2)
    low, high = np.percentile(volumes, (5, 95))
    return replace(
        _break_even(unit, parts),
        value=value,
        low=min(float(low), value),
        high=max(float(high), value),
        note=f"overtakes in {paid.mean():.0%} of the draws; the range is over those",
    )


def _break_even(unit: str, parts: list[Figure], withheld: str = "") -> Figure:
    label = UNIT_LABELS[unit]
    return Figure(
        name=f"break_even_calls_{unit}",
        value=None,
        low=None,
        high=None,
        unit="calls",
        formula=Formula(
            "customization.break_even",
            f"calls = (fixed of the second − fixed of the first) [{label}] ÷ (per call of the first"
            f" − per call of the second) [{label}]",
        ),
        inputs=tuple(parts),
        withheld=withheld,
    )


def break_evens(first: Outcome, second: Outcome) -> dict[str, Figure]:
    """`break_even` in kWh, kg, l and USD."""
    return {unit: break_even(first, second, unit) for unit in ALL_UNITS}
