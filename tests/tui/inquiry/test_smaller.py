"""Whether a smaller model would do: smaller by the parameters of the facts, never by a guess."""

from collections.abc import Mapping

import pytest

from advisors.format import value_and_range
from estimators.facts import Facts
from tui.inquiry import Inquiry
from tui.inquiry.tell_smaller import Size, size_of

_QUESTIONS = (
    "what would we save with a smaller model?",
    "should we use a smaller model?",
    "what if we used a smaller model?",
    "would a smaller model do?",
)


@pytest.mark.parametrize("question", _QUESTIONS)
@pytest.mark.parametrize("example", ["c", "m", "s"])
def test_where_none_is_smaller_it_says_so_with_the_next_and_its_reason(
    example: str, question: str, inquiries: Mapping[str, Inquiry], facts: Facts
) -> None:
    inquiry = inquiries[example]
    decision = inquiry.advice.decision("model")
    chosen = decision.chosen
    assert chosen is not None
    mine = size_of(facts.models, chosen.id)
    assert mine is not None
    assert not any(
        (size := size_of(facts.models, item.id)) is not None and size.under(mine)
        for item in decision.options
    ), "the example ranks a smaller one"
    answer = inquiry.ask(question)
    assert answer.design is not None
    assert (answer.design.decision, answer.design.option) == ("model", chosen.id)
    first, second = answer.answer.splitlines()[:2]
    assert f"smaller than {chosen.label} ({mine.shown})" in first
    assert any(item.label in second and item.reason in second for item in decision.exclusions)


def test_an_undisclosed_size_is_not_called_smaller(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["m"].ask("what would we save with a smaller model?").answer
    assert "instead of" not in answer.partition("Guidance:")[0].partition("What would change")[0]
    assert "Amazon Nova Lite: its size is not disclosed." in answer


def test_a_smaller_one_that_passes_is_told_with_its_figures(
    inquiries: Mapping[str, Inquiry], facts: Facts
) -> None:
    decision = inquiries["n"].advice.decision("model")
    mine = size_of(facts.models, decision.options[0].id)
    assert mine is not None
    first = next(
        item
        for item in decision.options
        if (size := size_of(facts.models, item.id)) is not None and size.under(mine)
    )
    answer = inquiries["n"].ask("what would we save with a smaller model?")
    assert answer.design is not None
    assert answer.design.option == first.id
    name = inquiries["n"].advice.carbon_figure
    assert (
        f"{value_and_range(first.figures[name])} instead of "
        f"{value_and_range(decision.options[0].figures[name])}"
    ) in answer.answer.splitlines()[1]


def test_nothing_is_smaller_than_an_undisclosed_size(
    inquiries: Mapping[str, Inquiry], facts: Facts
) -> None:
    chosen = inquiries["t"].advice.decision("model").chosen
    assert chosen is not None
    assert size_of(facts.models, chosen.id) is None, "the example's model has a published size"
    answer = inquiries["t"].ask("should we use a smaller model?").answer
    assert answer.startswith(f"The size of {chosen.label} is not disclosed")


def _size(total: float, active: float, spread: float = 1.0) -> Size:
    return Size((total / spread, total, total * spread), (active / spread, active, active * spread))


@pytest.mark.parametrize(
    ("one", "other", "under"),
    [
        (_size(8, 8), _size(14, 14), True),
        (_size(30, 3), _size(80, 3), True),
        (_size(14, 14), _size(80, 3), False),
        (_size(22.5, 22.5, 1.6), _size(32, 32), False),
        (_size(8, 8), _size(8, 8), False),
    ],
)
def test_smaller_holds_in_memory_and_per_token_over_the_whole_range(
    one: Size, other: Size, under: bool
) -> None:
    assert one.under(other) is under


@pytest.mark.parametrize(
    "question", ["Are smaller models greener?", "How do I choose a smaller model?"]
)
def test_smaller_models_in_general_are_for_the_guidance(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert inquiries["m"].ask(question).design is None
