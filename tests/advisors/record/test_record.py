"""A record says what was decided, on which numbers, and gives the same bytes again."""

import dataclasses
import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from advisors.design import Design, digest, load_design, parse_design, save_design
from advisors.design_yaml import dump_yaml
from advisors.errors import RecordBuildError, RecordReadError
from advisors.examples import load_example
from advisors.options import Advice, Option
from advisors.questions import QUESTIONS, Answer
from advisors.record import (
    People,
    Record,
    build_record,
    parse_record,
    render_json,
    render_markdown,
    text_digest,
)
from advisors.record.build import slug_of
from advisors.record.markdown import clean
from advisors.record.model import SignOff
from tests.advisors.record.made import DATE, advice_on, facts
from tests.advisors.record.test_markdown import PARSER, TEXTS

SECTIONS = [
    "Summary",
    "Contents",
    "Context and Problem Statement",
    "Decision Drivers",
    "Considered Options",
    "Decision Outcome",
    "Pros and Cons of the Options",
    "More Information",
    "Figures and Evidence",
    "Assumptions",
    "Sensitivity",
    "Interview",
    "Reproduction",
    "Sign-off",
]
FRONT = [
    "id",
    "status",
    "date",
    "review-by",
    "decision-makers",
    "consulted",
    "informed",
    "supersedes",
    "superseded-by",
    "schema",
]


@pytest.fixture(scope="module")
def design() -> Design:
    return load_example("manuals-question-answering")


@pytest.fixture(scope="module")
def advice(design: Design) -> Advice:
    return advice_on(design)


@pytest.fixture(scope="module")
def record(design: Design, advice: Advice) -> Record:
    return build_record(design, advice, facts(), date=DATE)


@pytest.fixture(scope="module")
def markdown(record: Record) -> str:
    return render_markdown(record)


def front_matter(markdown: str) -> dict[str, object]:
    _, front, _ = markdown.split("---\n", 2)
    found = yaml.safe_load(front)
    assert isinstance(found, dict)
    return found


def headings(markdown: str, level: int) -> list[str]:
    body = markdown.split("---\n", 2)[2]
    tokens = PARSER.parse(body)
    return [
        tokens[place + 1].content
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == f"h{level}"
    ]


def section(markdown: str, title: str) -> str:
    return markdown.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_sections_stand_in_the_order_of_madr_and_then_ours(markdown: str) -> None:
    assert headings(markdown, 2) == SECTIONS
    assert headings(markdown, 1) == ["Questions over 50,000 machine manuals"]
    inner = headings(f"---\n---\n{section(markdown, 'Decision Outcome')}", 3)
    assert inner == ["Consequences", "Confirmation"]


def test_front_matter_is_quoted_yaml_with_every_key(markdown: str) -> None:
    found = front_matter(markdown)
    assert list(found) == FRONT
    assert found["id"] == "20261121-questions-over-50-000-machine-manuals"
    assert (found["date"], found["review-by"]) == ("2026-11-21", "2027-05-21")
    assert found["decision-makers"] == found["supersedes"] == []


def test_the_abstract_is_a_y_statement(record: Record) -> None:
    parts = ("In the context of", "facing", "we decided for", "and neglected", "to achieve")
    places = [record.abstract.index(part) for part in (*parts, "accepting")]
    assert places == sorted(places)
    assert "Amazon Bedrock (hosting)" in record.abstract.split("and neglected")[0]
    assert "EC2 g6e.xlarge (hosting)" in record.abstract.split("and neglected")[1]


def test_the_json_twin_renders_to_the_same_bytes(record: Record, markdown: str) -> None:
    again = parse_record(render_json(record))
    assert again == record
    assert render_markdown(again) == markdown
    assert render_json(again) == render_json(record)


def test_same_answers_data_and_date_give_the_same_bytes(design: Design, markdown: str) -> None:
    shuffled = dataclasses.replace(
        design, answers=dict(reversed(list(design.answers.items()))), position="quality"
    )
    record = build_record(shuffled, advice_on(shuffled), facts(), date=DATE)
    assert render_markdown(record) == markdown


def test_every_reference_has_its_entry_and_every_entry_its_source(record: Record) -> None:
    body = render_markdown(record).split("### Evidence\n", 1)[0]
    cited = set(re.findall(r"\[(E\d+)\]", body))
    known = {item.id: item for item in record.evidence}
    assert cited
    assert cited <= set(known)
    sources = {item.id for item in record.sources}
    for item in record.evidence:
        assert set(item.sources) <= sources
        if item.basis == "formula":
            assert item.formula
            assert item.equation
            assert item.inputs
            assert {part.evidence for part in item.inputs} - {""} <= set(known)
        elif item.basis != "answer":
            assert item.sources, item


def test_the_whole_design_opens_down_to_facts_and_answers(record: Record) -> None:
    known = {item.id: item for item in record.evidence}
    waiting = [item.evidence for item in record.totals]
    bases = set()
    while waiting:
        item = known[waiting.pop()]
        bases.add(item.basis)
        waiting += [part.evidence for part in item.inputs]
    assert bases == {"formula", "fact", "answer", "assumption"}


