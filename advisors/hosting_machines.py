"""The same machines under another name: an endpoint of SageMaker AI, a HyperPod cluster."""

from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.desk import Desk
from advisors.endpoint import endpoint_cost, ratio_of
from advisors.figures import withheld
from advisors.options import Option
from advisors.ranking import Rated
from estimators.figure import Input

HYPERPOD = "SageMaker HyperPod"
LARGE_FLEET_KWH = 200_000.0
"""Yearly energy from which on a training cluster's resilience is worth its upkeep; judged."""


def same_machines(
    desk: Desk, options: list[Rated], own: Candidate | None, own_id: str
) -> tuple[Option, ...]:
    """SageMaker AI runs the same instance types: same energy, other price and work."""
    mine = next((item for item in options if item.option.id == own_id), None)
    if own is None or own.layout is None or mine is None:
        return ()
    cost = endpoint_cost(desk, own)
    endpoint = (
        Option(
            "sagemaker",
            "Own endpoint: SageMaker AI",
            {**mine.option.figures, "cost_usd_per_year": cost},
            (
                "The same instances and energy as on EC2; scaling, patching and alarms come with "
                "the endpoint.",
                *_surcharge(desk, own),
            ),
            ("frame-bedrock-vs-sagemaker", "infer-right-size-endpoint"),
            (
                "On demand, not ranked: the work that it saves is not weighed. Savings plans of "
                "SageMaker AI and your contract would lower the price.",
            ),
        ),
    )
    return (*endpoint, *_cluster(desk, own, mine.option))


def _cluster(desk: Desk, own: Candidate, mine: Option) -> tuple[Option, ...]:
    """HyperPod for a fleet that is large enough; the same machines, at a price not known here."""
    energy_kwh = energy_of(desk.measure(own))
    if own.layout is None or energy_kwh < LARGE_FLEET_KWH:
        return ()
    why = (
        f"The price of {own.layout.instance} in a HyperPod cluster is not in the facts. Hold your "
        "quote against the EC2 price."
    )
    cost = withheld("cost_usd_per_year", mine.figures["cost_usd_per_year"].unit, why)
    return (
        Option(
            "hyperpod",
            HYPERPOD,
            {**mine.figures, "cost_usd_per_year": cost},
            (
                f"The same instances and energy as on EC2. {energy_kwh:,.0f} kWh a year are above "
                f"the {LARGE_FLEET_KWH:,.0f} (judged) from which on a cluster that replaces "
                "faulty nodes by itself is worth a look.",
            ),
            ("scratch-resilience-hyperpod",),
            (
                "Not ranked: neither its price nor the work that it saves is weighed. Replicas "
                "that serve are independent, so a fault costs less than in training; check that "
                "it takes this instance type.",
            ),
        ),
    )


def _surcharge(desk: Desk, own: Candidate) -> tuple[str, ...]:
    """What an endpoint costs over the bare instance; nothing where that is not known."""
    ratio = ratio_of(desk, own)
    if own.layout is None or not isinstance(ratio, Input):
        return ()
    return (
        f"ml.{own.layout.instance} costs {ratio.value - 1.0:.0%} more than {own.layout.instance} "
        "on EC2, by list price.",
    )


def energy_of(measured: Measured) -> float:
    """Facility energy of a design [kWh/year], 0 where it is withheld."""
    return measured.outcome.figures["energy_kwh_per_year"].value or 0.0
