"""From answers to typed values: ranges, fractions, sources, assumptions."""

from dataclasses import fields
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.design import Design, Override, parse_design
from advisors.errors import OverrideError
from advisors.examples import examples, load_example
from advisors.questions import QUESTIONS, SOURCES, Answer, Question, question
from advisors.workload import Knowledge, UseCase, Workload, facts_with, in_words, workload_from
from estimators.facts import load_facts
from estimators.figure import Input

FACTS = load_facts()
numeric = [item for item in QUESTIONS if item.numeric and "budget" not in item.id]


def workload(text: str) -> Workload:
    return workload_from(parse_design(text), FACTS)


def test_use_cases_choices_and_presets_are_the_same() -> None:
    choices = {choice.id for choice in question("use_case").choices}
    assert choices == {item.value for item in UseCase} == set(FACTS.traffic)


@pytest.mark.parametrize("name", list(examples()))
def test_every_field_of_every_example_is_filled(name: str) -> None:
    found = workload_from(load_example(name), FACTS)
    for field in fields(Workload):
        value = getattr(found, field.name)
        if isinstance(value, Input):
            assert value.name == field.name
            assert value.low <= value.value <= value.high
            assert value.unit
            if value.origin != "answer":
                assert value.sources
    weights = [getattr(found, f"{goal}_weight") for goal in
               ("carbon", "water", "cost", "latency", "effort")]  # fmt: skip
    assert sum(weights) == pytest.approx(1)
    assert set(found.inputs()) == {item.id for item in numeric}


def test_an_answer_is_certain_and_a_default_wide_and_sourced() -> None:
    found = workload("answers: {requests_per_day: 2k, peak_factor: '?'}")
    assert found.requests_per_day.certain
    assert found.requests_per_day.origin == "answer"
    assert found.peak_factor.origin == "assumption"
    assert found.growth_per_year.origin == "default"
    assert not found.growth_per_year.certain
    assert found.growth_per_year.sources
    listed = {item.question: item.dont_know for item in found.assumptions}
    assert listed["peak_factor"] is True
    assert listed["growth_per_year"] is False
    assert "requests_per_day" not in listed
    assert found.assumed("peak_factor")
    assert not found.assumed("requests_per_day")


def test_a_range_and_a_note_reach_the_input() -> None:
    found = workload(
        "answers: {availability: {value: 99.9, low: 99, high: 99.95, note: from the contract}}"
    )
    item = found.availability
    assert (item.value, item.low, item.high, item.unit) == (0.999, 0.99, 0.9995, "1")
    assert item.note == "from the contract"
    assert item.bound == 1.0


def test_defaults_of_the_use_case_come_from_the_facts() -> None:
    found = workload("answers: {use_case: classification}")
    preset = FACTS.preset("classification")
    assert found.input_tokens.value == preset.input_tokens
    assert found.output_tokens.high == preset.output_tokens_high
    assert found.input_tokens.sources == preset.sources


def test_what_does_not_apply_has_its_neutral_value_and_is_no_assumption() -> None:
    found = workload("answers: {use_case: translation, async_share: 100, ttft_ms: 300}")
    assert found.steps_per_request.value == 1.0
    assert found.steps_per_request.certain
    assert found.corpus_tokens.value == 0.0
    assert found.ttft_ms.value == 86_400_000.0
    assert found.set_aside == ("ttft_ms",)
    assert not {"ttft_ms", "steps_per_request", "corpus_tokens"} & {
        item.question for item in found.assumptions
    }


def test_not_applicable_takes_the_neutral_value_with_the_reason() -> None:
    found = workload("answers: {growth_per_year: {not_applicable: capped by contract}}")
    assert found.growth_per_year.value == 0.0
    assert found.growth_per_year.certain
    assert "capped by contract" in found.growth_per_year.note


