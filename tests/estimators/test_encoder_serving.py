"""Encoders on accelerators: physics, and published throughput found in two editions each."""

from dataclasses import replace
from functools import partial
from statistics import median

import pytest

from estimators.calibration import load_calibration
from estimators.encoder_serving import (
    BATCH_TOKENS,
    SHARE,
    Reader,
    batch_limit,
    energy_wh,
    forward_s,
    machine_of,
    reader,
    work_of,
)
from estimators.errors import EvidenceError
from estimators.facts import load_facts
from estimators.power import NodeRest
from estimators.serving import node_rest

FACTS = load_facts()
COEFFICIENTS = load_calibration().coefficients
PUBLISHED = {
    # BERT base and large have the shapes of BGE base and large; all read 128 or 384 tokens.
    # TensorRT demoBERT README, FP16, 128 texts a batch, average latency, revisions of TensorRT 8.2
    # (2021) and after 8.4 (2022): the engine alone, without words cut into tokens.
    ("p4d.24xlarge", "bge-base-en-v1.5", 128.0): (128 / 16.14e-3, 128 / 15.91e-3),
    ("p4d.24xlarge", "bge-base-en-v1.5", 384.0): (128 / 51.26e-3, 128 / 50.59e-3),
    ("p4d.24xlarge", "bge-large-en-v1.5", 128.0): (128 / 51.61e-3, 128 / 51.20e-3),
    # Neuron SDK benchmarks: Inf2 with 2.16 (2023-12) and 2.20 (2024-09), Trn1 with 2.26 (2025-09)
    # and 2.27 (2025-12); BF16 products, data parallel over both cores of the chip.
    ("inf2.xlarge", "bge-base-en-v1.5", 128.0): (2939.99, 2756.19),
    ("inf2.xlarge", "bge-large-en-v1.5", 128.0): (957.16, 919.08),
    ("inf2.xlarge", "distilbert-base", 128.0): (5383.00, 4756.25),
    ("trn1.2xlarge", "bge-base-en-v1.5", 128.0): (3329.87, 3421.57),
    ("trn1.2xlarge", "bge-large-en-v1.5", 128.0): (1101.80, 1104.44),
}
"""Texts a second by instance type (one accelerator of it), encoder and tokens, two editions."""


def read(
    instance: str, model: str, tokens: float, share: float = 0.35, wait_s: float = 1e9
) -> Reader:
    """One accelerator of a type that reads texts."""
    machine = machine_of(FACTS, FACTS.instances[instance], COEFFICIENTS)
    found = reader(FACTS, work_of(FACTS.models[model], tokens), machine, share, wait_s)
    assert found is not None
    return found


@pytest.mark.parametrize("case", list(PUBLISHED))
def test_published_throughput_lies_in_the_range(case: tuple[str, str, float]) -> None:
    """Both editions lie inside the range, within 6 %, and within a factor of 1.9 of the middle."""
    share = FACTS.constant(SHARE)
    slow, middle, fast = (
        read(*case, share=item).calls_per_s for item in (share.low, share.value, share.high)
    )
    for rate in PUBLISHED[case]:
        assert slow < rate < 1.06 * fast
        assert 1 / 1.9 < middle / rate < 1.9


def test_over_all_published_runs_the_middle_is_a_little_low() -> None:
    """Engines alone on texts of one length are the best case: the middle stays below them."""
    ratios = [read(*case).calls_per_s / rate for case, rates in PUBLISHED.items() for rate in rates]
    assert 0.7 < median(ratios) < 1.0


def test_the_two_editions_agree() -> None:
    """A figure that only one page has could be a slip of that page."""
    for first, second in PUBLISHED.values():
        assert first == pytest.approx(second, rel=0.15)


def test_a_pass_takes_flop_over_what_is_reached_of_the_peak() -> None:
    """By hand: 1 TFLOP at half of 100 TFLOP/s is 20 ms; ten launches of 10 us come on top."""
    machine = replace(
        machine_of(FACTS, FACTS.instances["g6.xlarge"], COEFFICIENTS),
        peak_flops=1e14,
        stream_bytes_per_s=1e11,
        layer_s=1e-5,
    )
    by_compute = forward_s(
        flop=1e12, weight_bytes=1e8, layers=10.0, machine=machine, flop_share=0.5
    )
    assert by_compute == pytest.approx(0.02 + 1e-4)
    by_memory = forward_s(flop=1e9, weight_bytes=1e8, layers=10.0, machine=machine, flop_share=0.5)
    assert by_memory == pytest.approx(1e-3 + 1e-4)


