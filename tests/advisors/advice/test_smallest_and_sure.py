"""The smallest is one whose size is known; a forced choice is as sure as a rule can be."""

from advisors.options import Advice
from advisors.questions import Value
from tests.advisors.advice.made import advised, facts

NOVA: dict[str, Value] = {"hosting": "managed", "committed_model": "nova-lite"}


def smallest(advice: Advice) -> tuple[str | None, str]:
    """How its size is known, and what is said of it."""
    assert advice.smallest is not None
    return facts().models[advice.smallest.id].params_confidence, advice.smallest.reasons[0]


def test_the_smallest_that_works_is_of_published_size_where_one_is() -> None:
    """A closed model of estimated size came first by a guess."""
    known, reason = smallest(advised(requests_per_day=10.0))
    assert known == "published"
    assert reason.startswith("The smallest model of published size")


def test_an_estimate_is_called_one_where_nothing_else_passes() -> None:
    known, reason = smallest(advised(committed_model="claude-haiku-4-5"))
    assert known != "published"
    assert reason.startswith("By an estimate of its size")


def test_a_forced_choice_is_not_doubted_for_a_wide_range() -> None:
    """Whether another would win is one thing, how wide the carbon spans another."""
    found = advised(**NOVA).decision("hosting")
    assert len(found.options) == 1
    assert found.confidence == "medium"
    assert found.confidence_reason.startswith("Nothing else passed the filters")
    assert "spans a factor of" in found.confidence_reason


def test_what_moves_a_wide_range_most_is_said_in_words() -> None:
    reasons = " ".join(item.confidence_reason for item in advised(**NOVA).decisions)
    assert "; the largest part of that is parameters used for a token, " in reasons
    assert "active params" not in reasons
