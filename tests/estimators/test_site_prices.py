"""What a Region charges, relative to the price list the facts hold."""

import pytest

from estimators.facts import load_facts
from estimators.figure import Input
from estimators.site import site_of


@pytest.mark.parametrize("code", ["us-east-1", "us-east-2", "us-west-2"])
def test_ohio_and_oregon_cost_what_virginia_costs(code: str) -> None:
    """A surcharge of 15 % there would push work off the two Regions for a price nobody pays."""
    found = site_of(load_facts(), code).price_region_factor
    assert isinstance(found, Input)
    assert found.value == 1.0
    assert found.high <= 1.05


def test_elsewhere_the_surcharge_stays() -> None:
    found = site_of(load_facts(), "eu-central-1").price_region_factor
    assert isinstance(found, Input)
    assert found.value > 1.0
