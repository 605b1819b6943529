"""What follows from the decision, and how it will be seen that it holds."""

from collections.abc import Mapping, Sequence

from advisors.format import alone, digits_for, exact
from advisors.options import Decision, Option
from advisors.questions.resolve import Resolved
from advisors.record import shown
from advisors.record.contrast import arguments, noun
from advisors.record.markdown import clean
from advisors.record.model import Argument, Check, Quantity

_MONTHS = 12
_POWER = (
    "accelerator power from NVML through the CloudWatch agent (on Trainium and Inferentia "
    "NeuronCore utilization × the power in this record), × PUE"
)
_TOKENS = (
    "CloudWatch, AWS/Bedrock: Invocations and token counts, × the energy of a call in this record"
)
_ACCOUNT = "AWS Sustainability service, {method}, monthly; needs an account of the workload's own"
_CHECKED: tuple[tuple[str, str, str], ...] = (
    ("energy_kwh_per_year", "Facility energy", ""),
    (
        "carbon_location_kg_per_year",
        "Carbon, location-based",
        _ACCOUNT.format(method="location-based"),
    ),
    ("carbon_market_kg_per_year", "Carbon, market-based", _ACCOUNT.format(method="market-based")),
    ("cost_usd_per_year", "Cost", "AWS Cost Explorer, by the cost allocation tag of the workload"),
)


def consequences(
    decisions: Sequence[Decision], totals: Mapping[str, Quantity]
) -> tuple[Argument, ...]:
    """What gets better, what it costs; at least one cost always."""
    parts: list[Argument] = []
    seen: set[tuple[float | None, ...]] = set()
    for decision in decisions:
        chosen, rival = decision.options[:1], decision.options[1:2]
        pair = _values((*chosen, *rival))
        if not rival or pair in seen:  # the same two designs under another decision
            continue
        seen.add(pair)
        for argument in arguments(chosen[0], rival[0]):
            text = f"{clean(chosen[0].label)} ({decision.id}) {argument.text.removeprefix('it ')}"
            parts.append(Argument(side=argument.side, text=text))
    parts.sort(key=lambda item: item.side == "bad")
    shares = [f"{noun(item.name)} of {shown.quantity(item)}" for item in totals.values()]
    known = [item for item in totals.values() if item.value is not None]
    if known:
        parts.append(Argument(side="bad", text=f"each year takes {'; '.join(shares)}"))
    else:
        parts.append(Argument(side="bad", text="its yearly footprint and cost are not known yet"))
    parts.extend(
        Argument(side="bad", text=f"no option fits for “{clean(item.title)}”, which is open")
        for item in decisions
        if not item.options
    )
    return tuple(parts)


def _values(options: Sequence[Option]) -> tuple[float | None, ...]:
    return tuple(item.value for option in options for item in option.figures.values())


def checks(
    found: Mapping[str, Resolved], totals: Mapping[str, Quantity], *, managed: bool
) -> tuple[Check, ...]:
    """Metric, threshold, and where it is measured.

    Args:
        found: Answers.
        totals: Figures of the recommended design.
        managed: Whether the model is called as a managed service.
    """
    rows = [
        Check(
            metric=f"{name}, a month",
            threshold=_monthly(totals[key]),
            where=where or (_TOKENS if managed else _POWER),
        )
        for key, name, where in _CHECKED
        if key in totals and totals[key].value is not None
    ]
    return (*rows, *_service(found, managed=managed), _traffic(found, managed=managed))


def _monthly(item: Quantity) -> str:
    """A twelfth of the 95th percentile: beyond it the estimate itself is refuted."""
    value, low, high = item.value or 0.0, item.low or 0.0, item.high or 0.0
    unit = item.unit.removesuffix("/year").removesuffix("/yr")
    limit = alone(high / _MONTHS, unit, digits_for(value, low, high))
    return f"at most {limit}: a twelfth of the P95 of [{item.evidence}]"


def _service(found: Mapping[str, Resolved], *, managed: bool) -> list[Check]:
    rows = []
    wait, measure = found["ttft_ms"], found["quality_measure"]
    if wait.applies:
        where = "CloudWatch, AWS/Bedrock: TimeToFirstToken" if managed else "the serving engine"
        rows.append(
            Check(
                metric="Time to first token, 95th percentile",
                threshold=f"at most {shown.answer(wait)}",
                where=where,
            )
        )
    if measure.applies:
        rows.append(
            Check(
                metric=f"Share of answers that reach the bar “{shown.answer(found['quality'])}”",
                threshold="not below the share with which the model was accepted",
                where=f"evaluation before each release: {shown.answer(measure).lower()}",
            )
        )
    return rows


def _traffic(found: Mapping[str, Resolved], *, managed: bool) -> Check:
    """Requests a day within their range; within a factor of two where none was given."""
    requests = found["requests_per_day"]
    value = requests.value if isinstance(requests.value, float) else 0.0
    low, high = requests.low, requests.high
    if low is None or high is None or low == high:
        low, high = value / 2, value * 2
    return Check(
        metric="Requests a day, mean of a month",
        threshold=f"{exact(low)} to {exact(high)}; outside of it, advise again",
        where="CloudWatch, AWS/Bedrock: Invocations" if managed else "access log of the service",
    )
