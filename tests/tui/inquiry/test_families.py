"""Models named by family: out with their reasons, or ranked with the figures by which they lose."""

from collections.abc import Mapping

import pytest

from advisors.options import Exclusion, Option
from tui.inquiry import Inquiry
from tui.inquiry.page import find


@pytest.mark.parametrize("family", ["Sonnet", "Haiku", "Opus", "Claude", "Nova", "Llama", "Scout"])
@pytest.mark.parametrize("example", ["s", "c", "m"])
def test_why_not_a_family_is_answered_from_the_model_decision(
    family: str, example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries[example]
    answer = inquiry.ask(f"why not {family}?")
    part = answer.design
    assert part is not None
    assert (part.intent, part.decision) == ("why-not", "model")
    item = find(inquiry.advice.decision("model"), part.option)
    assert item is not None
    assert family.casefold() in item.label.casefold()
    if isinstance(item, Exclusion):
        assert item.reason in answer.answer
    else:
        assert any(reason in answer.answer for reason in item.reasons)


def test_a_family_with_several_in_the_ranking_tells_of_each(
    inquiries: Mapping[str, Inquiry],
) -> None:
    inquiry = inquiries["s"]
    ranked = [
        (place, item)
        for place, item in enumerate(inquiry.advice.decision("model").options)
        if "Claude" in item.label
    ]
    assert len(ranked) > 1, "the example ranks a family"
    text, _, _ = inquiry.ask("why not Claude?").answer.partition("Guidance:")
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    for place, item in ranked:
        assert item.label in text
        assert words[place] in text
        assert _loss(item) in text


def _loss(item: Option) -> str:
    return next(reason for reason in item.reasons if reason.startswith("Against"))


def test_how_far_behind_names_the_first(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["s"]
    chosen = inquiry.advice.decision("model").chosen
    assert chosen is not None
    answer = inquiry.ask("how far behind is Claude Haiku 4.5?")
    assert answer.answer.startswith(f"{chosen.label} stands before Claude Haiku 4.5")
