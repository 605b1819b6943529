"""Options that cost the same are not told apart by the last digit."""

from collections.abc import Mapping

from tui.inquiry import Inquiry


def test_two_regions_at_one_price_are_level(inquiries: Mapping[str, Inquiry]) -> None:
    """No price tells Milan from Ireland: neither may be called the cheapest of the two."""
    own, _, _ = inquiries["s"].ask("Which Region is the cheapest?").answer.partition("Guidance:")
    assert "within 1% of the least cost" in own
    assert "the advice still puts" not in own
