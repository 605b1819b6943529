"""What a rung adds to serving: training, an index, retrieval; as leaves and steps of a graph.

The formulas are those of `estimators.customization_graph`; here they are spread over the years of
the horizon and joined to the yearly graph of the served option, so that one figure opens into all.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from advisors.base import Base
from advisors.extra_leaves import NO_INDEX, NO_TRAINING, index_leaves, nothing, training_leaves
from advisors.rungs import TUNED, Rung
from advisors.workload import Workload
from estimators.customization_graph import (
    INDEX,
    QUERY,
    TUNING,
    TUNING_RUNS,
    TUNING_USD,
    index_it_kwh,
    query_wh,
    tuning_it_kwh,
    tuning_runs,
    tuning_usd,
)
from estimators.figure import Formula, Input
from estimators.graph import FloatArray, Graph, Step
from estimators.managed import INPUT_TOKEN, j_per_input_token
from estimators.training import run_graph

Kind = Literal["plain", "retrieval", "tuned", "tuned-retrieval"]
RETRIEVING = frozenset({Rung.RAG, Rung.PEFT_RAG})


def extra_it_kwh(
    index_it_kwh: FloatArray,
    retrieval_wh: FloatArray,
    tuning_it_kwh: FloatArray,
    calls_per_year: FloatArray,
    horizon_years: FloatArray,
) -> FloatArray:
    """IT energy beside serving [kWh/year].

    (index + training) [kWh] / horizon [years] + calls/year x retrieval [Wh] / 1000.
    """
    return (index_it_kwh + tuning_it_kwh) / horizon_years + calls_per_year * retrieval_wh / 1000.0


EXTRA = Formula(
    "extras.extra_it_kwh",
    "IT energy beside serving [kWh/year] = (index + training) [kWh] ÷ horizon [years] + calls/year"
    " × retrieval [Wh] ÷ 1000",
)


def extra_usd(
    tuning_usd: FloatArray, index_usd_per_year: FloatArray, horizon_years: FloatArray
) -> FloatArray:
    """Cost beside serving [USD/year] = training [USD] / horizon [years] + index [USD/year]."""
    return tuning_usd / horizon_years + index_usd_per_year


EXTRA_USD = Formula(
    "extras.extra_usd",
    "cost beside serving [USD/year] = training [USD] ÷ horizon [years] + index [USD/year]",
)


def kind_of(rung: Rung) -> Kind:
    """Which steps a rung needs."""
    if rung in TUNED:
        return "tuned-retrieval" if rung in RETRIEVING else "tuned"
    return "retrieval" if rung in RETRIEVING else "plain"


@lru_cache(maxsize=8)
def extra_steps(kind: Kind) -> tuple[Step, ...]:
    """Steps up to `extra_it_kwh_per_year` and `extra_usd_per_year`."""
    embedding = {
        "active_params_b": "embedding_params_b",
        "peak_tflops": "embedding_peak_tflops",
        "tdp_watts": "embedding_tdp_watts",
    }
    steps: list[Step] = []
    if "retrieval" in kind:
        steps += [
            Step("embedding_j_per_token", "J", j_per_input_token, INPUT_TOKEN, takes=embedding),
            Step("retrieval_wh", "Wh", query_wh, QUERY),
            Step("index_it_kwh", "kWh", index_it_kwh, INDEX),
        ]
    if "tuned" in kind:
        paid = {"price_fraction": "training_price_fraction"}
        again = {"refreshes": "model_refreshes"}
        steps += [
            *run_graph().steps,
            Step("tuning_runs", "runs", tuning_runs, TUNING_RUNS, takes=again),
            Step("tuning_it_kwh", "kWh", tuning_it_kwh, TUNING),
            Step("tuning_usd", "USD", tuning_usd, TUNING_USD, takes=paid),
        ]
    return (
        *steps,
        Step("extra_it_kwh_per_year", "kWh/year", extra_it_kwh, EXTRA),
        Step("extra_usd_per_year", "USD/year", extra_usd, EXTRA_USD),
    )


@lru_cache(maxsize=8)
def extra_graph(kind: Kind) -> Graph:
    """The steps of a kind as a graph of their own."""
    return Graph(extra_steps(kind))


class Extras:
    """What rungs add for one workload; each rung and size is worked out once."""

    def __init__(self, w: Workload, base: Base) -> None:
        self.w, self.base = w, base
        self._leaves: dict[tuple[Rung, str], tuple[Input, ...]] = {}

    @cached_property
    def _index(self) -> Mapping[str, Input]:
        return index_leaves(self.w, self.base)

    def leaves(self, rung: Rung, model: str = "") -> tuple[Input, ...]:
        """Leaves that the steps of a rung need beside those of serving.

        Args:
            rung: Rung of the ladder.
            model: Catalogue id of the model that is tuned; none where nothing is.
        """
        key = (rung, model if rung in TUNED else "")
        if key not in self._leaves:
            kind = kind_of(rung)
            found = dict(self._index if "retrieval" in kind else nothing(NO_INDEX))
            tuned = "tuned" in kind
            found |= (
                training_leaves(self.w, rung, model, self.base) if tuned else nothing(NO_TRAINING)
            )
            self._leaves[key] = tuple(item.named(name) for name, item in found.items())
        return self._leaves[key]

    def central(self, rung: Rung, models: Sequence[str], calls_per_year: float) -> FloatArray:
        """IT energy [kWh] and cost [USD] beside serving a year, central values.

        Args:
            rung: Rung of the ladder.
            models: Catalogue ids; what a rung without training adds is the same for each.
            calls_per_year: Of the model.

        Returns:
            Shape (models, 2).
        """
        sets = [self.leaves(rung, model) for model in (models if rung in TUNED else models[:1])]
        values: dict[str, ArrayLike] = {
            same[0].name: np.array([leaf.value for leaf in same])
            for same in zip(*sets, strict=True)
        }
        values |= {"calls_per_year": calls_per_year, "horizon_years": self.w.horizon_years.value}
        known = extra_graph(kind_of(rung)).evaluate(values)
        found = [known["extra_it_kwh_per_year"], known["extra_usd_per_year"]]
        return np.stack([np.broadcast_to(item, len(models)) for item in found], axis=1)
