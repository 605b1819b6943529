"""The model row: architecture, serving, prices and quality of one catalogue entry."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from estimators.facts.rows import Row
from estimators.figure import Confidence


@dataclass(frozen=True, kw_only=True, eq=False)
class Model(Row):
    """A foundation model, an embedding model or an encoder.

    Attributes:
        hf_ids: Hugging Face repository ids with these weights or this architecture.
        params_total_b: Billions of parameters in memory.
        params_active_b: Billions touched per token.
        full_attention_layers: Layers whose cache grows with the whole context.
        sliding_window_tokens: Window of the other attention layers; None when there are none.
        kv_bytes_per_token_bf16: Growth of the cache while every window still fills.
        kv_bytes_per_token_long_bf16: Growth once every sliding window is full.
        experts_total: Routed experts per mixture layer.
        experts_routed: Routed experts chosen per token.
        experts_shared: Experts that every token passes.
        native_weight_format: Format of the published weights where it is not bf16.
        lang_score_rel_en: Quality in a language over quality in English, as published.
        bedrock_regions: Regions that serve it in-Region.
        bedrock_geo_profile_regions: Regions from which a geographic profile can be called.
        usd_per_million_input_tokens: Bedrock, US Region or US geographic profile.
        usd_global_per_million_input_tokens: Bedrock, global profile.
        aa_index_reasoning: Artificial Analysis intelligence index, with reasoning.
    """

    table: ClassVar[str] = "models"

    hf_ids: tuple[str, ...]
    family: str
    provider: str
    params_total_b: float | None
    params_total_b_low: float | None
    params_total_b_high: float | None
    params_active_b: float | None
    params_active_b_low: float | None
    params_active_b_high: float | None
    params_confidence: Confidence | None
    params_sources: tuple[str, ...]
    architecture: str
    layers: int | None
    hidden_size: int | None
    attention_heads: int | None
    kv_heads: int | None
    head_dim: int | None
    vocab_size: int | None
    full_attention_layers: int | None
    sliding_window_tokens: int | None
    attention_note: str
    kv_bytes_per_token_bf16: float | None
    kv_bytes_per_token_long_bf16: float | None
    experts_total: int | None
    experts_routed: int | None
    experts_shared: int | None
    native_weight_format: Literal["", "fp8", "mxfp4"]
    context_tokens: int | None
    embedding_dimensions: tuple[int, ...]
    arch_sources: tuple[str, ...]
    arch_confidence: Confidence | None
    modality: str
    languages: tuple[str, ...]
    languages_note: str
    languages_count: int | None
    lang_score_rel_en: tuple[str, ...]
    domains: tuple[str, ...]
    licence: str
    open_weights: bool
    bedrock_model_id: str
    bedrock_status: str
    bedrock_regions: tuple[str, ...]
    bedrock_geo_profile_regions: tuple[str, ...]
    bedrock_global_profile_region_count: int | None
    bedrock_profiles: tuple[str, ...]
    bedrock_regions_date: str
    usd_per_million_input_tokens: float | None
    usd_per_million_output_tokens: float | None
    usd_global_per_million_input_tokens: float | None
    usd_global_per_million_output_tokens: float | None
    price_date: str
    price_sources: tuple[str, ...]
    mmlu_percent: float | None
    mmlu_protocol: str
    mmlu_sources: tuple[str, ...]
    mmlu_pro_percent: float | None
    mmlu_pro_protocol: str
    mmlu_pro_sources: tuple[str, ...]
    mgsm_percent: float | None
    mgsm_protocol: str
    mgsm_sources: tuple[str, ...]
    humaneval_percent: float | None
    humaneval_protocol: str
    humaneval_sources: tuple[str, ...]
    livecodebench_percent: float | None
    livecodebench_protocol: str
    livecodebench_sources: tuple[str, ...]
    gpqa_percent: float | None
    gpqa_protocol: str
    gpqa_sources: tuple[str, ...]
    other_benchmarks: str
    aa_index_nonreasoning: float | None
    aa_index_reasoning: float | None
    release_date: str
