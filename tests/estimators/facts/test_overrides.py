"""The user's own values lie over ours, show as such, and are checked."""

import math

import pytest

from estimators.errors import FactError, InputError, UnknownFactError
from estimators.facts import Facts, Override


def own_pue(value: float = 1.05, unit: str = "1", low: float | None = None) -> Override:
    return Override(
        table="regions",
        id="eu-west-1",
        field="pue",
        value=value,
        unit=unit,
        low=low,
        origin_note="colocation contract 2026",
        date="2026-03",
    )


def test_an_override_shows_as_such(facts: Facts) -> None:
    item = facts.overridden([own_pue()]).region("eu-west-1").input("pue")
    assert (item.value, item.origin, item.date) == (1.05, "override", "2026-03")
    assert item.certain
    assert "colocation contract 2026" in item.note


def test_the_attribute_follows(facts: Facts) -> None:
    assert facts.overridden([own_pue()]).region("eu-west-1").pue == 1.05


def test_the_facts_themselves_stay(facts: Facts) -> None:
    facts.overridden([own_pue()])
    assert facts.region("eu-west-1").pue == 1.10


def test_an_override_brings_its_range(facts: Facts) -> None:
    mine = Override(
        table="chips", id="trainium2", field="tdp_watts", value=480, low=470, high=500, unit="W"
    )
    item = facts.overridden([mine]).chip("trn2").input("tdp_watts")
    assert (item.low, item.value, item.high) == (470, 480, 500)


def test_an_override_fills_a_blank(facts: Facts) -> None:
    mine = Override(
        table="instances",
        id="p5e.48xlarge",
        field="on_demand_usd_per_hour",
        value=39.8,
        unit="USD/h",
    )
    assert facts.overridden([mine]).instance("p5e.48xlarge").input(mine.field).value == 39.8


def test_a_constant_can_be_overridden(facts: Facts) -> None:
    mine = Override(
        table="constants", id="embodied_lifetime_years", field="value", value=4, unit="year"
    )
    changed = facts.overridden([mine])
    assert changed.constants["embodied_lifetime_years"].value == 4
    assert changed.constants["embodied_lifetime_years"].origin == "override"
    assert facts.constants["embodied_lifetime_years"].value == 5


def test_the_last_of_two_wins(facts: Facts) -> None:
    changed = facts.overridden([own_pue(1.2), own_pue(1.3)])
    assert changed.region("eu-west-1").input("pue").value == 1.3


def test_a_search_shows_the_override(facts: Facts) -> None:
    hit = facts.overridden([own_pue()]).search("pue ireland")[0]
    assert hit.value == 1.05
    assert hit.sources == ()


@pytest.mark.parametrize(
    ("override", "why"),
    [
        (own_pue(unit="percent"), "expected '1'"),
        (own_pue(math.nan), "not a finite number"),
        (own_pue(math.inf), "not a finite number"),
        (own_pue(-1), "outside"),
        (own_pue(1.05, low=1.2), "not between"),
    ],
)
def test_an_impossible_override_is_refused(facts: Facts, override: Override, why: str) -> None:
    with pytest.raises(InputError) as caught:
        facts.overridden([override])
    assert why in str(caught.value)
    assert "regions.eu-west-1.pue" in str(caught.value)


def test_an_override_of_nothing_is_refused(facts: Facts) -> None:
    with pytest.raises(UnknownFactError, match="regions"):
        facts.overridden([Override(table="region", id="eu-west-1", field="pue", value=1, unit="1")])
    with pytest.raises(UnknownFactError, match="eu-west-1"):
        facts.overridden([Override(table="regions", id="eu-wst-1", field="pue", value=1, unit="1")])
    with pytest.raises(FactError, match="colour"):
        facts.overridden(
            [Override(table="regions", id="eu-west-1", field="colour", value=1, unit="1")]
        )
