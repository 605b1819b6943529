"""The candidates of a workload: model x rung x host x place, scored all at once.

`search` filters first, sizes what is left on arrays, multiplies it with the places, and keeps the
score of every cell, so that each decision can ask for the best with one axis held.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from advisors.base import Base
from advisors.capability import Capable, capable_models, may_self_host, served_by_bedrock
from advisors.managed_models import ManagedCall, managed_calls, node_kw
from advisors.options import Exclusion
from advisors.places import Place, open_places, profile_places
from advisors.rungs import TUNED, Rung, added, open_rungs, prompt_tokens, usual_rung
from advisors.sizing import Layout, Layouts, Misfit, ServiceLevel, leaves_of, size
from advisors.weights import Criteria, effort_weeks, score, weights_of
from advisors.workload import Workload
from advisors.workload_types import DailyCurve, Hosting
from estimators.annual import Demand, Missing, Policy, Site
from estimators.annual_graph import managed_graph, self_hosted_graph
from estimators.facts import Instance
from estimators.figure import Input
from estimators.footprint import embodied_kg
from estimators.graph import FloatArray

SHORTLIST = 8
NETWORK_SHARE = 0.3
"""Most of the accepted wait that the network may take; the rest is the model's."""
CURVES: Mapping[DailyCurve, str] = {
    DailyCurve.OFFICE: "office",
    DailyCurve.WAKING: "daily",
    DailyCurve.CLOCK: "daily",
    DailyCurve.NIGHT: "office",
}
STEEPEST_PEAK = 24.0
COLD_START_MS = 300_000.0
"""Loading a model takes minutes: scaling to zero suits only who can wait that long."""


@dataclass(frozen=True)
class Candidate:
    """One complete design: which model, customized how, served by whom, where.

    Attributes:
        layout: How it is served; None when a managed service serves it.
    """

    model: str
    rung: Rung
    place: Place
    layout: Layout | None = None

    @property
    def managed(self) -> bool:
        """Whether a managed service runs the model."""
        return self.layout is None


@dataclass(frozen=True)
class Row:
    """A candidate without its place, with where its arrays are."""

    model: str
    rung: Rung
    layout: Layout | None
    index: int
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Search:
    """What was found for a workload.

    Attributes:
        rows: Candidates without place.
        places: Columns: single Regions first, profiles after them.
        scores: Shape (rows, places), lower is better, inf where it cannot be.
        capable: Models that passed the filters, smallest first.
        model_exclusions, region_exclusions, rung_exclusions: What fell out, and why.
        misfits: Models on chips that cannot run them.
        layouts: Sizes by rung.
        calls: Managed calls by rung and model.
    """

    workload: Workload
    base: Base
    rows: tuple[Row, ...]
    places: tuple[Place, ...]
    scores: FloatArray
    latency_ms: FloatArray
    capable: tuple[Capable, ...]
    model_exclusions: tuple[Exclusion, ...]
    region_exclusions: tuple[Exclusion, ...]
    rungs: tuple[Rung, ...]
    rung_exclusions: tuple[Exclusion, ...]
    misfits: tuple[Misfit, ...]
    layouts: Mapping[Rung, Layouts]
    calls: Mapping[Rung, Mapping[str, ManagedCall]]
    policy: Policy = field(default_factory=Policy)

    @cached_property
    def best(self) -> Candidate | None:
        """The joint optimum, None when nothing is possible."""
        return self.best_of(lambda row: True, lambda place: True)

    def best_of(
        self, rows: Callable[[Row], bool], places: Callable[[Place], bool] = lambda place: True
    ) -> Candidate | None:
        """The best candidate among some rows and places."""
        keep = np.array([rows(row) for row in self.rows], dtype=bool)
        columns = np.array([places(place) for place in self.places], dtype=bool)
        if not keep.any() or not columns.any():
            return None
        block = np.where(keep[:, None] & columns[None], self.scores, np.inf)
        index = int(np.argmin(block))
        if not np.isfinite(block.flat[index]):
            return None
        row, column = divmod(index, len(self.places))
        return self.candidate(row, column)

    def candidate(self, row: int, column: int) -> Candidate:
        """The cell as a candidate."""
        item = self.rows[row]
        return Candidate(item.model, item.rung, self.places[column], item.layout)

    def locate(self, item: Candidate) -> tuple[int, int]:
        """Row and column of a candidate; ValueError when it is not in the grid."""
        for number, row in enumerate(self.rows):
            if (row.model, row.rung, row.layout) == (item.model, item.rung, item.layout):
                return number, [place.id for place in self.places].index(item.place.id)
        raise ValueError(f"{item} is not among the candidates")

    def score_of(self, item: Candidate) -> float:
        """Score of a candidate of the grid."""
        return float(self.scores[self.locate(item)])

    def near(self, margin: float) -> list[Candidate]:
        """Candidates whose score is within a margin of the best, best first."""
        order = np.argsort(self.scores, axis=None, kind="stable")
        least = float(self.scores.flat[order[0]]) if order.size else np.inf
        found = []
        for index in order[:200]:
            if not self.scores.flat[index] <= least + margin:
                break
            found.append(self.candidate(*divmod(int(index), len(self.places))))
        return found


