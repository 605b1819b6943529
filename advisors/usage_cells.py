"""Cells of a usage table: times and counts, as exports of several makers write them."""

import math
import re
from datetime import UTC, datetime

from advisors.errors import UsageImportError

MOST_TOKENS = 1e9
"""More than any request holds."""
_MILLISECONDS_FROM = 1e11
"""As seconds this would be the year 5138: such a number counts milliseconds."""
_END_OF_TIME = 253_402_300_800.0
"""Seconds from 1970 to the year 10000, up to which a date can be written."""
_TWO_READINGS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def missing(raw: object) -> bool:
    """Whether a cell holds nothing."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def seconds_in(raw: object, origin: str, number: int) -> float:
    """Seconds since 1970 of an ISO 8601 time, or of seconds or milliseconds since then.

    Args:
        raw: The cell; a time without a zone counts as UTC.
        origin: Table it stands in, for the message.
        number: Its row, from 1.

    Raises:
        UsageImportError: It is neither.
    """
    if isinstance(raw, str):
        try:
            found = datetime.fromisoformat(raw.strip())
        except ValueError:
            seconds = _epoch(_float(raw))
        else:
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    else:
        seconds = _epoch(_float(raw))
    if math.isnan(seconds):
        raise UsageImportError(
            f"{origin} has the timestamp {raw!r} in row {number}",
            "that is no ISO 8601 time, nor seconds or milliseconds since 1970",
            "Write it as 2026-03-01T14:05:00Z.",
        )
    return seconds


def count_in(raw: object, name: str, origin: str, number: int) -> float:
    """A count of tokens.

    Args:
        raw: The cell.
        name: Its column.
        origin: Table it stands in, for the message.
        number: Its row, from 1.

    Raises:
        UsageImportError: No number, below zero, beyond any request, or to be read in two ways.
    """
    value = _float(raw)
    if isinstance(raw, str) and _TWO_READINGS.fullmatch(raw.strip()):
        whole, _, rest = raw.strip().replace(",", ".").partition(".")
        why = "its mark may part thousands or begin decimals"
        fix = f"Write {whole}{rest} for thousands, {whole}.{rest}0 for decimals."
    elif math.isnan(value) or value < 0 or value > MOST_TOKENS:
        why = f"a count is a number from 0 to {MOST_TOKENS:,.0f}, decimals behind a point"
        fix = "Correct the cell or leave the row out."
    else:
        return value
    raise UsageImportError(f"{origin} has {name} {raw!r} in row {number}", why, fix)


def _epoch(number: float) -> float:
    """Seconds since 1970; not a number where no date is so far away."""
    seconds = number / 1000.0 if abs(number) > _MILLISECONDS_FROM else number
    return seconds if abs(seconds) < _END_OF_TIME else math.nan


def _float(raw: object) -> float:
    """A cell as a finite number; not a number where it is none."""
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
        return math.nan
    try:
        value = float(raw)
    except (ValueError, OverflowError):
        return math.nan
    return value if math.isfinite(value) else math.nan
