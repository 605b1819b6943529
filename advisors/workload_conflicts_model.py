"""Contradictions about models: the one that is given, none left in a place, none fast enough.

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
        clashing = [item for clash in GIVEN for item in clash.found(w, base)]
        return clashing or _level(w, facts)
    found: list[Contradiction] = []
    if set(w.languages) != {"en"} or w.modalities != {"text"} or w.licences is not Licences.ANY:
        from advisors.base import base_of
        from advisors.conflicts_able import NO_MODEL_ABLE, NO_MODEL_HOSTED

        base = base_of(facts)
        found = [*NO_MODEL_ABLE.found(w, base)] or [*NO_MODEL_HOSTED.found(w, base)]
    if not found and limiting_questions(w):
        from advisors.base import base_of
        from advisors.conflicts_open import NO_MODEL_THERE

        found += NO_MODEL_THERE.found(w, base_of(facts))
    return found or _level(w, facts)


def _level(w: Workload, facts: "Facts") -> list[Contradiction]:
    """A service level that nothing on sale keeps; looked for where no other clash explains it."""
    if w.assumed("ttft_ms") and w.assumed("inter_token_ms"):
        return []
    from advisors.base import base_of
    from advisors.conflicts_level import NO_SUCH_LEVEL

    return list(NO_SUCH_LEVEL.found(w, base_of(facts)))
