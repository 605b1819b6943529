"""The service level holds for a service as well: its pace is estimated, with a range."""

import pytest

from advisors.managed_pace import Pace, call_doubt, call_misfit
from advisors.questions import Value
from advisors.workload import workload_from
from tests.advisors.advice.made import advised, facts, made

IMPOSSIBLE: dict[str, Value] = {
    "use_case": "support-chat",
    "knowledge": ("general",),
    "ttft_ms": 15.0,
    "inter_token_ms": 1.0,
}
PACE = Pace(first=(50.0, 100.0, 400.0), between=(5.0, 20.0, 60.0))


@pytest.mark.parametrize("hosting", ["any", "managed"])
def test_what_no_pace_reaches_is_excluded_with_the_service_level_as_the_reason(
    hosting: str,
) -> None:
    """15 ms and 1 ms a token: a model on Bedrock was recommended without a word."""
    found = advised(**IMPOSSIBLE, hosting=hosting)
    assert not found.decision("model").options
    fallen = {item.id: item for item in found.decision("hosting").exclusions}
    assert fallen["bedrock"].rule == "too-slow"
    assert "15 ms are accepted" in fallen["bedrock"].reason
    models = {item.rule for item in found.decision("model").exclusions}
    assert "too-slow" in models


def test_machines_of_ones_own_fall_out_by_the_service_level_too() -> None:
    """Neither the Regions nor closed weights are the cause: the words must say which is."""
    found = advised(**IMPOSSIBLE)
    own = next(i for i in found.decision("hosting").exclusions if i.id == "ec2-eks")
    assert own.rule == "too-slow"
    assert "1 ms are accepted" in own.reason
    assert "service level" in own.unlock
    chips = found.decision("silicon").exclusions
    assert not any("cannot be self-hosted" in item.reason for item in chips)
    assert any(item.rule == "too-slow" for item in chips)


def test_a_pace_that_only_the_range_reaches_is_said_and_less_sure() -> None:
    """A centre that misses is no reason to exclude, and none to be sure."""
    near: dict[str, Value] = {"hosting": "managed", "committed_model": "deepseek-v3.1"}
    usual = advised(**near).decision("hosting")
    tight = advised(**near, inter_token_ms=12.0).decision("hosting")
    assert [item.id for item in tight.options] == [item.id for item in usual.options]
    assert tight.confidence == "low"
    assert "does not publish its pace" in tight.confidence_reason
    assert any("does not publish its pace" in note for note in tight.options[0].notes)
    assert not any("does not publish its pace" in note for note in usual.options[0].notes)
    serving = advised(**near, inter_token_ms=12.0).decision("inference")
    assert any("estimated pace" in line for line in serving.trace)
    assert serving.confidence == "low"


@pytest.mark.parametrize(
    ("first", "between", "out", "doubted"),
    [
        (2000.0, 100.0, False, False),
        (211.0, 20.0, False, False),
        (209.0, 20.0, False, True),
        (2000.0, 19.0, False, True),
        (59.0, 100.0, True, True),
        (2000.0, 4.9, True, True),
    ],
)
def test_ends_of_the_range_by_hand(first: float, between: float, out: bool, doubted: bool) -> None:
    """10 ms of network: 60 alone, 210 for 95 of 100 at the centre."""
    w = workload_from(made(ttft_ms=first, inter_token_ms=between), facts())
    assert (call_misfit(w, "It", PACE, 10.0) is not None) is out
    assert bool(call_doubt(w, PACE, 10.0)) is doubted
