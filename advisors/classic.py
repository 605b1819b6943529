"""The smaller approaches: a classifier, search or a rules engine on processors.

They are sized by floating-point operations over what a processor delivers. Nobody publishes that
for these models on Graviton, so it enters as an assumption with a wide range.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from advisors.base import Base
from advisors.candidates import demand_of
from advisors.elasticity import Tokens
from advisors.figures import Extra, Priced
from advisors.places import Place
from advisors.rungs import FEW, Rung, added, one_run
from advisors.workload import Workload
from advisors.workload_types import AnswerForm
from estimators.annual import Policy, SelfHosted
from estimators.figure import Input

Approach = Literal["rules", "search", "classifier"]
INSTANCE = "c8g.4xlarge"
INSTANCES = ("c8g.4xlarge", "c7g.4xlarge", "c6g.4xlarge", "c7a.16xlarge", "c6i.16xlarge")
ENGLISH = ("modernbert-base", "distilbert-base", "modernbert-large")
MANY_LANGUAGES = ("multilingual-e5-small", "multilingual-e5-base", "bge-m3")
EMBEDDERS = {True: "bge-small-en-v1.5", False: "multilingual-e5-small"}
GFLOPS_PER_VCPU = (30.0, 10.0, 90.0)
"""What one vCPU delivers on an encoder in 16 or 8 bits, judged: a few to some ten percent of what
its vector units could do at 2 to 3 GHz."""
RULES_CPU_S = (0.01, 0.002, 0.05)
"""Processor time of one decision by rules, judged: a few look-ups and a call."""
STANDBY_S = (300.0, 60.0, 900.0)
"""How long a serverless container stays up after a request, judged."""
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


@dataclass(frozen=True)
class Classic:
    """A design without a generative model.

    Attributes:
        model: Encoder; empty for rules.
        instance: Processor type.
        serverless: Whether it scales to zero between requests.
    """

    approach: Approach
    model: str
    instance: str = INSTANCE
    serverless: bool = True


def classic_for(w: Workload, base: Base) -> Classic | None:
    """The smaller approach that can do the work, None when there is none."""
    approach = FORMS.get(w.answer_form)
    if approach is None or w.modalities != {"text"}:
        return None
    if approach == "classifier" and w.labelled_examples.value < FEW:
        return None
    return Classic(approach, encoders(w, approach, base)[0])


def encoders(w: Workload, approach: Approach, base: Base) -> tuple[str, ...]:
    """Encoders for the languages, the usual choice first."""
    english = set(w.languages) <= {"en"}
    if approach == "rules":
        return ("",)
    if approach == "search":
        return (EMBEDDERS[english],)
    wanted = ENGLISH if english else MANY_LANGUAGES
    return tuple(name for name in wanted if name in base.facts.models)


def price_classic(item: Classic, w: Workload, place: Place, base: Base) -> Priced:
    """A smaller approach with every leaf that its graph needs."""
    instance = base.facts.instance(item.instance)
    vcpus = float(instance.vcpus or 1)
    seconds = _seconds(item, w, base, vcpus)
    busy_w = (instance.max_watts or 0.0) / vcpus * _cores(item, vcpus)
    idle = instance.idle_watts or 0.0
    wh = _scaled(seconds, busy_w / 3600.0, "Wh")
    rate = replace(
        seconds, value=1.0 / seconds.value, low=1.0 / seconds.high, high=1.0 / seconds.low,
        unit="calls/s",
    )  # fmt: skip
    one = Input("one", 1.0, 1.0, 1.0, "1", "fact", note="one container on the instance")
    hardware = base.hardware(item.instance)
    keep = Input("keep_alive_s", STANDBY_S[0], *STANDBY_S[1:], "s", "assumption", note="serverless")
    parts = {**vars(hardware), "chips_per_instance": one}
    if item.serverless:
        parts["keep_alive_s"] = keep
    option = SelfHosted(
        wh_per_call=wh,
        wh_per_call_single=wh,
        replica_calls_per_s=rate,
        single_calls_per_s=rate,
        replica_batch=one,
        idle_power_w=Input(
            "idle_power_w", idle, idle * 0.7, idle * 1.4, "W", "fact", instance.power_sources,
            instance.as_of, "estimated", instance.note,
        ),
        replicas_per_instance=one,
        chips_per_replica=one,
        policy=Policy(curve="daily", autoscaling=True, scale_to_zero=item.serverless),
        **parts,
    )  # fmt: skip
    prompt = max(w.input_tokens.value, 1.0)
    linear = 0.0 if item.approach == "rules" else 1.0
    tokens = Tokens(prompt, max(w.output_tokens.value, 1.0), linear, 0.0, -linear, 0.0)
    return Priced(option, demand_of(w, prompt), base.site(place), tokens, _extra(item, w, base))


def latency_ms(item: Classic, w: Workload, place: Place, base: Base) -> float:
    """From the request to the answer, network included."""
    vcpus = float(base.facts.instance(item.instance).vcpus or 1)
    return _seconds(item, w, base, vcpus).value * 1e3 + (place.rtt_ms or 0.0)


def _cores(item: Classic, vcpus: float) -> float:
    """Cores that one request keeps busy."""
    return 1.0 if item.approach == "rules" else vcpus


def _seconds(item: Classic, w: Workload, base: Base, vcpus: float) -> Input:
    """Processor time of one call."""
    if item.approach == "rules":
        value, low, high = RULES_CPU_S
        return Input(
            "seconds", value, low, high, "s", "assumption", note="a decision by rules, judged",
            confidence="inferred", stream="rules",
        )  # fmt: skip
    row = base.facts.models[item.model]
    flop = 2.0 * (row.params_total_b or 0.1) * 1e9 * max(w.input_tokens.value, 1.0)
    central, low, high = (flop / (rate * 1e9 * vcpus) for rate in GFLOPS_PER_VCPU)
    return Input(
        "seconds", central, high, low, "s", "assumption", row.sources, row.as_of, "inferred",
        f"{row.name}: 2 FLOP a parameter and token over {GFLOPS_PER_VCPU[0]:g} GFLOPS a vCPU",
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


def _extra(item: Classic, w: Workload, base: Base) -> Extra:
    """Index of a search, training of a classifier, nothing for rules."""
    rung = Rung.RAG if item.approach == "search" else Rung.PROMPT
    found = added(w, rung, "", base)
    extra = Extra(found.tuning_kwh, found.tuning_usd, found.retrieval_kwh, found.retrieval_usd)
    if item.approach != "classifier":
        return extra
    kwh, usd = one_run(w, base, base.facts.models[item.model].params_total_b or 0.1)
    return replace(extra, tuning_it_kwh_per_year=kwh, tuning_usd_per_year=usd)
