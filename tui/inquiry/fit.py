"""Fits the weights of `likely`: `python -m tui.inquiry.fit`, after a change of `asked/*.yaml`.

Multinomial logistic regression with a ridge, on the examples with their slots filled in and on the
questions of the guidance; then the gate (`fit_gate.py`). It takes some six minutes, and gives the
same weights each time.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tui.inquiry.languages import in_english
from tui.inquiry.likely import FOLDER, GUIDANCE, WEIGHTS, Floats, Weights, terms_of
from tui.inquiry.names import STAND_INS, Names
from tui.inquiry.units import written_out
from tui.inquiry.words import fold
from tui.inquiry.written import plainly

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from knowledge.base import KnowledgeBase

_DECISIONS = ("model", "chip", "region", "hosting", "technique", "customization")
_METRICS = ("carbon", "cost", "energy", "water", "CO2", "money")
_OPTIONS = tuple(key for key in STAND_INS if key not in {"need", "monitoring"})
_TURNS = 4
"""How many fillings the slots of one example get."""
_LEAST = 2
"""A term must stand in so many examples."""
RIDGE = 0.02
BESIDE_WEIGHT = 0.3
"""What one question of the guidance counts beside one example. Ridge and weight were set by hand;
`tried.py` tells what they reach on examples left out."""
ROUNDS = 80
FOREIGN = frozenset({"voices_abroad.yaml", "voices_elsewhere.yaml"})
"""Files in other languages, read by their gloss as the questions are."""
ENGLISH_FROM = 3
"""Rank of the rarest English word is counted from so many cards."""


@dataclass(frozen=True)
class Example:
    """One text to fit to.

    Attributes:
        kind: Of question.
        source: The example with its slots, or the card; texts of one source stay together.
        text: Folded, its slots filled in.
        weight: What it counts; the texts of one example count 1 together.
        file: Name of the file of examples that it is from; empty for the guidance's own.
        typed: As it would be typed; empty for the guidance's own.
    """

    kind: str
    source: str
    text: str
    weight: float
    file: str = ""
    typed: str = ""


def files() -> tuple[Path, ...]:
    """The files of examples, in a stable order."""
    return tuple(sorted(FOLDER.glob("*.yaml")))


def digest() -> str:
    """Of all examples."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files())).hexdigest()[:16]


def examples() -> Iterator[Example]:
    """All examples, each with several fillings of its slots."""
    import yaml

    turn = 0
    for file in files():
        for kind, lines in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            for line in lines:
                turn += 1
                found = {_folded(text): text for text in _filled(line, turn)}
                for text, typed in found.items():
                    yield Example(kind, line, text, 1.0 / len(found), file.name, typed)


def _filled(line: str, turn: int) -> Iterator[str]:
    """An example with other words in its slots; the turn varies them from one to the next."""
    for step in range(_TURNS):
        one, two = STAND_INS[_OPTIONS[(turn * _TURNS + step) % len(_OPTIONS)]]
        yield put_in(line, one, two, turn + step)


def put_in(line: str, one: str, two: str, turn: int) -> str:
    """An example with two options, and the decision and metric of a turn, in its slots."""
    text = line.replace("<option>", one).replace("<other>", two)
    text = text.replace("<decision>", _DECISIONS[turn % len(_DECISIONS)])
    return text.replace("<metric>", _METRICS[turn % len(_METRICS)])


def _folded(text: str) -> str:
    return " ".join(fold(written_out(plainly(text))))


def beside(base: "KnowledgeBase", names: Names) -> Iterator[Example]:
    """The questions that the guidance answers, and some that nothing here does."""
    from knowledge.index import out_of_scope
    from knowledge.phrasings import load_phrasings
    from knowledge.verdicts import load_verdicts

    asked = [(card.id, text) for card in base.cards for text in card.questions]
    asked += [(key, text) for key, lines in load_phrasings().items() for text in lines]
    asked += [(key, item.text) for key, lines in load_verdicts().items() for item in lines]
    asked += [(text, text) for text in out_of_scope()]
    for key, text in asked:
        folded = names.plainly(fold(written_out(plainly(text))))
        yield Example(GUIDANCE, key, folded, BESIDE_WEIGHT)


