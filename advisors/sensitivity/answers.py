"""Answers that turn the recommendation, and what the assumed ones do to the result."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import exp, inf, isfinite, log

from advisors.interview_value import alternatives
from advisors.questions import Answer, Question
from advisors.questions.resolve import Resolved
from advisors.sensitivity.model import FlipPoint, Influence
from advisors.sensitivity.naming import Names, clause
from advisors.sensitivity.trials import Trial, Trials
from estimators.figure import Input

FOLLOWED = frozenset(
    {"requests_per_day", "steps_per_request", "peak_factor", "growth_per_year", "availability"}
)
"""Answers that the yearly graph follows wholly, once machines are chosen."""
SIZING = (
    "input_tokens",
    "output_tokens",
    "ttft_ms",
    "inter_token_ms",
    "horizon_years",
    "corpus_tokens",
)
"""Answers that choose machine, batch or rung: tried even where they are certain."""
APART = 2.0
"""Factor by which a certain answer is tried."""
CHECKED = 4.0
"""Factor up to which a flip that a graph finds is searched anew."""
STEPS = 2
"""Searches made to close in on a flip."""
LEAST, MOST_OF_STEP = 0.05, 0.95
"""Part of the step in which a flip is looked for next, however the gaps lie."""


def flips_of_answers(trials: Trials, names: Names) -> tuple[FlipPoint, ...]:
    """Numeric answers that turn the recommendation within their range, nearest first.

    Certain answers that size a machine are tried at half and twice their value.
    """
    found = []
    for item in _numbers(trials):
        turned = []
        for answer in _ends(item):
            trial = trials.run(item.question.id, answer)
            if trial is not None and trial.turned:
                turned.append(_nearest(trials, item, _number(answer.value), trial))
        if turned:
            start = _number(item.value)
            value, trial = min(turned, key=lambda pair: _apart(pair[0], start))
            found.append(_point(names, item, value, trial.instead))
    return tuple(sorted(found, key=lambda point: _apart(point.value, point.now)))


def checked(trials: Trials, flips: Iterable[FlipPoint]) -> tuple[FlipPoint, ...]:
    """Flips of a graph, those of answers held against a new search.

    Where the search finds that other machines of the recommended design keep it first, the flip is
    left out; where it bears the flip out, it is marked so.
    """
    found = []
    for item in flips:
        trial = None
        if item.kind == "answer" and 1.0 / CHECKED <= item.factor <= CHECKED:
            question = trials.found[item.name].question
            trial = trials.run(item.name, Answer(_allowed(question, item.value)))
        if trial is None:
            found.append(item)
        elif trial.turned:
            found.append(replace(item, resized=True))
    return tuple(found)


def influences(trials: Trials, order: Sequence[str]) -> tuple[Influence, ...]:
    """Assumed answers by what they do to the result: those that turn it first, then by carbon.

    Args:
        trials: Searches.
        order: Ids of the questions, in which they are tried; those behind the last search that is
            made stay in this order, as not tried.
    """
    assumed = [item for item in trials.found.values() if item.applies and item.guessed]
    place = {key: number for number, key in enumerate(order)}
    assumed.sort(key=lambda item: (not item.question.numeric, place.get(item.question.id, 99)))
    found = [_influence(trials, item) for item in assumed]
    return tuple(sorted(found, key=lambda item: (not item.turns, not item.tried, -item.effect)))


def tried_range(trials: Trials) -> dict[str, tuple[float, float]]:
    """Least and greatest value tried of each numeric answer, in the unit of the question."""
    found = {}
    for item in _numbers(trials):
        values = [_number(answer.value) for answer in _ends(item)]
        found[item.question.id] = (min(values), max(values))
    return found


def _influence(trials: Trials, item: Resolved) -> Influence:
    use_case, residency = (str(trials.found[key].value) for key in ("use_case", "residency"))
    options = alternatives(item, use_case, residency)
    trials_made = [trials.run(item.question.id, answer) for answer in options]
    made = [trial for trial in trials_made if trial is not None]
    carbons = [trial.carbon for trial in (trials.central, *made) if trial.carbon]
    low, high = (min(carbons), max(carbons)) if carbons else (None, None)
    turning = next((trial for trial in made if trial.turned), None)
    return Influence(
        question=item.question.id,
        tried=len(made) == len(options),
        turns=turning is not None,
        carbon_low=low,
        carbon_high=high,
        effect=log(high / low) if low and high else 0.0,
        instead=turning.instead if turning is not None else "",
    )


def _numbers(trials: Trials) -> list[Resolved]:
    """Numeric answers to try: those that size, then those with a range that no graph follows."""
    found = [
        item
        for item in trials.found.values()
        if item.applies and item.question.numeric and item.value and _ends(item)
    ]
    sizing = [item for item in found if item.question.id in SIZING]
    rest = [
        item
        for item in found
        if item not in sizing and (item.assumed or item.question.id not in FOLLOWED)
    ]
    return [*sizing, *rest]


def _ends(item: Resolved) -> tuple[Answer, ...]:
    """Values to try: the ends of a range, or a half and twice of what sizes a machine."""
    tried = alternatives(item)
    if tried or item.question.id not in SIZING:
        return tried
    start = _number(item.value)
    values = {_allowed(item.question, start * by) for by in (1.0 / APART, APART)}
    return tuple(Answer(value) for value in sorted(values - {start}))


def _allowed(question: Question, value: float) -> float:
    """A value that the question takes: within its limits, whole where it asks for whole ones."""
    low = question.minimum if question.minimum is not None else value
    high = question.maximum if question.maximum is not None else value
    kept = min(max(value, low), high)
    return float(round(kept)) if question.kind == "integer" else float(f"{kept:.6g}")


def _nearest(trials: Trials, item: Resolved, end: float, trial: Trial) -> tuple[float, Trial]:
    """The value nearest the central one that was found to turn, between that and an end."""
    inner, outer = _number(item.value), end
    inner_gap, found = trials.central.gap, trial
    for _ in range(STEPS):
        value = _allowed(item.question, _between(inner, outer, _part(inner_gap, found.gap)))
        if value in (inner, outer):
            break
        tried = trials.run(item.question.id, Answer(value))
        if tried is None:
            break
        if tried.turned:
            outer, found = value, tried
        else:
            inner, inner_gap = value, tried.gap
    return outer, found


def _part(inner: float, outer: float) -> float:
    """Where in a step the gap crosses zero, a little beyond; the middle where that is unknown."""
    if not (isfinite(inner) and isfinite(outer)) or inner <= 0 or outer >= 0:
        return 0.5
    return min(max(inner / (inner - outer) + 0.01, LEAST), MOST_OF_STEP)


def _between(a: float, b: float, part: float) -> float:
    if a > 0 and b > 0:
        return exp(log(a) + part * (log(b) - log(a)))
    return a + part * (b - a)


def _point(names: Names, item: Resolved, value: float, instead: str) -> FlipPoint:
    question = item.question
    now = _number(item.value)
    low = now if item.low is None else item.low
    high = now if item.high is None else item.high
    label = names.word(question.id)
    shown = Input(question.id, now, low, high, names.unit(question.unit), item.origin)
    return FlipPoint(
        name=question.id,
        label=label,
        kind="answer",
        criterion="weighted",
        value=value,
        factor=value / now,
        unit=question.unit,
        now=now,
        low=low,
        high=high,
        likely=low <= value <= high,
        resized=True,
        key=question.id,
        instead=instead,
        words=clause(label, shown, value),
    )


def _apart(value: float, start: float) -> float:
    return abs(log(value / start)) if value > 0 and start > 0 else inf


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    return float(value)
