"""The closed answers of the interview as types."""

from enum import StrEnum


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


class AnswerForm(StrEnum):
    """What a right answer looks like; the first three rarely need a generative model."""

    RULES = "rules"
    FIXED_LIST = "fixed-list"
    RANKING = "ranking"
    STRUCTURED = "structured"
    OPEN_TEXT = "open-text"


class DailyCurve(StrEnum):
    """When the requests come."""

    OFFICE = "office-hours"
    WAKING = "waking-hours"
    CLOCK = "around-the-clock"
    NIGHT = "nightly-batch"


class Sensitivity(StrEnum):
    """The most sensitive text that passes through, in rising order."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    PERSONAL = "personal"
    REGULATED = "regulated"


class Skills(StrEnum):
    """What the team has run in production, in rising order."""

    NONE = "none"
    APIS = "apis"
    ENDPOINTS = "endpoints"
    CLUSTERS = "clusters"


class Licences(StrEnum):
    """Which model licences are acceptable, each narrower than the one before."""

    ANY = "any-commercial"
    OPEN_WEIGHTS = "open-weights"
    PERMISSIVE = "permissive"
