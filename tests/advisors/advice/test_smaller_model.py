"""Distillation and structured pruning: figures of their effect on the design at hand, or why none.

What a published case kept, what making the smaller model takes, and when it is paid back.
"""

import re
from collections.abc import Callable
from functools import cache

import pytest

from advisors.advice import advise, desk_of
from advisors.desk import Desk
from advisors.distillation import LEAST, MUCH, Distilled, NotNeeded, distil
from advisors.options import Option
from advisors.pruning import cases_of, cut, kept_of
from advisors.questions import Value
from advisors.smaller_model import priced
from estimators.figure import Figure
from estimators.model_config import from_model
from tests.advisors.advice.made import advised, code_without_repeats, facts, made

OWN: dict[str, Value] = {"hosting": "self-hosted", "requests_per_day": 2e6}


@cache
def coded() -> dict[str, Option]:
    """Options of the inference decision of the self-hosted code assistant."""
    decision = advise(code_without_repeats(), facts()).decision("inference")
    return {option.id: option for option in decision.options}


@cache
def served() -> dict[str, Option]:
    """The same for a dense model on machines of one's own, two million requests a day."""
    decision = advised(**OWN).decision("inference")
    return {option.id: option for option in decision.options}


def desk(**answers: Value) -> Desk:
    return desk_of(made(**answers), facts())


def value(option: Option, name: str) -> float:
    return option.figures[name].numbers[0]


def test_cases_say_what_was_kept() -> None:
    """Minitron, Ministral and Llama 3.2 are dense; of experts the REAP cases kept 80 to 50 %."""
    dense, sparse = (cases_of(facts(), sparse=kind) for kind in (False, True))
    assert [row.id for row in dense] == [
        "mistral-nemo-minitron-8b",
        "ministral-3-14b",
        "llama-3.1-minitron-4b-width",
        "llama-3.2-3b",
    ]
    assert [round(kept_of(row), 2) for row in dense] == [0.69, 0.58, 0.56, 0.40]
    assert [kept_of(row) for row in sparse] == [0.80, 0.75, 0.70, 0.50]


def test_a_cut_dense_model_is_the_published_one() -> None:
    """Llama 3.1 8B cut like Llama 3.2 3B has the shape that Llama 3.2 3B was published with."""
    whole, published = (from_model(facts().models[key]) for key in ("llama-3.1-8b", "llama-3.2-3b"))
    found = cut(whole, facts().specialised["llama-3.2-3b"])
    for name in ("params_total_b", "layers", "hidden_size", "kv_bytes_per_token", "kv_heads"):
        assert getattr(found, name) == pytest.approx(getattr(published, name), rel=0.01), name


def test_cut_experts_leave_what_works_on_a_token() -> None:
    """Qwen3-Coder 480B with half of its experts has the published 246 billion parameters."""
    whole = from_model(facts().models["qwen3-coder-480b-a35b"])
    found = cut(whole, facts().specialised["qwen3-coder-reap-246b"])
    assert found.params_total_b == pytest.approx(246, rel=0.02)
    assert found.params_active_b == whole.params_active_b
    assert found.expert_params_b == pytest.approx(whole.expert_params_b)


@pytest.mark.parametrize("name", ["distillation", "pruning"])
def test_figures_follow_from_each_other(name: str) -> None:
    """A year = in use + once / horizon; months = 12 x once / saved."""
    for options in (coded(), served()):
        if name not in options:
            continue
        plain, option = options["as-designed"], options[name]
        years = 3.0
        for yearly, stem, months in (
            ("energy_kwh_per_year", "energy_kwh", "break_even_energy_months"),
            ("carbon_location_kg_per_year", "carbon_location_kg", "break_even_carbon_months"),
            ("cost_usd_per_year", "cost_usd", "break_even_cost_months"),
        ):
            saved, once = value(option, f"saved_{stem}_per_year"), value(option, f"one_off_{stem}")
            both = value(plain, yearly) - saved + once / years
            assert value(option, yearly) == pytest.approx(both)
            if saved > 0:
                assert value(option, months) == pytest.approx(12 * once / saved)
            else:
                assert "nothing is saved" in option.figures[months].withheld


