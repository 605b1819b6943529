"""What falls out of a decision: what one would ask about first stands in front."""

from itertools import groupby

import pytest

from advisors.advice import advise, desk_of
from advisors.places import Place, rtt_ms
from advisors.questions import Value
from advisors.region import UNKNOWN_TRIP_MS
from advisors.silicon import FAR
from tests.advisors.advice.made import facts, made


@pytest.mark.parametrize("hosting", ["managed", "self-hosted"])
def test_the_fastest_chips_that_could_come_back_are_told_of_first(hosting: str) -> None:
    fallen = advise(made(hosting=hosting), facts()).decision("silicon").exclusions
    peak = [facts().chip(item.id).peak_dense_tflops_bf16 or 0.0 for item in fallen]
    far = [item.rule in FAR for item in fallen]
    assert far == sorted(far)
    for _, group in groupby(zip(far, peak, strict=True), key=lambda pair: pair[0]):
        values = [value for _, value in group]
        assert values == sorted(values, reverse=True)
    assert len(set(peak)) > 3
    assert fallen[0].id not in {"t4", "inferentia1"}


@pytest.mark.parametrize("answers", [{"residency": "eu"}, {"allowed_regions": ("us-east-1",)}])
def test_of_closed_regions_the_best_sites_are_told_of_first(answers: dict[str, Value]) -> None:
    design = made(user_region="us-west-2", **answers)
    fallen = advise(design, facts()).decision("region").exclusions
    desk = desk_of(design, facts())
    assert fallen[0].id == "us-west-2"
    closed = {item.id for item in desk.search.region_exclusions} - {"us-west-2"}
    scores = []
    for item in fallen:
        if item.id in closed:
            trip = rtt_ms(desk.workload, item.id, facts())
            site = desk.base.site(Place(item.id, item.id, "", (item.id,), trip))
            scores.append(desk.judge.site_score(site, trip or UNKNOWN_TRIP_MS))
    assert len(scores) == len(closed) > 10
    assert scores == sorted(scores)
