"""Countries and territories in which Regions lie, in words."""

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "AE": "the United Arab Emirates",
    "AU": "Australia",
    "BH": "Bahrain",
    "BR": "Brazil",
    "CA": "Canada",
    "CH": "Switzerland",
    "CN": "China",
    "DE": "Germany",
    "ES": "Spain",
    "FR": "France",
    "GB": "the United Kingdom",
    "HK": "Hong Kong",
    "ID": "Indonesia",
    "IE": "Ireland",
    "IL": "Israel",
    "IN": "India",
    "IT": "Italy",
    "JP": "Japan",
    "KR": "South Korea",
    "MX": "Mexico",
    "MY": "Malaysia",
    "NZ": "New Zealand",
    "SE": "Sweden",
    "SG": "Singapore",
    "TH": "Thailand",
    "TW": "Taiwan",
    "US": "the United States",
    "ZA": "South Africa",
}
"""By the code that the facts have (ISO 3166-1, two letters)."""


def country(code: str) -> str:
    """A country as within a sentence; its code where it has no name here."""
    return NAMES.get(code, code)
