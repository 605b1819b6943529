"""Answers on what lies under the figures: index, search, training, bar, factor of a place."""

import re
from collections.abc import Callable, Mapping

import numpy as np

from advisors.format import amount, amount_of, exact, number, value_and_range, years
from advisors.options import Advice, Decision, DecisionId, Option
from advisors.workload import Workload
from estimators.figure import Figure, Formula, Input
from estimators.ranges import bands
from tui.inquiry.page import CORE, Page, decision_of, find
from tui.inquiry.readings import Reading
from tui.inquiry.tell_demands import quality
from tui.inquiry.tell_factor import factor
from tui.inquiry.tell_figures import option_amount
from tui.inquiry.tell_units import Drawn
from tui.inquiry.turns_on_held import BAR, FACTOR, INDEXED, LOOKED_UP, TRAINED

Told = tuple[DecisionId | None, str]
"""The decision and the option that an answer is about."""
_EXTRA = "extra_it_kwh_per_year"
_SCORE = re.compile(r"[Ss]cores (\d[\d.]*) for a bar of (\d[\d.]*)(?: \(([\w ]+)\))?")

_ONE = re.compile(
    r"\b(?:a|an|one|single) (?:single )?(?:\w+ )?(?:look ?up|retrieval|search|query)\b"
)


def tell(page: Page, reading: Reading, advice: Advice, workload: Workload, drawn: Drawn) -> Told:
    """Write the answer to a question of one of these kinds."""
    tellers: Mapping[str, Callable[[], Told]] = {
        INDEXED: lambda: _indexed(page, advice, drawn),
        LOOKED_UP: lambda: _looked_up(page, reading, advice, drawn),
        TRAINED: lambda: _trained(page, reading, advice, workload, drawn),
        BAR: lambda: _bar(page, reading, advice, workload),
        FACTOR: lambda: factor(page, reading, advice),
    }
    return tellers[reading.kind]()


def _per_year(name: str, whole: Figure, span: Input) -> Figure:
    """A sum over the horizon as a mean year of it."""
    value, low, high = (end / span.value for end in whole.numbers)
    unit = f"{whole.unit}/year"
    formula = Formula(
        "tell_held.per_year",
        f"{name.replace('_', ' ')} [{unit}] = {whole.name.replace('_', ' ')} [{whole.unit}] ÷ "
        "horizon [years]",
    )
    return Figure(name, value, low, high, unit, formula, (whole, span))


def _leaf(drawn: Drawn, name: str) -> Input | None:
    return next((x for f in drawn.figures.values() for x in f.leaves() if x.name == name), None)


def _no_index(page: Page, advice: Advice) -> Told:
    """Nothing is looked up in the design: what the option that does so has of its own."""
    decision = decision_of(advice, "customization")
    if decision is None or decision.chosen is None:
        page.unanswered = True
        page.say("The advice on this design holds no index and no search.")
        return None, ""
    page.say(f"None as designed: {decision.chosen.label} looks nothing up, so there is no index.")
    return decision.id, option_amount(page, decision, ("rag",), "retrieval", ("energy",))


def _indexed(page: Page, advice: Advice, drawn: Drawn) -> Told:
    """Energy of building, refreshing and keeping the index."""
    index, span = drawn.figures.get("index_it_kwh"), _leaf(drawn, "horizon_years")
    if index is None or index.value is None or span is None:
        return _no_index(page, advice)
    mean = _per_year("index_it_kwh_per_year", index, span)
    corpus, refreshes = _leaf(drawn, "corpus_tokens"), _leaf(drawn, "refreshes")
    page.say(
        f"{value_and_range(index)} of IT energy over the {years(span.value)} for the index: "
        "embedding, refreshing and keeping it in memory together."
    )
    page.say(f"That is {value_and_range(mean)} as a mean.")
    page.figures |= {mean.name: mean}
    page.show({index.name: index}, (index.name,), "In figures")
    page.section(
        "What is indexed",
        (
            f"Own documents: {amount_of(corpus)}." if corpus is not None else "",
            f"Refreshed {exact(refreshes.value)} times in them." if refreshes is not None else "",
        ),
    )
    _beside_serving(page, drawn)
    page.open(index.name, index)
    page.support(("rag-vector-store-footprint", "rag-incremental-ingest"))
    return None, ""


def _looked_up(page: Page, reading: Reading, advice: Advice, drawn: Drawn) -> Told:
    """Energy of looking things up, with the share of the index."""
    one, calls = drawn.figures.get("retrieval_wh"), drawn.figures.get("calls_per_year")
    index, span = drawn.figures.get("index_it_kwh"), _leaf(drawn, "horizon_years")
    whole = drawn.figures.get(_EXTRA)
    if one is None or calls is None or index is None or span is None or whole is None:
        return _no_index(page, advice)
    mean = _per_year("index_it_kwh_per_year", index, span)
    if _ONE.search(reading.text):
        page.say(f"{value_and_range(one)} of IT energy for one of them.")
    trained = drawn.figures.get("tuning_it_kwh")
    also = "" if trained is None or not trained.value else ", the training among it"
    page.say(
        f"{value_and_range(whole)} of IT energy for looking things up and for the index{also}: "
        f"{value_and_range(calls)}, {value_and_range(one)} each, and {value_and_range(mean)} for "
        "the index."
    )
    page.figures |= {mean.name: mean}
    held = {item.name: item for item in (whole, one, calls, index)}
    page.show(held, held, "In figures")
    _beside_serving(page, drawn)
    page.open(_EXTRA, whole)
    page.support(("rag-vector-store-footprint", "rag-incremental-ingest"))
    return None, ""


