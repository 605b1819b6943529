"""Defaults that move the carbon little: no more is said than holds, and what they do move."""

import re
from collections.abc import Mapping

from estimators import uncertainty
from estimators.figure import Figure
from tui.inquiry import Inquiry

_ASKED = "what did you assume where we left it open?"
_LEAST = re.compile(r"move Carbon, location-based little, each by less than (\d+)% of its range")


def test_what_is_called_little_is_below_the_share_told(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["m"]
    text = inquiry.ask(_ASKED).answer
    hit = _LEAST.search(text)
    assert hit is not None
    figure: Figure = inquiry.advice.totals["carbon_location_kg_per_year"]
    _, draws = inquiry._whole()
    shares = uncertainty.shares(figure.leaves(), draws["carbon_location_kg_per_year"])
    assert "input_tokens" in inquiry.advice.assumptions
    assert shares.get("input_tokens", 0.0) < int(hit[1]) / 100.0
    assert "beyond chance" not in text


def test_a_figure_that_a_default_does_move_is_named(inquiries: Mapping[str, Inquiry]) -> None:
    first = inquiries["m"].ask(_ASKED).answer.partition("\n\n")[0]
    assert re.search(r"“How many tokens go into one model call\?” moves Cost, by \d+% of", first)
    assert "ask “which open answer would turn something?”" in first
    assert "moves Cost" not in inquiries["t"].ask(_ASKED).answer


def test_no_range_among_the_answers_is_said_in_words(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["t"].ask(_ASKED).answer
    assert "none of your answers is a range" in text
