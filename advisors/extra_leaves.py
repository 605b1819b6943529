"""Leaves of what a rung adds to serving, from answers and facts: training runs and the index."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from advisors.base import Base
from advisors.rungs import METHOD, TRAINED_IN, Rung, needs_documents
from advisors.workload import Workload
from estimators.customization import INDEX_CONSTANTS
from estimators.facts import Facts, Model
from estimators.figure import Input
from estimators.training import TrainingRun, run_inputs

TRAINING_CHIP = "h100"
TRAINING_INSTANCE = "p5.48xlarge"
STORE_INSTANCE = "r8g.4xlarge"
REFRESHED_SHARE = (0.3, 0.05, 1.0)
"""Share of the documents that a refresh changes, judged."""
QUERY_TOKENS = (50.0, 10.0, 200.0)
"""Question without what is retrieved, judged."""


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


def index_leaves(w: Workload, base: Base) -> dict[str, Input]:
    """Leaves of the index of one's own documents."""
    facts = base.facts
    chip = facts.chip(TRAINING_CHIP)
    share, query = REFRESHED_SHARE, QUERY_TOKENS
    found = {name: facts.constant(name) for name in INDEX_CONSTANTS}
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


def training_leaves(w: Workload, rung: Rung, model: str, base: Base) -> dict[str, Input]:
    """Leaves of the training runs of a rung."""
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


NO_INDEX: Mapping[str, str] = {
    "retrieval_wh": "Wh",
    "index_it_kwh": "kWh",
    "index_usd_per_year": "USD/year",
}
NO_TRAINING: Mapping[str, str] = {"tuning_it_kwh": "kWh", "tuning_usd": "USD"}


def nothing(names: Mapping[str, str]) -> dict[str, Input]:
    """Leaves of zero for what is not part of a rung, from names and units."""
    note = "not part of this rung"
    return {key: Input(key, 0.0, 0.0, 0.0, of, "answer", note=note) for key, of in names.items()}
