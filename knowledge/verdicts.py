"""Yes, no or it depends: the first word of an answer to a question that wants one.

Each card has questions with their word, written against its text (`data/verdicts/<phase>.yaml`:
card id to `yes`, `no` and `depends`, each a list of questions). The nearest of them that points the
same way speaks for a new question. Where it is the same question as far as can be told, its word
is the answer and opens it; where it is only alike, it is shown with its word after the claim, so
that the reader sees what the word answers. Where none is alike the claim stands alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from knowledge.errors import CardError
from knowledge.opposites import opposed, other_numbers, swapped

Verdict = Literal["yes", "no", "depends"]
VERDICTS: tuple[Verdict, ...] = ("yes", "no", "depends")
WORDS: Mapping[Verdict, str] = {"yes": "Yes.", "no": "No.", "depends": "It depends."}
NEAR = 0.85
"""Cosine from which a judged question counts as the question asked. Chosen on 251 tuning questions
with a known word: 12 are this near and all 12 words right; from 0.75 on a quarter is wrong. Vectors
do not tell "is it on" from "is it off", so near is no proof."""
BESIDE = 0.1
"""Judged questions this much farther than the nearest still have to agree with it."""
ALIKE = 0.5
"""Cosine from which a judged question is shown with its word. Below it about half of them are
beside the point."""
GENERAL = 0.05
"""How much nearer "it depends" has to be than a plain word, short of `NEAR`: it mostly answers the
question in general; one that names its condition is answered by a judged question that names it."""
SURE_OF_CARD = 0.8
"""Confidence in the card from which judged questions that are merely alike are heard: of the lines
read beside their question 80 of 97 from here on answer it, 12 of 34 below."""
HALF_SURE = 0.65
QUITE_ALIKE = 0.65
"""From this confidence on, short of `SURE_OF_CARD`, judged questions from this cosine on are heard.
On the 150 tuning questions for the first word 7 more lines answer their question (93 after 86), 1
more is beside it (9 after 8) and as many mislead (5); bounds chosen on four fifths of the cards and
read on the last give 93, 9 and 6. On 184 other tuning questions it adds 2 lines that answer and 1
beside. Also tried there and left: 0.45 instead of `ALIKE` (11 of its 14 further lines answer, 2
mislead), shared words in the choice (2 right ones fewer), another `GENERAL`."""

_ASKS = (
    r"(?:is|are|was|were|am|do|does|did|can|could|should|shall|will|would|has|have|had|must|may|"
    r"might|isn['’]t|aren['’]t|don['’]t|doesn['’]t|can['’]t|shouldn['’]t|won['’]t)"
)
_OPENS = re.compile(rf"^\W*(?:(?:so|and|but|then|now|also|or)\s+)?{_ASKS}\b", re.IGNORECASE)
_INNER = re.compile(rf"[,:;–-]\s+(?:(?:so|and|but|then)\s+)?{_ASKS}\s+\w+", re.IGNORECASE)
_OPEN_WORD = re.compile(
    r"\b(?:what|which|how|why|when|where|who|whose|whom|wat|wich|hwo)\b", re.IGNORECASE
)
_WHENEVER = re.compile(rf"^\W*(?:when|where)\s+(?!{_ASKS}\b)", re.IGNORECASE)
_CHOICE = re.compile(r"\bor\b(?! not\b| no\b)", re.IGNORECASE)
_POLITE = re.compile(
    r"^\W*(?:(?:can|could|would|will)\s+you\s+(?:please\s+)?"
    r"(?:tell|show|explain|define|describe|remind)|do\s+you\s+know)\b(?!.*\b(?:if|whether)\b)",
    re.IGNORECASE,
)
_TERM_WORDS = 3
"""A question of no more words than this, without a verb that asks, asks what they mean."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the word that answers it."""

    text: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Spoken:
    """The word for a question that wants one.

    Attributes:
        judged: The judged question that speaks.
        same: Whether it is the question asked, as far as can be told; if not, the word is its own.
    """

    judged: Judged
    same: bool

    @property
    def line(self) -> str:
        """How an answer says it: the word alone, or with the question that it answers."""
        word = WORDS[self.judged.verdict]
        near = f"(On a question near yours, “{self.judged.text}”: {word[0].lower()}{word[1:-1]}.)"
        return word if self.same else near


def verdict_files() -> tuple[Path, ...]:
    """The files of judged questions, in a stable order."""
    return tuple(sorted((Path(__file__).parent / "data" / "verdicts").glob("*.yaml")))


@cache
def load_verdicts() -> Mapping[str, tuple[Judged, ...]]:
    """All judged questions by card id, read once for each process.

    Raises:
        CardError: A file does not map card ids to verdicts to lists of texts.
    """
    import yaml

    found: dict[str, tuple[Judged, ...]] = {}
    for file in verdict_files():
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            content = yaml.load(file.read_bytes(), Loader=loader)  # noqa: S506 - a safe loader
            for card_id, groups in content.items():
                found[str(card_id)] = tuple(
                    Judged(text, verdict)
                    for verdict in VERDICTS
                    for text in groups.get(verdict, ())
                )
        except (yaml.YAMLError, AttributeError, TypeError) as error:
            raise CardError(
                f"{file.name} holds no judged questions",
                " ".join(str(error).split()),
                "Map each card id to lists under yes, no and depends",
            ) from error
    return found


def asks_outright(text: str) -> bool:
    """Whether a question opens with "is", "can", "should" or the like."""
    last = _SENTENCE.split(text.strip())[-1]
    return bool(_OPENS.search(last)) and not _CHOICE.search(last)


def wants_verdict(text: str) -> bool:
    """Whether a question can be answered by yes or no."""
    last = _SENTENCE.split(text.strip())[-1]
    if _CHOICE.search(last) or _POLITE.search(last):
        return False
    if asks_outright(text):
        return True
    inner = _INNER.search(last)
    before = last[: inner.start()] if inner else last
    if inner and (_WHENEVER.search(last) or not _OPEN_WORD.search(before)):
        return True
    if last == text.strip() and len(last.split()) <= _TERM_WORDS:
        return False
    return last.endswith("?") and not _OPEN_WORD.search(last)


def choose(text: str, judged: Sequence[tuple[Judged, float]], confidence: float) -> Spoken | None:
    """Who speaks for a question, None where no judged question is alike.

    Args:
        text: The question, in English.
        judged: Judged questions of the card that answers, each with its cosine to the question.
        confidence: That this card is a right one; the lower, the nearer a judged question must be.
    """
    sure = confidence >= SURE_OF_CARD
    close = [pair for pair in judged if pair[1] >= _heard_from(confidence)]
    alike = [(item, cosine) for item, cosine in close if not _turned(text, item.text)]
    if not alike:
        return None
    nearest, best = max(alike, key=_fit)
    beside = {item.verdict for item, cosine in alike if cosine >= best - BESIDE}
    return Spoken(nearest, sure and best >= NEAR and len(beside) == 1)


def _heard_from(confidence: float) -> float:
    """Cosine from which a judged question is heard: the surer the card, the lower."""
    if confidence >= SURE_OF_CARD:
        return ALIKE
    return QUITE_ALIKE if confidence >= HALF_SURE else NEAR


def _fit(pair: tuple[Judged, float]) -> float:
    judged, cosine = pair
    return cosine - GENERAL if judged.verdict == "depends" and cosine < NEAR else cosine


def _turned(text: str, other: str) -> bool:
    return opposed(text, other) or swapped(text, other) or other_numbers(text, other)