def test_every_figure_opens_to_its_sources() -> None:
    """Down to the published cases, the training run and the design as it is."""
    cases = set(served()["pruning"].figures["one_off_energy_kwh"].sources)
    assert {"minitron-paper", "meta-model-cards"} <= cases
    students = set(coded()["distillation"].figures["one_off_energy_kwh"].sources)
    assert {"alpaca-readme", "deepseek-r1-readme", "wattbrief-training-fit"} <= students
    saved = coded()["distillation"].figures["saved_energy_kwh_per_year"]
    assert all(isinstance(item, Figure) and item.name.startswith("energy") for item in saved.inputs)


def test_a_recovery_run_costs_what_its_tokens_cost() -> None:
    """Hundreds of billions of tokens are megawatt-hours; picking experts is under 10 kWh."""
    dense, sparse = served()["pruning"], coded()["pruning"]
    assert value(dense, "one_off_energy_kwh") > 2_000
    assert value(sparse, "one_off_energy_kwh") < 10
    assert any("380 billion (94 to 9,000)" in reason for reason in dense.reasons)


def test_the_range_is_over_the_cases() -> None:
    """The lower end of a pruned design lies below what the middle case alone would reach."""
    figure = served()["pruning"].figures["energy_kwh_per_year"]
    after = figure.inputs[0]
    assert isinstance(after, Figure)
    ends = [item.numbers for item in after.inputs if isinstance(item, Figure)]
    assert len(ends) == 3
    value_of, low, high = after.numbers
    assert value_of == ends[1][0]
    assert min(end[1] for end in ends) <= low < value_of < high <= max(end[2] for end in ends)


@pytest.mark.parametrize("options", [coded, served])
def test_neither_is_ranked(options: Callable[[], dict[str, Option]]) -> None:
    for name in ("distillation", "pruning"):
        option = options().get(name)
        assert option is None or any("To try, not ranked" in item for item in option.reasons)
    assert next(iter(options())) not in {"distillation", "pruning"}


def test_the_first_option_says_it_in_brief() -> None:
    """Who reads the text form sees three options; the note stands with the first."""
    first = next(iter(coded().values()))
    note = next(note for note in first.notes if "Distillation into a smaller model (" in note)
    assert "paid back within a month, if anything is saved at all" in note


def test_a_student_may_lack_the_bar_and_nothing_else() -> None:
    """Smaller in parameters, not under half the bar, less energy a call."""
    own = desk_of(code_without_repeats(), facts())
    assert own.best is not None
    found = distil(own, own.best, own.measure(own.best))
    assert isinstance(found, Distilled)
    shapes, index = own.base.architectures, found.student.aa_index_nonreasoning
    small, large = shapes[found.student.id], shapes[own.best.model]
    assert small.params_total_b <= MUCH * large.params_total_b
    assert index is not None
    assert index >= LEAST * 12.0
    assert "code" in found.student.domains


def test_what_meets_the_bar_needs_no_teacher() -> None:
    """A committed 70B model where an 8B one would do: no distillation, and it says so."""
    answers: dict[str, Value] = {**OWN, "committed_model": "llama-3.3-70b", "quality": "draft"}
    own = desk(**answers)
    assert own.best is not None
    found = distil(own, own.best, own.measure(own.best))
    assert isinstance(found, NotNeeded)
    decision = advised(**answers).decision("inference")
    out = next(item for item in decision.exclusions if item.id == "distillation")
    assert found.model.name in out.reason
    assert "not needed" in out.reason


def test_a_managed_pick_is_withheld_with_what_would_unlock_it() -> None:
    decision = advised(hosting="managed").decision("inference")
    option = next(item for item in decision.options if item.id == "distillation")
    why = option.figures["energy_kwh_per_year"].withheld
    assert "Bedrock Model Distillation" in why
    assert "unlock" in why
    assert "pruning" not in {item.id for item in decision.options}


NOVA: dict[str, Value] = {
    "hosting": "managed",
    "committed_model": "nova-pro",
    "quality": "expert",
}


