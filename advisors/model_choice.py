"""Decision: which base model, the smallest that meets the bar first."""

from collections.abc import Mapping
from dataclasses import replace

from advisors.candidates import Candidate
from advisors.capability import (
    NARROW,
    Capable,
    asked_in_words,
    bar_of,
    may_self_host,
    passes_barely,
)
from advisors.changes import PLAIN
from advisors.classic import Classic, encoders, too_short
from advisors.desk import Desk
from advisors.model_given import given_flips, given_in_words, with_cost
from advisors.options import Decision, Exclusion
from advisors.places import Place
from advisors.ranking import Case, Rated, decide
from advisors.rival import rival_of, tokens_note
from advisors.rules import cards_of
from advisors.rungs import TUNED
from advisors.shown import Said, design, host, model_name, rated
from advisors.workload_types import Hosting, Quality, UseCase

CASE = Case(
    id="model",
    title="Model",
    question="Which base model does the work?",
    cards=(
        "model-right-size",
        "model-selection-questions",
        "model-eval-workflow",
        "model-bedrock-evaluations",
    ),
    rule="Filters first; of the models that meet the quality bar, the one whose best design has "
    "the least weighted sum of the criteria.",
)
SHOWN = 6


def advise_model(desk: Desk) -> Decision:
    """Ranked models, each at its best host and place."""
    if desk.classic is not None and desk.classic_place is not None:
        return _classic(desk, desk.classic, desk.classic_place)
    best = list(desk.search.best_by_model().values())
    capable = {item.model.id: item for item in desk.search.capable}
    desk.foresee((item, PLAIN) for item in best[:SHOWN])
    options = [_option(desk, item, capable[item.model]) for item in best[:SHOWN]]
    options = [with_cost(desk, item) for item in options]
    bar = bar_of(desk.workload)
    case = replace(
        CASE,
        cards=(*CASE.cards, *_more_cards(desk)),
        trace=(
            f"quality-bar: {asked_in_words(desk.workload)} ask for {bar:g} points",
            f"{len(desk.search.capable)} models pass the filters, {len(best)} can be served",
            *given_in_words(desk),
        ),
        flips=_flips(desk, best),
        rivals=frozenset(item.model for item in desk.search.near),
        unsure={item.model: desk.search.pace_doubt(item) for item in best[:SHOWN]},
    )
    unplaced = _unplaced(desk, {item.model for item in best})
    fallen = (*unplaced, *desk.search.model_exclusions)
    return _doubted(desk, decide(desk, case, options, fallen), capable)


def _doubted(desk: Desk, found: Decision, capable: Mapping[str, Capable]) -> Decision:
    """The decision with less confidence where the first option only just meets the bar."""
    if found.chosen is None:
        return found
    barely = _barely(desk, capable[found.chosen.id])
    if not barely:
        return found
    strict = desk.workload.quality in {Quality.EXPERT, Quality.CRITICAL}
    doubtful = bool(capable[found.chosen.id].doubts)
    low = strict or doubtful or found.confidence == "low"
    reason = f"{found.chosen.label} {barely}. {found.confidence_reason}".strip()
    return replace(found, confidence="low" if low else "medium", confidence_reason=reason)


def _barely(desk: Desk, item: Capable) -> str:
    """What to do about a model below the bar, or with little to spare; empty otherwise."""
    bar = bar_of(desk.workload)
    if item.doubts:
        return "would fall out of a free choice: evaluate before committing further"
    if item.needs_tuning:
        return (
            f"is below the bar before tuning ({item.index:.1f} of {bar:g}), and how far that lifts "
            "it is not known here: evaluate the tuned model before committing"
        )
    if not passes_barely(desk.workload, item.index):
        return ""
    return f"barely passes the bar ({item.index:.1f} of {bar:g}): evaluate before committing"


