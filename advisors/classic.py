"""The smaller approaches: a classifier, search or a rules engine on processors or accelerators.

On processors they are sized by floating-point operations over what a processor delivers. Nobody
publishes that for these models on Graviton, so it enters as an assumption with a wide range. What
an encoder takes on an accelerator is in `encoder_machines`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from advisors.base import Base
from advisors.demand import demand_of, policy_of
from advisors.elasticity import Tokens, exponents
from advisors.encoder_machines import machines
from advisors.extras import Extras, kind_of
from advisors.figures import Priced
from advisors.places import Place
from advisors.rungs import FEW, Rung
from advisors.weights import NEURON_WEEKS, SKILL_FACTOR, effort_weeks
from advisors.workload import Workload
from advisors.workload_types import AnswerForm
from estimators.annual import Leaf, Policy, SelfHosted
from estimators.encoder import flop_of
from estimators.facts import Instance, Model
from estimators.figure import Input

Approach = Literal["rules", "search", "classifier"]
Mode = Literal["serverless", "always-on", "gathered"]
ACCELERATOR_WEEKS = 2.0
"""Drivers, batching and scaling of an accelerator beside a container on processors, judged for a
team that runs endpoints."""
INSTANCE = "c8g.4xlarge"
INSTANCES = ("c8g.4xlarge", "c7g.4xlarge", "c6g.4xlarge", "c7a.16xlarge", "c6i.16xlarge")
ENGLISH = ("modernbert-base", "distilbert-base", "modernbert-large")
MANY_LANGUAGES = ("multilingual-e5-small", "multilingual-e5-base", "bge-m3")
EMBEDDERS = {True: "bge-small-en-v1.5", False: "multilingual-e5-small"}
GFLOPS_PER_VCPU = (100.0, 30.0, 200.0)
"""What one vCPU delivers on an encoder in bf16, judged: a tenth to a half of what its matrix
instructions could do at 2 to 3 GHz."""
RULES_CPU_S = (0.01, 0.002, 0.05)
"""Processor time of one decision by rules, judged: a few look-ups and a call."""
SLICE_VCPUS: Mapping[Approach, float] = {"rules": 0.25, "search": 2.0, "classifier": 2.0}
"""vCPUs of a serverless container, judged."""
STANDBY_S = (2.0, 0.5, 30.0)
"""Time after a request for which a serverless container still takes power and is counted, judged:
it is frozen at once, and its memory is soon given on."""
RUN_AGAIN = "nobody waits: a job is run again"
FORMS: Mapping[AnswerForm, Approach] = {
    AnswerForm.RULES: "rules",
    AnswerForm.FIXED_LIST: "classifier",
    AnswerForm.RANKING: "search",
}
LABELS: Mapping[Approach, str] = {
    "rules": "Rules engine",
    "search": "Search over embeddings",
    "classifier": "Small classifier",
}

MADE_BY: Mapping[Approach, str] = {
    "classifier": "train-classifier",
    "search": "index",
    "rules": "write-rules",
}
"""Id of what makes a smaller approach fit the task."""


@dataclass(frozen=True)
class Classic:
    """A design without a generative model.

    Attributes:
        model: Encoder; empty for rules.
        instance: Processor or accelerator type.
        mode: How it is kept up: as a part of a processor that scales to zero between requests, on
            a machine of its own, or on one that does the work of a day in full hours, as nobody
            waits for it.
    """

    approach: Approach
    model: str
    instance: str = INSTANCE
    mode: Mode = "serverless"


def accelerated(item: Classic, base: Base) -> bool:
    """Whether it runs on an accelerator."""
    return _chip_kind(item, base) != "cpu"


def _chip_kind(item: Classic, base: Base) -> str:
    return base.facts.chip(base.facts.instance(item.instance).chip).kind


def effort_of(item: Classic, w: Workload, base: Base) -> float:
    """Person-weeks of a smaller approach in its first year."""
    weeks = effort_weeks(w, "classic", Rung.PROMPT, neuron=False)
    kind = _chip_kind(item, base)
    if kind == "cpu":
        return weeks
    return (
        weeks
        + ACCELERATOR_WEEKS * SKILL_FACTOR[w.skills]
        + (0.0 if kind == "gpu" else NEURON_WEEKS)
    )


def classic_for(w: Workload, base: Base) -> Classic | None:
    """The smaller approach that can do the work, None when there is none."""
    approach = FORMS.get(w.answer_form)
    if approach is None or w.modalities != {"text"}:
        return None
    if approach == "classifier" and w.labelled_examples.value < FEW:
        return None
    return Classic(approach, encoders(w, approach, base)[0])


def encoders(w: Workload, approach: Approach, base: Base) -> tuple[str, ...]:
    """Encoders for the languages that read a whole request, the smallest first.

    Where none reads that much, the one that reads most: longer texts go to it in parts.
    """
    english = set(w.languages) <= {"en"}
    if approach == "rules":
        return ("",)
    if approach == "search":
        return (EMBEDDERS[english],)
    known = _known(english, base)
    short = too_short(w, approach, base)
    return tuple(row.id for row in known if row not in short) or (
        max(known, key=lambda row: row.context_tokens or 0).id,
    )


def too_short(w: Workload, approach: Approach, base: Base) -> tuple[Model, ...]:
    """Classifying encoders whose context ends before the request does, the smallest first."""
    if approach != "classifier":
        return ()
    return tuple(
        row
        for row in _known(set(w.languages) <= {"en"}, base)
        if row.context_tokens is not None and row.context_tokens < w.input_tokens.value
    )


def _known(english: bool, base: Base) -> list[Model]:
    """Encoders for a language, the smallest first; one of unknown size counts as large."""
    wanted = ENGLISH if english else MANY_LANGUAGES
    rows = [base.facts.models[name] for name in wanted if name in base.facts.models]
    return sorted(rows, key=lambda row: (row.params_total_b or 1e3, row.id))


def rung_of(item: Classic) -> Rung:
    """What it needs beside serving: training of a classifier, an index for search, nothing."""
    return {"classifier": Rung.FULL, "search": Rung.RAG, "rules": Rung.PROMPT}[item.approach]


def price_classic(item: Classic, place: Place, extras: Extras) -> Priced:
    """A smaller approach with every leaf that its graph needs."""
    w, base = extras.w, extras.base
    option = option_of(item, w, base)
    prompt = max(w.input_tokens.value, 1.0)
    linear = 0.0 if item.approach == "rules" else 1.0
    tokens = Tokens(prompt, max(w.output_tokens.value, 1.0), linear, 0.0, -linear, 0.0)
    rung = rung_of(item)
    extra = extras.leaves(rung, item.model)
    demand = demand_of(w, prompt)
    return Priced(option, demand, base.site(place), exponents(tokens), (), kind_of(rung), extra)


def option_of(item: Classic, w: Workload, base: Base) -> SelfHosted:
    """A smaller approach on its machine."""
    make = _on_accelerators if accelerated(item, base) else _on_processors
    return make(item, w, base)


def _on_accelerators(item: Classic, w: Workload, base: Base) -> SelfHosted:
    """An encoder on an accelerator, the fleet run as that of a model of one's own."""
    known = machines(w, base, item.model)[item.instance].leaves
    hardware = dict(vars(base.hardware(item.instance)))
    if w.async_share.value >= 1.0:
        hardware["instance_availability"] = _no_spare(RUN_AGAIN)
    policy = replace(policy_of(w), packed=item.mode == "gathered")
    return SelfHosted(**known, **hardware, policy=policy)


