"""One serving replica as asked for, and what is filled in where the question is silent."""

import math
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from estimators.calibration.coefficients import Coefficients
from estimators.chip_arrays import check_precision, check_specified, chip_arrays
from estimators.errors import InputError
from estimators.facts import Chip, load_facts
from estimators.memory import Reserve, largest_batch, weights_gib
from estimators.model_config import Architecture
from estimators.serving_inputs import PRECISIONS, Load, Options, Precision, model_arrays

DEFAULT_BATCH = 256
BATCH_WIDENING = 1.5
"""Batch moves energy per token more than anything else: an assumed one widens the band."""
LONG_ANSWER_TOKENS = 1500.0
INFILL_TOKENS = 300.0
CACHE_ROOM = 1.4
"""Chips are added until memory is 1.4 times the weights: what is left holds the cache."""
NAMES = {
    "bfloat16": "bf16",
    "float16": "bf16",
    "fp16": "bf16",
    "half": "bf16",
    "16-bit": "bf16",
    "e4m3": "fp8",
    "w8a8": "int8",
    "w4a16": "int4",
    "awq": "int4",
    "gptq": "int4",
    "nvfp4": "fp4",
}


@dataclass(frozen=True)
class Replica:
    """A deployment of one model on chips of one kind.

    Attributes:
        chips: Chips in all, `tp * pp * dp` (with expert parallelism the experts are spread over
            all of them and attention is split likewise).
        batch: Sequences in flight over all chips.
        context_tokens: Configured context per sequence; prompt and answer when 0.
        widening: How much wider the band is, on a log scale, for what was assumed.
    """

    model: Architecture
    chip: Chip
    chips: int
    tp: int
    pp: int
    ep: int
    dp: int
    precision: str
    batch: float
    input_tokens: float
    output_tokens: float
    context_tokens: float = 0.0
    options: Options = field(default_factory=Options)
    notes: tuple[str, ...] = ()
    widening: float = 1.0

    def __post_init__(self) -> None:
        for name in ("chips", "tp", "pp", "ep", "dp", "batch", "input_tokens", "output_tokens"):
            positive(name, getattr(self, name))
        if self.context_tokens != 0:
            positive("context_tokens", self.context_tokens)
        check_format(self.precision)
        if self.shards * self.pp * self.dp != self.chips:
            raise InputError(
                f"{self.chips} chips cannot be split as asked",
                f"tp {self.tp} x pp {self.pp} x dp {self.dp} (ep {self.ep}) makes "
                f"{self.shards * self.pp * self.dp}",
                "Let the product of tp, pp and dp be the number of chips.",
            )
        if self.model.context_tokens and self.context > self.model.context_tokens:
            raise InputError(
                f"{self.context:.0f} tokens do not fit {self.model.name}",
                f"its context ends at {self.model.context_tokens:.0f} tokens",
                "Shorten prompt, answer or context, or choose a model with a longer one.",
            )
        check_specified(self.chip)
        check_precision(self.chip, self.format)

    @property
    def shards(self) -> int:
        """Chips that share one layer: tensor- or expert-parallel."""
        return max(self.tp, self.ep) if self.tp == 1 else self.tp

    @property
    def format(self) -> Precision:
        """How weights are stored and multiplied."""
        return PRECISIONS[self.precision]

    @property
    def context(self) -> float:
        """Context per sequence that memory must hold."""
        return max(self.context_tokens, self.input_tokens + self.output_tokens)


def check_format(precision: str) -> None:
    """Refuses a format of which nobody knows how many bytes a weight takes.

    Raises:
        InputError: It is none of `PRECISIONS`.
    """
    if precision not in PRECISIONS:
        raise InputError(
            f"precision {precision!r} is not known",
            "the estimator has no byte count for it",
            f"Use one of {', '.join(PRECISIONS)}.",
        )


