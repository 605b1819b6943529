"""The monitoring plan: which metrics, where, thresholds, review dates, checks of quality."""

from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.desk import Desk
from advisors.figures import all_withheld
from advisors.format import alone, amount, number
from advisors.format import value as value_of
from advisors.inference import recommended
from advisors.monitoring_cost import PLANS, Plan, figures_of
from advisors.options import Decision, DecisionId, Exclusion, Option
from advisors.rules import cards_of
from advisors.workload import Workload
from advisors.workload_assumptions import label_of
from advisors.workload_types import Quality, Sensitivity
from estimators.figure import Figure
from estimators.list_prices import MONTHS

TITLE = "Monitoring plan"
QUESTION = "What is watched, where, and when is the design looked at again?"
CARDS = ("mon-every-stage", "measure-proxy", "measure-unit-of-work", "org-review")
WHY_WITHHELD = (
    "No fact tells the energy of metrics and logs per gigabyte; volume and cost are given instead."
)
WEIGHS = 0.25
"""Share of the cost of the design from which on that of monitoring is told beside it, judged."""
HARDLY = 0.01
"""Share of its hours that a fleet is busy below which a quiet week tells nothing, judged."""
FULL = 0.9
"""Share that is still called full: the last hour of a day is seldom whole, judged."""
READABLE_WH = 0.01
"""Energy of a request below which the alarm is set on many of them together, judged."""
MANY = (1_000, 1_000_000)
OFTEN = {1: "once", 2: "twice", 4: "four times"}
SENSITIVE = frozenset({Sensitivity.PERSONAL, Sensitivity.REGULATED})


def advise_monitoring(desk: Desk) -> Decision:
    """Plans, the one that suits the stakes first."""
    w = desk.workload
    chosen = chosen_plan(w)
    measured = recommended(desk)
    order = sorted(PLANS, key=lambda plan: (plan.id != chosen, PLANS.index(plan)))
    rule = "The plan follows what a wrong answer costs and how sensitive the texts are."
    name: DecisionId = "monitoring"
    return Decision(
        id=name,
        title=TITLE,
        question=QUESTION,
        rule=rule,
        options=tuple(_option(desk, plan, measured) for plan in order),
        exclusions=_retired(),
        cards=CARDS,
        trace=(
            f"quality '{label_of('quality', w.quality.value)}', sensitivity "
            f"'{label_of('sensitivity', w.sensitivity.value)}': plan {chosen}",
            f"measured by: {_measures(w) or 'nothing decided yet'}",
        ),
        flips=(
            "personal or regulated texts, or errors that cost: the full plan",
            "drafts that a person rewrites anyway: the essential plan",
        ),
        confidence="high",
        confidence_reason="It follows from two answers by rule, not from figures.",
    )


def chosen_plan(w: Workload) -> str:
    """Id of the plan that the stakes ask for."""
    if w.quality is Quality.CRITICAL or w.sensitivity is Sensitivity.REGULATED:
        return "full"
    if w.quality is Quality.DRAFT and w.sensitivity not in SENSITIVE:
        return "essential"
    return "standard"


def _option(desk: Desk, plan: Plan, measured: Measured | None) -> Option:
    figures = {**all_withheld(WHY_WITHHELD), **figures_of(desk, plan)}
    reasons = (
        plan.reason,
        *_metrics(desk),
        *_thresholds(desk, measured),
        *_bill(figures["cost_usd_per_year"]),
        f"Review {OFTEN[plan.reviews]} a year, and at every change of model, price or traffic.",
        *_quality(desk, plan),
    )
    notes = (*_beside(figures["cost_usd_per_year"], measured), *_notes(desk))
    return Option(plan.id, plan.label, figures, reasons, _cards(desk, plan), notes)


def _metrics(desk: Desk) -> tuple[str, ...]:
    """Metrics by where the model runs, in current names."""
    best = desk.best
    if desk.classic is not None:
        found = "Where: AWS/SageMaker or AWS/Lambda: Invocations, ModelLatency or Duration, Errors."
        return (found, *_accelerator(desk, desk.classic.instance))
    if best is None:
        return ()
    return _managed_metrics() if best.layout is None else _own_metrics(desk, best)


def _managed_metrics() -> tuple[str, ...]:
    return (
        "Where: CloudWatch AWS/Bedrock by ModelId: InputTokenCount, OutputTokenCount, "
        "CacheReadInputTokenCount, InvocationLatency, InvocationThrottles; split by application "
        "with inference profiles.",
    )


def _accelerator(desk: Desk, instance: str) -> tuple[str, ...]:
    """What tells that an accelerator beside an encoder is busy; nothing for processors."""
    if desk.chip_kind(instance) == "gpu":
        return ("Of the accelerator: EC2 GPUPowerUtilization; low tells of batches half empty.",)
    if desk.chip_kind(instance) in {"inferentia", "trainium"}:
        return ("Of the accelerator: neuron-monitor, core utilisation.",)
    return ()


def _own_metrics(desk: Desk, best: Candidate) -> tuple[str, ...]:
    kind = desk.chip_kind(best.layout.instance) if best.layout else "gpu"
    chips = (
        "EC2 GPUPowerUtilization and the agent's nvidia_smi_power_draw"
        if kind == "gpu"
        else "neuron-monitor: core utilisation and power as a share of the chip's maximum"
    )
    return (f"Where: {chips}; from the engine vllm:num_requests_running and gpu_cache_usage_perc.",)


