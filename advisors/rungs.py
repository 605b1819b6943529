"""The rungs of the customization ladder: what each needs, and what it adds to a design.

The prompt in the answers holds everything: instructions, examples, and retrieved passages where
own documents are used. A rung that makes a part of it unnecessary shortens the prompt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from advisors.base import Base
from advisors.options import Exclusion
from advisors.rules import cards_of
from advisors.workload import Workload
from advisors.workload_types import Knowledge
from estimators.figure import Input
from estimators.training import TrainingRun, run_figures
from estimators.training_model import Method

TRAINING_CHIP = "h100"
TRAINING_INSTANCE = "p5.48xlarge"
STORE_INSTANCE = "r8g.4xlarge"
LEAST_STORE_GIB = 4.0
PASSAGE_TOKENS = 400.0
VECTOR_BYTES = 4.0 * 1024.0
EMBEDDING_PARAMS_B = 0.335
"""bge-large; a common size for retrieval in several languages."""
RETRIEVED_AT_MOST = 0.8
EXAMPLES_AT_MOST = 0.4
FEW = 200.0
LARGE_CORPUS = 5e8
TOKENS_PER_PARAMETER = 20.0
"""Compute-optimal training (Hoffmann et al., 2022)."""


class Rung(StrEnum):
    """From a prompt to a model of one's own."""

    PROMPT = "prompt"
    RAG = "rag"
    PEFT = "peft"
    PEFT_RAG = "peft-with-rag"
    FULL = "full-fine-tuning"
    PRETRAIN = "continued-pretraining"
    SCRATCH = "from-scratch"


LABELS: Mapping[Rung, str] = {
    Rung.PROMPT: "Prompt engineering",
    Rung.RAG: "Retrieval (RAG)",
    Rung.PEFT: "PEFT (LoRA)",
    Rung.PEFT_RAG: "PEFT (LoRA) with retrieval",
    Rung.FULL: "Full fine-tuning",
    Rung.PRETRAIN: "Continued pre-training",
    Rung.SCRATCH: "Training from scratch",
}
TUNED = frozenset({Rung.PEFT, Rung.PEFT_RAG, Rung.FULL, Rung.PRETRAIN, Rung.SCRATCH})
TRAINED_IN = frozenset({Rung.PEFT, Rung.FULL, Rung.PRETRAIN, Rung.SCRATCH})
"""Rungs that hold own documents in the weights instead of retrieving them."""
METHOD: Mapping[Rung, Method] = {
    Rung.PEFT: "lora",
    Rung.PEFT_RAG: "lora",
    Rung.FULL: "full",
    Rung.PRETRAIN: "full",
    Rung.SCRATCH: "full",
}


@dataclass(frozen=True)
class Added:
    """What a rung adds to serving, a year, as leaves of the yearly graph.

    Attributes:
        tuning_kwh: IT energy of training and tuning, spread over the horizon.
        tuning_usd: Its price on demand.
        retrieval_kwh: IT energy of embedding the documents and keeping the index.
        retrieval_usd: Price of the index.
    """

    tuning_kwh: Input
    tuning_usd: Input
    retrieval_kwh: Input
    retrieval_usd: Input


def needs_documents(w: Workload) -> bool:
    """Whether the answers rest on own or changing texts."""
    return bool(w.knowledge & {Knowledge.DOCUMENTS, Knowledge.FRESH})


def usual_rung(w: Workload) -> Rung:
    """The rung that the prompt of the answers was written for."""
    return Rung.RAG if needs_documents(w) else Rung.PROMPT


def prompt_tokens(w: Workload, rung: Rung, base: Base) -> float:
    """Prompt of one call on this rung."""
    full = w.input_tokens.value
    retrieved = 0.0
    if needs_documents(w) and rung in TRAINED_IN:
        retrieved = min(base.facts.constant("rag_context_tokens").value, RETRIEVED_AT_MOST * full)
    examples = 0.0
    if rung in TUNED:
        examples = min(base.facts.constant("few_shot_tokens").value, EXAMPLES_AT_MOST * full)
    return max(full - retrieved - examples, 0.1 * full, 1.0)


def open_rungs(w: Workload) -> tuple[tuple[Rung, ...], tuple[Exclusion, ...]]:
    """Rungs that make sense for this knowledge and these data, and why the others do not."""
    kept, fallen = [], []
    for rung in Rung:
        found = _closed(w, rung)
        if found is None:
            kept.append(rung)
        else:
            rule, reason, unlock = found
            fallen.append(Exclusion(rung.value, LABELS[rung], rule, reason, unlock, cards_of(rule)))
    return tuple(kept), tuple(fallen)


