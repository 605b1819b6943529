"""Records as JSON, and the digest that a signature agrees to."""

import hashlib
import json

from pydantic import ValidationError

from advisors.errors import RecordReadError
from advisors.record.model import SCHEMA, Record

_LIFE_CYCLE = {"status", "superseded_by", "sign_offs"}


def render_json(record: Record) -> str:
    """The record as JSON; `parse_record` gives the same record back."""
    data = record.model_dump(mode="json", exclude=_absent(record))
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def parse_record(text: str) -> Record:
    """A record from its JSON.

    Raises:
        RecordReadError: Cut off, no JSON, no record, or of a newer release.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordReadError(
            "the record cannot be read",
            f"it is no JSON, or was cut off ({error})",
            "Restore it from a copy, or export it again.",
        ) from error
    version = data.get("schema_version") if isinstance(data, dict) else None
    if isinstance(version, int) and version > SCHEMA:
        raise RecordReadError(
            "the record cannot be read",
            f"it has schema {version}, this release knows up to {SCHEMA}",
            "Update wattbrief.",
        )
    try:
        return Record.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise RecordReadError(
            "the record cannot be read",
            f"{where}: {first['msg']}",
            "Restore it from a copy, or export it again.",
        ) from error


def text_digest(record: Record) -> str:
    """SHA-256 of what is agreed to: all but status, successors and the signatures themselves."""
    data = record.model_dump(mode="json", exclude=_LIFE_CYCLE | _absent(record))
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _absent(record: Record) -> set[str]:
    """Parts that a record does not have, so that one of an older schema keeps its bytes."""
    parts = ("moved", "designs", "contradictions", "budgets")
    return {name for name in parts if getattr(record, name) is None}
