"""The workload: an interview's answers as typed, unit-carrying values.

Numbers are `estimators.Input`s, so that an answered "don't know" keeps the wide range and the
source of its default all the way into the figures.
"""

from dataclasses import dataclass
from enum import StrEnum

from estimators.figure import Input


class UseCase(StrEnum):
    """Common use cases; each has a cited token profile in the traffic presets."""

    CHAT = "support-chat"
    RAG = "document-qa"
    SUMMARIZATION = "summarization"
    EXTRACTION = "extraction"
    CLASSIFICATION = "classification"
    CODE = "code-assistant"
    AGENT = "agent"
    CONTENT = "content-generation"
    TRANSLATION = "translation"
    SEARCH = "semantic-search"
    BATCH = "batch-enrichment"


class Knowledge(StrEnum):
    """What the answers must rest on that a base model does not bring."""

    GENERAL = "general"
    DOCUMENTS = "own-documents"
    FRESH = "changing-facts"
    STYLE = "house-style"
    DOMAIN = "domain-language"


class Quality(StrEnum):
    """How good the answers must be, from "a draft helps" to "an error is costly"."""

    DRAFT = "draft"
    BUSINESS = "business"
    EXPERT = "expert"
    CRITICAL = "critical"


class Hosting(StrEnum):
    """Who runs the model."""

    ANY = "any"
    MANAGED = "managed"
    SELF_HOSTED = "self-hosted"


class Residency(StrEnum):
    """Where prompts and answers may be processed."""

    ANYWHERE = "anywhere"
    EU = "eu"
    EU_ADEQUATE = "eu-and-adequate"
    US = "us"
    UK = "uk"
    JAPAN = "japan"
    AUSTRALIA = "australia"
    INDIA = "india"
    CANADA = "canada"
    ONE_REGION = "one-region"


@dataclass(frozen=True)
class Workload:
    """Everything the advisors need to know, one field a fact about the need.

    Attributes:
        languages: ISO 639-1 codes of the languages that answers must be good in.
        domain: Subject field, from the domains of the model catalogue ("general" when none).
        user_region: Code of the AWS Region nearest most users.
        allowed_regions: Region codes the architect restricts the choice to; empty for no limit.
        requests_per_day: Mean over the year at the start of the horizon.
        peak_factor: Busiest hour over mean hour.
        growth_per_year: Fraction, 0.2 is 20 % a year.
        steps_per_request: Model calls per user request (agents loop).
        input_tokens: Prompt per model call, everything included.
        output_tokens: Answer per model call.
        ttft_ms: 95th percentile of time to first token that users accept.
        inter_token_ms: Mean inter-token latency that users accept.
        availability: Fraction of time, 0.999.
        async_share: Fraction of requests that may wait for hours.
        labelled_examples: Number of input-output pairs at hand for tuning.
        corpus_tokens: Size of the own documents.
        corpus_refresh_per_year: How often the own documents change.
        horizon_years: How long the design is to run.
        carbon_weight, water_weight, cost_weight, latency_weight, effort_weight: What matters,
            non-negative, sum 1.
        market_based: Whether the reporting method is market-based (else location-based ranks).
    """

    use_case: UseCase
    knowledge: frozenset[Knowledge]
    languages: tuple[str, ...]
    domain: str
    user_region: str
    residency: Residency
    allowed_regions: tuple[str, ...]
    hosting: Hosting
    quality: Quality
    requests_per_day: Input
    peak_factor: Input
    growth_per_year: Input
    steps_per_request: Input
    input_tokens: Input
    output_tokens: Input
    ttft_ms: Input
    inter_token_ms: Input
    availability: Input
    async_share: Input
    labelled_examples: Input
    corpus_tokens: Input
    corpus_refresh_per_year: Input
    horizon_years: Input
    carbon_weight: float
    water_weight: float
    cost_weight: float
    latency_weight: float
    effort_weight: float
    market_based: bool
