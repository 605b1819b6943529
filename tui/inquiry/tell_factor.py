"""Answers on the factors of a place: the grid, the water and the PUE, and who published them."""

import re
from collections.abc import Iterator, Mapping

from advisors.format import amount_of
from advisors.options import Advice, DecisionId
from advisors.record.labels import Labels
from estimators.errors import UnknownFactError
from estimators.figure import Input
from estimators.site import site_of
from tui.inquiry.page import Page, decision_of
from tui.inquiry.readings import Reading

_FACTORS: tuple[tuple[str, str], ...] = (
    (r"\bpue\b", "pue"),
    (r"\bwue\b", "wue_l_per_kwh"),
    (r"\bwater (?:factor|intensity)\b", "grid_water_l_per_kwh"),
    (r"\bmarket\b", "market_g_per_kwh"),
)
_TARIFF = re.compile(
    r"\b(?:electricity|power|energy) (?:price|tariff|rate)s?\b|\bprice of (?:the )?(?:electricity|"
    r"power)\b"
)
_GRID = re.compile(r"\b(?:factors?|intensity|intensities|kwh)\b")


def factor(page: Page, reading: Reading, advice: Advice) -> tuple[DecisionId | None, str]:
    """The factor of the chosen place, or of the one that is named, and where it is from."""
    decision = decision_of(advice, "region")
    chosen = decision.chosen.id if decision is not None and decision.chosen is not None else ""
    named = reading.named[0].ids[0] if reading.named and reading.named[0].ids else ""
    place = named or chosen
    if _TARIFF.search(reading.text):
        page.say(
            "No electricity price stands under the figures: the cost follows the list prices of "
            "AWS, which hold it."
        )
    keys = _keys(reading.text)
    leaves = {x.name: x for figure in advice.totals.values() for x in figure.leaves()}
    found = leaves if place == chosen else _of_place(page, place, keys)
    for key in (key for key in keys if key in found):
        page.say(_stands(page, found[key], place))
        page.say(_published(page, found[key]))
    if place != chosen:
        page.say(f"The design runs in {chosen}; this is a Region beside it.")
    page.section("Also taken for it", _others(page, found, keys))
    rests = {"pue": "energy_kwh_per_year"}.get(keys[0] if keys else "", advice.carbon_figure)
    page.show(advice.totals, (rests,), "What rests on it")
    page.section("To use another", ("an override in the design file, with your own source.",))
    page.support(("region-grid-intensity", "measure-market-vs-location"))
    return None, ""


def _keys(text: str) -> list[str]:
    """Names of the inputs that are asked for."""
    found = [key for words, key in _FACTORS if re.search(words, text)]
    tariff = _TARIFF.search(text) is not None
    if not found and (not tariff or _GRID.search(_TARIFF.sub(" ", text))):
        found = ["location_g_per_kwh"]
    return found


def _of_place(page: Page, place: str, keys: list[str]) -> dict[str, Input]:
    """The factors of a Region that the design does not run in; none where it has none."""
    try:
        site = site_of(page.facts, place)
    except UnknownFactError:
        page.unanswered = True
        page.say(f"No factor of {place} is held.")
        return {}
    names = dict.fromkeys((*keys, "location_g_per_kwh", "market_g_per_kwh", "pue"))
    return {key: x for key in names if isinstance(x := getattr(site, key), Input)}


def _stands(page: Page, item: Input, place: str) -> str:
    label = Labels(page.facts).of(item.name)
    return f"{label}, {page.facts.region(place.rpartition('.')[2]).name}: {amount_of(item)}."


def _published(page: Page, item: Input) -> str:
    """Who published it, where and when."""
    known = [page.facts.sources[key] for key in item.sources if key in page.facts.sources]
    said = [f"{x.title}, {x.publisher} {x.date}{f', {x.url}' if x.url else ''}" for x in known]
    note = f" {item.note}" if item.note else ""
    if not said:
        own = "It is an answer or an override of yours, without a source of its own."
        return f"{own}{note}" if item.origin in {"answer", "override"} else note.strip()
    return f"Published: {'; '.join(said)}.{note}"


def _others(page: Page, found: Mapping[str, Input], keys: list[str]) -> Iterator[str]:
    labels = Labels(page.facts)
    for key in ("location_g_per_kwh", "market_g_per_kwh", "pue", "wue_l_per_kwh"):
        if key in found and key not in keys:
            yield f"{labels.of(key)}: {amount_of(found[key])}. {_published(page, found[key])}"
