"""A promise of availability that would put another chip first is named, and does so."""

from functools import cache

import pytest

from advisors.advice import advise
from advisors.availability_turns import PROMISES
from advisors.later import Later
from advisors.options import Decision
from advisors.questions import Value
from tests.advisors.advice.made import facts, made

HOSTED: dict[str, Value] = {"hosting": "self-hosted"}
CASES: tuple[tuple[dict[str, Value], str], ...] = (
    ({"requests_per_day": 1e5, "quality": "expert"}, "99%"),
    ({"requests_per_day": 2e6}, "95%"),
    ({"requests_per_day": 2e6, "availability": 95.0}, "99%"),
    ({"requests_per_day": 5000.0}, ""),
)


@cache
def silicon(case: int, promise: float = 0.0) -> Decision:
    """The decision in one case, at its own promise or at another."""
    given = {**HOSTED, **CASES[case][0], **({"availability": promise} if promise else {})}
    return advise(made(**given), facts()).decision("silicon")


def own(case: int) -> float:
    """The promise of a case."""
    given = CASES[case][0].get("availability", 99.9)
    assert isinstance(given, float)
    return given


@pytest.mark.parametrize("case", range(len(CASES)))
def test_what_is_named_comes_first_there_and_not_before(case: int) -> None:
    """Against advice given anew at every usual promise, all layouts weighed again."""
    decision, told = silicon(case), CASES[case][1]
    said = [text for text in decision.flips if " availability instead of " in text]
    chosen = decision.options[0].id
    turned = {
        f"{share * 100:.6g}%": silicon(case, share * 100).options[0]
        for share in PROMISES
        if silicon(case, share * 100).options[0].id != chosen
    }
    if not told:
        assert not said
        assert not turned
        return
    first = turned[told]
    assert f"{told} availability instead of {own(case):g}%: {first.label} would come first" in said
    below = float(told.rstrip("%")) < own(case)
    for promise in turned:
        nearer = float(promise.rstrip("%"))
        assert (nearer <= float(told.rstrip("%"))) if below else (nearer >= float(told.rstrip("%")))


def test_it_is_worked_out_when_someone_looks() -> None:
    assert isinstance(silicon(0).flips, Later)


def test_a_managed_service_keeps_its_own_copies() -> None:
    decision = advise(made(requests_per_day=500.0), facts()).decision("silicon")
    assert decision.options[0].id == "service"
    assert not any("availability" in text for text in decision.flips)
