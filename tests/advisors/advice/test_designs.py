"""Realistic designs, each with the outcome that an expert would defend, and why."""

import pytest

from advisors.budgets import within_budget
from advisors.questions import Value
from tests.advisors.advice.made import advised, chosen, excluded, figure

CLASSIFY: dict[str, Value] = {
    "use_case": "classification",
    "knowledge": ("general",),
    "input_tokens": 300.0,
    "output_tokens": 5.0,
}


def test_01_a_rules_engine_suffices() -> None:
    """A checklist is code: exact, testable, and a model would only add energy."""
    found = advised(**CLASSIFY, answer_form="rules")
    assert chosen(found)["need"] == "rules"
    assert chosen(found)["silicon"].startswith("c8g")
    generative = found.decision("need").options[1]
    assert (
        figure(found, "energy_kwh_per_year") < generative.figures["energy_kwh_per_year"].numbers[0]
    )


def test_02_retrieval_beats_tuning_at_low_volume() -> None:
    """At 200 requests a day the fleet idles: shorter prompts save nothing, training costs."""
    found = advised(**TUNABLE, requests_per_day=200.0)
    assert chosen(found)["customization"] == "rag"


def test_03_and_loses_to_it_at_high_volume() -> None:
    """At three million the retrieved passages of every prompt outweigh a training many times."""
    found = advised(**TUNABLE, requests_per_day=3e6)
    ladder = found.decision("customization")
    assert ladder.options[0].id == "peft"
    energy = {o.id: o.figures["energy_kwh_per_year"].numbers[0] for o in ladder.options}
    assert energy["rag"] > 2 * energy["peft"]


TUNABLE: dict[str, Value] = {
    "labelled_examples": 5000.0,
    "knowledge": ("own-documents", "house-style"),
    "corpus_refresh_per_year": 0.0,
    "hosting": "self-hosted",
}


def test_04_changing_facts_are_never_trained_in() -> None:
    """Prices and stock change by the hour; weights would be stale the day after."""
    found = advised(**{**TUNABLE, "knowledge": ("changing-facts",)}, requests_per_day=3e6)
    assert chosen(found)["customization"] in {"rag", "peft-with-rag"}
    assert excluded(found, "customization", "peft").rule == "knowledge-changes"


def test_05_trainium_falls_out_for_a_model_that_neuron_does_not_serve() -> None:
    """Efficiency on paper is none without software: the Neuron SDK does not list the model."""
    found = advised(
        hosting="self-hosted",
        quality="expert",
        requests_per_day=2e5,
        user_region="us-east-1",
        residency="us",
    )
    assert found.decision("model").options[0].id.startswith("gpt-oss")
    assert excluded(found, "silicon", "trainium1").rule == "neuron-support"
    assert excluded(found, "silicon", "inferentia2").rule == "neuron-support"


def test_06_inferentia_is_ranked_for_a_model_that_it_serves() -> None:
    """The same chip stays in the list once the model is one that Neuron serves."""
    found = advised(
        hosting="self-hosted",
        use_case="code-assistant",
        domain="code",
        knowledge=("general",),
        licences="permissive",
        user_region="us-east-2",
        residency="us",
        requests_per_day=1.5e5,
    )
    assert "inferentia2" in {option.id for option in found.decision("silicon").options}


def test_07_the_greenest_region_is_excluded_by_law() -> None:
    """Stockholm has the cleanest grid; data that must stay in the UK cannot use it."""
    one: dict[str, Value] = {"committed_model": "gpt-oss-20b", "user_region": "eu-west-2"}
    free, bound = advised(**one), advised(**one, residency="uk")
    assert chosen(free)["region"] == "eu-north-1"
    assert chosen(bound)["region"] == "eu-west-2"
    assert excluded(bound, "region", "eu-north-1").rule == "residency"
    name = "carbon_location_kg_per_year"
    assert figure(bound, name) > figure(free, name)


def test_08_a_strict_service_level_more_than_doubles_the_energy() -> None:
    """Twelve milliseconds between tokens keep batches small: more chips for the same answers."""
    same: dict[str, Value] = {"hosting": "self-hosted", "requests_per_day": 3e5}
    strict = advised(**same, inter_token_ms=12.0, ttft_ms=600.0)
    loose = advised(**same, inter_token_ms=150.0, ttft_ms=4000.0)
    name = "energy_kwh_per_year"
    assert figure(strict, name) > 2 * figure(loose, name)
    relaxed = {o.id for o in strict.decision("inference").options}
    assert "relaxed-pace" in relaxed


