"""In which order the plain interview asks: as the questions stand, or the most telling first."""

import time
from collections.abc import Callable
from typing import Protocol

from advisors.errors import StepError
from advisors.interview import Interview
from advisors.interview_value import Telling, Weighed, decider, weigh
from advisors.questions import Question, question
from estimators.facts import Facts
from tui.telling import SETTLED, WEIGHING, nothing_more, turned

PATIENCE_S = 1.0
"""A person waits this long between two questions; beyond it the earlier order is kept."""
MORE = '{} left: Enter stops here, "more" goes on.'


class Order(Protocol):
    """Which question comes next. Each method moves the engine there."""

    def start(self) -> Question | None:
        """The first question; None when there is nothing to ask."""

    def onward(self, item: Question) -> Question | None:
        """The question after that one; None at the end."""

    def back(self) -> Question | None:
        """The question before; None at the start."""

    def remark(self, item: Question) -> str:
        """What to say before a question; empty for nothing."""

    def offer(self, item: Question) -> str:
        """Why to stop before a question; empty when there is reason to ask it."""

    def insist(self) -> None:
        """Go on all the same."""


class AsTheyStand:
    """Every question that applies, from where the interview stood, in the order of the groups."""

    def __init__(self, engine: Interview) -> None:
        self._engine = engine

    def start(self) -> Question | None:
        """Where the interview stood."""
        return self._engine.current

    def onward(self, item: Question) -> Question | None:  # noqa: ARG002 - the engine knows
        """The next one that applies."""
        return self._engine.next()

    def back(self) -> Question | None:
        """The one before that applies."""
        return self._engine.back()

    def remark(self, item: Question) -> str:  # noqa: ARG002 - nothing was weighed
        """Nothing."""
        return ""

    def offer(self, item: Question) -> str:  # noqa: ARG002 - all are asked
        """Nothing."""
        return ""

    def insist(self) -> None:
        """Nothing to do."""


class MostTellingFirst:
    """Open questions alone: the core ones as they stand, then by what they could turn.

    Args:
        engine: Holds the answers.
        facts: Facts as shipped.
        say: Tells that weighing takes a moment.
        patience_s: How long weighing again after an answer may take. What nothing turns by an
            earlier weighing is weighed again all the same before that is said.
    """

    def __init__(
        self,
        engine: Interview,
        facts: Facts,
        say: Callable[[str], None],
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._engine = engine
        self._facts = facts
        self._say = say
        self._patience_s = patience_s
        self._passed: set[str] = set()
        self._trail: list[str] = []
        self._weighed: Weighed | None = None
        self._answers: object = None
        self._trial_s = 0.0
        self._insists = False

    def start(self) -> Question | None:
        """Where the interview stood, if that is a core question still open; else the first."""
        current = self._engine.current
        still_open = self._engine.open_questions()
        if current.id in still_open and current.core:
            return current
        return self._following()

    def onward(self, item: Question) -> Question | None:
        """The next open question; one that was left open is not asked again."""
        self._trail.append(item.id)
        self._passed.add(item.id)
        return self._following()

    def back(self) -> Question | None:
        """The question asked before this one; beyond the first, the one that stands before it."""
        while self._trail:
            key = self._trail.pop()
            try:
                return self._engine.goto(key)
            except StepError:
                continue  # a later answer hid it
        return self._engine.back()

    def remark(self, item: Question) -> str:
        """What an answer to a further question could turn."""
        found = self._fresh(item.id)
        return "" if found is None or not found.turns else f"It could turn {turned(found)}."

    def offer(self, item: Question) -> str:
        """That no question left would change anything by itself; once the core is through."""
        left = self._left()
        if self._insists or item.id not in left or item.core or self._promising(left):
            return ""
        known = self._weighed.telling if self._weighed is not None else ()
        lines = [SETTLED if self._weighed is None else nothing_more(self._weighed)]
        if known:
            names = ", ".join(item.question for item in known)
            lines = [
                "No question left would change by itself what is recommended.",
                f"What you do not know or left open could: {names}.",
            ]
        count = "1 question is" if len(left) == 1 else f"{len(left)} questions are"
        return "\n".join([*lines, MORE.format(count)])

    def insist(self) -> None:
        """Ask the rest without a further offer."""
        self._insists = True

    def _left(self) -> list[str]:
        values = self._weighed.values if self._weighed is not None else {}
        keys = self._engine.open_questions(values)
        return [key for key in keys if key not in self._passed]

    def _following(self) -> Question | None:
        left = self._left()
        if left and not question(left[0]).core:
            self._weigh_if_worth(left)
            left = self._left()
        return self._engine.goto(left[0]) if left else None

    def _weigh_if_worth(self, left: list[str]) -> None:
        if self._weighed is not None and self._answers == self._engine.design.answers:
            return
        last = self._weighed
        slow = last is not None and self._trial_s * last.total > self._patience_s
        if slow and self._promising(left):
            return
        if last is None or slow:
            self._say(WEIGHING)
        began = time.perf_counter()
        design = self._engine.design
        for found in weigh(design, decider(design, self._facts), self._engine.presets):
            self._weighed = found
            self._trial_s = (time.perf_counter() - began) / (found.done + 1)
        self._answers = design.answers

    def _promising(self, left: list[str]) -> bool:
        values = self._weighed.values if self._weighed is not None else {}
        return any(values.get(key, 0.0) > 0 for key in left)

    def _fresh(self, key: str) -> Telling | None:
        """What was found about a question with the answers as they are now."""
        if self._weighed is None or self._answers != self._engine.design.answers:
            return None
        return next((item for item in self._weighed.items if item.question == key), None)
