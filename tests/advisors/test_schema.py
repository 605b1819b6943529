"""The JSON Schema covers every question and accepts what a saved design holds."""

import json
from importlib import import_module
from typing import Any

import pytest
import yaml

from advisors.design import Design, Override, dump_design
from advisors.design_decode import decode
from advisors.errors import DesignError, UnknownNameError
from advisors.examples import example_names, examples, load_example
from advisors.questions import QUESTIONS, Answer, Question
from advisors.schema import design_schema

jsonschema: Any = import_module("jsonschema")
VALIDATOR = jsonschema.Draft202012Validator(design_schema())


def errors(data: object) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(data)]


def test_it_is_a_valid_schema_that_survives_json() -> None:
    schema = design_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    assert set(schema["properties"]["answers"]["properties"]) == {item.id for item in QUESTIONS}


@pytest.mark.parametrize("design", examples().values(), ids=list(examples()))
def test_the_examples_fit(design: Design) -> None:
    assert errors(yaml.safe_load(dump_design(design))) == []


def test_every_form_of_an_answer_fits() -> None:
    design = Design(
        answers={
            "peak_factor": Answer(3.0, 2.0, 5.0, note="log"),
            "quality": Answer("draft", note="agreed"),
            "growth_per_year": Answer(not_applicable="capped"),
            "languages": Answer(dont_know=True),
            "priorities": Answer({"carbon": 50.0, "cost": 50.0}),
            "allowed_regions": Answer(()),
        },
        overrides=(Override("regions.eu-central-1.pue", 1.2, "1", "annex"),),
        position="quality",
    )
    assert errors(yaml.safe_load(dump_design(design))) == []


@pytest.mark.parametrize(
    "data",
    [
        {"answer": {}},
        {"answers": {"request_per_day": 5}},
        {"answers": {"requests_per_day": -5}},
        {"answers": {"use_case": ["a"]}},
        {"answers": {"use_case": {"not_applicable": "x"}}},
        {"answers": {"peak_factor": {"dont_know": False}}},
        {"overrides": [{"key": "pue", "value": 1, "unit": "1", "source": "x"}]},
        {"schema": 99},
    ],
)
def test_what_the_loader_refuses_does_not_fit(data: object) -> None:
    assert errors(data)


def loads(data: object) -> bool:
    try:
        decode(data)
    except DesignError:
        return False
    return True


NAMED = ("choice", "multi", "languages", "weights", "text")
"""Kinds of which a schema sees every answer: a closed list of names, or any text."""
TEXTS = (
    *("", "  ", "?", " Not Sure ", "n/a", "n/a: ", "N/A, fixed by contract", "na because of x"),
    *("abc", "suport-chat", "Support chat", "SUPPORT_CHAT", "supp", "su", "3", "03", "99"),
    *("mana", "Managed", "no preference", "fr", "free te", "Free  text", "text", "own documents"),
    *("en", "pt-BR", "xx", "German and english", "de,, en;", "de & fr + it", "deutsch", "quechua"),
    *("text, image", "text images", "house style", "own-documents and style", "reference, people"),
    *("carbon > cost", "carbon>", "> carbon", "carbon 50, cost 30", "carbon=1e-7", "Speed : 5 %"),
    *("carbon 50 cost 30", "carbon; water", "carbon 1.5.2", "a\x1bb", "caf\xe9\u202f?"),
    *("2k", "2,3", "-3", "$ 5", "10k to 40k", "50%", "none", "any", "Frankfurt", "EU-WEST-1"),
)
LISTS: tuple[object, ...] = (
    *([], [""], ["en", ""], ["en"], ["de", "EN"], ["xx"], [5], [None], ["en, de"], ["text"]),
    *(["text", "image"], ["Text", "scans"], ["general"], ["none"], ["carbon"], ["Carbon", "cost"]),
    *(["general", "house-style"], ["own-documents", "style"], ["us-east-1"], ["carbon", "carbon"]),
    *({}, {"carbon": 50}, {"Carbon": 5, "speed": 2.5}, {"carbon": 0, "cost": 0}, {"carbon": -1}),
    *({"carbon": 1e-7}, {"carbon": 1e20}, {"carbon": "50"}, {"carbon": True}, {"carbun": 5}),
)
OTHERS: tuple[object, ...] = (
    *(None, True, 0, 1, 5, 0.5, -1, 2**70, {"value": 5, "low": 4}, {"value": 5, "high": None}),
    *({"value": 90, "low": 85, "high": 95}, {"value": "90", "low": "85", "high": 95}),
    *({"value": 5, "low": "?", "high": "?"}, {"value": "?", "low": 4, "high": 6}),
    *({"value": 5, "low": None, "high": None, "note": 7}, {"value": None}, {"note": "x"}),
    *({"value": "?"}, {"value": "n/a: because"}, {"value": 5, "extra": 1}, {"low": 1, "high": 2}),
    *({"dont_know": True, "note": "x"}, {"dont_know": False}, {"dont_know": True, "value": 5}),
    *({"not_applicable": "because"}, {"not_applicable": " "}, {"not_applicable": "?"}),
    *({"not_applicable": 5}, {"not_applicable": True}, {"not_applicable": "a\x1bb"}),
    *({"value": 5, "note": "a\x1bb"}, {"value": 5, "note": ["x"]}),
)


