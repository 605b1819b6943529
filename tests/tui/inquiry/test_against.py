"""Two options held together: whose figures are told, how near they are, a plain yes or no."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry


@pytest.mark.parametrize(
    ("example", "question", "behind", "ahead"),
    [
        ("t", "is nemotron better than nova micro?", "Nemotron 3 Nano", "Amazon Nova Micro"),
        ("c", "coder 30b next to coder-next 80b", "Qwen3-Coder-Next", "Qwen3-Coder 30B"),
        ("s", "why not Haiku 4.5?", "Claude Haiku 4.5", "Qwen3-Next 80B"),
    ],
)
def test_a_difference_says_whose_it_is(
    example: str, question: str, behind: str, ahead: str, inquiries: Mapping[str, Inquiry]
) -> None:
    lead = inquiries[example].ask(question).answer.partition("\n")[0]
    one, found, other = lead.rpartition(" against ")
    assert found
    assert behind in one.rpartition(". ")[2]
    assert other.startswith(ahead)
    assert "Against the best" not in lead


def test_the_first_two_say_that_there_is_no_clear_winner(
    inquiries: Mapping[str, Inquiry],
) -> None:
    model = inquiries["t"].advice.decision("model")
    assert not model.clear
    lines = inquiries["t"].ask("nemotron vs nova micro").answer.splitlines()
    assert lines[1].startswith("There is no clear winner")
    assert model.confidence_reason in lines[1]
    clear = inquiries["s"].ask("haiku 4.5 vs qwen3-next").answer
    assert "There is no clear winner between the two" not in clear


def test_what_does_not_read_the_requests_is_not_said_to_pass(
    inquiries: Mapping[str, Inquiry],
) -> None:
    answer = inquiries["n"].ask("why not Textract?").answer
    lead = answer.partition("\n")[0]
    assert "it passes" not in lead
    assert "does not take" in lead
    cost = inquiries["n"].advice.decision("need").options[1].figures["cost_usd_per_year"]
    assert cost.value is not None
    assert f"{cost.value:,.0f}"[:3] in lead


def test_what_would_bring_back_names_those_that_are_out(
    inquiries: Mapping[str, Inquiry],
) -> None:
    answer = inquiries["s"].ask("why not Haiku?").answer
    assert "What would lift the reason" not in answer
    found = answer.partition("What would bring those back:\n")[2].partition("\n\n")[0]
    assert found
    assert all(line.startswith("- Claude ") for line in found.splitlines())


@pytest.mark.parametrize(
    ("example", "question", "start"),
    [
        ("m", "response cache: yes or no? sounds like a toss up", "No. Answer cache"),
        ("m", "so retrieval or not?", "Yes. Retrieval (RAG)"),
        ("s", "Frankfurt, yes or no", "No. eu-central-1"),
    ],
)
def test_a_yes_or_no_is_answered_from_the_design(
    example: str, question: str, start: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(question)
    assert answer.design is not None
    text = answer.answer
    assert text.removeprefix("1. ").startswith(start) or f"\n{start}" in text[:200]


def test_a_yes_or_no_on_a_tie_tells_the_tie(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["m"].ask("semantic cache, yes or no?").answer
    assert "There is no clear winner between the two" in "\n".join(answer.splitlines()[:3])


@pytest.mark.parametrize(
    "question",
    ["do you like jazz, yes or no?", "as a rule, is caching worth it or not in general?"],
)
def test_a_yes_or_no_on_other_things_is_not(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert inquiries["m"].ask(question).design is None
