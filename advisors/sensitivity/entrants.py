"""The recommended design and its nearest rival in each decision, ready to be computed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from advisors.candidates import Candidate
from advisors.classic import LABELS, Classic, accelerated, effort_of, latency_ms, price_classic
from advisors.classic_choice import sold
from advisors.criteria import LOCATION, MARKET
from advisors.desk import Desk
from advisors.figures import Priced, graph_of, leaves_of
from advisors.options import FIGURE_NAMES, DecisionId
from advisors.places import Place
from advisors.rungs import Rung
from advisors.shown import classic_design, design, model_name
from estimators.levers import Contender


@dataclass(frozen=True)
class Entrant:
    """One design in the comparison.

    Attributes:
        decision: Decision in which it is the other choice; empty for the recommended one.
        id: Its option there.
        design: All of it in one clause.
        latency_ms: From the question to the last word.
        effort_weeks: Person-weeks in the first year.
        machine: Instance type; empty for a managed service.
        model: Name of the model; empty for rules.
        score: Of the central values, lower is better.
    """

    decisions: tuple[DecisionId, ...]
    id: str
    design: str
    contender: Contender
    latency_ms: float
    effort_weeks: float
    score: float
    machine: str = ""
    model: str = ""


def entrants(desk: Desk) -> tuple[Entrant, ...]:
    """The recommended design first, then its rivals, nearest first; empty when nothing fits."""
    if desk.classic is not None and desk.classic_place is not None:
        own = _classic(desk, desk.classic, desk.classic_place, (), "")
        rivals = _against_classic(desk, desk.classic, desk.classic_place)
    elif desk.best is not None:
        own = _generative(desk, desk.best, (), "")
        rivals = _merged(desk, desk.best)
    else:
        return ()
    return (own, *sorted(rivals, key=lambda item: (item.score, item.id)))


def joint(desk: Desk) -> tuple[str, ...]:
    """What is recommended as a whole: model, rung, chip or service, and place."""
    if desk.classic is not None and desk.classic_place is not None:
        return (desk.classic.approach, desk.classic.instance, desk.classic_place.id)
    return joint_of(desk, desk.best) if desk.best is not None else ()


def joint_of(desk: Desk, item: Candidate) -> tuple[str, ...]:
    """A candidate by the choices that the decisions take; its layout follows from them."""
    return item.model, item.rung.value, desk.chip_of(item), item.place.id


def joint_words(desk: Desk) -> str:
    """What is recommended as a whole, in one clause."""
    if desk.classic is not None and desk.classic_place is not None:
        return f"{classic_design(desk, desk.classic)} in {desk.classic_place.label}"
    return design(desk, desk.best) if desk.best is not None else "no design that fits"


def contender_of(item: Priced) -> Contender:
    """A priced design as a contender for the five figures."""
    leaves, missing = leaves_of(item)
    return Contender(graph_of(item), leaves, frozenset(missing), FIGURE_NAMES)


def carbon_name(desk: Desk, known: Collection[str]) -> str:
    """Carbon figure that ranks; the grid average where nobody claims a contract."""
    return MARKET if desk.judge.market_based and MARKET in known else LOCATION


def _merged(desk: Desk, best: Candidate) -> Iterator[Entrant]:
    """One entrant a rival, with all the decisions in which it is the nearest."""
    found: dict[Candidate, list[tuple[DecisionId, str]]] = {}
    for decision, name, item in _rivals(desk, best):
        found.setdefault(item, []).append((decision, name))
    for item, places in found.items():
        names = tuple(decision for decision, _ in places)
        yield _generative(desk, item, names, places[0][1])
    if desk.smaller is not None and desk.classic_place is not None:
        small = desk.smaller
        yield _classic(desk, small, desk.classic_place, ("need",), small.approach)


def _rivals(desk: Desk, best: Candidate) -> Iterator[tuple[DecisionId, str, Candidate]]:
    """The best candidate with another choice, by decision, with the id of that choice."""
    search, own = desk.search, desk.chip_of(best)
    other = search.best_of(managed=not best.managed)
    if other is not None:
        yield "hosting", "bedrock" if other.managed else "ec2-eks", other
    models = (item.model.id for item in search.capable if item.model.id != best.model)
    found = _nearest(desk, (search.best_of(model=name) for name in models))
    if found is not None:
        yield "model", found.model, found
    found = _nearest(desk, (search.best_of(rung=r) for r in Rung if r is not best.rung))
    if found is not None:
        yield "customization", found.rung.value, found
    if not best.managed:
        chips = (name for name in desk.facts.chips if name != own)
        found = _nearest(desk, (search.best_of(chip=name, model=best.model) for name in chips))
        if found is not None:
            yield "silicon", desk.chip_of(found), found
    held = {"model": best.model, "rung": best.rung, "layout": best.layout}
    places = (place.id for place in search.places if place != best.place)
    found = _nearest(desk, (search.best_of(place=name, **held) for name in places))
    if found is not None:
        yield "region", found.place.id, found


def _nearest(desk: Desk, found: Iterable[Candidate | None]) -> Candidate | None:
    known = [item for item in found if item is not None]
    return min(known, key=desk.search.score_of, default=None)


def _against_classic(desk: Desk, own: Classic, place: Place) -> Iterator[Entrant]:
    """The generative design where figures decide, and the same approach in the next Region."""
    if own.approach == "classifier" and desk.best is not None:
        yield _generative(desk, desk.best, ("need",), "generative")

    def key(item: Place) -> tuple[float, str]:
        wait = latency_ms(own, desk.workload, item, desk.base)
        return desk.judge.site_score(desk.base.site(item), wait), item.id

    open_ones = (item for item in desk.search.regions if item != place)
    others = sorted((item for item in open_ones if sold(own, item, desk.base)), key=key)
    if others:
        yield _classic(desk, own, others[0], ("region",), others[0].id)


def _generative(
    desk: Desk, item: Candidate, decisions: tuple[DecisionId, ...], name: str
) -> Entrant:
    effort = desk.effort(item, item.rung)
    contender = contender_of(desk.price(item))
    wait = desk.search.latency_of(item)
    words = design(desk, item)
    found = _entrant(desk, contender, decisions, (name, words), (wait, effort))
    machine = item.layout.instance if item.layout is not None else ""
    return replace(found, machine=machine, model=model_name(desk, item.model))


def _classic(
    desk: Desk, item: Classic, place: Place, decisions: tuple[DecisionId, ...], name: str
) -> Entrant:
    weeks = effort_of(item, desk.workload, desk.base)
    wait = latency_ms(item, desk.workload, place, desk.base)
    contender = contender_of(price_classic(item, place, desk.search.extras))
    words = f"{classic_design(desk, item) or LABELS[item.approach]} in {place.label}"
    found = _entrant(desk, contender, decisions, (name, words), (wait, weeks))
    # A serverless slice is priced by its share of the machine, which an override could not say.
    machine = item.instance if accelerated(item, desk.base) else ""
    name = model_name(desk, item.model) if item.model else ""
    return replace(found, model=name, machine=machine)


def _entrant(
    desk: Desk,
    contender: Contender,
    decisions: tuple[DecisionId, ...],
    named: tuple[str, str],
    fixed: tuple[float, float],
) -> Entrant:
    central = {key: float(value) for key, value in contender.evaluate({}).items()}
    values = {
        "carbon": central.get(carbon_name(desk, central), float("nan")),
        "water": central.get("water_l_per_year", float("nan")),
        "cost": central.get("cost_usd_per_year", float("nan")),
        "latency": fixed[0],
        "effort": fixed[1],
    }
    return Entrant(decisions, *named, contender, *fixed, desk.judge.score_of(values))
