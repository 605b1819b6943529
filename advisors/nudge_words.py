"""What a percent of an answer turns, in plain words."""

from collections.abc import Mapping

from advisors.format import exact
from advisors.nudges import Nudge
from advisors.questions import question
from advisors.workload_assumptions import counted

NAMES: Mapping[str, str] = {
    "requests_per_day": "the requests a day",
    "peak_factor": "how busy the busiest hour is",
    "growth_per_year": "the growth of traffic",
    "steps_per_request": "the model calls a request",
    "input_tokens": "the tokens that go into a call",
    "output_tokens": "the tokens that come out of a call",
    "ttft_ms": "the time accepted to the first word",
    "inter_token_ms": "the time accepted between tokens",
    "availability": "the promise of availability",
    "async_share": "the share of requests that may wait",
    "labelled_examples": "the number of labelled examples",
    "corpus_tokens": "the size of your own documents",
    "corpus_refresh_per_year": "how often your documents change",
    "horizon_years": "the horizon",
    "shared_prefix_share": "the part of each prompt that is the same",
    "repeat_share": "the share of requests that repeat",
}
"""Answers that a step may hang on, as within a sentence."""
SHOWN = 4
"""Digits of the value at which something turns."""


def hangs_on(nudge: Nudge, first: str) -> str:
    """That what comes first hangs on an answer, and from where on it is another.

    Args:
        nudge: The answer.
        first: Label of what comes first beyond; empty where nothing fits.
    """
    side = "below" if nudge.at < nudge.own else "above"
    own = _shown(nudge.question, nudge.own)
    turns = _shown(nudge.question, float(f"{nudge.at:.{SHOWN}g}"))
    then = f"{first} comes first" if first else "nothing fits"
    where = "that" if turns == own else turns
    return f"Hangs on {NAMES[nudge.question]}, {own}: {side} {where} {then}."


def _shown(name: str, value: float) -> str:
    asked = question(name)
    if asked.kind != "percent":
        return counted(value, asked.unit)
    share = f"{exact(value * 100.0, 6)}%"
    return f"{share} a year" if asked.unit.endswith("/year") else share