def test_every_figure_reads_value_unit_range_evidence(record: Record, markdown: str) -> None:
    shape = r"[\d.,]+ (kWh|kg CO2e|l|USD)/year \([\d.,]+ to [\d.,]+\) \[E\d+\]"
    shown = section(markdown, "Pros and Cons of the Options")
    figures = [q for d in record.decisions for o in d.options for q in o.figures]
    whole = {q.evidence for q in record.totals}
    others = {q.evidence for q in figures} - whole
    flat = " ".join(shown.split())
    assert {found.group() for found in re.finditer(r"E\d+", flat)} == others | whole
    assert len({m.group() for m in re.finditer(shape, flat)}) == len(others)


def test_options_that_lost_carry_their_reason(markdown: str) -> None:
    shown = " ".join(section(markdown, "Pros and Cons of the Options").split())
    assert "**us-east-1; us-west-2**: It takes the least carbon." in shown
    assert "What would lift the reason: Change" in shown
    assert "Bad, because it takes about" in shown
    assert "compared with Amazon Bedrock" in shown


def test_consequences_name_a_cost_and_checks_say_where(record: Record) -> None:
    assert any(item.side == "bad" and "USD/year" in item.text for item in record.consequences)
    assert any(item.side == "good" for item in record.consequences)
    assert all(item.metric and item.threshold and item.where for item in record.confirmation)
    cost = next(item for item in record.evidence if item.id == record.totals[-1].evidence)
    check = next(item for item in record.confirmation if item.metric.startswith("Cost"))
    limit = float(check.threshold.split()[2].replace(",", ""))
    assert limit == pytest.approx((cost.quantity.high or 0) / 12, rel=0.05)


def test_assumptions_stand_by_influence_with_an_owner(record: Record, markdown: str) -> None:
    names = [item.name for item in record.assumptions]
    questions = [name for name in names if name in {item.question for item in record.interview}]
    order = [item.id for item in QUESTIONS]
    assert questions == sorted(questions, key=order.index, reverse=True)  # as advised
    unlimited = {"carbon_budget_kg_per_year", "cost_budget_usd_per_year", "committed_model"}
    assert (
        set(questions)
        == {item.question for item in record.interview if item.how in ("don't know", "not asked")}
        - unlimited
    )
    assert "managed_wh_per_call" in names
    assert section(markdown, "Assumptions").count("Owner:") == len(names)


def test_no_clear_winner_and_flips_are_said(markdown: str) -> None:
    shown = " ".join(section(markdown, "Sensitivity").split())
    assert "**Hosting**: medium confidence. No clear winner" in shown
    assert "Flips: It takes the least carbon." in shown
    assert "**Model**: low confidence. No option fits" in shown


def test_every_answer_stands_in_the_interview(design: Design, record: Record) -> None:
    asked = {item.question: item for item in record.interview}
    assert set(asked) >= set(design.answers)
    assert asked["peak_factor"].how == "don't know"
    assert asked["corpus_tokens"].answer.startswith("2,000,000,000 tokens (1,200,000,000 to")
    assert asked["growth_per_year"].note == "Roll-out to dealers in year two"


def test_the_record_holds_the_design_that_was_advised_on(design: Design, record: Record) -> None:
    again = parse_design(dump_yaml(record.reproduction.design))
    assert digest(again) == record.reproduction.design_digest == digest(design)


def test_lines_fit_eighty_columns_but_for_tables_links_and_commands(markdown: str) -> None:
    long = [line for line in markdown.split("\n")[13:] if len(line) > 80]
    free = (r"^\|", r"<https://", r"sha256|`[0-9a-f]{64}`", r"^    wattbrief")
    assert [line for line in long if not any(re.search(part, line) for part in free)] == []


def test_a_proposal_has_nothing_open(design: Design) -> None:
    short = Design("Empty")
    assert build_record(short, advice_on(short), facts(), date=DATE).status == "draft"
    made = advice_on(design)
    complete = dataclasses.replace(made, decisions=made.decisions[:2])
    assert build_record(design, complete, facts(), date=DATE).status == "proposed"


def test_withheld_figures_say_why(design: Design) -> None:
    made = advice_on(design)
    option = made.decisions[0].options[0]
    cost = dataclasses.replace(
        option.figures["cost_usd_per_year"],
        value=None,
        low=None,
        high=None,
        withheld="no price is known",
    )
    bare = Option("x", "Unpriced", {**option.figures, "cost_usd_per_year": cost}, ("Why.",))
    hosting = dataclasses.replace(made.decisions[0], options=(bare, *made.decisions[0].options))
    totals = {**made.totals, "cost_usd_per_year": cost}
    changed = dataclasses.replace(made, decisions=(hosting,), totals=totals)
    text = " ".join(render_markdown(build_record(design, changed, facts(), date=DATE)).split())
    assert "cost of withheld: no price is known" in text
    assert "| Cost | withheld: no price is known |" in text
    assert "Cost, a month" not in text


