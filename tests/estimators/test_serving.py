"""One replica: what it answers, what it fills in, what it refuses."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimators.errors import EvidenceError, InputError
from estimators.facts import load_facts
from estimators.model_config import from_model
from estimators.serving import Options, Range, ServingEstimate, estimate, replica

QWEN = "qwen3-8b"


def ask(model: str = QWEN, chip: str = "h100", **given: object) -> ServingEstimate:
    facts = load_facts()
    return estimate(replica(facts.model(model), facts.chip(chip), **given))  # type: ignore[arg-type]


def ranges(found: ServingEstimate) -> dict[str, Range]:
    values = {name: getattr(found, name) for name in found.__dataclass_fields__}
    return {name: value for name, value in values.items() if isinstance(value, Range)}


def test_a_measured_run_is_met() -> None:
    """Qwen3 8B on one H100 at batch 64, chat: 0.119 J a token, 13.9 ms, 514 W were measured."""
    found = ask(batch=64, output_tokens=645)
    assert found.energy_j_per_output_token.value == pytest.approx(0.119, rel=0.15)
    assert found.inter_token_latency_ms.value == pytest.approx(13.9, rel=0.15)
    assert found.power_w.value == pytest.approx(514, rel=0.15)


@given(
    st.sampled_from([QWEN, "qwen3-30b-a3b", "llama-3.1-70b", "deepseek-v3.1", "gpt-oss-20b"]),
    st.sampled_from(["a100-80gb", "h100", "h200", "b200", "l40s", "trn2"]),
    st.integers(1, 512),
    st.integers(10, 4000),
    st.integers(10, 4000),
)
def test_bands_contain_their_value(
    model: str, chip: str, batch: int, prompt: int, answer: int
) -> None:
    found = ask(model, chip, batch=batch, input_tokens=prompt, output_tokens=answer)
    for name, item in ranges(found).items():
        assert item.low <= item.value <= item.high, name
        assert math.isfinite(item.high), name
        assert item.low > 0, name


@given(st.floats(1.0, 60.0), st.floats(1.05, 3.0))
def test_a_larger_model_of_the_same_shape_needs_more(params: float, factor: float) -> None:
    facts = load_facts()
    base = from_model(facts.model(QWEN))
    chip = facts.chip("b200")

    def energy(size: float) -> float:
        shape = replace(base, params_total_b=size, params_active_b=size)
        return estimate(
            replica(shape, chip, chips=1, batch=32, input_tokens=500, output_tokens=300)
        ).energy_j_per_output_token.value

    assert energy(params * factor) > energy(params)


@given(st.integers(50, 3000), st.integers(50, 3000))
def test_longer_prompts_cost_more(a: int, b: int) -> None:
    short, long = sorted((a, b))
    first = ask(batch=32, input_tokens=short, output_tokens=300)
    second = ask(batch=32, input_tokens=long, output_tokens=300)
    assert first.energy_j_per_request.value <= second.energy_j_per_request.value * (1 + 1e-9)


@given(st.integers(50, 1200), st.integers(50, 1200))
def test_longer_answers_cost_more(a: int, b: int) -> None:
    short, long = sorted((a, b))
    first = ask(batch=32, input_tokens=300, output_tokens=short)
    second = ask(batch=32, input_tokens=300, output_tokens=long)
    assert first.energy_j_per_request.value <= second.energy_j_per_request.value * (1 + 1e-9)


@pytest.mark.parametrize("model", [QWEN, "qwen3-30b-a3b", "llama-3.1-70b"])
@pytest.mark.parametrize("chip", ["a100-80gb", "h100", "b200"])
def test_batch_lowers_energy_per_token(model: str, chip: str) -> None:
    energies = [
        ask(
            model, chip, batch=batch, input_tokens=200, output_tokens=400
        ).energy_j_per_output_token.value
        for batch in (1, 2, 4, 8, 16, 32, 64, 128, 256)
    ]
    assert energies == sorted(energies, reverse=True)


@pytest.mark.parametrize("model", [QWEN, "qwen3-30b-a3b", "deepseek-v3.1"])
def test_batch_raises_latency(model: str) -> None:
    latencies = [
        ask(
            model, "h200", batch=batch, input_tokens=200, output_tokens=400
        ).inter_token_latency_ms.value
        for batch in (1, 4, 16, 64, 256)
    ]
    assert latencies == sorted(latencies)


def test_chips_without_measurements_say_so_and_widen() -> None:
    facts = load_facts()
    shape = facts.model(QWEN)

    def width(chip: str) -> float:
        found = estimate(replica(shape, facts.chip(chip), batch=16, output_tokens=300))
        assert any("no measured run" in note for note in found.notes) == (chip != "h100")
        band = found.energy_j_per_output_token
        return band.high / band.low

    assert width("h100") < width("h200") < width("l40s") < width("trn2")


def test_layout_is_filled_in() -> None:
    """70 billion parameters in bf16 need four H100; eight make two replicas."""
    alone = ask("llama-3.1-70b", batch=8).replica
    assert (alone.tp, alone.dp, alone.chips) == (4, 1, 4)
    twice = ask("llama-3.1-70b", batch=8, chips=8).replica
    assert (twice.tp, twice.dp) == (4, 2)


def test_experts_are_spread_over_the_chips_of_expert_parallelism() -> None:
    found = ask("qwen3-235b-a22b-2507", "b200", chips=4, tp=1, ep=4, batch=64).replica
    assert (found.shards, found.dp) == (4, 1)


def test_native_format_is_the_default_where_the_chip_has_it() -> None:
    assert ask("deepseek-v3.1", "h200", batch=8).replica.precision == "fp8"
    assert ask("deepseek-v3.1", "a100-80gb", batch=8).replica.precision == "bf16"
    assert ask("gpt-oss-120b", "h100", batch=8).replica.precision == "mxfp4"


def test_too_little_memory_says_how_much_is_missing() -> None:
    found = ask("llama-3.1-70b", chips=1, tp=1, batch=1)
    assert not found.fits
    assert found.missing_gib == pytest.approx(131.4 + 8.0 - 79.6, abs=1.0)


def test_configured_context_counts_not_the_maximum() -> None:
    short = ask(chip="l40s", batch=16, input_tokens=500, output_tokens=500)
    long = ask(chip="l40s", batch=16, input_tokens=500, output_tokens=500, context_tokens=32_768)
    assert short.fits
    assert not long.fits


def test_chips_that_do_not_divide_are_refused() -> None:
    with pytest.raises(InputError, match="cannot be split"):
        ask(chips=6, tp=4, batch=8)


def test_a_model_of_unknown_size_is_withheld() -> None:
    facts = load_facts()
    with pytest.raises(EvidenceError, match="is not published"):
        replica(facts.model("nova-pro"), facts.chip("h100"))


def test_a_cached_prefix_saves_energy_and_time() -> None:
    plain = ask(batch=32, input_tokens=4000, output_tokens=200)
    cached = ask(
        batch=32,
        input_tokens=4000,
        output_tokens=200,
        options=Options(prefix_cached_share=0.8),
    )
    assert cached.energy_j_per_request.value < 0.85 * plain.energy_j_per_request.value
    assert cached.ttft_ms.value < plain.ttft_ms.value


def test_drafting_helps_a_lone_request_more_than_a_full_batch() -> None:
    """Speculative decoding trades compute for steps: worth it where compute is idle."""

    def gain(batch: float) -> float:
        plain = ask("llama-3.1-70b", batch=batch, input_tokens=200, output_tokens=400)
        drafted = ask(
            "llama-3.1-70b",
            batch=batch,
            input_tokens=200,
            output_tokens=400,
            options=Options(draft_tokens=4, draft_acceptance=0.7),
        )
        return plain.energy_j_per_output_token.value / drafted.energy_j_per_output_token.value

    assert gain(1) > 1.5
    assert gain(256) < gain(1)


def test_static_batches_waste_what_finished_requests_leave() -> None:
    plain = ask(batch=32, output_tokens=300)
    static = ask(batch=32, output_tokens=300, options=Options(static_batch_fill=0.5))
    ratio = static.energy_j_per_output_token.value / plain.energy_j_per_output_token.value
    assert 1.6 < ratio <= 2.0


def test_an_fp8_cache_saves_memory() -> None:
    plain = ask(batch=64, input_tokens=2000, output_tokens=500)
    small = ask(batch=64, input_tokens=2000, output_tokens=500, options=Options(kv_bytes_scale=0.5))
    assert small.memory_needed_gib < plain.memory_needed_gib


def test_the_node_draws_more_than_its_chips() -> None:
    found = ask("llama-3.1-405b", "h200", chips=8, batch=128, output_tokens=300)
    rest = found.node_power_w.value - found.power_w.value
    assert 1500 < rest < 2900


def test_power_stays_under_the_board_limit() -> None:
    for batch in (1, 64, 512):
        found = ask("llama-3.1-70b", chips=4, batch=batch, output_tokens=300)
        assert found.power_w.value <= 2800
        assert found.power_w.high <= 2800


def test_architectures_must_make_sense() -> None:
    base = from_model(load_facts().model(QWEN))
    with pytest.raises(InputError, match="exceed"):
        replace(base, params_active_b=2 * base.params_total_b)
    with pytest.raises(InputError, match="layers is 0"):
        replace(base, layers=0.0)
