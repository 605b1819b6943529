"""Plain questions on a design in other languages: fine-tuning, ranges, weeks, water, watching."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry


@pytest.mark.parametrize(
    "question",
    [
        "Pourquoi pas un réglage LoRA ?",
        "Warum kein Nachtrainieren?",
        "¿por qué no ajuste fino?",
        "perché non messa a punto?",
    ],
)
def test_fine_tuning_is_no_rule_and_no_setting(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries["s"].ask(question)
    assert answer.design is not None
    assert (answer.design.decision, answer.design.option) == ("customization", "peft")


@pytest.mark.parametrize(
    ("example", "question", "said"),
    [
        ("m", "warum ist die Kostenspanne so groß?", "of the spread of cost"),
        ("m", "pourquoi la fourchette de prix est si large ?", "of the spread of cost"),
        ("m", "¿Cuánta agua consume al año?", "Water: 360 l/year"),
        ("n", "quantas semanas de trabalho?", "person-weeks in the first year"),
        ("m", "cuántas semanas de trabajo supone el RAG", "person-weeks in the first year"),
        ("n", "wie viele Personenwochen braucht das?", "person-weeks in the first year"),
        ("n", "Quanto custa por fatura processada, em Wh e em dólares?", "Cost per request:"),
        ("c", "wie viel vom CO2 steckt in der Herstellung der Hardware?", "Embodied carbon:"),
        ("t", "combien coûte la surveillance par rapport au reste ?", "for the design itself"),
        ("t", "was kostet die Überwachung im Vergleich zum Entwurf?", "for the design itself"),
    ],
)
def test_it_is_told_from_the_design_at_once(
    example: str, question: str, said: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries[example].ask(question)
    assert answer.design is not None
    assert said in "\n".join(answer.answer.splitlines()[:4])


def test_the_cost_of_watching_stands_beside_that_of_the_design(
    inquiries: Mapping[str, Inquiry],
) -> None:
    answer = inquiries["t"].ask("what does the monitoring cost compared with the design itself?")
    assert answer.design is not None
    figures = answer.design.figures
    own = figures["cost_usd_per_year"]
    plan = figures[f"{answer.design.option}/cost_usd_per_year"]
    advice = inquiries["t"].advice
    assert own.value == advice.totals["cost_usd_per_year"].value
    chosen = advice.decision("monitoring").chosen
    assert chosen is not None
    assert plan.value == chosen.figures["cost_usd_per_year"].value


@pytest.mark.parametrize(
    "question",
    [
        "¿Cuántas semanas dura el verano?",
        "combien de semaines de vacances ai-je ?",
        "Wer überwacht die Server?",
        "¿De dónde viene el agua de Madrid?",
    ],
)
def test_other_weeks_and_waters_are_not(question: str, inquiries: Mapping[str, Inquiry]) -> None:
    assert inquiries["s"].ask(question).design is None
