"""Decision: who runs the model, a managed service or the architect?"""

from dataclasses import replace

from advisors.candidates import Candidate
from advisors.classic import Classic, accelerated
from advisors.classic_choice import ways_up
from advisors.desk import Desk
from advisors.format import number, share
from advisors.hosting_doubt import doubted
from advisors.hosting_filled import filled, in_words
from advisors.hosting_gathered import gathered
from advisors.hosting_machines import HYPERPOD, LARGE_FLEET_KWH, energy_of, same_machines
from advisors.managed_leaves import stands_in
from advisors.managed_models import batch_known
from advisors.managed_waiting import why_unknown
from advisors.misfits import Misfit
from advisors.options import Decision, Exclusion
from advisors.places import Place
from advisors.ranking import Case, Rated, decide
from advisors.rules import cards_of
from advisors.search_machines import not_counted
from advisors.shown import UP, Said, classic_design, design, model_name, rated
from advisors.workload_assumptions import label_of
from advisors.workload_types import Hosting, Skills, UseCase

CASE = Case(
    id="hosting",
    title="Hosting",
    question="Who runs the model: a managed service, or you?",
    cards=("frame-managed-services", "frame-bedrock-vs-sagemaker", "infer-idle-cost"),
)
BEDROCK, OWN = "bedrock", "ec2-eks"
LABELS = {BEDROCK: "Managed: Amazon Bedrock", OWN: "Self-hosted: EC2 or EKS"}
WISHES = {
    Hosting.MANAGED: "You asked for a managed service.",
    Hosting.SELF_HOSTED: "You asked to run the model yourselves.",
}
"""Why a way of hosting is out, by the wish."""
BY_SHARE = (
    "Priced as its share of {} on EC2 while it is up. A serverless service bills memory, time and "
    "requests by a price list of its own, which is not in the facts and may cost several times "
    "that: hold it against this before committing."
)


def advise_hosting(desk: Desk) -> Decision:
    """Ranked ways of hosting, each with the best model for it."""
    if desk.classic is not None and desk.classic_place is not None:
        return _classic(desk, desk.classic, desk.classic_place)
    managed = desk.search.best_of(managed=True)
    own = desk.search.best_of(managed=False)
    options = []
    if managed is not None:
        options.append(_managed(desk, managed))
    if own is not None:
        options.append(_own(desk, own))
    case = replace(
        CASE,
        trace=_trace(desk, options),
        flips=_flips(desk, managed, own),
        rivals=frozenset(BEDROCK if c.managed else OWN for c in desk.search.near),
        unsure={BEDROCK: desk.search.pace_doubt(managed)} if managed is not None else {},
    )
    fallen = _exclusions(desk, managed, own)
    found = decide(desk, case, options, fallen, same_machines(desk, options, own, OWN))
    if not found.options:
        return found
    doubtful = doubted(desk, found, options, BEDROCK)
    known = filled(desk, doubtful, (OWN, own), managed)
    return gathered(desk, known, (OWN, own), managed)


def _managed(desk: Desk, item: Candidate) -> Rated:
    notes = ["Hardware and batch are not published; the range is wide to cover them."]
    model = desk.facts.models[item.model]
    beside = (
        desk.search.pace_doubt(item),
        stands_in(model, item.place),
        not_counted(desk.base, item.rung),
    )
    notes.extend(filter(None, beside))
    if desk.workload.use_case is UseCase.AGENT:
        notes.append("For agents: Amazon Bedrock AgentCore runs the loop, paid while it works.")
    tools = desk.workload.use_case is UseCase.AGENT
    if desk.workload.async_share.value > 0 and not batch_known(desk.facts, model, tools=tools):
        notes.append(f"What may wait is counted at the list price, as {why_unknown(desk, model)}.")
    said = Said(
        (
            f"{design(desk, item)}.",
            "Machines are shared among customers, so quiet hours cost nothing here.",
        ),
        ("frame-managed-services", "frame-bedrock-vs-sagemaker"),
        notes,
    )
    return rated(desk, BEDROCK, LABELS[BEDROCK], desk.measure(item), said)


def _own(desk: Desk, item: Candidate) -> Rated:
    measured = desk.measure(item)
    left_out = filter(None, [not_counted(desk.base, item.rung)])
    busy = measured.outcome.figures["utilization"].value or 0.0
    used = f"Its replicas are {share(busy)} busy while they are up; what is idle still draws power."
    said = Said(
        (f"{design(desk, item)}.", used, in_words(desk)),
        ("infer-idle-cost", "infer-autoscaling", "sla-utilisation-target"),
        (f"{measured.effort_weeks:.0f} person-weeks in the first year, judged.", *left_out),
    )
    return rated(desk, OWN, LABELS[OWN], measured, said)