def _closed(w: Workload, rung: Rung) -> tuple[str, str, str] | None:
    documents = needs_documents(w)
    changing = Knowledge.FRESH in w.knowledge or w.corpus_refresh_per_year.value > 12
    if rung in {Rung.RAG, Rung.PEFT_RAG} and not documents:
        return (
            "nothing-to-retrieve",
            "No own documents or changing facts are asked for.",
            "Own documents that the answers must rest on.",
        )
    if rung is Rung.PROMPT and documents:
        return (
            "unknown-knowledge",
            "The answers must rest on texts that no base model has seen.",
            "Documents small enough to stand in every prompt.",
        )
    if rung in TRAINED_IN and changing:
        return (
            "knowledge-changes",
            f"The texts change {w.corpus_refresh_per_year.value:g} times a year; trained-in "
            "knowledge would be stale and cannot be withdrawn.",
            "Knowledge that stays as it is between trainings.",
        )
    if rung in TRAINED_IN | {Rung.PEFT_RAG} and w.labelled_examples.value < FEW:
        return (
            "few-examples",
            f"{w.labelled_examples.value:,.0f} labelled examples; tuning starts to pay from some "
            f"{FEW:g}.",
            "More examples: corrected answers of a prompted pilot.",
        )
    if rung is Rung.PRETRAIN and not _field_text(w):
        return (
            "small-corpus",
            f"{w.corpus_tokens.value:,.0f} tokens of own text; further pre-training asks for "
            f"{LARGE_CORPUS:,.0f} and a field language of its own.",
            "A larger corpus in a language or field that base models do not know.",
        )
    if rung is Rung.SCRATCH and not (_field_text(w) and w.corpus_tokens.value > 1e11):
        return (
            "last-resort",
            "Open models exist for this; pre-training one needs hundreds of billions of tokens.",
            "A modality or language that no open model covers, and the data for it.",
        )
    return None


def _field_text(w: Workload) -> bool:
    return Knowledge.DOMAIN in w.knowledge and w.corpus_tokens.value >= LARGE_CORPUS


def added(w: Workload, rung: Rung, model: str, base: Base) -> Added:
    """Energy and price that a rung adds a year for a model.

    Raises:
        EvidenceError: The size of the model is not known.
    """
    tuning_kwh, tuning_usd = _tuning(w, rung, model, base)
    retrieval = rung in {Rung.RAG, Rung.PEFT_RAG}
    index_kwh, index_usd = _index(w, base) if retrieval else (_zero("kWh/year"), _zero("USD/year"))
    return Added(
        replace_name(tuning_kwh, "tuning_it_kwh_per_year"),
        replace_name(tuning_usd, "tuning_usd_per_year"),
        replace_name(index_kwh, "retrieval_it_kwh_per_year"),
        replace_name(index_usd, "retrieval_usd_per_year"),
    )


def training_tokens(w: Workload, rung: Rung, base: Base, params_b: float) -> float:
    """Tokens of one accepted training, epochs counted."""
    examples = w.labelled_examples.value * base.facts.constant("tokens_per_labelled_example").value
    epochs = base.facts.constant("fine_tuning_epochs").value
    own = w.corpus_tokens.value if needs_documents(w) else 0.0
    if rung is Rung.SCRATCH:
        return TOKENS_PER_PARAMETER * params_b * 1e9 + examples * epochs
    if rung is Rung.PRETRAIN:
        return w.corpus_tokens.value + examples * epochs
    return (examples + (own if rung in TRAINED_IN else 0.0)) * epochs


def _tuning(w: Workload, rung: Rung, model: str, base: Base) -> tuple[Input, Input]:
    if rung not in TUNED:
        return _zero("kWh/year"), _zero("USD/year")
    active = base.architectures[model].params_active_b
    tokens = training_tokens(w, rung, base, active)
    kwh, usd = _repeated(w, base, rung, active, tokens)
    return kwh, usd


def _repeated(
    w: Workload, base: Base, rung: Rung, params_b: float, tokens: float
) -> tuple[Input, Input]:
    """One training, times its trials, as often as it is repeated in a year."""
    kwh, hours = _run(base, params_b, max(tokens, 1.0), METHOD[rung])
    trials = base.facts.constant("fine_tuning_trials")
    runs = trials if rung not in {Rung.SCRATCH, Rung.PRETRAIN} else replace_value(trials, 1.0)
    times = 1.0 / w.horizon_years.value + w.model_refresh_per_year.value
    if rung in TRAINED_IN and needs_documents(w):
        times += w.corpus_refresh_per_year.value
    price = base.facts.instance(TRAINING_INSTANCE)
    usd = (price.on_demand_usd_per_hour or 0.0) / price.chip_count
    note = (
        f"{LABELS[rung]} of {params_b:g} B on {tokens:.3g} tokens, {runs.value:g} trials, "
        f"{times:.2g} times a year, on {TRAINING_CHIP.upper()}"
    )
    low, high = runs.low / runs.value, runs.high / runs.value
    return (
        replace_name(
            _scaled(kwh, runs.value * times, low, high, "kWh/year", note), "tuning_it_kwh_per_year"
        ),
        replace_name(
            _scaled(hours, runs.value * times * usd, low, high, "USD/year", note),
            "tuning_usd_per_year",
        ),
    )


