"""From a workload to its candidates: filters, sizes, yearly numbers, scores, all on arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from advisors.base import Base
from advisors.candidates import Search, Served
from advisors.capability import Capable, capable_models, may_self_host, served_by_bedrock
from advisors.demand import demand_of, level_of, policy_of, slowest_trip_ms
from advisors.extras import Extras
from advisors.grid import Yearly, grid_of
from advisors.managed_cache import Cached, cache_of
from advisors.managed_models import ManagedCall, managed_calls
from advisors.managed_pace import call_misfit
from advisors.misfits import Misfit
from advisors.near import near_enough
from advisors.places import Place, open_places, open_routes, profile_places
from advisors.rows import Block, Rows, managed_block
from advisors.rungs import TUNED, Rung, open_rungs, prompt_tokens, same_share, usual_rung
from advisors.sizing import Ask, Layouts, Sized, ask_for, size_all
from advisors.ways import (
    ANSWER_CACHE,
    AS_DESIGNED,
    BOTH_CACHES,
    LEAST,
    PROMPT_CACHE,
    keeps_answers,
    keeps_prompts,
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


_Calls = tuple[Sequence[tuple[Model, ManagedCall]], Mapping[str, tuple[Place, ...]]]
"""Managed models with their calls, and where each can be had."""


@dataclass(frozen=True)
class _Found:
    """Candidates of one rung, host and way of serving, with their yearly numbers."""

    rows: Block
    yearly: Yearly


def search(w: Workload, base: Base) -> Search:
    """Filters, sizes and scores every candidate of a workload."""
    capable, model_out = capable_models(w, base)
    regions, region_out = open_places(w, base.facts)
    regions, late = near_enough(w, regions)
    rungs, rung_out = open_rungs(w)
    gathered = _Gathering(w, base, regions)
    gathered.add_all(
        {
            rung: [item for item in capable if rung in TUNED or not item.needs_tuning]
            for rung in _searched(w, rungs)
        }
    )
    parts = (*gathered.parts, *gathered.served)
    rows = Rows([part.rows for part in parts])
    places = tuple({place.id: place for place in (*regions, *rows.places)}.values())
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


def shortlist(models: Sequence[Capable], base: Base) -> list[str]:
    """The smallest models that may be served and can be sized, by id."""
    return [
        item.model.id
        for item in models
        if may_self_host(item.model) and item.model.id in base.architectures
    ][:SHORTLIST]


def sold_in(places: Sequence[Place], base: Base) -> tuple[Instance, ...]:
    """Instance types with a price that some of the places sells."""
    codes = {place.region for place in places}
    return tuple(
        item
        for item in base.serving_instances
        if item.on_demand_usd_per_hour and codes & set(item.regions)
    )


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
        self.caches: dict[tuple[Rung, str, str], Cached] = {}
        self.slow: dict[str, Misfit] = {}
        self.routes = open_routes(w, base.facts)
        self.trips = {place.region: place.rtt_ms for place in regions}
        self.network_ms = slowest_trip_ms(regions)

    def add_all(self, models: Mapping[Rung, Sequence[Capable]]) -> None:
        """Candidates of each rung, self-hosted and managed."""
        demands = {
            rung: demand_of(self.w, prompt_tokens(self.w, rung, self.base)) for rung in models
        }
        if self.w.hosting is not Hosting.MANAGED:
            self._size(models, demands)
        for rung, demand in demands.items():
            self._add_self_hosted(rung, demand)
            if self.w.hosting is not Hosting.SELF_HOSTED and rung not in TUNED:
                self._add_managed(rung, models[rung], demand)

    def _size(
        self, models: Mapping[Rung, Sequence[Capable]], demands: Mapping[Rung, Demand]
    ) -> None:
        """Layouts of each rung, with and without a prompt cache, all sized together."""
        plain: dict[Rung, Ask] = {}
        cached: dict[Rung, Ask] = {}
        for rung, demand in demands.items():
            level = level_of(self.w, demand.input_tokens.value, self.network_ms)
            plain[rung] = ask_for(self.base, shortlist(models[rung], self.base), level)
            same = same_share(self.w, rung, self.base)
            if PROMPT_CACHE in self.ways and same >= LEAST[PROMPT_CACHE]:
                cached[rung] = replace(plain[rung], options=Options(prefix_cached_share=same))
        found = size_all(self.base, (*plain.values(), *cached.values()), self.instances)
        sized, kept = found[: len(plain)], found[len(plain) :]
        self.sized = {rung: item for rung, item in zip(plain, sized, strict=True) if item}
        self.kept = {
            rung: item for rung, item in zip(cached, kept, strict=True) if item and item.layouts
        }

    def _add_self_hosted(self, rung: Rung, demand: Demand) -> None:
        """Candidates on machines of one's own in every way of serving."""
        sized, kept = self.sized.get(rung), self.kept.get(rung)
        if sized is not None and len(sized.layouts):
            self.parts.append(self._own(rung, sized.layouts, demand, AS_DESIGNED))
            if ANSWER_CACHE in self.ways:
                self.served.append(self._own(rung, sized.layouts, demand, ANSWER_CACHE))
        if kept is not None:
            self.served += [
                self._own(rung, kept.layouts, demand, way)
                for way in (PROMPT_CACHE, BOTH_CACHES)
                if way in self.ways
            ]

    def _own(self, rung: Rung, layouts: Layouts, demand: Demand, way: str) -> _Found:
        asked = self._asked(demand, way)
        return _Found(self._rows(rung, layouts, way), self.years.own(rung, layouts, asked, way))

    def _asked(self, demand: Demand, way: str) -> Demand:
        """What is left of the demand in a way of serving."""
        if not keeps_answers(way):
            return demand
        return replace(demand, repeat_share=share_of(self.w, ANSWER_CACHE))

    def _rows(self, rung: Rung, layouts: Layouts, way: str) -> Block:
        """Layouts with the chip and the places of their instance type."""
        models, of_model = layouts.models
        names, of_type = layouts.types
        places = tuple(self.offered[name] for name in names)
        chips = tuple(self.base.facts.instances[name].chip for name in names)
        return Block(rung, way, tuple(models), of_model, chips, places, of_type, layouts)

    def _add_managed(self, rung: Rung, models: Sequence[Capable], demand: Demand) -> None:
        base = self.base
        offered = [item.model for item in models if served_by_bedrock(item.model)]
        calls = managed_calls(base, offered, demand.input_tokens, demand.output_tokens)
        self.calls[rung] = calls
        rows = [model for model in offered if model.id in calls]
        if not rows:
            return
        places = {model.id: self._managed_places(model, calls[model.id]) for model in rows}
        pairs = [(model, calls[model.id]) for model in rows]
        found = managed_block(rung, AS_DESIGNED, places)
        self.parts.append(_Found(found, self.years.managed(rung, pairs, demand)))
        for way in self.ways:
            self._add_way(rung, way, (pairs, places), demand)

    def _add_way(self, rung: Rung, way: str, served: _Calls, demand: Demand) -> None:
        """Managed models in a way of serving, those without a prompt cache left out of that."""
        pairs, places = served
        caches: dict[str, Cached] = {}
        asked = self._asked(demand, way)
        if keeps_prompts(way):
            for model, call in pairs:
                found = cache_of(self.base, self.w, model, rung, (call, asked))
                if found is not None:
                    caches[model.id] = found
            pairs = [pair for pair in pairs if pair[0].id in caches]
        if not pairs:
            return
        self.caches |= {(rung, name, way): found for name, found in caches.items()}
        rows = managed_block(rung, way, {model.id: places[model.id] for model, _ in pairs})
        yearly = self.years.managed(rung, pairs, asked, way, caches)
        self.served.append(_Found(rows, yearly))

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
        return sold_in(self.regions, self.base)

    @cached_property
    def offered(self) -> Mapping[str, tuple[Place, ...]]:
        """Open Regions that sell an instance type, by its name."""
        return {
            item.id: tuple(place for place in self.regions if place.region in item.regions)
            for item in self.instances
        }
