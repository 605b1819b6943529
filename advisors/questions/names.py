"""Questions in two or three words, for lists and headings that have no room for a sentence."""

from collections.abc import Iterable, Mapping

NAMES: Mapping[str, str] = {
    "async_share": "share that may wait",
    "ttft_ms": "wait for the first word",
    "inter_token_ms": "wait for each further token",
    "user_region": "where the users are",
    "horizon_years": "years it runs",
    "corpus_tokens": "size of the own text",
    "corpus_refresh_per_year": "changes of the own text a year",
    "steps_per_request": "model calls a request",
    "growth_per_year": "growth a year",
    "peak_factor": "busiest hour over the mean",
    "modalities": "what goes in",
    "shared_prefix_share": "share of the prompt that repeats",
    "repeat_share": "share of requests that repeat",
    "model_refresh_per_year": "new models a year",
    "committed_model": "model that is given",
    "commitments": "what is already bought",
    "carbon_budget_kg_per_year": "carbon budget",
    "cost_budget_usd_per_year": "cost budget",
    "quality": "quality bar",
    "labelled_examples": "labelled examples",
}
"""By id of the question; an id that reads well with blanks for underscores needs no entry."""


def called(question_id: str) -> str:
    """A question in a few words."""
    return NAMES.get(question_id, question_id.replace("_", " "))


def all_called(question_ids: Iterable[str]) -> str:
    """Several questions in a few words each, with commas."""
    return ", ".join(map(called, question_ids))


def heading(question_id: str) -> str:
    """A question in a few words, as a line begins with it."""
    words = called(question_id)
    return words[:1].upper() + words[1:]
