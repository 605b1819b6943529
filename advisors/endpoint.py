"""A self-hosted candidate as a SageMaker AI endpoint: same machines and energy, other price."""

from dataclasses import replace
from functools import lru_cache

from advisors.candidates import Candidate
from advisors.desk import Desk
from advisors.figures import dated, graph_of, leaves_of
from estimators.annual import Leaf, Missing
from estimators.figure import Figure
from estimators.graph import Graph
from estimators.list_prices import ENDPOINT_COST, endpoint_cost_usd, endpoint_price_ratio

COST = "cost_usd_per_year"


def endpoint_cost(desk: Desk, item: Candidate) -> Figure:
    """Yearly cost of a candidate whose instances are those of an endpoint.

    Only the steps of the price are new; what they rest on is taken from the ledger.

    Raises:
        InputError: A number that physics cannot take.
    """
    priced = desk.price(item)
    leaves, missing = leaves_of(priced)
    ratio = ratio_of(desk, item)
    if isinstance(ratio, Missing):
        missing["endpoint_price_ratio"] = ratio.reason
    else:
        leaves = (*leaves, ratio)
    graph = _as_endpoint(graph_of(priced))
    needed = {name for step in graph.steps for name in step.needs}
    withheld = {name: reason for name, reason in missing.items() if name in needed}
    return dated(desk.base.ledger.outcome(graph, leaves, withheld).figures[COST])


def ratio_of(desk: Desk, item: Candidate) -> Leaf:
    """Endpoint over EC2 price of the instance type of a candidate."""
    if item.layout is None:
        return Missing("A managed model runs on no instance type of yours.")
    return endpoint_price_ratio(desk.facts, item.layout.instance)


@lru_cache(maxsize=64)
def _as_endpoint(graph: Graph) -> Graph:
    """The graph with instances at the price of an endpoint."""
    return Graph(
        tuple(
            replace(step, function=endpoint_cost_usd, formula=ENDPOINT_COST, takes={})
            if step.name == "serving_usd_per_year"
            else step
            for step in graph.steps
        )
    )
