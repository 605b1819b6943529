"""The guidance in PostgreSQL: the same units and vectors as in the local index, searched there."""

import dataclasses
import hashlib
from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from knowledge.base import KnowledgeBase
from knowledge.embedding import Vectors
from knowledge.errors import SharedBaseError
from knowledge.phrasings import load_phrasings
from knowledge.postgres.database import Database, Row
from knowledge.units import Unit, units_of
from knowledge.verdicts import load_verdicts

KIND = "guidance"
_BATCH = 256
Progress = Callable[[str, int, int], None]


class PgVectors:
    """Stands in for the array of the units' vectors; its product with a question is made there.

    Attributes:
        shape: Units and numbers in one vector, as of the array.
    """

    def __init__(self, database: Database, rows: dict[str, int]) -> None:
        self.shape = (len(rows), database.size)
        self._database = database
        self._rows = rows

    def cosines(self, vector: Vectors) -> npt.NDArray[np.float32]:
        """Product of a question's vector with every unit, in unit order, shape (units,).

        Ranking weighs each card's best and second best units, so all are needed; only their ids and
        cosines travel.

        Raises:
            SharedBaseError: The guidance there has been replaced by another version.
        """
        found = self._database.cosines(KIND, vector)
        if found.keys() != self._rows.keys():
            raise other_version()
        similarity = np.empty(self.shape[0], dtype=np.float32)
        similarity[[self._rows[key] for key in found]] = list(found.values())
        return similarity


def refresh_guidance(
    database: Database, base: KnowledgeBase, progress: Progress | None = None
) -> tuple[int, int]:
    """Store the guidance of this installation; what is there already is kept.

    Returns:
        How many units were added and removed.
    """
    units, keys = _units(base)
    with database.locked():
        present = database.ids(KIND)
        missing = [row for row, key in enumerate(keys) if key not in present]
        vectors = base.index.vectors
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            database.add(KIND, [_row(base, units[n], keys[n], vectors[n]) for n in batch])
            if progress is not None:
                progress("storing the guidance", min(start + _BATCH, len(missing)), len(missing))
        stale = sorted(present - set(keys))
        database.delete(KIND, stale)
    return len(missing), len(stale)


def shared_guidance(database: Database, base: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base whose vectors are searched in PostgreSQL.

    Raises:
        SharedBaseError: The guidance there is of another version than the installed one.
    """
    _, keys = _units(base)
    if database.ids(KIND) != set(keys):
        raise other_version()
    vectors = PgVectors(database, {key: row for row, key in enumerate(keys)})
    index = dataclasses.replace(base.index, vectors=cast("Vectors", vectors))
    return KnowledgeBase(index, base.embedder, base.params, base.rebuilt)


def other_version() -> SharedBaseError:
    """What to say when the guidance there is not the installed one."""
    return SharedBaseError(
        "the shared base holds other guidance than this installation",
        "it was refreshed by another version of wattbrief, or never",
        "Refresh it with `wattbrief knowledge share`, or install the version that your team uses",
    )


def _units(base: KnowledgeBase) -> tuple[Sequence[Unit], list[str]]:
    units = units_of(base.cards, load_phrasings(), load_verdicts())
    if len(units) != base.index.vectors.shape[0]:
        raise other_version()
    seen: dict[str, int] = {}
    keys = []
    for unit in units:
        card = base.cards[unit.card].id
        plain = f"{card}\0{unit.kind}\0{unit.text}"
        # A card may ask the same question twice; each row needs an id of its own.
        seen[plain] = seen.get(plain, 0) + 1
        keys.append(hashlib.sha256(f"{plain}\0{seen[plain]}".encode()).hexdigest()[:32])
    return units, keys


def _row(base: KnowledgeBase, unit: Unit, key: str, vector: Vectors) -> Row:
    card = base.cards[unit.card]
    return Row(key, unit.text, vector, {"card": card.id, "kind": unit.kind, "phase": card.phase})
