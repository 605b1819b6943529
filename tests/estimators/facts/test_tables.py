"""The tables join, agree with each other, and hold what was published."""

import re

import pytest

from estimators.errors import EvidenceError
from estimators.facts import Facts

USE_CASES = {
    "support-chat",
    "document-qa",
    "summarization",
    "extraction",
    "classification",
    "code-assistant",
    "agent",
    "content-generation",
    "translation",
    "semantic-search",
    "batch-enrichment",
}


def test_tables_are_complete(facts: Facts) -> None:
    assert len(facts.instances) == 64
    assert len(facts.regions) == 39
    assert len(facts.latency) == 34 * 33 // 2
    assert len(facts.models) >= 195
    assert len(facts.specialised) == 60
    assert set(facts.traffic) == USE_CASES


def test_instances_join_chips_and_regions(facts: Facts) -> None:
    for instance in facts.instances.values():
        assert instance.chip in facts.chips, instance.id
        assert set(instance.regions) <= facts.regions.keys(), instance.id
        assert bool(instance.regions) == bool(instance.regions_sources), instance.id


def test_accelerated_instances_hold_the_memory_of_their_chips(facts: Facts) -> None:
    for instance in facts.instances.values():
        chip = facts.chips[instance.chip]
        if instance.accelerator_memory_gib and chip.memory_gib:
            whole = instance.chip_count * chip.memory_gib
            assert instance.accelerator_memory_gib == pytest.approx(whole, rel=0.02), instance.id


def test_embodied_carbon_of_an_instance_covers_its_host(facts: Facts) -> None:
    for instance in facts.instances.values():
        if instance.embodied_kgco2e and instance.host_embodied_kgco2e:
            assert instance.embodied_kgco2e > instance.host_embodied_kgco2e, instance.id


def test_instances_with_a_price_name_region_and_date(facts: Facts) -> None:
    for instance in facts.instances.values():
        priced = instance.on_demand_usd_per_hour is not None
        assert bool(instance.price_region and instance.price_date) == priced, instance.id


def test_region_families_and_instance_regions_agree(facts: Facts) -> None:
    for instance in facts.instances.values():
        for code in instance.regions:
            region = facts.regions[code]
            offered = set(region.gpu_families)
            offered |= {name.split(":")[1] for name in (*region.trainium, *region.inferentia)}
            if instance.regions_date == "2026-08-11":
                assert instance.family in offered, f"{instance.id} in {code}"


def test_active_parameters_never_exceed_all(facts: Facts) -> None:
    for model in facts.models.values():
        if model.params_total_b and model.params_active_b:
            assert model.params_active_b <= model.params_total_b, model.id


def test_dense_models_of_a_known_shape_have_its_cache(facts: Facts) -> None:
    checked = 0
    for model in facts.models.values():
        if not model.attention_note.startswith("full attention in every layer"):
            continue
        by_shape = 2 * (model.layers or 0) * (model.kv_heads or 0) * (model.head_dim or 0) * 2
        assert model.kv_bytes_per_token_bf16 == by_shape, model.id
        checked += 1
    assert checked > 80


def test_mixtures_choose_fewer_experts_than_they_have(facts: Facts) -> None:
    for model in facts.models.values():
        if model.experts_total and model.experts_routed:
            assert model.experts_routed < model.experts_total, model.id


def test_long_contexts_never_cost_more_cache_than_short_ones(facts: Facts) -> None:
    for model in facts.models.values():
        short, long = model.kv_bytes_per_token_bf16, model.kv_bytes_per_token_long_bf16
        assert (short is None) == (long is None), model.id
        if short is not None and long is not None:
            assert long <= short, model.id


def test_models_on_bedrock_have_an_id_and_open_ones_a_licence(facts: Facts) -> None:
    for model in facts.models.values():
        if model.bedrock_regions or model.bedrock_profiles:
            assert model.bedrock_model_id, model.id
        if model.open_weights:
            assert model.licence, model.id
        assert all(re.fullmatch(r"[\w.-]+(/[\w.-]+)?", name) for name in model.hf_ids), model.id


