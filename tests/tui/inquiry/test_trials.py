"""What a question tries on the design, and what is said where nothing changes."""

from collections.abc import Mapping

import pytest

from advisors.format import value_and_range
from tui.inquiry import Inquiry


def test_what_is_set_already_is_said_to_stand(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["c"].ask("what if the first word may take 500 ms?").answer
    assert text.startswith("The design is answered so already")
    assert "to the first." in text
    assert "before:" not in text


def test_a_share_that_waits_already_is_held_against_none(
    inquiries: Mapping[str, Inquiry],
) -> None:
    text = inquiries["m"].ask("what if 10 % of the requests could wait?").answer
    assert text.startswith("It brings nothing here: with none that may wait, every figure reads")
    assert "The design is answered so already" in text.partition("\n")[0]


def test_nothing_moves_is_said_where_nothing_does(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["c"].ask("what if 1 s to the first token and 80 ms between tokens?")
    assert answer.answer.startswith("Nothing moves")
    assert "1000 ms" in answer.answer
    assert "80 ms" in answer.answer
    moved = inquiries["c"].ask("what if traffic doubled?").answer
    assert not moved.startswith("Nothing moves")


@pytest.mark.parametrize(
    "question",
    ["how many GPUs would we need if traffic doubled?",
     "what if traffic doubled, how many machines more?"],
)  # fmt: skip
def test_the_fleet_stands_before_and_after(question: str, inquiries: Mapping[str, Inquiry]) -> None:
    lines = inquiries["c"].ask(question).answer.splitlines()
    (line,) = [item for item in lines if "Own instances up on average" in item]
    hours = inquiries["c"].advice.totals["instance_hours_per_year"]
    then = hours.value / 8765.82 if hours.value else 0.0
    assert f"before: {then:.1f} instances (" in line
    assert not line.split(": ")[1].startswith(f"{then:.1f} ")


def test_a_managed_design_has_no_instances_to_compare(inquiries: Mapping[str, Inquiry]) -> None:
    assert "Own instances" not in inquiries["m"].ask("what if traffic doubled?").answer


def test_people_are_no_requests(inquiries: Mapping[str, Inquiry]) -> None:
    grown = inquiries["c"].ask("we might grow to 2000 devs. then what?")
    assert grown.design is not None
    (change,) = grown.design.changes
    assert change.startswith("requests_per_day=400000 ")
    assert "notes 800 developers" in grown.answer
    other = inquiries["s"].ask("what if we had 2000 users?")
    assert other.design is not None
    assert not other.design.changes
    assert "counts requests and not people" in other.answer


def test_passages_are_asked_for_in_tokens(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("if the passages we send go from 4 to 2, what happens to cost?")
    assert answer.design is not None
    assert not answer.design.changes
    assert "tokens less" in answer.answer


@pytest.mark.parametrize("question", ["does it stay under 100k?", "what if finance says max 100k?"])
def test_money_is_held_against_the_amount_asked_for(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries["n"]
    lines = inquiry.ask(question).answer.splitlines()
    cost = inquiry.advice.totals["cost_usd_per_year"]
    assert lines[0].startswith(f"Yes. Cost: {value_and_range(cost)}")
    assert lines[0].endswith("below 100,000 USD/year.")
    left = lines[lines.index("What is left:") + 1]
    assert f"{100000.0 - (cost.value or 0.0):,.0f}"[:2] in left


def test_what_is_left_of_the_budget_of_the_design(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["n"].ask("how much of the budget is left?").answer
    assert "below 150,000 USD/year." in text.splitlines()[0]
    assert "What is left:" in text


@pytest.mark.parametrize(
    ("key", "question", "change"),
    [
        ("s", "Was wäre, wenn wir 12.000 Anfragen pro Tag hätten?", "requests_per_day=12000"),
        ("s", "Et si on avait 12 000 requêtes par jour ?", "requests_per_day=12000"),
        ("t", "E se passassimos de 10 para 5000 tickets por dia?", "requests_per_day=5000"),
    ],
)
def test_numbers_as_other_languages_write_them(
    key: str, question: str, change: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[key].ask(question)
    assert answer.design is not None
    assert answer.design.changes == (change,)


@pytest.mark.parametrize(
    ("question", "years"),
    [("Was kostet das über drei Jahre?", 3), ("wat kost het over vijf jaar?", 5)],
)
def test_years_in_other_words_are_summed(
    question: str, years: int, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries["c"].ask(question)
    assert answer.answer.splitlines()[1].startswith(f"Cost over {years} years: ")
    beyond = f"this is {years} times its mean year" in answer.answer
    assert beyond == (years != inquiries["c"].workload.horizon_years.value)


def test_very_is_no_three_in_french(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["c"].ask("Pourquoi Trainium est très cher ?").answer
    assert "3" not in answer.splitlines()[0]


def test_growth_a_year_is_read_without_by(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["t"].ask("what if volume grows 20% a year, you've got zero in there")
    assert answer.design is not None
    assert answer.design.changes == ("growth_per_year=20",)


def test_a_number_that_no_answer_holds_is_not_replaced_by_another(
    inquiries: Mapping[str, Inquiry],
) -> None:
    text = inquiries["t"].ask("what if it gets 30 percent more popular?").answer
    assert "gives no new number" not in text
    assert not text.startswith("Every decision stays")


@pytest.mark.parametrize(
    ("example", "question", "change"),
    [
        ("c", "what if the chips cannot be had in Oregon?", "allowed_regions=us-east-2, us-east-1"),
        ("c", "do we hold with 99.9% instead of what we said?", "availability=99.9"),
        ("n", "what if no one had labelled the data?", "labelled_examples=0"),
        ("n", "what if we replaced the model each year, not every other one?",
         "model_refresh_per_year=1"),
        ("n", "what if we replaced the model every two years?", "model_refresh_per_year=0.5"),
        ("n", "if cost was all that counted, same answer?", "priorities=cost 100"),
        ("n", "what if expert level was asked for?", "quality=expert"),
        ("s", "we could wait 4 seconds, what would that save?", "ttft_ms=4000"),
        ("s", "what if we ignored water?",
         "priorities=carbon 35, cost 30, latency 15, effort 10"),
    ],
)  # fmt: skip
def test_answers_are_changed_as_they_are_said(
    example: str, question: str, change: str, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries[example].ask(question).design
    assert part is not None
    assert part.changes == (change,)


def test_a_price_is_no_answer(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("what happens if the Bedrock prices go up by 20 %?")
    assert answer.design is not None
    assert answer.design.changes == ()
    assert "Prices are facts and no answers of the design" in answer.answer
