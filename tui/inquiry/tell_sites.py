"""Grid, PUE and water of Regions that have no figures here, beside those of the chosen one."""

from collections.abc import Iterator, Sequence

from advisors.format import value_and_range
from advisors.options import Decision, Exclusion
from estimators.annual import Leaf
from estimators.figure import Figure, Formula, Input
from estimators.site import site_of
from tui.inquiry.page import Page
from tui.inquiry.tell_there import there

_SHOWN = 3
_FORMULA = Formula("tell_sites.fact", "as the facts hold it of the Region")


def sites_beside(page: Page, decision: Decision, out: Sequence[Exclusion]) -> None:
    """What the facts hold of Regions that fell out; nothing for other decisions.

    Args:
        page: Written to.
        decision: On the Region.
        out: Regions that fell out.
    """
    chosen, facts = decision.chosen, page.facts
    if decision.id != "region" or chosen is None or chosen.id not in facts.regions:
        return
    known = [item for item in out if item.id in facts.regions][:_SHOWN]
    if not known:
        return
    first = known[0]
    theirs, here = (site_of(facts, key).location_g_per_kwh for key in (first.id, chosen.id))
    if isinstance(theirs, Input) and isinstance(here, Input):
        word = "cleaner" if theirs.value < here.value else "no cleaner"
        page.say(
            f"By its grid {first.label} is {word}: {_shown(page, first.id, theirs)} "
            f"location-based, against {_shown(page, chosen.id, here)} in {chosen.label}."
        )
    if not there(page, first.id, first.label):
        page.say("The advice holds no design there; what one would take was not computed.")
    page.section("To see every decision held there", (f"“what if it had to be {first.id}?”",))
    rows = (*((item.label, item.id) for item in known), (chosen.label, chosen.id))
    page.section(
        "What the facts hold of the places",
        (f"{label}: {'; '.join(_facts(page, region))}." for label, region in rows),
    )


def _facts(page: Page, region: str) -> Iterator[str]:
    site = site_of(page.facts, region)
    yield f"grid {_shown(page, region, site.location_g_per_kwh)} location-based"
    yield f"PUE {_shown(page, region, site.pue)}"
    yield f"water at power plants {_shown(page, region, site.grid_water_l_per_kwh)}"


def _shown(page: Page, region: str, leaf: Leaf) -> str:
    """A fact as a figure that opens; `unknown` where there is none."""
    if not isinstance(leaf, Input):
        return "unknown"
    name = f"{region}/{leaf.name}"
    page.figures[name] = Figure(name, leaf.value, leaf.low, leaf.high, leaf.unit, _FORMULA, (leaf,))
    return value_and_range(page.figures[name])