def test_languages_are_codes(facts: Facts) -> None:
    for model in facts.models.values():
        assert all(re.fullmatch(r"[a-z]{2}", code) for code in model.languages), model.id
        for pair in model.lang_score_rel_en:
            code, score = pair.split(":")
            assert re.fullmatch(r"[a-z]{2}", code), model.id
            assert 0 < float(score) <= 100, model.id


def test_lifecycle_factors_are_above_direct_ones(facts: Facts) -> None:
    """Lifecycle counts everything that direct counts, so a mix-up of columns would show."""
    for region in facts.regions.values():
        lifecycle, direct = region.location_lifecycle_g_per_kwh, region.location_direct_g_per_kwh
        if lifecycle is not None and direct is not None:
            assert lifecycle > direct, region.id


@pytest.mark.parametrize(
    ("code", "field", "value"),
    [
        ("us-east-1", "location_lifecycle_g_per_kwh", 418),
        ("us-east-1", "location_direct_g_per_kwh", 343.48),
        ("eu-north-1", "location_direct_g_per_kwh", 2.5),
        ("eu-west-1", "pue", 1.10),
        ("ap-southeast-3", "wue_l_per_kwh", 2.85),
        ("sa-east-1", "grid_water_l_per_kwh", 18.6033),
        ("eu-west-3", "country_lifecycle_g_per_kwh", 44.18),
    ],
)
def test_region_values(facts: Facts, code: str, field: str, value: float) -> None:
    assert facts.region(code).number(field) == value


def test_disputed_grid_of_oregon_spans_both_mappings(facts: Facts) -> None:
    item = facts.region("us-west-2").input("location_lifecycle_g_per_kwh")
    assert item.low == 129
    assert item.high >= 204


def test_disagreeing_compilers_widen_the_range(facts: Facts) -> None:
    item = facts.region("me-south-1").input("location_lifecycle_g_per_kwh")
    assert item.value == 488
    assert item.high == pytest.approx(902.4, abs=0.1)


def test_area_means_are_marked_as_estimates(facts: Facts) -> None:
    assert facts.region("eu-west-1").input("pue").confidence == "published"
    assert facts.region("eu-south-1").input("pue").confidence == "estimated"


def test_market_factor_is_zero_or_unknown(facts: Facts) -> None:
    for region in facts.regions.values():
        assert region.market_g_per_kwh in {0.0, None}, region.id
        if region.renewable_list_2023:
            assert region.market_g_per_kwh == 0.0, region.id
    with pytest.raises(EvidenceError, match="market-based"):
        facts.region("ap-southeast-2").input("market_g_per_kwh")


def test_traces_of_azure_are_credited(facts: Facts) -> None:
    chat = facts.preset("support-chat")
    assert (chat.input_tokens, chat.output_tokens) == (1155, 211)
    assert facts.preset("code-assistant").output_tokens == 28
    assert facts.source("azure-llm-traces").licence == "CC-BY-4.0"
    for preset in facts.traffic.values():
        assert preset.note, preset.id
        assert preset.confidence in {"measured", "estimated"}, preset.id


def test_constants_are_usable_in_formulas(facts: Facts) -> None:
    constants = facts.constants
    assert constants["hours_per_year"].value == pytest.approx(8765.82)
    assert constants["embodied_lifetime_years"].low == 3
    assert constants["ecologits_server_watts"].value == 1200
    assert constants["bedrock_batch_price_fraction"].value == 0.5
    assert all(name == item.name for name, item in constants.items())
    assert all(name.isidentifier() for name in constants)


def test_service_tiers_name_models_on_bedrock_and_prices_that_a_list_can_have(facts: Facts) -> None:
    """A tier that is not offered has no price; one that is costs less, or more for Priority."""
    for tier in facts.tiers.values():
        assert facts.models[tier.model].bedrock_model_id, tier.id
        if tier.price_fraction is None:
            assert not tier.offered or tier.tier == "reserved", tier.id
            continue
        assert tier.offered, tier.id
        item = tier.input("price_fraction")
        dearer = tier.tier == "priority" or (tier.tier == "cache-write" and item.value != 1.0)
        assert (item.value > 1.0) == dearer, tier.id
        assert len(item.sources) >= 2 or item.confidence == "estimated", tier.id
