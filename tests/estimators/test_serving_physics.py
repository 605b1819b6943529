"""Terms of the serving model against worked numbers and against what physics demands."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimators.calibration import load_calibration
from estimators.errors import InputError
from estimators.facts import load_facts
from estimators.memory import GIB, Reserve, cache_gib_per_sequence, largest_batch, weights_gib
from estimators.model_config import from_model
from estimators.model_config_hf import from_hf_config
from estimators.parallel import all_reduce_s, kv_shards
from estimators.power import NodeRest, limited_s, rest_power_w
from estimators.queueing import mean_wait_s, time_to_first_token_s
from estimators.replica import single_load
from estimators.serving import node_rest
from estimators.serving_core import Performance, performance
from estimators.serving_inputs import PRECISIONS, Load
from estimators.serving_step import decode_step, experts_touched, soft_maximum

EXPERTS = {  # batch: (128 experts 8 chosen, 256 experts 8 chosen, 32 experts 4 chosen)
    1: (6, 3, 12),
    8: (40, 22, 66),
    16: (64, 40, 88),
    32: (87, 64, 99),
    64: (98, 87, 100),
}


def one(model: str, chip: str = "h100", precision: str = "bf16") -> Load:
    facts = load_facts()
    return single_load(from_model(facts.model(model)), facts.chip(chip), PRECISIONS[precision])


@pytest.mark.parametrize("batch", EXPERTS)
def test_experts_touched_agrees_with_the_published_table(batch: int) -> None:
    found = [
        float(experts_touched(total, chosen, batch)) * 100
        for total, chosen in ((128, 8), (256, 8), (32, 4))
    ]
    assert found == pytest.approx(EXPERTS[batch], abs=0.6)


def test_a_dense_model_has_no_experts_to_touch() -> None:
    assert float(experts_touched(0, 0, 64)) == 0.0


@pytest.mark.parametrize(
    ("model", "gigabytes"),
    [
        ("llama-3.1-8b", 4.3),
        ("llama-3.1-70b", 10.7),
        ("llama-3.1-405b", 16.9),
        ("command-r", 43.0),
        ("deepseek-r1", 2.3),
        ("jamba-1.5-large", 1.2),
    ],
)
def test_cache_of_a_32k_request_agrees_with_the_published_table(
    model: str, gigabytes: float
) -> None:
    """Worked examples of the catalogue: layers x KV heads x head size x 2 x 2 bytes x 32,768."""
    cache = float(cache_gib_per_sequence(one(model), 32_768.0)[0]) * GIB / 1e9
    assert cache == pytest.approx(gigabytes, abs=0.06)


def test_sliding_windows_stop_growing() -> None:
    """Gemma 3 27B: 52 of 62 layers keep 1,024 tokens; the rest grow by 81,920 bytes a token."""
    load = one("gemma-3-27b")
    short, longer = (float(cache_gib_per_sequence(load, n)[0]) for n in (31_744.0, 32_768.0))
    assert (longer - short) * GIB == pytest.approx(1024 * 81_920, rel=1e-6)


def test_weights_by_precision() -> None:
    """70.55 billion parameters: 141.1 GB in bf16, half in FP8."""
    assert float(weights_gib(one("llama-3.1-70b"))[0]) * GIB / 1e9 == pytest.approx(141.1)
    assert float(weights_gib(one("llama-3.1-70b", precision="fp8"))[0]) * GIB / 1e9 == (
        pytest.approx(70.55)
    )


def test_mxfp4_keeps_what_is_not_an_expert_in_16_bits() -> None:
    """The published gpt-oss-120b checkpoint is about 61 GiB."""
    assert 56 < float(weights_gib(one("gpt-oss-120b", precision="mxfp4"))[0]) < 66


def test_engine_reserve_is_the_larger_of_share_and_need() -> None:
    reserve = Reserve(limit_share=0.9, engine_gib=3.3, communication_gib=0.35)
    assert float(reserve.kept_gib(80.0, 1)) == pytest.approx(8.0)
    assert float(reserve.kept_gib(24.0, 4)) == pytest.approx(3.65)


def test_nothing_fits_beside_weights_that_do_not_fit() -> None:
    reserve = Reserve(0.9, 3.3, 0.35)
    assert float(largest_batch(one("llama-3.1-70b"), 79.6, 2048.0, reserve)[0]) == 0.0


def test_a_cache_is_split_by_heads_and_never_within_one() -> None:
    """Latent attention counts as one head: every chip keeps all of it."""
    assert float(kv_shards(8, 1)) == 1.0
    assert float(kv_shards(8, 4)) == 4.0
    assert float(kv_shards(2, 8)) == 2.0


def test_one_chip_talks_to_nobody() -> None:
    assert float(all_reduce_s(1e6, 1, 9e11, 1e-5)) == 0.0


def test_all_reduce_of_a_megabyte() -> None:
    """Ring over 8 chips, 450 GB/s a direction: 10 us + 2 x 7/8 x 1 MB / 450 GB/s."""
    assert float(all_reduce_s(1e6, 8, 9e11, 1e-5)) == pytest.approx(10e-6 + 1.75e6 / 450e9)


@given(st.floats(1e-6, 1.0), st.floats(1e-6, 1.0), st.sampled_from([1.0, 1.7, 3.0, 6.0]))
def test_soft_maximum_lies_between_the_larger_and_the_sum(a: float, b: float, p: float) -> None:
    found = float(soft_maximum(a, b, p))
    assert max(a, b) * (1 - 1e-9) <= found <= (a + b) * (1 + 1e-9)
    assert found == pytest.approx((a**p + b**p) ** (1 / p), rel=1e-9)


def test_power_limit_lengthens_the_step() -> None:
    """10 J in 10 ms is 1,000 W above 200 W standing still; a 700 W board needs 20 ms for it."""
    found = float(limited_s(np.array(0.010), np.array(10.0), np.array(200.0), np.array(700.0)))
    assert found == pytest.approx(0.020, rel=0.01)


def test_rest_of_a_node_grows_with_load() -> None:
    rest = NodeRest(idle_w=1500 / 8, loaded_w=2500 / 8)
    assert float(rest_power_w(0.0, 700.0, rest)) == pytest.approx(187.5)
    assert float(rest_power_w(700.0, 700.0, rest)) == pytest.approx(312.5)
    assert float(rest_power_w(72.0, 72.0, rest)) < 100


def test_a_whole_node_agrees_with_public_wall_readings() -> None:
    """MLPerf logs: eight B200 at their limit 10.5 kW, eight H200 capped at 500 W 6.2 to 6.3 kW."""
    rest = node_rest()
    b200 = 8 * (1000 + float(rest_power_w(1000.0, 1000.0, rest)))
    h200 = 8 * (500 + float(rest_power_w(500.0, 700.0, rest)))
    assert b200 == pytest.approx(10_500, rel=0.05)
    assert h200 == pytest.approx(6_250, rel=0.05)


def test_mean_wait_of_a_half_busy_server() -> None:
    """M/M/1 at 50 %: the wait equals the service time; deterministic service halves it."""
    assert float(mean_wait_s(2.0, 0.5, 1.0)) == pytest.approx(2.0)
    assert float(mean_wait_s(2.0, 0.5, 0.0)) == pytest.approx(1.0)


@given(st.floats(0.1, 40.0), st.floats(0.1, 40.0))
def test_first_token_waits_longer_when_more_arrive(a: float, b: float) -> None:
    few, many = sorted((a, b))
    first = float(time_to_first_token_s(0.02, 0.01, few))
    assert first <= float(time_to_first_token_s(0.02, 0.01, many))
    assert first >= 0.03


@pytest.mark.parametrize("model", ["qwen3-8b", "qwen3-30b-a3b", "deepseek-v3.1", "gemma-3-27b"])
def test_every_term_of_a_step_is_positive(model: str) -> None:
    step = decode_step(one(model), load_calibration().coefficients)
    assert all(float(np.min(getattr(step, name))) >= 0 for name in step.__dataclass_fields__)
    assert float(step.decode_s[0]) >= float(step.device_s[0])


def test_what_stands_beside_a_replica_in_an_array_changes_nothing() -> None:
    """Terms that no replica of an array has are left out; one that has them brings them back."""
    long, old = {"output_tokens": np.array([8000.0])}, {"engine_2024": np.ones(1)}
    loads = [
        one("llama-3.1-8b"),
        one("qwen3-30b-a3b", precision="fp8"),
        replace(one("llama-3.1-8b", "b200"), **long),
        replace(one("llama-3.1-8b"), batch=np.array([64.0]), **old),
    ]
    names = [item.name for item in fields(Load)]
    together = Load(**{n: np.concatenate([getattr(x, n) for x in loads]) for n in names})
    c = load_calibration().coefficients
    stacked, alone = performance(together, c), [performance(load, c) for load in loads]
    for item in fields(Performance):
        each = [np.broadcast_to(getattr(found, item.name), 1)[0] for found in alone]
        assert getattr(stacked, item.name).tolist() == pytest.approx(each, rel=1e-12)
    plain = performance(replace(loads[0], experts=np.zeros(1), expert_params=np.ones(1)), c)
    assert plain.token_s.tolist() == alone[0].token_s.tolist()


@pytest.mark.parametrize("tokens", [1.0, 37.5, 4096.0])
def test_experts_touched_is_the_power_that_it_is_taken_for(tokens: float) -> None:
    found = float(experts_touched(128, 8, tokens))
    assert found == pytest.approx(1 - (1 - 8 / 128) ** tokens, rel=1e-12)
    assert float(experts_touched(8, 8, tokens)) == 1.0


def test_parameters_counted_from_a_config_agree_with_the_published_counts() -> None:
    """DeepSeek-V3: 671 B in all, 37 B active; Qwen3 30B-A3B: 30.5 B and 3.3 B."""
    deepseek = {
        "hidden_size": 7168,
        "intermediate_size": 18432,
        "moe_intermediate_size": 2048,
        "num_hidden_layers": 61,
        "num_attention_heads": 128,
        "num_key_value_heads": 128,
        "n_routed_experts": 256,
        "n_shared_experts": 1,
        "num_experts_per_tok": 8,
        "first_k_dense_replace": 3,
        "kv_lora_rank": 512,
        "q_lora_rank": 1536,
        "vocab_size": 129280,
        "quantization_config": {"quant_method": "fp8"},
    }
    large = from_hf_config("deepseek", deepseek)
    assert large.params_total_b == pytest.approx(671, rel=0.01)
    assert large.params_active_b == pytest.approx(37, rel=0.03)
    assert large.kv_bytes_per_token == 70_272
    assert (large.native_format, large.latent) == ("fp8", True)
    qwen = {
        "text_config": {
            "hidden_size": 2048,
            "intermediate_size": 6144,
            "moe_intermediate_size": 768,
            "num_hidden_layers": 48,
            "num_attention_heads": 32,
            "num_key_value_heads": 4,
            "head_dim": 128,
            "num_experts": 128,
            "num_experts_per_tok": 8,
            "vocab_size": 151936,
        }
    }
    small = from_hf_config("qwen", qwen)
    assert small.params_total_b == pytest.approx(30.5, rel=0.01)
    assert small.params_active_b == pytest.approx(3.3, rel=0.02)


def test_a_config_without_layers_is_refused() -> None:
    with pytest.raises(InputError, match="has no num_hidden_layers"):
        from_hf_config("x", {"hidden_size": 4096})
