"""Schemas of the design file and the steps from each to the next.

Append-only: a released step is never edited. Each takes the file's data and returns that of the
next schema.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from advisors.errors import DesignSchemaError, DesignVersionError

Data = dict[str, Any]


def _name_the_schema(data: Data) -> Data:
    """0 to 1: a file written by hand may lack the schema number; its keys are those of 1."""
    return {"schema": 1, **{key: value for key, value in data.items() if key != "schema"}}


MIGRATIONS: tuple[Callable[[Data], Data], ...] = (_name_the_schema,)
"""Step `i` leads from schema `i` to `i + 1`."""

SCHEMA = len(MIGRATIONS)
"""Schema that this release writes."""


def migrate(data: Mapping[str, Any], path: Path | None = None) -> Data:
    """A file's data in the newest schema.

    Raises:
        DesignVersionError: The file is newer than this release.
        DesignSchemaError: Its schema is no whole number from 0 up.
    """
    version = data.get("schema", 0)
    shown = path or "the design"
    if isinstance(version, float) and version.is_integer():
        version = int(version)
    if isinstance(version, bool) or not isinstance(version, int) or version < 0:
        raise DesignSchemaError(
            f"{shown} has the schema {version!r}",
            "a schema is a whole number",
            f"Write 'schema: {SCHEMA}'.",
            path,
        )
    if version > SCHEMA:
        raise DesignVersionError(
            f"{shown} has schema {version}",
            f"this release knows schemas up to {SCHEMA}",
            "Update wattbrief, then open it again.",
            path,
        )
    current = dict(data)
    for step in MIGRATIONS[version:]:
        current = step(current)
    return current
