"""Why one option has more of a figure than another: the inputs that part them are named."""

from collections.abc import Mapping

import pytest

from advisors.format import value
from estimators.figure import Figure, Formula, Input
from tui.inquiry import Inquiry
from tui.inquiry.contrast import factors, times

_PRODUCT = Formula("t.product", "carbon = energy × grid")
_OTHER = Formula("t.other", "carbon = hours × carbon of an hour")
_SUM = Formula("t.sum", "total = carbon + hardware")


def _input(name: str, number: float) -> Input:
    return Input(name, number, number, number, "1", "fact")


def _carbon(energy: float, grid: float) -> Figure:
    number = energy * grid
    inputs = (_input("energy", energy), _input("grid", grid))
    return Figure("carbon", number, number, number, "kg", _PRODUCT, inputs)


def _total(carbon: Figure, hardware: float) -> Figure:
    number = (carbon.value or 0.0) + hardware
    inputs = (carbon, _input("hardware", hardware))
    return Figure("total", number, number, number, "kg", _SUM, inputs)


def test_of_a_sum_the_part_that_differs_and_of_a_product_its_factors() -> None:
    mine, other = _total(_carbon(10.0, 4.0), 1.0), _total(_carbon(5.0, 1.0), 1.1)
    found = factors(mine, other)
    assert [item.mine.name for item in found] == ["grid", "energy"]
    assert [item.times for item in found] == [4.0, 2.0]
    assert factors(mine, mine) == ()


def test_what_comes_about_in_two_ways_is_itself_what_differs() -> None:
    other = Figure("carbon", 5.0, 5.0, 5.0, "kg", _OTHER, (_input("hours", 5.0),))
    (found,) = factors(_carbon(10.0, 4.0), other)
    assert not found.alike
    assert found.mine.name == "carbon"


def test_which_way_a_factor_works_is_known_of_a_product_alone() -> None:
    formula = Formula("t.rest", "cost = price × (1 − deferred)")
    mine, other = (
        Figure("cost", 1.0 - part, 1.0 - part, 1.0 - part, "USD", formula,
               (_input("price", 1.0), _input("deferred", part)))
        for part in (0.5, 0.2)
    )  # fmt: skip
    (found,) = factors(mine, other)
    assert found.mine.name == "deferred"
    assert not found.straight
    assert all(item.straight for item in factors(_carbon(10.0, 4.0), _carbon(5.0, 1.0)))


def test_what_lowers_a_figure_by_growing_is_a_cause(inquiries: Mapping[str, Inquiry]) -> None:
    asked = "why do batch requests cost half as much for us?"
    first = inquiries["s"].ask(asked).answer.partition("\n\n")[0]
    assert "(-50%), because of share of requests that may wait" in first
    assert "although" not in first


def test_a_part_that_the_other_lacks_is_named() -> None:
    mine, other = _total(_carbon(1.0, 1.0), 3.0), _total(_carbon(1.0, 1.0), 0.0)
    (found,) = factors(mine, other)
    assert found.mine.name == "hardware"
    assert found.times == float("inf")
    assert times(mine, other) == 4.0


@pytest.mark.parametrize(
    ("example", "question", "pair", "causes"),
    [
        ("n", "how come Bedrock emits ten times as much yet drinks less?", "hosting",
         ("grid carbon, location-based", "water consumed by the grid")),
        ("n", "Why does London take half the water and five times the carbon?", "region",
         ("grid carbon, location-based", "water consumed by the grid")),
        ("m", "why does Nova Lite need more water, though it has less carbon?", "model",
         ("water consumed by the grid", "grid carbon, location-based")),
        ("t", "why does nemotron cost more but emit less?", "model",
         ("Bedrock price of input tokens", "parameters used for a token")),
        ("s", "explain why self-hosting is ten times more expensive", "hosting",
         ("cost of serving",)),
    ],
)  # fmt: skip
def test_the_cause_stands_in_the_first_lines(
    example: str, question: str, pair: str, causes: tuple[str, ...],
    inquiries: Mapping[str, Inquiry],
) -> None:  # fmt: skip
    answer = inquiries[example].ask(question)
    assert answer.design is not None
    assert answer.design.decision == pair
    first = answer.answer.partition("\n\n")[0]
    assert all(f"{cause} (" in first for cause in causes)


def test_numbers_of_the_causes_open(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["n"].ask("why does Bedrock emit ten times as much carbon?")
    assert answer.design is not None
    figures = answer.design.figures
    grid = figures["bedrock/location_g_per_kwh"], figures["ec2-eks/location_g_per_kwh"]
    assert all(list(item.leaves()) for item in grid)
    assert value(grid[1]) in answer.answer


def test_an_option_is_known_by_the_model_of_its_design(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["t"].ask("why is the DistilBERT variant dearer if it takes equal energy?")
    assert answer.design is not None
    assert answer.design.option == "classifier"
    first = answer.answer.partition("\n\n")[0]
    assert "Small classifier beside Generative model" in first
    assert "nearly the same" in first


def test_a_premise_that_is_turned_round_is_put_right(inquiries: Mapping[str, Inquiry]) -> None:
    said = "It is the other way round"
    assert said in inquiries["c"].ask("why does L40S emit more carbon than Inferentia?").answer
    assert said not in inquiries["c"].ask("why does L40S emit less carbon than Inferentia?").answer


@pytest.mark.parametrize(
    "question",
    [
        "does Trainium use less energy than GPUs, and if so why?",
        "why does water use differ between data centres in general?",
        "why does training use more energy than inference?",
        "why do larger models generally cost more than smaller ones?",
    ],
)
def test_what_parts_things_in_general_is_not_told_of_the_design(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    assert inquiries["s"].ask(question).design is None


@pytest.mark.parametrize(
    "question",
    ["which inputs move the carbon most?", "which assumptions matter most?", "what moves it most?"],
)
def test_what_moves_carbon_is_told_by_the_method_that_ranks(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    for example, label in (("s", "Carbon, market-based"), ("n", "Carbon, location-based")):
        answer = inquiries[example].ask(question)
        assert answer.design is not None
        assert label.casefold() in answer.answer.partition("\n\n")[0].casefold()


def test_the_other_method_can_be_asked_for(inquiries: Mapping[str, Inquiry]) -> None:
    asked = "which inputs move location-based carbon most?"
    first = inquiries["s"].ask(asked).answer.partition("\n\n")[0]
    assert "Carbon, location-based" in first


def test_the_region_with_least_carbon_is_told_by_the_method_that_ranks(
    inquiries: Mapping[str, Inquiry],
) -> None:
    first = inquiries["s"].ask("which Region has the least carbon?").answer.partition("\n\n")[0]
    assert "market-based carbon" in first


@pytest.mark.parametrize(
    "question",
    [
        "what is the difference between the two carbon numbers?",
        "the two CO2 figures are far apart, why?",
        "why is market-based carbon so much lower than location-based here?",
    ],
)
def test_the_two_methods_are_told_apart_by_grid_and_hardware(
    question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    answer = inquiries["s"].ask(question)
    assert answer.design is not None
    assert answer.design.intent == "reporting"
    first = answer.answer.partition("\n\n")[0]
    assert "counts the electricity with the average of the grid (300 g CO2e/kWh)" in first
    assert "counts the electricity with the renewable power that AWS buys (0 g CO2e/kWh)" in first
    assert "is in both" in first
