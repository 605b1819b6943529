"""`compare` sets two designs side by side; nothing in it reads as if one became the other."""

import itertools
import re
from pathlib import Path

import pytest

from advisors.design import parse_design
from advisors.design_changes import differing
from advisors.examples import example_names, load_example
from advisors.what_if import compare
from estimators.facts import load_facts
from tui.cli import main
from tui.commands.beside import beside, times
from tui.exit_codes import ExitCode

NAMES = example_names()


@pytest.mark.parametrize(("first", "second"), list(itertools.pairwise(NAMES)))
def test_no_word_of_a_change(first: str, second: str) -> None:
    facts = load_facts()
    one, two = load_example(first), load_example(second)
    found = compare(one, two, facts)
    text = "\n".join(beside(found, (one.name, two.name), differing(one, two)))
    assert text.startswith(f"A  {one.name}\nB  {two.name}\n")
    assert not re.search(r"\b(?:before|after|now|no longer|any more)\b|→", _without_reasons(text))
    for turned in found.turned:
        assert f"\n{turned.title}\n    A  " in text
    for item in found.moved:
        assert item.ratio is None or times(item.ratio) in text


def test_a_ratio_is_said_from_the_larger_one() -> None:
    """'B is 0.00000720 times A' is not what anybody says."""
    assert times(7.2e-6) == "A is 139,000 times B"
    assert [times(ratio) for ratio in (0.8, 2.0, 0.0)] == [
        "B is 0.800 times A",
        "B is 2.00 times A",
        "B is 0 times A",
    ]


def _without_reasons(text: str) -> str:
    """The reasons of the advice are quoted; they may use any word."""
    return "\n".join(line for line in text.split("\n") if not line.startswith("    In "))


def test_a_design_beside_itself_is_the_same() -> None:
    design = load_example(NAMES[0])
    found = compare(design, design, load_facts())
    text = "\n".join(beside(found, ("X", "Y"), differing(design, design)))
    assert "The answers are the same." in text
    assert "All figures are the same." in text
    assert "Both come to the same decisions." in text


def test_the_command_names_both_and_what_if_still_speaks_of_a_change(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compare", "insurer-support-chat", "ticket-classifier"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("A  Claims support chat of a German insurer\nB  ")
    assert re.search(r"[AB] is [\d.,]+ times [AB]", out)
    assert main(["what-if", "insurer-support-chat", "requests_per_day=50k"]) == 0
    assert "    before  " in capsys.readouterr().out


def test_answers_that_differ_read_differently() -> None:
    """A range, what is not known and what was never answered are told apart."""
    one = parse_design("answers: {requests_per_day: 25k, horizon_years: 3, skills: 'n/a: none'}")
    two = parse_design(
        "answers: {requests_per_day: 20k to 40k, growth_per_year: '?', "
        "horizon_years: {value: 3, note: from the plan}, skills: 'n/a: nobody yet'}"
    )
    assert differing(one, two) == {
        "requests_per_day": ("25,000 requests/day", "28,300 requests/day (20,000 to 40,000)"),
        "skills": ("n/a: none", "n/a: nobody yet"),
        "growth_per_year": ("open", "don't know"),
    }


def test_a_change_says_what_counts_where_nothing_is_known_and_what_does_not_count(
    capsys: pytest.CaptureFixture[str],
) -> None:
    change = ("requests_per_day=?", "steps_per_request=5", "quality=", "async_share=100")
    assert main(["what-if", "insurer-support-chat", *change]) == 0
    said = capsys.readouterr().out
    assert "→ don't know, so 1,000 requests/day (100 to 10,000) counts" in said
    assert "As good as an expert → open, so Good enough to use counts" in said
    steps = "(does not count: it is asked when use_case is agent or code-assistant)"
    assert f"not asked → 5 calls {steps}" in said
    hidden = "(does not count: it is asked when async_share is below 100)"
    assert f"1,500 ms → 1,500 ms {hidden}" in said


def test_a_question_is_changed_once(capsys: pytest.CaptureFixture[str]) -> None:
    change = ("requests_per_day=5k", "requests_per_day=6k")
    assert main(["what-if", "insurer-support-chat", *change]) == ExitCode.USAGE
    assert "requests_per_day is changed twice" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("requests_per_dya=1", "Did you mean requests_per_day?"),
        ("region=eu-west-1", "Did you mean user_region or allowed_regions?"),
        ("tokens=3", "Did you mean input_tokens, output_tokens or corpus_tokens?"),
        ("foo=1", "`wattbrief schema` lists all questions."),
        ("requests_per_day", "Write for example requests_per_day=50k."),
        ("=5", "'=5' changes nothing"),
        ("residency=mars", "Choose from anywhere, eu,"),
    ],
)
def test_a_change_that_cannot_be_read_is_a_wrong_argument(
    change: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """No file is bad: the exit code is the one that other arguments have."""
    assert main(["what-if", "insurer-support-chat", change]) == ExitCode.USAGE
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err


def test_a_design_that_cannot_be_read_stays_a_bad_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.design.yaml"
    bad.write_text("answers: {residency: mars}\n", encoding="utf-8")
    assert main(["what-if", str(bad), "residency=eu"]) == ExitCode.BAD_INPUT


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(NAMES, 2)))
def test_no_line_says_the_same_on_both_sides(first: str, second: str) -> None:
    for one, two in differing(load_example(first), load_example(second)).values():
        assert one != two
