"""A design with one answer changed, searched anew: machines, batches and prompts follow."""

from dataclasses import dataclass, replace
from math import inf, isfinite

import numpy as np

from advisors.base import base_of
from advisors.candidates import Candidate
from advisors.design import Design
from advisors.desk import SERVICE, Desk
from advisors.presets import TrafficPresets
from advisors.questions import Answer
from advisors.questions.resolve import resolve
from advisors.rungs import Rung
from advisors.sensitivity.entrants import joint, joint_words
from advisors.workload import workload_from

MOST = 24
"""Searches made for one design; what is left then is not tried, and said so."""
JOINT = ("model", "rung", "chip", "place")


@dataclass(frozen=True)
class Trial:
    """What comes of one answer.

    Attributes:
        turned: Whether another design is recommended than before.
        gap: How much worse the best other design is, in weighted logarithms; below zero where it
            is better, minus infinity where the recommended one is not on offer, NaN where scores
            do not decide.
        carbon: Yearly carbon of the design that was recommended, or of the one that is where that
            is not on offer; None where nothing fits.
        instead: The design that is recommended now.
    """

    turned: bool
    gap: float
    carbon: float | None
    instead: str


class Trials:
    """Trials of one design; each answer is searched once, and no more than `MOST` in all."""

    def __init__(self, design: Design, desk: Desk) -> None:
        # Facts are laid over once: a new set would have its base derived again at every trial.
        self.design = replace(design, overrides=())
        self.desk = desk
        self.found = resolve(design.answers, TrafficPresets(desk.facts))
        self.own = joint(desk)
        self.central = self._of(desk)
        self._kept: dict[tuple[str, str], Trial] = {}

    @property
    def spent(self) -> bool:
        """Whether no further search is made."""
        return len(self._kept) >= MOST

    def run(self, key: str, answer: Answer) -> Trial | None:
        """Search with one answer changed; None when none is left to make."""
        slot = (key, repr(answer.value))
        if slot not in self._kept:
            if self.spent:
                return None
            facts = self.desk.facts
            workload = workload_from(self.design.answered(key, answer), facts)
            self._kept[slot] = self._of(Desk(workload, base_of(facts)))
        return self._kept[slot]

    def _of(self, desk: Desk) -> Trial:
        turned = joint(desk) != self.own
        return Trial(turned, self._gap(desk), self._carbon(desk), joint_words(desk))

    def _gap(self, desk: Desk) -> float:
        """Score of the best other joint choice less that of the recommended one."""
        if len(self.own) != len(JOINT) or desk.smaller is not None:
            return float("nan")
        own = self._same(desk)
        if own is None:
            return -inf
        held = {"model": own.model, "rung": own.rung, **self._served()}
        others = desk.search.scores.copy()
        _, column = desk.search.locate(own)
        others[desk.search.mask(**held), column] = np.inf
        return float(others.min()) - desk.search.score_of(own)

    def _carbon(self, desk: Desk) -> float | None:
        if desk.classic is not None and desk.classic_place is not None:
            outcome = desk.measure_classic(desk.classic, desk.classic_place).outcome
            return outcome.figures[desk.judge.carbon_name(outcome)].value
        item = self._same(desk) or desk.best
        if item is None:
            return None
        found = float(desk.search.criteria["carbon"][desk.search.locate(item)])
        return found if isfinite(found) else None

    def _same(self, desk: Desk) -> Candidate | None:
        """The best layout of the recommended joint choice; None where it is not on offer."""
        if len(self.own) != len(JOINT):
            return None
        model, rung, _, place = self.own
        return desk.search.best_of(place=place, model=model, rung=Rung(rung), **self._served())

    def _served(self) -> dict[str, object]:
        chip = self.own[2]
        return {"managed": True} if chip == SERVICE else {"chip": chip}
