"""JSON Schema of a design file, for editors and pipelines.

What it accepts the loader accepts and the other way round, as far as a schema can tell: it reads
no unit behind a number and no name of a model or a city, and sees no range in rising order.
"""

from typing import Any

from advisors import schema_texts as texts
from advisors.design_decode import NAME_LIMIT
from advisors.migrations import SCHEMA
from advisors.questions import QUESTIONS, Question
from advisors.questions.languages import NAMES
from advisors.validation_models import names as model_names
from advisors.validation_names import MOST_POINTS, places
from advisors.validation_texts import TEXT_LIMIT

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_SHOWN: Schema = {
    "type": ["string", "number", "boolean", "null"],
    "pattern": texts.PRINTABLE,
}
"""A text that may be written without quotes."""
_UNKNOWN = {"$ref": "#/$defs/dont_know"}
_SKIPPED = {"$ref": "#/$defs/not_applicable"}


def design_schema() -> Schema:
    """The schema; texts such as '2k' that the interview understands are allowed for numbers."""
    return {
        "$schema": DRAFT,
        "title": "Wattbrief design",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "schema": {"type": "integer", "minimum": 0, "maximum": SCHEMA, "default": SCHEMA},
            "name": {**_SHOWN, "maxLength": NAME_LIMIT},
            "answers": {
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {item.id: _answer(item) for item in QUESTIONS},
            },
            "overrides": {"type": ["array", "null"], "items": _override()},
            "position": {"enum": [*(item.id for item in QUESTIONS), "", None]},
        },
        "$defs": _words() | {item.id: _value(item) for item in QUESTIONS},
    }


def _words() -> Schema:
    """The texts that every question understands."""
    said = {"type": "string", "pattern": texts.not_applicable(), "maxLength": TEXT_LIMIT}
    return {
        "dont_know": {"type": "string", "pattern": texts.dont_know()},
        "not_applicable": said | {"allOf": [{"pattern": texts.PRINTABLE}]},
    }


def _answer(item: Question) -> Schema:
    value = {"anyOf": [{"$ref": f"#/$defs/{item.id}"}, *_instead(item)]}
    forms: list[Schema] = [
        *value["anyOf"],
        _object({"value": value, "low": _NONE, "high": _NONE, "note": _SHOWN}, ["value"]),
        _object({"dont_know": {"const": True}, "note": _SHOWN}, ["dont_know"]),
    ]
    if item.numeric:
        bare = {"$ref": f"#/$defs/{item.id}"}
        ranged = {"value": bare, "low": bare, "high": bare, "note": _SHOWN}
        forms.append(_object(ranged, ["value", "low", "high"]))
    if item.skippable:
        reason = {
            "type": "string",
            "maxLength": TEXT_LIMIT,
            "allOf": [{"pattern": texts.SOMETHING}, {"pattern": texts.PRINTABLE}],
            "not": _UNKNOWN,
        }
        forms.append(_object({"not_applicable": reason, "note": _SHOWN}, ["not_applicable"]))
    about = {"title": item.text, "description": f"{item.why_we_ask} {item.good_answer}"}
    asked = " and ".join(str(when) for when in item.applies)
    return about | ({"$comment": f"asked when {asked}"} if asked else {}) | {"anyOf": forms}


_NONE: Schema = {"type": "null"}


def _instead(item: Question) -> list[Schema]:
    """Texts that stand for "don't know" and, where that is an answer, "not applicable"."""
    return [_UNKNOWN, _SKIPPED] if item.skippable else [_UNKNOWN]


def _value(item: Question) -> Schema:
    """An answer that is a value, as a file may hold it."""
    if item.numeric:
        kind = "integer" if item.kind == "integer" else "number"
        bounds = {"minimum": item.minimum, "maximum": item.maximum}
        known = {name: end for name, end in bounds.items() if end is not None}
        return {"anyOf": [{"type": kind} | known, _text(texts.number(item))]}
    if item.kind == "weights":
        return _weights(item)
    canonical: Schema = {"enum": _names(item)}
    if item.kind == "choice":
        return {"anyOf": [canonical, _text(texts.choice(item))]}
    if item.kind in {"multi", "languages", "regions"}:
        return _many(item, canonical)
    named = _region() if item.kind == "region" else _free()
    return named if item.kind == "text" else {"anyOf": [canonical, named]}


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


def _free() -> Schema:
    """Any text but a blank one and those that mean something else."""
    return {
        "type": "string",
        "maxLength": TEXT_LIMIT,
        "allOf": [{"pattern": texts.SOMETHING}, {"pattern": texts.PRINTABLE}],
        "not": {"anyOf": [_UNKNOWN, {"pattern": texts.says_not_applicable()}]},
    }


def _region() -> Schema:
    """A code in any case, or a name: what looks like a code and is none is neither."""
    name = _free() | {"minLength": 3}
    name["allOf"] = [*name["allOf"], {"not": {"pattern": texts.region_code()}}]
    return {"anyOf": [_text(texts.region_codes()), name]}


def _many(item: Question, canonical: Schema) -> Schema:
    """Several names, as a list or as one text."""
    if item.kind == "regions":
        named = _region()
        array = {"type": "array", "items": {"anyOf": [canonical, named]}}
        return {"anyOf": [array, {"type": "string", "pattern": "^\\s*$"}, named, _with_commas()]}
    row = _text(texts.several(item) if item.kind == "multi" else texts.languages())
    several: Schema = {"type": "array", "items": {"anyOf": [canonical, row]}, "minItems": 1}
    alone = [{"const": choice.id} for choice in item.choices if choice.alone]
    if alone:
        beside = [{"contains": name} for name in (*alone, {"not": alone[0]})]
        several["not"] = {"allOf": beside}
    return {"anyOf": [several, row]}


def _with_commas() -> Schema:
    """Several Regions in one text."""
    return _text("[,;\\n+&]|\\s[aA][nN][dD]\\s")


def _weights(item: Question) -> Schema:
    """Points by name, not all of them zero, or names in order."""
    points = {"type": "number", "minimum": 0, "maximum": MOST_POINTS}
    name = _text(texts.choice(item))
    by_name = {
        "type": "object",
        "propertyNames": name,
        "additionalProperties": points,
        "properties": dict.fromkeys(_names(item), points),
        "not": {"additionalProperties": {"const": 0}},
    }
    order = {"type": "array", "items": name, "minItems": 1, "uniqueItems": True}
    return {"anyOf": [by_name, order, _text(texts.weights(item))]}


def _names(item: Question) -> list[str]:
    if item.kind in {"region", "regions"}:
        return [place.code for place in places()]
    if item.kind == "languages":
        return sorted(NAMES)
    if item.kind == "model":
        return list(model_names())
    return [choice.id for choice in item.choices]


def _override() -> Schema:
    known: Schema = {
        "type": ["string", "number", "boolean"],
        "allOf": [{"pattern": texts.SOMETHING}, {"pattern": texts.PRINTABLE}],
    }
    end = {"type": ["number", "null"]}
    return _object(
        {
            "key": {"type": "string", "pattern": r"^[^.]+\..+\.[^.]+$"},
            "value": {"type": "number"},
            "low": end,
            "high": end,
            "unit": known,
            "source": known,
            "date": _SHOWN,
        },
        ["key", "value", "unit", "source"],
    )


def _object(properties: Schema, required: list[str]) -> Schema:
    data: Schema = {"type": "object", "additionalProperties": False}
    return data | {"properties": properties} | ({"required": required} if required else {})
