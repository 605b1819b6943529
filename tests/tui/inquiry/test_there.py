"""A Region that fell out: the design that the advice holds there with another model, in figures."""

from collections.abc import Mapping

import pytest

from advisors.format import value_and_range
from tui.inquiry import Inquiry
from tui.inquiry.tell_there import designs_in

_CORE = ("energy_kwh_per_year", "carbon_location_kg_per_year", "cost_usd_per_year")


@pytest.mark.parametrize(
    ("key", "asked", "model", "region"),
    [
        ("s", "why not Frankfurt?", "qwen3-235b-a22b-2507", "eu-central-1"),
        ("s", "compare Frankfurt with Ireland", "qwen3-235b-a22b-2507", "eu-central-1"),
        ("m", "why are we not in Stockholm?", "nova-lite", "eu-north-1"),
    ],
)
def test_a_design_that_is_held_there_stands_beside_the_recommended(
    inquiries: Mapping[str, Inquiry], key: str, asked: str, model: str, region: str
) -> None:
    inquiry = inquiries[key]
    (option,) = [x for x in inquiry.advice.decision("model").options if x.id == model]
    assert f", in {region}." in option.reasons[0]
    text = inquiry.ask(asked).answer
    first = text.partition("\n\n")[0]
    assert "was not computed" not in text
    assert "The advice does hold another design there, with another model" in first
    assert option.reasons[0] in first
    for name in _CORE:
        mine, taken = option.figures[name], inquiry.advice.totals[name]
        assert f"{value_and_range(mine)}; the recommended one: {value_and_range(taken)}" in text


def test_where_none_is_held_that_is_said_with_how_to_see_one(
    inquiries: Mapping[str, Inquiry],
) -> None:
    inquiry = inquiries["s"]
    assert not designs_in(inquiry.advice, "eu-west-3")
    text = inquiry.ask("why not Paris?").answer
    assert "The advice holds no design there" in text
    assert inquiry.ask("what if it had to be eu-west-3?").answer.startswith("The advice changes")


def test_designs_are_listed_once_the_least_carbon_first(
    inquiries: Mapping[str, Inquiry],
) -> None:
    advice = inquiries["m"].advice
    found = designs_in(advice, "eu-north-1")
    carbon = [item.option.figures[advice.carbon_figure].value or 0.0 for item in found]
    assert len({item.said for item in found}) == len(found) > 1
    assert carbon == sorted(carbon)
