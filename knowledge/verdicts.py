"""Yes, no or it depends: the first word of an answer to a question that wants one.

Each card has questions with their word, written against its text (`data/verdicts/<phase>.yaml`:
card id to `yes`, `no` and `depends`, each a list of questions). A new question takes the word of
the nearest of them, if it is near, points the same way, and no other near one says otherwise.
Where that is not so there is no word, and the claim comes first.
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
NEAR = 0.75
"""Cosine from which a judged question speaks for a new one. Chosen on the tuning questions: of 207
that want a word 14 get one, and the 11 of these with a known word are right; at 0.6 about one in
four was wrong. It is no proof: two questions about different sides of one card can be this near."""
BESIDE = 0.05
"""Judged questions this much farther than the nearest still have to agree with it."""

_ASKS = (
    r"(?:is|are|was|were|am|do|does|did|can|could|should|shall|will|would|has|have|had|must|may|"
    r"might|isn['’]t|aren['’]t|don['’]t|doesn['’]t|can['’]t|shouldn['’]t|won['’]t)"
)
_OPENS = re.compile(rf"^\W*(?:(?:so|and|but|then|now|also|or)\s+)?{_ASKS}\b", re.IGNORECASE)
_INNER = re.compile(rf"[,:;–-]\s+(?:(?:so|and|but|then)\s+)?{_ASKS}\s+\w+", re.IGNORECASE)
_OPEN_WORD = re.compile(
    r"\b(?:what|which|how|why|when|where|who|whose|whom|wat|wich|hwo)\b", re.IGNORECASE
)
_CHOICE = re.compile(r"\bor\b(?! not\b| no\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the word that answers it."""

    text: str
    verdict: Verdict


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


def wants_verdict(text: str) -> bool:
    """Whether a question can be answered by yes or no."""
    last = _SENTENCE.split(text.strip())[-1]
    if _CHOICE.search(last):
        return False
    if _OPENS.search(last) or (_INNER.search(last) and not _OPEN_WORD.search(last)):
        return True
    return last.endswith("?") and not _OPEN_WORD.search(last)


def choose(
    text: str, judged: Sequence[tuple[Judged, float]], near: float = NEAR, beside: float = BESIDE
) -> Verdict | None:
    """The word for a question, None where nobody can vouch for one.

    Args:
        text: The question, in English.
        judged: Judged questions of the card that answers, each with its cosine to the question.
        near: Least cosine that counts.
        beside: Others within this distance of the nearest must agree.
    """
    alike = [(item, cosine) for item, cosine in judged if not _turned(text, item.text)]
    best = max((cosine for _, cosine in alike), default=0.0)
    if best < near:
        return None
    said = {item.verdict for item, cosine in alike if cosine >= best - beside}
    return said.pop() if len(said) == 1 else None


def _turned(text: str, other: str) -> bool:
    return opposed(text, other) or swapped(text, other) or other_numbers(text, other)
