"""Decision: which base model, the smallest that meets the bar first."""

from dataclasses import replace

from advisors.candidates import Candidate
from advisors.capability import NARROW, Capable, bar_of
from advisors.classic import encoders
from advisors.desk import Desk
from advisors.options import Decision, Exclusion
from advisors.ranking import Head, Rated, against, decide
from advisors.rules import cards_of
from advisors.rungs import TUNED
from advisors.shown import design, host, model_name, rated
from advisors.weights import CLOSE
from advisors.workload_types import UseCase

HEAD = Head("model", "Model", "Which base model does the work?")
CARDS = (
    "model-right-size",
    "model-selection-questions",
    "model-eval-workflow",
    "model-bedrock-evaluations",
)
SHOWN = 7


def advise_model(desk: Desk) -> Decision:
    """Ranked models, each at its best host and place."""
    if desk.classic is not None:
        return _classic(desk)
    best = [
        found
        for item in desk.search.capable
        if (found := desk.search.best_of(_is(item.model.id))) is not None
    ]
    best.sort(key=desk.search.score_of)
    capable = {item.model.id: item for item in desk.search.capable}
    options = [_option(desk, item, capable[item.model]) for item in best[:SHOWN]]
    options = _compared(options)
    rivals = {item.model for item in desk.search.near(CLOSE)}
    bar = bar_of(desk.workload)
    return decide(
        desk,
        HEAD,
        options,
        (*desk.search.model_exclusions, *_unplaced(desk, {item.model for item in best})),
        cards=(*CARDS, *_more_cards(desk)),
        trace=(
            f"quality-bar: {desk.workload.quality.value} for {desk.workload.use_case.value} asks "
            f"for {bar:g} points",
            f"{len(desk.search.capable)} models pass the filters, {len(best)} can be served",
        ),
        rule="Filters first; of the models that meet the quality bar, the one whose best design "
        "has the least weighted sum of the criteria.",
        flips=_flips(desk, options),
        rivals=sorted(rivals),
    )


def _is(model: str):  # type: ignore[no-untyped-def]
    return lambda row: row.model == model


def _option(desk: Desk, item: Candidate, capable: Capable) -> Rated:
    model = capable.model
    bar = bar_of(desk.workload)
    reasons = [f"{design(desk, item)}."]
    if capable.needs_tuning or item.rung in TUNED:
        reasons.append(
            f"Scores {capable.index:.1f} for a bar of {bar:g}: below it as it is, considered "
            "because tuning to a narrow task lifts small models."
            if capable.index < bar
            else f"Scores {capable.index:.1f} for a bar of {bar:g}, tuned for shorter prompts."
        )
    else:
        reasons.append(f"Scores {capable.index:.1f} for a bar of {bar:g} (intelligence index).")
    size = model.params_active_b
    if size is not None:
        total = f" of {model.params_total_b:g}" if model.params_total_b != size else ""
        reasons.append(f"{size:g}{total} billion parameters work on each token.")
    notes = [*capable.notes, _evaluation(desk)]
    cards = ("model-right-size", "model-moe-active-params" if size != model.params_total_b else "")
    return rated(
        desk, model.id, model.name, desk.measure(item), reasons, [c for c in cards if c], notes
    )


def _compared(options: list[Rated]) -> list[Rated]:
    if not options:
        return options
    best = options[0]
    return [
        best,
        *(
            replace(
                item,
                option=replace(item.option, reasons=(*item.option.reasons, against(best, item))),
            )
            for item in options[1:]
        ),
    ]


def _evaluation(desk: Desk) -> str:
    """The comparison to run before anything is committed."""
    measures = desk.workload.quality_measures
    if "reference-answers" in measures:
        return "Before committing: Bedrock Evaluations, programmatic, on your reference answers."
    if "judge-model" in measures:
        return "Before committing: Bedrock Evaluations with a judge model, checked by people."
    return "Before committing: collect some hundred reference answers and compare on them."