def _exclusions(
    desk: Desk, managed: Candidate | None, own: Candidate | None
) -> tuple[Exclusion, ...]:
    wish = desk.workload.hosting
    found = []
    if managed is None:
        found.append(_out(desk, BEDROCK, ruled_out=wish is Hosting.SELF_HOSTED))
    if own is None:
        found.append(_out(desk, OWN, ruled_out=wish is Hosting.MANAGED))
    if own is None or energy_of(desk.measure(own)) < LARGE_FLEET_KWH:
        found.append(
            Exclusion(
                "hyperpod",
                HYPERPOD,
                "not-there",
                "Its resilience pays off for training or serving on whole clusters; this design "
                "needs neither.",
                f"Training from scratch, or a fleet of {LARGE_FLEET_KWH:,.0f} kWh a year.",
                ("scratch-resilience-hyperpod",),
            )
        )
    return tuple(found)


def _out(desk: Desk, name: str, *, ruled_out: bool) -> Exclusion:
    if ruled_out:
        rule = "hosting-choice"
        reason = WISHES[desk.workload.hosting]
        unlock = "'No preference' as hosting."
    elif (slow := _too_slow(desk, name)) is not None:
        rule = slow.rule
        reason = f"No model that may be served so keeps the service level. {slow.reason}"
        unlock = slow.unlock
    elif desk.workload.committed_model:
        rule = "committed-model"
        given = model_name(desk, desk.workload.committed_model)
        reason = f"Your answer names {given}, and it cannot be served so in the Regions open to it."
        unlock = "Another model or none given beforehand; see the model decision."
    else:
        rule = "not-offered-there"
        reason = "No model that passes the filters can be served so in the Regions that are open."
        unlock = "A wider choice of Regions, licences or languages; see the model decision."
    return Exclusion(name, LABELS[name], rule, reason, unlock, cards_of(rule))


def _too_slow(desk: Desk, name: str) -> Misfit | None:
    """The nearest miss where the service level keeps a way of hosting out."""
    if name == OWN:
        return desk.search.too_slow()
    return next(iter(desk.search.slow.values()), None)


def _trace(desk: Desk, options: list[Rated]) -> tuple[str, ...]:
    w = desk.workload
    bought = ", ".join(label_of("commitments", item) for item in sorted(w.commitments)) or "none"
    return (
        f"hosting wish: {label_of('hosting', w.hosting.value)}; skills: "
        f"{label_of('skills', w.skills.value)}; commitments: {bought}",
        *(f"{item.option.id}: {item.criteria['cost']:,.0f} USD/year" for item in options),
    )


def _flips(desk: Desk, managed: Candidate | None, own: Candidate | None) -> tuple[str, ...]:
    """Volume and skills at which the other way of hosting would come first."""
    if managed is None or own is None:
        return ()
    costs = [
        desk.measure(item).outcome.figures["cost_usd_per_year"].value for item in (managed, own)
    ]
    found = []
    # gathered work takes machines by the hour, so both grow with the volume
    if costs[0] and costs[1] and not desk.search.policy.packed:
        times = costs[1] / costs[0]
        found.append(
            f"volume: up to about {number(times, 2)} times today's requests the managed service is "
            "cheaper, as long as the fleet need not grow"
            if times > 1.0
            else f"volume: below about {times:.0%} of today's requests the managed service is "
            "cheaper, as the fleet hardly shrinks"
        )
    if desk.workload.skills in {Skills.NONE, Skills.APIS}:
        found.append("a team that runs endpoints or clusters in production: less effort")
    return tuple(found)


def _classic(desk: Desk, item: Classic, place: Place) -> Decision:
    """Serverless, always on, or a job that gathers the work of a day."""
    options = [_small(desk, way, place) for way in ways_up(item)]
    case = replace(
        CASE,
        trace=(f"the need decision chose a smaller approach: {item.approach}",),
        flips=("requests in every minute of the day: being always on costs no more",),
    )
    return decide(desk, case, options)


def _small(desk: Desk, item: Classic, place: Place) -> Rated:
    """A smaller approach kept up in one way."""
    late = desk.workload.async_share.value >= 1.0
    if item.mode == "always-on":
        name, label = "endpoint", "Always on: container on EKS or an endpoint"
        why = "The whole instance, up all the time: for a steady stream of requests."
        if accelerated(item, desk.base):
            why = f"{classic_design(desk, item)}, as many as the hour asks for."
        cards = ("infer-idle-cost", "infer-right-size-endpoint")
    else:
        name, why = item.mode, f"{classic_design(desk, item)}, {UP[item.mode]}."
        label = "Serverless: SageMaker Serverless Inference or Lambda"
        cards = ("infer-serverless", "infer-scale-to-zero")
        # What runs only while there is work is a job where nobody waits.
        if late:
            label = "Batch job: SageMaker Batch Transform or AWS Batch"
            cards = ("infer-batch-transform", "infer-scale-to-zero")
        if late and item.mode == "serverless" and desk.workload.async_share.low >= 1.0:
            label = "Batch job in small parts: Lambda or AWS Batch on Fargate"
    notes = (BY_SHARE.format(item.instance),) if item.mode == "serverless" else ()
    return rated(desk, name, label, desk.measure_classic(item, place), Said((why,), cards, notes))
