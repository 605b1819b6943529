"""The design in hand: its interview, its advice, its record. No widgets here."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from advisors.interview import Interview

if TYPE_CHECKING:
    from advisors.contradiction import Contradiction
    from advisors.interview_value import Weighed
    from advisors.options import Advice
    from advisors.record import Record
    from advisors.sensitivity import Sensitivity

BREATH_S = 0.002
"""Pause before each decision of a trial, so that keys and the live estimate come first."""


class Session:
    """One open design.

    Attributes:
        path: The design file; every answer is saved there.
        interview: The engine that holds the answers.
    """

    def __init__(self, path: Path, interview: Interview) -> None:
        self.path = path
        self.interview = interview
        self._advice: tuple[str, Advice] | None = None
        self._weighed: tuple[str, Weighed] | None = None
        self._moved: Sensitivity | None = None

    def load_presets(self) -> None:
        """Give the engine the token defaults of the facts. Called in a worker."""
        from advisors.presets import TrafficPresets
        from estimators.facts import load_facts

        if self.interview.presets is None:
            self.interview.presets = TrafficPresets(load_facts())

    def advise(self) -> "Advice":
        """Advice on the answers as they are now; kept until an answer changes.

        Called in a worker: imports numerics and takes up to 100 ms once they are loaded.
        """
        from advisors.advice import advise
        from advisors.design import digest
        from estimators.facts import load_facts

        design = self.interview.design
        key = digest(design)
        if self._advice is None or self._advice[0] != key:
            self._advice = (key, advise(design, load_facts()))
        return self._advice[1]

    def contradictions(self) -> "tuple[Contradiction, ...]":
        """Answers that clash, as they are now; called in a worker."""
        from advisors.workload_conflicts import contradictions
        from estimators.facts import load_facts

        return contradictions(self.interview.design, load_facts())

    def weigh(self, void: Callable[[], bool]) -> Iterator["Weighed"]:
        """What the open questions could turn, one trial at a step; kept until an answer changes.

        Called in a worker. A trial takes about as long as the advice, in parts of some tens of
        milliseconds.

        Args:
            void: Asked before each part whether a newer answer makes the rest idle; it ends then.
        """
        from advisors.design import digest
        from advisors.interview_value import decider, weigh
        from estimators.facts import load_facts

        def between() -> None:
            time.sleep(BREATH_S)
            if void():
                raise _VoidError

        design = self.interview.design
        key = digest(design)
        if self._weighed is not None and self._weighed[0] == key:
            yield self._weighed[1]
            return
        decide = decider(design, load_facts(), between)
        try:
            for found in weigh(design, decide, self.interview.presets):
                if found.complete:
                    self._weighed = (key, found)
                yield found
        except _VoidError:
            return

    def sensitivity(self) -> "Sensitivity":
        """What moves the answer and would turn it; kept until an answer changes.

        Called in a worker: takes up to a second.
        """
        from advisors.sensitivity import sensitivity
        from estimators.facts import load_facts

        advice = self.advise()
        if self._moved is None or self._moved.design_digest != advice.design_digest:
            self._moved = sensitivity(self.interview.design, load_facts(), advice)
        return self._moved

    def record(self, date: str | None = None) -> "Record":
        """The decision record dated today, or on the ISO date given."""
        from advisors.record import build_record
        from estimators.facts import load_facts

        day = date or dt.datetime.now(tz=dt.UTC).date().isoformat()
        design, advice, moved = self.interview.design, self.advise(), self.sensitivity()
        return build_record(design, advice, load_facts(), date=day, moved=moved)

    def record_markdown(self) -> str:
        """The record as Markdown to read, without its front matter."""
        from advisors.record import render_markdown
        from tui.preview import unwrapped

        return unwrapped(render_markdown(self.record(), front_matter=False))

    def set_aside(self) -> str:
        """Keep answers that could not be saved in another file; what to tell, or nothing."""
        from tui.setting_aside import set_aside

        return set_aside(self.path, self.interview)

    def export_record(self, folder: Path) -> tuple[Path, ...]:
        """Write the record as Markdown and JSON; returns the paths written."""
        from advisors.record import write_record

        return write_record(self.record(), folder, ("md", "json"))


class _VoidError(Exception):
    """Breaks off a trial whose outcome nobody needs any more."""
