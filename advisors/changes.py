"""What a technique changes about a design, as far as its price and figures show it."""

from dataclasses import dataclass

from advisors.managed_cache import Cached
from advisors.rungs import Rung
from estimators.annual import Policy
from estimators.figure import Input


@dataclass(frozen=True)
class Changes:
    """What a technique changes about a design.

    Attributes:
        cached: Prompt cache of a managed model.
        answered_share: Share of the requests that never reach the model.
        policy: Another way to run the fleet.
        availability: Another promise.
        trained: Another rung whose training is counted.
        tier_price: Price of every managed call over the list price, in another service tier.
    """

    cached: Cached | None = None
    answered_share: Input | None = None
    policy: Policy | None = None
    availability: Input | None = None
    trained: Rung | None = None
    tier_price: Input | None = None


PLAIN = Changes()
EVERY_CALL = Input(
    "async_share", 1.0, 1.0, 1.0, "1", "assumption", note="every call at the price of its tier"
)
