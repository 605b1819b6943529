"""How sure hosting is where machines of one's own stand nearly idle."""

from dataclasses import replace

import pytest

from advisors.advice import desk_of
from advisors.desk import Desk
from advisors.hosting import BEDROCK, OWN, advise_hosting
from advisors.hosting_doubt import NEARLY_IDLE, doubted
from advisors.options import Decision
from advisors.questions import Value
from advisors.ranking import Rated
from advisors.shown import Said, rated
from tests.advisors.advice.made import advised, facts, made


def pair(requests: float, **answers: Value) -> tuple[Desk, list[Rated]]:
    """A nearly idle fleet before a managed service, as the desk measures both."""
    desk = desk_of(made(requests_per_day=requests, **answers), facts())
    own, managed = (desk.search.best_of(managed=way) for way in (False, True))
    assert own is not None
    assert managed is not None
    measured = {OWN: desk.measure(own), BEDROCK: desk.measure(managed)}
    return desk, [rated(desk, key, key, item, Said((), ())) for key, item in measured.items()]


def ranked(desk: Desk, options: list[Rated], gap: float) -> Decision:
    """The fleet first by a gap in the score, with high confidence, as common draws may say."""
    options[1] = replace(options[1], score=options[0].score + gap)
    found = advise_hosting(desk)
    shown = tuple(item.option for item in options)
    sure = replace(found, options=shown, confidence="high", confidence_reason="Draws say so.")
    return doubted(desk, sure, options, BEDROCK)


def test_a_nearly_idle_fleet_that_half_of_the_volume_turns_is_of_low_confidence() -> None:
    desk, options = pair(200.0)
    found = ranked(desk, options, gap=0.1)
    assert found.confidence == "low"
    assert "Below about " in found.confidence_reason
    assert "the managed service comes first" in found.confidence_reason
    assert "assumed" not in found.confidence_reason


def test_a_nearly_idle_fleet_is_never_of_high_confidence() -> None:
    desk, options = pair(200.0)
    found = ranked(desk, options, gap=5.0)
    assert found.confidence == "medium"
    assert "figures are those of idling" in found.confidence_reason


def test_the_break_even_is_where_the_scores_meet() -> None:
    """All weight on cost: half the price of the fleet is the managed price of half the calls."""
    weights = {"carbon": 0.0, "water": 0.0, "cost": 100.0, "latency": 0.0, "effort": 0.0}
    desk, options = pair(200.0, priorities=weights)
    found = ranked(desk, options, gap=0.5)
    assert "Below about 120 requests a day" in found.confidence_reason


def test_a_busy_fleet_keeps_what_common_draws_say() -> None:
    desk, options = pair(2e6)
    busy = options[0].measured.outcome.figures["utilization"].numbers[0]
    assert busy > NEARLY_IDLE
    assert ranked(desk, options, gap=0.1).confidence == "high"


@pytest.mark.parametrize(("wish", "confidence"), [("any", "low"), ("self-hosted", "medium")])
def test_an_idle_fleet_without_rival_says_why_it_has_none(wish: str, confidence: str) -> None:
    """Nobody asked to run machines for ten requests a day: it is all that is left there."""
    found = advised(
        requests_per_day=10.0, residency="canada", committed_model="qwen3-32b", hosting=wish
    ).decision("hosting")
    assert [item.id for item in found.options][:1] == [OWN]
    assert found.confidence == confidence
    assert "% of the time that they are up" in found.confidence_reason
    said = "You asked for it" if wish == "self-hosted" else "No managed service is open here"
    assert said in found.confidence_reason
