"""How much a monitoring plan watches, and what CloudWatch takes for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from advisors.ai_services import price_level
from advisors.desk import Desk
from advisors.figures import dated, graph_of, leaves_of
from estimators import list_prices
from estimators.annual import Missing
from estimators.figure import Figure, Formula, Input
from estimators.graph import FloatArray, Graph, Step
from estimators.traffic import DAYS_PER_YEAR

COST, LOGGED_GB = "cost_usd_per_year", "logged_gb_per_year"
BYTES_PER_TOKEN = (4.0, 3.0, 6.0)
"""Size of a token as text, judged from English and other European languages."""
METRICS_PER_CHIP = (3.0, 2.0, 6.0)
"""Custom metrics of one accelerator: power, requests in flight, cache in use; judged."""
RETENTION_MONTHS = (3.0, 1.0, 12.0)
"""How long logs are kept, judged."""
SPREAD = 2.0
"""How many times more, or fewer, metrics a team may end up with; judged."""


@dataclass(frozen=True)
class Plan:
    """How much is watched.

    Attributes:
        logged_share: Share of the calls whose text is kept.
        reviews: Reviews of the design a year.
        metrics: Custom metrics beside those of the accelerators.
        alarms: Metrics under alarm.
    """

    id: str
    label: str
    logged_share: float
    reviews: int
    metrics: float
    alarms: float
    reason: str


PLANS = (
    Plan(
        "essential",
        "Essential: metrics and two alarms",
        0.0,
        1,
        2.0,
        2.0,
        "Metrics alone; no text is kept.",
    ),
    Plan(
        "standard",
        "Standard: metrics, sampled texts, monthly quality check",
        0.05,
        2,
        6.0,
        4.0,
        "One call in twenty is kept for quality checks; enough to see drift in a month.",
    ),
    Plan(
        "full",
        "Full: every call logged, weekly quality and fairness checks",
        1.0,
        4,
        12.0,
        6.0,
        "Every call can be traced, as costly errors and regulated texts ask for.",
    ),
)


def logged_gb(
    *,
    requests_per_day: FloatArray,
    steps_per_request: FloatArray,
    input_tokens: FloatArray,
    output_tokens: FloatArray,
    bytes_per_token: FloatArray,
    logged_share: FloatArray,
) -> FloatArray:
    """Text kept in a year [GB] = calls a year x tokens x bytes per token x share / 10^9."""
    calls = requests_per_day * steps_per_request * DAYS_PER_YEAR
    return calls * (input_tokens + output_tokens) * bytes_per_token * logged_share / 1e9


LOGGED = Formula(
    "monitoring_cost.logged_gb",
    "GB/year = requests/day × calls per request × 365.2425 × tokens × bytes per token × share kept"
    " ÷ 10⁹",
)


def fleet_metrics(
    *,
    plan_metrics: FloatArray,
    metrics_per_chip: FloatArray,
    instance_hours_per_year: FloatArray,
    chips_per_instance: FloatArray,
    hours_per_year: FloatArray,
) -> FloatArray:
    """Custom metrics up at once, as metrics are billed by the hour in which they report."""
    chips = instance_hours_per_year * chips_per_instance / hours_per_year
    return plan_metrics + metrics_per_chip * chips


FLEET_METRICS = Formula(
    "monitoring_cost.fleet_metrics",
    "custom metrics = those of the plan + metrics per chip × instance hours/year × chips per "
    "instance ÷ hours/year",
)


def plan_alone(plan_metrics: FloatArray) -> FloatArray:
    """Custom metrics of a design without machines of its own: those of the plan."""
    return plan_metrics


PLAN_ALONE = Formula("monitoring_cost.plan_alone", "custom metrics = those of the plan")
LOGS = Step(
    LOGGED_GB,
    "GB/year",
    logged_gb,
    LOGGED,
    takes={"input_tokens": "logged_input_tokens", "output_tokens": "logged_output_tokens"},
)
BILL = (
    Step(
        "metrics_usd_per_year",
        "USD/year",
        list_prices.metrics_cost_usd,
        list_prices.METRICS_COST,
        takes={"usd_per_metric_month": "cloudwatch_usd_per_metric_month"},
    ),
    Step(
        "alarms_usd_per_year",
        "USD/year",
        list_prices.alarms_cost_usd,
        list_prices.ALARMS_COST,
        takes={"usd_per_alarm_month": "cloudwatch_usd_per_alarm_month"},
    ),
    Step(
        "logs_usd_per_year",
        "USD/year",
        list_prices.logs_cost_usd,
        list_prices.LOGS_COST,
        takes={
            "usd_per_gb_ingested": "cloudwatch_usd_per_gb_ingested",
            "usd_per_gb_month": "cloudwatch_usd_per_gb_month",
        },
    ),
    Step(
        "monitoring_usd_per_year",
        "USD/year",
        list_prices.monitoring_cost_usd,
        list_prices.MONITORING_COST,
    ),
)
PRICES = tuple(name for step in BILL for name in step.takes.values())


def figures_of(desk: Desk, plan: Plan) -> Mapping[str, Figure]:
    """Text kept and cost of a plan, open down to the answers and list prices.

    Raises:
        InputError: A number that physics cannot take.
    """
    best = desk.best
    leaves = (*_own_leaves(desk, plan), *(desk.facts.constant(name) for name in PRICES))
    withheld: dict[str, str] = {}
    if desk.classic is None and best is not None and best.layout is not None:
        priced = desk.price(best)
        graph = _with_fleet(graph_of(priced))
        served, missing = leaves_of(priced)
        leaves = tuple({leaf.name: leaf for leaf in (*served, *leaves)}.values())
        needed = {name for step in graph.steps for name in step.needs}
        withheld = {name: reason for name, reason in missing.items() if name in needed}
    else:
        graph = _alone()
        factor = price_level(desk)
        if isinstance(factor, Missing):
            withheld["price_region_factor"] = factor.reason
        else:
            leaves = (*leaves, factor)
    found = desk.base.ledger.outcome(graph, leaves, withheld).figures
    cost = replace(dated(found["monitoring_usd_per_year"]), name=COST)
    return {COST: cost, LOGGED_GB: found[LOGGED_GB]}


def _own_leaves(desk: Desk, plan: Plan) -> tuple[Input, ...]:
    """What is watched, by the plan and the answers."""
    w, share = desk.workload, plan.logged_share
    return (
        w.requests_per_day,
        w.steps_per_request,
        _logged(w.input_tokens),
        _logged(w.output_tokens),
        _judged("bytes_per_token", BYTES_PER_TOKEN, "B", "text of a token, judged"),
        Input("logged_share", share, share, share, "1", "assumption", note=plan.label),
        _judged("plan_metrics", _about(plan.metrics), "metrics", f"judged for: {plan.label}"),
        _judged("metrics_per_chip", METRICS_PER_CHIP, "metrics", "power, requests, cache; judged"),
        _judged("alarm_metrics", _about(plan.alarms), "metrics", f"judged for: {plan.label}"),
        _judged("retention_months", RETENTION_MONTHS, "months", "how long logs are kept, judged"),
        desk.facts.constant("hours_per_year"),
    )


def _logged(item: Input) -> Input:
    """The answer under a name of its own: the prompt of the served design may be a longer one."""
    return replace(item, name=f"logged_{item.name}", stream=item.stream or item.name)


def _judged(name: str, numbers: tuple[float, float, float], unit: str, note: str) -> Input:
    value, low, high = numbers
    return Input(name, value, low, high, unit, "assumption", note=note)


def _about(number: float) -> tuple[float, float, float]:
    return number, number / SPREAD, number * SPREAD


@lru_cache(maxsize=64)
def _with_fleet(graph: Graph) -> Graph:
    """The graph of a served candidate with the plan after it."""
    metrics = Step("custom_metrics", "metrics", fleet_metrics, FLEET_METRICS)
    return Graph((*graph.steps, LOGS, metrics, *BILL))


@lru_cache(maxsize=1)
def _alone() -> Graph:
    """The plan of a design that runs no machines of its own."""
    return Graph((LOGS, Step("custom_metrics", "metrics", plan_alone, PLAN_ALONE), *BILL))
