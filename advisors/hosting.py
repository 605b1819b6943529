"""Decision: who runs the model, a managed service or the architect?"""

from dataclasses import replace

from advisors.candidates import Candidate
from advisors.desk import Desk
from advisors.figures import withheld
from advisors.options import Decision, Exclusion, Option
from advisors.ranking import Head, Rated, against, decide
from advisors.rules import cards_of
from advisors.shown import classic_design, design, rated
from advisors.weights import CLOSE
from advisors.workload_types import Hosting, Skills, UseCase

HEAD = Head("hosting", "Hosting", "Who runs the model: a managed service, or you?")
CARDS = ("frame-managed-services", "frame-bedrock-vs-sagemaker", "infer-idle-cost")
LARGE_FLEET_KWH = 200_000.0
"""Yearly energy from which on a training cluster's resilience is worth its upkeep; judged."""


def advise_hosting(desk: Desk) -> Decision:
    """Ranked ways of hosting, each with the best model for it."""
    if desk.classic is not None:
        return _classic(desk)
    managed = desk.search.best_of(lambda row: row.layout is None)
    own = desk.search.best_of(lambda row: row.layout is not None)
    options: list[Rated] = []
    if managed is not None:
        options.append(_managed(desk, managed))
    if own is not None:
        options.append(_own(desk, own))
    options = _compared(desk, options)
    rivals = {"bedrock" if c.managed else "ec2-eks" for c in desk.search.near(CLOSE)}
    return decide(
        desk,
        HEAD,
        options,
        _exclusions(desk, managed, own),
        cards=CARDS,
        trace=_trace(desk, options),
        flips=_flips(desk, managed, own),
        rivals=sorted(rivals),
        unranked=_same_machines(desk, options, own),
    )


def _managed(desk: Desk, item: Candidate) -> Rated:
    measured = desk.measure(item)
    notes = ["Size and hardware are not published: the range is wide and says so."]
    if desk.workload.use_case is UseCase.AGENT:
        notes.append("For agents: Amazon Bedrock AgentCore runs the loop, paid while it works.")
    reasons = (
        f"{design(desk, item)}.",
        "Machines are shared among customers, so quiet hours cost nothing here.",
    )
    cards = ("frame-managed-services", "frame-bedrock-vs-sagemaker")
    return rated(desk, "bedrock", "Managed: Amazon Bedrock", measured, reasons, cards, notes)


def _own(desk: Desk, item: Candidate) -> Rated:
    measured = desk.measure(item)
    busy = measured.outcome.figures["utilization"].value or 0.0
    reasons = (
        f"{design(desk, item)}.",
        f"Its replicas are {busy:.0%} busy over the year; what is idle still draws power.",
    )
    notes = [f"{measured.effort_weeks:.0f} person-weeks in the first year, judged."]
    cards = ("infer-idle-cost", "infer-autoscaling", "sla-utilisation-target")
    return rated(desk, "ec2-eks", "Self-hosted: EC2 or EKS", measured, reasons, cards, notes)


def _compared(desk: Desk, options: list[Rated]) -> list[Rated]:
    """The difference of the second to the first, as one more reason."""
    if len(options) < 2:
        return options
    first, second = sorted(options, key=lambda item: item.score)
    more = (*second.option.reasons, against(first, second))
    return [first, replace(second, option=replace(second.option, reasons=more))]


def _same_machines(desk: Desk, options: list[Rated], own: Candidate | None) -> tuple[Option, ...]:
    """SageMaker AI and HyperPod run the same instance types: same energy, other price and work."""
    mine = next((item for item in options if item.option.id == "ec2-eks"), None)
    if own is None or mine is None:
        return ()
    why = (
        "SageMaker AI prices of instance types are not in the facts; give yours as an override of "
        f"instances.{own.layout.instance if own.layout else ''}.on_demand_usd_per_hour."
    )
    figures = {
        **mine.option.figures,
        "cost_usd_per_year": withheld("cost_usd_per_year", "USD/year", why),
    }
    return (
        Option(
            "sagemaker",
            "Own endpoint: SageMaker AI",
            figures,
            (
                "The same instances and energy as on EC2; scaling, patching and alarms come with "
                "the endpoint.",
            ),
            ("frame-bedrock-vs-sagemaker", "infer-right-size-endpoint"),
        ),
    )


