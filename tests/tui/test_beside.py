"""`compare` sets two designs side by side; nothing in it reads as if one became the other."""

import itertools
import re

import pytest

from advisors.design import parse_design
from advisors.design_changes import differing
from advisors.examples import example_names, load_example
from advisors.format import number
from advisors.what_if import compare
from estimators.facts import load_facts
from tui.cli import main
from tui.commands.beside import beside

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
        assert item.ratio is None or f"B is {number(item.ratio)} times A" in text


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
    assert "times A" in out
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


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(NAMES, 2)))
def test_no_line_says_the_same_on_both_sides(first: str, second: str) -> None:
    for one, two in differing(load_example(first), load_example(second)).values():
        assert one != two