def search(w: Workload, base: Base) -> Search:
    """Filters, sizes and scores every candidate of a workload."""
    capable, model_out = capable_models(w, base)
    regions, region_out = open_places(w, base.facts)
    regions, late = _near_enough(w, regions)
    rungs, rung_out = open_rungs(w)
    policy = policy_of(w)
    found = _Collected(w, base, regions, policy)
    for rung in _searched(w, rungs):
        found.add(rung, [item for item in capable if rung in TUNED or not item.needs_tuning])
    places = found.places
    grid = found.grid()
    return Search(
        w,
        base,
        tuple(found.rows),
        places,
        grid[0],
        grid[1],
        capable,
        model_out,
        (*region_out, *late),
        rungs,
        rung_out,
        tuple(found.misfits),
        found.layouts,
        found.calls,
        policy,
    )


def policy_of(w: Workload) -> Policy:
    """How a self-hosted fleet is run: replicas follow the hour; to zero when nobody waits."""
    patient = w.async_share.value >= 1.0 or w.ttft_ms.value >= COLD_START_MS
    curve = CURVES[w.daily_curve]
    return Policy(curve=curve, autoscaling=True, scale_to_zero=patient)  # type: ignore[arg-type]


def demand_of(w: Workload, input_tokens: float) -> Demand:
    """The demand on one rung, whose prompt may be shorter than that of the answers."""
    factor = input_tokens / w.input_tokens.value if w.input_tokens.value else 1.0
    prompt = w.input_tokens
    return Demand(
        requests_per_day=w.requests_per_day,
        steps_per_request=w.steps_per_request,
        peak_factor=_at_most(w.peak_factor, STEEPEST_PEAK),
        growth_per_year=w.growth_per_year,
        horizon_years=w.horizon_years,
        availability=w.availability,
        async_share=w.async_share,
        input_tokens=replace(
            prompt,
            value=max(prompt.value * factor, 1.0),
            low=max(prompt.low * factor, 1.0),
            high=max(prompt.high * factor, 1.0),
        ),
        output_tokens=_at_least(w.output_tokens, 1.0),
    )


def level_of(w: Workload, input_tokens: float, network_ms: float) -> ServiceLevel:
    """What one call has to hold once the network has taken its part."""
    return ServiceLevel(
        input_tokens,
        max(w.output_tokens.value, 1.0),
        max(w.ttft_ms.value - network_ms, 1.0),
        w.inter_token_ms.value,
    )


def _searched(w: Workload, rungs: Sequence[Rung]) -> tuple[Rung, ...]:
    """Rungs worth sizing: the usual one and light tuning; heavier ones never cost less."""
    tuned = [rung for rung in (Rung.PEFT, Rung.PEFT_RAG) if rung in rungs]
    return (usual_rung(w), *tuned)


