"""Which Regions the law and the architect leave open."""

from typing import TYPE_CHECKING

from advisors.workload import Workload
from advisors.workload_types import Residency

if TYPE_CHECKING:
    from estimators.facts import Facts, Region

EU = frozenset({
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE",
    "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
})  # fmt: skip
EEA = EU | {"IS", "LI", "NO"}
ADEQUATE = frozenset({"GB", "CH", "JP", "KR", "IL", "NZ", "CA"})
"""Countries with an adequacy decision and an AWS Region. The United States are left out: the
decision covers certified companies only, and two forerunners were struck down."""

COUNTRIES: dict[Residency, frozenset[str]] = {
    Residency.EU: EEA,
    Residency.EU_ADEQUATE: EEA | ADEQUATE,
    Residency.US: frozenset({"US"}),
    Residency.UK: frozenset({"GB"}),
    Residency.JAPAN: frozenset({"JP"}),
    Residency.AUSTRALIA: frozenset({"AU"}),
    Residency.INDIA: frozenset({"IN"}),
    Residency.CANADA: frozenset({"CA"}),
}


def within(residency: Residency, region: "Region") -> bool:
    """Whether a Region lies where data may be processed; True where no country is named."""
    countries = COUNTRIES.get(residency)
    return countries is None or region.country in countries


def regions_open(workload: Workload, facts: "Facts") -> tuple[str, ...]:
    """Codes of the Regions that residency and the allowed Regions leave, in order of the facts.

    Without a list of allowed Regions the commercial partition is meant: the others need an
    account of their own. "One Region only" without a name leaves the users' Region.
    """
    allowed = workload.allowed_regions
    if not allowed and workload.residency is Residency.ONE_REGION:
        allowed = (workload.user_region,)
    return tuple(
        code
        for code, region in facts.regions.items()
        if (code in allowed if allowed else region.partition == "aws")
        and within(workload.residency, region)
    )


def limiting_questions(workload: Workload) -> tuple[str, ...]:
    """Ids of the questions whose answers close Regions."""
    by_law = ("residency",) if workload.residency is not Residency.ANYWHERE else ()
    return by_law + (("allowed_regions",) if workload.allowed_regions else ())
