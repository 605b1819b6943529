"""Every number that is printed reads as a person would write it: all text, read by rule."""

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisors.advice import advise
from advisors.design import Design, dump_design
from advisors.examples import examples
from advisors.questions import Value
from advisors.record import build_record, render_markdown
from advisors.record.labels import Labels
from estimators.explain import Wording, explain_text
from estimators.facts import load_facts
from tests.advisors.advice.made import made
from tui.cli import main
from tui.commands.explain import figures_of

FACTS = load_facts()
OWN: dict[str, dict[str, Value]] = {
    "a ticket a year": {
        "use_case": "classification",
        "answer_form": "fixed-list",
        "requests_per_day": 0.003,
        "output_tokens": 5.0,
        "labelled_examples": 3000.0,
        "horizon_years": 1.0,
    },
    "a patient fleet": {
        "requests_per_day": 1.0,
        "ttft_ms": 7_200_000.0,
        "inter_token_ms": 3_600_000.0,
        "hosting": "self-hosted",
        "growth_per_year": -50.0,
    },
    "a crowd": {
        "requests_per_day": 2.4e8,
        "hosting": "self-hosted",
        "labelled_examples": 50_000.0,
        "knowledge": ("domain-language",),
        "residency": "eu",
    },
}
"""Designs whose numbers are far smaller and far larger than those of the examples."""
COUNTED = (
    "calls requests tokens replicas examples runs chips years hours days months pages minutes "
    "decisions models people metrics times"
).replace(" ", "|")
RULES = {
    "one of many": rf"(?<![\d.,:-])1 (?:{COUNTED})\b",
    "many of one": r"(?<![\d.,-])(?:[2-9]|\d{2,}) (?:year|call|request|token|replica|run|page)\b",
    "a unit of a formula": r"\d 1/year|10\^\d|\bL/kWh|kgCO2e|\d x(?:[,.;)]|$)",
    "an exponent": r"\d[eE][+-]\d",
    "no number": r"\b(?:nan|inf|None|True|False)\b(?! chosen)",
    "milliseconds for minutes": r"\b\d{2,3},\d{3}(?:,\d{3})* ms|\b\d{5,} ms",
    "a unit too large": r"(?<![\d.,])0\.00\d* (?:kg CO2e|kWh|Wh|l|W|J|h|GB)\b(?!/kWh)",
    "a unit too small": r"\d{1,3}(?:,\d{3}){3,} (?:kg CO2e|g CO2e|kWh|Wh|l|FLOP)\b|,\d{3} days",
    "more digits than a reader takes in": r"\d(?:,\d{3}){4,}|\.\d{13,}",
    "a date with thousands": r"\b[12],\d{3} years?\b",
    "percent apart from its number": r"\d %",
    "a space too many": r"\( | \)| [,;.](?: |$)|\(\)",
    "a word said twice": r"\b([A-Za-z]{2,}) \1\b",
    "an id": r"(?<![\w./:`-])[a-z]+(?:_[a-z0-9]+)+\b(?![=./`])",
}
IDS = frozenset({"nvidia_smi_power_draw", "gpu_cache_usage_perc"})
"""Names that are those of a metric elsewhere and are looked for by that name."""
NOTE = re.compile(r"^\s*\(|[Nn]ote: |To know: |fact: |S\d+\*\* ")
"""Before what the facts say in words of their own, quoted as they stand."""
UNPRINTED = re.compile(r"https?://\S+|`[^`]*`|\([a-z_]+\.[a-z_]+\)|sha256\S+|\+4\d{3}\S*")
"""What is written for a machine: addresses, equations, ids of formulas, digests."""
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
RANGE = re.compile(
    rf"(?<![\d.,–-])({NUMBER})%?(?: [^\s,();\[|█▓░]+){{0,5}}? "
    rf"\((nearly 0|{NUMBER}) to ({NUMBER})[ )]"
)


def printed(name: str, design: Design, folder: Path) -> Iterator[str]:
    """All lines that a person can have printed on a design, paragraphs of a record as one."""
    file = folder / f"{name}.design.yaml"
    file.write_text(dump_design(design), "utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["advise", "--all", str(file)])
    yield from out.getvalue().splitlines()
    advice = advise(design, FACTS)
    labels = Labels(FACTS)
    for address, figure in figures_of(advice).items():
        if address.count("/") < 2:
            told = explain_text(figure, FACTS.sources, Wording(labels.of, labels.within))
            yield from told.partition("\n\nSources")[0].splitlines()
    record = build_record(design, advice, FACTS, date="2026-11-22")
    body = render_markdown(record, front_matter=False)
    for paragraph in re.split(r"\n(?! {2,})", body.partition("## Reproduction")[0]):
        yield " ".join(paragraph.split())


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    folder = tmp_path_factory.mktemp("designs")
    designs = {**examples(), **{name: made(**answers) for name, answers in OWN.items()}}
    return frozenset(
        UNPRINTED.sub("…", line)
        for name, design in designs.items()
        for line in printed(name, design, folder)
    )


@pytest.mark.parametrize("rule", RULES)
def test_no_text_breaks_a_rule_of_writing_numbers(rule: str, lines: frozenset[str]) -> None:
    asked = re.compile(RULES[rule])
    found = {
        line[max(0, hit.start() - 60) : hit.end() + 30]
        for line in lines
        for hit in asked.finditer(NOTE.split(line, maxsplit=1)[0])
        if hit[0] not in IDS
    }
    assert not found, "\n".join(sorted(found)[:20])


def test_a_value_lies_within_its_range(lines: frozenset[str]) -> None:
    def read(text: str) -> float:
        return 0.0 if text.startswith("nearly") else float(text.replace(",", ""))

    hits = [hit for line in lines for hit in RANGE.finditer(line)]
    assert len(hits) > 1000
    outside = {hit[0] for hit in hits if not read(hit[2]) <= read(hit[1]) <= read(hit[3])}
    assert not outside


def test_a_figure_is_opened_with_names_and_units(lines: frozenset[str]) -> None:
    """A term of a formula is called by name and has its unit, not a bare number."""
    terms = [line for line in lines if line.lstrip().startswith("with ")]
    assert any("Instance hours " in line and " h/year;" in line for line in terms)
    names = {line.split(" = ")[0].strip() for line in lines if " = " in line}
    assert names >= {"Power usage effectiveness", "Availability", "Growth a year"}
    assert not names & {"pue", "availability", "mfu", "chips", "refreshes"}
    assert any(line.strip().startswith("Growth a year = -50% a year") for line in lines)
