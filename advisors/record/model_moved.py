"""What moves the answer and what would turn it, as plain values of a record."""

from advisors.record.part import Part


class MoverNote(Part):
    """One input of a tornado: its range, and the figure with it at the ends of that."""

    name: str
    label: str
    kind: str
    value: float
    low: float
    high: float
    unit: str
    at_low: float
    at_high: float
    share: float


class TornadoNote(Part):
    """What moves one figure of the whole design; `others` counts the inputs left out."""

    name: str
    label: str
    value: float
    low: float
    high: float
    unit: str
    movers: tuple[MoverNote, ...]
    others: int


class FlipNote(Part):
    """The smallest change of one input at which another option comes first.

    Attributes:
        criterion: `weighted` for all criteria by the architect's weights, else the one that ranks.
        factor: Value over the central one.
        likely: Whether the value lies within the input's P5 to P95.
        certain: Whether the input is taken as certain and has no range.
        resized: Whether machines and batches were chosen anew there.
        key: Question to answer or fact to override; empty where it is neither.
        instead: What comes first there.
        words: The change as a clause.
    """

    name: str
    criterion: str
    value: float
    factor: float
    unit: str
    likely: bool
    certain: bool
    resized: bool
    key: str
    instead: str
    words: str


class RivalPart(Part):
    """The nearest design with another choice in one decision; `wins` of the recommended one."""

    decisions: tuple[str, ...]
    id: str
    label: str
    design: str
    wins: float
    clear: bool
    why: str
    better: tuple[str, ...]
    flips: tuple[FlipNote, ...]
    by_criterion: tuple[FlipNote, ...]


class InfluenceNote(Part):
    """What an assumed answer does to the result."""

    question: str
    text: str
    tried: bool
    turns: bool
    carbon_low: float | None
    carbon_high: float | None
    instead: str


class MovedNote(Part):
    """How firmly the recommended design stands.

    Attributes:
        first_of_all: Share of the common draws in which no rival is better.
        clear: Whether every decision with a rival has a clear winner.
        notes: What was held fixed.
    """

    recommended: str
    draws: int
    first_of_all: float
    clear: bool
    tornadoes: tuple[TornadoNote, ...]
    flips: tuple[FlipNote, ...]
    rivals: tuple[RivalPart, ...]
    influences: tuple[InfluenceNote, ...]
    notes: tuple[str, ...]
