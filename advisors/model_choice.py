"""Decision: which base model, the smallest that meets the bar first."""

from collections.abc import Mapping
from dataclasses import replace

from advisors.candidates import Candidate
from advisors.capability import NARROW, Capable, asked_in_words, bar_of, passes_barely
from advisors.changes import PLAIN
from advisors.desk import Desk
from advisors.model_encoder import advise_encoder
from advisors.model_evaluation import evaluation
from advisors.model_given import given_flips, given_in_words, with_cost
from advisors.model_unplaced import unplaced
from advisors.options import Decision
from advisors.ranking import Case, Rated, decide
from advisors.rungs import TUNED
from advisors.shown import Said, design, model_name, rated
from advisors.workload_types import Quality, UseCase

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
        return advise_encoder(desk, desk.classic, desk.classic_place, CASE)
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
    out = unplaced(desk, {item.model for item in best})
    fallen = (*out, *desk.search.model_exclusions)
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
