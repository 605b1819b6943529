"""Managed models of undisclosed size on undisclosed hardware: a wide, labelled range.

The size is what is published, else what third parties estimate, else what open models of the same
price have. The rest is bounded by how accelerators serve: energy to compute, energy to read the
weights once for all requests in flight, and the server around. How many requests are in flight is
the widest unknown; idle hours of the provider count as a smaller batch.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from estimators import checks
from estimators.draws import LIVE, latin_for
from estimators.facts import Facts
from estimators.facts.model_rows import Model
from estimators.figure import Figure, Formula, Input
from estimators.graph import FloatArray, Graph, Step

REFERENCE_CHIP = "h100"


def touched_params_b(
    active_params_b: FloatArray,
    managed_active_share: FloatArray,
    managed_effective_batch: FloatArray,
) -> FloatArray:
    """Billions of weights that a decode step reads.

    Total = active / share; a batch of b requests that choose at random touches
    total x (1 - (1 - share)^b), never less than the active ones.
    """
    total = active_params_b / managed_active_share
    chosen = 1.0 - (1.0 - managed_active_share) ** managed_effective_batch
    return np.maximum(total * chosen, active_params_b)


TOUCHED = Formula(
    "managed.touched_params_b",
    "weights read [10⁹] = active ÷ share × (1 − (1 − share)^batch), share = active over total",
)


def j_per_output_token(
    *,
    active_params_b: FloatArray,
    touched_params_b: FloatArray,
    managed_effective_batch: FloatArray,
    managed_bytes_per_parameter: FloatArray,
    j_per_token_per_b_computed: FloatArray,
    j_per_gb_weights_read: FloatArray,
) -> FloatArray:
    """Energy of an output token on the accelerators [J] = A x active + B x weights read / batch."""
    read = j_per_gb_weights_read * managed_bytes_per_parameter * touched_params_b
    return j_per_token_per_b_computed * active_params_b + read / managed_effective_batch


OUTPUT_TOKEN = Formula(
    "managed.j_per_output_token",
    "J per output token = J per 10⁹ parameters × active + J per GB × bytes × weights read ÷ batch",
    ("ml-energy-2026",),
)


def j_per_input_token(
    *,
    active_params_b: FloatArray,
    peak_tflops: FloatArray,
    mfu_prefill: FloatArray,
    power_fraction_prefill: FloatArray,
    tdp_watts: FloatArray,
) -> FloatArray:
    """Energy of an input token [J] = 2 FLOPs x parameters / achieved FLOPS x power."""
    seconds = 2.0 * active_params_b * 1e9 / (peak_tflops * 1e12 * mfu_prefill)
    return seconds * power_fraction_prefill * tdp_watts


INPUT_TOKEN = Formula(
    "managed.j_per_input_token",
    "J per input token = 2 × active parameters ÷ (peak × MFU) × share of the limit × limit",
    ("kaplan-2020",),
)


def wh_per_call(
    *,
    input_tokens: FloatArray,
    output_tokens: FloatArray,
    j_per_input_token: FloatArray,
    j_per_output_token: FloatArray,
    managed_host_factor: FloatArray,
) -> FloatArray:
    """IT energy of a call [Wh], the server around the accelerators included."""
    joule = input_tokens * j_per_input_token + output_tokens * j_per_output_token
    return joule * managed_host_factor / 3600.0


CALL = Formula(
    "managed.wh_per_call",
    "Wh per call = (input tokens × J per input token + output tokens × J per output token) × server"
    " factor ÷ 3600",
)


@cache
def managed_call_graph() -> Graph:
    """From size and hosting to IT energy of one call."""
    return Graph(
        (
            Step("touched_params_b", "10^9", touched_params_b, TOUCHED),
            Step("j_per_output_token", "J", j_per_output_token, OUTPUT_TOKEN),
            Step("j_per_input_token", "J", j_per_input_token, INPUT_TOKEN),
            Step("managed_wh_per_call", "Wh", wh_per_call, CALL),
        )
    )


@dataclass(frozen=True)
class Size:
    """What is known of a managed model's size.

    Attributes:
        active_params_b: Billions of parameters that a token passes.
        active_share: Active over total.
        basis: `published`, `estimated` or `price`.
    """

    active_params_b: Input
    active_share: Input
    basis: str


def size_of(facts: Facts, model: Model) -> Size:
    """Published size, else third-party estimate, else that of open models of the same price.

    Raises:
        EvidenceError: Neither a size nor a price is known.
    """
    share = facts.constant("managed_active_share")
    column = "params_active_b" if model.params_active_b is not None else "params_total_b"
    if model.params_total_b is not None and model.params_active_b is not None:
        known = model.params_active_b / model.params_total_b
        share = replace(share, value=known, low=known, high=known, note=f"{model.name}: published")
    if model.number(column) is not None:
        active = model.input(column, "active_params_b")
        if column == "params_total_b":
            active = _times(active, share)
        return Size(active, share, model.params_confidence or "published")
    price = model.input("usd_per_million_output_tokens")
    return Size(size_from_price(facts, price.value), share, "price")


def size_from_price(facts: Facts, usd_per_million_output_tokens: float) -> Input:
    """Active parameters of open models that Bedrock sells at that price per output token.

    Least squares of log size on log price over the open models of the catalogue; P5 to P95 of the
    residuals, half again as wide in logarithm because a closed model's price also holds a brand.
    """
    checks.positive("price", usd_per_million_output_tokens, "USD per million tokens", 1e5)
    pairs = [
        (model.usd_per_million_output_tokens, model.params_active_b)
        for model in facts.models.values()
        if model.open_weights and model.usd_per_million_output_tokens and model.params_active_b
    ]
    price, size = np.log(np.array(pairs, dtype=float)).T
    slope, start = np.polyfit(price, size, 1)
    low, high = np.percentile(size - start - slope * price, (5, 95))
    centre = start + slope * np.log(usd_per_million_output_tokens)
    ceiling = facts.constant("managed_params_active_b_unknown")
    value = float(np.clip(np.exp(centre), 0.5, ceiling.high))
    return Input(
        name="active_params_b",
        value=value,
        low=float(value * np.exp(1.5 * low)),
        high=float(min(value * np.exp(1.5 * high), max(2.0 * ceiling.high, value))),
        unit="10^9",
        origin="assumption",
        sources=tuple(sorted({*ceiling.sources, "bedrock-pricing"})),
        date=ceiling.date,
        confidence="inferred",
        note=f"size unpublished: as {len(pairs)} open models at"
        f" {usd_per_million_output_tokens:g} USD per million output tokens",
    )


def managed_call_figures(
    facts: Facts, size: Size, input_tokens: Input, output_tokens: Input, count: int = LIVE
) -> dict[str, Figure]:
    """Energy of one call with everything it rests on; `managed_wh_per_call` is IT energy.

    Raises:
        InputError: Token counts that physics cannot take.
    """
    leaves = call_leaves(facts, size, input_tokens, output_tokens)
    return managed_call_graph().figures(leaves, latin_for(leaves, count))


def call_leaves(
    facts: Facts, size: Size, input_tokens: Input, output_tokens: Input
) -> tuple[Input, ...]:
    """Leaves of `managed_call_graph`.

    Raises:
        InputError: Token counts that physics cannot take.
    """
    checks.not_negative("input tokens", input_tokens.value, "tokens")
    checks.positive("output tokens", output_tokens.value, "tokens", 1e7)
    chip = facts.chip(REFERENCE_CHIP)
    return (
        size.active_params_b.named("active_params_b"),
        size.active_share.named("managed_active_share"),
        input_tokens.named("input_tokens"),
        output_tokens.named("output_tokens"),
        chip.input("peak_dense_tflops_bf16", "peak_tflops"),
        chip.input("tdp_watts"),
        *(facts.constant(name) for name in _HOSTING),
    )


_HOSTING = (
    "managed_effective_batch",
    "managed_bytes_per_parameter",
    "j_per_token_per_b_computed",
    "j_per_gb_weights_read",
    "mfu_prefill",
    "power_fraction_prefill",
    "managed_host_factor",
)


def managed_wh_per_call(
    facts: Facts, model: Model, input_tokens: Input, output_tokens: Input
) -> Input:
    """IT energy of one call as a leaf for `annual.Managed`, labelled as the range it is.

    Raises:
        EvidenceError: Neither a size nor a price of the model is known.
        InputError: Token counts that physics cannot take.
    """
    size = size_of(facts, model)
    figure = managed_call_figures(facts, size, input_tokens, output_tokens)["managed_wh_per_call"]
    value, low, high = figure.numbers
    return Input(
        name="managed_wh_per_call",
        value=value,
        low=low,
        high=high,
        unit="Wh",
        origin="assumption",
        sources=figure.sources,
        date=size.active_params_b.date,
        confidence="inferred",
        note=f"{model.name}: a range; hardware and batch undisclosed, size {size.basis}",
        stream=f"managed/{model.id}",
    )


def _times(item: Input, share: Input) -> Input:
    """Active parameters from total ones; both ranges at their ends."""
    return replace(item.times(share), sources=tuple(sorted({*item.sources, *share.sources})))