def _option(desk: Desk, item: Candidate, capable: Capable) -> Rated:
    model, barely = capable.model, _barely(desk, capable)
    said = Said(
        (f"{design(desk, item)}.", _points(desk, item, capable), _size(capable)),
        ("model-right-size", *(("model-moe-active-params",) if _sparse(capable) else ())),
        (
            *((f"It {barely}.",) if barely else ()),
            *filter(None, [desk.search.pace_doubt(item)]),
            *capable.notes,
            evaluation(desk),
        ),
    )
    return rated(desk, model.id, model.name, desk.measure(item), said)


def _points(desk: Desk, item: Candidate, capable: Capable) -> str:
    bar = bar_of(desk.workload)
    if not capable.index:
        return "It has no score to hold against the bar; your answer names it."
    scored = f"Scores {capable.index:.1f} for a bar of {bar:g} (intelligence index)"
    if capable.index < bar and capable.model.id == desk.workload.committed_model:
        return f"{scored}: below it, but your answer names it."
    if capable.index < bar:
        return f"{scored}: considered because tuning to a narrow task lifts small models."
    return f"{scored}, tuned for shorter prompts." if item.rung in TUNED else f"{scored}."


def _size(capable: Capable) -> str:
    model = capable.model
    if model.params_active_b is None and model.params_total_b is None:
        return "Its size is not published; the range of its energy covers that."
    if model.params_active_b is None:
        return (
            f"It has {model.params_total_b:g} billion parameters; how many of them work on each "
            "token is not published, and the range of its energy covers that."
        )
    total = f" of {model.params_total_b:g}" if _sparse(capable) else ""
    if not model.open_weights and model.params_confidence != "published":
        low, high = model.params_active_b_low, model.params_active_b_high
        span = f", between {low:g} and {high:g}" if low and high else ""
        return (
            "Its size is not published; a third party estimates that "
            f"{model.params_active_b:g} billion parameters work on each token{span}."
        )
    return f"{model.params_active_b:g}{total} billion parameters work on each token."


def _sparse(capable: Capable) -> bool:
    model = capable.model
    return model.params_active_b is not None and model.params_active_b != model.params_total_b


def evaluation(desk: Desk) -> str:
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
        if item.model.id not in placed:
            rule, reason, unlock = _closed_to_you(desk, item) or _not_served(desk, item)
            found.append(
                Exclusion(item.model.id, item.model.name, rule, reason, unlock, cards_of(rule))
            )
    return tuple(found)


def _closed_to_you(desk: Desk, item: Capable) -> tuple[str, str, str] | None:
    """Why it is not among what may be served at all."""
    model, wish = item.model, desk.workload.hosting
    if item.needs_tuning and not (_tuning_is_open(desk) and may_self_host(model)):
        return (
            "quality-bar",
            f"It scores {item.index:.1f} for a bar of {bar_of(desk.workload):g} and would need "
            "tuning, which is not open here.",
            "Labelled examples and open weights that you may serve yourself.",
        )
    if wish is Hosting.SELF_HOSTED and not model.open_weights:
        return "no-weights", "Its weights are closed; it cannot be self-hosted.", "Bedrock."
    if wish is Hosting.MANAGED and not model.bedrock_model_id:
        return "not-on-bedrock", "Bedrock does not offer it on demand.", "Hosting it yourself."
    return None


def _tuning_is_open(desk: Desk) -> bool:
    """Whether a model may be tuned at all, and served once it is."""
    own = desk.workload.hosting is not Hosting.MANAGED
    return own and any(rung in TUNED for rung in desk.search.rungs)


