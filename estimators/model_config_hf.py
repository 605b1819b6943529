"""The architecture of a model from a Hugging Face `config.json`: parameters counted from shapes."""

from collections.abc import Mapping
from dataclasses import dataclass

from estimators.errors import InputError
from estimators.model_config import Architecture, assembled


def from_hf_config(name: str, config: Mapping[str, object]) -> Architecture:
    """Architecture from a Hugging Face `config.json`.

    Parameters are counted from the shapes: attention, feed-forward, experts, embeddings. Vision
    models keep their language part under `text_config`.

    Raises:
        InputError: A size that the count needs is missing.
    """
    nested = config.get("text_config")
    fields = _Fields(name, nested if isinstance(nested, Mapping) else config)
    layers, hidden = fields.get("num_hidden_layers", "n_layer"), fields.get("hidden_size", "n_embd")
    heads = fields.get("num_attention_heads", "n_head")
    kv_heads = fields.get("num_key_value_heads", otherwise=heads)
    head_dim = fields.get("head_dim", otherwise=hidden / heads)
    latent = fields.get("kv_lora_rank", otherwise=0.0)
    experts = fields.get("num_experts", "num_local_experts", "n_routed_experts", otherwise=0.0)
    routed = fields.get("num_experts_per_tok", "num_experts_per_token", otherwise=0.0)
    dense, one_expert = _counted(fields, layers=layers, hidden=hidden, experts=experts)
    rope = fields.get("qk_rope_head_dim", otherwise=64.0)
    quantized = fields.source.get("quantization_config") or config.get("quantization_config")
    method = str(quantized.get("quant_method", "")) if isinstance(quantized, Mapping) else ""
    return assembled(
        name,
        {
            "params_total_b": (dense + experts * one_expert) / 1e9,
            "params_active_b": (dense + routed * one_expert) / 1e9,
            "layers": layers,
            "hidden_size": hidden,
            "attention_heads": heads,
            "kv_heads": kv_heads,
            "head_dim": head_dim,
            "vocab_size": fields.get("vocab_size"),
            "kv_bytes_per_token_bf16": 2 * layers * (latent + rope)
            if latent
            else 4 * layers * kv_heads * head_dim,
            "experts_total": experts,
            "experts_routed": routed,
            "context_tokens": fields.get("max_position_embeddings", otherwise=0.0),
        },
        latent=bool(latent),
        hybrid=False,
        native_format=method if method in {"fp8", "mxfp4"} else "bf16",
        code=False,
    )


@dataclass(frozen=True)
class _Fields:
    """Numbers of a configuration, whose names differ between makers."""

    name: str
    source: Mapping[str, object]

    def get(self, *keys: str, otherwise: float | None = None) -> float:
        """The first of the keys that holds a number."""
        for key in keys:
            value = self.source.get(key)
            if isinstance(value, int | float) and not isinstance(value, bool):
                return float(value)
        if otherwise is None:
            raise InputError(
                f"the config of {self.name} cannot be read",
                f"it has no {keys[0]}",
                "Give a config.json of a decoder model, or the architecture columns.",
            )
        return otherwise


def _counted(
    fields: _Fields, *, layers: float, hidden: float, experts: float
) -> tuple[float, float]:
    """Parameters that every token passes, and those of one routed expert over all layers."""
    heads = fields.get("num_attention_heads", "n_head")
    kv_heads = fields.get("num_key_value_heads", otherwise=heads)
    head_dim = fields.get("head_dim", otherwise=hidden / heads)
    width = fields.get("intermediate_size", "ffn_hidden_size", "n_inner", otherwise=4 * hidden)
    expert_width = fields.get("moe_intermediate_size", otherwise=width)
    dense_layers = fields.get("first_k_dense_replace", otherwise=0.0) if experts else layers
    one_expert = (layers - dense_layers) * 3 * hidden * expert_width
    latent = fields.get("kv_lora_rank", otherwise=0.0)
    attention = layers * hidden * head_dim * (2 * heads + 2 * kv_heads)
    if latent:
        attention = layers * _latent_attention(fields, hidden=hidden, heads=heads, latent=latent)
    tied = bool(fields.source.get("tie_word_embeddings"))
    tables = fields.get("vocab_size") * hidden * (1.0 if tied else 2.0)
    shared = fields.get("n_shared_experts", otherwise=0.0) * one_expert
    return attention + tables + dense_layers * 3 * hidden * width + shared, one_expert


def _latent_attention(fields: _Fields, *, hidden: float, heads: float, latent: float) -> float:
    """Parameters of one layer of multi-head latent attention: down, up, rope and output."""
    query = fields.get("q_lora_rank", otherwise=1536.0)
    rope = fields.get("qk_rope_head_dim", otherwise=64.0)
    plain = fields.get("qk_nope_head_dim", otherwise=128.0)
    value = fields.get("v_head_dim", otherwise=128.0)
    down = hidden * (query + latent + rope)
    up = heads * (query * (plain + rope) + latent * (plain + value))
    return down + up + heads * value * hidden
