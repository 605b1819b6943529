"""Hosting where the answers make a way of serving part of the design: it may turn the order."""

from tests.advisors.advice.made import CODE_AGENTS, advised


def test_a_shared_prefix_that_one_way_of_hosting_caches_leaves_no_clear_winner() -> None:
    """85 % of a long prompt is the same: one's own engine keeps it, the managed model does not."""
    found = advised(**CODE_AGENTS, shared_prefix_share=85.0).decision("hosting")
    assert found.options[0].id == "bedrock"
    assert not found.clear
    assert found.confidence == "low"
    turned = "Self-hosted: EC2 or EKS with prompt caching comes first"
    assert found.confidence_reason.startswith(turned)
    assert "Against Managed: Amazon Bedrock as designed: carbon -" in found.confidence_reason
    assert any(turned in flip for flip in found.flips)


def test_a_prefix_that_nobody_answered_for_turns_nothing() -> None:
    found = advised(**CODE_AGENTS).decision("hosting")
    assert "prompt caching" not in " ".join((found.confidence_reason, *found.flips))


def test_a_cache_that_changes_no_order_is_not_told() -> None:
    found = advised(**CODE_AGENTS, shared_prefix_share=5.0).decision("hosting")
    assert "prompt caching" not in found.confidence_reason


def test_figures_before_a_cache_that_the_whole_includes_say_so() -> None:
    """Hosting at 83,000 kWh beside a whole of 48,000 does not add up without a word."""
    found = advised(**CODE_AGENTS, shared_prefix_share=85.0, hosting="self-hosted")
    assert found.decision("inference").options[0].id == "prompt-cache"
    whole = found.totals["energy_kwh_per_year"].numbers[0]
    for item in found.decisions:
        first = item.options[0]
        if item.id not in {"inference", "monitoring"}:
            assert first.figures["energy_kwh_per_year"].numbers[0] > whole
            assert any("before prompt caching" in note for note in first.notes), item.id
    plain = advised(**CODE_AGENTS, hosting="self-hosted")
    notes = [note for item in plain.decisions for note in item.options[0].notes]
    assert not any("before prompt caching" in note for note in notes)