def _exclusions(
    desk: Desk, managed: Candidate | None, own: Candidate | None
) -> tuple[Exclusion, ...]:
    found = []
    wish = desk.workload.hosting
    if managed is None:
        found.append(_out(desk, "bedrock", "Managed: Amazon Bedrock", wish is Hosting.SELF_HOSTED))
    if own is None:
        found.append(_out(desk, "ec2-eks", "Self-hosted: EC2 or EKS", wish is Hosting.MANAGED))
    if not _large(desk, own):
        found.append(
            Exclusion(
                "hyperpod",
                "SageMaker HyperPod",
                "not-there",
                "Its resilience pays off for training or serving on whole clusters; this design "
                "needs neither.",
                f"Training from scratch, or a fleet of more than {LARGE_FLEET_KWH:,.0f} kWh a year.",
                ("scratch-resilience-hyperpod",),
            )
        )
    return tuple(found)


def _large(desk: Desk, own: Candidate | None) -> bool:
    if own is None:
        return False
    energy = desk.measure(own).outcome.figures["energy_kwh_per_year"].value
    return (energy or 0.0) > LARGE_FLEET_KWH


def _out(desk: Desk, name: str, label: str, ruled_out: bool) -> Exclusion:
    if ruled_out:
        return Exclusion(
            name,
            label,
            "hosting-choice",
            f"You asked for {desk.workload.hosting.value} hosting alone.",
            "'No preference' as hosting.",
            cards_of("hosting-choice"),
        )
    return Exclusion(
        name,
        label,
        "not-offered-there",
        "No model that passes the filters can be served so in the Regions that are open.",
        "A wider choice of Regions, licences or languages; see the model decision.",
        cards_of("not-offered-there"),
    )


def _trace(desk: Desk, options: list[Rated]) -> tuple[str, ...]:
    w = desk.workload
    return (
        f"hosting wish: {w.hosting.value}; skills: {w.skills.value}; commitments: "
        f"{', '.join(sorted(w.commitments)) or 'none'}",
        *(f"{item.option.id}: {item.criteria['cost']:,.0f} USD/year" for item in options),
    )


def _flips(desk: Desk, managed: Candidate | None, own: Candidate | None) -> tuple[str, ...]:
    """Volume and skills at which the other way of hosting would come first."""
    if managed is None or own is None:
        return ()
    found = []
    a, b = desk.measure(managed), desk.measure(own)
    cost_a = a.outcome.figures["cost_usd_per_year"].value
    cost_b = b.outcome.figures["cost_usd_per_year"].value
    if cost_a and cost_b:
        times = cost_b / cost_a
        if times > 1.0:
            found.append(
                f"volume: up to about {times:,.1f} times today's requests the managed service is "
                "cheaper, as long as the fleet need not grow"
            )
        else:
            found.append(
                f"volume: below about {times:.0%} of today's requests the managed service is "
                "cheaper, as the fleet hardly shrinks"
            )
    if desk.workload.skills in {Skills.NONE, Skills.APIS}:
        found.append("a team that runs endpoints or clusters in production: less effort")
    return tuple(found)


def _classic(desk: Desk) -> Decision:
    """Serverless, always on, or a generative model on Bedrock after all."""
    item, place = desk.classic, desk.classic_place
    options: list[Rated] = []
    if item is not None and place is not None:
        always = replace(item, serverless=False)
        options.append(
            rated(
                desk,
                "serverless",
                "Serverless: SageMaker Serverless Inference or Lambda",
                desk.measure_classic(item, place),
                (f"{classic_design(desk, item)}, up only while requests come.",),
                ("infer-serverless", "infer-scale-to-zero"),
            )
        )
        options.append(
            rated(
                desk,
                "endpoint",
                "Always on: container on EKS or an endpoint",
                desk.measure_classic(always, place),
                ("The same container, up all the time: for cold starts that nobody may notice.",),
                ("infer-idle-cost", "infer-right-size-endpoint"),
            )
        )
    if desk.best is not None and desk.best.managed:
        options.append(_managed(desk, desk.best))
    return decide(
        desk,
        HEAD,
        options,
        (),
        cards=CARDS,
        trace=(f"the need decision chose a smaller approach: {item.approach if item else ''}",),
        flips=("requests in every minute of the day: being always on costs no more",),
        first="serverless" if options else "",
    )
