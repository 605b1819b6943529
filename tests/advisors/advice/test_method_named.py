"""Where contracts rank, carbon is told with its method, so that none reads the other number."""

import re
from collections.abc import Iterator

import pytest

from advisors.options import Advice
from advisors.questions import Value
from tests.advisors.advice.made import advised

FIXED: dict[str, Value] = {
    "use_case": "classification",
    "answer_form": "fixed-list",
    "knowledge": ("general",),
    "labelled_examples": 20_000.0,
    "requests_per_day": 2e6,
}
BARE = re.compile(r"(?<!market-based )(?<!location-based )\bcarbon (?:x \d|[+-]\d)")
"""Carbon in a ratio, of which nothing says by which method."""


def texts(advice: Advice) -> Iterator[str]:
    for item in advice.opened().decisions:
        yield from (item.rule, item.confidence_reason, *item.trace, *item.flips)
        for option in item.options:
            yield from (*option.reasons, *option.notes)
        yield from (fallen.reason for fallen in item.exclusions)
    for option in advice.pareto:
        yield from option.reasons


@pytest.mark.parametrize("answers", [{}, {"hosting": "self-hosted"}, FIXED])
def test_a_ratio_of_carbon_names_the_method_that_ranks(answers: dict[str, Value]) -> None:
    said = list(texts(advised(**answers, reporting_method="market-based")))
    assert any("market-based carbon " in text for text in said)
    assert not [text for text in said if BARE.search(text)]


def test_by_the_usual_method_carbon_needs_no_more_words() -> None:
    said = list(texts(advised()))
    assert any(BARE.search(text) for text in said)
    assert not any("market-based carbon" in text for text in said)
