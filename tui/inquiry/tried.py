"""Tries what `fit.py` fits on examples that it was not fitted to: `python -m tui.inquiry.tried`.

Examples are left out in whole groups: all fillings of one example and all questions of one card
stay together, or all examples of one file. From a share of 0.4, three folds read 70 % of the
examples right and 8 % as another kind on designs, and told 2 % of the guidance's questions from the
design; of examples in other voices, fitted to none of them: 48 % and 8 %.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from tui.inquiry.fit import RIDGE, Example, embedded, fitted
from tui.inquiry.likely import GUIDANCE, Floats, best_of

FOLDS = 3
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True)
class Trial:
    """One example, tried by weights that do not know it.

    Attributes:
        kind: That it is of.
        found: Kind of question on designs that it is most like.
        share: How likely it is that.
        weight: What it counts.
    """

    kind: str
    found: str
    share: float
    weight: float


def by_source(found: Sequence[Example]) -> tuple[int, ...]:
    """The fold of each example, the same for all that stem from one source."""
    return tuple(sha256(item.source.encode()).digest()[0] % FOLDS for item in found)


def trials(
    found: Sequence[Example], vectors: Floats, folds: Sequence[int], ridge: float = RIDGE
) -> Iterator[Trial]:
    """Each example of a fold, by weights that are fitted to the other folds.

    Args:
        found: Examples.
        vectors: Their sentence vectors, shape (examples, size).
        folds: Of each example; a negative one is never left out.
        ridge: As for `fitted`.
    """
    place = np.array(folds)
    for fold in sorted({number for number in folds if number >= 0}):
        kept, out = np.flatnonzero(place != fold), np.flatnonzero(place == fold)
        weights = fitted([found[at] for at in kept.tolist()], vectors[kept], ridge)
        for at in out.tolist():
            item = found[at]
            like = best_of(weights, weights.shares(item.text, vectors[at]))
            yield Trial(item.kind, like.kind, like.share, item.weight)


def table(tried: Sequence[Trial]) -> Mapping[float, tuple[float, float, float]]:
    """By least share: of examples on designs, read right and wrong; of the others, on designs."""
    inside = [item for item in tried if item.kind != GUIDANCE]
    beside = [item for item in tried if item.kind == GUIDANCE]
    rows = {}
    for least in SHARES:
        taken = [item for item in tried if item.share >= least]
        right = [item for item in taken if item.kind == item.found]
        wrong = [item for item in taken if item.kind not in {item.found, GUIDANCE}]
        told = [item for item in taken if item.kind == GUIDANCE]
        rows[least] = (_part(right, inside), _part(wrong, inside), _part(told, beside))
    return rows


def _part(some: Sequence[Trial], all_: Sequence[Trial]) -> float:
    return sum(item.weight for item in some) / (sum(item.weight for item in all_) or 1.0)


def main() -> int:
    """Print what is read right and wrong by least share, sources left out in folds, then files."""
    found, vectors = embedded()
    files = sorted({item.file for item in found if item.file})
    by_file = tuple(files.index(item.file) if item.file else -1 for item in found)
    for name, folds in (("sources", by_source(found)), ("files", by_file)):
        sys.stdout.write(f"left out: {name}\nshare  right  wrong  guidance told\n")
        for least, row in table(tuple(trials(found, vectors, folds))).items():
            sys.stdout.write(f"{least:5.2f}  " + "  ".join(f"{part:5.3f}" for part in row) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
