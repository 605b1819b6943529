"""Decision: which model, where a smaller approach than a generative one does the work."""

from dataclasses import replace

from advisors.classic import Classic, encoders, too_short
from advisors.desk import Desk
from advisors.model_evaluation import evaluation
from advisors.options import Decision, Exclusion
from advisors.places import Place
from advisors.ranking import Case, Rated, decide
from advisors.rival import rival_of, tokens_note
from advisors.rules import cards_of
from advisors.shown import Said, host, model_name, rated


def advise_encoder(desk: Desk, item: Classic, place: Place, case: Case) -> Decision:
    """Encoders for the smaller approach, and the best generative model beside them.

    Args:
        desk: The advice under way.
        item: The smaller approach that was chosen.
        place: Where it runs.
        case: Of the model decision.
    """
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
        case,
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
