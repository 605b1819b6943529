"""From a workload to its candidates: filters, sizes, yearly numbers, scores, all on arrays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from advisors.base import Base
from advisors.candidates import Row, Search, coded
from advisors.capability import Capable, capable_models, may_self_host, served_by_bedrock
from advisors.demand import answer_tokens, demand_of, level_of, policy_of
from advisors.extras import Extras
from advisors.grid import Yearly, grid_of
from advisors.managed_models import ManagedCall, batch_price, managed_calls
from advisors.managed_pace import call_misfit
from advisors.misfits import Misfit
from advisors.near import near_enough
from advisors.places import Place, open_places, open_routes, profile_places
from advisors.reasoning_layouts import with_hidden
from advisors.rungs import TUNED, Rung, open_rungs, prompt_tokens, usual_rung
from advisors.sizing import Layouts, Sized, size
from advisors.weights import effort_weeks
from advisors.workload import Workload
from advisors.workload_types import Hosting, UseCase
from estimators.annual import Demand, Leaf, Policy
from estimators.annual_graph import managed_graph, self_hosted_graph
from estimators.facts import Instance, Model
from estimators.figure import Input
from estimators.footprint import embodied_kg
from estimators.graph import FloatArray

SHORTLIST = 8
"""Smallest capable models that are sized for self-hosting."""
REFERENCE_INSTANCE = "p5.48xlarge"
SERVING_STEPS = frozenset(
    {
        "mean_growth",
        "calls_per_year",
        "hourly_calls_per_s",
        "hourly_replicas",
        "hourly_uptime",
        "instance_hours_per_year",
        "lone_calls_per_year",
        "standby_energy_kwh",
        "lone_extra_wh",
        "joined_extra_wh",
        "active_energy_kwh",
        "energy_it_kwh_per_year",
    }
)
EMBODIED_LEAVES = ("instance_embodied_kg", "lifetime_years", "embodied_active_share")
"""Leaves of the hardware that `embodied_kg` takes after the hours, in its order."""
MANAGED_STEPS = frozenset({"mean_growth", "calls_per_year", "energy_it_kwh_per_year"})


@dataclass(frozen=True)
class _Found:
    """Candidates of one rung and host, with their yearly numbers."""

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
    rows = tuple(row for part in gathered.parts for row in part.rows)
    places = tuple(
        (
            {place.id: place for place in regions} | {p.id: p for row in rows for p in row.places}
        ).values()
    )
    grid = grid_of(w, base, rows, places, [part.yearly for part in gathered.parts])
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
    )


def _searched(w: Workload, rungs: Sequence[Rung]) -> tuple[Rung, ...]:
    """Rungs worth sizing: the usual one and light tuning; heavier ones never cost less."""
    tuned = [rung for rung in (Rung.PEFT, Rung.PEFT_RAG) if rung in rungs]
    return (usual_rung(w), *tuned)


class _Gathering:
    """Candidates as they are gathered, one rung after the other."""

    def __init__(self, w: Workload, base: Base, regions: Sequence[Place]) -> None:
        self.w, self.base, self.regions = w, base, tuple(regions)
        self.policy: Policy = policy_of(w)
        self.extras = Extras(w, base)
        self.parts: list[_Found] = []
        self.sized: dict[Rung, Sized] = {}
        self.calls: dict[Rung, dict[str, ManagedCall]] = {}
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
        sized = size(base, names, self._instances(), level)
        if sized is None:
            return
        self.sized[rung] = sized
        if len(sized.layouts):
            self.parts.append(self._served(rung, sized.layouts, demand))

    def _served(self, rung: Rung, layouts: Layouts, demand: Demand) -> _Found:
        base, w = self.base, self.w
        graph = self_hosted_graph(self.policy)
        skip = [step.name for step in graph.steps if step.name not in SERVING_STEPS]
        layouts, written = with_hidden(base, layouts, demand.input_tokens.value, answer_tokens(w))
        known = graph.evaluate(_central(demand) | self._values(layouts), skip)
        calls = float(np.asarray(known["calls_per_year"]))
        models, of_model = coded([key.model for key in layouts.keys])
        extra = np.array([self.extras.central(rung, model, calls) for model in models])[of_model]
        names, of_type = coded([key.instance for key in layouts.keys])
        hours = np.asarray(known["instance_hours_per_year"], dtype=float)
        hardware = [base.hardware(name) for name in names]

        def leaf(of: str) -> FloatArray:
            return column([getattr(item, of) for item in hardware])[of_type]

        neuron = [base.facts.chip(base.facts.instances[name].chip).kind != "gpu" for name in names]
        weeks = np.array([effort_weeks(w, "self", rung, neuron=item) for item in neuron])
        embodied = (leaf(name) for name in EMBODIED_LEAVES)
        yearly = Yearly(
            it_kwh=np.asarray(known["energy_it_kwh_per_year"], dtype=float) + extra[:, 0],
            embodied_kg=np.asarray(embodied_kg(hours, *embodied)),
            local_usd=hours * leaf("usd_per_instance_hour"),
            fixed_usd=extra[:, 1],
            latency_ms=layouts.ttft_ms + layouts.inter_token_ms * written,
            effort_weeks=weeks[of_type],
        )
        return _Found(self._rows(rung, layouts, names), yearly)

    def _rows(self, rung: Rung, layouts: Layouts, names: Iterable[str]) -> tuple[Row, ...]:
        """Layouts with the chip and the places of their instance type."""
        types = {name: self.base.facts.instances[name] for name in names}
        offered = {
            name: tuple(place for place in self.regions if place.region in item.regions)
            for name, item in types.items()
        }
        chips = {name: item.chip for name, item in types.items()}
        return tuple(
            Row(key.model, rung, key, chips[key.instance], offered[key.instance])
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
        self.parts.append(_Found(found, self._managed_yearly(rung, rows, demand)))

    def _managed_yearly(self, rung: Rung, rows: Sequence[Model], demand: Demand) -> Yearly:
        """Yearly numbers of managed models, a row each, without what depends on the place."""
        w, base, calls = self.w, self.base, self.calls[rung]
        graph = managed_graph()
        wh = np.array([calls[model.id].wh for model in rows])
        known = graph.evaluate(
            _central(demand) | {"managed_wh_per_call": wh},
            [step.name for step in graph.steps if step.name not in MANAGED_STEPS],
        )
        energy = np.asarray(known["energy_it_kwh_per_year"], dtype=float)
        per_year = float(np.asarray(known["calls_per_year"]))
        extra = self.extras.central(rung, "", per_year)
        prompt = demand.input_tokens.value
        tools = w.use_case is UseCase.AGENT
        batch = np.array([batch_price(base.facts, row, tools=tools).value for row in rows])
        deferred = 1.0 - w.async_share.value * (1.0 - batch)
        prices = np.array(
            [
                prompt * (model.usd_per_million_input_tokens or np.nan)
                + calls[model.id].written * (model.usd_per_million_output_tokens or np.nan)
                for model in rows
            ]
        )
        return Yearly(
            it_kwh=energy + extra[0],
            embodied_kg=self._managed_embodied(energy + extra[0]),
            local_usd=per_year * prices / 1e6 * deferred,
            fixed_usd=np.full(len(rows), extra[1]),
            latency_ms=np.array([calls[model.id].latency_ms for model in rows]),
            effort_weeks=np.full(len(rows), effort_weeks(w, "managed", rung, neuron=False)),
        )

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

    def _managed_embodied(self, energy: FloatArray) -> FloatArray:
        hardware = self.base.hardware(REFERENCE_INSTANCE)
        node = self.base.facts.constant("reference_node_kw").value
        return np.asarray(
            embodied_kg(
                energy / node,
                *(column([getattr(hardware, name)]) for name in EMBODIED_LEAVES),
            )
        )

    def _instances(self) -> tuple[Instance, ...]:
        """Types with a price that some open Region sells."""
        open_codes = {place.region for place in self.regions}
        return tuple(
            item
            for item in self.base.serving_instances
            if item.on_demand_usd_per_hour and open_codes & set(item.regions)
        )

    def _values(self, layouts: Layouts) -> dict[str, ArrayLike]:
        facts = self.base.facts
        return {
            "wh_per_call": layouts.wh_per_call,
            "wh_per_call_single": layouts.wh_per_call_single,
            "replica_calls_per_s": layouts.calls_per_s,
            "single_calls_per_s": layouts.single_calls_per_s,
            "replica_batch": layouts.batch,
            "idle_power_w": layouts.idle_power_w,
            "replicas_per_instance": layouts.replicas_per_instance,
            "instance_availability": facts.constant("instance_availability").value,
            "keep_alive_s": facts.constant("keep_alive_s").value,
        }


def column(leaves: Sequence[Leaf]) -> FloatArray:
    """Values of leaves, NaN where one is missing."""
    return np.array([leaf.value if isinstance(leaf, Input) else np.nan for leaf in leaves])


def _central(demand: Demand) -> dict[str, ArrayLike]:
    values: Mapping[str, Input] = vars(demand)
    return {name: np.asarray(item.value) for name, item in values.items()}
