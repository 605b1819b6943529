"""How busy machines would be, where the recommended design has none of its own."""

from collections.abc import Mapping

import pytest

from advisors.format import value_and_range
from tui.inquiry import Inquiry

_ASKED = (
    "what is the utilization?",
    "how busy would the machines be?",
    "how busy would our own machines be?",
    "what would running it ourselves cost, and how busy would the boxes be?",
)


@pytest.mark.parametrize("asked", _ASKED)
@pytest.mark.parametrize("key", ["s", "m"])
def test_machines_of_ones_own_are_told_beside_the_managed_service(
    inquiries: Mapping[str, Inquiry], key: str, asked: str
) -> None:
    hosting = inquiries[key].advice.decision("hosting")
    assert hosting.chosen is not None
    assert hosting.chosen.id == "bedrock"
    assert "utilization" not in hosting.chosen.figures
    (own,) = [item for item in hosting.options if item.id == "ec2-eks"]
    text = inquiries[key].ask(asked).answer
    assert "holds no figure for utilization" not in text
    assert any("4% busy" in reason and reason in text for reason in own.reasons)
    assert value_and_range(own.figures["cost_usd_per_year"]) in text


def test_the_figure_itself_stands_first(inquiries: Mapping[str, Inquiry]) -> None:
    own = inquiries["m"].advice.decision("hosting").options[1]
    first = inquiries["m"].ask("what is the utilization?").answer.partition("\n\n")[0]
    assert first.startswith(
        f"{own.label}, Utilization: {value_and_range(own.figures['utilization'])}"
    )
    assert "Managed: Amazon Bedrock, has no such figure" in first


def test_a_design_with_machines_tells_its_own(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["c"].ask("how busy would the machines be?").answer
    assert value_and_range(inquiries["c"].advice.totals["utilization"]) in text.partition("\n\n")[0]
    assert "has no such figure" not in text
