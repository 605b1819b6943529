"""Decision: how the model is served, and what each relaxation of the service level would save."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from advisors.candidates import Candidate
from advisors.classic import Classic, Mode
from advisors.classic_choice import ways_up
from advisors.criteria import Measured
from advisors.desk import Desk
from advisors.durations import duration
from advisors.hosting_gathered import spread
from advisors.inference_beside import LABELS, Beside, rate, to_try
from advisors.later import Later
from advisors.options import Decision, Exclusion
from advisors.places import Place
from advisors.ranking import Case, Rated, decide
from advisors.rules import cards_of
from advisors.shown import Said, classic_design, design, rated
from advisors.smaller_encoder import smaller_encoder
from advisors.techniques import TECHNIQUES, Tried, try_all
from advisors.ways import AS_DESIGNED, SPREAD
from advisors.weights import CLOSE

CASE = Case(
    id="inference",
    title="Inference and service level",
    question="How is it served, and how fast?",
    cards=("infer-dominates", "sla-meet-not-exceed", "infer-continuous-batching"),
    rule="The technique whose effect on this design has the least weighted sum; the figures of the "
    "design as a whole include the first.",
    paired=True,
)
KEPT_UP: Mapping[Mode, tuple[str, str, tuple[str, ...]]] = {
    "serverless": (
        "Up only while requests come",
        "Started on request within seconds.",
        ("infer-serverless", "infer-scale-to-zero"),
    ),
    "always-on": ("Always on", "Answers without a cold start.", ("infer-idle-cost",)),
    "gathered": (
        "A job that works off the day in full hours",
        "Full from its first to its last minute, then stopped; nobody waits for it.",
        ("infer-batch-transform", "infer-scale-to-zero"),
    ),
}
"""Ways of keeping a smaller approach up: label, reason and cards."""
STOPS: Mapping[Mode, str] = {
    "serverless": "Nothing runs while nobody asks.",
    "always-on": "An accelerator takes minutes to start, so it stays up while somebody may ask.",
    "gathered": "Nothing runs once the work of the day is done.",
}


def advise_inference(desk: Desk) -> Decision:
    """Ranked techniques on the recommended design; relaxations after them, as a price list."""
    if desk.classic is not None and desk.classic_place is not None:
        return _classic(desk, desk.classic, desk.classic_place)
    best = desk.best
    if best is None:
        return decide(desk, replace(CASE, trace=("no design fits",)), (), (_nothing_served(),))
    known = (*try_all(desk, best, TECHNIQUES.keys() - to_try(desk)), *_spread(desk))
    options = [rate(desk, item, item.measured) for item in known if item.measured is not None]
    doubt = desk.search.pace_doubt(best)
    beside = Beside(desk, best, known, options)
    case = replace(
        CASE,
        trace=_trace(desk, best),
        unsure={item.option.id: doubt for item in options},
        flips=Later(beside.flips()),
        unsettled=_unsettled(desk, best),
    )
    ranked = _noted(options, beside)
    return decide(desk, case, ranked, Later(beside.exclusions()), Later(beside.options()))


def _nothing_served() -> Exclusion:
    rule = "not-offered-there"
    return Exclusion(
        AS_DESIGNED,
        "Serving of any kind",
        rule,
        "Without a design there is nothing to serve.",
        "What the hosting and model decisions say would let one in.",
        cards_of(rule),
    )


def recommended(desk: Desk) -> Measured | None:
    """Figures of the design as a whole, its way of serving included."""
    if desk.classic is not None and desk.classic_place is not None:
        return desk.measure_classic(desk.classic, desk.classic_place)
    if desk.best is None:
        return None
    return desk.measure(desk.best)


def _spread(desk: Desk) -> tuple[Tried, ...]:
    """Work that is gathered, spread over the day instead; nothing where it is not gathered."""
    found = spread(desk, desk.best) if desk.best is not None else None
    why = "The same machines in all hours of the day: none has to be had at a given one."
    return (Tried(SPREAD, found, why),) if found is not None else ()


def _unsettled(desk: Desk, best: Candidate) -> str:
    """That a design nearly as good, hosted otherwise, would be served in another way."""
    near = (item for item in desk.search.near if item.managed != best.managed)
    rival = min(near, key=desk.search.score_of, default=None)
    if rival is None or rival.serving == best.serving:
        return ""
    return (
        f"A whole design within {CLOSE:.0%} of the best is hosted otherwise, and there "
        f"'{LABELS[rival.serving]}' would come first."
    )


def _noted(options: Sequence[Rated], beside: Beside) -> list[Rated]:
    """The options, the one that comes first with notes on what stands beside it."""
    first = min(options, key=lambda item: (item.score, item.option.id))
    more = replace(first.option, notes=Later(chain(first.option.notes, beside.notes())))
    return [replace(item, option=more) if item is first else item for item in options]


def _trace(desk: Desk, best: Candidate) -> tuple[str, ...]:
    w = desk.workload
    return (
        f"service level: {duration(w.ttft_ms.value)} to the first word, "
        f"{duration(w.inter_token_ms.value)} between, {w.availability.value:.4%} up",
        f"serving {design(desk, best)}",
        *filter(None, [desk.search.pace_in_words(best)]),
    )


def _classic(desk: Desk, item: Classic, place: Place) -> Decision:
    """A smaller approach that scales to zero, is always on, or works off a day at once."""
    options = [_small(desk, way, place) for way in ways_up(item)]
    case = replace(
        CASE,
        cards=("infer-serverless", "sla-meet-not-exceed", "infer-prompt-filtering"),
        trace=("the need decision chose a smaller approach",),
        rule=STOPS[item.mode],
        flips=("a cold start of seconds that users would notice: always on",)
        if item.mode == "serverless"
        else (),
        first=item.mode,
        unless="" if item.mode == "serverless" else "It follows the machine that was chosen.",
    )
    smaller, needless = smaller_encoder(desk, item, place, options[0])
    return decide(desk, case, options, needless, smaller)


def _small(desk: Desk, item: Classic, place: Place) -> Rated:
    """A smaller approach kept up in one way."""
    label, why, cards = KEPT_UP[item.mode]
    said = Said((f"{classic_design(desk, item)}. {why}",), cards)
    return rated(desk, item.mode, label, desk.measure_classic(item, place), said)
