"""Contradictions about models: the one that is given, and places in which none is left.

What they need of the facts is loaded only where such an answer was given.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from advisors.contradiction import Contradiction
from advisors.workload import Workload
from advisors.workload_places import limiting_questions
from advisors.workload_types import Licences

if TYPE_CHECKING:
    from estimators.facts import Facts


def model(w: Workload, facts: "Facts") -> Iterable[Contradiction]:
    """Every clash with the model that is given; without one, what leaves no model at all."""
    if w.committed_model:
        from advisors.base import base_of
        from advisors.conflicts_given import GIVEN

        base = base_of(facts)
        return [item for clash in GIVEN for item in clash.found(w, base)]
    found: list[Contradiction] = []
    if set(w.languages) != {"en"} or w.modalities != {"text"} or w.licences is not Licences.ANY:
        from advisors.base import base_of
        from advisors.conflicts_able import NO_MODEL_ABLE

        found += NO_MODEL_ABLE.found(w, base_of(facts))
    if not found and limiting_questions(w):
        from advisors.base import base_of
        from advisors.conflicts_open import NO_MODEL_THERE

        found += NO_MODEL_THERE.found(w, base_of(facts))
    return found
