"""How likely yes, no and it depends are as the answer to a question.

Vectors do not tell a statement from its opposite, so the nearest judged question alone is right in
two cases of three, however near it is. Three things together do better: the vote of all judged
questions of the card, those that point the other way counting less; the wording, since "always",
"by itself" or "right?" ask for a no more often than not; and what the question wants from the scene
it sets: consent ("Keep it?") or a change ("Replace it?"), which turns the word round.

The weights lie in `data/first_word.json`, fitted by `python -m knowledge.tuning.first_word`.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from knowledge.opposites import opposed, other_numbers, swapped

WORD_FILE = Path(__file__).parent / "data" / "first_word.json"
CLASSES = ("yes", "no", "depends")
FEATURES = ("vote_yes", "vote_depends", "wording_yes", "wording_depends",
            "changes", "consents", "tagged", "scene")  # fmt: skip

_SHARP = 12.0
_TURNED, _OTHERWISE = 3.0, 1.0
_IN_REACH = 0.25
"""Judged questions this much farther than the nearest hardly vote, and are compared no further."""
_FLOOR = 0.03
_REMEMBERED = 8_192

_TOKEN = re.compile(r"[\w']+|[?!.,]")
_BREAK = re.compile(r"(?<=[.!?;:])\s+")
ASKING = (
    "is|are|was|were|am|do|does|did|can|could|should|shall|will|would|has|have|had|must|may|might"
)
"""Verbs that open a question which yes or no answers."""
_ASKS = re.compile(
    rf"(?:(?:so|and|but|then|or)\s+)?(?:{ASKING}|isn't|aren't|don't|doesn't|can't|shouldn't|won't|"
    r"wouldn't)\b",
    re.IGNORECASE,
)
_SCENE_AND_TAIL = re.compile(r"^(.{12,}?),\s+(?:so |and |but )?([^,]{3,60}\?)$")
_CONSENT = re.compile(
    r"\b(?:keep|leave|leaving|stay|continue|remain|carry on|go on|stick|anyway|"
    r"as (?:it|they) (?:is|are)|ok|okay|fine|alright|acceptable|harmless|right|correct|true|"
    r"agreed?|good|sensible|reasonable|enough|safe|justified|normal|sound|neat|lean|efficient|"
    r"wise|no|yes|surely|allowed|quotable|isn't it|doesn't it|don't they|no problem|fair|"
    r"permitted|current|any harm|sufficient|will that do|up to date)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:merge|replace|stop|quit|kill|drop|remove|delete|switch|move|swap|split|break|add|cut|"
    r"reduce|lower|raise|shrink|instead|rather|off|compile|convert|bring|pull|redo|rewrite|limit|"
    r"cap|share|retire|end|close|bound|trim|turn|try|test|check|look|ask|write|use|take|put|set|"
    r"start|begin|pick|choose|wait|plan|count|log|spare|skip|less|smaller|fewer|first|once|"
    r"better|one)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"\b(?:right|true|correct|isn't it|doesn't it|don't they|can it|is it|are they|yes|no|"
    r"agreed?|ok|okay|surely|quotable)$"
)
_DENIES = re.compile(
    r"\b(?:not|never|without|no|skip\w*|drop\w*|instead|rather|avoid\w*|stop\w*|leav\w+|"
    r"ignor\w+|zero|false)\b|n't\b",
    re.IGNORECASE,
)
_SWEEPING = re.compile(
    r"\b(?:always|every|all|any|only|never|ever|everything|just|safe\w*|guarantee\w*|whole|"
    r"entire\w*|complete\w*|anyway|full|most|exact\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stance:
    """What a question wants from the scene that it sets.

    Attributes:
        scene: Whether something is told before it is asked.
        changes: Whether it proposes to do something else than what is told.
        consents: Whether it asks for consent to something.
        tagged: Whether it ends with "right?" or the like.
    """

    scene: bool
    changes: bool
    consents: bool
    tagged: bool


@dataclass(frozen=True, slots=True)
class WordModel:
    """Weights for yes, no and it depends, in the order of `CLASSES`.

    Attributes:
        wording: Of words and pairs of words.
        wording_bias: What the wording model starts from.
        weights: Of `FEATURES`.
        bias: What the sum starts from.
        threshold: Probability from which a word may be said.
    """

    wording: Mapping[str, tuple[float, ...]]
    wording_bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    bias: tuple[float, ...]
    threshold: float


@cache
def load_word_model(path: Path = WORD_FILE) -> WordModel:
    """Read the weights, once for each process."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return WordModel(
        {gram: tuple(row) for gram, row in data["wording"].items()},
        tuple(data["wording_bias"]),
        {name: tuple(data["weights"][name]) for name in FEATURES},
        tuple(data["bias"]),
        data["threshold"],
    )


