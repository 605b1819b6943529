"""How questions are read: what they ask, about which decision and option."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pytest

from estimators.facts import Facts
from tests.advisors.advice.made import ANSWERED, made
from tests.tui.inquiry.table import Row, rows
from tui.inquiry import Inquiry
from tui.inquiry.page import entries

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.example}: {row.question}")
def test_every_question_of_the_table_is_read_right(
    row: Row, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries[row.example]
    answer = inquiry.ask(row.question)
    if row.intent == "guidance":
        assert answer.design is None
        return
    if row.intent == "abstain":
        assert answer.abstained
        assert answer.design is None or answer.design.intent == "unanswerable"
        return
    part = answer.design
    assert part is not None
    assert (part.intent, part.decision or "") == (row.intent, row.decision)
    if not row.option:
        return
    ids = [item.id for item in entries(inquiry.advice.decision(part.decision))]  # type: ignore[arg-type]
    if any(fnmatchcase(key, row.option) for key in ids):
        assert fnmatchcase(part.option, row.option)
    elif row.intent != "what-if":
        assert answer.abstained, "what the advice does not weigh is not answered"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("why not Tranium here?", "trainium"),
        ("why not Trainuim2?", "trainium2"),
        ("why not inferntia here?", "inferentia"),
        ("what would retreival cost us?", "retrieval"),
        ("why not Stokholm?", "stockholm"),
        ("why not Frankfrt?", "frankfurt"),
        ("why is bedrok out?", "bedrock"),
        ("why not mistrall here?", "mistral"),
        ("which assumtion matters most?", "assumption"),
        ("how much watter does our design use?", "water"),
        ("how much would quantizaton save us?", "quantization"),
    ],
)
def test_common_misspellings_survive_and_are_said(
    typed: str, meant: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries["s"].ask(typed)
    assert answer.design is not None
    assert meant in answer.design.repairs.values()
    assert f"as “{meant}”" in answer.answer.splitlines()[0]


@pytest.mark.parametrize(
    "question", ["why not us-east-1?", "why not Virginia?", "why not us east 1 here?"]
)
def test_a_region_by_code_city_or_words(question: str, inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["s"].ask(question).design
    assert part is not None
    assert (part.decision, part.option) == ("region", "us-east-1")


@pytest.mark.parametrize(
    "question", ["why not Claude 3 Haiku?", "why not claude-3-haiku?", "why not claude3 haiku?"]
)
def test_a_model_however_it_is_written(question: str, inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["s"].ask(question).design
    assert part is not None
    assert (part.decision, part.option) == ("model", "claude-3-haiku")


def test_us_is_a_country_in_capitals_only(inquiries: Mapping[str, Inquiry]) -> None:
    assert inquiries["s"].read("how much would PEFT cost us?").decision == "customization"
    assert inquiries["s"].read("why not the US?").decision == "region"


def test_several_questions_at_once_are_answered_in_turn(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("which Region and why, and how much would PEFT cost us?")
    assert answer.design is not None
    assert answer.design.decision == "region"
    assert [part.option for part in answer.more] == ["peft"]
    assert answer.answer.startswith("1. ")
    assert "\n2. how much would PEFT cost us" in answer.answer


def test_it_means_what_was_named_before(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("why not PEFT, and what would it cost?")
    assert answer.design is not None
    assert [answer.design.option, *(part.option for part in answer.more)] == ["peft", "peft"]
    assert answer.more[0].intent == "how-much"


@pytest.mark.parametrize("typed", ["Would you marry me?", "How is made the quantization?"])
def test_what_is_not_asked_of_a_design_is_not_told_from_it(
    typed: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert all(inquiry.ask(typed).design is None for inquiry in inquiries.values())


@pytest.mark.parametrize(
    "typed", ["why both caches?", "what does the prompt and answer cache cost?"]
)
def test_two_caches_together_have_a_name(typed: str, base: "KnowledgeBase", facts: Facts) -> None:
    answer = Inquiry(made(**ANSWERED["both caches"]), facts, base).ask(typed)
    assert answer.design is not None
    assert answer.design.option == "both-caches"
