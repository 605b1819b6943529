"""How sure an answer is, in words with the number's meaning: the same in the app and the commands.

The number is calibrated on questions with known cards. It speaks of the match between question and
card, not of the truth of what is quoted. Where own documents alone are quoted it is a similarity,
which is not calibrated, and is not said as a share of questions.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.answer import Answer
    from tui.inquiry import InquiryAnswer

_VERY_LIKELY, _LIKELY, _LEAST = 0.8, 0.6, 0.01


def brief(answer: "Answer | InquiryAnswer") -> str:
    """A few words, for a status line."""
    share = _share(answer.confidence)
    if _about_design(answer):
        return f"{share} of such questions are answered right"
    if answer.abstained:
        return f"{_share(1.0 - answer.confidence)} sure that no card answers it"
    if _from_documents(answer):
        return "quoted from own documents by similarity, not calibrated"
    if answer.confidence >= _LIKELY:
        return f"first card {_word(answer.confidence)} fits ({share})"
    return f"first card fits {share} of such questions, others may too"


def in_full(answer: "Answer | InquiryAnswer") -> str:
    """One or two sentences, for below an answer."""
    share = _share(answer.confidence)
    if _about_design(answer):
        return (
            f"How sure: {share} of such questions are answered right and a third in part (answers "
            "from the design, tried on 50 questions of a stranger), so see that the first line is "
            "about what you asked. "
            "How sure the advice itself is stands in the answer."
        )
    if answer.abstained:
        return f"How sure: {share} of questions like this one are covered after all (calibrated)."
    if _from_documents(answer):
        return (
            "How sure: quoted from own documents by similarity, not calibrated; no card answers "
            "this. Read the passage before you rely on it."
        )
    if answer.confidence >= _LIKELY:
        return (
            f"How sure: the card cited first is {_word(answer.confidence)} the right one, as it is "
            f"for {share} of questions like this one (calibrated)."
        )
    return (
        f"How sure: for {share} of questions like this one the card cited first is the right one "
        "(calibrated): the question is wide, or several cards bear on it. That is about which card "
        "fits best, not about whether what it says is true: see the related cards, or ask more "
        "narrowly."
    )


def _share(value: float) -> str:
    """A percentage; never one that claims certainty."""
    if value < _LEAST:
        return f"less than {_LEAST:.0%}"
    return f"more than {1.0 - _LEAST:.0%}" if value > 1.0 - _LEAST else f"{value:.0%}"


def _word(share: float) -> str:
    return "very likely" if share >= _VERY_LIKELY else "likely"


def _about_design(answer: "Answer | InquiryAnswer") -> bool:
    return getattr(answer, "design", None) is not None


def _from_documents(answer: "Answer | InquiryAnswer") -> bool:
    if not answer.citations:
        return False
    from knowledge.documents.quoting import of_documents_alone

    return of_documents_alone(answer.citations)
