"""Decisions, options and whole designs as notes of a record, each number with its entry."""

import re
from collections.abc import Mapping, Sequence

from advisors.options import FIGURE_NAMES, Advice, Decision, Exclusion, Option
from advisors.record.contrast import arguments
from advisors.record.evidence import Ledger
from advisors.record.markdown import clean
from advisors.record.model import IN_FULL, DecisionNote, DesignsNote, ExclusionNote, OptionNote
from estimators.figure import Figure

_FACTORS = "weighted factor over the first: "
_FIRED = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)+)(?=: )")
"""The id at the head of a line of the trace: that of a rule or of an option."""


def _ordered(figures: Mapping[str, Figure], *, all_of_them: bool) -> list[Figure]:
    """The usual five in their usual order, then the others if wanted."""
    first = [figures[name] for name in FIGURE_NAMES if name in figures]
    rest = [item for name, item in figures.items() if name not in FIGURE_NAMES]
    return [*first, *rest] if all_of_them else first


def decision_note(item: Decision, ledger: Ledger) -> DecisionNote:
    """A decision with its options and what fell out, every figure entered in the ledger."""
    rivals = (*item.options[1:2], *(item.options[0] for _ in item.options[1:]))
    return DecisionNote(
        id=item.id,
        title=clean(item.title),
        question=clean(item.question),
        rule=clean(item.rule),
        options=tuple(
            _option(option, place, rivals, ledger) for place, option in enumerate(item.options)
        ),
        exclusions=tuple(_exclusion(fallen) for fallen in item.exclusions),
        cards=item.cards,
        trace=_texts(_trace(item)),
        clear=item.clear,
        flips=_texts(item.flips),
        confidence=item.confidence,
        confidence_reason=clean(item.confidence_reason),
    )


def _option(item: Option, place: int, rivals: tuple[Option, ...], ledger: Ledger) -> OptionNote:
    label = clean(item.label)
    figures = _ordered(item.figures, all_of_them=place < IN_FULL)
    return OptionNote(
        id=item.id,
        label=label,
        figures=tuple(ledger.cite(figure, label) for figure in figures),
        reasons=_texts(item.reasons),
        arguments=arguments(item, rivals[place] if place < len(rivals) else None),
        notes=_texts(item.notes),
        cards=item.cards,
    )


def designs_note(advice: Advice, ledger: Ledger) -> DesignsNote:
    """The smallest design and the Pareto set, with the usual five figures."""

    def note(item: Option) -> OptionNote:
        return _option(item, IN_FULL, (), ledger)

    smallest = advice.smallest
    return DesignsNote(
        smallest=note(smallest) if smallest is not None else None,
        pareto=tuple(note(item) for item in advice.pareto),
    )


def _exclusion(item: Exclusion) -> ExclusionNote:
    return ExclusionNote(
        id=item.id,
        label=clean(item.label),
        rule=clean(item.rule),
        reason=clean(item.reason),
        unlock=clean(item.unlock),
        cards=item.cards,
    )


def _trace(item: Decision) -> tuple[str, ...]:
    """Its trace with options and rules called as a reader knows them."""
    labels = {option.id: option.label for option in item.options}
    return tuple(_worded(line, labels) for line in item.trace)


def _worded(line: str, labels: Mapping[str, str]) -> str:
    if line.startswith(_FACTORS):
        pairs = (pair.rpartition(" ") for pair in line.removeprefix(_FACTORS).split(", "))
        return _FACTORS + "; ".join(f"{labels.get(key, key)} {ratio}" for key, _, ratio in pairs)
    return _FIRED.sub(lambda m: labels.get(m[1], m[1].replace("-", " ")), line, count=1)


def _texts(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(clean(value) for value in values)
