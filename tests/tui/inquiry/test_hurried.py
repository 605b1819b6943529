"""Questions asked in a hurry: read by a turn, split at commas, in other languages, or not ours."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry
from tui.inquiry.asking import before_comma, listed
from tui.inquiry.languages import in_english


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("In short: what is it, and what does it cost?", ("what is it", "what does it cost")),
        (
            "In short: what is in it, what does it cost, and who runs it?",
            ("what is in it", "what does it cost", "who runs it"),
        ),
        ("the traffic is low, what does it cost?", ()),
    ],
)
def test_questions_that_commas_part_are_found(question: str, parts: tuple[str, ...]) -> None:
    assert listed(question) == parts


def test_a_remark_behind_a_comma_is_left_out() -> None:
    assert before_comma("why not Canada, it is all hydro there") == "why not Canada"
    assert before_comma("the traffic is low, what does it cost?") == ""
    assert before_comma("why not Canada, eh") == ""


def test_three_questions_get_three_answers(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["n"].ask(
        "Plainly: what do we get, what does it cost, and what may go wrong?"
    )
    assert answer.design is not None
    told = [answer.design.intent, *(part.intent for part in answer.more)]
    assert told == ["summary", "how-much", "risks"]


def test_a_remark_does_not_hide_the_question(inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["c"].ask("why is Canada missing, their power is nearly all hydro").design
    assert part is not None
    assert (part.intent, part.decision, part.option) == ("why-not", "region", "ca-central-1")


def test_another_region_is_another_than_the_one_before(inquiries: Mapping[str, Inquiry]) -> None:
    asked = "Our users and our data sit in Frankfurt. Why are you sending it to another region?"
    answer = inquiries["s"].ask(asked)
    assert answer.design is not None
    assert answer.design.option == "eu-central-1"
    assert "Bedrock does not serve" in answer.answer.partition("\n\n")[0]


@pytest.mark.parametrize(
    "question",
    [
        "what do we pay Oracle consultants a year?",
        "how much did we spend on Zendesk?",
        "why are our forklifts so expensive?",
        "how much does the CRM cost us per month?",
        "how many invoices did we get in March?",
    ],
)
def test_what_others_cost_is_no_figure_of_the_design(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries["n"].ask(question).design
    assert part is None or (part.intent == "unanswerable" and not part.figures)


@pytest.mark.parametrize(
    "question",
    [
        "at what volume does it make sense to reserve throughput?",
        "does it help to write longer prompts for the model?",
        "why the region matters for carbon",
        "do GPUs that sit idle use power?",
        "do models support Czech?",
    ],
)
def test_what_is_asked_in_general_goes_to_the_guidance(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert inquiries["s"].ask(question).design is None


@pytest.mark.parametrize(
    ("example", "question"),
    [
        ("c", "what does the coding assistant cost us?"),
        ("n", "what does extracting invoices cost us?"),
        ("m", "what does the bot cost us?"),
    ],
)
def test_a_design_goes_by_its_own_name(
    example: str, question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries[example].ask(question).design
    assert part is not None
    assert part.intent == "how-much"
    assert "cost_usd_per_year" in part.figures


@pytest.mark.parametrize(
    ("example", "question", "read"),
    [
        ("s", "Warum hat eigenes Hosting verloren, wir haben doch Leute dafür?", "why-not"),
        ("c", "Wie viel Arbeit macht das unserem Plattformteam?", "effort"),
        ("n", "Quantas máquinas ficam ligadas à noite?", "how-much"),
        ("n", "¿Qué pasa si cambiamos de modelo cada año?", "what-if"),
        ("s", "Was passiert, wenn doppelt so viele Kunden fragen?", "what-if"),
        ("s", "Was ist der größte Hebel beim CO2?", "lever"),
        ("t", "Wer muss das genehmigen?", "next"),
        ("m", "Que faut-il faire avant la mise en service ?", "next"),
        ("n", "Quanto custa treinar o modelo?", "parts"),
        ("c", "Quel critère a pesé le plus ?", "input"),
        ("s", "¿Cuánto cuesta en el peor de los casos?", "sure"),
        ("s", "Combien si on double le trafic ?", "what-if"),
        ("m", "Wie groß ist der Anteil des Index an den Kosten?", "parts"),
    ],
)
def test_turns_of_other_languages_are_read(
    example: str, question: str, read: str, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries[example].ask(question).design
    assert part is not None
    assert part.intent == read


def test_a_turn_of_another_language_stands_in_english(inquiries: Mapping[str, Inquiry]) -> None:
    english = inquiries["s"]._english
    text, note = in_english("Muss das rund um die Uhr laufen?", english)
    assert text == "does it have to run all the time"
    assert "German" in note
    assert in_english("does it run day and night?", english)[1] == ""
