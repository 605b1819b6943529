"""Fit the first word of an answer: `python -m knowledge.tuning.first_word FILE.jsonl... [--write]`.

The files hold questions with the words that are right (`word`). The wording model learns from the
judged questions alone, so that its say on the files is one on questions it has not seen; the
weights that join it with the vote are fitted on the files. Prints, for each file, how often a word
is said and how often it is right: fitted without that file (its questions are another writer's),
and fitted without the card. With `--write` it fits on everything.
"""

import argparse
import datetime as dt
import hashlib
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.base import KnowledgeBase
from knowledge.evaluate import Question, read_questions
from knowledge.index import GuidanceIndex
from knowledge.polarity import CLASSES, FEATURES, WORD_FILE, WordModel, features, grams
from knowledge.shape import judged_near
from knowledge.tuning.fit import Array
from knowledge.verdicts import as_heard, may_speak, wants_verdict

FOLDS = 5
THRESHOLDS = (0.7, 0.75, 0.8, 0.85, 0.9)
_SEEN_OFTEN = 15
_SPARSE = 1.4
_STRENGTH = 1.7
_FORMS_SHARE = 0.3
"""Weight of a question whose file holds several hundred, so that it does not drown the others."""
_MANY = 400


@dataclass(frozen=True)
class Example:
    """A question with what its word is judged on.

    Attributes:
        file: Number of the file it comes from.
        fold: By its card.
        known: Features from the judged questions of a right card: what is trained on.
        row: From those of the first card, as an answer does it; None where no word is looked for.
        right_card: Whether the first card is a right one.
        speaks: Whether a word may be said at all, whatever its probability.
    """

    question: Question
    file: int
    fold: int
    known: dict[str, float]
    row: dict[str, float] | None
    right_card: bool
    speaks: bool