def test_a_managed_student_is_priced_by_what_both_cost() -> None:
    """Nova Pro costs 0.80 USD a million tokens in, Nova Lite 0.06, and the year follows.

    What training on Bedrock costs is not known: what is spent once is withheld, the year with it.
    """
    decision = advised(**NOVA).decision("inference")
    option = next(item for item in decision.options if item.id == "distillation")
    assert "Amazon Nova Lite learns" in option.reasons[1]
    assert "us-east-1" in option.reasons[1]
    whole = value(decision.options[0], "cost_usd_per_year")
    assert 0.8 < value(option, "saved_cost_usd_per_year") / whole < 1.0
    assert value(option, "one_off_energy_kwh") > 0
    for name in ("one_off_cost_usd", "cost_usd_per_year", "break_even_cost_months"):
        assert "not in the facts" in option.figures[name].withheld, name


def test_a_distilled_nova_stays_in_the_regions_that_serve_it() -> None:
    decision = advised(**NOVA, residency="eu").decision("inference")
    option = next(item for item in decision.options if item.id == "distillation")
    assert "us-east-1 and us-west-2 alone" in option.figures["cost_usd_per_year"].withheld


MAILS: dict[str, Value] = {
    "use_case": "classification",
    "answer_form": "fixed-list",
    "knowledge": ("general",),
    "requests_per_day": 2e6,
    "labelled_examples": 40_000.0,
    "output_tokens": 5.0,
}


def test_an_encoder_that_reads_long_texts_has_published_students_to_follow() -> None:
    """ModernBERT reads 600 tokens; students were 1.6 to 2 times as fast as their teachers."""
    answers: dict[str, Value] = {**MAILS, "requests_per_day": 2e5, "input_tokens": 600.0}
    decision = advised(**answers).decision("inference")
    option = next(item for item in decision.options if item.id == "distillation")
    plain = decision.options[0]
    before, after = (value(item, "energy_kwh_per_year") for item in (plain, option))
    assert value(option, "saved_energy_kwh_per_year") == pytest.approx(before - after)
    assert 0.45 < after / before < 0.95
    assert "distillation-readme" in option.figures["energy_kwh_per_year"].sources
    assert any("DistilBERT base 77.0" in reason for reason in option.reasons)


def test_a_student_is_not_distilled_again() -> None:
    decision = advised(**MAILS, input_tokens=400.0).decision("inference")
    out = next(item for item in decision.exclusions if item.id == "distillation")
    assert "DistilBERT base is a student already" in out.reason


def test_what_never_pays_back_is_told_and_not_offered() -> None:
    """Two thousand requests a day save less in three years than a recovery run takes."""
    decision = advised(hosting="self-hosted", requests_per_day=2000.0).decision("inference")
    out = next(item for item in decision.exclusions if item.id == "pruning")
    assert out.rule == "never-pays-back"
    assert out.reason.startswith("Not worth it within 3 years. Saved in use: ")
    assert re.search(r"Spent once: [\d,.]+ kWh .* USD", out.reason)
    assert "frame-lifetime-total" in out.cards
    assert "pruning" not in {item.id for item in decision.options}
    assert "pruning" not in " ".join(decision.options[0].notes)


def test_every_option_that_is_offered_pays_back_somewhere() -> None:
    offered = [item for options in (served(), coded()) for item in options.values()]
    months = [
        [item.figures[f"break_even_{kind}_months"].value for kind in ("energy", "cost")]
        for item in offered
        if priced(item)
    ]
    assert len(months) > 1
    assert all(any(end is not None and end <= 36.0 for end in pair) for pair in months)


@pytest.mark.parametrize("hosting", ["self-hosted", "managed"])
def test_the_first_option_names_all_that_is_not_ranked(hosting: str) -> None:
    """The text form shows three options; the rest are known by name and by what they change."""
    decision = advised(hosting=hosting, async_share=30.0).decision("inference")
    notes = " ".join(decision.options[0].notes)
    beside = decision.options[1:]
    assert len(beside) > 3
    for option in beside:
        assert option.label.removeprefix("Relaxed: ") in notes
    assert ("saves " if hosting == "managed" else "carbon ") in notes
