"""Everything that the estimators can refuse, in one tree.

EstimatorError
├── FactError            a data file is broken, or a fact lost its source
│   └── UnknownFactError     no row of that name; carries the nearest known names
├── InputError           a number that physics cannot take (NaN, negative, wrong unit)
└── EvidenceError        the evidence for a figure is missing; says what would unlock it
"""

from collections.abc import Iterable
from difflib import get_close_matches


class EstimatorError(Exception):
    """Base of all errors of this package: what happened, why, and what to do.

    Attributes:
        what: What happened, one clause.
        why: The reason, as far as it is known.
        fix: What the user can do about it.
    """

    def __init__(self, what: str, why: str, fix: str) -> None:
        super().__init__(f"{what}: {why}. {fix}")
        self.what = what
        self.why = why
        self.fix = fix


class FactError(EstimatorError):
    """Met when a data file cannot be read or a row breaks its schema."""


class UnknownFactError(FactError):
    """Met when a chip, model, instance or Region is asked for that no row describes."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        near = get_close_matches(name, list(known), n=3, cutoff=0.5)
        hint = (
            f"Did you mean {', '.join(near)}?" if near else f"`wattbrief facts {kind}` lists them."
        )
        super().__init__(f"no {kind} called {name!r}", "the facts have no such row", hint)
        self.kind = kind
        self.name = name
        self.near = near


class InputError(EstimatorError):
    """Met when a number cannot stand in a formula: NaN, negative, zero, out of range."""


class EvidenceError(EstimatorError):
    """Met when a figure is withheld because evidence is missing."""