def one_run(w: Workload, base: Base, params_b: float) -> tuple[Input, Input]:
    """Energy and price a year of training a small model of one's own on the labelled examples."""
    tokens = training_tokens(w, Rung.PEFT_RAG, base, params_b)
    return _repeated(w, base, Rung.FULL, params_b, tokens)


def _run(base: Base, active_b: float, tokens: float, method: Method) -> tuple[Input, Input]:
    return _run_cached(_Key(base), round(active_b, 6), float(f"{tokens:.6g}"), method)


class _Key:
    """A base as a key by identity."""

    __slots__ = ("base",)

    def __init__(self, base: Base) -> None:
        self.base = base

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.base is self.base

    def __hash__(self) -> int:
        return id(self.base)


@lru_cache(maxsize=2048)
def _run_cached(key: _Key, active_b: float, tokens: float, method: Method) -> tuple[Input, Input]:
    """Node energy and chip hours of one run, as inputs that keep its band and sources."""
    facts = key.base.facts
    one = Input("active_params_b", active_b, active_b, active_b, "10^9", "fact")
    size = Input("tokens_b", tokens / 1e9, tokens / 1e9, tokens / 1e9, "10^9", "fact")
    figures = run_figures(facts, TrainingRun(one, size, method, facts.chip(TRAINING_CHIP)))

    def leaf(name: str) -> Input:
        figure = figures[name]
        value, low, high = figure.value or 0.0, figure.low or 0.0, figure.high or 0.0
        return Input(
            name,
            value,
            low,
            high,
            figure.unit,
            "fact",
            figure.sources,
            confidence="estimated",
            note=figure.formula.equation,
        )

    return leaf("node_energy_kwh"), leaf("chip_hours")


def _index(w: Workload, base: Base) -> tuple[Input, Input]:
    """Energy and price of embedding the documents and keeping their vectors in memory."""
    tokens = w.corpus_tokens
    embedding, _ = _run(base, EMBEDDING_PARAMS_B, max(tokens.value, 1.0), "full")
    store = base.facts.instance(STORE_INSTANCE)
    memory = store.host_memory_gib or 1.0
    gib = max(tokens.value / PASSAGE_TOKENS * VECTOR_BYTES / 2**30, LEAST_STORE_GIB)
    idle, hours = (store.idle_watts or 0.0), base.facts.constant("hours_per_year").value
    kept = gib / memory * idle * hours / 1000.0
    often = 1.0 / w.horizon_years.value + w.corpus_refresh_per_year.value
    # a forward pass alone is a third of the training FLOPs of the same tokens
    embedded = embedding.value / 3.0 * often
    value = kept + embedded
    note = (
        f"{gib:,.1f} GiB of vectors on {STORE_INSTANCE}, documents embedded {often:.2g} times a "
        "year"
    )
    sources = tuple(
        sorted({*store.sources, *store.power_sources, *tokens.sources, *embedding.sources})
    )
    usd = gib / memory * (store.on_demand_usd_per_hour or 0.0) * hours
    kwh = Input(
        "", value, value * 0.5, value * 2.0, "kWh/year", "fact", sources, store.as_of,
        "estimated", note,
    )  # fmt: skip
    cost = Input(
        "", usd, usd * 0.5, usd * 2.0, "USD/year", "fact", store.price_sources, store.price_date,
        "estimated", note,
    )  # fmt: skip
    return kwh, cost


def _scaled(item: Input, factor: float, low: float, high: float, unit: str, note: str) -> Input:
    """An input times a factor that is itself uncertain; ranges combine at the ends."""
    return Input(
        name=item.name,
        value=item.value * factor,
        low=item.low * factor * low,
        high=item.high * factor * high,
        unit=unit,
        origin=item.origin,
        sources=item.sources,
        date=item.date,
        confidence="estimated",
        note=note,
    )


def replace_name(item: Input, name: str) -> Input:
    """The same number under another name, and a stream of that name."""
    return replace(item, name=name, stream="")


def replace_value(item: Input, value: float) -> Input:
    """A certain number in place of an uncertain one."""
    return replace(item, value=value, low=value, high=value)


def _zero(unit: str) -> Input:
    return Input("", 0.0, 0.0, 0.0, unit, "answer", note="nothing of the kind in this option")
