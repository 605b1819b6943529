"""The first page of a record: nothing but what stands below it, and short enough to be read."""

import re
from functools import lru_cache

import pytest

from advisors.advice import advise
from advisors.budget_ways import search_further
from advisors.budgets import within_budget
from advisors.design import Design, parse_design
from advisors.errors import RecordReadError
from advisors.examples import example_names, load_example
from advisors.options import FIGURE_NAMES
from advisors.questions import Answer
from advisors.record import Record, build_record, parse_record, render_json, render_markdown
from advisors.record import render_short as short_of
from advisors.record.markdown import clean
from advisors.record.render_summary import anchor
from advisors.record.shown import quantity
from advisors.sensitivity import sensitivity
from tests.advisors.advice.test_budget_sweep import green
from tests.advisors.record.made import DATE, facts

NAMES = example_names()
PAGE = 84
"""Lines of a printed page at a small size; tables and lists of a rendered one take less."""


def record_on(design: Design, *, moved: bool = False) -> Record:
    advice = advise(design, facts())
    found = sensitivity(design, facts(), advice) if moved else None
    return build_record(design, advice, facts(), date=DATE, moved=found)


@lru_cache(maxsize=len(NAMES))
def record_of(name: str) -> Record:
    return record_on(load_example(name), moved=True)


@lru_cache(maxsize=len(NAMES))
def markdown_of(name: str) -> str:
    return render_markdown(record_of(name))


def page_of(markdown: str) -> str:
    return markdown.partition("\n## Summary\n")[2].partition("\n## Contents\n")[0]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_the_first_page_is_one_page(name: str) -> None:
    body = markdown_of(name).partition("\n# ")[2]
    page = body.partition("\n## Contents\n")[0]
    assert len(page.split("\n")) <= PAGE
    assert [line for line in page.split("\n") if len(line) > 80 and line[:1] != "|"] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_decision_stands_with_its_choice_a_figure_and_its_confidence(name: str) -> None:
    page = flat(page_of(markdown_of(name)))
    for item in record_of(name).decisions:
        assert item.chosen is not None
        start = page.index(f"**{item.title}**: {item.chosen.label}")
        said = page[start:].split("**", 3)[2]
        assert f"({item.confidence} confidence" in said
        assert ("no clear winner" in said) is not item.clear
        known = {quantity(figure) for figure in item.chosen.figures if figure.value is not None}
        assert not known or any(figure in said for figure in known)


@pytest.mark.parametrize("name", NAMES)
def test_yearly_totals_stand_with_both_carbon_methods_water_and_cost(name: str) -> None:
    page = page_of(markdown_of(name))
    totals = {item.name: item for item in record_of(name).totals}
    for key in FIGURE_NAMES:
        assert f"| {totals[key].label} " in page
        assert quantity(totals[key]) in page


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_page_stands_in_the_record_below(name: str) -> None:
    markdown = markdown_of(name)
    page = re.sub(r"^\d+\. ", "", page_of(markdown), flags=re.MULTILINE)
    below = markdown.partition("\n## Contents\n")[2]
    own = {"5", "95", *re.findall(r"\d+", DATE), *re.findall(r"(\d+) more under", page)}
    own |= set(re.findall(r"\d+", record_of(name).review_by))
    numbers = re.compile(r"\d[\d,]*(?:\.\d+)?")
    assert set(numbers.findall(page)) - own <= set(numbers.findall(below))


@pytest.mark.parametrize("name", NAMES)
def test_contents_lead_to_every_section_and_decision_once(name: str) -> None:
    markdown = markdown_of(name)
    part = markdown.partition("\n## Contents\n")[2].partition("\n## ")[0]
    links = re.findall(r"\(#([^)]+)\)", flat(part))
    headings = re.findall(r"^#{1,6} (.+)$", markdown, flags=re.MULTILINE)
    anchors = [anchor(title) for title in headings]
    assert all(anchors.count(link) == 1 for link in links)
    sections = re.findall(r"^## (.+)$", markdown, flags=re.MULTILINE)[2:]
    assert [link for link in links if not link[0].isdigit()] == [anchor(t) for t in sections]
    assert len([link for link in links if link[0].isdigit()]) == len(record_of(name).decisions)


@pytest.mark.parametrize("name", NAMES)
def test_the_twin_gives_the_same_page_and_the_same_short_form(name: str) -> None:
    record = record_of(name)
    again = parse_record(render_json(record))
    assert render_markdown(again) == markdown_of(name)
    assert short_of(again) == short_of(record)
    assert page_of(markdown_of(name)).strip() in short_of(record)
    assert "## Contents" not in short_of(record)
    assert f"{record.id}.md" in short_of(record)


