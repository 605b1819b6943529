"""Answers that cannot all hold are named together, with the ways out."""

import pytest

from advisors.advice import advise
from advisors.design import parse_design
from advisors.examples import examples
from advisors.workload import workload_from
from advisors.workload_conflicts import Contradiction, contradictions, find_contradictions
from advisors.workload_places import regions_open, within
from advisors.workload_types import Residency
from estimators.facts import load_facts

FACTS = load_facts()


def clashes(answers: str) -> dict[str, Contradiction]:
    found = find_contradictions(
        workload_from(parse_design(f"answers: {{{answers}}}"), FACTS), FACTS
    )
    return {item.id: item for item in found}


@pytest.mark.parametrize("name", list(examples()))
def test_the_examples_are_free_of_contradictions(name: str) -> None:
    assert find_contradictions(workload_from(examples()[name], FACTS), FACTS) == ()


def test_nothing_answered_contradicts_nothing() -> None:
    assert clashes("") == {}


@pytest.mark.parametrize(
    ("answers", "rule", "questions", "severity"),
    [
        (
            "residency: eu, allowed_regions: [us-east-1, us-west-2]",
            "residency-excludes-regions", {"residency", "allowed_regions"}, "blocks",
        ),
        (
            "residency: eu, allowed_regions: [us-east-1, eu-west-1]",
            "residency-excludes-regions", {"residency", "allowed_regions"}, "check",
        ),
        (
            "residency: one-region, allowed_regions: []",
            "one-region-unnamed", {"residency", "allowed_regions"}, "check",
        ),
        (
            "residency: one-region, allowed_regions: [eu-west-1, eu-west-2]",
            "one-region-unnamed", {"residency", "allowed_regions"}, "check",
        ),
        (
            "daily_curve: nightly-batch, async_share: 0",
            "night-without-waiting", {"daily_curve", "async_share"}, "check",
        ),
        (
            "residency: eu, user_region: Sydney, ttft_ms: 100",
            "network-exceeds-ttft", {"ttft_ms", "residency", "user_region"}, "blocks",
        ),
        (
            "async_share: 100, ttft_ms: 300",
            "async-with-latency-limit", {"async_share", "ttft_ms"}, "check",
        ),
        ("languages: [rm]", "languages-unstated", {"languages"}, "check"),
        ("input_tokens: 10M", "context-too-long", {"input_tokens"}, "blocks"),
        (
            "knowledge: [own-documents], corpus_tokens: 0",
            "documents-without-text", {"knowledge", "corpus_tokens"}, "check",
        ),
        (
            "use_case: content, answer_form: rules",
            "fixed-answers-to-free-task", {"use_case", "answer_form"}, "check",
        ),
        (
            "answer_form: fixed-list, output_tokens: 900",
            "long-labels", {"answer_form", "output_tokens"}, "check",
        ),
        (
            "use_case: classification, answer_form: open-text",
            "free-text-for-labels", {"use_case", "answer_form"}, "check",
        ),
        (
            "use_case: translation, answer_form: ranking",
            "fixed-answers-to-free-task", {"use_case", "answer_form"}, "check",
        ),
        (
            "answer_form: open-text, output_tokens: 0",
            "no-tokens-for-text", {"answer_form", "output_tokens"}, "check",
        ),
        (
            "use_case: support-chat, output_tokens: 0",
            "no-tokens-for-text", {"use_case", "output_tokens"}, "check",
        ),
        (
            "input_tokens: 500k, licences: permissive, quality: critical",
            "context-beyond-capable", {"input_tokens", "licences"}, "blocks",
        ),
        (
            "hosting: self-hosted, skills: apis",
            "self-hosting-without-skills", {"hosting", "skills"}, "check",
        ),
        (
            "hosting: managed, commitments: [reserved-accelerators]",
            "managed-with-reservations", {"hosting", "commitments"}, "check",
        ),
        (
            "hosting: managed, availability: 99.99",
            "availability-above-promise", {"hosting", "availability"}, "check",
        ),
        (
            "hosting: managed, allowed_regions: [ap-east-1]",
            "no-managed-service-there", {"hosting", "allowed_regions"}, "check",
        ),
        (
            "quality: critical, quality_measure: none",
            "critical-but-unmeasured", {"quality", "quality_measure"}, "check",
        ),
    ],
)  # fmt: skip
def test_each_contradiction_names_its_answers_and_ways_out(
    answers: str, rule: str, questions: set[str], severity: str
) -> None:
    found = clashes(answers)
    assert set(found) == {rule}
    assert set(found[rule].questions) == questions
    assert found[rule].severity == severity
    assert found[rule].what.endswith(".")
    assert found[rule].ways_out


