"""Which answers are plausible for a use case, where its nature tells; what it does not is open.

The table names only what a use case hardly ever has: speech in a code assistant, one nightly batch
behind a chat. An architect may still answer so; such answers are just not tried on the design.
"""

from collections.abc import Mapping

_READS: Mapping[str, tuple[str, ...]] = {
    "support-chat": ("text", "image", "speech"),
    "document-qa": ("text", "image"),
    "summarization": ("text", "image", "speech", "video"),
    "extraction": ("text", "image", "speech"),
    "classification": ("text", "image", "speech"),
    "code-assistant": ("text", "image"),
    "agent": ("text", "image", "speech"),
    "content-generation": ("text", "image"),
    "translation": ("text", "image", "speech"),
    "semantic-search": ("text", "image"),
    "batch-enrichment": ("text", "image", "speech", "video"),
}
_WRITES: Mapping[str, tuple[str, ...]] = {
    "support-chat": ("open-text", "fixed-list", "rules", "ranking"),
    "document-qa": ("open-text", "structured", "ranking"),
    "summarization": ("open-text", "structured"),
    "extraction": ("structured", "fixed-list", "rules"),
    "classification": ("fixed-list", "structured", "rules"),
    "code-assistant": ("open-text", "structured"),
    "agent": ("open-text", "structured", "rules"),
    "content-generation": ("open-text", "structured"),
    "translation": ("open-text",),
    "semantic-search": ("ranking", "open-text"),
    "batch-enrichment": ("structured", "fixed-list", "open-text"),
}
_PEOPLE_WAIT = ("office-hours", "waking-hours", "around-the-clock")
_SOMEBODY_WAITS = ("support-chat", "document-qa", "code-assistant", "semantic-search")
_FIELDS = ("general", "finance", "medical", "law", "science")
_NOT_ON_CODE = (
    *("support-chat", "summarization", "extraction", "classification", "content-generation"),
    *("translation", "semantic-search", "batch-enrichment"),
)

FITTING: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "modalities": _READS,
    "answer_form": _WRITES,
    "daily_curve": dict.fromkeys(_SOMEBODY_WAITS, _PEOPLE_WAIT),
    "domain": {
        **dict.fromkeys(_NOT_ON_CODE, _FIELDS),
        "code-assistant": ("general", "code", "text-to-sql", "science", "math"),
    },
}
"""By question and use case, the choices that are plausible; a question that is not here has all."""


def fits(question: str, choice: str, use_case: str) -> bool:
    """Whether a choice is plausible for a use case; what the table does not know is."""
    fitting = FITTING.get(question, {}).get(use_case)
    return fitting is None or choice in fitting
