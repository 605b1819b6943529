"""List prices of what runs no model of one's own: endpoints, AI services, monitoring.

Pure functions on floats or arrays, USD without tax, first price tier, free allowances not taken
off. What they multiply are facts with two sources each; `endpoint_price_ratio` is missing for an
instance type whose price as an endpoint only one source states, or none.
"""

from collections.abc import Mapping

import numpy as np

from estimators.annual import Leaf, Missing
from estimators.facts import Facts
from estimators.figure import Formula
from estimators.footprint import Number
from estimators.graph import FloatArray

MILLION = 1e6
MONTHS = 12.0
"""Months in a year, by which services bill."""
GPU_FAMILIES = frozenset({"g4dn", "g5", "g6", "g6e", "g7e"})
P_TYPES = frozenset({"p4d.24xlarge", "p5.48xlarge"})
SMALLEST = "xlarge"
RATIOS: Mapping[str, str] = {
    "smallest": "sagemaker_price_ratio_gpu_xlarge",
    "gpu": "sagemaker_price_ratio_gpu",
    "p": "sagemaker_price_ratio_p",
    "inf2": "sagemaker_price_ratio_inf2",
}
"""Facts by class of instance types with one ratio."""


def endpoint_price_ratio(facts: Facts, instance: str) -> Leaf:
    """Price of a type as a SageMaker AI endpoint over its EC2 price, both on demand.

    Args:
        facts: Facts, with the user's own laid over them.
        instance: EC2 instance type.

    Raises:
        UnknownFactError: No instance type of that name.
    """
    row = facts.instance(instance)
    size = row.id.partition(".")[2]
    known = ""
    if row.family in GPU_FAMILIES:
        known = "smallest" if size == SMALLEST else "gpu"
    elif row.id in P_TYPES:
        known = "p"
    elif row.family == "inf2" and size != SMALLEST:
        known = "inf2"
    if not known:
        return Missing(
            f"The price of ml.{row.id} on SageMaker AI is not in the facts: no two sources state "
            "it. Hold your quote against the EC2 price, or look at a design on another type."
        )
    return facts.constant(RATIOS[known], "endpoint_price_ratio")


def endpoint_cost_usd(
    *,
    instance_hours_per_year: Number,
    usd_per_instance_hour: Number,
    endpoint_price_ratio: Number,
    price_region_factor: Number,
    price_fraction: Number,
) -> Number:
    """Endpoint cost a year [USD] = hours x EC2 price [USD/h] x ratio x Region factor x fraction."""
    price = usd_per_instance_hour * endpoint_price_ratio
    return instance_hours_per_year * price * price_region_factor * price_fraction


ENDPOINT_COST = Formula(
    "list_prices.endpoint_cost_usd",
    "cost [USD/year] = instance hours/year × EC2 list price [USD/h] × endpoint over EC2 price × "
    "Region factor × fraction paid",
)


def text_characters(
    input_tokens: Number, text_share: Number, characters_per_token: Number
) -> Number:
    """Characters of the text itself in one request = prompt tokens x share x characters a token."""
    return input_tokens * text_share * characters_per_token


TEXT_CHARACTERS = Formula(
    "list_prices.text_characters",
    "characters per request = input tokens × share that is the text × characters per token",
)


def text_units(
    characters_per_request: FloatArray,
    characters_per_unit: FloatArray,
    minimum_units: FloatArray,
) -> FloatArray:
    """Billed units of one request: started units of characters, at least the minimum."""
    started = np.ceil(np.asarray(characters_per_request) / characters_per_unit)
    return np.asarray(np.maximum(started, minimum_units))


TEXT_UNITS = Formula(
    "list_prices.text_units",
    "units per request = max(characters per request ÷ characters per unit, rounded up; minimum)",
)


def document_pages(
    input_tokens: FloatArray, text_share: FloatArray, tokens_per_page: FloatArray
) -> FloatArray:
    """Pages of one request, at least one = prompt tokens x share / tokens a page."""
    return np.asarray(np.maximum(np.asarray(input_tokens) * text_share / tokens_per_page, 1.0))


DOCUMENT_PAGES = Formula(
    "list_prices.document_pages",
    "pages per request = max(input tokens × share that is the document ÷ tokens per page; 1)",
)


def yearly_volume(user_requests_per_year: Number, volume_per_request: Number) -> Number:
    """What a service bills in a year = requests a year x volume of one."""
    return user_requests_per_year * volume_per_request


