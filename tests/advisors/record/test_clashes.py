"""A record names the answers that clash, with the ways out; without any it keeps its bytes."""

import pytest

from advisors.advice import advise
from advisors.design import parse_design
from advisors.examples import examples
from advisors.record import build_record, parse_record, render_json, render_markdown
from advisors.workload_conflicts import contradictions
from tests.advisors.record.made import DATE, facts

CLASHING = parse_design("answers: {residency: eu, allowed_regions: [us-east-1], use_case: agent}")


def test_clashes_stand_in_the_context_and_survive_reading_the_record() -> None:
    record = build_record(CLASHING, advise(CLASHING, facts()), facts(), date=DATE)
    (clash,) = contradictions(CLASHING, facts())
    assert record.context[-1] == clash.said
    markdown = render_markdown(record)
    part = markdown.partition("## Context and Problem Statement")[2].partition("\n## ")[0]
    said = " ".join(part.split())
    assert "Answers that clash (residency, allowed regions): Data must stay in the EU" in said
    assert "us-east-1" in said
    for way in clash.ways_out:
        assert way in said
    again = parse_record(render_json(record))
    assert again == record
    assert render_markdown(again) == markdown


@pytest.mark.parametrize("name", sorted(examples()))
def test_without_a_clash_the_context_stays_as_it_was(name: str) -> None:
    design = examples()[name]
    record = build_record(design, advise(design, facts()), facts(), date=DATE)
    assert len(record.context) == 3
    assert "clash" not in render_markdown(record)