def _unplaced(desk: Desk, placed: set[str]) -> tuple[Exclusion, ...]:
    """Models that could do the work, but that nobody can serve here."""
    found = []
    for item in desk.search.capable:
        if item.model.id in placed:
            continue
        rule, reason, unlock = _why_unplaced(desk, item)
        found.append(
            Exclusion(item.model.id, item.model.name, rule, reason, unlock, cards_of(rule))
        )
    return tuple(found)


def _why_unplaced(desk: Desk, item: Capable) -> tuple[str, str, str]:
    model = item.model
    misfit = next((m for m in desk.search.misfits if m.model == model.id), None)
    if item.needs_tuning:
        return (
            "quality-bar",
            f"It scores {item.index:.1f} for a bar of {bar_of(desk.workload):g} and would need "
            "tuning, which is not open here.",
            "Labelled examples and open weights that you may serve yourself.",
        )
    if model.bedrock_model_id and desk.workload.hosting.value != "self-hosted":
        return (
            "not-offered-there",
            "Bedrock does not offer it in a Region, or through a profile, that law and latency "
            "leave open.",
            "Another Region or residency, or a later roll-out.",
        )
    if not model.open_weights:
        return (
            "no-weights",
            "Its weights are closed; it cannot be self-hosted.",
            "A managed service.",
        )
    if model.id not in desk.base.architectures:
        return (
            "not-sized",
            "Its architecture is not published in enough detail to size it.",
            "Its config.json as architecture columns.",
        )
    if desk.workload.hosting.value == "managed":
        return "not-on-bedrock", "Bedrock does not offer it on demand.", "Hosting it yourself."
    if misfit is not None:
        return misfit.rule, misfit.reason, misfit.unlock
    return (
        "not-on-bedrock",
        "Bedrock does not offer it, and smaller models of the shortlist were sized for "
        "self-hosting before it.",
        "Closing the smaller models out, or offering it on Bedrock.",
    )


def _more_cards(desk: Desk) -> tuple[str, ...]:
    found = []
    if set(desk.workload.languages) - {"en"}:
        found.append("model-domain-multilingual")
    if desk.workload.domain != "general":
        found.append("model-specialised-small")
    if desk.workload.use_case in NARROW:
        found.append("model-purpose-built-extraction")
    if desk.workload.use_case in {UseCase.CHAT, UseCase.AGENT}:
        found.append("model-routing")
    return tuple(found)


def _flips(desk: Desk, options: list[Rated]) -> tuple[str, ...]:
    if not options:
        return ()
    return (
        f"an evaluation on your own samples in which {options[0].option.label} misses the bar: the "
        "next model comes first",
        "a cascade: route what a smaller model answers well to it and the rest upwards",
    )


def _classic(desk: Desk) -> Decision:
    """Encoders for the smaller approach, and the best generative model beside them."""
    options: list[Rated] = []
    item, place = desk.classic, desk.classic_place
    if item is not None and place is not None:
        for name in encoders(desk.workload, item.approach, desk.base):
            measured = desk.measure_classic(replace(item, model=name), place)
            row = desk.facts.models.get(name)
            size = (
                f"{(row.params_total_b or 0) * 1000:.0f} million parameters" if row else "no model"
            )
            options.append(
                rated(
                    desk,
                    name or item.approach,
                    model_name(desk, name) if name else "No model: rules in code",
                    measured,
                    (f"{size}, trained or configured for this one task.",),
                    ("model-simple-baseline", "silicon-classifiers-on-cpu"),
                    (_evaluation(desk),),
                )
            )
    first = options[0].option.id if options else ""
    if desk.best is not None:
        options.append(
            rated(
                desk,
                desk.best.model,
                model_name(desk, desk.best.model),
                desk.measure(desk.best),
                (f"The smallest generative design that would do: on {host(desk, desk.best)}.",),
                ("model-right-size",),
            )
        )
    return decide(
        desk,
        HEAD,
        options,
        desk.search.model_exclusions,
        cards=CARDS,
        trace=("the need decision chose a smaller approach",),
        rule="The smallest model that meets the quality bar; tested before the next larger one.",
        flips=("a test in which it misses the quality bar: the next larger one",),
        first=first,
    )
