"""What moves the answer, as the record keeps it: the most influential, the nearest, in words."""

from typing import TYPE_CHECKING

from advisors.questions import question
from advisors.record.markdown import clean
from advisors.record.model_moved import (
    FlipNote,
    InfluenceNote,
    MovedNote,
    MoverNote,
    RivalPart,
    TornadoNote,
)

if TYPE_CHECKING:
    from advisors.sensitivity.model import FlipPoint, Influence, RivalNote, Sensitivity, Tornado

MOVERS, FLIPS, OF_RIVAL = 6, 12, 4
"""How many of each a record shows; the others are in the program."""


def moved_note(found: "Sensitivity") -> MovedNote | None:
    """The part of a record on a sensitivity; None when nothing was recommended."""
    if not found.recommended:
        return None
    return MovedNote(
        recommended=clean(found.recommended),
        draws=found.draws,
        first_of_all=found.first_of_all or 0.0,
        clear=found.clear,
        tornadoes=tuple(_tornado(item) for item in found.tornadoes),
        flips=tuple(_flip(item) for item in found.flips[:FLIPS]),
        rivals=tuple(_rival(item) for item in found.rivals),
        influences=tuple(_influence(item) for item in found.influences),
        notes=tuple(clean(note) for note in found.notes),
    )


def _tornado(item: "Tornado") -> TornadoNote:
    shown = item.movers[:MOVERS]
    return TornadoNote(
        name=item.figure,
        label=item.label,
        value=item.value,
        low=item.low,
        high=item.high,
        unit=item.unit,
        movers=tuple(
            MoverNote(
                name=mover.name,
                label=clean(mover.label),
                kind=mover.kind,
                value=mover.value,
                low=mover.low,
                high=mover.high,
                unit=mover.unit,
                at_low=mover.at_low,
                at_high=mover.at_high,
                share=mover.share,
            )
            for mover in shown
        ),
        others=len(item.movers) - len(shown),
    )


def _rival(item: "RivalNote") -> RivalPart:
    flips = sorted(item.flips, key=lambda flip: not (flip.likely or flip.certain))[:OF_RIVAL]
    return RivalPart(
        decisions=item.decisions,
        id=item.id,
        label=clean(item.label),
        design=clean(item.design),
        wins=item.wins,
        clear=item.clear,
        why=clean(item.why),
        better=item.better,
        flips=tuple(_flip(flip) for flip in flips),
        by_criterion=tuple(_flip(flip) for flip in item.by_criterion),
    )


def _flip(item: "FlipPoint") -> FlipNote:
    return FlipNote(
        name=item.name,
        criterion=item.criterion,
        value=item.value,
        factor=item.factor,
        unit=item.unit,
        likely=item.likely,
        certain=item.certain,
        resized=item.resized,
        key=item.key,
        instead=clean(item.instead),
        words=clean(item.words),
    )


def _influence(item: "Influence") -> InfluenceNote:
    return InfluenceNote(
        question=item.question,
        text=clean(question(item.question).text),
        tried=item.tried,
        turns=item.turns,
        carbon_low=item.carbon_low,
        carbon_high=item.carbon_high,
        instead=clean(item.instead),
    )
