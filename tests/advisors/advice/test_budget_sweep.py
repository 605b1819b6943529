"""Budgets against every design that the answers leave open, not those of the advice alone."""

import re
from dataclasses import replace

import numpy as np
import pytest

from advisors.advice import advise, desk_of
from advisors.budget_sweep import _smaller, sweep
from advisors.budget_ways import relaxations, relaxed, search_further
from advisors.budgets import COST, BudgetReport, within_budget
from advisors.criteria import LOCATION
from advisors.design import Design, Override
from advisors.design_changes import changed
from advisors.shown import UP
from tests.advisors.advice.made import facts, made

CARBON = LOCATION
MANAGED = {"committed_model": "gpt-oss-20b", "hosting": "managed", "residency": "eu"}


def searched(
    design: Design, kgco2e: float | None = None, usd: float | None = None
) -> tuple[BudgetReport, BudgetReport]:
    """What the advice alone says of budgets, and what the whole sweep does."""
    advice = advise(design, facts())
    report = within_budget(advice, kgco2e, usd)
    return report, search_further(report, advice, design, facts())


def green() -> tuple[Design, float]:
    """Carbon first, and the cost of the cheapest cell: cheaper than all that is advised."""
    weights = {"carbon": 80.0, "cost": 5.0, "latency": 5.0, "water": 5.0, "effort": 5.0}
    design = made(hosting="self-hosted", requests_per_day=20_000.0, priorities=weights)
    found = desk_of(design, facts()).search
    return design, float(found.criteria["cost"][np.isfinite(found.scores)].min()) * 1.01


def test_a_cell_that_no_decision_lists_holds_the_budget() -> None:
    """The cheapest card in the cheapest Region: no single decision turns so far."""
    design, limit = green()
    advised, found = searched(design, usd=limit)
    assert not advised.possible
    assert found.possible
    assert found.swept
    (offer,) = found.meeting
    assert found.closest is offer
    assert offer.figures[COST].numbers[0] <= limit
    assert not offer.over
    assert re.search(r"Against the recommended design: carbon x .*cost -\d+%", offer.against)


@pytest.mark.parametrize("share", [0.95, 0.8, 0.6, 0.4])
@pytest.mark.parametrize("name", [COST, CARBON])
def test_the_sweep_finds_a_design_wherever_one_of_its_cells_holds(name: str, share: float) -> None:
    design = made(requests_per_day=80_000.0, labelled_examples=3000.0, residency="eu")
    total = advise(design, facts()).totals[name].numbers[0]
    desk = desk_of(design, facts())
    values = desk.search.criteria["cost" if name == COST else "carbon"]
    open_ones = values[np.isfinite(desk.search.scores)]
    found = sweep(desk, {name: share * total})
    if open_ones.min() <= share * total:
        assert found.meeting is not None
        assert found.meeting.figures[name].numbers[0] <= share * total
    else:
        assert found.closest is not None
        nearest = found.closest.figures[name].numbers[0]
        assert nearest <= open_ones.min() * (1.0 + 1e-6)


def test_both_budgets_must_hold_in_one_design() -> None:
    """One cell is cheap, another clean; only one that is both counts."""
    design, limit = green()
    carbon = advise(design, facts()).totals[CARBON].numbers[0]
    _, cheap = searched(design, usd=limit)
    assert cheap.possible
    _, both = searched(design, kgco2e=carbon, usd=limit)
    assert not both.possible
    assert both.closest is not None
    assert both.closest.over


@pytest.mark.parametrize(
    ("answers", "share"),
    [
        ({"quality": "expert"}, 0.5),
        ({**MANAGED, "user_region": "eu-central-1"}, 0.6),
        ({"hosting": "self-hosted", "skills": "apis"}, 0.5),
    ],
)
def test_every_way_that_is_named_holds_when_it_is_gone(
    answers: dict[str, str], share: float
) -> None:
    design = made(**answers)
    limit = share * advise(design, facts()).totals[COST].numbers[0]
    _, found = searched(design, usd=limit)
    assert not found.possible
    changes = [
        match[1]
        for way in found.ways
        for match in [re.match(r"With (\w+=[\w-]*)", way)]
        if match is not None
    ]
    fewer = [re.search(r"With ([\d,.]+) requests a day", way) for way in found.ways]
    changes += [f"requests_per_day={m[1].replace(',', '')}" for m in fewer if m is not None]
    assert changes
    for change in changes:
        _, after = searched(changed(design, [change]), usd=limit)
        assert after.possible, change


def test_the_budget_that_is_named_is_large_enough() -> None:
    design = made()
    _, found = searched(design, usd=1.0)
    amounts = [re.search(r"a budget of ([\d,.]+) USD", way) for way in found.ways]
    (needed,) = [float(match[1].replace(",", "")) for match in amounts if match is not None]
    _, after = searched(design, usd=needed)
    assert after.possible


def test_a_fleet_that_is_always_on_is_not_said_to_shrink_with_the_traffic() -> None:
    """One instance is up all year: half of its cost is met by no share of the requests."""
    design = made(hosting="self-hosted", quality="expert", requests_per_day=500.0)
    advised, found = searched(design, usd=500.0)
    assert any("of the traffic would hold" in way for way in advised.ways)
    assert not any("requests a day instead of" in way for way in found.ways)
    assert any(way.startswith("Not even ") for way in found.ways)


def test_a_budget_of_zero_is_told_without_infinity() -> None:
    _, found = searched(made(), usd=0.0)
    assert not found.possible
    assert not any("∞" in way or "inf" in way for way in found.ways)


def test_budgets_that_the_advice_holds_are_not_searched() -> None:
    advised, found = searched(made(), usd=1e9)
    assert found is advised


def test_all_milder_answers_together_are_the_design_without_its_limits() -> None:
    design = made(**MANAGED, allowed_regions=("eu-central-1", "eu-west-1"))
    workload = desk_of(design, facts()).workload
    items = tuple(relaxations(workload))
    names = {item.question for item in items}
    assert {"committed_model", "hosting", "residency", "allowed_regions", "quality"} <= names
    mild = desk_of(relaxed(design, items), facts()).workload
    left = {item.question for item in relaxations(mild)}
    assert not left & {"committed_model", "hosting", "residency", "allowed_regions", "async_share"}


def test_own_facts_hold_in_every_search() -> None:
    """At ten times the price of every machine, a larger budget is needed."""
    design = made(hosting="self-hosted")
    _, plain = searched(design, usd=1.0)
    own = tuple(
        Override(
            f"instances.{item.id}.on_demand_usd_per_hour",
            10.0 * item.on_demand_usd_per_hour,
            "USD/h",
            "a quote",
        )
        for item in facts().instances.values()
        if item.on_demand_usd_per_hour
    )
    _, dear = searched(replace(design, overrides=own), usd=1.0)
    costs = [item.closest.figures[COST].numbers[0] for item in (plain, dear) if item.closest]
    assert costs[1] > 2.0 * costs[0]


def test_a_smaller_approach_is_called_as_in_its_own_decision() -> None:
    """The nearest design names how it is kept up in the words of the advice."""
    design = made(
        use_case="classification",
        answer_form="fixed-list",
        knowledge=("general",),
        labelled_examples=20_000.0,
        output_tokens=4.0,
    )
    desk = desk_of(design, facts())
    labels = [item.option.label for item in _smaller(desk)]
    assert labels
    assert all(any(f", {up}, in " in label for up in UP.values()) for label in labels)
    assert any(f", {UP['always-on']}, in " in label for label in labels)
