"""The smallest thing that works, and what stands beside a design: monitoring, services."""

from advisors.advice import advise
from advisors.hosting_doubt import NEARLY_IDLE
from advisors.questions import Answer, Value
from tests.advisors.advice.made import advised, facts, made

TINY: dict[str, Value] = {
    "use_case": "summarization",
    "knowledge": ("general",),
    "requests_per_day": 10.0,
    "input_tokens": 8000.0,
    "output_tokens": 400.0,
    "ttft_ms": 5000.0,
    "user_region": "us-east-1",
}
AGENTS: dict[str, Value] = {
    "use_case": "code-assistant",
    "domain": "code",
    "quality": "expert",
    "requests_per_day": 6000.0,
    "daily_curve": "office-hours",
    "peak_factor": 4.0,
    "growth_per_year": 20.0,
    "input_tokens": 60000.0,
    "output_tokens": 900.0,
    "steps_per_request": 25.0,
    "ttft_ms": 4000.0,
    "inter_token_ms": 50.0,
    "availability": 99.5,
    "user_region": "us-west-2",
    "horizon_years": 2.0,
    "corpus_tokens": 1e7,
    "shared_prefix_share": 85.0,
}


def test_machines_that_stand_idle_are_not_the_smallest_thing_that_works() -> None:
    """Ten requests a day: a fleet of one's own takes a thousand times the energy of a call."""
    found = advised(**TINY)
    assert found.smallest is not None
    busy = found.smallest.figures.get("utilization")
    assert busy is None or (busy.value or 0.0) >= NEARLY_IDLE
    least = found.smallest.figures["energy_kwh_per_year"].numbers[0]
    assert least < 100.0 * found.totals["energy_kwh_per_year"].numbers[0]


def test_the_smallest_is_still_named_where_only_idle_machines_are_open() -> None:
    found = advised(**TINY, hosting="self-hosted")
    assert found.smallest is not None
    assert (found.smallest.figures["utilization"].value or 0.0) < NEARLY_IDLE


def test_monitoring_that_costs_more_than_the_design_says_so() -> None:
    small, large = (advised(**{**TINY, "requests_per_day": n}) for n in (10.0, 1e6))
    notes = " ".join(small.decision("monitoring").options[0].notes)
    assert "The figures of the design leave it out" in notes
    assert "leave it out" not in " ".join(large.decision("monitoring").options[0].notes)


def test_a_service_that_reads_scans_is_not_offered_for_text_without_a_word() -> None:
    for modalities, told in ((("text",), True), (("text", "image"), False)):
        found = advised(use_case="extraction", answer_form="structured", modalities=modalities)
        service = next(o for o in found.decision("need").options if o.id == "ai-service")
        assert ("your requests hold text alone" in " ".join(service.notes)) is told


def test_the_way_of_serving_is_in_doubt_where_hosting_is_and_the_ways_differ() -> None:
    """One percent of the busiest hour turned hosting, and the first technique with it."""
    design = made(**AGENTS)
    near = [advise(design.answered("peak_factor", Answer(p)), facts()) for p in (3.9, 4.0, 4.1)]
    firsts = {item.decision("inference").options[0].id for item in near}
    unsure = [item for item in near if not item.decision("hosting").clear]
    assert len(firsts) == 1 or len(unsure) == len(near)
    between = [item for item in near if "within 4%" in item.decision("hosting").confidence_reason]
    assert between
    assert all(not item.decision("inference").clear for item in between)
