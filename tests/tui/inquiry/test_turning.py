"""What turns the advice: the volume, one answer, or what the decisions name themselves."""

import re
from collections.abc import Mapping

import pytest

from advisors.advice import advise
from advisors.design_changes import changed
from advisors.examples import load_example
from advisors.options import Advice
from estimators.facts import Facts
from tests.tui.inquiry.conftest import EXAMPLES
from tui.inquiry import Inquiry

_BETWEEN = re.compile(r"(Above|Below) it .*?, between ([\d,.]+) and ([\d,.]+) a day")


def _firsts(advice: Advice) -> list[str]:
    return [item.chosen.id if item.chosen else "" for item in advice.decisions]


def _at(example: str, facts: Facts, *changes: str) -> list[str]:
    return _firsts(advise(changed(load_example(EXAMPLES[example]), changes), facts))


def test_the_volume_that_turns_it_lies_where_it_is_said(
    inquiries: Mapping[str, Inquiry], facts: Facts
) -> None:
    text = inquiries["n"].ask("up to what volume does this design hold?").answer
    now = _firsts(inquiries["n"].advice)
    found = _BETWEEN.findall(text)
    assert [side for side, _, _ in found] == ["Above", "Below"]
    for side, low, high in found:
        ends = [float(end.replace(",", "")) for end in (low, high)]
        inner, outer = ends if side == "Above" else reversed(ends)
        assert _at("n", facts, f"requests_per_day={outer}") != now
        assert _at("n", facts, f"requests_per_day={inner}") == now


def test_where_no_volume_turns_it_that_is_said(
    inquiries: Mapping[str, Inquiry], facts: Facts
) -> None:
    text = inquiries["t"].ask("at how many tickets a day would you switch?").answer
    assert "With more, nothing turns up to 100 times as many (1,000 a day)" in text
    assert _at("t", facts, "requests_per_day=1000") == _firsts(inquiries["t"].advice)


def test_the_answer_that_turns_most_is_named_first(
    inquiries: Mapping[str, Inquiry], facts: Facts
) -> None:
    inquiry = inquiries["c"]
    text = inquiry.ask("which single answer would overturn this?").answer
    hit = re.match(r"Of \d+ answers tried .*?“(.*?)” turns most: (\d) of 8 decisions", text)
    assert hit is not None
    assert hit[1] == "Who shall run the model? No preference"
    pairs = zip(_at("c", facts, "hosting=any"), _firsts(inquiry.advice), strict=True)
    assert sum(one != other for one, other in pairs) == int(hit[2])


def test_the_least_certain_decision_leads(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["s"].ask("what would change the recommendation?").answer
    model = inquiries["s"].advice.decision("model")
    assert model.confidence == "low"
    assert text.startswith("The least certain decision is Model, certainty low.")
    assert model.flips[0] in text.partition("\n")[0]


@pytest.mark.parametrize("question", ["how sure are you of all of it?", "how certain is this?"])
def test_how_sure_is_still_told_by_certainty(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    text = inquiries["s"].ask(question).answer
    assert not text.startswith("The least certain")