def test_no_budget_is_none_and_a_budget_a_number() -> None:
    assert workload("answers: {}").carbon_budget_kg_per_year is None
    found = workload("answers: {carbon_budget_kg_per_year: 20 t, cost_budget_usd_per_year: $5k}")
    assert found.carbon_budget_kg_per_year == 20_000
    assert found.cost_budget_usd_per_year == 5_000


def test_choices_become_types() -> None:
    found = workload(
        "answers: {knowledge: [own-documents, house-style], reporting_method: market-based,"
        " commitments: none, modalities: image, quality_measure: people}"
    )
    assert found.knowledge == {Knowledge.DOCUMENTS, Knowledge.STYLE}
    assert found.market_based
    assert found.commitments == frozenset()
    assert found.modalities == {"text", "image"}
    assert found.quality_measures == {"people"}


def test_every_source_of_every_input_can_be_looked_up() -> None:
    for case in UseCase:
        for item in workload(f"answers: {{use_case: {case.value}}}").inputs().values():
            for key in item.sources:
                assert key in SOURCES or key in FACTS.sources
    assert not set(SOURCES) & set(FACTS.sources)


@given(st.permutations(sorted(load_example("manuals-question-answering").answers)))
def test_the_order_of_answers_makes_no_difference(order: list[str]) -> None:
    whole = load_example("manuals-question-answering")
    other = Design(answers={key: whole.answers[key] for key in order})
    assert workload_from(other, FACTS) == workload_from(whole, FACTS)


def test_an_answer_that_does_not_apply_changes_no_value() -> None:
    whole = load_example("ticket-classifier")
    extra = whole.answered("steps_per_request", Answer(40.0))
    assert workload_from(extra, FACTS).inputs() == workload_from(whole, FACTS).inputs()


@given(st.sampled_from(numeric), st.floats(0, 1))
def test_numbers_keep_their_order_on_the_way(item: Question, share: float) -> None:
    if any(when.question == "use_case" for when in item.applies):
        return
    low, high = item.minimum or 0.0, item.maximum or 0.0
    values = sorted({low, round(low + share * (high - low)), high})
    base = {"knowledge": Answer(("own-documents",))}
    found = [
        workload_from(Design(answers={**base, item.id: Answer(float(value))}), FACTS)
        for value in values
    ]
    for first, second in pairwise(found):
        assert first.inputs()[item.id].value < second.inputs()[item.id].value


def test_overrides_lie_over_the_facts() -> None:
    own = Override("regions.eu-central-1.pue", 1.31, "1", "Contract annex 3", date="2026")
    unit = FACTS.region("eu-central-1").input("pue").unit
    design = Design(overrides=(Override(own.key, own.value, unit, own.source, date=own.date),))
    found = facts_with(design, FACTS).region("eu-central-1").input("pue")
    assert (found.value, found.origin) == (1.31, "override")
    assert facts_with(Design(), FACTS) is FACTS
    assert FACTS.region("eu-central-1").input("pue").value != 1.31


@pytest.mark.parametrize(
    ("key", "unit", "said"),
    [
        ("regions.eu-central-9.pue", "1", "eu-central-1"),
        ("planets.mars.pue", "1", "table"),
        ("regions.eu-central-1.puee", "1", "puee"),
        ("regions.eu-central-1.pue", "kWh", "kWh"),
    ],
)
def test_impossible_overrides_are_refused(key: str, unit: str, said: str) -> None:
    with pytest.raises(OverrideError, match="a fact of your own cannot be used") as refused:
        facts_with(Design(overrides=(Override(key, 1.2, unit, "mine"),)), FACTS)
    assert said in str(refused.value)


def test_assumptions_are_worded_as_in_the_record() -> None:
    found = workload("answers: {corpus_tokens: 2e7, knowledge: [own-documents]}")
    names = [item.question for item in found.assumptions]
    said = in_words(names, found.assumptions)
    assert len(said) == len(names)
    assert not any(name in text for name, text in zip(names, said, strict=True) if "_" in name)
    first = found.assumptions[0]
    assert said[0] == f"{first.text} {first.shown}"
    assert in_words(names)[0] == first.text
