"""Advice as plain values for JSON."""

from typing import Any

from advisors.options import Advice, Decision, Exclusion, Option
from estimators.figure import Figure


def advice_as_dict(advice: Advice) -> dict[str, Any]:
    """Everything that was advised, in types that JSON has; keys in reading order."""
    return _Writer().advice(advice)


def figure_as_dict(figure: Figure) -> dict[str, Any]:
    """A figure with its formula and sources; `value` is null where it is withheld."""
    return _Writer().figure(figure)


class _Writer:
    """Writes one advice; the sources under a figure are collected once, as figures share parts."""

    def __init__(self) -> None:
        self._sources: dict[int, frozenset[str]] = {}

    def advice(self, advice: Advice) -> dict[str, Any]:
        """A whole advice."""
        return {
            "design_digest": advice.design_digest,
            "data_version": advice.data_version,
            "totals": {name: self.figure(item) for name, item in advice.totals.items()},
            "carbon_figure": advice.carbon_figure,
            "assumptions": list(advice.assumptions),
            "decisions": [self.decision(item) for item in advice.decisions],
            "pareto": [self.option(item) for item in advice.pareto],
            "smallest": self.option(advice.smallest) if advice.smallest else None,
        }

    def decision(self, decision: Decision) -> dict[str, Any]:
        """One decision, its options in order."""
        return {
            "id": decision.id,
            "title": decision.title,
            "question": decision.question,
            "rule": decision.rule,
            "recommended": decision.options[0].id if decision.options else None,
            "clear": decision.clear,
            "close": list(decision.close),
            "confidence": decision.confidence,
            "confidence_reason": decision.confidence_reason,
            "options": [self.option(item) for item in decision.options],
            "excluded": [_exclusion(item) for item in decision.exclusions],
            "flips": list(decision.flips),
            "cards": list(decision.cards),
            "trace": list(decision.trace),
        }

    def option(self, option: Option) -> dict[str, Any]:
        """One option with its figures."""
        return {
            "id": option.id,
            "label": option.label,
            "figures": {name: self.figure(item) for name, item in option.figures.items()},
            "reasons": list(option.reasons),
            "cards": list(option.cards),
            "notes": list(option.notes),
        }

    def figure(self, figure: Figure) -> dict[str, Any]:
        """One figure."""
        found: dict[str, Any] = {
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            "formula": {"id": figure.formula.id, "equation": figure.formula.equation},
            "sources": sorted(self.sources(figure)),
        }
        if figure.withheld:
            found["reason"] = figure.withheld
        if figure.note:
            found["note"] = figure.note
        return found

    def sources(self, figure: Figure) -> frozenset[str]:
        """Ids of every source under a figure."""
        key = id(figure)
        if key not in self._sources:
            found = set(figure.formula.sources)
            for item in figure.inputs:
                found |= self.sources(item) if isinstance(item, Figure) else set(item.sources)
            self._sources[key] = frozenset(found)
        return self._sources[key]


def _exclusion(item: Exclusion) -> dict[str, Any]:
    return {
        "id": item.id,
        "label": item.label,
        "rule": item.rule,
        "reason": item.reason,
        "unlock": item.unlock,
        "cards": list(item.cards),
    }
