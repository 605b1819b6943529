"""What the facts say where the guidance is silent."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from advisors.design import Override
from advisors.examples import load_example
from estimators.facts import load_facts
from tui.by_fact import HEADING, MOST_LINES, below, beside, known_of
from tui.cli import main
from tui.exit_codes import ExitCode

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("what's the carbon intensity of Ireland?", "- Europe (Ireland), grid carbon, location"),
        ("how green is Ohio's grid", "- US East (Ohio), grid carbon, location"),
        ("lowest carbon region in europe?", "- Europe (Stockholm), grid carbon, location"),
        ("PUE of Stockholm", "- Europe (Stockholm), power usage effectiveness"),
        ("h100 tdp?", "- NVIDIA H100 SXM5 80GB, power limit (TDP): 700"),
        ("what does a p5.48xlarge cost per hour", "- p5.48xlarge, on-demand price"),
        ("price of claude haiku 4.5", "- Claude Haiku 4.5, Bedrock price of input tokens"),
        ("embodied carbon of a g5.xlarge", "- g5.xlarge, embodied carbon of the whole"),
        ("memory of a trainium2 chip", "- AWS Trainium2, memory: 96.0 GiB"),
    ],
)
def test_what_is_named_gets_what_is_asked(question: str, first: str) -> None:
    lines = known_of(question, load_facts())
    assert lines[0].startswith(first)
    assert len(lines) <= MOST_LINES


def test_two_regions_are_held_side_by_side() -> None:
    lines = known_of("is sweden really greener than frankfurt?", load_facts())
    assert {line.split(",")[0] for line in lines} == {
        "- Europe (Frankfurt)",
        "- Europe (Stockholm)",
    }


def test_the_least_of_a_part_of_the_world_stays_in_it_and_is_in_order() -> None:
    facts = load_facts()
    lines = known_of("greenest region in Asia?", facts)
    names = list(dict.fromkeys(line.split(", grid")[0].removeprefix("- ") for line in lines))
    assert all(facts.region(name).id.startswith("ap-") for name in names)
    grid = [facts.region(name).number("location_lifecycle_g_per_kwh") or 0.0 for name in names]
    assert grid == sorted(grid)
    assert len(grid) > 1


@pytest.mark.parametrize(
    "question",
    [
        "who founded anthropic",
        "is bedrock down?",
        "what is the price of gold",
        "cost of living in Frankfurt",
        "how much co2 does a cow emit",
        "what is the water use of my dishwasher",
        "the best pizza region in italy",
        "",
    ],
)
def test_what_the_facts_do_not_hold_stays_unsaid(question: str) -> None:
    assert known_of(question, load_facts()) == ()
    assert below(()) == ()


def test_every_line_has_range_date_and_source() -> None:
    facts = load_facts()
    titles = tuple(source.title for source in facts.sources.values())
    lines = known_of("carbon intensity of Ireland", facts)
    assert lines
    for line in lines:
        assert "(published, 20" in line
        assert any(title in line for title in titles)


REFUSED = "what does a p5.48xlarge cost per hour"
"""A price, which the guidance holds of nothing."""


@pytest.mark.usefixtures("base")
def test_ask_shows_them_below_its_silence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", REFUSED]) == ExitCode.NO
    assert f"\n\n{HEADING}\n- p5.48xlarge, on-demand price" in capsys.readouterr().out
    assert main(["ask", "--json", REFUSED]) == ExitCode.NO
    answer = json.loads(capsys.readouterr().out)
    assert answer["abstained"] is True
    assert answer["facts"][0].startswith("- p5.48xlarge, on-demand price")


def test_a_value_of_ones_own_is_told_as_such_where_its_design_is_asked(
    base: "KnowledgeBase",
) -> None:
    key = "instances.p5.48xlarge.on_demand_usd_per_hour"
    own = Override(key, 20.0, "USD/h", "our offer of v1. 5", date="2026")
    design = replace(load_example("insurer-support-chat"), overrides=(own,))
    answer = base.ask(REFUSED)
    said = "- p5.48xlarge, on-demand price: 20.0 USD/h (2026; Your own value (our offer of v1. 5))"
    assert beside(REFUSED, answer, design)[0] == said
    assert "Your own value" not in beside(REFUSED, answer)[0]