@pytest.mark.parametrize(
    "answers",
    [
        "hosting: self-hosted",
        "hosting: self-hosted, skills: '?'",
        "residency: one-region, allowed_regions: [eu-west-1]",
        "residency: eu, user_region: Sydney",
        "residency: eu, user_region: London, ttft_ms: 100",
        "quality: critical",
        "async_share: 90, ttft_ms: 300",
        "daily_curve: nightly-batch",
        "daily_curve: nightly-batch, async_share: 20",
        "daily_curve: office-hours, async_share: 0",
        "use_case: classification, answer_form: fixed-list, output_tokens: 0",
        "use_case: semantic-search, answer_form: ranking, output_tokens: 0",
        "use_case: semantic-search, output_tokens: 0",
        "use_case: extraction, answer_form: open-text",
        "input_tokens: 500k, quality: business",
        "licences: permissive, quality: critical",
        "allowed_regions: [us-gov-west-1], user_region: us-east-1, ttft_ms: 20",
    ],
)
def test_defaults_and_compatible_answers_do_not_clash(answers: str) -> None:
    assert clashes(answers) == {}


def test_many_regions_are_counted_instead_of_listed() -> None:
    found = clashes(
        "residency: eu, allowed_regions: [us-east-1, us-east-2, us-west-1, us-west-2, ca-central-1]"
    )
    said = found["residency-excludes-regions"].what
    assert "us-west-1 and 1 more are outside" in said


def test_the_way_out_takes_off_what_lies_outside_where_something_inside_is_allowed() -> None:
    some = clashes("residency: japan, allowed_regions: [eu-west-1, ap-northeast-1]")
    none = clashes("residency: japan, allowed_regions: [eu-west-1]")
    ways = [found["residency-excludes-regions"].ways_out[0] for found in (some, none)]
    assert ways == ["take eu-west-1 off the list", "allow a Region inside Japan"]


def test_what_blocks_leaves_nothing_and_what_does_not_leaves_something() -> None:
    for answers in (
        "residency: one-region, allowed_regions: [eu-west-1, eu-west-2]",
        "residency: eu, allowed_regions: [us-east-1]",
    ):
        design = parse_design(f"answers: {{{answers}}}")
        (found,) = contradictions(design, FACTS)
        fits = bool(advise(design, FACTS).decisions[0].options)
        assert fits == (found.severity != "blocks"), answers


def test_what_closes_the_longer_contexts_opens_them_again() -> None:
    """The way out that is named is one: without that answer nothing clashes."""
    assert "context-beyond-capable" in clashes("input_tokens: 500k, licences: permissive")
    assert clashes("input_tokens: 500k, licences: any-commercial") == {}


def test_the_answers_of_a_design_are_held_against_its_own_facts() -> None:
    design = parse_design("answers: {residency: eu, allowed_regions: [us-east-1]}")
    assert contradictions(design, FACTS) == find_contradictions(workload_from(design, FACTS), FACTS)


def test_blocking_contradictions_come_first() -> None:
    found = clashes("async_share: 100, ttft_ms: 300, residency: eu, allowed_regions: [us-east-1]")
    assert [item.severity for item in found.values()] == ["blocks", "check"]


def test_the_law_leaves_regions_open() -> None:
    def places(answers: str) -> tuple[str, ...]:
        design = parse_design(f"answers: {{{answers}}}")
        return regions_open(workload_from(design, FACTS), FACTS)

    commercial = {code for code, region in FACTS.regions.items() if region.partition == "aws"}
    assert set(places("")) == commercial
    eu = places("residency: eu")
    assert {"eu-central-1", "eu-north-1", "eu-west-1"} <= set(eu)
    assert not {"eu-central-2", "eu-west-2", "eusc-de-east-1"} & set(eu)
    assert set(places("residency: eu-and-adequate")) > set(eu)
    assert places("residency: eu, allowed_regions: [us-east-1]") == ()
    assert places("residency: one-region, user_region: Milan") == ("eu-south-1",)
    assert places("allowed_regions: [us-gov-west-1]") == ("us-gov-west-1",)


def test_every_residency_has_a_region() -> None:
    for residency in Residency:
        assert any(within(residency, region) for region in FACTS.regions.values())


def test_areas_and_choices_are_named_as_people_write_them() -> None:
    """Codes of answers are for files: a sentence has the EU, the United States and free text."""
    (law,) = clashes("residency: us, allowed_regions: [eu-west-1]").values()
    assert law.what.startswith("Data must stay in the United States, but eu-west-1")
    assert "allow a Region inside the United States" in law.ways_out
    (shape,) = clashes("use_case: translation, answer_form: fixed-list").values()
    assert "(translation)" in shape.what
    assert "one of a fixed list" in shape.what
    assert "fixed-list" not in shape.what


@pytest.mark.parametrize(
    ("given", "way", "taken"),
    [
        ("use_case: translation", "choose another use case, if", "use_case: semantic-search"),
        (
            "use_case: extraction, answer_form: structured",
            "choose a ranked list or a fixed list, if",
            "use_case: extraction, answer_form: ranking",
        ),
        (
            "use_case: translation, answer_form: open-text",
            "choose another use case and a ranked list or a fixed list, if",
            "use_case: semantic-search, answer_form: ranking",
        ),
    ],
)
def test_the_way_out_of_a_text_without_tokens_ends_it(given: str, way: str, taken: str) -> None:
    rule = "no-tokens-for-text"
    assert clashes(f"{given}, output_tokens: 0")[rule].ways_out[1].startswith(way)
    assert rule not in clashes(f"{taken}, output_tokens: 0")