def test_09_residency_through_cross_region_inference() -> None:
    """EU data may use the EU profile, never the global one, and says where it routes."""
    found = advised(residency="eu", quality="critical", hosting="managed", languages=("de", "en"))
    region = found.decision("region")
    profile = next(option for option in region.options if option.id.startswith("eu."))
    assert "eu-north-1" in " ".join(profile.notes)
    assert not any(o.id.startswith(("global.", "us.")) for o in region.options)
    out = [item for item in region.exclusions if item.rule == "profile-leaves-area"]
    assert any("global" in item.label for item in out)


def test_10_one_region_allows_no_profile_at_all() -> None:
    """With one Region named, routing anywhere else would break the promise."""
    found = advised(residency="one-region", allowed_regions=("eu-west-3",))
    assert chosen(found)["region"] == "eu-west-3"
    assert all("." not in option.id for option in found.decision("region").options)


def test_11_nothing_fits_the_budget() -> None:
    """500 dollars a year: the report names the closest design and what would meet the budget."""
    report = within_budget(advised(hosting="self-hosted"), usd=500.0)
    assert not report.possible
    assert report.closest is not None
    assert report.closest.worst > 1
    assert any("closest" in way for way in report.ways)


def test_12_a_classifier_on_graviton() -> None:
    """Two million tickets a day into fixed labels: an encoder on processors, no accelerator."""
    found = advised(
        **CLASSIFY, answer_form="fixed-list", labelled_examples=20000.0, requests_per_day=2e6
    )
    assert chosen(found)["need"] == "classifier"
    assert chosen(found)["silicon"] == "c8g.4xlarge"
    assert excluded(found, "silicon", "h100").rule == "fixed-answers"


def test_13_without_labels_there_is_no_classifier() -> None:
    """Nothing to learn from: a prompted model first, and its corrected answers become labels."""
    found = advised(**CLASSIFY, answer_form="fixed-list", labelled_examples=20.0)
    assert chosen(found)["need"] == "generative"
    assert excluded(found, "need", "classifier").rule == "no-labels"


def test_14_ten_requests_a_day_are_managed_and_on_demand() -> None:
    """A machine of one's own would idle all year for ten answers a day."""
    found = advised(requests_per_day=10.0)
    hosting = found.decision("hosting")
    assert hosting.options[0].id == "bedrock"
    assert hosting.clear
    own = hosting.options[1].figures["energy_kwh_per_year"].numbers[0]
    assert own > 100 * hosting.options[0].figures["energy_kwh_per_year"].numbers[0]


def test_15_ten_million_an_hour_are_self_hosted() -> None:
    """Busy fleets of one's own cost less than half of the tokens, and the batch is known."""
    found = advised(
        requests_per_day=2.4e8,
        knowledge=("general",),
        use_case="support-chat",
        input_tokens=1155.0,
        output_tokens=211.0,
    )
    hosting = found.decision("hosting")
    assert hosting.options[0].id == "ec2-eks"
    cost = {o.id: o.figures["cost_usd_per_year"].value for o in hosting.options}
    assert (cost["bedrock"] or 0.0) > 2 * (cost["ec2-eks"] or 0.0)


def test_16_a_ranked_list_is_search() -> None:
    """Hits out of what is there: an index and a small encoder, nothing is written."""
    found = advised(
        use_case="semantic-search",
        answer_form="ranking",
        input_tokens=25.0,
        output_tokens=0.0,
        requests_per_day=50_000.0,
        languages=("de", "en"),
    )
    assert chosen(found)["need"] == "search"
    assert chosen(found)["model"] == "multilingual-e5-small"
    search, generative = found.decision("need").options[:2]
    read = {leaf.name: leaf.value for leaf in generative.figures["cost_usd_per_year"].leaves()}
    assert read["input_tokens"] > 1000  # the passages found, read by the model that writes
    assert read["output_tokens"] > 50
    cost = [item.figures["cost_usd_per_year"].numbers[0] for item in (search, generative)]
    assert cost[1] > 5 * cost[0]


