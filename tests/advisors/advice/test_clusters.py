"""A cluster that mends itself is either offered or ruled out, whatever the size of the fleet."""

import pytest

from advisors.hosting_machines import LARGE_FLEET_KWH
from advisors.questions import Value
from tests.advisors.advice.made import advised

CHAT: dict[str, Value] = {
    "knowledge": ("general",),
    "use_case": "support-chat",
    "input_tokens": 1155.0,
    "output_tokens": 211.0,
}


@pytest.mark.parametrize(("volume", "large"), [(5e3, False), (2.4e8, True)], ids=["few", "many"])
def test_hyperpod_is_an_option_or_an_exclusion_and_never_neither(
    volume: float, large: bool
) -> None:
    """Above the fleet from which it is worth a look it stood nowhere at all."""
    hosting = advised(**CHAT, requests_per_day=volume).decision("hosting")
    options = {item.id: item for item in hosting.options}
    fallen = {item.id: item for item in hosting.exclusions}
    assert ("hyperpod" in options, "hyperpod" in fallen) == (large, not large)
    energy = options["ec2-eks"].figures["energy_kwh_per_year"]
    assert ((energy.value or 0.0) >= LARGE_FLEET_KWH) is large
    if large:
        own = options["hyperpod"]
        assert own.figures["energy_kwh_per_year"] is energy
        assert "HyperPod" in own.figures["cost_usd_per_year"].withheld
        assert f"{energy.value:,.0f}" in own.reasons[0]
    else:
        assert "kWh a year" in fallen["hyperpod"].unlock
