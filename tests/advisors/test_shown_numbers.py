"""Numbers and answers in sentences: no exponent, and the label of an answer, not its key."""

import re

import pytest

from advisors.errors import AnswerError
from advisors.questions import Answer, question
from advisors.questions.resolve import resolve
from advisors.validation import check
from advisors.workload import show
from tests.advisors.advice.made import advised

EXPONENT = re.compile(r"\d[eE][+-]\d")


def test_a_large_default_is_shown_in_full() -> None:
    answers = {"knowledge": Answer(("own-documents",)), "corpus_tokens": Answer(dont_know=True)}
    shown = show(resolve(answers)["corpus_tokens"])
    assert not EXPONENT.search(shown)
    assert ",000,000 tokens" in shown
    assert show(resolve({"requests_per_day": Answer(2e7)})["requests_per_day"]) == (
        "20,000,000 requests/day"
    )


def test_a_number_that_is_refused_is_repeated_as_a_person_writes_it() -> None:
    with pytest.raises(AnswerError) as caught:
        check(question("requests_per_day"), 1e15)
    assert not EXPONENT.search(str(caught.value))
    assert "1,000,000,000,000,000" in str(caught.value)


def test_what_an_option_costs_against_another_and_the_widest_input_have_no_exponent() -> None:
    advice = advised(requests_per_day=10.0, languages=("fr",))
    texts = [
        text
        for decision in advice.decisions
        for text in (
            decision.confidence_reason,
            *decision.trace,
            *(reason for option in decision.options for reason in option.reasons),
        )
    ]
    assert any(re.search(r" x \d{1,3},\d{3}", text) for text in texts)
    assert not any(EXPONENT.search(text) for text in texts)
    assert not any(re.search(r"part of that is .* to [\d,.]+ 1\.$", text) for text in texts)


def test_a_large_bill_of_monitoring_has_no_exponent() -> None:
    options = advised(requests_per_day=5e6).decision("monitoring").options
    bills = [text for item in options for text in (*item.reasons, *item.notes) if "USD a" in text]
    assert any(re.search(r"\d,\d{3} USD a month", text) for text in bills)
    assert not any(EXPONENT.search(text) for text in bills)


def test_a_region_outside_says_where_data_may_be_by_the_label_of_the_answer() -> None:
    fallen = advised(residency="canada").decision("region").exclusions
    outside = [item.reason for item in fallen if item.rule == "residency"]
    assert outside
    assert all(reason.endswith("data must stay in: Canada.") for reason in outside)


def test_a_chip_that_is_sold_in_many_other_regions_names_the_first_few() -> None:
    fallen = advised(allowed_regions=("eu-south-2",)).decision("silicon").exclusions
    sold = [item.reason for item in fallen if item.reason.startswith("It is sold in")]
    assert any(re.search(r" and \d+ more, none of which is open", reason) for reason in sold)
    assert all(reason.count(", ") <= 4 for reason in sold)


def test_the_smallest_approach_has_the_name_that_the_need_decision_gives_it() -> None:
    advice = advised(
        use_case="classification",
        answer_form="fixed-list",
        labelled_examples=5_000.0,
        modalities=("text",),
    )
    assert advice.smallest is not None
    names = {option.id: option.label for option in advice.decision("need").options}
    assert advice.smallest.label == f"Smallest: {names[advice.smallest.id]}"