def test_17_a_rare_language_needs_a_model_that_names_it() -> None:
    """'100 languages' is no promise of Yoruba; a published loss there counts against the bar."""
    found = advised(languages=("yo",), quality="expert")
    assert chosen(found)["model"].startswith("claude")
    assert excluded(found, "model", "qwen3-next-80b-a3b").rule == "language"
    higher = advised(languages=("yo",), quality="critical")
    assert excluded(higher, "model", "claude-haiku-4-5").rule == "quality-bar"


def test_18_a_disrupted_region_is_not_recommended() -> None:
    """The Gulf Regions were damaged in 2026: nothing new goes there, and the advice says so."""
    found = advised(user_region="me-central-1", allowed_regions=("me-central-1",))
    assert chosen(found)["region"] == ""
    fallen = excluded(found, "region", "me-central-1")
    assert fallen.rule == "region-disrupted"
    assert fallen.unlock
    assert found.totals["energy_kwh_per_year"].withheld


def test_19_a_retired_model_is_excluded_with_its_date() -> None:
    """Claude 3.5 Haiku met its end of life on Bedrock in June 2026."""
    fallen = excluded(advised(), "model", "claude-3-5-haiku")
    assert fallen.rule == "lifecycle"
    assert "2026-06-19" in fallen.reason


def test_20_work_that_waits_scales_to_zero() -> None:
    """A nightly run has nobody waiting: the fleet stops between runs, and batches are full."""
    found = advised(
        use_case="batch-enrichment",
        answer_form="structured",
        async_share=100.0,
        daily_curve="nightly-batch",
        knowledge=("general",),
        requests_per_day=3e6,
        input_tokens=800.0,
        output_tokens=120.0,
    )
    fallen = excluded(found, "inference", "scale-to-zero")
    assert fallen.rule == "already-there"
    waiting = advised(
        use_case="batch-enrichment",
        answer_form="structured",
        knowledge=("general",),
        requests_per_day=3e6,
        input_tokens=800.0,
        output_tokens=120.0,
    )
    assert excluded(waiting, "inference", "scale-to-zero").rule == "always-on"


def test_21_the_reporting_method_can_turn_the_region() -> None:
    """Market-based, matched Regions are alike in electricity; location-based, the grid decides."""
    one: dict[str, Value] = {
        "committed_model": "gpt-oss-20b",
        "residency": "eu",
        "user_region": "eu-central-1",
    }
    market = advised(**one, reporting_method="market-based")
    location = advised(**one)
    assert chosen(location)["region"] == "eu-north-1"
    assert market.carbon_figure == "carbon_market_kg_per_year"
    name = "carbon_market_kg_per_year"
    best = market.decision("region").options[0].figures[name].value
    assert best is not None
    assert best < (location.totals["carbon_location_kg_per_year"].value or 0.0) * 10


def test_22_images_need_a_model_that_reads_them() -> None:
    """A text model is no candidate, however small; the way round is named."""
    found = advised(modalities=("text", "image"), use_case="extraction", answer_form="structured")
    fallen = excluded(found, "model", "gpt-oss-20b")
    assert fallen.rule == "modality"
    assert "Textract" in fallen.unlock


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"effort": 96.0, "cost": 1.0, "carbon": 1.0, "water": 1.0, "latency": 1.0}, "bedrock"),
        ({"cost": 96.0, "effort": 1.0, "carbon": 1.0, "water": 1.0, "latency": 1.0}, "ec2-eks"),
    ],
    ids=["effort", "cost"],
)
def test_23_the_weights_decide_who_runs_it(weights: dict[str, float], expected: str) -> None:
    """Two million requests a day: cheap to run oneself, less work to have it run."""
    found = advised(priorities=weights, requests_per_day=2e6)
    assert chosen(found)["hosting"] == expected


def test_24_regulated_text_gets_the_full_monitoring_plan() -> None:
    """Every call must be traceable where an error or a leak has consequences."""
    assert chosen(advised(sensitivity="regulated"))["monitoring"] == "full"
    assert chosen(advised(quality="draft", sensitivity="public"))["monitoring"] == "essential"