def _not_served(desk: Desk, item: Capable) -> tuple[str, str, str]:
    """Why it may be served but is not: Region, size unknown, too slow, or behind smaller ones."""
    model = item.model
    on_bedrock = bool(model.bedrock_model_id) and not item.needs_tuning
    if model.id not in desk.base.architectures and not on_bedrock:
        return (
            "not-sized",
            "Its architecture is not published in enough detail to size it.",
            "Its config.json as architecture columns.",
        )
    own = desk.search.too_slow(model.id)
    if on_bedrock and desk.workload.hosting is not Hosting.SELF_HOSTED:
        slow = desk.search.slow.get(model.id)
        if slow is not None:
            return slow.rule, slow.reason, slow.unlock
        beside = f" On machines of your own it is too slow: {own.reason}" if own else ""
        return (
            "not-offered-there",
            "Bedrock does not offer it in a Region, or through a profile, that law, wishes and "
            f"latency leave open.{beside}",
            f"Another Region or residency{', a relaxed service level' if own else ''}, or a later "
            "roll-out.",
        )
    if own is not None:
        return own.rule, own.reason, own.unlock
    for chip in desk.facts.chips:
        misfit = desk.search.misfit(model.id, chip)
        if misfit is not None and misfit.rule in {"does-not-fit", "too-slow"}:
            return misfit.rule, misfit.reason, misfit.unlock
    return (
        "not-on-bedrock",
        "Only the smallest capable models are sized for self-hosting, and it is not one of them.",
        "Closing the smaller models out by a higher bar.",
    )


def _more_cards(desk: Desk) -> tuple[str, ...]:
    w = desk.workload
    found = {
        "model-domain-multilingual": bool(set(w.languages) - {"en"}),
        "model-specialised-small": w.domain != "general",
        "model-purpose-built-extraction": w.use_case in NARROW,
        "model-routing": w.use_case in {UseCase.CHAT, UseCase.AGENT},
    }
    return tuple(card for card, applies in found.items() if applies)


def _flips(desk: Desk, best: list[Candidate]) -> tuple[str, ...]:
    if not best:
        return ()
    return (
        *given_flips(desk),
        f"an evaluation on your own samples in which {model_name(desk, best[0].model)} misses the "
        "bar: the next model comes first",
        "a cascade: a router sends what a smaller model answers well to it, and the rest upwards",
    )


def _classic(desk: Desk, item: Classic, place: Place) -> Decision:
    """Encoders for the smaller approach, and the best generative model beside them."""
    names = encoders(desk.workload, item.approach, desk.base)
    options = [_encoder(desk, replace(item, model=name), place) for name in names]
    rival = rival_of(desk)
    if (best := rival.best) is not None:
        notes = tuple(filter(None, [tokens_note(desk)]))
        reason = f"The best generative design: on {host(rival, best)}."
        said = Said((reason,), ("model-right-size",), notes)
        label = model_name(rival, best.model)
        options.append(rated(desk, best.model, label, rival.measure(best), said))
    case = replace(
        CASE,
        trace=("the need decision chose a smaller approach",),
        rule="The smallest model of that kind first; tested before the next larger one.",
        flips=("a test in which it misses the quality bar: the next larger one",),
        first=options[0].option.id,
    )
    return decide(desk, case, options, (*_short(desk, item, names), *desk.search.model_exclusions))


def _short(desk: Desk, item: Classic, kept: tuple[str, ...]) -> tuple[Exclusion, ...]:
    """Encoders of the approach that do not read a whole request."""
    needed = desk.workload.input_tokens.value
    return tuple(
        Exclusion(
            row.id,
            row.name,
            "context",
            f"Its context ends at {row.context_tokens:,} tokens, a request holds {needed:,.0f}.",
            "Shorter texts, or texts cut into parts that are labelled one by one.",
            cards_of("context"),
        )
        for row in too_short(desk.workload, item.approach, desk.base)
        if row.id not in kept
    )


def _encoder(desk: Desk, item: Classic, place: Place) -> Rated:
    row = desk.facts.models.get(item.model)
    size = "Decisions in code"
    if row is not None:
        size = f"{(row.params_total_b or 0.0) * 1000:.0f} million parameters"
    said = Said(
        (f"{size}, trained or configured for this one task.",),
        ("model-simple-baseline", "silicon-classifiers-on-cpu"),
        (evaluation(desk),),
    )
    label = row.name if row is not None else "No model: rules in code"
    return rated(desk, item.model or item.approach, label, desk.measure_classic(item, place), said)