def _thresholds(desk: Desk, measured: Measured | None) -> tuple[str, ...]:
    """Alarms at the ends of what was estimated."""
    if measured is None:
        return ()
    unit = desk.workload.unit_of_work
    counted = "" if unit.casefold() in {"request", "requests"} else f" ({unit})"
    found = []
    energy = measured.outcome.figures.get("wh_per_request")
    if energy is not None and energy.high is not None:
        found.append(
            f"Alarm: more than {_limit(energy.high)}{counted}, the upper end of the estimate."
        )
    busy = measured.outcome.figures.get("utilization")
    if busy is not None and busy.low is not None and desk.classic is None:
        found.append(_idle(busy.low))
    found.append(
        f"Proxy: tokens and Wh for each {unit}; a rise of a fifth over a month asks for a reason."
    )
    return tuple(found)


def _limit(wh_per_request: float) -> str:
    """Energy for as many requests as make a number that a meter shows: `4.8 Wh per 1,000 requests`.

    No meter tells a thousandth of a watt-hour; what so many requests took together, it does.
    """
    if wh_per_request >= READABLE_WH or wh_per_request <= 0.0:
        return f"{alone(wh_per_request, 'Wh')} a request"
    count = next((n for n in MANY if wh_per_request * n >= 1.0), MANY[-1])
    return f"{number(wh_per_request * count, 2)} Wh per {count:,} requests"


def _idle(busy: float) -> str:
    """From when on a fleet is idler than estimated, where that can be told from chance."""
    if busy < HARDLY:
        return (
            "No alarm on how busy the fleet is: by the estimate it may idle all week. Watch the "
            "hours that it is up."
        )
    return f"Alarm: fleet less than {min(busy, FULL):.0%} busy, over a week of the hours it is up."


def _bill(cost: Figure) -> tuple[str, ...]:
    """The bill of a month in words; nothing where it is withheld."""
    if cost.value is None or cost.low is None or cost.high is None:
        return ()
    value, low, high = (end / MONTHS for end in (cost.value, cost.low, cost.high))
    monthly = amount(value, low, high, "USD a month")
    return (
        f"CloudWatch: about {monthly} for metrics, alarms and logs by list price, before the free "
        "allowance of the account.",
    )


def _quality(desk: Desk, plan: Plan) -> tuple[str, ...]:
    if plan.id == "essential":
        return ("Quality: what users rewrite or reject, as a share.",)
    measures = _measures(desk.workload) or "reference answers (to collect)"
    often = "weekly" if plan.id == "full" else "monthly"
    return (
        f"Quality and drift, {often}: {measures}; Evidently with SageMaker AI MLflow, Bedrock "
        "Evaluations on a fixed set at every change.",
        "Responsible AI: intervention rate of Bedrock Guardrails and scores by user group.",
    )


def _beside(cost: Figure, measured: Measured | None) -> tuple[str, ...]:
    """That the figures of the design leave the plan out, where it weighs."""
    design = measured.outcome.figures["cost_usd_per_year"].value if measured is not None else None
    if not design or cost.value is None or cost.value < WEIGHS * design:
        return ()
    return (
        f"The figures of the design leave it out: {value_of(cost)} beside {number(design, 2)} "
        "USD/year for the design itself.",
    )


def _measures(w: Workload) -> str:
    """How quality will be measured, as the interview names it."""
    labels = (label_of("quality_measure", item) for item in sorted(w.quality_measures))
    return ", ".join(item[:1].lower() + item[1:] for item in labels)


def _cards(desk: Desk, plan: Plan) -> tuple[str, ...]:
    best = desk.best
    found = ["measure-proxy", "mon-alarms"]
    if desk.classic is not None:
        found.append("mon-endpoint-metrics")
    elif best is not None and best.layout is None:
        found.append("mon-tokens")
    elif best is not None and best.layout is not None:
        kind = desk.chip_kind(best.layout.instance)
        found.append("mon-ec2-gpu-power" if kind == "gpu" else "mon-neuron")
    if plan.id != "essential":
        found += ["mon-drift", "mon-responsible-ai", "store-log-retention"]
    return tuple(found)


def _notes(desk: Desk) -> tuple[str, ...]:
    found = [
        "Monthly: carbon and water of the account from the AWS Sustainability service; it knows no "
        "single model, so give the workload an account of its own."
    ]
    if desk.workload.sensitivity in SENSITIVE:
        found.append("Texts hold personal data: mask before storing, and delete on time.")
    return tuple(found)


def _retired() -> tuple[Exclusion, ...]:
    """Services that older guidance names."""
    return (
        Exclusion(
            "model-monitor",
            "SageMaker Model Monitor",
            "lifecycle",
            "Closed to new customers since 30 July 2026.",
            "",
            ("mon-drift", *cards_of("lifecycle")),
        ),
        Exclusion(
            "carbon-footprint-tool",
            "Customer Carbon Footprint Tool",
            "lifecycle",
            "Replaced by the AWS Sustainability service.",
            "",
            ("measure-aws-sustainability", *cards_of("lifecycle")),
        ),
    )
