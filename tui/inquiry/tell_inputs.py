"""Answers about what the figures rest on: traffic, tokens, grid, PUE; the place; the service."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from advisors.durations import duration
from advisors.format import amount, exact, value_and_range, with_unit
from advisors.options import Advice, Exclusion
from advisors.questions import QUESTIONS, question
from advisors.record.labels import Labels
from advisors.workload import Workload
from estimators.draws import latin_for
from estimators.figure import Figure, Formula, Input
from estimators.ranges import bands, quantile
from tui.inquiry.page import CORE, Page, decision_of
from tui.inquiry.tell_options import SHOWN, listed, reasons_of

SECONDS_PER_DAY = 86_400.0
_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "input_tokens": ("input_tokens", "output_tokens", "steps_per_request"),
    "requests_per_day": ("requests_per_day", "growth_per_year", "peak_factor"),
    "location_g_per_kwh": ("location_g_per_kwh", "market_g_per_kwh"),
    "ttft_ms": ("ttft_ms", "inter_token_ms"),
}
"""Inputs that are told together."""
_LEADS: Mapping[str, tuple[str, ...]] = {
    "requests_per_day": ("user_requests_per_year", "calls_per_year"),
    "input_tokens": ("calls_per_year", "wh_per_request"),
    "growth_per_year": ("user_requests_per_year",),
    "pue": ("energy_it_kwh_per_year", "energy_kwh_per_year"),
    "location_g_per_kwh": ("carbon_location_kg_per_year", "carbon_market_kg_per_year"),
}
_CARDS: Mapping[str, tuple[str, ...]] = {
    "location_g_per_kwh": ("region-grid-intensity", "measure-market-vs-location"),
    "grid_water_l_per_kwh": ("measure-water",),
    "wue_l_per_kwh": ("measure-water",),
}
_ASKED = frozenset(item.id for item in QUESTIONS)
_ORIGINS: Mapping[str, str] = {
    "answer": "your answer",
    "default": "a default, as the question was left open",
    "fact": "a fact of the data set",
    "override": "your own value over the data set",
    "assumption": "an assumption",
}
_RESIDENCY = frozenset({"residency", "not-in-residency", "allowed-regions"})
_LAW = (
    "Whether that satisfies a law is for your own counsel: the advice filters Regions by the "
    "answer on residency, it does not judge compliance."
)


def told(
    page: Page, advice: Advice, workload: Workload, key: str, *, users: bool, counts: str = ""
) -> None:
    """One input, or several that belong together: value, range, where it is from."""
    if key == "weights":
        _weights(page, workload)
        return
    if key == "commitments":
        _commitments(page, advice, workload)
        return
    known = _known(advice, workload)
    keys = [name for name in _TOGETHER.get(key, (key,)) if name in known]
    if key == "price":
        keys = [name for name in known if "usd_per" in name or name == "price_region_factor"]
    labels = Labels(page.facts)
    if not keys:
        page.unanswered = True
        page.say(f"{labels.of(key)} does not enter the figures of this design.")
        page.show(advice.totals, CORE, "What it holds")
        return
    if any(item.question == keys[0] for item in workload.assumptions):
        page.say("You left it open, so a default stands in for it.")
    if users:
        page.say("The design counts requests, not users; so these are what there is.")
    page.say(f"{labels.of(keys[0])}: {_amount(known[keys[0]])}, {_ORIGINS[known[keys[0]].origin]}.")
    if counts:
        page.say(counts)
    region = decision_of(advice, "region")
    if key in {"pue", "wue_l_per_kwh", "location_g_per_kwh", "grid_water_l_per_kwh"} and region:
        chosen = region.chosen
        page.say(f"It holds for {chosen.label}, the recommended Region." if chosen else "")
    page.section("Taken", (_line(page, labels, known[name]) for name in keys))
    if key in {"requests_per_day", "peak_factor"}:
        _busiest(page, known)
    page.section("Why", _reasons(workload, keys))
    page.section("What rests on it", _rests(page, advice, keys[0]))
    page.section("What it decides", _decides(advice, keys[0]))
    page.show(advice.totals, _LEADS.get(key, ()), "What follows from it")
    page.section(
        "To try another value",
        (f"“what if …?”, or `{keys[0]}` in the interview; the advice follows at once.",)
        if keys[0] in workload.inputs()
        else ("an override in the design file, with your own source; the advice follows.",),
    )
    page.support((*_CARDS.get(key, ()), "measure-energy-not-given"))


def _busiest(page: Page, known: Mapping[str, Input]) -> None:
    """Requests a second in the busiest hour, as the design starts."""
    day, peak = known["requests_per_day"], known["peak_factor"]
    draws = [quantile(item, latin_for((item,))[:, 0]) for item in (day, peak)]
    rows = np.concatenate(([day.value * peak.value], draws[0] * draws[1])) / SECONDS_PER_DAY
    ((value, low, high),) = bands(rows[None, :])
    formula = Formula(
        "tell_inputs.busiest",
        "requests/s in the busiest hour = requests a day × busiest over mean hour ÷ 86,400",
    )
    found = Figure(
        "busiest_requests_per_s", value, low, high, "requests/s", formula, (day, peak),
        note="at the start of the horizon, before growth and before anything is deferred",
    )  # fmt: skip
    page.figures[found.name] = found
    page.section("Busiest hour", (f"{value_and_range(found)}: {formula.equation}; {found.note}.",))


def answered(workload: Workload, keys: Iterable[str]) -> Iterator[str]:
    """Answers with a number, by their questions."""
    known = workload.inputs()
    yield from (f"{question(key).text} {_amount(known[key])}" for key in keys)


def _known(advice: Advice, workload: Workload) -> dict[str, Input]:
    """Inputs by name: as they stand under the figures, then as answered."""
    found = dict(workload.inputs())
    for figure in advice.totals.values():
        found |= {leaf.name: leaf for leaf in figure.leaves()}
    return found


def _amount(item: Input) -> str:
    """Value and range; shares as the interview asks for them, in percent."""
    if question_unit(item.name).startswith("%"):
        parts = (100.0 * item.value, 100.0 * item.low, 100.0 * item.high)
        unit = "%/year" if item.unit == "1/year" else "%"
        item = replace(item, value=parts[0], low=parts[1], high=parts[2], unit=unit)
    if item.certain and item.unit == "ms":
        return duration(item.value)
    if item.certain:
        return with_unit(exact(item.value), item.unit)
    return amount(item.value, item.low, item.high, item.unit)


def question_unit(name: str) -> str:
    """The unit in which the interview asks for an input; empty where it does not."""
    return question(name).unit if name in _ASKED else ""


def _line(page: Page, labels: Labels, item: Input) -> str:
    sources = [page.facts.sources[key].title for key in item.sources if key in page.facts.sources]
    said = [f"{labels.of(item.name)}: {_amount(item)} ({_ORIGINS[item.origin]})", item.note]
    return "; ".join(part for part in (*said, *sources[:2]) if part)


def _reasons(workload: Workload, keys: list[str]) -> Iterator[str]:
    for item in workload.assumptions:
        if item.question in keys:
            yield f"{item.text} {item.shown}. {item.why}".strip()


def _rests(page: Page, advice: Advice, key: str) -> Iterator[str]:
    """Which of the five figures hold an input, and how it ranks among the defaults."""
    labels = Labels(page.facts)
    held = [
        name
        for name in CORE
        if name in advice.totals and any(x.name == key for x in advice.totals[name].leaves())
    ]
    if held:
        yield f"It is under {', '.join(labels.of(name) for name in held)}."
    else:
        yield "None of the five figures holds it, so none of them moves with it by itself."
    if key in advice.assumptions:
        place, of = advice.assumptions.index(key) + 1, len(advice.assumptions)
        lead = labels.of(advice.carbon_figure)
        yield f"Of {of} defaults, the most influential on {lead} first, it is number {place}."


def _decides(advice: Advice, key: str) -> Iterator[str]:
    """What fell out by an answer on examples."""
    decision = decision_of(advice, "customization")
    if key == "labelled_examples" and decision is not None:
        found = [item for item in decision.exclusions if "examples" in item.reason]
        yield from reasons_of(found) if found else ()


def _commitments(page: Page, advice: Advice, workload: Workload) -> None:
    """What is already bought or decided, and that it moves no figure."""
    asked = question("commitments")
    said = [c.label for c in asked.choices if c.id in workload.commitments] or ["Nothing"]
    page.say(f"{asked.text} {', '.join(said)}. {asked.why_we_ask}")
    hosting = decision_of(advice, "hosting")
    if hosting is not None:
        page.section("In the hosting decision", hosting.trace[:1])
        if hosting.chosen is not None:
            page.section(hosting.chosen.label, (*hosting.chosen.reasons, *hosting.chosen.notes))
    page.section("To count your own price", (asked.good_answer,))
    page.show(advice.totals, ("cost_usd_per_year",), "The cost by list prices")
    page.support(("infer-idle-cost",))


def _weights(page: Page, workload: Workload) -> None:
    """By what the options are ranked."""
    names = ("carbon", "water", "cost", "latency", "effort")
    found = [(name, getattr(workload, f"{name}_weight")) for name in names]
    most = max(weight for _, weight in found)
    heaviest = [name for name, weight in found if weight == most]
    page.say(
        f"{listed(heaviest).capitalize()} {'weighs' if len(heaviest) == 1 else 'weigh'} most, "
        f"{exact(most * 100.0)}%{'' if len(heaviest) == 1 else ' each'}: options that pass the "
        "filters are ranked by weights, which are your answer."
    )
    page.section("Weights", (f"{name}: {exact(weight * 100.0)}%" for name, weight in found))
    page.section("To try others", ("answer `priorities` in the interview anew.",))


def place(page: Page, advice: Advice, workload: Workload) -> str:
    """Where the data may go, and where the design puts it; returns the id of the Region."""
    decision = decision_of(advice, "region")
    asked = question("residency")
    label = next((c.label for c in asked.choices if c.id == workload.residency.value), "")
    allowed = ", ".join(workload.allowed_regions) or "no further limit"
    if decision is None:
        return ""
    chosen = decision.chosen
    if chosen is not None:
        page.say(f"The design runs in {chosen.label}; residency as answered: {label or 'open'}.")
    else:
        page.say(f"No Region fits; residency as answered: {label or 'open'}.")
    page.section(
        "As answered",
        (f"{asked.text} {label}", f"{question('allowed_regions').text} {allowed}",
         f"{question('sensitivity').text} {workload.sensitivity.value}"),
    )  # fmt: skip
    inside = [item for item in decision.exclusions if _by_answers(item)]
    beyond = [item for item in decision.exclusions if not _by_answers(item)]
    page.section("Open by your answers, and in the ranking", (i.label for i in decision.options))
    page.section(
        "Out for another reason than where data may go",
        reasons_of(beyond)[:SHOWN] if beyond else (),
    )
    page.section("Out by that answer", dict.fromkeys(f"{i.label}: {i.reason}" for i in inside[:4]))
    page.section("What it does not say", (_LAW,))
    page.section("To know", chosen.notes if chosen is not None else ())
    page.section("What a wider or narrower answer would open", decision.flips)
    page.support((*(chosen.cards if chosen else ()), *decision.cards))
    return chosen.id if chosen is not None else ""


def _by_answers(item: Exclusion) -> bool:
    """Whether a Region fell out by where data may go, or by the list of allowed ones."""
    return "residen" in item.rule or item.rule in _RESIDENCY


def service(page: Page, advice: Advice, workload: Workload) -> str:
    """The service level asked for and what the design is expected to reach; returns the id."""
    decision = decision_of(advice, "inference")
    chosen = decision.chosen if decision is not None else None
    if decision is None or chosen is None:
        page.unanswered = True
        page.say("No way of serving fits this design, so no service level can be told.")
        return ""
    for line in decision.trace[:3]:
        page.say(f"{line[:1].upper()}{line[1:]}.")
    keys = ("ttft_ms", "inter_token_ms", "availability", "peak_factor", "async_share")
    page.section("Asked for", answered(workload, keys))
    page.section(chosen.label, (*chosen.reasons, *chosen.notes))
    slow = [item for item in decision.options if item.id.startswith("relaxed")]
    page.section("What less would save", (f"{i.label}: {i.reasons[0]}" for i in slow if i.reasons))
    silicon = decision_of(advice, "silicon")
    if silicon is not None and silicon.chosen is not None:
        page.section("Hardware behind it", silicon.chosen.reasons[:3])
    page.show(advice.totals, ("utilization",), "How busy")
    page.support((*chosen.cards, "sla-meet-not-exceed"))
    return chosen.id
