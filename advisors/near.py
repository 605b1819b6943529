"""Places near enough to the users that the wait they accept is left to the model."""

from collections.abc import Sequence

from advisors.demand import NETWORK_SHARE
from advisors.durations import about, duration
from advisors.options import Exclusion
from advisors.places import Place
from advisors.workload import Workload

TOO_FAR = "region-latency"
"""Rule by which a place falls out that only the network keeps out."""


def near_enough(
    w: Workload, places: Sequence[Place]
) -> tuple[tuple[Place, ...], tuple[Exclusion, ...]]:
    """Places whose network leaves most of the accepted wait to the model."""
    limit = NETWORK_SHARE * w.ttft_ms.value
    kept, fallen = [], []
    for place in places:
        if place.rtt_ms is None or place.rtt_ms <= limit or place.region == w.user_region:
            kept.append(place)
            continue
        fallen.append(
            Exclusion(
                place.id,
                place.label,
                TOO_FAR,
                f"{place.rtt_ms:.0f} ms of network from {w.user_region} are more than "
                f"{NETWORK_SHARE:.0%} of the {duration(w.ttft_ms.value)} accepted to the first "
                "word.",
                f"Accept {about(place.rtt_ms / NETWORK_SHARE)} to the first word.",
                ("region-two-step", "sla-adjust-response-time"),
            )
        )
    return tuple(kept), tuple(fallen)
