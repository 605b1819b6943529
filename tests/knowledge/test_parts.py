"""Questions of several parts: each gets its own card, and one that lies outside is said to."""

import pytest

from knowledge.answer import Answer
from knowledge.base import KnowledgeBase
from knowledge.compose import CANNOT_ANSWER
from knowledge.evaluate import read_questions
from knowledge.parts import points_back, read_parts
from tests.knowledge.test_sets import DATA

RIGHT_PARTS = 0.8
"""Of 81 parts of the tuning questions, 69 have a card of their question; read alone it was 54."""


def _blocks(answer: Answer) -> list[str]:
    """The answer to each part, below the line that repeats it."""
    lines = answer.answer.splitlines()
    starts = [n for n, line in enumerate(lines) if line[:1].isdigit() and line[1:3] == ". "]
    return [lines[start + 1] for start in starts]


@pytest.mark.parametrize(
    "text",
    ["does it save energy", "How much memory?", "which compute?", "what's her email?", "how early?",
     "what is the risk?", "can I read watts there?", "when do they start to deliver?"],
)  # fmt: skip
def test_parts_that_leave_open_what_they_are_about(text: str) -> None:
    assert points_back(text)


@pytest.mark.parametrize(
    "text",
    ["What is WUE?", "what is prompt caching", "How do we report scope 3?",
     "how do we measure the carbon of a chatbot?", "is there a carbon price to use"],
)  # fmt: skip
def test_parts_that_name_what_they_are_about(text: str) -> None:
    assert not points_back(text)


def test_a_part_is_read_with_what_it_points_back_to(base: KnowledgeBase) -> None:
    answer = base.ask("What is LoRA? When does it pay? How much memory?")
    assert {citation.card.split("-")[0] for citation in answer.citations} == {"peft"}


def test_parts_get_a_card_of_their_question(base: KnowledgeBase) -> None:
    hits = []
    for name in ("questions.jsonl", "further.jsonl", "margins.jsonl"):
        for question in read_questions(DATA / name):
            query = base.understand(question.question)
            if question.topics and len(query.parts) > 1:
                parts = read_parts(query, base.rank(query), base.rank, lambda _: 1.0)
                hits += [base.cards[part.card].id in question.topics for part in parts]
    assert len(hits) > 60
    assert sum(hits) / len(hits) >= RIGHT_PARTS


@pytest.mark.parametrize(
    "question",
    [
        "What is PUE? How do we report scope 3?",
        "what is WUE and how do we report scope 3?",
        "What is PUE? What is WUE? How do we report scope 3?",
    ],
)
def test_parts_that_are_covered_are_answered_whatever_the_whole_looks_like(
    base: KnowledgeBase, question: str
) -> None:
    answer = base.ask(question)
    assert not answer.abstained
    assert "measure-scope3" in answer.cards
    assert all(CANNOT_ANSWER not in block for block in _blocks(answer))


@pytest.mark.parametrize(
    ("question", "card"),
    [
        ("should we use RAG, and what's the weather in Dublin?", "rag-avoid-training"),
        ("how do we lower prompt tokens and who won the world cup?", "prompt-concise"),
        ("What is prompt caching and what does a p5.48xlarge cost?", "prompt-caching"),
    ],
)
def test_a_part_outside_is_said_to_be_beside_one_that_is_answered(
    base: KnowledgeBase, question: str, card: str
) -> None:
    answer = base.ask(question)
    first, second = _blocks(answer)
    assert first.endswith("]")
    assert second == f"- {CANNOT_ANSWER}"
    assert {citation.card for citation in answer.citations} == {card}


@pytest.mark.parametrize(
    "question",
    [
        "Who invented the Transformer and where do they work today?",
        "What's the weather in Dublin? Who won the world cup?",
        "When is Trainium9 coming out and how efficient will it be?",
    ],
)
def test_all_parts_outside_are_refused_together(base: KnowledgeBase, question: str) -> None:
    assert base.ask(question).abstained


def test_the_meaning_of_a_term_opens_its_part(base: KnowledgeBase) -> None:
    first, second = _blocks(base.ask("What is PUE? What is WUE?"))
    assert first.startswith("- Power usage effectiveness (PUE) is")
    assert second.startswith("- Water usage effectiveness (WUE) is")


@pytest.mark.parametrize("asked", ["tell me everything about {}", "what do you know about {}?"])
def test_who_asks_for_everything_gets_the_cards_of_the_thing(
    base: KnowledgeBase, asked: str
) -> None:
    answer = base.ask(asked.format("Trainium"))
    assert not answer.abstained
    assert answer.cards[0].startswith("silicon-trn")