def test_energy_holds_the_rest_of_the_server() -> None:
    """By hand: 100 W at work and a quarter of a server at 400 W loaded, 36 s are 2 Wh."""
    rest = NodeRest(idle_w=400.0, loaded_w=400.0)
    energy = partial(energy_wh, busy_s=36.0, limit_w=100.0, busy=1.0, idle=0.2, rest=rest)
    assert energy(call_s=36.0) == pytest.approx(2.0)
    waiting = energy(call_s=72.0)
    assert waiting == pytest.approx((60.0 + 100.0) * 72.0 / 3600.0)


def test_more_tokens_take_longer_and_more_energy() -> None:
    found = [read("g6.xlarge", "modernbert-base", n) for n in (50.0, 200.0, 800.0, 6000.0)]
    paces = [item.calls_per_s for item in found]
    assert paces == sorted(paces, reverse=True)
    energies = [item.wh_per_call for item in found]
    assert energies == sorted(energies)


def test_a_full_batch_needs_less_than_one_text_at_a_time() -> None:
    found = read("g6.xlarge", "distilbert-base", 250.0)
    assert found.batch == BATCH_TOKENS // 250
    assert found.wh_per_call < found.wh_per_call_single
    assert found.calls_per_s > found.single_calls_per_s


def test_somebody_who_waits_makes_the_batch_smaller() -> None:
    late, soon = (
        read("g4dn.xlarge", "modernbert-base", 1000.0, wait_s=wait) for wait in (1e9, 0.1)
    )
    assert 1.0 <= soon.batch < late.batch
    assert soon.batch / soon.calls_per_s < 0.05


def test_the_host_sets_the_pace_of_a_small_encoder_on_a_large_chip() -> None:
    """A fast chip waits for its tokens: 600,000 a second are cut from text, no more are read."""
    instance = replace(FACTS.instances["g6e.xlarge"], vcpus=3)
    machine = machine_of(FACTS, instance, COEFFICIENTS)
    work = work_of(FACTS.models["bge-small-en-v1.5"], 200.0)
    found = reader(FACTS, work, machine, 0.35)
    assert found is not None
    assert found.calls_per_s == pytest.approx(600_000 / 200.0)
    free = reader(FACTS, work, replace(machine, host_tokens_per_s=1e12), 0.35)
    assert free is not None
    assert free.calls_per_s > found.calls_per_s
    assert free.wh_per_call < found.wh_per_call


def test_memory_bounds_the_batch_and_may_hold_none() -> None:
    known = {"tokens": 100.0, "width": 1000.0, "weight_bytes": 2.0**30}
    assert batch_limit(**known, memory_gib=10.0) == 163
    assert batch_limit(**known, memory_gib=1.1) == int(0.1 * 2**30 / (100 * 2 * 16 * 1000))
    assert batch_limit(**known, memory_gib=0.9) == 0
    machine = machine_of(FACTS, FACTS.instances["g6.xlarge"], COEFFICIENTS)
    work = work_of(FACTS.models["bge-m3"], 500.0)
    assert reader(FACTS, work, replace(machine, memory_gib=1.0), 0.35) is None


def test_a_chip_without_a_power_limit_is_not_guessed() -> None:
    with pytest.raises(EvidenceError, match=r"g7\.2xlarge cannot be sized"):
        machine_of(FACTS, FACTS.instances["g7.2xlarge"], COEFFICIENTS)


def test_the_rest_of_a_server_is_that_of_the_serving_model() -> None:
    """Waiting takes the idle share of the limit and the smallest part of a server."""
    found = read("g6.xlarge", "distilbert-base", 250.0)
    rest = node_rest()
    idle = FACTS.constant("power_fraction_idle_loaded").value
    part = 0.25 * (rest.idle_w + (rest.loaded_w - rest.idle_w) * idle)
    assert found.idle_power_w == pytest.approx(72.0 * idle + part)