def positive(name: str, value: float) -> None:
    """Refuses a count that no replica can have.

    Raises:
        InputError: NaN, infinite, zero, negative, or beyond all reason.
    """
    if not (math.isfinite(value) and value > 0):
        raise InputError(f"{name} cannot be {value}", "it must be a positive number", "Correct it.")
    if value > 1e9:
        raise InputError(
            f"{name} of {value:.3g} is beyond any replica",
            "one replica holds thousands of sequences of at most millions of tokens",
            "Size the fleet by requests; a replica by its batch and the tokens of one request.",
        )


@cache
def reserve() -> Reserve:
    """Memory that is not for weights and cache, from the facts."""
    known = load_facts().constants
    return Reserve(
        limit_share=known["memory_utilization_limit"].value,
        engine_gib=known["engine_reserve_gib"].value,
        communication_gib=known["communication_reserve_gib"].value,
    )


def precision_name(text: str, model: Architecture, chip: Chip) -> str:
    """Precision from free text; the published format when blank and the chip has it.

    Raises:
        InputError: A format that is not known.
    """
    words = text.casefold().replace("(", " ").replace("/", " ").replace("-", " ").split()
    for word in words:
        name = NAMES.get(word, word)
        if name in PRECISIONS:
            return name
    if text.strip() and "default" not in words:
        check_format(text.strip())
    native = PRECISIONS[model.native_format]
    return native.name if native.needs == "bf16" or native.needs in chip.precisions else "bf16"


def default_input_tokens(
    model: Architecture, output_tokens: float, c: Coefficients, *, engine_2024: bool
) -> float:
    """Prompt length where none is given: that of the measured runs of the same kind."""
    if output_tokens >= LONG_ANSWER_TOKENS:
        return c.input_reasoning_tokens
    if model.code and engine_2024:
        return c.input_code_2024_tokens
    if model.code and output_tokens <= INFILL_TOKENS:
        return c.input_infill_tokens
    return c.input_chat_tokens


def chips_needed(model: Architecture, chip: Chip, precision: str) -> int:
    """Smallest power of two of chips that holds the weights and leaves room for the cache."""
    one = single_load(model, chip, PRECISIONS[precision])
    per_chip = float(weights_gib(one)[0]) * CACHE_ROOM
    memory = (chip.memory_gib or 0.0) * reserve().limit_share
    if memory <= 0:
        return 1
    return int(2 ** max(0, math.ceil(math.log2(max(per_chip / memory, 1.0)))))


def single_load(model: Architecture, chip: Chip, precision: Precision) -> Load:
    """A model on one chip with one sequence: the base of every layout."""
    one = np.ones(1)
    return Load(
        **model_arrays([model]),
        **chip_arrays([chip], [precision]),
        shards=one,
        stages=one,
        batch=one,
        input_tokens=one,
        output_tokens=one,
    )


def load_of(r: Replica) -> Load:
    """The replica as one-element arrays, per data-parallel copy."""
    options = r.options
    base = single_load(r.model, r.chip, r.format)
    return replace(
        base,
        kv_bytes=base.kv_bytes * options.kv_bytes_scale,
        kv_bytes_long=base.kv_bytes_long * options.kv_bytes_scale,
        shards=np.array([float(r.shards)]),
        stages=np.array([float(r.pp)]),
        batch=np.array([r.batch / r.dp]),
        input_tokens=np.array([r.input_tokens]),
        output_tokens=np.array([r.output_tokens]),
        expert_parallel=np.array([float(r.ep > 1)]),
        cached_share=np.array([options.prefix_cached_share]),
        draft_tokens=np.array([options.draft_tokens]),
        draft_yield=np.array([options.draft_yield]),
        draft_cost=np.array([options.draft_cost_share * options.draft_tokens]),
        fill=np.array([options.static_batch_fill]),
        engine_2024=np.array([float(options.engine_2024)]),
    )


def capacity(r: Replica, context_tokens: float) -> float:
    """Most sequences in flight over all chips that memory holds at a context."""
    found = largest_batch(load_of(r), r.chip.memory_gib or 0.0, context_tokens, reserve())
    return float(found[0]) * r.dp
