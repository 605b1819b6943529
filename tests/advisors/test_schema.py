"""The JSON Schema covers every question and accepts what a saved design holds."""

import json
from importlib import import_module
from typing import Any

import pytest
import yaml

from advisors.design import Design, Override, dump_design
from advisors.errors import UnknownNameError
from advisors.examples import example_names, examples, load_example
from advisors.questions import QUESTIONS, Answer
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
