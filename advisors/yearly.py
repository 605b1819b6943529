"""Yearly numbers of candidates that do not depend on the place, on arrays: a row each."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from advisors.base import Base
from advisors.demand import answer_tokens
from advisors.extras import Extras
from advisors.grid import Yearly, column
from advisors.managed_cache import Cached
from advisors.managed_models import ManagedCall, batch_price
from advisors.reasoning_layouts import with_hidden
from advisors.rungs import Rung
from advisors.sizing import Layouts
from advisors.ways import AS_DESIGNED, WEEKS
from advisors.weights import effort_weeks
from advisors.workload import Workload
from advisors.workload_types import UseCase
from estimators.annual import Demand, Policy
from estimators.annual_graph import served_graph
from estimators.facts import Model
from estimators.figure import Input
from estimators.footprint import embodied_kg
from estimators.graph import FloatArray

HERE, GLOBALLY = "usd_", "usd_global_"
"""Starts of the columns with list prices: in-Region, and through the global profile."""
REFERENCE_INSTANCE = "p5.48xlarge"
SERVING_STEPS = frozenset(
    {
        "reaching_requests_per_day",
        "mean_growth",
        "calls_per_year",
        "hourly_calls_per_s",
        "hourly_replicas",
        "hourly_uptime",
        "waiting_calls_per_s",
        "standing_instances",
        "free_calls_per_s",
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
MANAGED_STEPS = frozenset(
    {"reaching_requests_per_day", "mean_growth", "calls_per_year", "energy_it_kwh_per_year"}
)


class Years:
    """Yearly numbers of the candidates of one workload."""

    def __init__(self, w: Workload, base: Base, policy: Policy, extras: Extras) -> None:
        self.w, self.base, self.policy, self.extras = w, base, policy, extras

    def own(self, rung: Rung, layouts: Layouts, demand: Demand, way: str = AS_DESIGNED) -> Yearly:
        """Of layouts on machines of one's own, sized for a way of serving."""
        base, w = self.base, self.w
        graph = served_graph(self.policy, answered=demand.repeat_share is not None)
        skip = [step.name for step in graph.steps if step.name not in SERVING_STEPS]
        (models, of_model), (names, of_type) = layouts.models, layouts.types
        layouts, written = with_hidden(base, layouts, demand.input_tokens.value, answer_tokens(w))
        known = graph.evaluate(_central(demand) | self._values(layouts), skip)
        calls = float(np.asarray(known["calls_per_year"]))
        extra = self.extras.central(rung, list(models), calls)[of_model]
        hours = np.asarray(known["instance_hours_per_year"], dtype=float)
        hardware = [base.hardware(name) for name in names]

        def leaf(of: str) -> FloatArray:
            return column([getattr(item, of) for item in hardware])[of_type]

        neuron = [base.facts.chip(base.facts.instances[name].chip).kind != "gpu" for name in names]
        weeks = np.array([effort_weeks(w, "self", rung, neuron=item) for item in neuron])
        embodied = (leaf(name) for name in EMBODIED_LEAVES)
        usd = hours * leaf("usd_per_instance_hour")
        return Yearly(
            it_kwh=np.asarray(known["energy_it_kwh_per_year"], dtype=float) + extra[:, 0],
            embodied_kg=np.asarray(embodied_kg(hours, *embodied)),
            local_usd=usd,
            global_usd=usd,
            fixed_usd=extra[:, 1],
            latency_ms=layouts.ttft_ms + layouts.inter_token_ms * written,
            effort_weeks=weeks[of_type] + WEEKS[way],
        )

    def managed(
        self,
        rung: Rung,
        rows: Sequence[tuple[Model, ManagedCall]],
        demand: Demand,
        way: str = AS_DESIGNED,
        caches: Mapping[str, Cached] | None = None,
    ) -> Yearly:
        """Of managed models, with what a prompt cache saves where they are given one."""
        w, base = self.w, self.base
        kept = [(caches or {}).get(model.id) for model, _ in rows]
        graph = served_graph(None, answered=demand.repeat_share is not None)
        wh = np.array([call.wh for _, call in rows])
        less = np.array([1.0 if item is None else item.energy.value for item in kept])
        known = graph.evaluate(
            _central(demand) | {"managed_wh_per_call": wh * less},
            [step.name for step in graph.steps if step.name not in MANAGED_STEPS],
        )
        energy = np.asarray(known["energy_it_kwh_per_year"], dtype=float)
        per_year = float(np.asarray(known["calls_per_year"]))
        extra = self.extras.central(rung, [""], per_year)[0]
        tools = w.use_case is UseCase.AGENT
        batch = np.array([batch_price(base.facts, row, tools=tools).value for row, _ in rows])
        deferred = 1.0 - w.async_share.value * (1.0 - batch)
        fresh = np.array(
            [1.0 if item is None else 1.0 - item.share * (1.0 - item.price.value) for item in kept]
        )
        usd = per_year / 1e6 * deferred
        return Yearly(
            it_kwh=energy + extra[0],
            embodied_kg=self._managed_embodied(energy + extra[0]),
            local_usd=usd * _prices(rows, demand, fresh),
            global_usd=usd * _prices(rows, demand, fresh, GLOBALLY),
            fixed_usd=np.full(len(rows), extra[1]),
            latency_ms=np.array([call.latency_ms for _, call in rows]),
            effort_weeks=np.full(
                len(rows), effort_weeks(w, "managed", rung, neuron=False) + WEEKS[way]
            ),
        )

    def _managed_embodied(self, energy: FloatArray) -> FloatArray:
        hardware = self.base.hardware(REFERENCE_INSTANCE)
        node = self.base.facts.constant("reference_node_kw").value
        return np.asarray(
            embodied_kg(
                energy / node,
                *(column([getattr(hardware, name)]) for name in EMBODIED_LEAVES),
            )
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


def _prices(
    rows: Sequence[tuple[Model, ManagedCall]],
    demand: Demand,
    fresh: FloatArray,
    asked: str = HERE,
) -> FloatArray:
    """List price of a million calls [USD], the prompt counted at the share paid of its price."""
    prompt = demand.input_tokens.value

    def price(model: Model, kind: str) -> float:
        own: float | None = getattr(model, f"{asked}{kind}") or getattr(model, f"{HERE}{kind}")
        return own or np.nan

    return np.array(
        [
            prompt * paid * price(model, "per_million_input_tokens")
            + call.written * price(model, "per_million_output_tokens")
            for (model, call), paid in zip(rows, fresh.tolist(), strict=True)
        ]
    )


def _central(demand: Demand) -> dict[str, ArrayLike]:
    values: Mapping[str, Input | None] = vars(demand)
    return {name: np.asarray(item.value) for name, item in values.items() if item is not None}
