"""Turns of phrase in a hurry: what they ask of the design, and what they leave to the guidance."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry
from tui.inquiry.written import of_one_request, plainly


@pytest.mark.parametrize(
    ("example", "question", "read"),
    [
        ("s", "would a bigger model be better?", ("why-not", "model", "qwen3-235b-a22b-2507")),
        ("s", "why not an open-weight model?", ("why-not", "model", "qwen3-next-80b-a3b")),
        ("s", "how solid is this design?", ("sure", None, "")),
        ("c", "how do L40S and H100 stack up?", ("compare", "silicon", "l40s")),
        ("s", "how does Haiku 4.5 compare?", ("compare", "model", "claude-haiku-4-5")),
        ("m", "is RAG over the top for these manuals?", ("why-not", "customization", "rag")),
        ("s", "would batch mode save us anything?", ("why-not", "inference", "relaxed-batch")),
        ("m", "who is in second place for the model?", ("which", "model", "nova-lite")),
        ("m", "how confident are you in Ministral?", ("sure", "model", "ministral-3-3b")),
        ("m", "what would make eu-west-2 come first?", ("flip", "region", "eu-west-2")),
        ("c", "carbon per merged change?", ("how-much", None, "")),
        ("c", "whats our PUE?", ("input", None, "")),
        ("m", "growth was left unknown, what did you assume?", ("input", None, "")),
        ("n", "how long will the overnight job take?", ("input", None, "")),
        ("n", "how many servers would we need self-hosted?", ("how-much", "silicon", "h100")),
        ("s", "give me a rundown of it", ("summary", None, "")),
        ("t", "how often should ops review it?", ("which", "monitoring", "standard")),
    ],
)  # fmt: skip
def test_a_hurried_question_is_read(
    example: str,
    question: str,
    read: tuple[str, str | None, str],
    inquiries: Mapping[str, Inquiry],
) -> None:
    part = inquiries[example].ask(question).design
    assert part is not None
    assert (part.intent, part.decision, part.option) == read


@pytest.mark.parametrize(
    ("example", "question", "changes"),
    [
        ("n", "what if we get twenty thousand invoices a day?", ("requests_per_day=20000",)),
        ("s", "how is the water if we go to 50k chats a day?", ("requests_per_day=50000",)),
        ("c", "what if availability goes to 99.95", ("availability=99.95",)),
        ("c", "what if availability were four nines", ("availability=99.99",)),
        ("m", "what if the corpus is updated weekly?", ("corpus_refresh_per_year=52",)),
        ("n", "what if only water mattered?", ("priorities=water 100",)),
        ("n", "what if licences didn't matter?", ("licences=any-commercial",)),
    ],
)
def test_amounts_in_words_and_what_follows_an_if(
    example: str, question: str, changes: tuple[str, ...], inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries[example].ask(question).design
    assert part is not None
    assert part.changes == changes
    assert part.figures


@pytest.mark.parametrize(
    ("example", "question"),
    [
        ("m", "What is the difference between Inferentia1 and Inferentia2?"),
        ("t", "Should I buy Nvidia shares?"),
        ("s", "Does fine-tuning beat prompting?"),
    ],
)
def test_what_only_sounds_like_it_is_not_told_from_the_design(
    example: str, question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries[example].ask(question).design
    assert part is None or (part.intent == "unanswerable" and not part.figures)


def test_carbon_asked_for_by_the_market_leads_and_the_other_follows(
    inquiries: Mapping[str, Inquiry],
) -> None:
    inquiry = inquiries["c"]
    answer = inquiry.ask("how much market-based carbon per 1000 requests?")
    assert answer.answer.startswith("Carbon, market-based per 1,000 requests:")
    assert "Carbon, location-based" in answer.answer
    both = inquiry.ask("location-based or market-based carbon?")
    assert both.answer.startswith("Carbon, location-based:")


def test_a_larger_model_is_told_with_its_figures(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("is a larger model worth it?")
    advice = inquiries["s"].advice
    assert answer.design is not None
    larger = next(
        item for item in advice.decision("model").options if item.id == answer.design.option
    )
    assert answer.design.figures["cost_usd_per_year"] == larger.figures["cost_usd_per_year"]
    assert "Claude Sonnet 5. Scores" in answer.answer or "size not disclosed" in answer.answer


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ten thousand chats", "10000 chats"),
        ("half a million requests", "500000 requests"),
        ("a hundred thousand calls", "100000 calls"),
        ("a hundred times the load", "a hundred times the load"),
        ("hows the cost", "how is the cost"),
        ("What’s it", "What is it"),
        ("2.5 million a day", "2500000 a day"),
        ("its cost", "its cost"),
    ],
)
def test_short_forms_and_amounts_in_words(typed: str, read: str) -> None:
    assert plainly(typed) == read


def test_the_unit_of_work_is_a_request() -> None:
    assert of_one_request("Wh per Merged  change?", "merged change") == "Wh per request?"
    assert of_one_request("why merged change?", "merged change") == "why merged change?"
    assert of_one_request("cost per request", "") == "cost per request"
