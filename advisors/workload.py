"""The workload: an interview's answers as typed, unit-carrying values.

Numbers are `estimators.Input`s, so that an answered "don't know" keeps the wide range and the
source of its default all the way into the figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from advisors.design import Design
from advisors.errors import OverrideError
from advisors.presets import TrafficPresets
from advisors.questions.model import NO_MODEL
from advisors.questions.resolve import Resolved, resolve
from advisors.workload_assumptions import Assumption, assumptions_of, in_words, show
from advisors.workload_types import (
    AnswerForm,
    DailyCurve,
    Hosting,
    Knowledge,
    Licences,
    Quality,
    Residency,
    Sensitivity,
    Skills,
    UseCase,
)
from estimators.figure import Input

if TYPE_CHECKING:
    from estimators.facts import Facts

__all__ = [
    "AnswerForm",
    "Assumption",
    "DailyCurve",
    "Hosting",
    "Knowledge",
    "Licences",
    "Quality",
    "Residency",
    "Sensitivity",
    "Skills",
    "UseCase",
    "Workload",
    "facts_with",
    "in_words",
    "show",
    "workload_from",
]


@dataclass(frozen=True)
class Workload:
    """Everything the advisors need to know, one field a fact about the need.

    Attributes:
        languages: ISO 639-1 codes of the languages that answers must be good in.
        domain: Subject field, from the domains of the model catalogue ("general" when none).
        user_region: Code of the AWS Region nearest most users.
        allowed_regions: Region codes the architect restricts the choice to; empty for no limit.
        requests_per_day: Mean over the year at the start of the horizon.
        peak_factor: Busiest hour over mean hour.
        growth_per_year: Fraction, 0.2 is 20 % a year.
        steps_per_request: Model calls per user request (agents loop).
        input_tokens: Prompt per model call, everything included.
        output_tokens: Answer per model call.
        ttft_ms: 95th percentile of time to first token that users accept.
        inter_token_ms: Mean inter-token latency that users accept.
        availability: Fraction of time, 0.999.
        async_share: Fraction of requests that may wait for hours.
        labelled_examples: Number of input-output pairs at hand for tuning.
        corpus_tokens: Size of the own documents.
        corpus_refresh_per_year: How often the own documents change.
        horizon_years: How long the design is to run.
        carbon_weight, water_weight, cost_weight, latency_weight, effort_weight: What matters,
            non-negative, sum 1.
        market_based: Whether the reporting method is market-based (else location-based ranks).
        shared_prefix_share: Fraction of the prompt tokens that is the same in every call.
        repeat_share: Fraction of the requests that an earlier answer would serve.
        model_refresh_per_year: How often the model is replaced or tuned again.
        modalities: What goes into a request: text, image, speech, video.
        quality_measures: How quality will be measured; empty when undecided.
        unit_of_work: What the business counts.
        commitments: What is already bought or decided; empty for nothing.
        committed_model: Catalogue id of the model that is given; empty for a free choice.
        carbon_budget_kg_per_year, cost_budget_usd_per_year: Limits; None for none.
        assumptions: Every default that stands in for an answer, in the order of the questions.
        set_aside: Ids of questions that were answered but do not apply.
    """

    use_case: UseCase
    knowledge: frozenset[Knowledge]
    languages: tuple[str, ...]
    domain: str
    user_region: str
    residency: Residency
    allowed_regions: tuple[str, ...]
    hosting: Hosting
    quality: Quality
    requests_per_day: Input
    peak_factor: Input
    growth_per_year: Input
    steps_per_request: Input
    input_tokens: Input
    output_tokens: Input
    ttft_ms: Input
    inter_token_ms: Input
    availability: Input
    async_share: Input
    labelled_examples: Input
    corpus_tokens: Input
    corpus_refresh_per_year: Input
    horizon_years: Input
    carbon_weight: float
    water_weight: float
    cost_weight: float
    latency_weight: float
    effort_weight: float
    market_based: bool
    shared_prefix_share: Input
    repeat_share: Input
    model_refresh_per_year: Input
    answer_form: AnswerForm
    daily_curve: DailyCurve
    modalities: frozenset[str]
    sensitivity: Sensitivity
    skills: Skills
    licences: Licences
    quality_measures: frozenset[str]
    unit_of_work: str
    commitments: frozenset[str]
    committed_model: str
    carbon_budget_kg_per_year: float | None
    cost_budget_usd_per_year: float | None
    assumptions: tuple[Assumption, ...]
    set_aside: tuple[str, ...]

    def assumed(self, question_id: str) -> bool:
        """Whether a default stands in for the answer to that question."""
        return any(item.question == question_id for item in self.assumptions)

    def inputs(self) -> dict[str, Input]:
        """Every numeric field by name."""
        return {name: item for name, item in vars(self).items() if isinstance(item, Input)}


def workload_from(design: Design, facts: "Facts") -> Workload:
    """The workload that a design describes; what was not answered takes its default.

    Args:
        design: Answers; the order in which they were given makes no difference.
        facts: Give the token profile of the use case.
    """
    found = resolve(design.answers, TrafficPresets(facts))
    fields: dict[str, Any] = _choices(found)
    fields |= {key: _input(item) for key, item in found.items() if item.question.numeric}
    fields |= {key: _limit(fields[key]) for key in _LIMITS}
    weights = cast("dict[str, float]", found["priorities"].value)
    fields |= {f"{key}_weight": item / sum(weights.values()) for key, item in weights.items()}
    return Workload(
        **fields,
        assumptions=assumptions_of(found),
        set_aside=tuple(
            key for key, item in found.items() if not item.applies and key in design.answers
        ),
    )


def facts_with(design: Design, facts: "Facts") -> "Facts":
    """The facts with the design's own values laid over them.

    Raises:
        OverrideError: An override names no fact, or its unit or value cannot be that fact's.
    """
    if not design.overrides:
        return facts
    from estimators.errors import FactError, InputError
    from estimators.facts import Override

    own = [
        Override(
            table=table,
            id=row,
            field=column,
            value=item.value,
            unit=item.unit,
            low=item.low,
            high=item.high,
            origin_note=item.source,
            date=item.date,
        )
        for item in design.overrides
        for table, row, column in (item.path,)
    ]
    try:
        return facts.overridden(own)
    except (FactError, InputError) as error:
        what = f"a fact of your own cannot be used: {error.what}"
        raise OverrideError(what, error.why, error.fix) from error


_LIMITS = ("carbon_budget_kg_per_year", "cost_budget_usd_per_year")
_BOUNDED = frozenset({"async_share", "availability", "shared_prefix_share", "repeat_share"})


def _choices(found: Mapping[str, Resolved]) -> dict[str, Any]:
    """The fields that are no numbers."""
    text = {key: str(item.value) for key, item in found.items()}
    many = {key: _names(item) for key, item in found.items() if isinstance(item.value, tuple)}
    return {
        "use_case": UseCase(text["use_case"]),
        "answer_form": AnswerForm(text["answer_form"]),
        "quality": Quality(text["quality"]),
        "knowledge": frozenset(Knowledge(name) for name in many["knowledge"]),
        "languages": many["languages"],
        "domain": text["domain"],
        "user_region": text["user_region"],
        "residency": Residency(text["residency"]),
        # What is only assumed restricts nothing beyond the residency that it follows from.
        "allowed_regions": () if found["allowed_regions"].assumed else many["allowed_regions"],
        "hosting": Hosting(text["hosting"]),
        "market_based": text["reporting_method"] == "market-based",
        "daily_curve": DailyCurve(text["daily_curve"]),
        "modalities": frozenset({"text", *many["modalities"]}),
        "sensitivity": Sensitivity(text["sensitivity"]),
        "skills": Skills(text["skills"]),
        "licences": Licences(text["licences"]),
        "quality_measures": frozenset(many["quality_measure"]) - {"none"},
        "unit_of_work": text["unit_of_work"],
        "commitments": frozenset(many["commitments"]) - {"none"},
        "committed_model": "" if text["committed_model"] == NO_MODEL else text["committed_model"],
    }


def _names(item: Resolved) -> tuple[str, ...]:
    return item.value if isinstance(item.value, tuple) else ()


def _input(item: Resolved) -> Input:
    """A numeric answer with its range; percentages become fractions."""
    question = item.question
    scale = 0.01 if question.kind == "percent" else 1.0
    value, low, high = (_scaled(number, scale) for number in (item.value, item.low, item.high))
    return Input(
        name=question.id,
        value=value,
        low=low,
        high=high,
        unit=_unit(question.unit),
        origin=item.origin,
        sources=item.sources,
        confidence="estimated",
        note=item.why,
        bound=1.0 if question.id in _BOUNDED else None,
    )


def _scaled(number: object, scale: float) -> float:
    """A percentage as the fraction that a person would write: 99.9 % is 0.999 exactly."""
    if not isinstance(number, (int, float)):
        raise TypeError(f"{number!r} is no number")
    return float(number) if scale == 1.0 else float(f"{number * scale:.12g}")


def _unit(unit: str) -> str:
    return {"%": "1", "%/year": "1/year", "x": "1", "/year": "1/year"}.get(unit, unit)


def _limit(item: Input) -> float | None:
    return item.value if item.value > 0 else None
