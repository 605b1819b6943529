"""Facts of the user's own in a design file: from data to checked entries."""

import math
from collections.abc import Mapping
from typing import Any

from advisors.design_problems import Problems, kind_of, text_at
from advisors.errors import DesignSchemaError

OVERRIDE_KEYS = ("key", "value", "unit", "source", "low", "high", "date")


def decode_overrides(raw: object, problems: Problems) -> tuple[dict[str, Any], ...]:
    """The entries that can be used; what is wrong with the others is noted."""
    if raw is None:
        return ()
    found: list[dict[str, Any]] = []
    with problems.noted():
        if not isinstance(raw, list):
            raise DesignSchemaError(
                "the overrides cannot be used",
                f"`overrides` is {kind_of(raw)}",
                "Write a list of entries with key, value, unit and source.",
            )
        for item in raw:
            with problems.noted():
                found.append(_one(item, problems))
    keys = [item["key"] for item in found]
    for double in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        with problems.noted():
            raise DesignSchemaError(
                f"{double} is overridden twice", "one fact has one value", "Drop one."
            )
    return tuple(found)


def _one(raw: object, problems: Problems) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise DesignSchemaError(
            "an override cannot be used",
            f"it is {kind_of(raw)}",
            "Write key, value, unit and source.",
        )
    problems.only(raw, OVERRIDE_KEYS, "key of an override")
    shown = raw.get("key", "without a key")
    found: dict[str, Any] = {}
    for name in ("key", "unit", "source", "date"):
        found[name] = text_at(raw, name)
        if not found[name] and name != "date":
            raise DesignSchemaError(
                f"the override {shown} is without {name}",
                "a fact of your own says what it is and where it comes from",
                f"Add '{name}'.",
            )
    table, _, rest = found["key"].partition(".")
    row, _, column = rest.rpartition(".")
    if not (table and row and column):
        raise DesignSchemaError(
            f"nothing can be overridden at {shown!r}",
            "a fact's key is table.row.column",
            "Write for example 'regions.eu-central-1.pue'.",
        )
    return found | _numbers(raw, str(shown))


def _numbers(raw: Mapping[str, Any], shown: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for name in ("value", "low", "high"):
        number = raw.get(name)
        if number is None and name != "value":
            continue
        if (
            isinstance(number, bool)
            or not isinstance(number, (int, float))
            or not math.isfinite(number)
        ):
            raise DesignSchemaError(
                f"the override {shown} has the {name} {number!r}",
                "it takes a number",
                f"Write {name} as a number.",
            )
        found[name] = float(number)
    low, high = found.get("low", found["value"]), found.get("high", found["value"])
    if not low <= found["value"] <= high:
        raise DesignSchemaError(
            f"the override {shown} has a range of {low:g} to {high:g}",
            f"that does not hold its value {found['value']:g}",
            "Give low, value and high in rising order.",
        )
    return found
