"""Another design that the advice holds in a place where the recommended one cannot run."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisors.budgets import COST
from advisors.format import value_and_range
from advisors.options import Advice, Option
from estimators.figure import Figure
from tui.inquiry.page import CORE, Page, decision_of

_WHOLE = re.compile(
    r"^(?P<model>[^,]+), (?P<rung>[^,]+), on (?P<host>.+), in (?P<place>[a-z0-9-]+)"
    r"(?P<full>, its work gathered into full hours)?\.?$"
)
"""A whole design, as the advice writes it in one clause."""
_DECISIONS = ("model", "hosting", "customization", "silicon")
_SHOWN = 3
_LEAD = (
    ("carbon_location_kg_per_year", " location-based"),
    ("carbon_market_kg_per_year", " market-based"),
    (COST, ""),
)
"""Figures that are told in a sentence, and by which method they count."""


@dataclass(frozen=True)
class There:
    """A design that stands in the advice for one place.

    Attributes:
        option: With its figures.
        said: The design in one clause.
        differs: In what it is another one than the recommended.
    """

    option: Option
    said: str
    differs: tuple[str, ...]


def designs_in(advice: Advice, region: str) -> list[There]:
    """Whole designs of the advice in a Region, the least carbon first; each once.

    Args:
        advice: With what stands in any of its decisions, or on its front.
        region: Its id.
    """
    recommended = _recommended(advice)
    found: dict[str, There] = {}
    for option in _options(advice):
        said = next((line for line in option.reasons[:1] if _WHOLE.match(line)), "")
        hit = _WHOLE.match(said)
        if hit is None or hit["place"] != region or said in found:
            continue
        if recommended is not None and option.figures.get(advice.carbon_figure) is not None:
            found[said] = There(option, said.rstrip("."), tuple(_differs(hit, recommended)))
    known = [x for x in found.values() if x.option.figures[advice.carbon_figure].value is not None]
    return sorted(known, key=lambda x: x.option.figures[advice.carbon_figure].value or 0.0)


def there(page: Page, region: str, label: str) -> bool:
    """What the advice holds in a place beside the recommended design; whether it holds anything.

    Args:
        page: Written to.
        region: Its id.
        label: As shown.
    """
    advice = page.advice
    held = [] if advice is None else designs_in(advice, region)
    if advice is None or not held:
        return False
    first = held[0]
    figures = first.option.figures
    page.say(
        f"The advice does hold another design there, {_in(first.differs)}: {first.said}. "
        f"It takes {_taken(figures)}; the recommended one {_taken(advice.totals)}."
    )
    page.beside(
        (first.option.id, "The design there", figures),
        ("recommended", "the recommended one", advice.totals),
        CORE,
    )
    page.section(
        f"Also held in {label}",
        (
            f"{item.said}, {_in(item.differs)}: {_taken(item.option.figures)}"
            for item in held[1:_SHOWN]
        ),
    )
    page.support(first.option.cards)
    return True


def _recommended(advice: Advice) -> re.Match[str] | None:
    """The recommended design, where it is one of a generative model."""
    decision = decision_of(advice, "model")
    chosen = decision.chosen if decision is not None else None
    return _WHOLE.match(chosen.reasons[0]) if chosen is not None and chosen.reasons else None


def _options(advice: Advice) -> Iterator[Option]:
    for name in _DECISIONS:
        decision = decision_of(advice, name)
        yield from decision.options if decision is not None else ()
    yield from advice.pareto


def _differs(one: re.Match[str], other: re.Match[str]) -> Iterator[str]:
    """What is another one in a design than in the recommended."""
    named = {"model": "model", "rung": "customization", "host": "way of serving"}
    for key, word in named.items():
        if one[key] != other[key]:
            yield f"another {word}"


def _in(parts: Sequence[str]) -> str:
    return f"with {' and '.join(parts)}" if parts else "with nothing changed but the place"


def _taken(figures: Mapping[str, Figure]) -> str:
    """Carbon by both methods and cost, in one clause."""
    found = [f"{value_and_range(figures[name])}{how}" for name, how in _LEAD if name in figures]
    return ", ".join(found)
