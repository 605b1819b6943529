"""The smallest thing that works, and what stands beside a design: monitoring, services."""

import re

import pytest

from advisors.advice import advise
from advisors.hosting_doubt import NEARLY_IDLE
from advisors.questions import Answer, Value
from tests.advisors.advice.made import CODE_AGENTS, advised, facts, made

TINY: dict[str, Value] = {
    "use_case": "summarization",
    "knowledge": ("general",),
    "requests_per_day": 10.0,
    "input_tokens": 8000.0,
    "output_tokens": 400.0,
    "ttft_ms": 5000.0,
    "user_region": "us-east-1",
}
AGENTS: dict[str, Value] = {**CODE_AGENTS, "shared_prefix_share": 85.0}


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
    design = made(**{**AGENTS, "requests_per_day": 4000.0, "shared_prefix_share": 50.0})
    near = [advise(design.answered("peak_factor", Answer(p)), facts()) for p in (3.9, 4.0, 4.1)]
    firsts = {item.decision("inference").options[0].id for item in near}
    unsure = [item for item in near if not item.decision("hosting").clear]
    assert len(firsts) == 1 or len(unsure) == len(near)
    between = [item for item in near if "within 4%" in item.decision("hosting").confidence_reason]
    assert between
    assert all(not item.decision("inference").clear for item in between)


RULES: dict[str, Value] = {
    "use_case": "classification",
    "answer_form": "rules",
    "quality": "critical",
    "knowledge": ("general",),
    "requests_per_day": 3000.0,
    "input_tokens": 200.0,
    "output_tokens": 5.0,
    "ttft_ms": 800.0,
    "horizon_years": 5.0,
    "residency": "eu",
}


@pytest.mark.parametrize("form", ["rules", "ranking", "fixed-list"])
@pytest.mark.parametrize("region", ["eu-west-1", "eu-central-1", "eu-west-3"])
def test_a_smaller_approach_runs_in_the_region_that_comes_first(form: str, region: str) -> None:
    """What is alike everywhere, the hardware, narrows the gap between Regions: it is counted."""
    asked: dict[str, Value] = {"answer_form": form, "user_region": region}
    found = advised(**{**RULES, **asked, "labelled_examples": 5000.0, "requests_per_day": 2e6})
    first = found.decision("region").options[0]
    for name, figure in first.figures.items():
        assert figure.value == found.totals[name].value
        assert figure.value == found.decision("hosting").options[0].figures[name].value


def test_what_a_rule_decides_is_as_sure_as_its_answer() -> None:
    found = advised(**RULES).decision("need")
    assert found.options[0].id == "rules"
    assert found.confidence == "high"
    assert "by rule" in found.confidence_reason
    assumed = made(**{**RULES, "use_case": "document-qa"})
    assumed = assumed.answered("answer_form", Answer(dont_know=True))
    need = advise(assumed, facts()).decision("need")
    assert need.confidence == "medium"
    assert "assumed" in need.confidence_reason


def test_where_nothing_fits_every_decision_says_why() -> None:
    found = advised(
        languages=("is",),
        licences="permissive",
        hosting="self-hosted",
        residency="one-region",
        allowed_regions=("eu-north-1",),
    )
    for item in found.decisions:
        assert item.options or item.exclusions, item.id
        assert all(out.reason and out.cards for out in item.exclusions)
    language = [out for out in found.decision("model").exclusions if out.rule == "language"]
    assert "It does not state Icelandic (is) among its languages." in {o.reason for o in language}
    silicon = {out.reason for out in found.decision("silicon").exclusions}
    assert not any("recommended model" in reason for reason in silicon)


def test_a_tighter_tier_costs_more() -> None:
    found = advised(hosting="managed", residency="eu", async_share=50.0).decision("inference")
    notes = " ".join(found.options[0].notes)
    assert re.search(r"Tighter: on demand for every request \(costs [\d,.]+ USD/year more\)", notes)
