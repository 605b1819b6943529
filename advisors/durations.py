"""Times as people write them: a limit is asked for in milliseconds and may be a day."""

from estimators.amounts import TIME_MS, exact, scaled

_DIGITS = 6


def duration(time_ms: float) -> str:
    """A time with its unit: ms under ten seconds, then s, min, h and, from two days on, days."""
    factor, unit = scaled(time_ms, "ms")
    shown = time_ms if unit == "ms" else round(time_ms * factor, 1)
    return f"{exact(shown, _DIGITS)} {unit}"


def about(time_ms: float) -> str:
    """A time that was computed: whole milliseconds, tenths of one under a hundred."""
    return duration(round(time_ms) if time_ms >= 100.0 else round(time_ms, 1))


def told_to_ms(time_ms: float) -> float | None:
    """The step to which a time is told: a tenth of its unit; None where that is ms."""
    unit = scaled(time_ms, "ms")[1]
    size_ms = next(step.size for step in TIME_MS if step.name == unit)
    return None if unit == "ms" else size_ms / 10.0
