"""Batches between grid points, layouts, filters, places."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from advisors import sizing_physics
from advisors.base import Base, base_of, neuron_serves
from advisors.capability import bar_of, capable_models
from advisors.demand import policy_of
from advisors.misfits import misfit
from advisors.places import open_places, open_routes, profile_places
from advisors.rungs import Rung, open_rungs, prompt_tokens
from advisors.sizing import ServiceLevel, ask_for, size, size_all
from advisors.sizing_batch import BATCHES, at, crossing, memory_place
from advisors.workload import Workload, workload_from
from estimators.calibration import Coefficients, load_calibration
from estimators.memory import Reserve
from estimators.power import NodeRest
from estimators.replica import reserve
from estimators.serving import node_rest
from estimators.serving_inputs import Options
from estimators.sweep_fields import Call
from estimators.sweep_grid import Axes, Grid, evaluate, evaluate_calls
from tests.advisors.advice.made import facts, made


def workload(**answers: object) -> Workload:
    return workload_from(made(**answers), facts())  # type: ignore[arg-type]


def test_a_limit_is_crossed_between_two_points() -> None:
    values = np.array([[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0]])
    assert crossing(np.log(values), float(np.log(8.0)))[0] == pytest.approx(3.0)
    assert 3.0 < crossing(np.log(values), float(np.log(9.0)))[0] < 4.0
    assert crossing(np.log(values), float(np.log(0.5)))[0] == -1
    assert crossing(np.log(values), float(np.log(1e9)))[0] == 7


def test_values_between_points_are_geometric() -> None:
    values = np.array([[1.0, 100.0]])
    assert at(values, np.array([0.5]))[0] == pytest.approx(10.0)
    assert at(values, np.array([1.0]))[0] == pytest.approx(100.0)


def test_memory_that_is_missing_gives_the_batch_at_which_it_starts() -> None:
    missing = np.maximum((BATCHES - 100.0) * 0.1, 0.0)[None]
    place = memory_place(missing)
    assert at(BATCHES[None], place)[0] == pytest.approx(100.0, rel=0.02)
    assert memory_place(np.zeros((1, BATCHES.size)))[0] == BATCHES.size - 1
    assert memory_place(np.ones((1, BATCHES.size)))[0] == -1


def test_a_tighter_service_level_never_lowers_the_energy_of_a_call() -> None:
    base = base_of(facts())
    rows = [facts().instance("g6e.xlarge"), facts().instance("p5.48xlarge")]
    found = []
    for pace in (200.0, 100.0, 50.0, 25.0):
        sized = size(base, ["llama-3.1-8b"], rows, ServiceLevel(1000, 200, 2000, pace))
        assert sized is not None
        table = dict(zip(sized.layouts.keys, sized.layouts.wh_per_call, strict=True))
        found.append(table)
    for loose, tight in pairwise(found):
        for key in loose.keys() & tight.keys():
            assert tight[key] >= loose[key] * 0.999


def test_what_does_not_fit_says_by_how_much() -> None:
    base = base_of(facts())
    sized = size(
        base, ["llama-3.1-405b"], [facts().instance("g6.xlarge")], ServiceLevel(500, 100, 1e4, 500)
    )
    assert sized is not None
    assert not len(sized.layouts)
    found = misfit(sized, "llama-3.1-405b", "l4")
    assert found is not None
    assert found.rule == "does-not-fit"
    assert "GiB" in found.reason
    assert misfit(sized, "llama-3.1-405b", "h100") is None


def test_layouts_that_could_not_be_had_are_not_computed() -> None:
    base = base_of(facts())
    types = [facts().instance(name) for name in ("g6.xlarge", "p4d.24xlarge", "p5.48xlarge")]
    ask = ask_for(base, ["llama-3.1-8b", "llama-3.1-70b"], ServiceLevel(500, 100, 1e4, 500))
    (sized,) = size_all(base, [ask], types)
    assert sized is not None
    computed = np.isfinite(sized.grid.of("energy_j")[..., 0])
    lacking = sized.grid.of("missing_gib")[..., 0] > 0.0
    able = sized.axes.precision_ok[..., None] & sized.axes.layout_ok
    assert lacking.any()
    assert not able.all()
    assert (computed == (able & ~lacking)).all()
    every = evaluate(
        sized.axes, ask.call, load_calibration().coefficients, (reserve(), node_rest())
    )
    for name in ("energy_j", "ttft_ms", "inter_token_ms", "tokens_per_s"):
        assert (sized.grid.of(name)[computed] == every.of(name)[computed]).all()


def test_asks_that_are_sized_together_give_what_each_gives_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[int] = []

    def counted(
        axes: Axes,
        own: Sequence[Call],
        c: Coefficients,
        server: tuple[Reserve, NodeRest],
        wanted: NDArray[np.bool_] | None = None,
    ) -> tuple[Grid, ...]:
        calls.append(len(own))
        return evaluate_calls(axes, own, c, server, wanted)

    monkeypatch.setattr(sizing_physics, "evaluate_calls", counted)
    types = [facts().instance(name) for name in ("g6e.xlarge", "p5.48xlarge")]
    base, models = Base(facts()), ["llama-3.1-8b", "llama-3.1-70b"]
    long = ask_for(base, models, ServiceLevel(4000, 200, 4000, 100))
    cached = replace(long, options=Options(prefix_cached_share=0.5))
    short = ask_for(base, models, ServiceLevel(500, 100, 2000, 50))
    other = ask_for(base, ["llama-3.1-8b"], ServiceLevel(500, 100, 2000, 50))
    nothing = ask_for(base, [], ServiceLevel(500, 100, 2000, 50))
    asks = (long, nothing, cached, short, other)
    together = size_all(base, asks, types)
    assert calls == [3, 1]
    assert size_all(base, asks, types) == together
    assert calls == [3, 1]
    for ask, found in zip(asks, together, strict=True):
        (alone,) = size_all(Base(facts()), [ask], types)
        if found is None or alone is None:
            assert found is alone is None
            assert ask is nothing
            continue
        assert found.level == ask.level
        assert found.layouts.keys == alone.layouts.keys
        assert found.layouts.wh_per_call == pytest.approx(alone.layouts.wh_per_call, rel=1e-12)
        assert found.layouts.ttft_ms == pytest.approx(alone.layouts.ttft_ms, rel=1e-12)
    assert size_all(base, asks, []) == (None,) * len(asks)


def test_too_slow_names_the_limit() -> None:
    base = base_of(facts())
    sized = size(
        base, ["llama-3.1-8b"], [facts().instance("g6.xlarge")], ServiceLevel(500, 100, 1e4, 5.0)
    )
    assert sized is not None
    found = misfit(sized, "llama-3.1-8b", "l4")
    assert found is not None
    assert found.rule == "too-slow"
    assert "5 ms are accepted" in found.reason


def test_nothing_to_size() -> None:
    base = base_of(facts())
    assert size(base, [], [facts().instance("g6.xlarge")], ServiceLevel(1, 1, 1, 1)) is None


def test_neuron_support_is_by_model_and_chip() -> None:
    assert neuron_serves("llama-3.1-8b", "trainium1")
    assert not neuron_serves("gpt-oss-20b", "inferentia2")
    assert not neuron_serves("gemma-3-12b", "trainium2")


def test_the_bar_rises_with_quality_and_falls_for_narrow_tasks() -> None:
    bars = [bar_of(workload(quality=q)) for q in ("draft", "business", "expert", "critical")]
    assert bars == sorted(bars)
    assert len(set(bars)) == 4
    narrow = workload(use_case="extraction", quality="business")
    assert bar_of(narrow) < bar_of(workload(quality="business"))
    assert bar_of(workload(use_case="agent", quality="business")) > bars[1]


def test_every_model_is_either_capable_or_excluded() -> None:
    base = base_of(facts())
    kept, fallen = capable_models(workload(), base)
    names = [item.model.id for item in kept] + [item.id for item in fallen]
    assert sorted(names) == sorted(base.generative)


def test_a_research_licence_may_be_called_but_not_hosted() -> None:
    kept, _ = capable_models(workload(quality="draft"), base_of(facts()))
    ids = {item.model.id for item in kept}
    assert "command-a" not in ids


@pytest.mark.parametrize(
    ("residency", "inside", "outside"),
    [
        ("eu", "eu-north-1", "eu-west-2"),
        ("us", "us-east-2", "ca-central-1"),
        ("japan", "ap-northeast-3", "ap-southeast-1"),
        ("eu-and-adequate", "eu-west-2", "us-east-1"),
    ],
)
def test_residency_comes_first(residency: str, inside: str, outside: str) -> None:
    kept, fallen = open_places(workload(residency=residency), facts())
    assert inside in {place.id for place in kept}
    assert next(item for item in fallen if item.id == outside).rule == "residency"


def test_every_region_is_open_or_excluded() -> None:
    kept, fallen = open_places(workload(), facts())
    assert {p.id for p in kept} | {x.id for x in fallen} == set(facts().regions)


def test_profiles_stay_inside_the_law() -> None:
    routes = open_routes(workload(residency="eu"), facts())
    assert set(routes) == {"eu."}
    countries = {facts().regions[code].country for code in routes["eu."]}
    assert "GB" not in countries
    trips = dict.fromkeys(facts().regions, 10.0)
    model = facts().model("claude-haiku-4-5")
    assert {place.profile for place in profile_places(model, routes, trips)} == {"eu."}
    assert not open_routes(workload(residency="one-region"), facts())
    assert not open_routes(workload(allowed_regions=("eu-west-1",)), facts())


def test_a_profile_is_the_mean_of_its_regions() -> None:
    routes = open_routes(workload(), facts())
    trips = dict.fromkeys(facts().regions, 10.0)
    model = facts().model("claude-haiku-4-5")
    place = next(p for p in profile_places(model, routes, trips) if p.profile == "eu.")
    site = base_of(facts()).site(place)
    grids = [facts().regions[c].location_lifecycle_g_per_kwh or 0.0 for c in place.destinations]
    leaf = site.location_g_per_kwh
    assert leaf.value == pytest.approx(sum(grids) / len(grids))  # type: ignore[union-attr]
    assert leaf.low <= min(grids)  # type: ignore[union-attr]


def test_rungs_shorten_the_prompt() -> None:
    base = base_of(facts())
    w = workload(labelled_examples=5000.0, knowledge=("own-documents", "house-style"))
    tokens = {rung: prompt_tokens(w, rung, base) for rung in Rung}
    assert tokens[Rung.RAG] == w.input_tokens.value
    assert tokens[Rung.PEFT_RAG] < tokens[Rung.RAG]
    assert tokens[Rung.PEFT] < tokens[Rung.PEFT_RAG]


def test_the_ladder_closes_from_above() -> None:
    kept, fallen = open_rungs(workload(labelled_examples=5000.0))
    assert Rung.RAG in kept
    rules = {item.id: item.rule for item in fallen}
    assert rules["from-scratch"] == "last-resort"
    assert rules["prompt"] == "unknown-knowledge"


def test_the_fleet_stops_only_when_nobody_waits() -> None:
    assert not policy_of(workload()).scale_to_zero
    assert policy_of(workload(async_share=100.0)).scale_to_zero


def test_a_format_that_a_chip_cannot_compute_is_no_layout_of_it() -> None:
    """On V100 80 billion parameters fit in FP8 alone, which it lacks: memory is what is missing."""
    base = base_of(facts())
    rows = [facts().instance("p3.16xlarge")]
    sized = size(base, ["qwen3-coder-next"], rows, ServiceLevel(60000, 900, 3726, 50))
    assert sized is not None
    found = misfit(sized, "qwen3-coder-next", "v100-16gb")
    assert found is not None
    assert found.rule == "does-not-fit"


def read_ms(number: str, unit: str) -> float:
    """A time in milliseconds, as it stands in a sentence."""
    return float(number.replace(",", "")) * {"ms": 1.0, "s": 1000.0}[unit]


def test_what_is_too_slow_names_a_limit_that_is_missed() -> None:
    """A time within its limit explains nothing."""
    base = base_of(facts())
    rows = [facts().instance(name) for name in ("g4dn.12xlarge", "p3.16xlarge", "g6.48xlarge")]
    seen = set()
    for model in ("llama-3.1-8b", "llama-3.3-70b", "qwen3-coder-next", "gpt-oss-20b"):
        for tokens, first, pace in ((500.0, 90.0, 5.0), (30000.0, 900.0, 40.0)):
            sized = size(base, [model], rows, ServiceLevel(tokens, 200, first, pace))
            assert sized is not None
            for chip in {item.id for item in sized.axes.chips}:
                found = misfit(sized, model, chip)
                if found is None or found.rule != "too-slow":
                    continue
                seen.add(model)
                times = re.findall(
                    r"([\d,.]+) (ms|s) (?:to the|between)[^;]*?, ([\d,.]+) (ms|s)", found.reason
                )
                assert times
                for own, unit, limit, its_unit in times:
                    assert read_ms(own, unit) > read_ms(limit, its_unit)
    assert len(seen) > 1