def _on_processors(item: Classic, w: Workload, base: Base) -> SelfHosted:
    """A part of a processor that scales to zero, or a whole instance."""
    instance = base.facts.instance(item.instance)
    whole = float(instance.vcpus or 1)
    slice_share = SLICE_VCPUS[item.approach] / whole if item.mode == "serverless" else 1.0
    vcpus = whole * slice_share
    seconds = _seconds(item, w, base, vcpus)
    cores = min(1.0, vcpus) if item.approach == "rules" else vcpus
    wh = _scaled(seconds, (instance.max_watts or 0.0) / whole * cores / 3600.0, "Wh")
    rate = replace(
        seconds, value=1.0 / seconds.value, low=1.0 / seconds.high, high=1.0 / seconds.low,
        unit="calls/s",
    )  # fmt: skip
    one = Input("one", 1.0, 1.0, 1.0, "1", "assumption", note="one container")
    hardware = vars(base.hardware(item.instance)) | {"chips_per_instance": one}
    if item.mode == "serverless":
        hardware = _sliced(hardware, slice_share)
    elif w.async_share.value >= 1.0:
        hardware["instance_availability"] = _no_spare(RUN_AGAIN)
    return SelfHosted(
        wh_per_call=wh,
        wh_per_call_single=wh,
        replica_calls_per_s=rate,
        single_calls_per_s=rate,
        replica_batch=one,
        idle_power_w=_idle_power(instance, slice_share),
        replicas_per_instance=one,
        chips_per_replica=one,
        policy=Policy(
            curve="daily",
            autoscaling=True,
            scale_to_zero=item.mode == "serverless",
            packed=item.mode == "gathered",
            filled=item.mode == "always-on" and policy_of(w).filled,
        ),
        **hardware,
    )


