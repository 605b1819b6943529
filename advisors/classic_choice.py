"""On which machine a smaller approach runs: processors or an accelerator, by volume.

Every machine that could do it is held against the others by the central values of its figures in
the best Region that sells it; all that run in the same way are computed in one pass.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from advisors.base import Base
from advisors.classic import INSTANCE, Classic, effort_of, latency_ms, option_of, price_classic
from advisors.criteria import FIGURE_OF, LOCATION, MARKET, Judge
from advisors.encoder_machines import machines
from advisors.extras import Extras
from advisors.figures import BY_TOKENS, Priced, graph_of, leaves_of
from advisors.grid import column
from advisors.places import Place
from advisors.workload import Workload
from advisors.workload_types import Hosting
from estimators.annual import Missing, Policy, SelfHosted, Site
from estimators.figure import Input

BUSY, HOURS = "utilization", "instance_hours_per_year"
WANTED = (LOCATION, MARKET, *FIGURE_OF.values(), BUSY, HOURS)


@dataclass(frozen=True)
class Weighed:
    """A smaller approach on one machine in its best Region.

    Attributes:
        score: Lower is better; infinite where a criterion is withheld.
        figures: Central values of `WANTED`, NaN where withheld; empty where it is the only one.
    """

    item: Classic
    place: Place
    score: float
    figures: Mapping[str, float]


def weigh(item: Classic, extras: Extras, judge: Judge, places: Sequence[Place]) -> list[Weighed]:
    """A smaller approach on each machine that could do it, best first.

    Args:
        item: As it would run on processors.
        extras: Workload and facts.
        judge: Weights.
        places: Open Regions, the best site first.
    """
    w, base = extras.w, extras.base
    pairs = [
        (found, place)
        for found in _variants(item, w, base)
        if (place := next((p for p in places if sold(found, p, base)), None)) is not None
    ]
    if len(pairs) < 2:  # nothing to weigh it against
        return [Weighed(found, place, 0.0, {}) for found, place in pairs]
    plain = price_classic(item, pairs[0][1], extras)
    options = [option_of(found, w, base) for found, _ in pairs]
    weighed = []
    central = _central(plain, options, [base.site(place) for _, place in pairs])
    for (found, place), figures in zip(pairs, central, strict=True):
        market = figures[MARKET]
        by_market = judge.market_based and bool(np.isfinite(market))
        criteria = {key: figures[name] for key, name in FIGURE_OF.items()} | {
            "carbon": market if by_market else figures[LOCATION],
            "latency": latency_ms(found, w, place, base),
            "effort": effort_of(found, w, base),
        }
        score = judge.score_of(criteria)
        weighed.append(Weighed(found, place, score if np.isfinite(score) else np.inf, figures))
    return sorted(weighed, key=lambda one: one.score)


def sold(item: Classic, place: Place, base: Base) -> bool:
    """Whether a Region sells its machine; processors are taken to be sold everywhere."""
    row = base.facts.instance(item.instance)
    return base.facts.chip(row.chip).kind == "cpu" or place.region in row.regions


def ways_up(item: Classic) -> tuple[Classic, ...]:
    """A smaller approach as chosen, up all the time, and as a part of a processor."""
    always = replace(item, mode="always-on")
    small = replace(item, instance=INSTANCE, mode="serverless")
    return tuple(dict.fromkeys((item, always, small)))


def _variants(item: Classic, w: Workload, base: Base) -> Iterator[Classic]:
    """Machines and ways to run them; work that nobody waits for may be gathered."""
    yield item
    if not item.model:
        return
    # a guess that nobody waits is no ground to stop machines on
    late = w.async_share.low >= 1.0
    if late and w.hosting is not Hosting.MANAGED:
        yield replace(item, mode="gathered")
    for name in machines(w, base, item.model) if w.hosting is not Hosting.MANAGED else ():
        yield replace(item, instance=name, mode="gathered" if late else "always-on")


def _central(
    plain: Priced, options: Sequence[SelfHosted], sites: Sequence[Site]
) -> list[dict[str, float]]:
    """Central values of several designs, all that run in the same way in one pass.

    Args:
        plain: One of them: the others share all but machine and Region with it.
        options: Machines.
        sites: Regions.
    """
    shared = {leaf.name: leaf.value for leaf in leaves_of(plain)[0]}
    groups: dict[Policy, list[int]] = {}
    for row, option in enumerate(options):
        groups.setdefault(option.policy, []).append(row)
    found: list[dict[str, float]] = [{} for _ in options]
    for rows in groups.values():
        values: dict[str, ArrayLike] = dict(shared)
        for parts in ([options[row] for row in rows], [sites[row] for row in rows]):
            values |= _columns(parts)
        graph = graph_of(replace(plain, option=options[rows[0]]))
        needed = frozenset(WANTED).union(*(graph.under(name) for name in WANTED))
        skip = [step.name for step in graph.steps if step.name not in needed]
        outcome = graph.evaluate(values, (*BY_TOKENS, *skip))
        for name in WANTED:
            each = np.broadcast_to(np.asarray(outcome[name], dtype=float), len(rows))
            for row, value in zip(rows, each.tolist(), strict=True):
                found[row][name] = value
    return found


def _columns(parts: Sequence[SelfHosted] | Sequence[Site]) -> dict[str, ArrayLike]:
    """Central values of leaves by name, one for each part; NaN where one is missing."""
    names = [name for name, leaf in vars(parts[0]).items() if isinstance(leaf, Input | Missing)]
    return {name: column([getattr(part, name) for part in parts]) for name in names}