def fitted(found: Sequence[Example], vectors: Floats, ridge: float = RIDGE) -> Weights:
    """Weights that tell the kinds of these examples apart.

    Args:
        found: Examples.
        vectors: Their sentence vectors, shape (examples, size).
        ridge: What a squared weight costs, in examples.
    """
    from scipy.optimize import minimize

    kinds = tuple(dict.fromkeys(item.kind for item in found))
    terms, rarity = _terms(found)
    empty = np.zeros((0, 0), dtype=np.float32)
    blank = Weights(kinds, terms, rarity, empty, empty, np.zeros(len(kinds), dtype=np.float32))
    rows = _sparse(blank, found).astype(np.float32)
    inputs = np.hstack((vectors, np.ones((len(found), 1), dtype=np.float32)))
    truth = np.array([kinds.index(item.kind) for item in found])
    weight = np.array([item.weight for item in found], dtype=np.float32)
    shape = (inputs.shape[1] + len(terms), len(kinds))

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        beta = flat.astype(np.float32).reshape(shape)  # what it is multiplied with is as precise
        scores = inputs @ beta[: inputs.shape[1]] + rows @ beta[inputs.shape[1] :]
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        picked = shares[np.arange(len(truth)), truth]
        shares[np.arange(len(truth)), truth] -= 1.0
        shares *= weight[:, None]
        slope = np.vstack((inputs.T @ shares, rows.T @ shares)) + ridge * beta
        value = -(weight * np.log(np.maximum(picked, 1e-30))).sum()
        return float(value + 0.5 * ridge * (beta**2).sum()), slope.ravel().astype(np.float64)

    start = np.zeros(shape).ravel()
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    beta = best.x.reshape(shape).astype(np.float32)
    size = vectors.shape[1]
    return Weights(kinds, terms, rarity, beta[:size], beta[size + 1 :], beta[size])


def _terms(found: Sequence[Example]) -> tuple[dict[str, int], Floats]:
    """Terms of the examples on designs, and how much each tells."""
    holding: dict[str, set[str]] = {}
    for item in found:
        if item.kind != GUIDANCE:
            for term in terms_of(item.text):
                holding.setdefault(term, set()).add(item.source)
    kept = sorted(term for term, sources in holding.items() if len(sources) >= _LEAST)
    counts = Counter(term for item in found for term in set(terms_of(item.text)))
    rarity = [np.log(1.0 + len(found) / counts[term]) for term in kept]
    return {term: at for at, term in enumerate(kept)}, np.array(rarity, dtype=np.float32)


def _sparse(blank: Weights, found: Sequence[Example]) -> "csr_matrix":
    """Terms of the examples, shape (examples, terms)."""
    from scipy.sparse import csr_matrix

    starts, columns, amounts = [0], [], []
    for item in found:
        row, counted = blank.row(item.text)
        columns += row
        amounts += counted.tolist()
        starts.append(len(columns))
    return csr_matrix((amounts, columns, starts), shape=(len(found), len(blank.terms)))


def save(weights: Weights, file: Path = WEIGHTS) -> None:
    """Store weights, halved in precision: they are read a million times more than written."""
    np.savez_compressed(
        file,
        kinds=np.array(weights.kinds),
        terms=np.array(list(weights.terms)),
        rarity=weights.rarity.astype(np.float16),
        of_vector=weights.of_vector.astype(np.float16),
        of_terms=weights.of_terms.astype(np.float16),
        constant=weights.constant.astype(np.float16),
        digest=np.array(digest()),
    )


def embedded() -> tuple[tuple[Example, ...], Floats]:
    """All examples, those of the guidance among them, and their sentence vectors."""
    from advisors.advice import advise
    from advisors.examples import load_example
    from estimators.facts import load_facts
    from knowledge.base import KnowledgeBase

    base, facts = KnowledgeBase.open(), load_facts()
    names = Names(advise(load_example("insurer-support-chat"), facts), facts)
    english = base.embedder.words(ENGLISH_FROM)
    asked = (replace(item, text=names.plainly(_words(item, english))) for item in examples())
    found = (*asked, *beside(base, names))
    return found, base.embedder.embed([item.text for item in found])


def _words(item: Example, english: frozenset[str]) -> tuple[str, ...]:
    """The words of an example, as those of a question are read: in English."""
    text = in_english(item.typed, english)[0] if item.file in FOREIGN else item.typed
    return fold(written_out(plainly(text)))


def main() -> int:
    """Fit to everything, choose the shares by cross-validation, and store."""
    from estimators.facts import load_facts
    from knowledge.base import KnowledgeBase
    from tui.inquiry.fit_gate import fit_gate, in_words, save_gate
    from tui.inquiry.nearest import save_nearest

    found, vectors = embedded()
    weights = fitted(found, vectors)
    save(weights)
    sys.stdout.write(f"{len(weights.kinds)} kinds, {len(weights.terms)} terms: {WEIGHTS.name}\n")
    gate, nearest, trials, shares = fit_gate(found, vectors, KnowledgeBase.open(), load_facts())
    save_nearest(nearest)
    save_gate(gate, digest())
    sys.stdout.write(in_words(gate, trials, shares))
    return 0


if __name__ == "__main__":
    sys.exit(main())
