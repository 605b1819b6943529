"""The grid: the physics of one estimate, best cells, reasons, Regions, Pareto front."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from estimators.errors import InputError
from estimators.facts import load_facts
from estimators.graph import FloatArray
from estimators.serving import ServingEstimate, estimate, replica
from estimators.sweep import BATCHES, Reason, Sweep, SweepRequest, sweep
from estimators.sweep_places import pareto_front, placed, places_of

MODELS = ("qwen3-8b", "qwen3-30b-a3b", "llama-3.1-70b", "gpt-oss-120b")
INSTANCES = (
    "g5.xlarge",
    "g6e.12xlarge",
    "p4d.24xlarge",
    "p5.48xlarge",
    "trn2.48xlarge",
    "g7.2xlarge",
)


@pytest.fixture(scope="module")
def found() -> Sweep:
    return sweep(ask(), load_facts())


def ask(**changes: object) -> SweepRequest:
    given = {
        "models": MODELS,
        "instances": INSTANCES,
        "input_tokens": 1155.0,
        "output_tokens": 211.0,
        "ttft_ms": 1500.0,
        "inter_token_ms": 50.0,
        "precisions": ("bf16", "fp8", "mxfp4"),
    }
    return SweepRequest(**(given | changes))  # type: ignore[arg-type]


def cell(found: Sweep, model: str, precision: str, instance: str) -> tuple[int, int]:
    name = load_facts().model(model).name
    row = next(i for i, (m, p) in enumerate(found.pairs) if (m.name, p) == (name, precision))
    return row, [item.id for item in found.instances].index(instance)


def test_every_cell_is_either_possible_or_says_why(found: Sweep) -> None:
    for row in range(len(found.pairs)):
        for column in range(len(found.instances)):
            possible = found.reason[row, column] == Reason.OK
            assert possible == np.isfinite(found.energy_j_per_token[row, column])
            assert possible == (found.why(row, column) == "")


def estimated(found: Sweep, row: int, column: int, batch: float) -> ServingEstimate:
    """One replica in the layout of a cell, at some batch."""
    (model, precision), instance = found.pairs[row], found.instances[column]
    shards = int(found.shards[row, column])
    spread = shards if model.experts_total and shards > 1 else None
    return estimate(
        replica(
            model,
            load_facts().chip(instance.chip),
            chips=shards,
            tp=1 if spread else shards,
            ep=spread,
            precision=precision,
            batch=batch,
            input_tokens=1155.0,
            output_tokens=211.0,
        )
    )


def possible(found: Sweep) -> list[tuple[int, int]]:
    """Rows and columns of the cells without a reason against them."""
    return [(int(row), int(column)) for row, column in np.argwhere(found.reason == Reason.OK)]


def test_the_grid_agrees_with_one_estimate(found: Sweep) -> None:
    assert possible(found)
    for cell in possible(found):
        one = estimated(found, *cell, batch=found.batch[cell])
        assert one.node_energy_j_per_output_token.value == pytest.approx(
            found.energy_j_per_token[cell]
        )
        assert one.ttft_ms.value == pytest.approx(found.ttft_ms[cell])
        assert one.fits


def test_the_service_level_holds_and_a_larger_batch_would_break_it(found: Sweep) -> None:
    ok = found.reason == Reason.OK
    assert (found.ttft_ms[ok] <= 1500).all()
    assert (found.inter_token_ms[ok] <= 50).all()
    for cell in possible(found):
        for batch in [batch for batch in BATCHES if batch > found.batch[cell]][:1]:
            one = estimated(found, *cell, batch=batch)
            paces = (one.ttft_ms.value / 1500, one.inter_token_latency_ms.value / 50)
            assert not one.fits or max(paces) > 1, cell


@pytest.mark.parametrize(
    ("where", "reason", "words"),
    [
        (("llama-3.1-70b", "bf16", "g5.xlarge"), Reason.MEMORY, "GiB on each chip"),
        (("qwen3-8b", "fp8", "p4d.24xlarge"), Reason.PRECISION, "does not compute in fp8"),
        (("qwen3-8b", "bf16", "g7.2xlarge"), Reason.CHIP_UNKNOWN, "data sheet"),
    ],
)
def test_reasons(found: Sweep, where: tuple[str, str, str], reason: Reason, words: str) -> None:
    row, column = cell(found, *where)
    assert found.reason[row, column] == reason
    assert words in found.why(row, column)


def test_a_hopeless_service_level_says_which_part_is_hopeless() -> None:
    slow = sweep(ask(inter_token_ms=0.5), load_facts())
    row, column = cell(slow, "qwen3-8b", "bf16", "p5.48xlarge")
    assert slow.reason[row, column] == Reason.INTER_TOKEN
    late = sweep(ask(ttft_ms=1.0), load_facts())
    assert late.reason[row, column] == Reason.TTFT
    assert "1 ms to the first token" in late.why(row, column)


def test_a_context_beyond_the_model_is_excluded() -> None:
    found = sweep(ask(models=("phi-3-mini-4k",), context_tokens=10_000.0), load_facts())
    row, column = cell(found, "phi-3-mini-4k", "bf16", "p5.48xlarge")
    assert found.reason[row, column] == Reason.CONTEXT


def test_relaxing_the_service_level_never_costs_energy() -> None:
    facts = load_facts()
    tight, loose = (sweep(ask(inter_token_ms=limit), facts) for limit in (20.0, 80.0))
    both = (tight.reason == Reason.OK) & (loose.reason == Reason.OK)
    assert both.any()
    assert (loose.energy_j_per_token[both] <= tight.energy_j_per_token[both] * 1.000001).all()


def test_bad_requests_are_refused() -> None:
    with pytest.raises(InputError, match="ttft_ms is nan"):
        ask(ttft_ms=float("nan"))
    with pytest.raises(InputError, match="precision 'fp7'"):
        ask(precisions=("fp7",))


def test_regions_multiply(found: Sweep) -> None:
    places = places_of(found, ["us-east-1", "eu-north-1", "ap-southeast-2"], load_facts())
    here = placed(found, places)
    shape = (*found.reason.shape, 3)
    assert here.kwh.shape == here.usd.shape == shape
    sold = places.offers[list(INSTANCES).index("p5.48xlarge")]
    row, column = cell(found, "qwen3-8b", "bf16", "p5.48xlarge")
    expected = found.energy_j_per_token[row, column] / 3.6 * places.pue
    assert here.kwh[row, column][sold] == pytest.approx(expected[sold])
    assert np.isnan(here.kwh[row, column][~sold]).all()
    assert here.location_kg[row, column][sold] == pytest.approx(
        (expected * places.location_g_per_kwh / 1000)[sold]
    )


@given(arrays(float, st.tuples(st.integers(1, 30), st.just(3)), elements=st.integers(0, 6)))
def test_pareto_front_is_what_nothing_beats(values: FloatArray) -> None:
    front = pareto_front(values)
    for i, row in enumerate(values):
        beaten = any((other <= row).all() and (other < row).any() for other in values)
        assert front[i] == (not beaten)


def test_pareto_front_leaves_unknowns_out() -> None:
    assert pareto_front(np.array([[1.0, np.nan], [2.0, 2.0]])).tolist() == [False, True]
