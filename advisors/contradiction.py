"""What is known about answers that cannot all hold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from advisors.questions.names import all_called
from advisors.workload import Workload

if TYPE_CHECKING:
    from estimators.facts import Facts


NO_WAY = "No way out in one or two answers was found; mend what else clashes first"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more answers that do not go together.

    Attributes:
        id: Rule that found it.
        questions: Ids of the questions, the ones to look at first in front.
        what: The answers and why they clash, one sentence.
        ways_out: What would solve it, one clause each; empty where nothing that was tried does.
        severity: `blocks` when no option can meet all of them, else `check`.
        changes: For each way out the answers that take it, as `question=value`; no entry where
            a way out is more than an answer.
    """

    id: str
    questions: tuple[str, ...]
    what: str
    ways_out: tuple[str, ...]
    severity: Literal["blocks", "check"] = "check"
    changes: tuple[tuple[str, ...], ...] = ()

    @property
    def said(self) -> str:
        """All of it in one paragraph: the questions, the answers and why they clash, ways out."""
        between = all_called(self.questions)
        ways = f"Ways out: {'; '.join(self.ways_out)}." if self.ways_out else f"{NO_WAY}."
        return f"Answers that clash ({between}): {self.what} {ways}"


Rule = Callable[[Workload, "Facts"], Iterable[Contradiction]]
