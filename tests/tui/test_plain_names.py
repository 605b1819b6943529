"""No raw id reaches a reader where words are due: every example and every design of the tests."""

import re
from collections.abc import Iterator

import pytest

from advisors.advice import advise
from advisors.examples import examples
from advisors.questions import QUESTIONS
from advisors.questions.names import NAMES, called, heading
from advisors.record import build_record, render_markdown
from tests.advisors.advice.gathered import designs
from tests.advisors.advice.made import facts
from tui.cli import main

ORDINARY = frozenset(
    {"self-hosted", "location-based", "market-based", "right-sized", "fine-tuning", "on-demand"}
)
"""Ids that are words of the language as they stand."""
NAME = re.compile(r"(?<![\w./:\[-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w/-])")
METRICS = frozenset({"nvidia_smi_power_draw", "num_requests_running", "gpu_cache_usage_perc"})
"""Names of metrics as other programs give them."""


def ids() -> frozenset[str]:
    """Ids of questions, choices, models and chips that are called otherwise where they show."""
    choices = {item.id for asked in QUESTIONS for item in asked.choices}
    rows = {**facts().models, **facts().chips}
    named = {key for key, row in rows.items() if row.name.casefold() != key}
    every = {item.id for item in QUESTIONS} | choices | named
    return frozenset(key for key in every if "-" in key or "_" in key) - ORDINARY


def leaks(text: str) -> Iterator[str]:
    """Ids of ours in a text, and names of figures."""
    for word in re.findall(r"(?<![\w./:\[-])[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)+(?![\w/-])", text):
        if word in ids() or (NAME.fullmatch(word) and word not in METRICS):
            yield word


@pytest.mark.slow
def test_neither_advice_nor_record_of_any_design_holds_a_raw_id() -> None:
    assert len(designs()) > 25
    for name, design in designs().items():
        advice = advise(design, facts())
        record = build_record(design, advice, facts(), date="2026-11-21")
        told = render_markdown(record, front_matter=False)
        # Cards, commands and the file itself are to be looked up and typed: these are ids.
        told = re.sub(r"(?ms)^```.*?^```|`wattbrief [^`]*`|Guidance cards.*?\.\n", "", told)
        # A formula is named by its place in the library, as `module.function`.
        told = re.sub(r"\(\w+\.\w+\)", "", told)
        assert not set(leaks(told)), name


@pytest.mark.parametrize("example", sorted(examples()))
@pytest.mark.parametrize("flag", ["--all", "--open", "--sensitivity"])
def test_no_face_of_advise_tells_raw_ids(
    example: str, flag: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["advise", example, flag])
    told = capsys.readouterr().out
    # Beside its own text a question's id is what to type in the file.
    told = re.sub(r"(?m)^( *\d+ [·~] )\w+", r"\1", told)
    assert not set(leaks(told))


def test_a_figure_is_opened_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "code-assistant-self-hosted", "carbon_location_kg_per_year"])
    told = capsys.readouterr().out.partition("\nSources")[0]
    assert "Embodied carbon" in told
    assert not [word for word in leaks(told) if "_" in word]


def test_two_designs_and_a_change_are_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    main(["compare", "insurer-support-chat", "nightly-invoice-extraction"])
    main(["what-if", "insurer-support-chat", "requests_per_day=1k", "residency=one-region"])
    told = capsys.readouterr().out
    assert "Requests per day: " in told
    assert not set(leaks(told))


def test_every_question_has_a_short_name_of_its_own() -> None:
    names = [called(item.id) for item in QUESTIONS]
    assert len(set(names)) == len(names)
    assert not [name for name in names if "_" in name]
    assert NAMES.keys() <= {item.id for item in QUESTIONS}
    assert heading("ttft_ms") == "Wait for the first word"
