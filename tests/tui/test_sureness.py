"""The confidence of an answer is said in words that name what the number means."""

from dataclasses import replace
from pathlib import Path

import pytest

from advisors.design import save_design
from advisors.examples import load_example
from knowledge.answer import Answer, Citation
from knowledge.cards import SourceRef
from knowledge.documents.quoting import OWN
from tests.tui.helpers import SIZE_NAMES, SIZES, arrived, rows, wait_until
from tui.app import WattbriefApp
from tui.cli import main
from tui.inquiry import DesignPart, InquiryAnswer, Intent
from tui.screens.ask import AskScreen
from tui.sureness import brief, in_full


def plain(confidence: float, *, abstained: bool = False) -> Answer:
    return Answer("Text. [1]", abstained, confidence, (), ())


def test_a_high_confidence_says_that_the_card_very_likely_fits() -> None:
    assert "very likely the right one" in in_full(plain(0.91))
    assert "91% of questions like this one (calibrated)" in in_full(plain(0.91))
    assert brief(plain(0.91)) == "first card very likely fits (91%)"
    assert brief(plain(0.65)) == "first card likely fits (65%)"


def test_a_low_confidence_doubts_the_match_and_not_what_is_quoted() -> None:
    said = in_full(plain(0.3))
    assert "for 30% of questions like this one the card cited first is the right one" in said
    assert "not about whether what it says is true" in said
    assert "guess" not in said
    assert "likely" not in said


def test_an_abstention_says_how_often_the_question_is_covered_after_all() -> None:
    assert "12% of questions like this one are covered after all" in in_full(
        plain(0.12, abstained=True)
    )
    assert brief(plain(0.12, abstained=True)) == "88% sure that no card answers it"


@pytest.mark.parametrize("confidence", [0.0, 1e-6, 0.004, 0.996, 1.0])
@pytest.mark.parametrize("abstained", [False, True])
def test_no_percentage_claims_certainty(confidence: float, *, abstained: bool) -> None:
    for said in (brief(plain(confidence, abstained=abstained)), in_full(plain(confidence))):
        assert " 0%" not in said
        assert "(0%" not in said
        assert "100%" not in said


def test_own_documents_alone_are_said_to_be_quoted_by_similarity() -> None:
    own = Citation("notes.md", "It is 3.", (SourceRef("notes.md", OWN, "", "", ""),))
    card = Citation("pue", "It is 1.2.", (SourceRef("A report", "Somebody", "2025", "", ""),))
    alone = Answer("Text. [1]", False, 0.68, (own,), ())
    for said in (brief(alone), in_full(alone)):
        assert "quoted from own documents by similarity, not calibrated" in said
        assert "68" not in said
        assert "right one" not in said
    both = replace(alone, citations=(card, own))
    assert "the card cited first is likely the right one" in in_full(both)


def test_an_answer_about_a_design_speaks_of_how_the_question_was_read() -> None:
    answer = InquiryAnswer("Text.", False, 0.88, (), (), DesignPart(Intent.WHY))
    assert "88% of such questions are answered right" in in_full(answer)
    assert "card" not in brief(answer)


@pytest.mark.usefixtures("base")
def test_the_command_says_it_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "What is a good PUE for a data center?"]) == 0
    out = capsys.readouterr().out
    assert "How sure: " in out.splitlines()[-1]
    assert "Confidence:" not in out


@pytest.mark.parametrize("size", SIZES, ids=SIZE_NAMES)
@pytest.mark.usefixtures("base")
async def test_the_app_says_the_same_below_the_answer(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "x.design.yaml"
    save_design(path, load_example("ticket-classifier"))
    app = WattbriefApp(path)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: app.session is not None)
        await pilot.press("f4")
        await arrived(pilot, AskScreen)
        await wait_until(pilot, lambda: app.guidance.base is not None)
        await pilot.press(*"which Region and why?", "enter")
        await wait_until(pilot, lambda: "are answered right" in rows(app))
        assert "onfidence 8" not in rows(app)
        await pilot.press("tab", "end")
        await wait_until(pilot, lambda: "How sure:" in rows(app))
