"""Names of figures and inputs in words."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from advisors.questions import QUESTIONS
from advisors.record.label_words import TRACED

if TYPE_CHECKING:
    from estimators.facts import Facts

_PROPER = frozenset({"Amazon", "CloudWatch", "OpenSearch", "Textract"})
"""Words that keep their capital within a sentence."""
_FIGURES = {
    "energy_kwh_per_year": "Energy",
    "carbon_location_kg_per_year": "Carbon, location-based",
    "carbon_market_kg_per_year": "Carbon, market-based",
    "water_l_per_year": "Water",
    "cost_usd_per_year": "Cost",
    "saved_usd_per_year": "Cost saved",
    "added_usd_per_year": "Cost added",
    "energy_it_kwh_per_year": "IT energy",
    "wh_per_request": "Energy of a request",
    "g_per_request": "Carbon of a request, location-based, electricity alone",
    "sci_g_per_request": "Software Carbon Intensity of a request",
    "embodied_kg_per_year": "Embodied carbon",
    "carbon_electricity_location_kg": "Carbon of the electricity, location-based",
    "carbon_electricity_market_kg": "Carbon of the electricity, market-based",
    "site_water_l_per_year": "Water of the site",
    "grid_water_l_per_year": "Water of the grid",
    "instance_hours_per_year": "Instance hours",
    "calls_per_year": "Model calls",
    "user_requests_per_year": "User requests",
    "location_g_per_kwh": "Grid carbon, location-based",
    "grid_water_l_per_kwh": "Water consumed by the grid",
    "reference_node_kw": "Mean power of an accelerator server",
    "cached_share": "Share of the prompt read from the cache",
    "price_region_factor": "Price level of the Region",
    "managed_wh_per_call": "IT energy of a managed call",
    "wh_per_call": "IT energy of a call in the largest batch",
    "wh_per_call_single": "IT energy of a call alone",
    "requests_per_day": "Requests a day",
    "repeat_share": "Share of the requests answered from a cache",
    "reaching_requests_per_day": "Requests a day that reach the model",
    "reaching_requests_per_year": "Requests that reach the model",
    "steps_per_request": "Model calls a request",
    "peak_factor": "Busiest hour over mean hour",
    "growth_per_year": "Growth a year",
    "horizon_years": "Horizon",
    "async_share": "Share of requests that may wait",
    "availability": "Availability",
    "input_tokens": "Input tokens of a call",
    "output_tokens": "Output tokens of a call",
    "instance_embodied_kg": "Embodied carbon of an instance",
    "token_price_usd_per_call": "Price of a call",
    "managed_effective_batch": "Requests in flight on a replica of a managed model",
    "keep_alive_s": "Keep-alive time",
    "lifetime_years": "Service life of the hardware",
    "embodied_active_share": "Share of its life in which hardware is rented out",
}
_WORDS = {
    "it": "IT",
    "kwh": "kWh",
    "wh": "Wh",
    "kw": "kW",
    "w": "W",
    "usd": "USD",
    "pue": "PUE",
    "wue": "WUE",
    "ttft": "TTFT",
    "sci": "SCI",
    "kg": "kg",
    "gib": "GiB",
    "gb": "GB",
}
_NAME = re.compile(r"(?<![\w./:-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w./-])")
"""A name of a figure or an input among other words; no path, address or part of a longer name."""
_QUESTIONS = frozenset(item.id for item in QUESTIONS)


class Labels:
    """Names in words, of figures, of questions, and of the facts' columns."""

    def __init__(self, facts: "Facts") -> None:
        self._constants = facts.tables["constants"]
        named: dict[str, set[str]] = {}
        for (_, column), info in facts.book.fields.items():
            named.setdefault(column, set()).add(info.label)
        self._columns: Mapping[str, str] = {
            column: _capital(labels.pop()) for column, labels in named.items() if len(labels) == 1
        }

    def of(self, name: str) -> str:
        """A name in words; the words in it where nothing better is known."""
        known = self.known(name)
        if known:
            return known
        return _capital(" ".join(_WORDS.get(word, word) for word in name.split("_")))

    def known(self, name: str) -> str:
        """The words for a name; empty where it could only be spelled out."""
        if name in _FIGURES or name in TRACED:
            return _FIGURES.get(name) or TRACED[name]
        if name in _QUESTIONS:
            return ""
        if name in self._columns:
            return self._columns[name]
        row = self._constants.get(name)
        return _capital(row.name) if row is not None else ""

    def within(self, text: str) -> str:
        """A text with the names in it in words: in small letters, as within a sentence."""
        return _NAME.sub(lambda found: self.inside(found[0]), text)

    def inside(self, name: str) -> str:
        """A name in words as it stands within a sentence."""
        return _small(self.of(name))


def _small(words: str) -> str:
    """Words as within a sentence; an abbreviation or a proper name keeps its capitals."""
    first = words.split(" ", 1)[0].rstrip(",")
    kept = words[1:2].isupper() or first in _PROPER
    return words if kept else words[:1].lower() + words[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
