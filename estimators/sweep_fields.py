"""Fields of the physics over a grid of layouts, by what each depends on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from estimators.chip_arrays import chip_arrays, format_arrays, matmul_tflops
from estimators.facts import Chip
from estimators.graph import FloatArray
from estimators.model_config import Architecture
from estimators.serving_inputs import PRECISIONS, Load, Options, model_arrays


@dataclass(frozen=True)
class Call:
    """Tokens of a call, and what is switched on in the engine that answers it."""

    input_tokens: float
    output_tokens: float
    context_tokens: float
    options: Options


@dataclass(frozen=True)
class Cells:
    """Layouts to compute, one element each, and where they stand.

    Attributes:
        flat: Place in an array of shape (pairs, kinds, shards), its axes taken as one.
        pair, kind, split: Row of the pairs, kind of chip, place in the shards.
    """

    flat: NDArray[np.intp]
    pair: NDArray[np.intp]
    kind: NDArray[np.intp]
    split: NDArray[np.intp]

    @classmethod
    def asked(cls, wanted: NDArray[np.bool_]) -> "Cells":
        """Those that an array of shape (pairs, kinds, shards) marks."""
        return cls(np.flatnonzero(wanted), *np.nonzero(wanted))

    def __getitem__(self, which: slice | NDArray[np.bool_]) -> "Cells":
        """Some of them."""
        return Cells(self.flat[which], self.pair[which], self.kind[which], self.split[which])


@dataclass(frozen=True)
class _Table:
    """Fields of `Load` that depend on the same thing, shape (fields, things)."""

    names: tuple[str, ...]
    values: FloatArray

    @classmethod
    def of(cls, columns: Mapping[str, FloatArray]) -> "_Table":
        """From columns by the name of their field."""
        return cls(tuple(columns), np.array(list(columns.values())))

    def at(self, which: NDArray[np.intp]) -> dict[str, FloatArray]:
        """Each field of some of the things, shape (which, 1)."""
        return dict(zip(self.names, self.values[:, which, None], strict=True))


@dataclass(frozen=True)
class Fields:
    """Fields of `Load` by what they depend on.

    Attributes:
        by_pair: Of a model and precision.
        by_kind: Of a chip.
        matmul_flops: Shape (pairs, kinds).
        by_call: Of a call, shape (calls, 1, 1) each.
        kv_scale: Of a call, on the bytes of its cache.
    """

    by_pair: _Table
    by_kind: _Table
    matmul_flops: FloatArray
    by_call: Mapping[str, FloatArray]
    kv_scale: FloatArray

    @classmethod
    def of(
        cls,
        pairs: Sequence[tuple[Architecture, str]],
        kinds: Sequence[Chip],
        calls: Sequence[Call],
    ) -> "Fields":
        """Fields of the pairs, of the chips as kinds, and of the calls."""
        formats = [PRECISIONS[precision] for _, precision in pairs]
        models = model_arrays([model for model, _ in pairs])
        chips = chip_arrays(kinds, [PRECISIONS["bf16"]] * len(kinds))
        peaks = {form.name: [matmul_tflops(item, form) for item in kinds] for form in set(formats)}
        return cls(
            by_pair=_Table.of(models | format_arrays(formats)),
            by_kind=_Table.of(
                {
                    name: chips[name]
                    for name in ("generation", "bandwidth", "flops", "tdp_w", "link")
                }
            ),
            matmul_flops=1e12 * np.array([peaks[form.name] for form in formats]),
            by_call=_by_call(calls),
            kv_scale=np.array([call.options.kv_bytes_scale for call in calls])[:, None, None],
        )

    def load(self, cells: Cells, shards: FloatArray, batches: FloatArray) -> Load:
        """Layouts as arrays that broadcast to (calls, layouts, batches)."""
        split = shards[cells.split, None]
        models = self.by_pair.at(cells.pair)
        models |= {name: models[name] * self.kv_scale for name in ("kv_bytes", "kv_bytes_long")}
        return Load(
            **models,
            **self.by_kind.at(cells.kind),
            **self.by_call,
            matmul_flops=self.matmul_flops[cells.pair, cells.kind, None],
            shards=split,
            batch=batches[None],
            expert_parallel=np.asarray((models["experts"] > 0) & (split > 1.0), dtype=float),
        )


def _by_call(calls: Sequence[Call]) -> dict[str, FloatArray]:
    """Fields that all layouts have in common, shape (calls, 1, 1) each."""
    fields = [
        {
            "stages": 1.0,
            "input_tokens": call.input_tokens,
            "output_tokens": call.output_tokens,
            "cached_share": call.options.prefix_cached_share,
            "draft_tokens": call.options.draft_tokens,
            "draft_yield": call.options.draft_yield,
            "draft_cost": call.options.draft_cost_share * call.options.draft_tokens,
            "fill": call.options.static_batch_fill,
            "engine_2024": float(call.options.engine_2024),
        }
        for call in calls
    ]
    return {name: np.array([own[name] for own in fields])[:, None, None] for name in fields[0]}
