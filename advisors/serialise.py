"""Advice as plain values for JSON."""

from typing import Any

from advisors.options import Advice, Decision, Exclusion, Option
from estimators.figure import Figure


def advice_as_dict(advice: Advice) -> dict[str, Any]:
    """Everything that was advised, in types that JSON has; keys in reading order."""
    return {
        "design_digest": advice.design_digest,
        "data_version": advice.data_version,
        "totals": {name: figure_as_dict(item) for name, item in advice.totals.items()},
        "carbon_figure": advice.carbon_figure,
        "assumptions": list(advice.assumptions),
        "decisions": [_decision(item) for item in advice.decisions],
        "pareto": [_option(item) for item in advice.pareto],
        "smallest": _option(advice.smallest) if advice.smallest else None,
    }


def figure_as_dict(figure: Figure) -> dict[str, Any]:
    """A figure with its formula and sources; `value` is null where it is withheld."""
    found: dict[str, Any] = {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "formula": {"id": figure.formula.id, "equation": figure.formula.equation},
        "sources": list(figure.sources),
    }
    if figure.withheld:
        found["reason"] = figure.withheld
    if figure.note:
        found["note"] = figure.note
    return found


def _decision(decision: Decision) -> dict[str, Any]:
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
        "options": [_option(item) for item in decision.options],
        "excluded": [_exclusion(item) for item in decision.exclusions],
        "flips": list(decision.flips),
        "cards": list(decision.cards),
        "trace": list(decision.trace),
    }


def _option(option: Option) -> dict[str, Any]:
    return {
        "id": option.id,
        "label": option.label,
        "figures": {name: figure_as_dict(item) for name, item in option.figures.items()},
        "reasons": list(option.reasons),
        "cards": list(option.cards),
        "notes": list(option.notes),
    }


def _exclusion(item: Exclusion) -> dict[str, Any]:
    return {
        "id": item.id,
        "label": item.label,
        "rule": item.rule,
        "reason": item.reason,
        "unlock": item.unlock,
        "cards": list(item.cards),
    }
