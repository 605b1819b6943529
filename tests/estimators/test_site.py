"""What is known of a place, and why the rest is not."""

import pytest

from estimators.annual import Missing
from estimators.facts import load_facts
from estimators.site import site_of

FACTS = load_facts()


@pytest.mark.parametrize(
    "code", [code for code, row in FACTS.regions.items() if row.market_g_per_kwh is None]
)
def test_a_place_without_a_renewable_claim_is_not_explained_by_its_reservoirs(code: str) -> None:
    """The note of a Region is on its water, cooling or state, whatever else is unknown of it."""
    missing = site_of(FACTS, code).market_g_per_kwh
    assert isinstance(missing, Missing)
    note = FACTS.regions[code].note
    assert not note or note not in missing.reason
    assert missing.reason.endswith("are in its sustainability service.")
