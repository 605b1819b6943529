"""What moves the answer, and the smallest change of each input that would turn it.

`sensitivity(design, facts)` is computed when it is asked for and is no part of `advise`.
"""

from advisors.sensitivity.build import sensitivity
from advisors.sensitivity.model import (
    FlipPoint,
    Influence,
    Mover,
    RivalNote,
    Sensitivity,
    Tornado,
    sensitivity_as_dict,
)

__all__ = [
    "FlipPoint",
    "Influence",
    "Mover",
    "RivalNote",
    "Sensitivity",
    "Tornado",
    "sensitivity",
    "sensitivity_as_dict",
]
