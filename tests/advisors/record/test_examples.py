"""The records of the shipped examples, from the design file to the bytes on disk."""

import os
import re
import subprocess
import sys
from functools import lru_cache

import pytest

from advisors.advice import advise
from advisors.design import dump_design, parse_design
from advisors.design_yaml import dump_yaml
from advisors.examples import example_names, load_example
from advisors.record import Record, build_record, parse_record, render_json, render_markdown
from tests.advisors.record.made import DATE, facts
from tests.advisors.record.test_markdown import PARSER
from tests.advisors.record.test_record import FRONT, SECTIONS, front_matter, headings

NAMES = example_names()
BYTES = """
import hashlib, sys
from advisors.advice import advise
from advisors.examples import load_example
from advisors.record import build_record, render_json
from estimators.facts import load_facts
facts = load_facts()
design = load_example(sys.argv[1])
record = build_record(design, advise(design, facts), facts, date="2026-11-21")
print(hashlib.sha256(render_json(record).encode()).hexdigest())
"""


@lru_cache(maxsize=len(NAMES))
def record_of(name: str) -> Record:
    design = load_example(name)
    return build_record(design, advise(design, facts()), facts(), date=DATE)


@lru_cache(maxsize=len(NAMES))
def markdown_of(name: str) -> str:
    return render_markdown(record_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_record_is_complete_and_its_twin_renders_it_again(name: str) -> None:
    record, markdown = record_of(name), markdown_of(name)
    assert list(front_matter(markdown)) == FRONT
    assert headings(markdown, 2) == SECTIONS
    assert {item.id for item in record.decisions} >= {"hosting", "model", "region"}
    assert record.totals
    assert any("USD/year" in item.text for item in record.consequences if item.side == "bad")
    assert render_markdown(parse_record(render_json(record))) == markdown


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_opens_and_every_source_is_listed(name: str) -> None:
    record = record_of(name)
    known = {item.id: item for item in record.evidence}
    sources = {item.id for item in record.sources}
    figures = [q for d in record.decisions for o in d.options for q in o.figures]
    for figure in (*record.totals, *figures):
        if figure.value is None:
            assert figure.withheld
        else:
            entry = known[figure.evidence]
            assert (entry.quantity.value, entry.quantity.unit) == (figure.value, figure.unit)
            assert entry.basis == "formula"
            assert entry.equation
    for entry in record.evidence:
        assert set(entry.sources) <= sources
    cited = set(re.findall(r"\[(E\d+)\]", markdown_of(name)))
    assert cited <= set(known)


@pytest.mark.parametrize("name", NAMES)
def test_tables_are_whole_and_no_markup_slips_in(name: str) -> None:
    body = markdown_of(name).split("---\n", 2)[2]
    tokens = PARSER.parse(body)
    rows = sum(token.type == "tr_open" for token in tokens)
    piped = [line for line in body.split("\n") if line.startswith("|")]
    tables = sum(token.type == "table_open" for token in tokens)
    assert rows == len(piped) - tables
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {
        "text",
        "text_special",
        "softbreak",
        "strong_open",
        "strong_close",
        "code_inline",
        "link_open",
        "link_close",
    }


@pytest.mark.parametrize("name", NAMES)
def test_lines_fit_a_terminal(name: str) -> None:
    free = (r"^\|", r"<https://", r"sha256|`[0-9a-f]{64}`", r"^    wattbrief")
    long = [line for line in markdown_of(name).split("\n")[13:] if len(line) > 80]
    assert [line for line in long if not any(re.search(part, line) for part in free)] == []


@pytest.mark.parametrize("name", NAMES)
def test_numbers_carry_no_exponent_and_no_spurious_digits(name: str) -> None:
    record = record_of(name)
    shown = markdown_of(name).split("### Evidence\n")[1].split("### How each")[0]
    rows = dict(re.findall(r"^\| (E\d+) \| .*? \| ([\d,.]+)[^|]*\| [^|]*\|$", shown, re.MULTILINE))
    assert len(rows) > len(record.evidence) / 2
    for entry in record.evidence:
        low, high, value = (getattr(entry.quantity, key) for key in ("low", "high", "value"))
        if entry.id in rows and value and (high - low) / (2 * value) > 0.1:
            digits = rows[entry.id].replace(",", "").replace(".", "").strip("0")
            assert len(digits) <= 2, (entry.id, rows[entry.id])


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_writes_the_same_bytes(seed: str) -> None:
    import hashlib

    name = "insurer-support-chat"
    done = subprocess.run(
        [sys.executable, "-c", BYTES, name],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    assert done.stdout.strip() == hashlib.sha256(render_json(record_of(name)).encode()).hexdigest()


@pytest.mark.parametrize("name", NAMES)
def test_the_record_can_be_made_again_from_its_own_answers(name: str) -> None:
    again = parse_design(dump_yaml(record_of(name).reproduction.design))
    assert dump_design(again) == dump_design(parse_design(dump_design(again)))
    record = build_record(again, advise(again, facts()), facts(), date=DATE)
    assert render_markdown(record) == markdown_of(name)