def main() -> int:
    """Fit, print, and store if asked to."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.tuning.first_word")
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="store the weights")
    parser.add_argument("--threshold", type=float, default=0.9)
    arguments = parser.parse_args()
    base = KnowledgeBase.open()
    wording, start = _fit_wording(base.index)
    blank = WordModel(wording, start, {}, (0.0, 0.0, 0.0), 1.0)
    examples = [
        example
        for number, path in enumerate(arguments.questions)
        for question in read_questions(path)
        if (example := _example(base, question, number, blank)) is not None
    ]
    validated = _validate(examples, [path.stem for path in arguments.questions])
    sys.stdout.write(json.dumps(validated, indent=1) + "\n")
    if arguments.write:
        weights, bias = _fit(examples)
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in arguments.questions))
        data = {
            "tuned": {
                "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
                "questions": len(examples),
                "questions_sha256": digest.hexdigest(),
                "validated": validated,
            },
            "threshold": arguments.threshold,
            "bias": _rounded(bias),
            "weights": {n: _rounded(w) for n, w in zip(FEATURES, weights, strict=True)},
            "wording_bias": _rounded(start),
            "wording": {gram: _rounded(row) for gram, row in sorted(wording.items())},
        }
        WORD_FILE.write_text(json.dumps(data, indent=0) + "\n", encoding="utf-8")
    return 0


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(float(value), 3) for value in values]


def _example(
    base: KnowledgeBase, question: Question, file: int, model: WordModel
) -> Example | None:
    """What the answer would see; None for a question without a word or a card."""
    query = base.understand(question.question)
    ids = [card.id for card in base.cards]
    if not question.word or question.topics[0] not in ids or not wants_verdict(query.text):
        return None
    ranking = base.rank(query)
    covered = base.params.covered.probability(ranking.features)
    confidence = covered * base.params.right.probability(ranking.features)
    first = ranking.order[0]
    right = base.cards[first].id in question.topics
    looks = covered >= base.params.threshold and len(query.parts) == 1
    known = judged_near(base.index, ranking, first if right else ids.index(question.topics[0]))
    near = judged_near(base.index, ranking, first)
    return Example(
        question,
        file,
        zlib.crc32(question.topics[0].encode()) % FOLDS,
        features(query.text, as_heard(known), model),
        features(query.text, as_heard(near), model)
        if looks and not ranking.features["vague"]
        else None,
        right,
        may_speak(query.text, near, confidence),
    )


def _fit_wording(
    index: GuidanceIndex,
) -> tuple[dict[str, tuple[float, ...]], tuple[float, ...]]:
    """Weights of the words and pairs that tell the word of a judged question."""
    found = [grams(item.text) for item in index.judged]
    counts = Counter(gram for some in found for gram in some)
    names = sorted(gram for gram, count in counts.items() if count >= _SEEN_OFTEN)
    column = {name: place for place, name in enumerate(names)}
    rows = np.zeros((len(found), len(names)))
    for place, some in enumerate(found):
        rows[place, [column[gram] for gram in some if gram in column]] = 1.0
    labels = np.array([CLASSES.index(item.verdict) for item in index.judged])
    weights, bias = fit_softmax(rows, labels, np.ones(len(rows)), l1=_SPARSE, l2=0.0)
    kept = {
        name: tuple(float(value) for value in row)
        for name, row in zip(names, weights, strict=True)
        if np.abs(row).max() > 1e-3
    }
    return kept, tuple(float(value) for value in bias)


def _fit(examples: Sequence[Example]) -> tuple[Array, Array]:
    """Weights of `FEATURES` and bias."""
    rows = np.array([[example.known[name] for name in FEATURES] for example in examples])
    labels = np.array([CLASSES.index(example.question.word[0]) for example in examples])
    sizes = Counter(example.file for example in examples)
    importance = np.array([_FORMS_SHARE if sizes[e.file] > _MANY else 1.0 for e in examples])
    mean, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-9)
    weights, bias = fit_softmax((rows - mean) / scale, labels, importance, l1=0.0, l2=_STRENGTH)
    weights = weights / scale[:, None]
    return weights, bias - mean @ weights


def fit_softmax(
    rows: Array, labels: npt.NDArray[np.int64], importance: Array, *, l1: float, l2: float
) -> tuple[Array, Array]:
    """Multinomial logistic regression over `CLASSES`.

    Minimises −Σ importance·log p(label) + l1·Σ|w| + l2·Σw²; |w| through its two signs, both kept
    above zero.

    Args:
        rows: Shape (examples, features).
        labels: Positions in `CLASSES`, shape (examples,).
        importance: Weight of each example, shape (examples,).
        l1: Penalty that leaves most weights at zero.
        l2: Penalty that keeps them small.

    Returns:
        Weights, shape (features, classes), and bias, shape (classes,).
    """
    from scipy.optimize import minimize

    count, size = rows.shape[1], len(CLASSES)
    wanted = np.eye(size)[labels]

    def loss(theta: Array) -> tuple[float, Array]:
        up, down = theta[: 2 * count * size].reshape(2, count, size)
        weights, bias = up - down, theta[2 * count * size :]
        totals = rows @ weights + bias
        totals -= totals.max(axis=1, keepdims=True)
        logs = totals - np.log(np.exp(totals).sum(axis=1, keepdims=True))
        error = importance[:, None] * (np.exp(logs) - wanted)
        pull = rows.T @ error + 2 * l2 * weights
        value = -(importance * (logs * wanted).sum(axis=1)).sum()
        value += l1 * (up + down).sum() + l2 * (weights**2).sum()
        gradient = np.concatenate([(pull + l1).ravel(), (l1 - pull).ravel(), error.sum(axis=0)])
        return float(value), gradient

    bounds = [(0.0, None)] * (2 * count * size) + [(None, None)] * size
    start = np.zeros(2 * count * size + size)
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 400}
    ).x
    up, down = found[: 2 * count * size].reshape(2, count, size)
    return up - down, found[2 * count * size :]


def _validate(
    examples: Sequence[Example], names: Sequence[str]
) -> dict[str, dict[str, dict[str, float]]]:
    """Share said and share right at each threshold, fitted without what is measured."""
    files = {
        f"{name}, another writer's": [e.file == number for e in examples]
        for number, name in enumerate(names)
    }
    found = {name: _said(examples, _held_out(examples, [held])) for name, held in files.items()}
    folds = [[e.fold == fold for e in examples] for fold in range(FOLDS)]
    left_out = _held_out(examples, folds)
    for number, name in enumerate(names):
        own = {at: share for at, share in left_out.items() if examples[at].file == number}
        found[f"{name}, another card's"] = _said(examples, own)
    return found


def _held_out(examples: Sequence[Example], parts: Sequence[Sequence[bool]]) -> dict[int, Array]:
    """Probabilities of the questions of each part, fitted on the others."""
    found: dict[int, Array] = {}
    for held in parts:
        weights, bias = _fit([e for e, out in zip(examples, held, strict=True) if not out])
        for place in map(int, np.flatnonzero(held)):
            heard = examples[place].row
            if heard is None:
                continue
            row = np.array([heard[name] for name in FEATURES])
            totals = np.exp(row @ weights + bias - (row @ weights + bias).max())
            found[place] = totals / totals.sum()
    return found


def _said(examples: Sequence[Example], shares: dict[int, Array]) -> dict[str, dict[str, float]]:
    asked = [(examples[place], share) for place, share in shares.items()]
    cards = sum(example.right_card for example, _ in asked)
    table = {}
    for threshold in THRESHOLDS:
        said = [(e, share) for e, share in asked if e.speaks and share.max() >= threshold]
        right = [CLASSES[int(share.argmax())] in e.question.word for e, share in said]
        table[str(threshold)] = {
            "said": round(len(said) / max(cards, 1), 3),
            "right": round(float(np.mean(right)), 3) if right else 0.0,
            "count": float(len(said)),
        }
    return table


if __name__ == "__main__":
    raise SystemExit(main())
