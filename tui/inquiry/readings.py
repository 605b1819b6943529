"""A question as read: the shape that the readers fill and the tellers use."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from advisors.options import DecisionId
from tui.inquiry.answer import Intent
from tui.inquiry.aspects import Aspect
from tui.inquiry.limits import Limit
from tui.inquiry.names import Named
from tui.inquiry.units import NO_UNITS, Units

KIND = 3
"""A name that stands for more options than that is a kind, not an option."""


@dataclass(frozen=True)
class Reading:
    """A question as read.

    Attributes:
        text: Repaired, folded.
        intent: What is asked; None when nothing of the design is.
        decision: Decision that is meant.
        named: Options named, in the order of the question.
        metrics: Metrics named.
        units: Units that figures are asked for: 1,000 requests, a month, a user.
        limit: Amount that the design is held against; None for none.
        aspect: What of the design as a whole is asked; None for none.
        extreme: Whether the least of something is asked for.
        other: Whether "the other one" is meant.
        fallen: Whether what fell out is asked for.
        listed: Whether all options are asked for.
        smaller: Whether a smaller model than the chosen one is asked for.
        counted: Whether the number of chips or instances is asked for.
        deictic: Whether words point at this very design.
        alone: Whether they point at the one who asks alone.
        larger: Whether a larger model than the chosen one is asked for.
        live: Whether bills or meters are asked for.
        left: Words that nothing here explains.
        plain: The question with one word for all options of a decision, for `likely`.
        kind: Of question, where likeness to examples told it; empty where the words did.
        kinds: That it may be of, where that is in doubt.
        repairs: Misspelt words and what they were read as.
    """

    text: str
    intent: Intent | None
    decision: DecisionId | None = None
    named: tuple[Named, ...] = ()
    metrics: tuple[str, ...] = ()
    units: Units = NO_UNITS
    limit: Limit | None = None
    aspect: Aspect | None = None
    extreme: bool = False
    other: bool = False
    fallen: bool = False
    listed: bool = False
    smaller: bool = False
    counted: bool = False
    deictic: bool = False
    live: bool = False
    alone: bool = False
    larger: bool = False
    left: tuple[str, ...] = ()
    plain: str = ""
    kind: str = ""
    kinds: tuple[str, ...] = ()
    repairs: Mapping[str, str] = field(default_factory=dict)


def read_as(blank: Reading, intent: Intent, kind: str) -> Reading:
    """A question that a turn of phrase reads: what else its words were read as falls away."""
    return replace(
        blank, intent=intent, kind=kind, listed=False, fallen=False, other=False, smaller=False,
        larger=False, counted=False, live=False, extreme=False, aspect=None,
    )  # fmt: skip
