"""JSON Schema of a design file, for editors and pipelines."""

from typing import Any

from advisors.design_decode import NAME_LIMIT
from advisors.migrations import SCHEMA
from advisors.questions import QUESTIONS, Question
from advisors.questions.languages import NAMES
from advisors.validation import TEXT_LIMIT
from advisors.validation_models import names as model_names
from advisors.validation_names import places

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def design_schema() -> dict[str, Any]:
    """The schema; texts such as '2k' that the interview understands are allowed for numbers."""
    return {
        "$schema": DRAFT,
        "title": "Wattbrief design",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "schema": {"type": "integer", "minimum": 0, "maximum": SCHEMA, "default": SCHEMA},
            "name": {"type": "string", "maxLength": NAME_LIMIT},
            "answers": {
                "type": "object",
                "additionalProperties": False,
                "properties": {item.id: _answer(item) for item in QUESTIONS},
            },
            "overrides": {"type": "array", "items": _override()},
            "position": {"enum": [item.id for item in QUESTIONS]},
        },
    }


def _answer(item: Question) -> dict[str, Any]:
    value = _value(item)
    long_form: dict[str, Any] = {"value": value, "note": {"type": "string"}}
    if item.numeric:
        long_form |= {"low": value, "high": value}
    forms: list[dict[str, Any]] = [
        value,
        _object(long_form, ["value"]),
        _object({"dont_know": {"const": True}, "note": {"type": "string"}}, ["dont_know"]),
    ]
    if item.skippable:
        reason = {"type": "string", "minLength": 1, "maxLength": TEXT_LIMIT}
        forms.append(
            _object({"not_applicable": reason, "note": {"type": "string"}}, ["not_applicable"])
        )
    about = {"title": item.text, "description": f"{item.why_we_ask} {item.good_answer}"}
    asked = " and ".join(str(when) for when in item.applies)
    return about | ({"$comment": f"asked when {asked}"} if asked else {}) | {"anyOf": forms}


def _value(item: Question) -> dict[str, Any]:
    if item.numeric:
        number: dict[str, Any] = {"type": "integer" if item.kind == "integer" else "number"}
        if item.minimum is not None:
            number["minimum"] = item.minimum
        if item.maximum is not None:
            number["maximum"] = item.maximum
        return {"anyOf": [number, {"type": "string", "minLength": 1}]}
    if item.kind == "text":
        return {"type": "string", "minLength": 1, "maxLength": TEXT_LIMIT}
    if item.kind == "weights":
        names = [choice.id for choice in item.choices]
        points = {name: {"type": "number", "minimum": 0} for name in names}
        order = {"type": "array", "items": {"enum": names}, "minItems": 1, "uniqueItems": True}
        return {"anyOf": [_object(points, []), order, {"type": "string", "minLength": 1}]}
    names = _names(item)
    if item.kind in {"choice", "region", "model"}:
        return {"anyOf": [{"enum": names}, {"type": "string", "minLength": 1}]}
    many: dict[str, Any] = {"type": "array", "items": {"anyOf": [{"enum": names}, _WORD]}}
    if item.kind != "regions":
        many["minItems"] = 1
    return {"anyOf": [many, {"type": "string"}]}


_WORD = {"type": "string", "minLength": 1}


def _names(item: Question) -> list[str]:
    if item.kind in {"region", "regions"}:
        return [place.code for place in places()]
    if item.kind == "languages":
        return sorted(NAMES)
    if item.kind == "model":
        return list(model_names())
    return [choice.id for choice in item.choices]


def _override() -> dict[str, Any]:
    text, number = {"type": "string", "minLength": 1}, {"type": "number"}
    return _object(
        {
            "key": {"type": "string", "pattern": r"^[^.]+\..+\.[^.]+$"},
            "value": number,
            "low": number,
            "high": number,
            "unit": text,
            "source": text,
            "date": {"type": ["string", "integer"]},
        },
        ["key", "value", "unit", "source"],
    )


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    data: dict[str, Any] = {"type": "object", "additionalProperties": False}
    return data | {"properties": properties} | ({"required": required} if required else {})
