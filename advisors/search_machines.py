"""What keeps an index searchable, which is not in the cost of a design that retrieves.

The cost holds the memory of the vectors alone. Whether a search service is there already, and which
one, is not asked; what the smallest one of its own costs is told beside the cost, from the facts.
"""

from advisors.base import Base
from advisors.extras import RETRIEVING
from advisors.format import number
from advisors.rungs import Rung
from estimators.list_prices import capacity_cost_usd

UNITS, HOURS, PRICE = (
    "opensearch_capacity_units",
    "hours_per_year",
    "opensearch_usd_per_ocu_hour",
)


def not_counted(base: Base, rung: Rung) -> str:
    """What the cost of a rung leaves out, with what it would take; empty without retrieval."""
    if rung not in RETRIEVING:
        return ""
    units, hours, price = (base.facts.constant(name) for name in (UNITS, HOURS, PRICE))
    usd, low, high = (
        number(
            capacity_cost_usd(
                capacity_units=count,
                hours_per_year=hours.value,
                usd_per_unit_hour=price.value,
                price_region_factor=1.0,
            ),
            2,
        )
        for count in (units.value, units.low, units.high)
    )
    by = " and ".join(base.facts.sources[name].publisher for name in price.sources)
    return (
        "Not in the cost: machines that search the index; it holds the memory of the vectors alone."
        f" A collection of OpenSearch Serverless keeps up {units.value:g} capacity units "
        f"({units.low:g} to {units.high:g}) at {price.value:g} USD an hour, about {usd} USD a year "
        f"({low} to {high}; {by}, {price.date}); a search service that is "
        "there already takes less."
    )
