"""Numbers as people type them, and as answers of a design are written."""

import re

NUMBER = r"(\d[\d.,]*)(?:\s*(k|mio|mln|m|thousand|million)\b)?"
"""Digits and their size: `100000`, `100k`, `2 mio`; the `m` of `500 more` is none."""


def plainly_written(number: float) -> str:
    """A number without exponent or float dust."""
    return f"{float(f'{number:.12g}'):.12f}".rstrip("0").rstrip(".")


def number_of(digits: str, suffix: str | None) -> float:
    """The number that digits and their size stand for; of what is none, such as 3.5.2, its start.

    Commas part thousands where they stand so, and points where there are two and more of them
    or three zeros after the only one.
    """
    size = {"k": 1e3, "thousand": 1e3}.get(suffix or "", 1e6 if suffix else 1.0)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?[.,]*", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:(?:\.\d{3}){2,}|\.000)[.,]*", digits):
        digits = digits.replace(".", "")
    plain = re.match(r"\d+(?:\.\d+)?", digits.replace(",", "."))
    return float(plain[0] if plain else 0.0) * size