def _beside_serving(page: Page, drawn: Drawn) -> None:
    names = ("serving_it_kwh_per_year", _EXTRA, "energy_kwh_per_year")
    page.show(drawn.figures, names, "Beside the rest of the design")


def _trained(
    page: Page, reading: Reading, advice: Advice, workload: Workload, drawn: Drawn
) -> Told:
    """What training costs over the horizon, how often it is run, and why."""
    decision = decision_of(advice, "customization")
    runs, cost = drawn.figures.get("tuning_runs"), drawn.figures.get("tuning_usd")
    energy, span = drawn.figures.get("tuning_it_kwh"), _leaf(drawn, "horizon_years")
    if runs is None or cost is None or energy is None or span is None:
        return _untrained(page, decision, reading)
    first = energy if "energy" in reading.metrics and "cost" not in reading.metrics else cost
    page.say(
        f"{value_and_range(first)} over the {years(span.value)}, for {value_and_range(runs)} of "
        "training in all."
    )
    page.say(_repeated(runs, workload))
    one = _of_one_run(drawn, first, runs)
    page.figures[one.name] = one
    page.say(f"One run: {value_and_range(one)}.")
    found = {item.name: item for item in (cost, energy, runs)}
    page.show(found, dict.fromkeys((first.name, *found)), "In figures")
    page.section("Not in it", ("the person-weeks of those who do it: ask how many.",))
    page.show(advice.totals, ("cost_usd_per_year",), "The design as a whole")
    page.open(first.name, first)
    if decision is None or decision.chosen is None:
        return None, ""
    page.support((*decision.chosen.cards, *decision.cards))
    return decision.id, decision.chosen.id


def _of_one_run(drawn: Drawn, whole: Figure, runs: Figure) -> Figure:
    """What one run takes, its range from the draws of both."""
    mine, count = drawn.draws[whole.name], drawn.draws[runs.name]
    rows = np.concatenate(([whole.numbers[0] / runs.numbers[0]], mine / count))
    ((value, low, high),) = bands(rows[None, :])
    said = whole.name.replace("_", " ")
    formula = Formula("tell_held.of_one_run", f"{said} of a run = {said} ÷ full runs")
    return Figure(f"{whole.name}_of_a_run", value, low, high, whole.unit, formula, (whole, runs))


def _repeated(runs: Figure, workload: Workload) -> str:
    """How often: runs until one is accepted, then refreshes."""
    leaves = {leaf.name: leaf for leaf in runs.leaves()}
    tries, again = leaves.get("development_runs"), leaves.get("model_refreshes")
    yearly = workload.inputs().get("model_refresh_per_year")
    said = []
    if tries is not None:
        said.append(f"{amount(tries.value, tries.low, tries.high, 'runs')} until one is accepted")
    if again is not None and again.value:
        said.append(f"{exact(again.value)} to refresh it")
    often = ""
    if yearly is not None and yearly.value:
        every = 1.0 / yearly.value
        often = f" It is trained anew once every {years(every).removeprefix('a ')}, as answered."
    elif again is not None:
        often = " It is not trained anew, as answered."
    return f"Of these {' and '.join(said)}.{often}"


def _untrained(page: Page, decision: Decision | None, reading: Reading) -> Told:
    """Nothing is trained: what the tuned option would take."""
    chosen = decision.chosen if decision is not None else None
    if decision is None or chosen is None:
        page.unanswered = True
        page.say("The advice on this design holds no training.")
        return None, ""
    page.say(f"Nothing, and never, as designed: {chosen.label} trains nothing.")
    if find(decision, "peft") is not None:
        return decision.id, option_amount(page, decision, ("peft",), "LoRA", reading.metrics)
    page.show(chosen.figures, CORE, f"{chosen.label}, in figures")
    return decision.id, chosen.id


def _bar(page: Page, reading: Reading, advice: Advice, workload: Workload) -> Told:
    """The bar, and by how much the chosen model and those that are named pass or miss it."""
    decision = decision_of(advice, "model")
    if decision is None:
        page.unanswered = True
        page.say("The advice on this design did not weigh models.")
        return None, ""
    ids = [next((k for k in item.ids if find(decision, k)), "") for item in reading.named]
    chosen = decision.chosen.id if decision.chosen is not None else ""
    keys = dict.fromkeys(x for x in (*ids, chosen) if x)
    lead = [line for key in keys if (line := _against_the_bar(decision, key))]
    return decision.id, quality(page, advice, workload, lead)


def _against_the_bar(decision: Decision, key: str) -> str:
    item = find(decision, key)
    texts = item.reasons if isinstance(item, Option) else (item.reason,) if item else ()
    hit = next((found for text in texts if (found := _SCORE.search(text))), None)
    if item is None or hit is None:
        return ""
    apart = float(hit[1]) - float(hit[2])
    by = f"{number(abs(apart), 2)} {'above' if apart > 0 else 'below'} it" if apart else "just that"
    scale = f" ({hit[3]})" if hit[3] else ""
    return f"The bar is {hit[2]}{scale}; {item.label} scores {hit[1]}, {by}."
