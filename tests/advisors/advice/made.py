"""Designs as an architect would answer them, one line each."""

from collections.abc import Mapping
from functools import cache

from advisors.advice import advise
from advisors.design import Design
from advisors.examples import load_example
from advisors.options import Advice, Exclusion
from advisors.questions import Answer, Value
from estimators.facts import Facts, load_facts

BASE: Mapping[str, Value] = {
    "use_case": "document-qa",
    "answer_form": "open-text",
    "quality": "business",
    "knowledge": ("own-documents",),
    "languages": ("en",),
    "domain": "general",
    "requests_per_day": 5000.0,
    "daily_curve": "waking-hours",
    "peak_factor": 2.5,
    "growth_per_year": 10.0,
    "input_tokens": 2500.0,
    "output_tokens": 200.0,
    "async_share": 0.0,
    "ttft_ms": 2000.0,
    "inter_token_ms": 100.0,
    "availability": 99.9,
    "user_region": "eu-west-1",
    "residency": "anywhere",
    "hosting": "any",
    "horizon_years": 3.0,
    "corpus_tokens": 2e7,
    "corpus_refresh_per_year": 4.0,
    "labelled_examples": 0.0,
    "skills": "endpoints",
    "licences": "any-commercial",
    "reporting_method": "location-based",
    "priorities": {"carbon": 35.0, "cost": 25.0, "latency": 15.0, "water": 15.0, "effort": 10.0},
}
CODE_AGENTS: Mapping[str, Value] = {
    "use_case": "code-assistant",
    "domain": "code",
    "quality": "expert",
    "requests_per_day": 6000.0,
    "daily_curve": "office-hours",
    "peak_factor": 4.0,
    "growth_per_year": 20.0,
    "input_tokens": 60000.0,
    "output_tokens": 900.0,
    "steps_per_request": 25.0,
    "ttft_ms": 4000.0,
    "inter_token_ms": 50.0,
    "availability": 99.5,
    "user_region": "us-west-2",
    "horizon_years": 2.0,
    "corpus_tokens": 1e7,
}
LONG: Mapping[str, Value] = {"input_tokens": 6000.0, "requests_per_day": 2e4}
ANSWERED: Mapping[str, Mapping[str, Value]] = {
    "agents": {**CODE_AGENTS, "shared_prefix_share": 85.0},
    "agents of one's own": {**CODE_AGENTS, "shared_prefix_share": 85.0, "hosting": "self-hosted"},
    "a long prompt": {**LONG, "shared_prefix_share": 70.0, "repeat_share": 5.0},
    "a chat that repeats": {**LONG, "repeat_share": 60.0, "hosting": "self-hosted"},
    "both caches": {
        **LONG,
        "shared_prefix_share": 70.0,
        "repeat_share": 60.0,
        "hosting": "self-hosted",
        "requests_per_day": 2e6,
    },
    "a managed one": {
        **LONG,
        "modalities": ("text", "video"),
        "hosting": "managed",
        "shared_prefix_share": 80.0,
    },
}
"""Answers that make caches part of a design."""


@cache
def facts() -> Facts:
    """The facts as shipped."""
    return load_facts()


def made(**answers: Value) -> Design:
    """A design of the usual answers with some replaced."""
    values = {**BASE, **answers}
    return Design(name="Made", answers={key: Answer(item) for key, item in values.items()})


def code_without_repeats() -> Design:
    """The self-hosted code assistant for 2,000 developers, of whose requests none repeats."""
    plain = load_example("code-assistant-self-hosted").answered("requests_per_day", Answer(4e5))
    return plain.answered("repeat_share", Answer(0.0))


def advised(**answers: Value) -> Advice:
    """Advice on such a design."""
    return advise(made(**answers), facts())


def chosen(advice: Advice) -> dict[str, str]:
    """First option by decision; empty where nothing fits."""
    return {item.id: item.options[0].id if item.options else "" for item in advice.decisions}


def excluded(advice: Advice, decision: str, name: str) -> Exclusion:
    """The exclusion of that id in a decision."""
    fallen = next(item for item in advice.decisions if item.id == decision).exclusions
    return next(item for item in fallen if item.id == name)


def figure(advice: Advice, name: str) -> float:
    """Central value of a total."""
    return advice.totals[name].numbers[0]
