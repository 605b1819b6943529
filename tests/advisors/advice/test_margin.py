"""How wide a figure is counts only where the width could turn the choice."""

from tests.advisors.advice.made import advised


def test_a_wide_range_that_is_far_from_the_rival_does_not_lower_confidence() -> None:
    """Ten requests a day: machines of one's own draw thousands of times as much."""
    hosting = advised(requests_per_day=10.0).decision("hosting")
    carbon = hosting.options[0].figures["carbon_location_kg_per_year"]
    rival = hosting.options[1].figures["carbon_location_kg_per_year"]
    assert carbon.numbers[2] > 10.0 * carbon.numbers[1]
    assert rival.numbers[1] > carbon.numbers[2]
    assert hosting.confidence == "high"
    assert "spans a factor" in hosting.confidence_reason
    assert "hardly ever turns" in hosting.confidence_reason


def test_a_wide_range_without_a_rival_is_said_beside_the_confidence() -> None:
    """Nothing else can win, however wide the figure is."""
    alone = advised(requests_per_day=10.0, hosting="managed").decision("hosting")
    assert len(alone.options) == 1
    assert alone.confidence == "medium"
    assert "spans a factor" in alone.confidence_reason