def test_nothing_fits_and_no_totals_is_a_draft_that_says_so(design: Design) -> None:
    made = advice_on(design)
    empty = dataclasses.replace(made, decisions=made.decisions[2:], totals={})
    record = build_record(design, empty, facts(), date=DATE)
    text = render_markdown(record)
    assert record.status == "draft"
    assert "the design as a whole has no figures" in " ".join(text.split())
    assert render_markdown(parse_record(render_json(record))) == text


def test_advice_on_other_answers_is_refused(design: Design, advice: Advice) -> None:
    other = design.answered("output_tokens", Answer(value=999.0))
    with pytest.raises(RecordBuildError, match="other answers"):
        build_record(other, advice, facts(), date=DATE)


@pytest.mark.parametrize("date", ["yesterday", "2026-02-30", "", "21.11.2026"])
def test_a_date_that_is_none_is_refused(design: Design, advice: Advice, date: str) -> None:
    with pytest.raises(RecordBuildError, match="is no date"):
        build_record(design, advice, facts(), date=date)


def test_the_review_is_due_on_a_day_that_exists(design: Design, advice: Advice) -> None:
    record = build_record(design, advice, facts(), date="2026-08-31", review_months=6)
    assert record.review_by == "2027-02-28"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Chat für Straßenbau", "chat-fur-strassenbau"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本語", "design-abcdef01"),
        ("a" * 300, "a" * 60),
        ("CON.", "con"),
    ],
)
def test_slugs_are_plain_file_names(title: str, slug: str) -> None:
    assert slug_of(title, "abcdef0123") == slug


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=TEXTS, said=TEXTS, note=TEXTS, person=TEXTS)
def test_hostile_names_keep_front_matter_and_structure(
    name: str, said: str, note: str, person: str
) -> None:
    answers = {"use_case": Answer("support-chat"), "unit_of_work": Answer(value=note, note=note)}
    design = Design(name, answers)
    record = build_record(
        design, advice_on(design, said), facts(), date=DATE, people=People((person,))
    )
    markdown = render_markdown(record)
    front = front_matter(markdown)
    assert list(front) == FRONT
    assert front["decision-makers"] == [clean(person)]
    assert headings(markdown, 2) == SECTIONS
    assert len(headings(markdown, 1)) == 1
    tokens = PARSER.parse(markdown.split("---\n", 2)[2])
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_inline", "image"}
    assert "html_block" not in {token.type for token in tokens}
    links = [
        str(child.attrs["href"])
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open"
    ]
    outward = {link for link in links if not link.startswith("#")}
    assert outward <= {item.url for item in record.sources}
    assert render_markdown(parse_record(render_json(record))) == markdown


def test_a_design_file_with_a_hostile_name_gives_the_same_record(tmp_path: Path) -> None:
    path = tmp_path / "x.design.yaml"
    design = Design("a | <b> `c`\n---\n[/d]", {"use_case": Answer("support-chat")})
    save_design(path, design)
    loaded = load_design(path)
    first = build_record(design, advice_on(design), facts(), date=DATE)
    second = build_record(loaded, advice_on(loaded), facts(), date=DATE)
    assert render_json(first) == render_json(second)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: text[: len(text) // 2], "cut off"),
        (lambda _: "[]", "the file"),
        (lambda _: "[" * 100_000, "cut off"),
        (lambda text: text.replace('"draft"', '"aproved"', 1), "status"),
        (lambda text: text.replace('"schema_version": 3', '"schema_version": 99', 1), "schema 99"),
        (lambda text: text.replace('"title"', '"titel"', 1), "title"),
    ],
)
def test_a_broken_twin_is_explained(record: Record, change: object, why: str) -> None:
    assert callable(change)
    with pytest.raises(RecordReadError, match=why) as caught:
        parse_record(change(render_json(record)))
    assert caught.value.what
    assert caught.value.fix


def test_signing_leaves_the_digest_and_any_other_change_shows(record: Record) -> None:
    signature = SignOff(name="A. Person", role="Board", date=DATE, digest=text_digest(record))
    signed = record.model_copy(update={"sign_offs": (signature,), "status": "accepted"})
    assert text_digest(signed) == text_digest(record)
    assert "A. Person" in render_markdown(signed)
    changed = record.model_copy(update={"title": "Another"})
    assert text_digest(changed) != text_digest(record)


def test_the_twin_is_plain_values(record: Record) -> None:
    data = json.loads(render_json(record))
    assert data["schema_version"] == 3
    assert {type(item) for item in data["totals"][0].values()} <= {str, float}


def test_gfm_renders_the_tables(markdown: str) -> None:
    html = MarkdownIt("gfm-like", {"html": False, "linkify": False}).render(
        markdown.split("---\n", 2)[2]
    )
    assert html.count("<table>") == 1 + 2 + 1 + 1 + 1 + 2
