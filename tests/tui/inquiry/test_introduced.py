"""What is asked of somebody else's system, or of one of the past, is no question on the design."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry
from tui.inquiry.introduced import introduced

_OTHERS = (
    ("s", "Our parent company has a chatbot on Claude. What does it pay for that a year?"),
    ("s", "does a competitor's assistant emit less carbon per chat?"),
    ("c", "Another department uses GitHub Copilot. What does that cost them per month?"),
    ("n", "The warehouse people have their own scanner on Azure. Should they go to Frankfurt?"),
    ("m", "In the bank pilot we ran two years ago the index took days. How much water was that?"),
    ("t", "how much energy did the chatbot we built last year use?"),
)
_OURS = (
    ("s", "What if another department joins and traffic doubles?"),
    ("s", "Our agents use it eight hours a day. How much carbon is that per chat?"),
    ("n", "Our previous project was on Trainium. Why not use it here?"),
    ("c", "The other team pays 40,000 USD a year for Copilot. What do we pay here?"),
    ("t", "our support team has 40 people, what does it cost per year?"),
)


@pytest.mark.parametrize(("example", "question"), _OTHERS)
def test_what_others_have_is_not_answered_from_the_design(
    example: str, question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert introduced(question)
    answer = inquiries[example].ask(question)
    assert answer.design is None or answer.design.intent == "unanswerable"


@pytest.mark.parametrize(("example", "question"), _OURS)
def test_others_beside_ours_leave_the_question_to_the_design(
    example: str, question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert not introduced(question)
    answer = inquiries[example].ask(question)
    assert answer.design is not None
    assert answer.design.intent != "unanswerable"


@pytest.mark.parametrize(
    "question",
    [
        "how is market-based carbon calculated in general?",
        "Wie wird der Wasserverbrauch allgemein berechnet?",
        "Come si calcola generalmente il consumo di energia?",
    ],
)
def test_what_is_asked_in_general_is_for_the_guidance(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert inquiries["s"].ask(question).design is None


def test_a_general_word_for_a_design_is_no_misspelt_option(
    inquiries: Mapping[str, Inquiry],
) -> None:
    answer = inquiries["s"].ask("is our competitor's chatbot greener than an average one")
    assert answer.abstained
    assert "Did you mean" not in answer.answer
