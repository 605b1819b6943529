"""Yes, no or it depends: the first word of an answer to a question that wants one.

Each card has questions with their word, written against its text (`data/verdicts/<phase>.yaml`:
card id to `yes`, `no` and `depends`, each a list of questions). A word opens an answer where one of
them is the same question as far as can be told, or where all of them and the wording together make
it likely enough (`polarity.py`). Where neither holds, the nearest one that points the same way is
shown with its word after the claim, so that the reader sees what the word answers, unless it may
mislead. Else the claim stands alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from knowledge.errors import CardError
from knowledge.lexical import term_set
from knowledge.opposites import compares_alike
from knowledge.polarity import (
    ASKING,
    WordModel,
    chances,
    denials,
    load_word_model,
    marks,
    stance_of,
    turned,
    vote,
)

Verdict = Literal["yes", "no", "depends"]
VERDICTS: tuple[Verdict, ...] = ("yes", "no", "depends")
WORDS: Mapping[Verdict, str] = {"yes": "Yes.", "no": "No.", "depends": "It depends."}
NEAR = 0.85
"""Cosine from which a judged question counts as the question asked. Chosen on 251 tuning questions
with a known word: 12 are this near and all 12 words right; from 0.75 on a quarter is wrong. Vectors
do not tell "is it on" from "is it off", so near is no proof."""
BESIDE = 0.1
"""Judged questions this much farther than the nearest still have to agree with it."""
SURE_OF_CARD = 0.8
"""Confidence in the card from which a near judged question counts as the question asked."""
HEARD = 0.45
"""Cosine of the nearest judged question from which a likely word may be said: below it the wording
would speak nearly alone."""
SURE_ENOUGH = 0.5
"""Confidence in the card from which a likely word may be said."""
ALIKE = 0.5
"""Cosine from which a judged question is shown with its word. Below it about half of them are
beside the point."""
SHOWN = 0.65
"""Probability that the word is right for the question asked too, from which a judged question that
is only alike is shown: whoever reads in a hurry takes its word for the answer."""
CARRIED = 0.5
"""Share of the vote from which a bare question may get a likely word: its own wording ("ok?") never
speaks alone, only that of a question that tells a scene first."""
NARROWER = 2
"""Words that a judged question has beyond all those of the question asked, from which it asks
something narrower: "Is One Zone good for data read every epoch?" is not "One Zone, ok?"."""
SURE_OF_ALIKE = 0.6
"""Confidence in the card from which such a question is shown: it is in doubt itself."""

_ASKS = rf"(?:{ASKING}|isn['’]t|aren['’]t|don['’]t|doesn['’]t|can['’]t|shouldn['’]t|won['’]t)"
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
_ALWAYS = re.compile(r"\b(?:always|never|in (?:any|every|all) cases?)\b", re.IGNORECASE)
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


def choose(
    text: str,
    judged: Sequence[tuple[Judged, float]],
    confidence: float,
    model: WordModel | None = None,
) -> Spoken | None:
    """Who speaks for a question, None where no judged question is alike.

    Args:
        text: The question, in English.
        judged: Judged questions of the card that answers, each with its cosine to the question.
        confidence: That this card is a right one; the lower, the nearer a judged question must be.
        model: Weights of the likely word; those that ship with the cards by default.
    """
    itself = next((item for item, _ in judged if _bare(item.text) == _bare(text)), None)
    if itself:
        return Spoken(itself, same=True)
    heard = [pair for pair in judged if pair[1] >= HEARD and not turned(text, pair[0].text)]
    nearest, best = max(heard, key=_cosine, default=(None, 0.0))
    narrower = nearest is not None and asks_narrower(nearest.text, text)
    same = nearest is not None and not narrower and _speaks_for(nearest, text)
    if nearest and same and best >= NEAR and confidence >= SURE_OF_CARD:
        beside = {item.verdict for item, cosine in heard if cosine >= best - BESIDE}
        if len(beside) == 1:
            return Spoken(nearest, same=True)
    if not may_speak(text, judged, confidence):
        return None
    weights = model or load_word_model()
    likely = chances(text, as_heard(judged), weights)
    word = max(likely, key=likely.__getitem__)
    fit = [pair for pair in heard if compares_alike(text, pair[0].text)]
    own = [pair for pair in fit if pair[0].verdict == word and _speaks_for(pair[0], text)]
    carried = stance_of(text).scene or vote(text, as_heard(judged))[word] >= CARRIED
    if own and carried and not narrower and likely[word] >= weights.threshold:
        return Spoken(max(own, key=_cosine)[0], same=True)
    nearest, best = max(fit, key=_cosine, default=(None, 0.0))
    doubtful = confidence < SURE_OF_ALIKE or best < ALIKE
    if nearest is None or doubtful or marks(text) != marks(nearest.text):
        return None
    return Spoken(nearest, same=False) if likely[nearest.verdict] >= SHOWN else None


def may_speak(text: str, judged: Sequence[tuple[Judged, float]], confidence: float) -> bool:
    """Whether a likely word may be said at all.

    Not where the question proposes a change of what it tells: judged questions then mostly match
    the scene, and their word is about keeping it.
    """
    nearest = max((cosine for _, cosine in judged), default=0.0)
    return confidence >= SURE_ENOUGH and nearest >= HEARD and not stance_of(text).changes


def _overreaches(item: Judged, text: str) -> bool:
    """Whether a yes would be taken for "always" although the judged question does not say so."""
    return item.verdict == "yes" and bool(_ALWAYS.search(text)) and not _ALWAYS.search(item.text)


def asks_narrower(other: str, text: str) -> bool:
    """Whether another question has all words of this one, and a condition beside."""
    asked, there = term_set(text), term_set(other)
    return asked <= there and len(there - asked) >= NARROWER


def as_heard(judged: Sequence[tuple[Judged, float]]) -> list[tuple[str, str, float]]:
    """Text, word and cosine of each judged question."""
    return [(item.text, item.verdict, cosine) for item, cosine in judged]


def _speaks_for(item: Judged, text: str) -> bool:
    alike = _denies_alike(text, item.text) and compares_alike(text, item.text)
    return alike and not _overreaches(item, text)


def _denies_alike(text: str, other: str) -> bool:
    return denials(text) == denials(other)


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" ?!.")


def _cosine(pair: tuple[Judged, float]) -> float:
    return pair[1]
