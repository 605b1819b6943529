"""The recommended design beside others, in the record: all there, with figures that open."""

import pytest

from advisors.advice import advise
from advisors.examples import examples
from advisors.record import build_record, parse_record, render_json, render_markdown
from tests.advisors.record.made import DATE, facts


@pytest.mark.parametrize("name", sorted(examples()))
def test_the_smallest_and_the_pareto_set_stand_beside_it(name: str) -> None:
    design = examples()[name]
    advice = advise(design, facts())
    record = build_record(design, advice, facts(), date=DATE)
    assert record.designs is not None
    assert [item.label for item in record.designs.pareto] == [o.label for o in advice.pareto]
    others = [item for item in (record.designs.smallest, *record.designs.pareto) if item]
    text = render_markdown(record)
    opened = {item.id for item in record.evidence}
    for item in others:
        assert f"| {item.label} |" in text
        known = [figure for figure in item.figures if figure.value is not None]
        assert known
        assert {figure.evidence for figure in known} <= opened
    assert parse_record(render_json(record)) == record


def test_a_record_without_them_keeps_its_bytes() -> None:
    design = examples()["ticket-classifier"]
    made = build_record(design, advise(design, facts()), facts(), date=DATE)
    absent = dict.fromkeys(("designs", "contradictions", "budgets"))
    older = made.model_copy(update={**absent, "schema_version": 1})
    assert '"designs"' not in render_json(older)
    assert "The Design as a Whole" not in render_markdown(older)
    assert render_json(parse_record(render_json(older))) == render_json(older)
