"""Texts as they come in: how long, with which blanks, and without what steers a terminal."""

import re
from unicodedata import category

from advisors.errors import AnswerError
from advisors.questions.model import Question

TEXT_LIMIT = 2000


def printable(question: Question, text: str) -> str:
    """Text as it is.

    Raises:
        AnswerError: It is too long or holds control characters.
    """
    _hold_short(question, text, "Shorten it and put the rest into a document.")
    odd = steering(text)
    if odd:
        raise AnswerError(
            question.id,
            f"the text for {question.id} holds the control character {odd!r}",
            "it could steer the terminal that shows it",
            "Remove it.",
        )
    return text


def tidy(question: Question, text: str) -> str:
    """Text with single blanks, so that no row of thousands of them is searched for what it parts.

    Raises:
        AnswerError: It is longer than any answer.
    """
    short = re.sub(r"\s+", lambda found: "\n" if "\n" in found[0] else " ", text.strip())
    _hold_short(question, short, "Shorten it; '?' takes the default.")
    return short


def steering(text: str) -> str:
    """The first character that could steer a terminal; empty for none.

    Line ends, tabs and blanks of any width are none: French sets a narrow one before a question
    mark, which a pasted text brings along.
    """
    for char in text:
        if not (char.isprintable() or char in "\n\t" or category(char) == "Zs"):
            return char
    return ""


def _hold_short(question: Question, text: str, fix: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise AnswerError(
            question.id,
            f"the text for {question.id} has {len(text)} characters",
            f"at most {TEXT_LIMIT} are kept",
            fix,
        )
