"""Kinds that name a decision by their turn, changes without a number, parts that lean, doubt."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry
from tui.inquiry.answer import Intent
from tui.inquiry.choice import DOUBT, doubtful
from tui.inquiry.fit import examples
from tui.inquiry.foreign_words import WORDS
from tui.inquiry.kinds import as_kind
from tui.inquiry.likely import GUIDANCE, Likely
from tui.inquiry.page import Page
from tui.inquiry.readings import Reading
from tui.inquiry.spoken import spoken_in
from tui.inquiry.supposed import supposed
from tui.inquiry.unclear import ASK, OF_OPTION, asks
from tui.inquiry.units import units_in
from tui.inquiry.words import fold
from tui.inquiry.written import of_one_request, plainly


@pytest.mark.parametrize(
    ("kind", "question", "intent", "decision"),
    [
        ("need", "are we mad to use AI for this?", "which", "need"),
        ("need", "would a plain classifier do?", "why-not", "need"),
        ("larger", "what if the small one is rubbish?", "why-not", "model"),
        ("smaller", "can we shrink it?", "why-not", "model"),
        ("tuning", "should it learn our texts by heart?", "why-not", "customization"),
        ("deferred", "it all runs at night, is it cheaper?", "why", "inference"),
        ("lever-of", "what would a cheaper variant look like?", "lever", None),
    ],
)
def test_a_kind_apart_needs_nothing_named(
    kind: str, question: str, intent: str, decision: str | None, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries["n"]
    reading = as_kind(inquiry.read(question), kind, question, inquiry.workload)
    assert reading is not None
    assert reading.intent == intent
    assert reading.decision == decision
    page = Page(inquiry._facts)
    inquiry._teller.tell(page, reading, question)
    assert not page.unanswered


def test_what_may_wait_is_told_to_be_counted(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry, question = inquiries["n"], "it all runs at night, do we get it cheaper?"
    reading = as_kind(inquiry.read(question), "deferred", question, inquiry.workload)
    assert reading is not None
    page = Page(inquiry._facts)
    inquiry._teller.tell(page, reading, question)
    assert page.lines[0].startswith("What may wait is counted already.")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("what if it goes viral?", "requests_per_day=240000"),
        (
            "what breaks first if everybody starts using it twice as much?",
            "requests_per_day=240000",
        ),
        ("what if hardly anybody uses it?", "requests_per_day=60000"),
        ("could we trim the prompts?", "input_tokens=450"),
        ("what if nobody and everybody uses it?", ""),
        ("what if the moon is full?", ""),
    ],
)
def test_a_change_without_a_number_is_tried_with_twice_or_half(
    text: str, change: str, inquiries: Mapping[str, Inquiry]
) -> None:
    workload = inquiries["n"].workload
    found = supposed(text, workload)
    assert (found[0].partition("=")[0] if found else "") == change.partition("=")[0]
    if found:
        key, _, value = found[0].partition("=")
        item = workload.inputs()[key]
        factor = float(value.split(" (")[0]) / item.value
        wanted = 2.0 if "viral" in text or "twice" in text else 0.5
        assert factor == pytest.approx(wanted)


def test_a_guessed_change_is_told_to_be_one(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["m"]
    for question, guessed in (
        ("what if it goes viral?", True),
        ("what if we double traffic?", False),
    ):
        reading = as_kind(inquiry.read(question), "what-if", question, inquiry.workload)
        assert reading is not None
        page = Page(inquiry._facts)
        part = inquiry._teller.tell(page, reading, question)
        assert part.changes
        assert ("gives no new number" in "\n".join(page.lines)) is guessed


def test_a_sentence_that_leans_is_read_with_the_one_before(
    inquiries: Mapping[str, Inquiry],
) -> None:
    question = "Which of Ohio, Virginia and Oregon won, and by how much?"
    part = inquiries["c"].ask(question).design
    assert part is not None
    assert (part.intent, part.decision) == ("compare", "region")


def test_in_doubt_questions_are_offered_instead_of_a_guess() -> None:
    kinds = tuple((kind, 0.2) for kind in ("amount", "sure", "risks"))
    doubt = Likely("amount", DOUBT * 0.9 - 0.01, 0.1, kinds)
    assert doubtful(doubt)
    assert not doubtful(Likely("amount", DOUBT * 0.9 + 0.01, 0.1, kinds))


def test_what_is_offered_is_itself_read_as_its_kind(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["n"]
    for kind, question in ASK.items():
        part = inquiry.ask(question).design
        assert part is not None, question
        assert part.intent not in {Intent.UNCLEAR, Intent.UNANSWERABLE}, question
        wanted = as_kind(inquiry.read(question), kind, question, inquiry.workload)
        assert wanted is not None, question
        assert part.intent == wanted.intent, question


def test_an_option_that_is_named_stands_in_what_is_offered(
    inquiries: Mapping[str, Inquiry],
) -> None:
    from dataclasses import replace

    reading = inquiries["c"].read("Trainium then")
    found = asks(replace(reading, kinds=("why-not", "catch", "amount", "risks")))
    assert found == (OF_OPTION["why-not"].format("trainium"), "What is the catch with trainium?",
                     ASK["amount"])  # fmt: skip


def test_every_kind_of_the_examples_can_be_read(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["n"]
    readable: dict[str, Reading | None] = {}
    for item in examples():
        if item.kind != GUIDANCE and not readable.get(item.kind):
            reading = inquiry.read(item.typed)
            readable[item.kind] = as_kind(reading, item.kind, item.typed, inquiry.workload)
    assert all(readable.values()), [kind for kind, found in readable.items() if not found]


def test_small_numbers_in_words_are_digits_before_what_is_counted() -> None:
    assert plainly("answers take four seconds") == "answers take 4 seconds"
    assert plainly("half a second to start") == "0.5 second to start"
    assert plainly("our three-year total") == "our 3-year total"
    assert plainly("one of them") == "one of them"


def test_one_unit_of_work_is_one_request() -> None:
    assert of_one_request("what does one resolved enquiry emit", "resolved enquiry") == (
        "what does one request emit"
    )


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("our cfo wants the 3 year total", "3 years"),
        ("5 years is long what is the footprint", "5 years"),
        ("tonnes over the contract term", "horizon"),
        ("the lifetime footprint", "horizon"),
        ("what is the total cost of ownership", "horizon"),
        ("we refresh it every 3 years", ""),
    ],
)
def test_a_stretch_of_years_is_read_however_it_is_said(text: str, unit: str) -> None:
    found = units_in(text).of("time", "horizon")
    assert (found.text if found else "") == unit


def test_languages_are_read_in_several_languages() -> None:
    assert spoken_in("how good is its german and portugiesisch") == {
        "de": "German", "pt": "Portuguese",
    }  # fmt: skip
    assert spoken_in("speak up") == {}


def test_foreign_words_are_folded_as_questions_are() -> None:
    assert all(fold(word) == (word,) for word in WORDS)
    assert all(english == english.lower() for english in WORDS.values())