def test_assumptions_stand_in_the_order_of_their_influence() -> None:
    design = load_example("insurer-support-chat")
    for key in ("requests_per_day", "growth_per_year", "input_tokens", "output_tokens"):
        design = design.answered(key, Answer(dont_know=True))
    record = record_on(design, moved=True)
    page = flat(page_of(render_markdown(record)))
    places = [page.index(item.text) for item in record.assumptions[:5]]
    assert places == sorted(places)
    assert f"{len(record.assumptions) - 5} more under Assumptions" in page
    assert record.assumptions[5].text not in page


def test_a_flip_names_only_what_is_chosen_otherwise() -> None:
    record = record_of("insurer-support-chat")
    moved = record.moved
    assert moved is not None
    regions = {flip.instead.rpartition(", ")[2] for flip in moved.flips}
    page = flat(page_of(markdown_of("insurer-support-chat")))
    turns = page.partition("Nearest: ")[2].partition("**Assumed")[0]
    assert any(f": then {region}." in turns for region in regions)
    assert "Retrieval (RAG)" not in turns


def test_without_sensitivity_the_decisions_say_what_turns_them() -> None:
    record = record_on(load_example("insurer-support-chat"))
    page = flat(page_of(render_markdown(record)))
    flips = [flip for item in record.decisions for flip in item.flips[:1]]
    assert flips
    assert flips[0] in page


def test_clashing_answers_stand_on_the_first_page() -> None:
    design = parse_design("answers: {residency: eu, allowed_regions: [us-east-1]}")
    record = record_on(design)
    assert record.contradictions
    page = flat(page_of(render_markdown(record)))
    assert record.contradictions[0] in page
    none = flat(page_of(markdown_of("insurer-support-chat")))
    assert "Contradictions among the answers**: none." in none


@pytest.mark.parametrize(
    ("factor", "verdict"),
    [(0.5, "does **not** hold"), (1.05, "holds by its central value"), (50.0, "holds (")],
)
def test_a_budget_is_held_against_its_figure(factor: float, verdict: str) -> None:
    design = load_example("insurer-support-chat")
    cost = advise(design, facts()).totals["cost_usd_per_year"].value
    assert cost is not None
    record = record_on(design.answered("cost_budget_usd_per_year", Answer(cost * factor)))
    (note,) = record.budgets or ()
    assert (note.holds, note.holds_high) == (factor > 1, factor > 10)
    assert bool(note.ways) is (factor < 1)
    page = flat(page_of(render_markdown(record)))
    assert verdict in page.partition("**Budgets**")[2]


def test_a_decision_for_which_nothing_fits_says_so_on_the_first_page() -> None:
    design = load_example("code-assistant-self-hosted").answered("ttft_ms", Answer(1.0))
    record = record_on(design.answered("allowed_regions", Answer(("mx-central-1",))))
    open_ = [item.title for item in record.decisions if item.chosen is None]
    assert open_
    page = flat(page_of(render_markdown(record)))
    for title in open_:
        assert f"**{title}**: no option fits" in page


def test_a_record_of_an_older_schema_has_no_page_and_no_short_form() -> None:
    older = record_of(NAMES[0]).model_copy(
        update={"schema_version": 2, "contradictions": None, "budgets": None}
    )
    assert "## Summary" not in render_markdown(older)
    assert '"budgets"' not in render_json(older)
    assert render_json(parse_record(render_json(older))) == render_json(older)
    with pytest.raises(RecordReadError, match="no short form"):
        short_of(older)


def test_a_budget_is_searched_in_the_record_as_the_advice_searches_it() -> None:
    """Advised designs alone miss it, a cell of the sweep holds it: the record names that cell."""
    plain, limit = green()
    design = plain.answered("cost_budget_usd_per_year", Answer(limit))
    advice = advise(design, facts())
    alone = within_budget(advice, usd=limit)
    found = search_further(alone, advice, design, facts())
    assert not alone.possible
    (note,) = record_on(design).budgets or ()
    assert note.holds is False
    assert note.ways == tuple(clean(way) for way in found.ways)
    assert note.ways[0].endswith("would hold, and keeps every requirement.")


def test_a_way_out_holds_both_budgets() -> None:
    """Each limit alone is held by a design that breaks the other: that is no way out."""
    answers = {"cost_budget_usd_per_year": 1.0, "carbon_budget_kg_per_year": 1e6}
    design = load_example("insurer-support-chat")
    for name, limit in answers.items():
        design = design.answered(name, Answer(limit))
    notes = {note.name: note for note in record_on(design).budgets or ()}
    assert notes["cost_usd_per_year"].holds is False
    assert notes["carbon_market_kg_per_year"].ways == ()
    assert notes["carbon_market_kg_per_year"].holds
    assert notes["cost_usd_per_year"].ways[0].startswith("Milder answers would not")
