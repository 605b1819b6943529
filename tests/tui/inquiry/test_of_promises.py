"""What the service level takes, what idles, memory, licence, languages, inputs left open."""

import re
from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry
from tui.inquiry.answer import DesignPart
from tui.inquiry.kinds import as_kind
from tui.inquiry.page import Page


def _told(inquiry: Inquiry, kind: str, question: str) -> tuple[Page, DesignPart]:
    """The answer to a question of a kind, whatever it is likest to."""
    reading = as_kind(inquiry.read(question), kind, question, inquiry.workload)
    assert reading is not None
    page = Page(inquiry._facts)
    return page, inquiry._teller.tell(page, reading, question)


def _section(page: Page, title: str) -> list[str]:
    """Points under a heading."""
    start = page.lines.index(f"{title}:") + 1
    end = next((at for at in range(start, len(page.lines)) if not page.lines[at]), len(page.lines))
    return [line.removeprefix("- ") for line in page.lines[start:end]]


def test_a_promise_opens_with_what_less_would_save(inquiries: Mapping[str, Inquiry]) -> None:
    page, part = _told(inquiries["c"], "level", "what does that promise cost us in kWh?")
    assert part.decision == "inference"
    assert re.match(
        r"Relaxed: .*: Energy [\d,.]+ kWh/year .* instead of [\d,.]+ kWh/year", page.lines[0]
    )
    mine = page.figures["as-designed/energy_kwh_per_year"].value
    least = min(
        figure.value
        for name, figure in page.figures.items()
        if name.startswith("relaxed") and figure.value is not None
    )
    assert mine is not None
    assert least < mine, "looser levels stand beside the design that they were computed on"


def test_a_managed_promise_is_told_in_money(inquiries: Mapping[str, Inquiry]) -> None:
    page, _ = _told(inquiries["s"], "level", "what does the speed cost us?")
    assert page.lines[0].startswith("Relaxed: ")
    assert "USD/year" in page.lines[0]


def test_no_promise_is_made_up_where_everything_may_wait(
    inquiries: Mapping[str, Inquiry],
) -> None:
    page, _ = _told(inquiries["n"], "level", "what does the speed cost us?")
    assert page.lines[0].startswith("No looser service level")
    assert "24 h" in "\n".join(_section(page, "Asked for"))


def test_what_stands_by_is_told_with_its_share(inquiries: Mapping[str, Inquiry]) -> None:
    page, part = _told(inquiries["c"], "idle", "do those machines idle at night?")
    assert part.decision == "hosting"
    standby = page.figures["standby_energy_kwh"]
    share = page.figures["standby_energy_kwh_share_of_serving_it_kwh_per_year"]
    serving = inquiries["c"].advice.totals["serving_it_kwh_per_year"]
    assert standby.value is not None
    assert serving.value is not None
    assert share.value == pytest.approx(100.0 * standby.value / serving.value)
    assert "stand by" in page.lines[0]


@pytest.mark.parametrize("example", ["m", "s", "t"])
def test_shared_machines_do_not_idle_for_a_design(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    page, _ = _told(inquiries[example], "idle", "do those machines idle at night?")
    assert page.lines[0].startswith("No machine of yours waits")
    assert "standby_energy_kwh" not in page.figures


def test_the_weights_and_what_is_left_fill_the_card(inquiries: Mapping[str, Inquiry]) -> None:
    page, part = _told(inquiries["c"], "memory", "does the model fit on one card?")
    assert part.option == "inferentia2"
    assert page.lines[0].startswith("Yes: ")
    weights, room = page.figures["weights_gib"].value, page.figures["room_gib"].value
    total = inquiries["c"]._facts.chip("inferentia2").memory_gib
    assert weights is not None
    assert room is not None
    assert total is not None
    assert 0.0 < room < total - weights, "the engine keeps some of it"
    assert weights == pytest.approx(30.5e9 / 2**30, rel=0.05), "a byte a parameter in fp8"


def test_a_managed_model_has_no_card(inquiries: Mapping[str, Inquiry]) -> None:
    page, _ = _told(inquiries["m"], "memory", "does the model fit on one card?")
    assert page.lines[0].startswith("There is no card of yours")
    assert "weights_gib" not in page.figures


@pytest.mark.parametrize("example", ["c", "n"])
def test_a_licence_is_told_with_how_many_it_took_out(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    page, part = _told(inquiries[example], "licence", "any licence problem?")
    out = inquiries[example].advice.decision("model").exclusions
    count = sum(item.rule == "licence" for item in out)
    assert count > 0
    assert "Apache 2.0" in page.lines[0]
    assert page.lines[1] == f"By that answer {count} models fell out."
    assert part.decision == "model"


def test_the_language_that_is_named_comes_first(inquiries: Mapping[str, Inquiry]) -> None:
    page, _ = _told(inquiries["n"], "languages", "is Portuguese a weak spot?")
    assert ", Portuguese: " in page.lines[0]
    assert "none of the languages answered" not in page.lines[0]
    other, _ = _told(inquiries["n"], "languages", "and how is its Swedish?")
    assert ", Swedish: " in other.lines[0]
    assert "none of the languages answered" in other.lines[0]


def test_an_input_left_open_says_so_and_what_it_decides(inquiries: Mapping[str, Inquiry]) -> None:
    page, _ = _told(inquiries["c"], "input", "no labelled examples noted, is that a problem?")
    assert page.lines[0] == "You left it open, so a default stands in for it."
    assert "tuning starts to pay" in "\n".join(_section(page, "What it decides"))
    assert "None of the five figures" in "\n".join(_section(page, "What rests on it"))
    given, _ = _told(inquiries["c"], "input", "how many input tokens did you take?")
    assert "left it open" not in given.lines[0]
    assert "It is under Energy" in "\n".join(_section(given, "What rests on it"))


def test_what_is_bought_already_moves_no_figure(inquiries: Mapping[str, Inquiry]) -> None:
    page, _ = _told(inquiries["s"], "input", "does our savings plan count?")
    assert "Compute Savings Plan" in page.lines[0]
    assert "moves no figure" in page.lines[0]


@pytest.mark.parametrize("example", ["c", "m", "n", "s", "t"])
def test_no_decision_of_low_certainty_is_called_clear(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    page, _ = _told(inquiries[example], "sure", "is it a coin toss?")
    decisions = inquiries[example].advice.decisions
    doubtful = [item for item in decisions if not item.clear or item.confidence == "low"]
    told = "\n".join(page.lines[: page.lines.index("")])
    assert ("Every decision has a clear first option" in told) is (not doubtful)
    assert all(item.title in told for item in doubtful)


@pytest.mark.parametrize("example", ["c", "m", "n", "s", "t"])
def test_no_region_is_called_open_that_fell_out(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    page, _ = _told(inquiries[example], "place", "which Regions are open?")
    decision = inquiries[example].advice.decision("region")
    points = _section(page, "Open by your answers, and in the ranking")
    assert points == [item.label for item in decision.options]
    said = [line for line in page.lines if "open after" in line]
    assert not said, "open to law and network is not open to this model"


def test_of_three_the_first_is_named_with_its_lead(inquiries: Mapping[str, Inquiry]) -> None:
    question = "which of Ohio, Virginia and Oregon won?"
    page, part = _told(inquiries["c"], "compare", question)
    assert part.decision == "region"
    assert page.lines[0].startswith("us-west-2, US West (Oregon) stands before us-east-2")
    assert "against us-west-2, US West (Oregon): carbon +" in page.lines[0]
    (third,) = _section(page, "And of the others")
    assert third.startswith("us-east-1")
