"""Every number that an advice holds, as it would be written."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from advisors.format import amount, exact, value_and_range
from advisors.options import Advice
from advisors.questions import QUESTIONS
from advisors.rules import RULES
from advisors.workload import Workload
from estimators.facts import Facts
from estimators.figure import Figure

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_PLACE = re.compile(r"^(?:- )?\d\. ", re.MULTILINE)


def written_numbers(text: str) -> set[str]:
    """Numbers as written, without the places of a list."""
    return set(_NUMBER.findall(_PLACE.sub("", text)))


def numbers_of(advice: Advice, workload: Workload, facts: Facts) -> frozenset[str]:
    """All numbers of an advice, of the workload behind it, and of the sources' titles.

    How many options fell out of a decision is a number of the advice as well.
    """
    texts = [*_texts(advice), *(source.title for source in facts.sources.values())]
    texts += [text for item in workload.assumptions for text in (item.text, item.shown, item.why)]
    texts += [rule.sentence for rule in RULES.values()]
    texts += [question.text for question in QUESTIONS]
    texts += [exact(len(decision.exclusions)) for decision in advice.decisions]
    return frozenset().union(*(written_numbers(text) for text in texts))


def numbers_of_figures(figures: Iterable[Figure]) -> frozenset[str]:
    """All numbers of figures that open: their values, formulas, names and what they rest on."""
    texts = [text for item in figures for text in (*_figure(item), item.name)]
    return frozenset().union(*(written_numbers(text) for text in texts))


def _texts(advice: Advice) -> Iterator[str]:
    for figure in advice.totals.values():
        yield from _figure(figure)
    for decision in advice.decisions:
        yield from (decision.rule, decision.confidence_reason, *decision.trace, *decision.flips)
        for option in decision.options:
            yield from (option.id, option.label, *option.reasons, *option.notes)
            for figure in option.figures.values():
                yield from _figure(figure)
        for out in decision.exclusions:
            yield from (out.id, out.label, out.reason, out.unlock)


def _figure(figure: Figure) -> Iterator[str]:
    yield value_and_range(figure)
    yield figure.formula.equation
    for leaf in figure.leaves():
        yield _leaf(leaf.value, leaf.low, leaf.high, leaf.unit)


@lru_cache(maxsize=100_000)
def _leaf(value: float, low: float, high: float, unit: str) -> str:
    return amount(value, low, high, unit)
