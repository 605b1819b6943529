"""The candidates of a workload and what was found about them.

A candidate is model x rung x host x place x way of serving. `Search` keeps the score of every one
of them, so that each decision can ask for the best with one axis held.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from advisors.base import Base
from advisors.capability import Capable
from advisors.extras import Extras
from advisors.managed_cache import Cached
from advisors.managed_models import ManagedCall
from advisors.managed_pace import call_doubt, in_words
from advisors.misfits import Misfit, misfit, nearest_miss
from advisors.options import Exclusion
from advisors.places import Place
from advisors.rows import Rows, machine_of
from advisors.rungs import Rung
from advisors.sizing import Layout, Layouts, Sized
from advisors.ways import AS_DESIGNED, keeps_prompts
from advisors.weights import CLOSE
from advisors.workload import Workload
from estimators.annual import Policy
from estimators.graph import FloatArray


@dataclass(frozen=True)
class Candidate:
    """One complete design: which model, customized how, served by whom, where.

    Attributes:
        layout: How it is served; None when a managed service serves it.
        serving: Id of the way of serving.
    """

    model: str
    rung: Rung
    place: Place
    layout: Layout | None = None
    serving: str = AS_DESIGNED

    @property
    def managed(self) -> bool:
        """Whether a managed service runs the model."""
        return self.layout is None


@dataclass(frozen=True)
class Served:
    """What prompt caches change, where the answers make them part of a design.

    Attributes:
        sized: Self-hosted layouts with a cache by rung.
        managed: What the cache of a managed model changes, by rung, model and way of serving.
    """

    sized: Mapping[Rung, Sized] = field(default_factory=dict)
    managed: Mapping[tuple[Rung, str, str], Cached] = field(default_factory=dict)


@dataclass(frozen=True)
class Search:
    """What was found for a workload.

    Attributes:
        rows: Candidates without place.
        places: Columns: single Regions first, profiles after them.
        scores: Shape (rows, places), lower is better, inf where it cannot be.
        criteria: Carbon, water, cost and latency (question to last word, ms), same shape.
        regions: Single Regions that are open.
        capable: Models that passed the filters, smallest first.
        extras: What each rung adds to serving.
        sized: Self-hosted layouts by rung.
        calls: Managed calls by rung and model.
        slow: Managed models that miss the service level in the nearest place that offers them.
        cached: Layouts and managed models with a prompt cache.
    """

    workload: Workload
    base: Base
    policy: Policy
    rows: Rows
    places: tuple[Place, ...]
    scores: FloatArray
    criteria: Mapping[str, FloatArray]
    regions: tuple[Place, ...]
    capable: tuple[Capable, ...]
    rungs: tuple[Rung, ...]
    model_exclusions: tuple[Exclusion, ...]
    region_exclusions: tuple[Exclusion, ...]
    rung_exclusions: tuple[Exclusion, ...]
    extras: Extras
    sized: Mapping[Rung, Sized]
    calls: Mapping[Rung, Mapping[str, ManagedCall]]
    slow: Mapping[str, Misfit] = field(default_factory=dict)
    cached: Served = field(default_factory=Served)

    @cached_property
    def best(self) -> Candidate | None:
        """The joint optimum, None when nothing is possible."""
        return self.best_of()

    def best_of(self, place: str = "", **held: Hashable) -> Candidate | None:
        """The best candidate with some axes held.

        Args:
            place: Id of a place; any when empty.
            held: `model`, `rung`, `layout`, `chip`, `managed`, `serving`: what a row must have.
        """
        if not self.scores.size:
            return None
        column = self._column_of.get(place, -1)
        if place and column < 0:
            return None
        values = self.scores[:, column] if place else self._row_best[0]
        allowed = np.where(self.mask(**held), values, np.inf)
        row = int(np.argmin(allowed))
        if np.isfinite(allowed[row]):
            return self.candidate(row, column if place else int(self._row_best[1][row]))
        return None

    def best_by_model(self, **held: Hashable) -> dict[str, Candidate]:
        """The best candidate of each model that has one, best first; some axes held as above."""
        return {item.model: item for item in self.best_by("model", **held).values()}

    def best_by(self, axis: str, **held: Hashable) -> dict[Hashable, Candidate]:
        """The best candidate for each value of an axis that has one, best first."""
        if not self.scores.size:
            return {}
        least, columns = self._row_best
        allowed = np.where(self.mask(**held), least, np.inf)
        names, codes = self.rows.coded(axis)
        values = list(names)
        return {
            values[codes[row]]: self.candidate(row, column)
            for row, column in self._first_of(allowed, columns, axis)
        }

    def mask(self, **held: Hashable) -> NDArray[np.bool_]:
        """Rows that have what is held."""
        found = np.ones(len(self.rows), dtype=bool)
        for axis, value in held.items():
            names, codes = self.rows.coded(axis)
            found &= codes == names.get(value, -1)
        return found

    def candidate(self, row: int, column: int) -> Candidate:
        """The cell as a candidate."""
        item = self.rows[row]
        return Candidate(item.model, item.rung, self.places[column], item.layout, item.serving)

    def locate(self, item: Candidate) -> tuple[int, int]:
        """Row and column of a candidate; KeyError when it is not in the grid."""
        row = self.rows.number_of((item.model, item.rung, item.layout, item.serving))
        return row, self._column_of[item.place.id]

    def served(self, item: Candidate, way: str) -> Candidate | None:
        """The same model in the same place in another way of serving; None where there is none.

        On its own layout where that is kept, else on the same type of machine, else on any.
        """
        column = self._column_of[item.place.id]
        held = {"model": item.model, "rung": item.rung, "managed": item.managed, "serving": way}
        values = self.scores[:, column]
        for more in ({"layout": item.layout}, {"machine": machine_of(item.layout)}, {}):
            allowed = np.where(self.mask(**held, **more), values, np.inf)
            row = int(np.argmin(allowed))
            if np.isfinite(allowed[row]):
                return self.candidate(row, column)
        return None

    def everywhere(self, item: Candidate) -> tuple[Candidate, ...]:
        """A candidate in every place that it can be had in, its own included."""
        row = self.locate(item)[0]
        columns = np.flatnonzero(np.isfinite(self.scores[row]))
        return tuple(self.candidate(row, column) for column in columns.tolist())

    def score_of(self, item: Candidate) -> float:
        """Score of a candidate of the grid."""
        return float(self.scores[self.locate(item)])

    def latency_of(self, item: Candidate) -> float:
        """From the question to the last word in ms."""
        return float(self.criteria["latency"][self.locate(item)])

    def best_places(self) -> list[tuple[int, int]]:
        """Row and column of the best place of each model, rung and chip, best score first."""
        return self._first_of(*self._row_best, "model", "rung", "chip")

    def _first_of(
        self, scores: FloatArray, columns: NDArray[np.int64], *axes: str
    ) -> list[tuple[int, int]]:
        """Row and column of the least finite score for each value of some axes, least first."""
        order = np.argsort(scores, kind="stable")
        order = order[np.isfinite(scores[order])]
        keys = np.zeros(order.size, dtype=np.int64)
        for names, codes in map(self.rows.coded, axes):
            keys = keys * len(names) + codes[order]
        _, first = np.unique(keys, return_index=True)
        rows = order[np.sort(first)]
        return list(zip(rows.tolist(), columns[rows].tolist(), strict=True))

    @cached_property
    def near(self) -> tuple[Candidate, ...]:
        """Candidates that tie with the best, in grid order."""
        if self.best is None:
            return ()
        cells = np.argwhere(self.scores <= self.scores.min() + CLOSE)
        return tuple(self.candidate(*cell) for cell in cells.tolist())

    def layouts_of(self, item: Candidate) -> tuple[Layouts, int]:
        """Layouts of a candidate's rung, and its row among them; KeyError for a managed one."""
        if item.layout is None:
            raise KeyError(item.model)
        sized = self.cached.sized if keeps_prompts(item.serving) else self.sized
        layouts = sized[item.rung].layouts
        return layouts, layouts.row_of[item.layout]

    def misfit(self, model: str, chip: str) -> Misfit | None:
        """Why a model runs on no type with a chip; None when it does or was not tried."""
        for sized in self.sized.values():
            found = misfit(sized, model, chip)
            if found is not None:
                return found
        return None

    def too_slow(self, model: str = "") -> Misfit | None:
        """The nearest miss where the service level alone keeps machines of one's own out."""
        for sized in self.sized.values():
            found = nearest_miss(sized, model)
            if found is not None:
                return found
        return None

    def pace_doubt(self, item: Candidate) -> str:
        """Why a managed candidate may miss the service level; empty where nothing says so."""
        if not item.managed:
            return ""
        call = self.calls[item.rung][item.model]
        return call_doubt(self.workload, call.pace, item.place.rtt_ms or 0.0)

    def pace_in_words(self, item: Candidate) -> str:
        """Estimated pace of a managed candidate; empty for another."""
        if not item.managed:
            return ""
        return in_words(self.calls[item.rung][item.model].pace, item.place.rtt_ms or 0.0)

    @cached_property
    def _row_best(self) -> tuple[FloatArray, NDArray[np.int64]]:
        """Least score of each row, and the column that has it."""
        columns = np.argmin(self.scores, axis=1)
        return self.scores[np.arange(len(self.rows)), columns], columns

    @cached_property
    def _column_of(self) -> dict[str, int]:
        return {place.id: number for number, place in enumerate(self.places)}