def _idle_power(instance: Instance, share: float) -> Input:
    """Power of an instance, or of a part of it, that waits for work."""
    idle = (instance.idle_watts or 0.0) * share
    return Input(
        "idle_power_w", idle, idle * 0.7, idle * 1.4, "W", "fact", instance.power_sources,
        instance.as_of, "estimated", instance.note,
    )  # fmt: skip


def latency_ms(item: Classic, w: Workload, place: Place, base: Base) -> float:
    """From the request to the answer, network included; on accelerators that of a full batch."""
    if accelerated(item, base):
        return machines(w, base, item.model)[item.instance].batch_ms + (place.rtt_ms or 0.0)
    whole = float(base.facts.instance(item.instance).vcpus or 1)
    vcpus = SLICE_VCPUS[item.approach] if item.mode == "serverless" else whole
    return _seconds(item, w, base, vcpus).value * 1e3 + (place.rtt_ms or 0.0)


def _sliced(hardware: Mapping[str, Leaf], share: float) -> dict[str, Leaf]:
    """A serverless container is a slice of a server: price and embodied carbon by its share."""
    found = dict(hardware)
    for name in ("usd_per_instance_hour", "instance_embodied_kg"):
        leaf = found[name]
        if isinstance(leaf, Input):
            found[name] = _scaled(leaf, share, leaf.unit)
    found["keep_alive_s"] = Input(
        "keep_alive_s", *STANDBY_S, "s", "assumption", note="a serverless container, judged"
    )
    found["instance_availability"] = _no_spare("the service starts another container at once")
    return found


def _no_spare(why: str) -> Input:
    """Availability of an instance for which no second copy stands by."""
    note = f"{why}, no spare is kept"
    return Input("instance_availability", 1.0, 1.0, 1.0, "1", "assumption", note=note)


def _seconds(item: Classic, w: Workload, base: Base, vcpus: float) -> Input:
    """Processor time of one call."""
    if item.approach == "rules":
        return Input(
            "seconds", *RULES_CPU_S, "s", "assumption", note="a decision by rules, judged",
            confidence="inferred", stream="rules",
        )  # fmt: skip
    row = base.facts.models[item.model]
    flop, multiplied = flop_of(row, max(w.input_tokens.value, 1.0))
    central, high, low = (flop / (rate * 1e9 * vcpus) for rate in GFLOPS_PER_VCPU)
    return Input(
        "seconds", central, low, high, "s", "assumption",
        tuple(sorted({*row.sources, *row.arch_sources})), row.as_of, "inferred",
        f"{row.name}: 2 FLOP a token for each of {multiplied:,.0f} million parameters (the "
        "embedding table is looked up, not multiplied), and attention, over "
        f"{GFLOPS_PER_VCPU[0]:g} GFLOPS a vCPU",
        stream="cpu-rate",
    )  # fmt: skip


def _scaled(item: Input, factor: float, unit: str) -> Input:
    return replace(
        item,
        value=item.value * factor,
        low=item.low * factor,
        high=item.high * factor,
        unit=unit,
    )
