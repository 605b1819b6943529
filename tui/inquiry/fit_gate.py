"""Fits `gate.py`, and chooses the shares from which the design answers, by cross-validation.

Each voice is read by weights that are fitted to the other voices alone, so that the shares are
chosen on questions that nothing was fitted to. The examples are put to the example designs, with
options and figures of those in their slots.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from advisors.examples import load_example
from advisors.format import exact
from tui.inquiry.choice import as_one_kind
from tui.inquiry.fit import FOREIGN, Example, fitted, put_in
from tui.inquiry.gate import FILE, NAMES, Beside, Gate, features
from tui.inquiry.likely import GUIDANCE, Floats, Likely, Weights, like_of
from tui.inquiry.nearest import Nearest, nearest_of
from tui.inquiry.pertains import about_design
from tui.inquiry.readings import Reading

if TYPE_CHECKING:
    from estimators.facts import Facts
    from knowledge.base import KnowledgeBase
    from tui.inquiry.engine import Inquiry

TYPED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "code-assistant-self-hosted": (
        ("l40s", "h100"), ("inferentia", "the L40S"), ("oregon", "ohio"), ("bedrock", "EC2"),
        ("RAG", "LoRA"), ("qwen coder next", "qwen3-coder 30b"), ("prompt caching", "int4"),
    ),
    "insurer-support-chat": (
        ("qwen", "haiku"), ("ireland", "frankfurt"), ("bedrock", "self-hosting"), ("Milan", "Rome"),
        ("fine-tuning", "RAG"), ("trainium", "H100"), ("an answer cache", "batch inference"),
    ),
    "manuals-question-answering": (
        ("ministral", "nova lite"), ("london", "stockholm"), ("RAG", "an adapter"), ("T4", "L4"),
        ("sagemaker", "bedrock"), ("gemma", "ministral 8b"), ("the flex tier", "an answer cache"),
    ),
    "nightly-invoice-extraction": (
        ("textract", "the model"), ("L4", "T4"), ("london", "ireland"), ("LoRA", "a prompt"),
        ("qwen3 4b", "ministral"), ("self-hosting", "bedrock"), ("prompt caching", "batch"),
    ),
    "ticket-classifier": (
        ("distilbert", "nova micro"), ("rules", "comprehend"), ("nemotron", "nova micro"),
        ("london", "dublin"), ("RAG", "fine-tuning"), ("a classifier", "LLMs"), ("batch", "a GPU"),
    ),
}  # fmt: skip
"""Options as people type them, for each example design."""
_FIGURES = frozenset({"amount", "explain", "assumption", "sources", "range", "parts"})
"""Kinds in whose examples `10` stands for a figure of the design."""
FOLDS = 5
GUIDANCE_EACH = 2
"""Of the guidance's own questions every so many one, with as much more weight, while trying."""
RIDGE = 0.3
"""What a squared weight of the gate costs; the constant costs nothing."""
WRONG = 0.03
"""Part of the questions beside the design that may be answered from it."""
KIND = 0.2
"""Share that a kind must have among those on designs."""


@dataclass(frozen=True)
class Row:
    """One example put to a design.

    Attributes:
        kind: That it is of.
        fold: The voice that it is left out with.
        question: As put.
        reading: By its words.
        beside: What else is known.
        inquiry: The design that it is put to.
    """

    kind: str
    fold: int
    question: str
    reading: Reading
    beside: Beside
    inquiry: "Inquiry"


def fold_of(item: Example, voices: Sequence[str]) -> int:
    """Fold of an example: its voice's, or one by its source."""
    if item.file in voices:
        return voices.index(item.file) % FOLDS
    return sha256(item.source.encode()).digest()[0] % FOLDS if item.file else -1


def voices_of(found: Sequence[Example]) -> list[str]:
    """Files that hold one voice each."""
    files = {item.file for item in found if item.file.startswith("voices_")}
    return sorted(files - {"voices_beside.yaml"})


