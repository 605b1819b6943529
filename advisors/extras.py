"""What a rung adds to serving: training, an index, retrieval; as leaves and steps of a graph.

The formulas are those of `estimators.customization_graph`; here they are spread over the years of
the horizon and joined to the yearly graph of the served option, so that one figure opens into all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from advisors.base import Base
from advisors.rungs import METHOD, TRAINED_IN, TUNED, Rung, needs_documents
from advisors.workload import Workload
from estimators.customization_graph import (
    INDEX,
    QUERY,
    TUNING,
    TUNING_RUNS,
    TUNING_USD,
    index_it_kwh,
    query_wh,
    tuning_it_kwh,
    tuning_runs,
    tuning_usd,
)
from estimators.facts import Facts, Model
from estimators.figure import Formula, Input
from estimators.graph import FloatArray, Graph, Step
from estimators.managed import INPUT_TOKEN, j_per_input_token
from estimators.training import TrainingRun, run_graph, run_inputs

TRAINING_CHIP = "h100"
TRAINING_INSTANCE = "p5.48xlarge"
STORE_INSTANCE = "r8g.4xlarge"
REFRESHED_SHARE = (0.3, 0.05, 1.0)
"""Share of the documents that a refresh changes, judged."""
QUERY_TOKENS = (50.0, 10.0, 200.0)
"""Question without what is retrieved, judged."""
Kind = Literal["plain", "retrieval", "tuned", "tuned-retrieval"]
RETRIEVING = frozenset({Rung.RAG, Rung.PEFT_RAG})
CONSTANTS = (
    "embedding_params_b",
    "vector_search_wh",
    "managed_host_factor",
    "index_bytes_per_corpus_token",
    "index_w_per_gib",
    "mfu_prefill",
    "power_fraction_prefill",
)


def extra_it_kwh(
    index_it_kwh: FloatArray,
    retrieval_wh: FloatArray,
    tuning_it_kwh: FloatArray,
    calls_per_year: FloatArray,
    horizon_years: FloatArray,
) -> FloatArray:
    """IT energy beside serving [kWh/year].

    (index + training) [kWh] / horizon [years] + calls/year x retrieval [Wh] / 1000.
    """
    return (index_it_kwh + tuning_it_kwh) / horizon_years + calls_per_year * retrieval_wh / 1000.0


EXTRA = Formula(
    "extras.extra_it_kwh",
    "IT energy beside serving [kWh/year] = (index + training) [kWh] ÷ horizon [years] + calls/year"
    " × retrieval [Wh] ÷ 1000",
)


def extra_usd(
    tuning_usd: FloatArray, index_usd_per_year: FloatArray, horizon_years: FloatArray
) -> FloatArray:
    """Cost beside serving [USD/year] = training [USD] / horizon [years] + index [USD/year]."""
    return tuning_usd / horizon_years + index_usd_per_year


EXTRA_USD = Formula(
    "extras.extra_usd",
    "cost beside serving [USD/year] = training [USD] ÷ horizon [years] + index [USD/year]",
)


def kind_of(rung: Rung) -> Kind:
    """Which steps a rung needs."""
    if rung in TUNED:
        return "tuned-retrieval" if rung in RETRIEVING else "tuned"
    return "retrieval" if rung in RETRIEVING else "plain"


@lru_cache(maxsize=8)
def extra_steps(kind: Kind) -> tuple[Step, ...]:
    """Steps up to `extra_it_kwh_per_year` and `extra_usd_per_year`."""
    embedding = {
        "active_params_b": "embedding_params_b",
        "peak_tflops": "embedding_peak_tflops",
        "tdp_watts": "embedding_tdp_watts",
    }
    steps: list[Step] = []
    if "retrieval" in kind:
        steps += [
            Step("embedding_j_per_token", "J", j_per_input_token, INPUT_TOKEN, takes=embedding),
            Step("retrieval_wh", "Wh", query_wh, QUERY),
            Step("index_it_kwh", "kWh", index_it_kwh, INDEX),
        ]
    if "tuned" in kind:
        paid = {"price_fraction": "training_price_fraction"}
        again = {"refreshes": "model_refreshes"}
        steps += [
            *run_graph().steps,
            Step("tuning_runs", "runs", tuning_runs, TUNING_RUNS, takes=again),
            Step("tuning_it_kwh", "kWh", tuning_it_kwh, TUNING),
            Step("tuning_usd", "USD", tuning_usd, TUNING_USD, takes=paid),
        ]
    return (
        *steps,
        Step("extra_it_kwh_per_year", "kWh/year", extra_it_kwh, EXTRA),
        Step("extra_usd_per_year", "USD/year", extra_usd, EXTRA_USD),
    )


@lru_cache(maxsize=8)
def extra_graph(kind: Kind) -> Graph:
    """The steps of a kind as a graph of their own."""
    return Graph(extra_steps(kind))


class Extras:
    """What rungs add for one workload; each rung and size is worked out once."""

    def __init__(self, w: Workload, base: Base) -> None:
        self.w, self.base = w, base
        self._leaves: dict[tuple[Rung, str], tuple[Input, ...]] = {}

    @cached_property
    def _index(self) -> Mapping[str, Input]:
        return _index(self.w, self.base)

    def leaves(self, rung: Rung, model: str = "") -> tuple[Input, ...]:
        """Leaves that the steps of a rung need beside those of serving.

        Args:
            rung: Rung of the ladder.
            model: Catalogue id of the model that is tuned; none where nothing is.
        """
        key = (rung, model if rung in TUNED else "")
        if key not in self._leaves:
            kind = kind_of(rung)
            found = dict(self._index if "retrieval" in kind else _nothing(_NO_INDEX))
            tuned = "tuned" in kind
            found |= _training(self.w, rung, model, self.base) if tuned else _nothing(_NO_TRAINING)
            self._leaves[key] = tuple(item.named(name) for name, item in found.items())
        return self._leaves[key]

    def central(self, rung: Rung, models: Sequence[str], calls_per_year: float) -> FloatArray:
        """IT energy [kWh] and cost [USD] beside serving a year, central values.

        Args:
            rung: Rung of the ladder.
            models: Catalogue ids; what a rung without training adds is the same for each.
            calls_per_year: Of the model.

        Returns:
            Shape (models, 2).
        """
        sets = [self.leaves(rung, model) for model in (models if rung in TUNED else models[:1])]
        values: dict[str, ArrayLike] = {
            same[0].name: np.array([leaf.value for leaf in same])
            for same in zip(*sets, strict=True)
        }
        values |= {"calls_per_year": calls_per_year, "horizon_years": self.w.horizon_years.value}
        known = extra_graph(kind_of(rung)).evaluate(values)
        found = [known["extra_it_kwh_per_year"], known["extra_usd_per_year"]]
        return np.stack([np.broadcast_to(item, len(models)) for item in found], axis=1)


def training_tokens(w: Workload, rung: Rung, facts: Facts, params_b: float) -> Input:
    """Tokens of one training in billions, epochs counted, with the range of examples and texts."""
    each = facts.constant("tokens_per_labelled_example")
    passes = facts.constant("fine_tuning_epochs").value
    examples, own = w.labelled_examples, w.corpus_tokens
    parts = [(examples.value * each.value, examples.low * each.low, examples.high * each.high)]
    if rung is Rung.PRETRAIN:
        parts = [(own.value / passes, own.low / passes, own.high / passes), *parts]
    elif rung in TRAINED_IN and needs_documents(w):
        parts.append((own.value, own.low, own.high))
    value, low, high = (passes * sum(part[i] for part in parts) / 1e9 for i in range(3))
    if rung is Rung.SCRATCH:
        ratio = facts.constant("compute_optimal_tokens_per_parameter")
        value, low, high = (value + r * params_b for r in (ratio.value, ratio.low, ratio.high))
    return Input(
        "tokens_b",
        max(value, 1e-6),
        max(low, 1e-6),
        max(high, 1e-6),
        "10^9",
        examples.origin,
        tuple(sorted({*each.sources, *examples.sources})),
        confidence="estimated",
        note=f"{passes:g} passes over the examples",
    )


def _times(w: Workload, yearly: Sequence[Input], what: str) -> Input:
    """How often something happens over the horizon."""
    years = w.horizon_years.value
    value, low, high = (
        sum(getattr(item, end) for item in yearly) * years for end in ("value", "low", "high")
    )
    return Input(what, value, low, high, "1", "answer", note="over the horizon")


def _index(w: Workload, base: Base) -> dict[str, Input]:
    facts = base.facts
    chip = facts.chip(TRAINING_CHIP)
    share, query = REFRESHED_SHARE, QUERY_TOKENS
    found = {name: facts.constant(name) for name in CONSTANTS}
    return found | {
        "refreshes": _times(w, [w.corpus_refresh_per_year], "refreshes"),
        "corpus_tokens": w.corpus_tokens,
        "refreshed_share": Input(
            "refreshed_share", *share, "1", "assumption", note="of the documents, judged"
        ),
        "query_tokens": Input(
            "query_tokens", *query, "tokens", "assumption", note="of a question, judged"
        ),
        "embedding_peak_tflops": chip.input("peak_dense_tflops_bf16"),
        "embedding_tdp_watts": chip.input("tdp_watts"),
        "index_usd_per_year": _index_usd(w, facts),
    }


def _index_usd(w: Workload, facts: Facts) -> Input:
    """Price of the memory that the index takes on an instance."""
    store = facts.instance(STORE_INSTANCE)
    hourly = (store.on_demand_usd_per_hour or 0.0) / (store.host_memory_gib or 1.0)
    each = facts.constant("index_bytes_per_corpus_token")
    hours = facts.constant("hours_per_year").value
    corpus = w.corpus_tokens

    def usd(tokens: float, size: float) -> float:
        return tokens * size / 2.0**30 * hourly * hours

    return Input(
        "index_usd_per_year",
        usd(corpus.value, each.value),
        usd(corpus.low, each.low),
        usd(corpus.high, each.high),
        "USD/year",
        "fact",
        tuple(sorted({*store.price_sources, *each.sources})),
        store.price_date,
        "estimated",
        f"memory of the vectors at the price of {STORE_INSTANCE}",
    )


def _training(w: Workload, rung: Rung, model: str, base: Base) -> dict[str, Input]:
    facts = base.facts
    size = _trained(facts.models[model])
    tokens = training_tokens(w, rung, facts, size.value)
    run = run_inputs(facts, TrainingRun(size, tokens, METHOD[rung], facts.chip(TRAINING_CHIP)))
    trials = "scratch_development_factor" if rung is Rung.SCRATCH else "fine_tuning_trials"
    once = Input("spot_repeat_factor", 1.0, 1.0, 1.0, "1", "answer", note="on demand")
    yearly = [w.model_refresh_per_year]
    if rung in TRAINED_IN and needs_documents(w):
        yearly.append(w.corpus_refresh_per_year)
    return {leaf.name: leaf for leaf in run} | {
        "model_refreshes": _times(w, yearly, "model_refreshes"),
        "development_runs": facts.constant(trials),
        "training_overhead_factor": facts.constant("training_overhead_factor"),
        "spot_repeat_factor": once,
        "training_price_fraction": replace(once, name="training_price_fraction"),
        "usd_per_chip_hour": chip_hour(facts),
    }


def chip_hour(facts: Facts) -> Input:
    """Price of a training accelerator for an hour: that of the instance by its chips."""
    price = facts.instance(TRAINING_INSTANCE)
    hourly = (price.on_demand_usd_per_hour or 0.0) / price.chip_count
    return Input(
        "usd_per_chip_hour", hourly, hourly, hourly, "USD/h", "fact", price.price_sources,
        price.price_date, note=f"{TRAINING_INSTANCE} by its chips",
    )  # fmt: skip


def _trained(model: Model) -> Input:
    """Parameters that a training token passes, in billions."""
    column = "params_active_b" if model.params_active_b is not None else "params_total_b"
    found = model.input(column, "active_params_b")
    return replace(found, low=found.value, high=found.value)


_NO_INDEX: Mapping[str, str] = {
    "retrieval_wh": "Wh",
    "index_it_kwh": "kWh",
    "index_usd_per_year": "USD/year",
}
_NO_TRAINING: Mapping[str, str] = {"tuning_it_kwh": "kWh", "tuning_usd": "USD"}


def _nothing(names: Mapping[str, str]) -> dict[str, Input]:
    note = "not part of this rung"
    return {key: Input(key, 0.0, 0.0, 0.0, of, "answer", note=note) for key, of in names.items()}
