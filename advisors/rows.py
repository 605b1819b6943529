"""The rows of the grid: candidates without their place, in blocks that share what they can.

There are more than a thousand of them and a decision looks at a few, so that a row is put together
when it is asked for; what tells rows apart is kept as small integers.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from advisors.places import Place
from advisors.rungs import Rung
from advisors.sizing import Layout, Layouts
from advisors.ways import AS_DESIGNED

Codes = NDArray[np.int64]


class Row(NamedTuple):
    """A candidate without its place, with the places that offer it."""

    model: str
    rung: Rung
    layout: Layout | None
    chip: str
    places: tuple[Place, ...]
    serving: str = AS_DESIGNED

    @property
    def managed(self) -> bool:
        """Whether a managed service runs the model."""
        return self.layout is None


def machine_of(layout: Layout | None) -> tuple[str, str]:
    """Instance type and precision of a layout; empty for a managed service."""
    return ("", "") if layout is None else (layout.instance, layout.precision)


@dataclass(frozen=True)
class Block:
    """Rows of one rung, one host and one way of serving.

    Attributes:
        models: Of the rows, each once.
        of_model: Which of them each row has.
        chips, places: Of each kind of machine; of each model where a service runs it.
        of_kind: Which kind each row has.
        layouts: Of the rows; None where a managed service runs them.
    """

    rung: Rung
    serving: str
    models: tuple[str, ...]
    of_model: Codes
    chips: tuple[str, ...]
    places: tuple[tuple[Place, ...], ...]
    of_kind: Codes
    layouts: Layouts | None = None

    def __len__(self) -> int:
        return self.of_model.size

    def row(self, number: int) -> Row:
        """One of the rows."""
        kind = self.of_kind[number]
        return Row(
            self.models[self.of_model[number]],
            self.rung,
            None if self.layouts is None else self.layouts.keys[number],
            self.chips[kind],
            self.places[kind],
            self.serving,
        )

    def number_of(self, model: str, layout: Layout | None) -> int:
        """Which row has a model and layout; KeyError where none has."""
        if layout is not None and self.layouts is not None:
            return self.layouts.row_of[layout]
        return self._row_of_model[model]

    def axis(self, name: str) -> tuple[Sequence[Hashable], Codes]:
        """Values of an axis, and which of them each row has; KeyError for a name of none."""
        if name == "model":
            return self.models, self.of_model
        if name == "chip":
            return self.chips, self.of_kind
        if name == "machine":
            return self._machines
        if name == "layout" and self.layouts is not None:
            return self.layouts.keys, np.arange(len(self))
        same: dict[str, Hashable] = {
            "rung": self.rung,
            "serving": self.serving,
            "managed": self.layouts is None,
            "layout": None,
        }
        return (same[name],), np.zeros(len(self), dtype=np.int64)

    @property
    def _machines(self) -> tuple[Sequence[Hashable], Codes]:
        """Instance types with precisions."""
        if self.layouts is None:
            return (machine_of(None),), np.zeros(len(self), dtype=np.int64)
        (types, of_type), (formats, of_format) = self.layouts.types, self.layouts.precisions
        return [(a, b) for a in types for b in formats], of_type * len(formats) + of_format

    @cached_property
    def _row_of_model(self) -> Mapping[str, int]:
        return {self.models[code]: row for row, code in enumerate(self.of_model.tolist())}


def managed_block(rung: Rung, serving: str, places: Mapping[str, tuple[Place, ...]]) -> Block:
    """Models that a service runs, each in places of its own."""
    each = np.arange(len(places))
    none = ("",) * len(places)
    return Block(rung, serving, tuple(places), each, none, tuple(places.values()), each)


class Rows(Sequence[Row]):
    """All rows, block after block."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = tuple(blocks)
        self._starts = [0, *accumulate(len(block) for block in self.blocks)]
        self._codes: dict[str, tuple[dict[Hashable, int], Codes]] = {}

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, number: int) -> Row: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, number: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(number, slice):
            return tuple(self[place] for place in range(*number.indices(len(self))))
        if not 0 <= number < len(self):
            raise IndexError(number)
        block = bisect_right(self._starts, number) - 1
        return self.blocks[block].row(number - self._starts[block])

    def __iter__(self) -> Iterator[Row]:
        return (block.row(number) for block in self.blocks for number in range(len(block)))

    def number_of(self, row: tuple[str, Rung, Layout | None, str]) -> int:
        """Which row has a model, rung, layout and way of serving; KeyError where none has."""
        model, rung, layout, serving = row
        block, start = self._block_of[rung, serving, layout is None]
        return start + block.number_of(model, layout)

    def coded(self, axis: str) -> tuple[Mapping[Hashable, int], Codes]:
        """Values of an axis with their numbers, and the number of each row's."""
        if axis not in self._codes:
            names: dict[Hashable, int] = {}
            found = [np.zeros(0, dtype=np.int64)]
            for block in self.blocks:
                values, codes = block.axis(axis)
                numbers = [names.setdefault(value, len(names)) for value in values]
                found.append(np.array(numbers, dtype=np.int64)[codes])
            self._codes[axis] = names, np.concatenate(found)
        return self._codes[axis]

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every place that offers some row, in order of appearance."""
        offered = {id(own): own for block in self.blocks for own in block.places}
        return tuple({place.id: place for own in offered.values() for place in own}.values())

    def offered(self, places: Sequence[Place]) -> NDArray[np.bool_]:
        """Whether a row can be had in a place, shape (rows, places)."""
        column = {place.id: number for number, place in enumerate(places)}
        found = np.zeros((len(self), len(places)), dtype=bool)
        for block, start in zip(self.blocks, self._starts, strict=False):
            kinds = np.zeros((len(block.places), len(places)), dtype=bool)
            for flags, own in zip(kinds, block.places, strict=True):
                flags[[column[place.id] for place in own]] = True
            found[start : start + len(block)] = kinds[block.of_kind]
        return found

    @cached_property
    def _block_of(self) -> Mapping[tuple[Rung, str, bool], tuple[Block, int]]:
        return {
            (block.rung, block.serving, block.layouts is None): (block, start)
            for block, start in zip(self.blocks, self._starts, strict=False)
        }