def rows(found: Sequence[Example], base: "KnowledgeBase", facts: "Facts") -> Iterator[Row]:
    """Each example once, put to one of the designs in turn."""
    from tui.inquiry.engine import Inquiry

    inquiries = [(Inquiry(load_example(name), facts, base), TYPED[name]) for name in TYPED]
    voices = voices_of(found)
    for turn, item in enumerate({(i.kind, i.source): i for i in found if i.file}.values()):
        inquiry, typed = inquiries[turn % len(inquiries)]
        one, two = typed[(turn // len(inquiries)) % len(typed)]
        text = put_in(item.source, one, two, turn)
        if item.kind in _FIGURES:
            figure = list(inquiry.advice.totals.values())[turn % 4]
            text = text.replace("10", exact(float(f"{figure.value or 0.0:.2g}")))
        question, reading, beside = inquiry.seen(text, foreign=item.file in FOREIGN)
        yield Row(item.kind, fold_of(item, voices), question, reading, beside, inquiry)


def left_out(found: Sequence[Example], vectors: Floats, fold: int) -> Weights:
    """Weights fitted to all voices but one."""
    voices = voices_of(found)
    kept, at_guidance = [], 0
    for at, item in enumerate(found):
        if not item.file:
            at_guidance += 1
            if at_guidance % GUIDANCE_EACH == 0:
                kept.append((at, replace(item, weight=item.weight * GUIDANCE_EACH)))
        elif fold_of(item, voices) != fold:
            kept.append((at, item))
    return fitted([item for _, item in kept], vectors[[at for at, _ in kept]])


@dataclass(frozen=True)
class Tried:
    """One row as read by weights that do not know its voice.

    Attributes:
        row: The example.
        like: Its likeness to the examples of other voices.
        told: Whether its words alone make it one about the design.
        seen: What the gate weighs of it, shape (features,).
    """

    row: Row
    like: Likely
    told: bool
    seen: npt.NDArray[np.float64]


def tried(
    asked: Sequence[Row], found: Sequence[Example], vectors: Floats, base: "KnowledgeBase"
) -> list[Tried]:
    """All rows, each read by weights of the other voices."""
    texts = base.embedder.embed([item.reading.plain for item in asked])
    result: dict[int, Tried] = {}
    for fold in range(FOLDS):
        weights = left_out(found, vectors, fold)
        others = [at for at, item in enumerate(asked) if item.fold != fold]
        nearest = nearest_of([asked[at].kind for at in others], texts[others])
        for at, item in enumerate(asked):
            if item.fold == fold:
                like = replace(
                    like_of(weights, item.reading.plain, texts[at]), near=nearest.near(texts[at])
                )
                told = about_design(item.reading)
                seen = features(item.reading, like, item.question, item.beside, told=told)
                result[at] = Tried(item, like, told, seen)
    return [result[at] for at in sorted(result)]


def logistic(
    seen: npt.NDArray[np.float64], of_design: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """Weights of a logistic regression, both classes counting the same.

    Args:
        seen: Shape (rows, features).
        of_design: Truth, shape (rows,).
    """
    from scipy.optimize import minimize

    truth = of_design.astype(np.float64)
    counts = np.where(of_design, 0.5 / truth.mean(), 0.5 / (1.0 - truth.mean()))
    cost = np.full(seen.shape[1], RIDGE)
    cost[0] = 0.0

    def loss(beta: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        scores = seen @ beta
        value = counts @ (np.logaddexp(0.0, scores) - truth * scores)
        slope = seen.T @ (counts * (1.0 / (1.0 + np.exp(-scores)) - truth))
        return float(value + 0.5 * cost @ beta**2), slope + cost * beta

    found = minimize(loss, np.zeros(seen.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)


def shares(trials: Sequence[Tried]) -> npt.NDArray[np.float64]:
    """How likely each is about the design, by a gate fitted to the other voices."""
    seen = np.stack([item.seen for item in trials])
    truth = np.array([item.row.kind != GUIDANCE for item in trials])
    folds = np.array([item.row.fold for item in trials])
    found = np.zeros(len(trials))
    for fold in range(FOLDS):
        beta = logistic(seen[folds != fold], truth[folds != fold])
        found[folds == fold] = 1.0 / (1.0 + np.exp(-seen[folds == fold] @ beta))
    return found


def least_of(trials: Sequence[Tried], found: npt.NDArray[np.float64]) -> float:
    """The least share at which few enough questions beside the design pass."""
    beside = np.sort([s for s, t in zip(found, trials, strict=True) if t.row.kind == GUIDANCE])
    allowed = int(WRONG * len(beside))
    return float(beside[len(beside) - 1 - allowed]) + 1e-6


def kind_right(item: Tried, least: float) -> bool | None:
    """Whether its kind is found among those on designs; None where none is sure enough."""
    found = as_one_kind(
        item.row.reading, item.like, item.row.question, item.row.inquiry.workload, least
    )
    return None if found is None else found.kind == item.row.kind


def fit_gate(
    found: Sequence[Example], vectors: Floats, base: "KnowledgeBase", facts: "Facts"
) -> tuple[Gate, Nearest, list[Tried], npt.NDArray[np.float64]]:
    """The gate, the examples it weighs, and what it was chosen on."""
    asked = list(rows(found, base, facts))
    trials = tried(asked, found, vectors, base)
    held = shares(trials)
    beta = logistic(
        np.stack([item.seen for item in trials]),
        np.array([item.row.kind != GUIDANCE for item in trials]),
    )
    weights = {name: round(float(value), 4) for name, value in zip(NAMES, beta, strict=True)}
    texts = base.embedder.embed([item.reading.plain for item in asked])
    nearest = nearest_of([item.kind for item in asked], texts)
    return Gate(weights, round(least_of(trials, held), 4), KIND), nearest, trials, held


def save_gate(gate: Gate, examples: str) -> None:
    """Store the gate, readable, with the digest of the examples that it was fitted to."""
    held = {"weights": dict(gate.weights), "least": gate.least, "kind": gate.kind}
    held["digest"] = examples
    FILE.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


def in_words(gate: Gate, trials: Sequence[Tried], found: npt.NDArray[np.float64]) -> str:
    """What the gate reaches on voices that it was not fitted to."""
    passed = found >= gate.least
    told = np.array([item.told for item in trials])
    design = np.array([item.row.kind != GUIDANCE for item in trials])
    kinds = [
        kind_right(item, gate.kind)
        for item, taken in zip(trials, passed & design & ~told, strict=True)
        if taken
    ]
    read = [kind for kind in kinds if kind is not None]
    return (
        f"from a share of {gate.least}: {(passed | told)[design].mean():.1%} of the examples on "
        f"designs are told from the design ({passed[design].mean():.1%} by the gate), "
        f"{passed[~design].mean():.1%} of those beside; of what the gate tells alone "
        f"{np.mean(read):.1%} as the kind that they are of\n"
    )