YEARLY_VOLUME = Formula(
    "list_prices.yearly_volume", "billed volume/year = user requests/year × volume per request"
)


def service_cost_usd(
    billed_per_year: Number, usd_per_billed: Number, price_region_factor: Number
) -> Number:
    """Cost of a service a year [USD] = billed volume x list price x Region factor."""
    return billed_per_year * usd_per_billed * price_region_factor


SERVICE_COST = Formula(
    "list_prices.service_cost_usd",
    "cost [USD/year] = billed volume/year × list price [USD] × Region factor",
)


def tiered_cost_usd(
    *,
    billed_per_year: FloatArray,
    usd_per_billed: FloatArray,
    first_tier_per_month: FloatArray,
    price_ratio_beyond: FloatArray,
    price_region_factor: FloatArray,
) -> FloatArray:
    """Cost of a service a year [USD] whose price falls beyond a monthly volume."""
    first = np.minimum(billed_per_year, first_tier_per_month * MONTHS)
    full_price = first + (billed_per_year - first) * price_ratio_beyond
    return np.asarray(full_price * usd_per_billed * price_region_factor)


TIERED_COST = Formula(
    "list_prices.tiered_cost_usd",
    "cost [USD/year] = (volume/year up to 12 × first tier + the rest × price ratio beyond) × list "
    "price [USD] × Region factor",
)


def million_cost_usd(
    billed_per_year: Number, usd_per_million: Number, price_region_factor: Number
) -> Number:
    """Cost of a service a year [USD], priced by the million."""
    return billed_per_year / MILLION * usd_per_million * price_region_factor


MILLION_COST = Formula(
    "list_prices.million_cost_usd",
    "cost [USD/year] = billed volume/year ÷ 10⁶ × list price [USD per million] × Region factor",
)


def capacity_cost_usd(
    *,
    capacity_units: Number,
    hours_per_year: Number,
    usd_per_unit_hour: Number,
    price_region_factor: Number,
) -> Number:
    """Cost of capacity that is always up [USD/year] = units x hours x price x Region factor."""
    return capacity_units * hours_per_year * usd_per_unit_hour * price_region_factor


CAPACITY_COST = Formula(
    "list_prices.capacity_cost_usd",
    "cost [USD/year] = capacity units × hours/year × list price [USD/h] × Region factor",
)


def metrics_cost_usd(custom_metrics: Number, usd_per_metric_month: Number) -> Number:
    """Custom metrics a year [USD] = metrics up at once x 12 x list price a month."""
    return custom_metrics * MONTHS * usd_per_metric_month


METRICS_COST = Formula(
    "list_prices.metrics_cost_usd",
    "custom metrics [USD/year] = metrics × 12 × list price [USD per metric and month]",
)


def alarms_cost_usd(alarm_metrics: Number, usd_per_alarm_month: Number) -> Number:
    """Alarms a year [USD] = metrics under alarm x 12 x list price a month."""
    return alarm_metrics * MONTHS * usd_per_alarm_month


ALARMS_COST = Formula(
    "list_prices.alarms_cost_usd",
    "alarms [USD/year] = metrics under alarm × 12 × list price [USD per metric and month]",
)


def logs_cost_usd(
    *,
    logged_gb_per_year: Number,
    usd_per_gb_ingested: Number,
    usd_per_gb_month: Number,
    retention_months: Number,
) -> Number:
    """Logs a year [USD], once as much is deleted as comes in: ingestion, and months of storage."""
    return logged_gb_per_year * (usd_per_gb_ingested + usd_per_gb_month * retention_months)


LOGS_COST = Formula(
    "list_prices.logs_cost_usd",
    "logs [USD/year] = GB/year × (ingestion [USD/GB] + storage [USD/GB and month] × months kept)",
)


def monitoring_cost_usd(
    *,
    metrics_usd_per_year: Number,
    alarms_usd_per_year: Number,
    logs_usd_per_year: Number,
    price_region_factor: Number,
) -> Number:
    """Monitoring a year [USD] = metrics, alarms and logs, times the Region factor."""
    return (metrics_usd_per_year + alarms_usd_per_year + logs_usd_per_year) * price_region_factor


MONITORING_COST = Formula(
    "list_prices.monitoring_cost_usd",
    "cost [USD/year] = (metrics + alarms + logs [USD/year]) × Region factor",
)
