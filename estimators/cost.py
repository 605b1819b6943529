"""What a design costs: EC2 on demand and Spot, Bedrock tokens on demand, in batch, from the cache.

Pure functions on floats or arrays, USD without tax. A price that nobody publishes is not guessed:
the figure is then withheld (see `annual`).
"""

from estimators.figure import Formula
from estimators.footprint import Number

MILLION = 1e6


def instance_cost_usd(
    instance_hours_per_year: Number,
    usd_per_instance_hour: Number,
    price_region_factor: Number,
    price_fraction: Number,
) -> Number:
    """EC2 cost a year [USD] = hours x list price [USD/h] x Region factor x fraction paid.

    The Region factor is 1 in the Region of the price list; the fraction paid is 1 on demand and
    lower for Spot, a savings plan or a contract.
    """
    return instance_hours_per_year * usd_per_instance_hour * price_region_factor * price_fraction


INSTANCE_COST = Formula(
    "cost.instance_cost_usd",
    "cost [USD/year] = instance hours/year × list price [USD/h] × Region factor × fraction paid",
)


def token_price_usd_per_call(
    *,
    input_tokens: Number,
    output_tokens: Number,
    usd_per_million_input_tokens: Number,
    usd_per_million_output_tokens: Number,
    cached_share: Number,
    cached_price_fraction: Number,
) -> Number:
    """Price of one model call on demand [USD].

    Input tokens at the list price, the cached share of them at the cached rate, output tokens at
    the list price of output.
    """
    cached = 1.0 - cached_share * (1.0 - cached_price_fraction)
    asked = input_tokens * cached * usd_per_million_input_tokens
    return (asked + output_tokens * usd_per_million_output_tokens) / MILLION


TOKEN_PRICE = Formula(
    "cost.token_price_usd_per_call",
    "USD per call = (input tokens × (1 − cached share × (1 − cached price fraction)) × USD per"
    " million input + output tokens × USD per million output) ÷ 10⁶",
)


def token_cost_usd(
    *,
    calls_per_year: Number,
    token_price_usd_per_call: Number,
    price_region_factor: Number,
    async_share: Number,
    batch_price_fraction: Number,
) -> Number:
    """Bedrock cost a year [USD]: what can wait goes through batch inference at its price."""
    batch = 1.0 - async_share * (1.0 - batch_price_fraction)
    return calls_per_year * token_price_usd_per_call * price_region_factor * batch


TOKEN_COST = Formula(
    "cost.token_cost_usd",
    "cost [USD/year] = calls/year × USD per call × Region factor × (1 − deferred share × (1 −"
    " batch price fraction))",
)
