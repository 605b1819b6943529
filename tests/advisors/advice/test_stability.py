"""A small change of an answer does not turn the advice without saying that it is a close call."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors.advice import advise
from advisors.design import Design
from advisors.options import Advice
from advisors.questions import Answer, Value
from tests.advisors.advice.made import BASE, facts, made
from tests.advisors.advice.realistic import designs, moved, moves, unflagged

NUMBERS = (
    "requests_per_day",
    "peak_factor",
    "growth_per_year",
    "input_tokens",
    "output_tokens",
    "ttft_ms",
    "inter_token_ms",
    "availability",
    "horizon_years",
    "corpus_tokens",
    "corpus_refresh_per_year",
    "labelled_examples",
)
KINDS: tuple[dict[str, Value], ...] = (
    {},
    {"hosting": "self-hosted", "labelled_examples": 5000.0},
    {"residency": "eu", "quality": "expert", "languages": ("de", "en")},
    {"use_case": "extraction", "answer_form": "structured", "knowledge": ("house-style",)},
    {
        "use_case": "classification",
        "answer_form": "fixed-list",
        "knowledge": ("general",),
        "labelled_examples": 9000.0,
    },
    {"reporting_method": "market-based", "user_region": "us-east-1"},
)


@cache
def base_advice(kind: int, requests: float) -> Advice:
    return advise(base_design(kind, requests), facts())


def base_design(kind: int, requests: float) -> Design:
    return made(**{**KINDS[kind], "requests_per_day": requests})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    kind=st.integers(0, len(KINDS) - 1),
    requests=st.sampled_from([12.0, 700.0, 21_000.0, 1.3e6]),
    question=st.sampled_from(NUMBERS),
    factor=st.sampled_from([0.99, 1.01]),
)
def test_one_percent_turns_nothing_that_is_called_clear(
    kind: int, requests: float, question: str, factor: float
) -> None:
    design = base_design(kind, requests)
    answer = design.answers.get(question)
    value = answer.value if answer is not None else BASE.get(question)
    assert isinstance(value, float)
    if question == "availability":
        factor = 0.99
    before = base_advice(kind, requests)
    after = advise(design.answered(question, Answer(value * factor)), facts())
    assert not unflagged(before, after)


@pytest.mark.slow
@pytest.mark.parametrize("name", designs())
def test_no_percent_of_any_answer_turns_what_is_called_clear(name: str) -> None:
    design = designs()[name]
    before = advise(design, facts())
    for move in moves(design):
        assert not unflagged(before, advise(moved(design, move), facts())), move


def test_a_tie_is_called_one() -> None:
    """Adapter and full tuning of one small model on a quiet fleet: nobody can tell them apart."""
    found = advise(
        made(
            labelled_examples=5000.0,
            knowledge=("house-style",),
            hosting="self-hosted",
            requests_per_day=3e6,
            priorities={"carbon": 40.0, "cost": 40.0, "water": 20.0, "latency": 0.0, "effort": 0.0},
        ),
        facts(),
    )
    ladder = found.decision("customization")
    order = [option.id for option in ladder.options]
    assert {"peft", "full-fine-tuning"} <= set(order)
    assert "full-fine-tuning" in ladder.close or "peft" in ladder.close
