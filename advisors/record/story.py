"""The sentences at the head of a record: abstract, context, drivers."""

from collections.abc import Mapping, Sequence

from advisors.options import Advice, Decision
from advisors.questions.resolve import Resolved
from advisors.record import shown
from advisors.record.contrast import listed, noun
from advisors.record.markdown import clean
from advisors.record.model import Quantity

_RANKED = {
    "carbon": ("carbon_location_kg_per_year", "carbon_market_kg_per_year"),
    "water": ("water_l_per_year",),
    "cost": ("cost_usd_per_year",),
}
_NOT_CHOICES = ("monitoring",)
_DRIVERS = (
    ("quality", "Answers must reach the bar"),
    ("quality_measure", "Quality is measured by"),
    ("ttft_ms", "The first word must come, for 95 of 100 requests, within"),
    ("inter_token_ms", "Each further token may take"),
    ("availability", "It must be up for"),
    ("async_share", "May wait for hours, of all requests"),
    ("residency", "Prompts and answers may be processed in"),
    ("allowed_regions", "Regions allowed"),
    ("sensitivity", "The most sensitive text is"),
    ("hosting", "Who shall run the model"),
    ("skills", "Experience of the team with running models"),
    ("licences", "Model licences that are acceptable"),
    ("commitments", "Already bought or decided"),
    ("carbon_budget_kg_per_year", "Carbon budget"),
    ("cost_budget_usd_per_year", "Cost budget"),
    ("horizon_years", "The design is to run for"),
)
_SILENT_WHEN_EMPTY = frozenset(
    {"allowed_regions", "carbon_budget_kg_per_year", "cost_budget_usd_per_year", "async_share"}
)


def abstract(
    title: str,
    found: Mapping[str, Resolved],
    decisions: Sequence[Decision],
    totals: Mapping[str, Quantity],
) -> str:
    """The Y-statement: context, challenge, choice, rejected choice, aim, price."""
    aims = _aims(found, totals)
    choices = [item for item in decisions if item.id not in _NOT_CHOICES]
    chosen = [f"{clean(o.label)} ({d.id})" for d in choices for o in d.options[:1]]
    neglected = [f"{clean(o.label)} ({d.id})" for d in choices for o in d.options[1:2]]
    for_what = f"for {listed(chosen)}" if chosen else "for nothing yet"
    parts = (
        f"In the context of {_quoted(title)} ({_mid(shown.answer(found['use_case']))}, "
        f"{shown.answer(found['requests_per_day'])})",
        f"facing {_facing(found)}",
        f"we decided {for_what} and neglected {listed(neglected) or 'no other option that fits'}",
        f"to achieve {listed(aims.values()) or 'the service level asked for'}",
        f"accepting {_price(totals, aims)}.",
    )
    return ", ".join(parts)


def context(found: Mapping[str, Resolved], decisions: Sequence[Decision]) -> tuple[str, ...]:
    """What the workload is, how much of it there is, and what is to be decided."""
    said = {key: shown.answer(item) for key, item in found.items() if item.applies}
    need = (
        f"The workload: {_mid(said['use_case'])}. Field: {_mid(said['domain'])}. Languages: "
        f"{said['languages']}. Form of a right answer: {_mid(said['answer_form'])}. What it must "
        f"know beyond a base model: {_mids(said.get('knowledge', 'nothing'))}."
    )
    growth, steps = said.get("growth_per_year", "none"), _calls(found["steps_per_request"])
    load = (
        f"Traffic: {said['requests_per_day']}, {_mid(said.get('daily_curve', 'any time'))}, "
        f"busiest hour over mean hour {said.get('peak_factor', '1 times')}, growth {growth}. One "
        f"request takes {steps} of {said.get('input_tokens', 'no tokens')} in and "
        f"{said.get('output_tokens', 'no tokens')} out. Most users are near {said['user_region']}."
    )
    asked = " ".join(clean(item.question) for item in decisions)
    count = len(decisions)
    return (need, load, f"{count} decision{'' if count == 1 else 's'} to take: {asked}")


def drivers(found: Mapping[str, Resolved]) -> tuple[str, ...]:
    """What the options are weighed by; the weights were set before any score."""
    weights = found["priorities"].value
    first = ""
    if isinstance(weights, dict):
        ranked = sorted(weights.items(), key=lambda item: -item[1])
        first = ", ".join(f"{name} {points:g}" for name, points in ranked)
    lines = [f"Weights, set before any score: {first}"] if first else []
    method = shown.answer(found["reporting_method"]).lower()
    lines.append(f"Carbon is ranked by the {method} method; both methods are shown")
    for key, words in _DRIVERS:
        item = found[key]
        if not item.applies or (key in _SILENT_WHEN_EMPTY and not item.value):
            continue
        assumed = " (assumed)" if item.assumed else ""
        lines.append(f"{words}: {shown.answer(item)}{assumed}")
    return tuple(clean(line) for line in lines)


def undecided(advice: Advice) -> tuple[str, ...]:
    """Titles of the decisions for which no option fits."""
    return tuple(clean(item.title) for item in advice.decisions if not item.options)


def _facing(found: Mapping[str, Resolved]) -> str:
    weights = found["priorities"].value
    order: list[tuple[str, float]] = []
    if isinstance(weights, dict):
        order = [item for item in sorted(weights.items(), key=lambda i: -i[1]) if item[1] > 0]
    wait = found["ttft_ms"]
    first = [f"{name} ({points:g} of 100)" for name, points in order[:2]]
    parts = [f"{listed(first)} as what matters most"] if first else []
    where = found["residency"]
    bound = f"that must be processed in {shown.answer(where)}"
    parts.append(f"data {'that may go anywhere' if where.value == 'anywhere' else bound}")
    if wait.applies:
        parts.append(f"a first word within {shown.answer(wait)}")
    return listed(parts)


def _aims(found: Mapping[str, Resolved], totals: Mapping[str, Quantity]) -> dict[str, str]:
    """What the two heaviest priorities come to, by name of the figure."""
    weights = found["priorities"].value
    if not isinstance(weights, dict):
        return {}
    ranked = [name for name, points in sorted(weights.items(), key=lambda i: -i[1]) if points > 0]
    aims: dict[str, str] = {}
    for name in ranked[:2]:
        known = [key for key in _RANKED.get(name, ()) if key in totals]
        known = [key for key in known if totals[key].value is not None]
        aims |= {key: f"{noun(key)} of {shown.quantity(totals[key])}" for key in known}
        if name == "latency" and found["ttft_ms"].applies:
            aims[name] = f"a first word within {shown.answer(found['ttft_ms'])}"
        elif name == "effort":
            aims[name] = "little effort to build and run"
    return aims


def _price(totals: Mapping[str, Quantity], aims: Mapping[str, str]) -> str:
    rest = [item for key, item in totals.items() if key not in aims and item.value is not None]
    if not rest:
        return "a footprint and a cost for which evidence is missing"
    return listed(f"{noun(item.name)} of {shown.quantity(item)}" for item in rest)


def _mid(phrase: str) -> str:
    """As it stands within a sentence: no capital, but for abbreviations."""
    return phrase if phrase[1:2].isupper() else phrase[:1].lower() + phrase[1:]


def _mids(phrases: str) -> str:
    return ", ".join(_mid(phrase) for phrase in phrases.split(", "))


def _calls(item: Resolved) -> str:
    return "one model call" if item.value == item.low == item.high == 1 else shown.answer(item)


def _quoted(title: str) -> str:
    return f"“{title}”"
