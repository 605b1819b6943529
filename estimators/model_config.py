"""The architecture of a model as physics needs it: from a catalogue row or from CSV columns.

`model_config_hf` reads a Hugging Face `config.json`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from estimators.errors import EvidenceError, InputError
from estimators.facts.model_rows import Model

HYBRID_ATTENTION_SHARE = 0.1
"""Attention layers of a hybrid model whose count is unpublished: 6 of 62 in the measured one."""

_NEEDED = ("params_total_b", "params_active_b", "layers", "hidden_size")
_NUMBERS = (
    *_NEEDED,
    "attention_heads",
    "kv_heads",
    "head_dim",
    "vocab_size",
    "full_attention_layers",
    "sliding_window_tokens",
    "kv_bytes_per_token_bf16",
    "kv_bytes_per_token_long_bf16",
    "experts_total",
    "experts_routed",
    "context_tokens",
)


@dataclass(frozen=True)
class Architecture:
    """One model. Parameters in billions, cache in bytes a token at 16 bits.

    Attributes:
        kv_bytes_per_token: Growth of the cache while every sliding window still fills.
        kv_bytes_per_token_long: Growth once every sliding window is full.
        window_tokens: Sliding window; 0 when every layer attends to everything.
        attention_layers: Layers that attend at all.
        latent: Multi-head latent attention: one cache for all heads, not split among chips.
        state_space_layers: Layers with a fixed state in place of a cache.
        native_format: Weight format as published: bf16, fp8 or mxfp4.
        code: Whether the model is made for code alone.
        family: Name of its family in the catalogue; empty outside it.
    """

    name: str
    params_total_b: float
    params_active_b: float
    layers: float
    hidden_size: float
    attention_heads: float
    kv_heads: float
    head_dim: float
    vocab_size: float
    kv_bytes_per_token: float
    kv_bytes_per_token_long: float
    window_tokens: float = 0.0
    attention_layers: float = 0.0
    latent: bool = False
    state_space_layers: float = 0.0
    experts_total: float = 0.0
    experts_routed: float = 0.0
    native_format: str = "bf16"
    context_tokens: float = 0.0
    code: bool = False
    family: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for field in _NEEDED:
            value = getattr(self, field)
            if not (math.isfinite(value) and value > 0):
                raise InputError(
                    f"the architecture of {self.name} is not usable",
                    f"{field} is {value}",
                    "Give a positive number.",
                )
        if self.params_active_b > self.params_total_b * 1.001:
            raise InputError(
                f"the architecture of {self.name} is not usable",
                f"{self.params_active_b} B active parameters exceed {self.params_total_b} B in all",
                "Check which column is which.",
            )

    @property
    def expert_params_b(self) -> float:
        """One routed expert over all layers: (total - active) / (experts - routed)."""
        if self.experts_total <= self.experts_routed:
            return 0.0
        idle = self.experts_total - self.experts_routed
        return (self.params_total_b - self.params_active_b) / idle

    @property
    def dense_params_b(self) -> float:
        """What every token passes: active parameters without routed experts."""
        return self.params_active_b - self.experts_routed * self.expert_params_b


def from_model(row: Model) -> Architecture:
    """Architecture of a catalogue row.

    Raises:
        EvidenceError: Size or shape is unpublished; says what would unlock it.
    """
    missing = [name for name in _NEEDED if getattr(row, name) is None]
    if missing:
        raise EvidenceError(
            f"{row.name} cannot be sized",
            f"its {', '.join(missing)} is not published",
            "Measure it as a managed service, or give its architecture columns.",
        )
    if "encoder" in row.architecture and "decoder" not in row.architecture and not row.kv_heads:
        raise EvidenceError(
            f"{row.name} does not generate text",
            "it is an encoder, and this model of serving counts output tokens",
            "Ask for an embedding estimate.",
        )
    hybrid = "mamba" in row.architecture.casefold() or "linear" in row.architecture.casefold()
    return assembled(
        row.name,
        {name: float(getattr(row, name) or 0) for name in _NUMBERS},
        latent="MLA" in row.attention_note,
        hybrid=hybrid,
        native_format=row.native_weight_format or "bf16",
        code=bool(row.domains) and row.domains[0] == "code",
        family=row.family,
    )


def from_columns(name: str, columns: Mapping[str, float | None]) -> Architecture:
    """Architecture from the columns of a CSV row; blanks are derived where they can be.

    Args:
        name: Name as shown.
        columns: `params_total_b` and either the rest or nothing: params_active_b, layers,
            hidden_size, attention_heads, kv_heads, head_dim, experts, experts_active.
    """
    given = {key: float(value or 0) for key, value in columns.items()}
    given["experts_total"] = given.get("experts", 0.0)
    given["experts_routed"] = given.get("experts_active", 0.0)
    attending = given.get("full_attention_layers", 0.0)
    return assembled(
        name,
        given,
        latent=False,
        hybrid=0.0 < attending < given.get("layers", 0.0),
        native_format="bf16",
        code=False,
    )


def assembled(
    name: str,
    given: Mapping[str, float],
    *,
    latent: bool,
    hybrid: bool,
    native_format: str,
    code: bool,
    family: str = "",
) -> Architecture:
    """Fills what follows from the rest: head size, cache bytes, attention layers."""
    total_b = given.get("params_total_b", 0.0)
    return Architecture(
        name=name,
        params_total_b=total_b,
        params_active_b=given.get("params_active_b", 0.0) or total_b,
        vocab_size=given.get("vocab_size", 0.0) or 128_000.0,
        window_tokens=given.get("sliding_window_tokens", 0.0),
        latent=latent,
        experts_total=given.get("experts_total", 0.0),
        experts_routed=given.get("experts_routed", 0.0),
        native_format=native_format,
        context_tokens=given.get("context_tokens", 0.0),
        code=code,
        family=family,
        **_layers(given, hybrid=hybrid),
    )


def _layers(given: Mapping[str, float], *, hybrid: bool) -> dict[str, Any]:
    """Layers, heads and cache: what is blank is derived, and noted where it is a guess."""

    def value(key: str, otherwise: float) -> float:
        return given.get(key, 0.0) or otherwise

    layers, hidden = value("layers", 0.0), value("hidden_size", 0.0)
    heads = value("attention_heads", max(1.0, round(hidden / 128)))
    kv_heads = value("kv_heads", heads)
    head_dim = value("head_dim", max(1.0, hidden / heads))
    kv_bytes, attending, note = given.get("kv_bytes_per_token_bf16", 0.0), layers, ""
    if hybrid:
        attending = value("full_attention_layers", max(1.0, round(layers * HYBRID_ATTENTION_SHARE)))
        if not kv_bytes:
            note = "number of attention layers unpublished: taken as in the measured hybrid model"
    kv_bytes = kv_bytes or 4.0 * attending * kv_heads * head_dim
    return {
        "layers": layers,
        "hidden_size": hidden,
        "attention_heads": heads,
        "kv_heads": kv_heads,
        "head_dim": head_dim,
        "kv_bytes_per_token": kv_bytes,
        "kv_bytes_per_token_long": value("kv_bytes_per_token_long_bf16", kv_bytes),
        "attention_layers": attending,
        "state_space_layers": layers - attending if hybrid else 0.0,
        "note": note,
    }
