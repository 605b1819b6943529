"""From a workload to its candidates: filters, sizes, yearly numbers, scores, all on arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from advisors.base import Base
from advisors.candidates import Row, Search, Served
from advisors.capability import Capable, capable_models, may_self_host, served_by_bedrock
from advisors.demand import demand_of, level_of, policy_of
from advisors.extras import Extras
from advisors.grid import Yearly, grid_of
from advisors.managed_cache import Cached, cache_of
from advisors.managed_models import ManagedCall, managed_calls
from advisors.managed_pace import call_misfit
from advisors.misfits import Misfit
from advisors.near import near_enough
from advisors.places import Place, open_places, open_routes, profile_places
from advisors.rungs import TUNED, Rung, open_rungs, prompt_tokens, same_share, usual_rung
from advisors.sizing import Layouts, Sized, size
from advisors.ways import (
    ANSWER_CACHE,
    AS_DESIGNED,
    LEAST,
    PROMPT_CACHE,
    kept_away,
    share_of,
    ways_of,
)
from advisors.workload import Workload
from advisors.workload_types import Hosting
from advisors.yearly import Years
from estimators.annual import Demand, Policy
from estimators.facts import Instance, Model
from estimators.serving_inputs import Options

SHORTLIST = 8
"""Smallest capable models that are sized for self-hosting."""


@dataclass(frozen=True)
class _Found:
    """Candidates of one rung, host and way of serving, with their yearly numbers."""

    rows: tuple[Row, ...]
    yearly: Yearly


def search(w: Workload, base: Base) -> Search:
    """Filters, sizes and scores every candidate of a workload."""
    capable, model_out = capable_models(w, base)
    regions, region_out = open_places(w, base.facts)
    regions, late = near_enough(w, regions)
    rungs, rung_out = open_rungs(w)
    gathered = _Gathering(w, base, regions)
    for rung in _searched(w, rungs):
        gathered.add(rung, [item for item in capable if rung in TUNED or not item.needs_tuning])
    parts = (*gathered.parts, *gathered.served)
    rows = tuple(row for part in parts for row in part.rows)
    places = tuple(
        (
            {place.id: place for place in regions} | {p.id: p for row in rows for p in row.places}
        ).values()
    )
    grid = grid_of(w, base, rows, places, [part.yearly for part in parts])
    return Search(
        workload=w,
        base=base,
        policy=gathered.policy,
        rows=rows,
        places=places,
        scores=grid.scores,
        criteria=grid.criteria,
        regions=regions,
        capable=capable,
        rungs=rungs,
        model_exclusions=model_out,
        region_exclusions=(*region_out, *late),
        rung_exclusions=rung_out,
        extras=gathered.extras,
        sized=gathered.sized,
        calls=gathered.calls,
        slow=gathered.slow,
        cached=Served(gathered.kept, gathered.caches),
    )


def _searched(w: Workload, rungs: Sequence[Rung]) -> tuple[Rung, ...]:
    """Rungs worth sizing: the usual one and light tuning; heavier ones never cost less."""
    tuned = [rung for rung in (Rung.PEFT, Rung.PEFT_RAG) if rung in rungs]
    return (usual_rung(w), *tuned)


class _Gathering:
    """Candidates as they are gathered, one rung after the other.

    Attributes:
        parts: As designed.
        served: In the ways of serving that the answers make possible.
        kept: Layouts with a prompt cache.
        caches: Those of managed models.
    """

    def __init__(self, w: Workload, base: Base, regions: Sequence[Place]) -> None:
        self.w, self.base, self.regions = w, base, tuple(regions)
        self.policy: Policy = policy_of(w)
        self.extras = Extras(w, base)
        self.years = Years(w, base, self.policy, self.extras)
        self.ways = ways_of(w)
        self.parts: list[_Found] = []
        self.served: list[_Found] = []
        self.sized: dict[Rung, Sized] = {}
        self.kept: dict[Rung, Sized] = {}
        self.calls: dict[Rung, dict[str, ManagedCall]] = {}
        self.caches: dict[tuple[Rung, str], Cached] = {}
        self.slow: dict[str, Misfit] = {}
        self.routes = open_routes(w, base.facts)
        self.trips = {place.region: place.rtt_ms for place in regions}
        self.network_ms = max((place.rtt_ms or 0.0 for place in regions), default=0.0)

    def add(self, rung: Rung, models: Sequence[Capable]) -> None:
        """Candidates of one rung, self-hosted and managed."""
        demand = demand_of(self.w, prompt_tokens(self.w, rung, self.base))
        if self.w.hosting is not Hosting.MANAGED:
            self._add_self_hosted(rung, models, demand)
        if self.w.hosting is not Hosting.SELF_HOSTED and rung not in TUNED:
            self._add_managed(rung, models, demand)

    def _add_self_hosted(self, rung: Rung, models: Sequence[Capable], demand: Demand) -> None:
        base = self.base
        names = [
            item.model.id
            for item in models
            if may_self_host(item.model) and item.model.id in base.architectures
        ][:SHORTLIST]
        level = level_of(self.w, demand.input_tokens.value, self.network_ms)
        sized = size(base, names, self.instances, level)
        if sized is None:
            return
        self.sized[rung] = sized
        if len(sized.layouts):
            self.parts.append(self._own(rung, sized.layouts, demand, AS_DESIGNED))
            if ANSWER_CACHE in self.ways:
                self.served.append(self._own(rung, sized.layouts, demand, ANSWER_CACHE))
        same = same_share(self.w, rung, base)
        if PROMPT_CACHE not in self.ways or same < LEAST[PROMPT_CACHE]:
            return
        kept = size(base, names, self.instances, level, options=Options(prefix_cached_share=same))
        if kept is not None and len(kept.layouts):
            self.kept[rung] = kept
            self.served.append(self._own(rung, kept.layouts, demand, PROMPT_CACHE))

    def _own(self, rung: Rung, layouts: Layouts, demand: Demand, way: str) -> _Found:
        asked = self._asked(demand, way)
        return _Found(self._rows(rung, layouts, way), self.years.own(rung, layouts, asked, way))

    def _asked(self, demand: Demand, way: str) -> Demand:
        """What is left of the demand in a way of serving."""
        return kept_away(demand, share_of(self.w, way)) if way == ANSWER_CACHE else demand

    def _rows(self, rung: Rung, layouts: Layouts, way: str) -> tuple[Row, ...]:
        """Layouts with the chip and the places of their instance type."""
        names = dict.fromkeys(key.instance for key in layouts.keys)
        types = {name: self.base.facts.instances[name] for name in names}
        offered = {
            name: tuple(place for place in self.regions if place.region in item.regions)
            for name, item in types.items()
        }
        chips = {name: item.chip for name, item in types.items()}
        return tuple(
            Row(key.model, rung, key, chips[key.instance], offered[key.instance], way)
            for key in layouts.keys
        )

    def _add_managed(self, rung: Rung, models: Sequence[Capable], demand: Demand) -> None:
        base = self.base
        offered = [item.model for item in models if served_by_bedrock(item.model)]
        calls = managed_calls(base, offered, demand.input_tokens, demand.output_tokens)
        self.calls[rung] = calls
        rows = [model for model in offered if model.id in calls]
        if not rows:
            return
        found = tuple(
            Row(model.id, rung, None, "", self._managed_places(model, calls[model.id]))
            for model in rows
        )
        pairs = [(model, calls[model.id]) for model in rows]
        self.parts.append(_Found(found, self.years.managed(rung, pairs, demand)))
        for way in self.ways:
            self._add_way(rung, way, list(zip(found, pairs, strict=True)), demand)

    def _add_way(
        self,
        rung: Rung,
        way: str,
        rows: Sequence[tuple[Row, tuple[Model, ManagedCall]]],
        demand: Demand,
    ) -> None:
        """Managed models in a way of serving, those without a prompt cache left out of that."""
        caches: dict[str, Cached] = {}
        if way == PROMPT_CACHE:
            for row, (model, call) in rows:
                found = cache_of(self.base, self.w, model, rung, (call, demand))
                if found is not None:
                    caches[row.model] = found
            rows = [item for item in rows if item[0].model in caches]
        if not rows:
            return
        self.caches |= {(rung, name): found for name, found in caches.items()}
        served = tuple(row._replace(serving=way) for row, _ in rows)
        pairs = [pair for _, pair in rows]
        yearly = self.years.managed(rung, pairs, self._asked(demand, way), way, caches)
        self.served.append(_Found(served, yearly))

    def _managed_places(self, model: Model, call: ManagedCall) -> tuple[Place, ...]:
        """Regions that serve the model in-Region, and profiles that stay inside, if soon enough."""
        here = (place for place in self.regions if place.region in model.bedrock_regions)
        places = (*here, *profile_places(model, self.routes, self.trips))
        trips = [place.rtt_ms or 0.0 for place in places]
        misfits = [call_misfit(self.w, model.name, call.pace, trip) for trip in trips]
        kept = tuple(place for place, why in zip(places, misfits, strict=True) if why is None)
        nearest = misfits[int(np.argmin(trips))] if places and not kept else None
        if nearest is not None:
            self.slow[model.id] = nearest
        return kept

    @cached_property
    def instances(self) -> tuple[Instance, ...]:
        """Types with a price that some open Region sells."""
        open_codes = {place.region for place in self.regions}
        return tuple(
            item
            for item in self.base.serving_instances
            if item.on_demand_usd_per_hour and open_codes & set(item.regions)
        )
