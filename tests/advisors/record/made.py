"""Advice made by hand from real figures, so that records are tested without the advisors."""

from functools import lru_cache

from advisors.design import Design, digest
from advisors.options import FIGURE_NAMES, Advice, Decision, Exclusion, Option
from advisors.presets import TrafficPresets
from advisors.questions.resolve import resolve
from advisors.workload import workload_from
from estimators.annual import Demand, Managed, SelfHosted, annual_figures
from estimators.facts import Facts, load_facts
from estimators.figure import Figure, Input
from estimators.site import hardware_of, site_of

DATE = "2026-11-21"


@lru_cache(maxsize=1)
def facts() -> Facts:
    """The shipped facts, read once."""
    return load_facts()


def estimate(name: str, value: float, spread: float, unit: str = "1") -> Input:
    """An input of our own estimate, from value / spread to value × spread."""
    return Input(
        name,
        value,
        value / spread,
        value * spread,
        unit,
        "assumption",
        ("wattbrief-estimate",),
        "2026-11",
        "estimated",
        "stands in for a calibrated replica",
    )


def demand(design: Design) -> Demand:
    """What a design asks of the service."""
    inputs = workload_from(design, facts()).inputs()
    return Demand(**{name: inputs[name] for name in Demand.__dataclass_fields__})


def hosted(design: Design, instance: str, region: str) -> dict[str, Figure]:
    """Yearly figures of a model on instances."""
    hardware = hardware_of(facts(), instance)
    option = SelfHosted(
        wh_per_call=estimate("wh_per_call", 0.2, 1.4, "Wh"),
        wh_per_call_single=estimate("wh_per_call_single", 1.1, 1.4, "Wh"),
        replica_calls_per_s=estimate("replica_calls_per_s", 3.0, 1.2, "calls/s"),
        single_calls_per_s=estimate("single_calls_per_s", 0.3, 1.2, "calls/s"),
        replica_batch=estimate("replica_batch", 24.0, 1.0),
        idle_power_w=estimate("idle_power_w", 180.0, 1.2, "W"),
        replicas_per_instance=estimate("replicas_per_instance", 1.0, 1.0),
        chips_per_replica=hardware.chips_per_instance,
        **{name: getattr(hardware, name) for name in type(hardware).__dataclass_fields__},
    )
    return annual_figures(option, demand(design), site_of(facts(), region))


def managed(design: Design, region: str) -> dict[str, Figure]:
    """Yearly figures of a model that is called by the token."""
    option = Managed(
        managed_wh_per_call=estimate("managed_wh_per_call", 0.3, 3.0, "Wh"),
        reference_node_kw=estimate("reference_node_kw", 6.0, 1.3, "kW"),
        instance_embodied_kg=estimate("instance_embodied_kg", 8000.0, 1.5, "kg CO2e"),
        lifetime_years=facts().constant("embodied_lifetime_years", "lifetime_years"),
        embodied_active_share=facts().constant("embodied_active_share"),
        usd_per_million_input_tokens=estimate("usd_per_million_input_tokens", 0.8, 1.0, "USD"),
        usd_per_million_output_tokens=estimate("usd_per_million_output_tokens", 3.2, 1.0, "USD"),
        cached_share=estimate("cached_share", 0.0, 1.0),
        cached_price_fraction=estimate("cached_price_fraction", 0.1, 1.0),
        batch_price_fraction=estimate("batch_price_fraction", 0.5, 1.0),
    )
    return annual_figures(option, demand(design), site_of(facts(), region))


def five(figures: dict[str, Figure]) -> dict[str, Figure]:
    """The five figures that every option carries."""
    return {name: figures[name] for name in FIGURE_NAMES}


def advice_on(design: Design, text: str = "It takes the least carbon.") -> Advice:
    """Three decisions, one without an option; `text` stands in every sentence."""
    near, far = managed(design, "eu-north-1"), managed(design, "eu-central-1")
    own = hosted(design, "g6e.xlarge", "eu-north-1")
    names = [("managed", "Amazon Bedrock", near), ("self-hosted", "EC2 g6e.xlarge", own)]
    hosting = tuple(
        Option(key, label, five(found), (text,), ("host-managed",), (text,))
        for key, label, found in names
    )
    places = [
        ("eu-north-1", near),
        ("eu-central-1", far),
        ("eu-west-1", managed(design, "eu-west-1")),
    ]
    places += [("eu-west-3", managed(design, "eu-west-3"))]
    regions = tuple(Option(key, key, five(found), (text,)) for key, found in places)
    fallen = tuple(
        Exclusion(key, key, "residency", text, "Change it.") for key in ("us-east-1", "us-west-2")
    )
    question = "Which one?"
    made = (
        Decision(
            "hosting", "Hosting", question, text, hosting, (), ("host",), (text,), clear=False
        ),
        Decision("region", "Region", question, text, regions, fallen, (), flips=(text,)),
        Decision("model", "Model", question, text, (), fallen, (), confidence="low"),
    )
    found = resolve(design.answers, TrafficPresets(facts()))
    assumed = tuple(key for key, item in reversed(found.items()) if item.applies and item.assumed)
    return Advice(digest(design), facts().version, made, five(near), assumed)
