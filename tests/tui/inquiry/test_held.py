"""What lies under the figures, asked by itself: index, search, training, bar, factor, chip, run."""

import re
from collections.abc import Mapping

import pytest

from advisors.format import value_and_range
from estimators.traffic import DAYS_PER_YEAR
from tui.inquiry import Inquiry
from tui.inquiry.clock import clock_in, said


def _first(inquiry: Inquiry, question: str, lines: int = 1) -> str:
    answer = inquiry.ask(question)
    assert answer.design is not None, question
    told = [line for line in answer.answer.splitlines() if not line.startswith("(")]
    return "\n".join(told[:lines])


@pytest.mark.parametrize(
    "question",
    [
        "how many kWh go into embedding our manuals?",
        "what does building and keeping our index burn in kWh?",
        "how much electricity to index the 2 billion tokens",
        "Wie viel Energie braucht es, unsere Dokumente zu indexieren?",
    ],
)
def test_the_index_is_told_by_its_own_energy(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    figure = inquiries["m"]._drawn.figures["index_it_kwh"]
    assert _first(inquiries["m"], question).startswith(f"{value_and_range(figure)} of IT energy")


@pytest.mark.parametrize(
    "question",
    [
        "how much electricity does looking things up take here a year?",
        "what energy does our document search need?",
        "Combien de kWh la recherche dans nos documents ajoute-t-elle par an ?",
        "¿Cuánta energía consume la búsqueda en los documentos en nuestro caso?",
    ],
)
def test_the_search_is_told_by_its_own_energy(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    figures = inquiries["s"]._drawn.figures
    line = _first(inquiries["s"], question)
    assert line.startswith(f"{value_and_range(figures['extra_it_kwh_per_year'])} of IT energy")
    assert value_and_range(figures["retrieval_wh"]) in line


@pytest.mark.parametrize(
    "question",
    [
        "how much energy does it take to index a million tokens?",
        "how much energy does an embedding of one page need",
        "how much power does a vector search use in general?",
    ],
)
def test_the_index_of_nobody_stays_with_the_guidance(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries["m"].ask(question).design
    assert part is None or part.intent != "parts"


def test_a_design_without_an_index_says_so(inquiries: Mapping[str, Inquiry]) -> None:
    line = _first(inquiries["t"], "how many kWh does our retrieval take?")
    assert line.startswith("None as designed: Prompt engineering looks nothing up")


@pytest.mark.parametrize(
    "question",
    [
        "what do we pay for training, and how often is it redone?",
        "how often do we train again and at what cost?",
        "Was kostet das Training des Adapters und wie oft muss man es wiederholen?",
        "¿Cuánto cuesta entrenar el adaptador y cada cuánto hay que repetirlo?",
    ],
)
def test_training_is_told_by_its_cost_and_its_runs(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    figures = inquiries["n"]._drawn.figures
    text = _first(inquiries["n"], question, 2)
    assert text.startswith(value_and_range(figures["tuning_usd"]))
    assert value_and_range(figures["tuning_runs"]) in text
    assert "once every 2 years" in text


def test_what_trains_nothing_says_so(inquiries: Mapping[str, Inquiry]) -> None:
    asked = "how much do we pay for training, and how often must it be redone?"
    assert _first(inquiries["s"], asked).startswith("Nothing, and never, as designed")


def test_how_often_models_are_retrained_is_guidance(inquiries: Mapping[str, Inquiry]) -> None:
    assert inquiries["n"].ask("how often should a model be retrained?").design is None


@pytest.mark.parametrize(
    "question",
    [
        "where's the quality bar and by how much do we clear it?",
        "what score does our model need and what does it reach?",
        "how good must the model be for us?",
        "how far is Nova Micro above what we need in quality?",
        "Wie gut muss das Modell sein, und wie weit liegt Nova Micro darüber?",
    ],
)
def test_the_bar_is_told_with_the_score(question: str, inquiries: Mapping[str, Inquiry]) -> None:
    line = _first(inquiries["t"], question)
    assert line == "The bar is 3 (intelligence index); Amazon Nova Micro scores 4.7, 1.7 above it."


def test_a_model_below_the_bar_is_told_by_how_much(inquiries: Mapping[str, Inquiry]) -> None:
    text = _first(inquiries["t"], "how far from our bar is Qwen3 1.7B?", 2)
    assert "scores 1.5, 1.5 below it" in text


def test_what_a_model_must_be_in_general_is_guidance(inquiries: Mapping[str, Inquiry]) -> None:
    assert inquiries["t"].ask("how good must a model be in general?").design is None


@pytest.mark.parametrize(
    ("example", "question", "region"),
    [
        ("t", "where is the grid factor that you used for London published?", "eu-west-2"),
        ("s", "where did the grid intensity for Ireland come from that you took?", "eu-west-1"),
        ("c", "what emission factor would you use for Ohio and what is its source?", "us-east-2"),
        (
            "t",
            "Welchen Netzfaktor habt ihr für London verwendet, und woher stammt er?",
            "eu-west-2",
        ),
    ],
)
def test_a_factor_is_told_with_who_published_it(
    example: str, question: str, region: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries[example]
    row = inquiry._facts.region(region)
    item = row.input("location_lifecycle_g_per_kwh", "location_g_per_kwh")
    text = _first(inquiry, question, 2)
    assert f"Grid carbon, location-based, {row.name}: {item.value:g}"[:-1] in text
    assert inquiry._facts.sources[item.sources[0]].title in text


def test_a_pue_has_its_own_source(inquiries: Mapping[str, Inquiry]) -> None:
    line = _first(inquiries["c"], "which PUE did you take for Oregon and who published it?")
    assert line.startswith("Power usage effectiveness, US West (Oregon): 1.12")


def test_there_is_no_electricity_price(inquiries: Mapping[str, Inquiry]) -> None:
    line = _first(inquiries["t"], "where can I look up the electricity price you used?")
    assert line.startswith("No electricity price stands under the figures")


def test_factors_in_general_are_guidance(inquiries: Mapping[str, Inquiry]) -> None:
    assert inquiries["m"].ask("where can I find grid factors in general?").design is None


@pytest.mark.parametrize(
    "question",
    [
        "would a smaller GPU be enough for the night?",
        "what if we took a smaller GPU?",
        "couldn't a less powerful card do this job, and what would we pay then?",
        "Gibt es eine kleinere Karte, die für die Nacht reicht, und was würde sie kosten?",
        "Y a-t-il une carte plus petite qui ferait le travail, et à quel prix ?",
        "¿Habría una tarjeta más pequeña que hiciera el trabajo, y cuánto costaría?",
        "C'è una scheda più piccola che basterebbe, e quanto costerebbe?",
        "Existe uma placa menor que daria conta do trabalho, e quanto custaria?",
    ],
)
def test_a_smaller_chip_is_told_with_its_cost(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    silicon = inquiries["n"].advice.decision("silicon")
    option = next(item for item in silicon.options if item.id == "l40s")
    answer = inquiries["n"].ask(question)
    assert answer.design is not None
    assert (answer.design.decision, answer.design.option) == ("silicon", "l40s")
    line = _first(inquiries["n"], question)
    assert line.startswith("Yes: NVIDIA L40S (45 GiB, 350 W)")
    assert value_and_range(option.figures["cost_usd_per_year"]) in line


def test_too_much_gets_no_yes_where_it_comes_first(inquiries: Mapping[str, Inquiry]) -> None:
    text = _first(inquiries["n"], "is the H100 oversized here?", 3)
    assert text.startswith("NVIDIA L40S (45 GiB, 350 W) does the work")
    assert "still comes first" in text


def test_a_managed_service_has_no_chip_to_make_smaller(inquiries: Mapping[str, Inquiry]) -> None:
    line = _first(inquiries["s"], "could we use a smaller card?")
    assert line.startswith("There is no chip of your own to make smaller")


@pytest.mark.parametrize(
    "question", ["are smaller GPUs more efficient?", "which smaller GPUs does AWS offer?"]
)
def test_smaller_chips_at_large_are_guidance(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert inquiries["n"].ask(question).design is None


def test_a_smaller_model_is_no_smaller_chip(inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["n"].ask("would a smaller model do?").design
    assert part is not None
    assert part.decision == "model"


def test_a_run_is_told_by_its_hours(inquiries: Mapping[str, Inquiry]) -> None:
    hours = inquiries["n"].advice.totals["instance_hours_per_year"]
    answer = inquiries["n"].ask("how long does the nightly run take?")
    assert answer.answer.startswith(f"About {(hours.value or 0.0) / DAYS_PER_YEAR:.1f}")
    assert answer.design is not None
    daily = answer.design.figures["instance_hours_per_day"]
    assert daily.value == pytest.approx((hours.value or 0.0) / DAYS_PER_YEAR)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("will the nightly batch be done before 6 am?", "It fits before 6:00 if it starts by"),
        ("how long is the nightly run if it starts at 3, does it end by 5:30?", "Yes, it fits"),
        ("how long is the nightly run from 5 to be done by 5:20?", "No, one instance does not"),
        ("if we kick the batch off at 1 am, is everything processed by 4?", "Yes, it fits"),
        ("what if the batch starts at 2 am, will it be done by 3?", "It may fit: 1 h"),
        ("when is the run finished if it starts at midnight?", "it ends by about 1:"),
        ("are all invoices through before the office opens at 7:30?", "It fits before 7:30 if"),
        (
            "Wie lange dauert der nächtliche Lauf, und ist er vor 6 Uhr fertig?",
            "It fits before 6:00",
        ),
    ],
)
def test_an_hour_of_the_day_is_held_against_the_run(
    question: str, told: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert told in _first(inquiries["n"], question, 3)


def test_people_before_an_hour_are_no_run(inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["n"].ask("are our people available before 6 am?").design
    assert part is None or part.intent != "input"


@pytest.mark.parametrize(
    ("example", "question", "read"),
    [
        ("t", "Quais opções ficaram de fora na escolha dos chips e por quê?", ("which", "silicon")),
        ("n", "Quelles puces ont été écartées et pourquoi ?", ("which", "silicon")),
        ("m", "¿Qué regiones quedaron fuera y por qué?", ("which", "region")),
        ("s", "Quali modelli sono stati esclusi e perché?", ("which", "model")),
        ("n", "Welche Optionen fielen bei der Wahl der Chips heraus?", ("which", "silicon")),
        ("m", "Was hat gegen Frankfurt gesprochen?", ("why-not", "region")),
        ("s", "Perché Bedrock e non i nostri server?", ("why", "hosting")),
        ("s", "Quelle option d'hébergement vient en deuxième ?", ("which", "hosting")),
        ("m", "Quale tecnica di personalizzazione è stata scelta?", ("which", "customization")),
        ("t", "Dá para usar um motor de regras?", ("why-not", "need")),
        ("t", "Warum ist ein Regelwerk ausgeschieden?", ("why-not", "need")),
        ("s", "Wie sicher ist die Modellentscheidung?", ("sure", "model")),
    ],
)
def test_decisions_and_options_are_understood_abroad(
    example: str,
    question: str,
    read: tuple[str, str],
    inquiries: Mapping[str, Inquiry],
) -> None:
    part = inquiries[example].ask(question).design
    assert part is not None
    assert (part.intent, part.decision) == read


def test_what_all_fell_out_for_is_said_at_once(inquiries: Mapping[str, Inquiry]) -> None:
    out = inquiries["t"].advice.decision("silicon").exclusions
    line = _first(inquiries["t"], "which chips were thrown out, and why?")
    assert line.startswith(f"All {len(out)} fell out of the silicon decision")
    assert line.endswith(out[0].reason)


def test_a_single_search_is_told_first(inquiries: Mapping[str, Inquiry]) -> None:
    one = inquiries["s"]._drawn.figures["retrieval_wh"]
    line = _first(inquiries["s"], "how many watt hours does a single lookup take for us?")
    assert line.startswith(value_and_range(one))


def test_a_managed_run_promises_no_hours(inquiries: Mapping[str, Inquiry]) -> None:
    text = _first(inquiries["m"], "how long does the nightly run take, is it done by 6?", 3)
    assert text.startswith("How long a run lasts is no figure of this design.")
    assert re.search(r"\d", text.replace("\n", " ")) is None


@pytest.mark.parametrize(
    ("text", "end", "start"),
    [
        ("done before 6 am", 6.0, None),
        ("by 6 30 if it starts at 11 pm", 6.5, 23.0),
        ("until midnight from noon", 0.0, 12.0),
        ("by 20 percent", None, None),
        ("by 12 am", 0.0, None),
    ],
)
def test_hours_are_read(text: str, end: float | None, start: float | None) -> None:
    clock = clock_in(text)
    assert (clock.end, clock.start) == (end, start)


def test_hours_span_midnight_and_are_written() -> None:
    assert clock_in("by 6 30 if it starts at 11 pm").hours == 7.5
    assert said(4.34) == "4:20"
    assert said(-1.0) == "23:00"