def chances(
    text: str, judged: Sequence[tuple[str, str, float]], model: WordModel
) -> dict[str, float]:
    """Probability of each word.

    Args:
        text: The question.
        judged: Text, word and cosine of each judged question of the card; at least one.
        model: Weights.
    """
    found = features(text, judged, model)
    totals = list(model.bias)
    for name, weight in model.weights.items():
        totals = [total + w * found[name] for total, w in zip(totals, weight, strict=True)]
    return dict(zip(CLASSES, _softmax(totals), strict=True))


def features(
    text: str, judged: Sequence[tuple[str, str, float]], model: WordModel
) -> dict[str, float]:
    """What the word is judged on, by name as in `FEATURES`."""
    voted = [math.log(share + _FLOOR) for share in vote(text, judged).values()]
    totals = list(model.wording_bias)
    for gram in grams(text):
        if row := model.wording.get(gram):
            totals = [total + weight for total, weight in zip(totals, row, strict=True)]
    wording = [math.log(share) for share in _softmax(totals)]
    stance = stance_of(text)
    values = (
        voted[0] - voted[1],
        voted[2] - (voted[0] + voted[1]) / 2,
        wording[0] - wording[1],
        wording[2] - (wording[0] + wording[1]) / 2,
        *map(float, (stance.changes, stance.consents, stance.tagged, stance.scene)),
    )
    return dict(zip(FEATURES, values, strict=True))


def stance_of(text: str) -> Stance:
    """What a question wants: consent, a change, or neither."""
    scene, asked = _scene_and_question(text.replace("’", "'").strip())
    consents = bool(_CONSENT.search(asked))
    tagged = bool(_TAG.search(asked.lower().rstrip("? ")))
    bids = not _ASKS.match(asked) or bool(_CHANGE.search(asked))
    return Stance(
        bool(scene), bool(scene) and bids and not consents and not tagged, consents, tagged
    )


def grams(text: str) -> frozenset[str]:
    """Words, marks and pairs of them, in lower case."""
    tokens = _TOKEN.findall(text.lower())
    return frozenset((*tokens, *(f"{a} {b}" for a, b in pairwise(tokens))))


def vote(text: str, judged: Sequence[tuple[str, str, float]]) -> dict[str, float]:
    """Share of each word among the judged questions, by how near they are and whether they turn."""
    best = max(cosine for _, _, cosine in judged)
    denies, sweeps = marks(text)
    shares = dict.fromkeys(CLASSES, 0.0)
    for other, word, cosine in judged:
        there = marks(other)
        score = _SHARP * (cosine - best)
        score -= _OTHERWISE * ((denies != there[0]) + (sweeps != there[1]))
        if cosine >= best - _IN_REACH and turned(text, other):
            score -= _TURNED
        shares[word] += math.exp(score)
    total = sum(shares.values())
    return {word: share / total for word, share in shares.items()}


def turned(text: str, other: str) -> bool:
    """Whether two questions point in opposite directions or name other numbers."""
    return opposed(text, other) or swapped(text, other) or other_numbers(text, other)


@lru_cache(maxsize=_REMEMBERED)
def marks(text: str) -> tuple[bool, bool]:
    """Whether a text denies, and whether it sweeps."""
    return bool(_DENIES.search(text)), bool(_SWEEPING.search(text))


def denials(text: str) -> int:
    """How often a text denies."""
    return len(_DENIES.findall(text))


def _scene_and_question(text: str) -> tuple[str, str]:
    sentences = [piece for piece in _BREAK.split(text) if piece]
    if len(sentences) > 1:
        return " ".join(sentences[:-1]), sentences[-1]
    tail = None if _ASKS.match(text) else _SCENE_AND_TAIL.match(text)
    return (tail[1], tail[2]) if tail else ("", text)


def _softmax(totals: Iterable[float]) -> list[float]:
    values = list(totals)
    top = max(values)
    powers = [math.exp(value - top) for value in values]
    return [power / sum(powers) for power in powers]
