"""Questions on a design in other languages: read where they are simple, said where they are not."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry
from tui.inquiry.languages import NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("typed", "language", "decision", "option"),
    [
        ("Warum nicht Inferentia?", "German", "silicon", "inferentia"),
        ("pourquoi pas Trainium ?", "French", "silicon", "trainium"),
        ("¿Por qué no Claude?", "Spanish", "model", "claude"),
        ("Perché non Sonnet?", "Italian", "model", "claude-sonnet"),
        ("Waarom niet Bedrock?", "Dutch", "hosting", "bedrock"),
        ("Por que não Llama?", "Portuguese", "model", "llama"),
    ],
)
def test_a_simple_question_is_answered_from_the_design_and_says_how_it_was_read(
    typed: str, language: str, decision: str, option: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries["s"].ask(typed)
    assert answer.design is not None
    assert answer.design.decision == decision
    assert answer.design.option.startswith(option)
    assert answer.answer.startswith(f"(Read as {language}, “why")


def test_a_number_is_read_as_its_language_parts_it(
    inquiries: Mapping[str, Inquiry],
) -> None:
    answer = inquiries["s"].ask("Was wäre, wenn wir 320.500 Anfragen am Tag haben?")
    assert answer.design is not None
    assert answer.design.changes == ("requests_per_day=320500",)
    assert "“what if 320500 requests" in answer.answer.replace("what would", "what if")


def test_a_what_if_of_another_language_that_changes_nothing_known_is_not_told(
    inquiries: Mapping[str, Inquiry],
) -> None:
    answer = inquiries["s"].ask("Was wäre, wenn es 320.500 Mal regnet?")
    assert answer.design is None
    assert answer.answer.endswith(NOT_UNDERSTOOD)


@pytest.mark.parametrize(
    "typed", ["Wann lohnt sich Fine-Tuning?", "Ist Trainium effizienter als GPUs?"]
)
def test_a_question_to_the_guidance_stays_one(typed: str, inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask(typed)
    assert answer.design is None
    assert answer.citations


def test_a_car_of_another_language_is_no_misspelt_cache(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["m"].ask("¿Cuánto cuesta un coche eléctrico?")
    assert answer.design is None
    assert answer.abstained


def test_an_english_question_bears_no_note(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("why not Sonnet?")
    assert "Read as" not in answer.answer
    assert NOT_UNDERSTOOD not in answer.answer
