"""The usual seven rungs for a workload, with what each needs taken from the facts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from estimators.annual import Leaf, Missing
from estimators.customization import (
    Needs,
    Retrieval,
    RungId,
    RungPlan,
    ServedModel,
    Tuning,
    nothing,
)
from estimators.draws import latin_for
from estimators.errors import EvidenceError
from estimators.facts import Chip, Facts, Model
from estimators.figure import Figure, Formula, Input
from estimators.graph import FloatArray, Graph, Step
from estimators.managed import call_leaves, managed_call_graph, size_of
from estimators.training import TrainingRun
from estimators.training_model import Method

PER_TOKEN = Formula(
    "customization_rungs.wh_per_token", "Wh per token = J per token × server factor ÷ 3600"
)


def wh_per_token(j_per_token: FloatArray, managed_host_factor: FloatArray) -> FloatArray:
    """IT energy of a token [Wh], the server around the accelerators included."""
    return j_per_token * managed_host_factor / 3600.0


def served_managed(facts: Facts, model: Model) -> ServedModel:
    """Tokens of a managed model: its labelled range of energy, its list price.

    Raises:
        EvidenceError: Neither size nor price of the model is known.
    """
    tokens = Input("tokens", 1.0, 1.0, 1.0, "tokens", "answer")
    leaves = call_leaves(facts, size_of(facts, model), tokens, tokens)
    steps = tuple(
        Step(f"wh_per_{side}_token", "Wh", wh_per_token, PER_TOKEN, takes={"j_per_token": source})
        for side, source in (("input", "j_per_input_token"), ("output", "j_per_output_token"))
    )
    graph = Graph((*managed_call_graph().steps, *steps))
    figures = graph.figures(leaves, latin_for(leaves))
    return ServedModel(
        wh_per_input_token=_leaf(figures["wh_per_input_token"], model),
        wh_per_output_token=_leaf(figures["wh_per_output_token"], model),
        usd_per_million_input_tokens=_price(model, "usd_per_million_input_tokens"),
        usd_per_million_output_tokens=_price(model, "usd_per_million_output_tokens"),
    )


def _leaf(figure: Figure, model: Model) -> Input:
    value, low, high = figure.numbers
    return Input(
        name=figure.name,
        value=value,
        low=low,
        high=high,
        unit=figure.unit,
        origin="assumption",
        sources=figure.sources,
        confidence="inferred",
        note=f"{model.name}: a range; hardware and batch undisclosed",
        stream=f"managed-hosting/{figure.name}",
    )


def _price(model: Model, column: str) -> Leaf:
    try:
        return model.input(column)
    except EvidenceError as error:
        return Missing(str(error))


@dataclass(frozen=True)
class Material:
    """What there is to customize with.

    Attributes:
        labelled_examples: Pairs of prompt and answer.
        corpus_tokens: Size of the own documents.
        chip: Accelerator to train on.
        usd_per_chip_hour: Its price.
        hosting_it_kwh_per_year, hosting_usd_per_year: Keeping a tuned model up; zero where it is
            served with others anyway.
    """

    labelled_examples: Input
    corpus_tokens: Input
    chip: Chip
    usd_per_chip_hour: Leaf
    hosting_it_kwh_per_year: Leaf
    hosting_usd_per_year: Leaf


def usual_rungs(
    facts: Facts, base: Model, served: ServedModel, material: Material
) -> Mapping[RungId, RungPlan]:
    """The seven rungs on one base model; those without material are left out.

    Args:
        facts: Facts.
        base: Model that is prompted or tuned.
        served: Energy and price of its tokens.
        material: Examples, documents, accelerator.

    Raises:
        EvidenceError: The size of the base model is not known.
    """
    plans: dict[RungId, RungPlan] = {"prompt": RungPlan("prompt", served)}
    plans["few-shot"] = RungPlan(
        "few-shot", served, extra_input_tokens=facts.constant("few_shot_tokens")
    )
    examples, corpus = material.labelled_examples, material.corpus_tokens
    if corpus.value > 0:
        plans["retrieval"] = RungPlan(
            "retrieval",
            served,
            extra_input_tokens=facts.constant("rag_context_tokens"),
            retrieval=_index(corpus),
        )
        tokens = _billions(corpus, nothing("passes"), 1.0, "own documents once")
        plans["continued"] = _tuned(
            "continued", facts, base, served, material=material, tokens=tokens
        )
    if examples.value > 0:
        each = facts.constant("tokens_per_labelled_example")
        passes = facts.constant("fine_tuning_epochs").value
        tokens = _billions(examples, each, passes, f"{passes:g} passes over the examples")
        plans["peft"] = _tuned("peft", facts, base, served, material=material, tokens=tokens)
        plans["full-fine-tuning"] = _tuned(
            "full-fine-tuning", facts, base, served, material=material, tokens=tokens
        )
    tokens = _compute_optimal(facts, base)
    plans["from-scratch"] = _tuned(
        "from-scratch", facts, base, served, material=material, tokens=tokens
    )
    return plans


def _compute_optimal(facts: Facts, base: Model) -> Input:
    """Tokens in billions that a model of this size is trained with from scratch."""
    active = size_of(facts, base).active_params_b
    per_parameter = facts.constant("compute_optimal_tokens_per_parameter")
    return replace(
        per_parameter,
        name="tokens_b",
        value=per_parameter.value * active.value,
        low=per_parameter.low * active.value,
        high=per_parameter.high * active.value,
        unit="10^9",
    )


METHODS: Mapping[RungId, Method] = {
    "peft": "lora",
    "full-fine-tuning": "full",
    "continued": "continued",
    "from-scratch": "pretrain",
}


def _tuned(
    rung: RungId,
    facts: Facts,
    base: Model,
    served: ServedModel,
    *,
    material: Material,
    tokens: Input,
) -> RungPlan:
    active = size_of(facts, base).active_params_b
    scratch = rung == "from-scratch"
    runs = facts.constant("scratch_development_factor" if scratch else "fine_tuning_trials")
    return RungPlan(
        rung,
        served,
        tuning=Tuning(
            run=TrainingRun(active, tokens, METHODS[rung], material.chip),
            development_runs=runs,
            usd_per_chip_hour=material.usd_per_chip_hour,
        ),
        hosting_it_kwh_per_year=material.hosting_it_kwh_per_year,
        hosting_usd_per_year=material.hosting_usd_per_year,
        unmerged_adapter=rung == "peft",
    )


def _index(corpus: Input) -> Retrieval:
    whole = Input("refreshed_share", 0.3, 0.05, 1.0, "1", "assumption", confidence="estimated")
    query = Input("query_tokens", 50.0, 10.0, 200.0, "tokens", "assumption", confidence="estimated")
    return Retrieval(
        corpus_tokens=corpus,
        refreshed_share=replace(whole, note="share of the documents that a refresh changes"),
        query_tokens=replace(query, note="question without what is retrieved"),
        index_usd_per_year=nothing("index_usd_per_year", "USD"),
        retrieval_usd=nothing("retrieval_usd", "USD"),
    )


def _billions(count: Input, each: Input, passes: float, note: str) -> Input:
    """Tokens of training in billions: a count times tokens of one times passes."""
    value, low, high = (each.value, each.low, each.high) if each.value else (1.0, 1.0, 1.0)
    return Input(
        name="tokens_b",
        value=count.value * value * passes / 1e9,
        low=count.low * low * passes / 1e9,
        high=count.high * high * passes / 1e9,
        unit="10^9",
        origin=count.origin,
        sources=tuple(sorted({*count.sources, *each.sources})),
        date=count.date,
        confidence="estimated",
        note=note,
    )


__all__ = ["Material", "Needs", "served_managed", "usual_rungs", "wh_per_token"]
