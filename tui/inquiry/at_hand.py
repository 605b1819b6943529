"""The design that is open in the app, as something to ask."""

from typing import TYPE_CHECKING

from advisors.design import digest
from tui.inquiry.answer import InquiryAnswer
from tui.inquiry.engine import Inquiry

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.documents.search import Searcher
    from tui.session import Session


class AtHand:
    """Asks about the design of a session; what was computed is kept until an answer changes.

    Called in a worker: the first question imports numerics and advises on the design.
    """

    def __init__(self, session: "Session", base: "KnowledgeBase") -> None:
        self._session = session
        self._base = base
        self._asked: tuple[str, Inquiry] | None = None

    def ask(self, question: str, documents: "Searcher | None" = None) -> InquiryAnswer:
        """Answer from the design as it is now, or from the guidance.

        Raises:
            EstimatorError: The design holds a number beyond physics.
            OverrideError: It names an unknown fact.
        """
        from estimators.facts import load_facts

        design = self._session.interview.design
        key = digest(design)
        if self._asked is None or self._asked[0] != key:
            advice = self._session.advise()
            self._asked = (key, Inquiry(design, load_facts(), self._base, advice))
        return self._asked[1].ask(question, documents)
