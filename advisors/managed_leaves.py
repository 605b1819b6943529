"""Leaves of a managed call that depend on where it goes."""

from dataclasses import replace

from advisors.places import AREA_NAMES, GLOBAL, Place
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


LISTED = ("", "us.")
"""Places whose own price the list holds, up to the price level of a single Region."""


def stands_in(model: Model, place: Place) -> str:
    """Whose price stands in for that of a profile; empty where the list holds its own."""
    if place.profile in LISTED:
        return ""
    area = AREA_NAMES[place.profile]
    if place.profile == GLOBAL:
        if model.usd_global_per_million_output_tokens is not None:
            return ""
        return f"No price of the global profile of {model.name} is known: that of the US stands in."
    said = f"The price of the {area} profile of {model.name} is not computed with: that of the US "
    said += "at the assumed price level of the Regions stands in for it."
    noted = next((part for part in model.note.split(". ") if f"{area} profile" in part), "")
    if noted:
        said += f" The facts note: {noted.rstrip('.')} for a million tokens in and out."
    return said