def _near_enough(
    w: Workload, places: Sequence[Place]
) -> tuple[tuple[Place, ...], tuple[Exclusion, ...]]:
    """Places whose network leaves most of the accepted wait to the model."""
    limit = NETWORK_SHARE * w.ttft_ms.value
    kept, fallen = [], []
    for place in places:
        if place.rtt_ms is None or place.rtt_ms <= limit or place.region == w.user_region:
            kept.append(place)
            continue
        fallen.append(
            Exclusion(
                place.id,
                place.label,
                "region-latency",
                f"{place.rtt_ms:.0f} ms of network from {w.user_region} are more than "
                f"{NETWORK_SHARE:.0%} of the {w.ttft_ms.value:g} ms accepted to the first word.",
                f"Accept {place.rtt_ms / NETWORK_SHARE:,.0f} ms to the first word.",
                ("region-two-step", "sla-adjust-response-time"),
            )
        )
    return tuple(kept), tuple(fallen)


class _Collected:
    """Rows, sizes and yearly numbers as they are gathered, one rung after the other."""

    def __init__(self, w: Workload, base: Base, regions: Sequence[Place], policy: Policy) -> None:
        self.w, self.base, self.regions, self.policy = w, base, tuple(regions), policy
        self.rows: list[Row] = []
        self.misfits: list[Misfit] = []
        self.layouts: dict[Rung, Layouts] = {}
        self.calls: dict[Rung, dict[str, ManagedCall]] = {}
        self.network_ms = max((place.rtt_ms or 0.0 for place in regions), default=0.0)
        self._blocks: list[dict[str, FloatArray]] = []

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All columns of the grid."""
        found = {place.id: place for row in self.rows for place in row.places}
        own = {place.id: place for place in self.regions}
        return tuple((own | found).values())

    def add(self, rung: Rung, models: Sequence[Capable]) -> None:
        """Candidates of one rung, self-hosted and managed."""
        if self.w.hosting is not Hosting.MANAGED:
            self._add_self_hosted(rung, models)
        if self.w.hosting is not Hosting.SELF_HOSTED and rung not in TUNED:
            self._add_managed(rung, models)

    def _add_self_hosted(self, rung: Rung, models: Sequence[Capable]) -> None:
        w, base = self.w, self.base
        names = [
            item.model.id
            for item in models
            if may_self_host(w, item.model) and item.model.id in base.architectures
        ][:SHORTLIST]
        prompt = prompt_tokens(w, rung, base)
        instances = self._instances()
        layouts, misfits = size(base, names, instances, level_of(w, prompt, self.network_ms))
        self.layouts[rung] = layouts
        self.misfits += misfits
        if not len(layouts):
            return
        values = _central(demand_of(w, prompt))
        known = self_hosted_graph(self.policy).evaluate(
            values | self._serving_values(layouts), skip=_FOOTPRINT
        )
        extra = [added(w, rung, key.model, base) for key in layouts.keys]
        hardware = [base.hardware(key.instance) for key in layouts.keys]
        hours = np.asarray(known["instance_hours_per_year"], dtype=float)
        usd = _column([item.usd_per_instance_hour for item in hardware])
        chips = [base.facts.chip(base.facts.instances[k.instance].chip) for k in layouts.keys]
        self._blocks.append(
            {
                "it_kwh": np.asarray(known["energy_it_kwh_per_year"], dtype=float)
                + np.array([e.tuning_kwh.value + e.retrieval_kwh.value for e in extra]),
                "embodied": np.asarray(
                    embodied_kg(
                        hours,
                        _column([item.instance_embodied_kg for item in hardware]),
                        _column([item.lifetime_years for item in hardware]),
                        _column([item.embodied_active_share for item in hardware]),
                    )
                ),
                "usd_local": hours * usd,
                "usd_fixed": np.array([e.tuning_usd.value + e.retrieval_usd.value for e in extra]),
                "latency": layouts.ttft_ms
                + layouts.inter_token_ms * max(w.output_tokens.value, 1.0),
                "effort": np.array(
                    [effort_weeks(w, "self", rung, neuron=chip.kind != "gpu") for chip in chips]
                ),
            }
        )
        offered = {
            item.id: tuple(place for place in self.regions if place.region in item.regions)
            for item in instances
        }
        for index, key in enumerate(layouts.keys):
            self.rows.append(Row(key.model, rung, key, index, offered[key.instance]))

    def _add_managed(self, rung: Rung, models: Sequence[Capable]) -> None:
        w, base = self.w, self.base
        rows = [item.model for item in models if served_by_bedrock(item.model)]
        prompt = prompt_tokens(w, rung, base)
        answer = max(w.output_tokens.value, 1.0)
        calls = managed_calls(base, rows, prompt, answer)
        self.calls[rung] = calls
        if not rows:
            return
        values = _central(demand_of(w, prompt))
        per_year = np.asarray(
            managed_graph().evaluate(
                values | {"managed_wh_per_call": np.array([calls[m.id].wh.value for m in rows])},
                skip=[s.name for s in managed_graph().steps if s.name not in _MANAGED_NEEDED],
            )["energy_it_kwh_per_year"],
            dtype=float,
        )
        calls_per_year = _calls_per_year(values)
        prices = np.array([_usd_per_call(m, prompt, answer) for m in rows])
        extra = added(w, rung, "", base)
        node = node_kw(base).value
        batch = base.facts.constant("bedrock_batch_price_fraction").value
        deferred = 1.0 - w.async_share.value * (1.0 - batch)
        reference = base.hardware("p5.48xlarge")
        self._blocks.append(
            {
                "it_kwh": per_year + extra.retrieval_kwh.value,
                "embodied": np.asarray(
                    embodied_kg(
                        per_year / node,
                        _column([reference.instance_embodied_kg]),
                        _column([reference.lifetime_years]),
                        _column([reference.embodied_active_share]),
                    )
                ),
                "usd_local": calls_per_year * prices * deferred,
                "usd_fixed": np.full(len(rows), extra.retrieval_usd.value),
                "latency": np.array(
                    [calls[m.id].ttft_ms + calls[m.id].inter_token_ms * answer for m in rows]
                ),
                "effort": np.full(len(rows), effort_weeks(w, "managed", rung, neuron=False)),
            }
        )
        for index, model in enumerate(rows):
            here = tuple(p for p in self.regions if p.region in model.bedrock_regions)
            routed = profile_places(
                w, model.bedrock_profiles, model.bedrock_geo_profile_regions, base.facts
            )
            near = {place.id for place in _near_enough(w, routed)[0]}
            self.rows.append(
                Row(model.id, rung, None, index, (*here, *(p for p in routed if p.id in near)))
            )

    def _instances(self) -> tuple[Instance, ...]:
        """Types with a price that some open Region sells."""
        open_codes = {place.region for place in self.regions}
        return tuple(
            item
            for item in self.base.serving_instances
            if item.on_demand_usd_per_hour and open_codes & set(item.regions)
        )

    def _serving_values(self, layouts: Layouts) -> dict[str, FloatArray]:
        facts = self.base.facts
        return {
            "wh_per_call": layouts.wh_per_call,
            "wh_per_call_single": layouts.wh_per_call_single,
            "replica_calls_per_s": layouts.calls_per_s,
            "single_calls_per_s": layouts.single_calls_per_s,
            "replica_batch": layouts.batch,
            "idle_power_w": layouts.idle_power_w,
            "replicas_per_instance": layouts.replicas_per_instance,
            "instance_availability": np.full(
                len(layouts), facts.constant("instance_availability").value
            ),
            "keep_alive_s": np.full(len(layouts), facts.constant("keep_alive_s").value),
        }

    def grid(self) -> tuple[FloatArray, FloatArray]:
        """Scores and latencies of every row in every place."""
        places = self.places
        if not self.rows or not places:
            return np.zeros((len(self.rows), len(places))), np.zeros((len(self.rows), len(places)))
        block = {
            name: np.concatenate([item[name] for item in self._blocks])[:, None]
            for name in self._blocks[0]
        }
        sites = [self.base.site(place) for place in places]
        facility = block["it_kwh"] * _site_row(sites, "pue")
        factor = _carbon_factor(sites, market=self.w.market_based)
        trips = np.array([place.rtt_ms or 0.0 for place in places])[None]
        criteria = Criteria(
            carbon=facility * factor / 1000.0 + block["embodied"],
            water=block["it_kwh"] * _site_row(sites, "wue_l_per_kwh")
            + facility * _site_row(sites, "grid_water_l_per_kwh"),
            cost=block["usd_local"] * _site_row(sites, "price_region_factor") + block["usd_fixed"],
            latency=block["latency"] + trips,
            effort=np.broadcast_to(block["effort"], facility.shape),
        )
        found = score(criteria, weights_of(self.w))
        offered = self._offered(places)
        return np.where(offered & np.isfinite(found), found, np.inf), criteria.latency

    def _offered(self, places: Sequence[Place]) -> NDArray[np.bool_]:
        column = {place.id: number for number, place in enumerate(places)}
        offered = np.zeros((len(self.rows), len(places)), dtype=bool)
        for number, row in enumerate(self.rows):
            offered[number, [column[place.id] for place in row.places]] = True
        return offered


_FOOTPRINT = tuple(
    step.name
    for step in self_hosted_graph(Policy()).steps
    if step.name
    not in {
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
_MANAGED_NEEDED = frozenset({"mean_growth", "calls_per_year", "energy_it_kwh_per_year"})


def _central(demand: Demand) -> dict[str, FloatArray]:
    return {name: np.asarray(item.value) for name, item in vars(demand).items()}


def _calls_per_year(values: Mapping[str, FloatArray]) -> float:
    skip = [
        s.name for s in managed_graph().steps if s.name not in {"mean_growth", "calls_per_year"}
    ]
    return float(np.asarray(managed_graph().evaluate(values, skip=skip)["calls_per_year"]))


def _usd_per_call(model: object, prompt: float, answer: float) -> float:
    asked = model.usd_per_million_input_tokens or np.nan
    written = model.usd_per_million_output_tokens or np.nan
    return float((prompt * asked + answer * written) / 1e6)


def _column(leaves: Sequence[Input | Missing]) -> FloatArray:
    return np.array([leaf.value if isinstance(leaf, Input) else np.nan for leaf in leaves])


def _site_row(sites: Sequence[Site], name: str) -> FloatArray:
    """One value a place; the largest known where it is unknown, so that ignorance never wins."""
    values = _column([getattr(site, name) for site in sites])
    known = values[np.isfinite(values)]
    return np.where(np.isfinite(values), values, known.max() if known.size else 1.0)[None]


def _carbon_factor(sites: Sequence[Site], *, market: bool) -> FloatArray:
    """Grid factor that ranks. Without a contract the market-based method takes the grid average."""
    location = _column([site.location_g_per_kwh for site in sites])
    if not market:
        return _site_row(sites, "location_g_per_kwh")
    contracts = _column([site.market_g_per_kwh for site in sites])
    return np.where(np.isfinite(contracts), contracts, location)[None]


def _at_most(item: Input, limit: float) -> Input:
    return replace(
        item, value=min(item.value, limit), low=min(item.low, limit), high=min(item.high, limit)
    )


def _at_least(item: Input, limit: float) -> Input:
    return replace(
        item, value=max(item.value, limit), low=max(item.low, limit), high=max(item.high, limit)
    )


__all__ = [
    "Candidate",
    "Row",
    "Search",
    "demand_of",
    "leaves_of",
    "level_of",
    "policy_of",
    "search",
]
