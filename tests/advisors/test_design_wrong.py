"""What is wrong with a design file is said: where, why, and what to write instead."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.design import load_design, parse_design
from advisors.design_yaml import SIZE_LIMIT
from advisors.errors import (
    DesignError,
    DesignReadError,
    DesignSchemaError,
    DesignSyntaxError,
    DesignVersionError,
)


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("answers: {request_per_day: 5}", DesignSchemaError, ["Did you mean 'requests_per_day'?"]),
        ("answer: {}", DesignSchemaError, ["unknown key 'answer'", "'answers'"]),
        ("answers: {requests_per_day: -5}", DesignSchemaError, ["requests_per_day", "0.001"]),
        ("answers: {user_region: eu-centra-1}", DesignSchemaError, ["Did you mean eu-central-"]),
        ("answers: {use_case: [a]}", DesignSchemaError, ["one of its choices", "support-chat"]),
        ("answers: {peak_factor: {low: 1}}", DesignSchemaError, ["has no value"]),
        ("answers: {peak_factor: {value: 3, low: 4, high: 5}}", DesignSchemaError, ["does not"]),
        ("answers: {peak_factor: {value: 3, low: 2}}", DesignSchemaError, ["two ends"]),
        ("answers: {quality: {value: draft, low: 2, high: 3}}", DesignSchemaError, ["a number"]),
        ("answers: {peak_factor: {value: 3, hi: 4}}", DesignSchemaError, ["unknown key", "'high'"]),
        ("answers: {peak_factor: {dont_know: 1}}", DesignSchemaError, ["can only be true"]),
        ("answers: {peak_factor: {dont_know: true, value: 2}}", DesignSchemaError, ["two things"]),
        ("answers: {use_case: {not_applicable: x}}", DesignSchemaError, ["cannot be skipped"]),
        ("answers: {growth_per_year: {not_applicable: ''}}", DesignSchemaError, ["reason"]),
        ("answers: []", DesignSchemaError, ["a list"]),
        (
            "answers: {requests_per_day: -5, quality: best, use_case: chat bot}",
            DesignSchemaError,
            ["3 problems", "requests_per_day cannot be -5", "quality", "use_case", "(3)"],
        ),
        ("answers: {requests_per_day: 2026-01-05}", DesignSchemaError, ["2026-01-05"]),
        ("position: nowhere", DesignSchemaError, ["nowhere"]),
        ("overrides: {}", DesignSchemaError, ["overrides", "a mapping"]),
        ("overrides: [{key: a.b.c, value: 1, unit: x}]", DesignSchemaError, ["without source"]),
        ("overrides: [{key: a, value: 1, unit: x, source: s}]", DesignSchemaError, ["table.row"]),
        ("overrides: [{key: a.b.c, value: x, unit: x, source: s}]", DesignSchemaError, ["number"]),
        ("overrides: [5]", DesignSchemaError, ["override"]),
        ("name: [x]", DesignSchemaError, ["name"]),
        ('name: "a\\e[31m"', DesignSchemaError, ["control character"]),
        ("- 1", DesignSchemaError, ["a list"]),
        ("", DesignSchemaError, ["empty"]),
        ("schema: 99\nnew_key: 1", DesignVersionError, ["99", "Update"]),
        ("schema: x", DesignSchemaError, ["whole number"]),
        ("schema: -1", DesignSchemaError, ["whole number"]),
        ("name: a\nname: b", DesignSyntaxError, ["line 2", "twice"]),
        ("name: a\nanswers:\n  use_case: [", DesignSyntaxError, ["line 3"]),
        ("name: a\n\tx: 1", DesignSyntaxError, ["line 2"]),
        ("name: &a [*a]", DesignSchemaError, ["name"]),
        ("a: *b", DesignSyntaxError, ["line 1"]),
        ("name: \x00", DesignSyntaxError, ["line 1"]),
        ("name: !!python/object/apply:os.system [ls]", DesignSyntaxError, ["line 1"]),
        ("[" * 5000, DesignSyntaxError, ["nests"]),
        ("[" * 900, DesignSyntaxError, ["line 1"]),
    ],
)
def test_what_is_wrong_is_named(text: str, kind: type[DesignError], parts: list[str]) -> None:
    with pytest.raises(kind) as caught:
        parse_design(text, Path("x.design.yaml"))
    message = str(caught.value)
    assert "x.design.yaml" in message
    for part in parts:
        assert part in message
    assert caught.value.fix


MANY = """\
name: [x]
position: nowhere
colour: blue
answers:
  request_per_day: 5
  requests_per_day: -5
  quality: best
  peak_factor: {value: 3, hi: 4}
  growth_per_year: {note: x, 3: 4}
overrides:
- 5
- {key: a, value: 1, unit: x, source: s}
- {key: a.b.c, value: x, unit: x, source: s}
"""


def test_all_that_is_wrong_with_a_file_is_told_together() -> None:
    with pytest.raises(DesignSchemaError) as caught:
        parse_design(MANY, Path("x.design.yaml"))
    found = caught.value.problems
    assert all(item.what and item.why and item.fix for item in found)
    said = [item.what for item in found]
    for part in (
        "name", "'nowhere'", "'colour'", "'request_per_day'", "requests_per_day cannot be -5",
        "quality", "'hi'", "growth_per_year '3'", "growth_per_year has no value",
        "an override cannot", "'a'", "a.b.c",
    ):  # fmt: skip
        assert sum(part in text for text in said) == 1, (part, said)
    assert len(found) == 12


def test_a_message_tells_a_bounded_number_of_problems() -> None:
    lines = "".join(f"\n  odd_{number}: 1" for number in range(500))
    with pytest.raises(DesignSchemaError) as caught:
        parse_design(f"answers:{lines}")
    assert "500 problems" in caught.value.what
    assert "and 490 more" in caught.value.what
    assert len(str(caught.value)) < 4000


def test_a_reason_that_is_not_known_is_none() -> None:
    with pytest.raises(DesignSchemaError, match="without a reason"):
        parse_design("answers: {growth_per_year: {not_applicable: '?'}}")


def test_a_double_override_is_refused() -> None:
    entry = "{key: a.b.c, value: 1, unit: x, source: s}"
    with pytest.raises(DesignSchemaError, match="twice"):
        parse_design(f"overrides: [{entry}, {entry}]")


@given(st.binary(max_size=200))
def test_any_bytes_give_a_design_or_a_design_error(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.design.yaml"
    path.write_bytes(raw)
    error = None
    try:
        load_design(path)
    except DesignError as caught:
        error = caught
    assert error is None or (error.path == path and error.fix)


def test_unreadable_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(DesignReadError, match="no such file"):
        load_design(tmp_path / "missing.design.yaml")
    with pytest.raises(DesignReadError, match="directory"):
        load_design(tmp_path)
    with pytest.raises(DesignReadError, match="null"):
        load_design(Path("a\0b"))
    big = tmp_path / "big.design.yaml"
    big.write_bytes(b"#" * (SIZE_LIMIT + 1))
    with pytest.raises(DesignReadError, match="too large"):
        load_design(big)
    latin = tmp_path / "latin.design.yaml"
    latin.write_bytes("name: a\nanswers:\n  unit_of_work: Grüße\n".encode("latin-1"))
    with pytest.raises(DesignSyntaxError, match="line 3"):
        load_design(latin)
