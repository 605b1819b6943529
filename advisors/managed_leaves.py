"""Leaves of a managed call that depend on where it goes."""

from dataclasses import replace

from estimators.annual import Leaf, Missing
from estimators.errors import EvidenceError
from estimators.facts import Model


def list_price(model: Model, prefix: str, column: str) -> Leaf:
    """List price under its plain name; that of the US where the global one is not known."""
    reason = ""
    for name in (prefix + column, f"usd_{column}"):
        try:
            found = model.input(name, f"usd_{column}")
        except EvidenceError as error:
            reason = str(error)
        else:
            return replace(found, low=found.value, high=found.value)
    return Missing(reason)
