"""Asking about the design at hand, in the architect's own words.

`Inquiry(design, facts, base).ask(question)` answers from the advice and its figures, with the
guidance that supports them; what is not about the design gets the guidance's plain answer.
"""

from tui.inquiry.answer import DesignPart, InquiryAnswer, Intent
from tui.inquiry.at_hand import AtHand
from tui.inquiry.engine import Inquiry

__all__ = ["AtHand", "DesignPart", "Inquiry", "InquiryAnswer", "Intent"]
