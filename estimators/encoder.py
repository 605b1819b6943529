"""Floating-point operations of an encoder that reads a text: a classifier or an embedding model.

A row of the embedding table is looked up, not multiplied, so the table counts in memory and not
in compute. In encoders of many languages it holds most of the parameters.
"""

from estimators.errors import EvidenceError
from estimators.facts import Model


def encoder_flop(
    *,
    params: float,
    vocabulary: float,
    hidden: float,
    layers: float,
    windowed_layers: float,
    window: float,
    tokens: float,
) -> float:
    """Floating-point operations to read a text [FLOP].

    2 x (parameters - vocabulary x hidden) x tokens for the weights, and in each layer
    4 x hidden x tokens x attended for attention: 2 for each of two products of every token with
    the tokens it attends to. Attention is not causal, so these are all, or those of a window.
    Counted as in Kaplan et al. 2020 (arXiv 2001.08361), whose causal model attends to half.

    Args:
        params: All parameters, the table included [1].
        vocabulary: Rows of the embedding table [1].
        hidden: Width of the model, which is that of the table [1].
        layers: Layers in all [1].
        windowed_layers: Those of them in which a token attends to a window only [1].
        window: Width of that window [tokens].
        tokens: Length of the text [tokens].
    """
    weights = 2.0 * (params - vocabulary * hidden) * tokens
    attended = (layers - windowed_layers) * tokens + windowed_layers * min(window, tokens)
    return weights + 4.0 * hidden * tokens * attended


def flop_of(model: Model, tokens: float) -> tuple[float, float]:
    """FLOP to read a text, and the parameters that are multiplied [10^6].

    A text beyond the context is read in parts. Where the facts do not hold the table or the
    layers, every parameter counts, which is too much rather than too little.

    Args:
        model: Encoder of the facts.
        tokens: Length of the text [tokens].

    Raises:
        EvidenceError: The facts hold no size for the model.
    """
    if model.params_total_b is None:
        raise EvidenceError(
            f"{model.name} has no size", "the facts hold no parameter count", "Lay yours over them."
        )
    params = model.params_total_b * 1e9
    table = float((model.vocab_size or 0) * (model.hidden_size or 0))
    layers = float(model.layers or 0) if model.hidden_size else 0.0
    near = model.sliding_window_tokens
    windowed = layers - (model.full_attention_layers or 0) if near else 0.0
    part = min(tokens, float(model.context_tokens or tokens))
    flop = encoder_flop(
        params=params,
        vocabulary=float(model.vocab_size or 0),
        hidden=float(model.hidden_size or 0),
        layers=layers,
        windowed_layers=windowed,
        window=float(near or 0),
        tokens=part,
    )
    return flop * tokens / part, (params - table) / 1e6