@pytest.mark.parametrize("item", QUESTIONS, ids=lambda item: item.id)
def test_what_the_loader_takes_fits_and_what_it_refuses_does_not_as_far_as_is_seen(
    item: Question,
) -> None:
    names = [name for choice in item.choices for name in (choice.id, choice.label, *choice.words)]
    texts: list[object] = [*TEXTS, *names, *(f" {name[:4]} ".upper() for name in names)]
    bounds = [end for end in (item.minimum, item.maximum) if end is not None]
    numbers = [*bounds, *(end + side for end in bounds for side in (-1.0, 1.0))]
    for raw in (*texts, *LISTS, *OTHERS, *numbers):
        data = {"answers": {item.id: raw}}
        taken, fits = loads(data), not errors(data)
        assert fits or not taken, f"the loader takes {raw!r}"
        if item.kind in NAMED or not isinstance(raw, (str, list)):
            assert taken or not fits, f"the loader refuses {raw!r}"


@pytest.mark.parametrize(
    "data",
    [
        {"name": 2026}, {"name": None}, {"name": ["x"]}, {"name": "a\x1b"}, {"schema": 1.0},
        {"schema": True}, {"schema": None}, {"answers": None}, {"answers": []}, {"overrides": None},
        {"overrides": {}}, {"position": None}, {"position": ""}, {"position": "nowhere"}, [], None,
        *({"overrides": [{"key": "a.b.c", "value": 1, "unit": 1, "source": "x", key: raw}]}
          for key, raw in (("unit", ""), ("unit", " "), ("unit", None), ("source", 2026),
                           ("low", None), ("date", 2026.5), ("date", None), ("date", ["x"]),
                           ("value", "1"), ("value", None), ("key", "a.b"), ("key", ".a.b"),
                           ("key", "a..b"),
                           ("key", "a.b."), ("key", "a.b.c.d"), ("more", 1))),
    ],
)  # fmt: skip
def test_the_frame_of_a_file_fits_where_it_loads(data: object) -> None:
    assert loads(data) == (not errors(data))


@pytest.mark.parametrize("text", ["eu-central-9", "us-eest-1", "EU-Central-9"])
def test_a_code_that_no_region_has_does_not_fit(text: str) -> None:
    assert errors({"answers": {"user_region": text}})
    assert errors({"answers": {"allowed_regions": ["eu-west-1", text]}})
    assert not errors({"answers": {"user_region": "EU-Central-1"}})
    assert not errors({"answers": {"allowed_regions": "Dublin, eu-west-3"}})


def test_its_patterns_need_no_look_around_which_many_validators_lack() -> None:
    text = json.dumps(design_schema())
    assert "(?=" not in text
    assert "(?!" not in text
    assert "(?<" not in text


def test_examples_are_canonical_and_differ() -> None:
    from importlib import resources

    folder = resources.files("advisors.examples")
    for name, design in examples().items():
        text = folder.joinpath(f"{name}.design.yaml").read_text("utf-8")
        assert dump_design(design) == text
    assert len({design.answers["use_case"].value for design in examples().values()}) == 5
    assert example_names() == tuple(examples())


def test_an_unknown_example_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="ticket-classifier"):
        load_example("ticket-clasifier")
