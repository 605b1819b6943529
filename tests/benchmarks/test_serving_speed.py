"""How fast serving is estimated: the grid, one replica, a CSV row, and EcoLogits beside it."""

import time

from estimators.accuracy import ecologits_energy_j
from estimators.calibration.dataset import measured_runs
from estimators.facts import load_facts
from estimators.serving import estimate, replica
from estimators.sweep import SweepRequest, sweep


def test_candidates_per_second() -> None:
    facts = load_facts()
    models = [
        row.id
        for row in facts.models.values()
        if row.params_total_b
        and row.params_active_b
        and row.layers
        and row.kv_heads
        and row.hidden_size
    ]
    instances = [row.id for row in facts.instances.values() if facts.chip(row.chip).kind != "cpu"]
    request = SweepRequest(
        models=models,
        instances=instances,
        input_tokens=1155,
        output_tokens=211,
        ttft_ms=1500,
        inter_token_ms=50,
    )
    sweep(request, facts)
    begin = time.perf_counter()
    found = sweep(request, facts)
    seconds = time.perf_counter() - begin
    cells = found.reason.size * len(request.tensor_parallel) * len(request.batches)
    print(
        f"\nsweep: {len(models)} models x {len(request.precisions)} precisions x "
        f"{len(instances)} types: {found.candidates:,} distinct candidates ({cells:,} cells) in "
        f"{seconds:.3f} s, {found.candidates / seconds / 1e6:.2f} million a second"
    )
    assert found.candidates > 0


def test_one_replica() -> None:
    facts = load_facts()
    asked = replica(facts.model("qwen3-8b"), facts.chip("h100"), batch=64, output_tokens=600)
    estimate(asked)
    begin = time.perf_counter()
    for _ in range(100):
        estimate(asked)
    print(f"\none replica: {(time.perf_counter() - begin) * 10:.2f} ms")


def test_ecologits_on_the_same_runs() -> None:
    runs = measured_runs()
    ecologits_energy_j(runs)
    begin = time.perf_counter()
    found = ecologits_energy_j(runs)
    seconds = time.perf_counter() - begin
    print(f"\nEcoLogits formula: {len(found) / seconds:,.0f} runs a second")
    assert len(found) == len(runs.energy_j)
