"""What a question needs, made at first use: the exported model and the index of the guidance.

Both are bundles (see `store`) in the user's cache, keyed by what they were made from and made again
when broken.
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from knowledge.cards import card_files, cards_digest, load_cards
from knowledge.embedding import Embedder
from knowledge.errors import BrokenIndexError
from knowledge.index import FORMAT, Progress, build_index, out_of_scope
from knowledge.native import language_files
from knowledge.params import Params
from knowledge.paths import guidance_dir
from knowledge.phrasings import phrasing_files
from knowledge.store import (
    Proof,
    build_bundle,
    check_bundle,
    locked,
    mark_used,
    remove_unused,
)
from knowledge.verdicts import verdict_files
from knowledge.weights import Weights

_PROBES_PER_CARD = 4
BUILD_S = 3600.0
"""Longest that a process waits for another one's build: minutes on a busy machine. The lock of one
that died is free at once."""

EARLIER = "an earlier version exported it"


class _FactsOf(Protocol):
    """Checks a bundle and gives its facts."""

    def __call__(self, folder: Path, *, deep: bool) -> dict[str, object]:
        """The facts; raises `BrokenIndexError`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the bundles of the present cards, weights and settings lie."""

    model: Path
    index: Path
    lock: Path

    @classmethod
    def of(cls, cache: Path, weights: Weights, params: Params) -> "Place":
        """The folders for what is installed now; reads all cards, imports nothing heavy."""
        phrased = cards_digest((*phrasing_files(), *verdict_files(), *language_files()))
        settings = json.dumps([FORMAT, dict(params.field_weights), out_of_scope(), phrased])
        made_from = f"{cards_digest(card_files(guidance_dir()))}\0{weights.key}\0{settings}"
        key = hashlib.sha256(made_from.encode()).hexdigest()[:16]
        return cls(cache / f"model-{weights.key}", cache / f"guidance-{key}", cache / "build.lock")


def ensure(
    place: Place, weights: Weights, params: Params, progress: Progress | None
) -> tuple[dict[str, object], Proof]:
    """Build what is missing or broken; returns the facts of the model bundle and its proof.

    The model's digest takes as long as reading the index, so it is left to the proof's thread.
    """
    try:
        facts = model_facts(place.model, deep=False)
        proof = Proof(place.model)
        mark_used(place.index)
        check_bundle(place.index, deep=True)
    except BrokenIndexError:
        with locked(place.lock, BUILD_S):
            facts = build(place, weights, params, progress)
        proof = Proof(place.model)
    return facts, proof


def build(
    place: Place, weights: Weights, params: Params, progress: Progress | None
) -> dict[str, object]:
    """Build under the lock; a second process finds everything done."""
    facts, fault = _state(place.model, model_facts)
    if facts is None:
        tell = _saying(progress, fault)
        tell("preparing the embedding model", 0, 1)
        from knowledge.export import export_model

        probes = [
            (question, row)
            for row, card in enumerate(load_cards(guidance_dir()))
            for question in card.questions[:_PROBES_PER_CARD]
        ]
        if fault == EARLIER:
            shutil.rmtree(place.index, ignore_errors=True)  # its vectors are of that model
        build_bundle(place.model, lambda folder: export_model(weights, folder, probes))
        facts = check_bundle(place.model, deep=True)
        tell("preparing the embedding model", 1, 1)
    built, fault = _state(place.index, check_bundle)
    if built is None:
        embedder = Embedder(place.model, int(str(facts["max_length"])), threads=0)
        cards = load_cards(guidance_dir())
        tell, weighed = _saying(progress, fault), params.field_weights
        build_bundle(place.index, lambda into: build_index(cards, embedder, weighed, into, tell))
        remove_unused(place.index)
    return facts


def _state(folder: Path, facts_of: _FactsOf) -> tuple[dict[str, object] | None, str]:
    """Facts of a whole bundle, or None and what is wrong with one that stands there."""
    try:
        return facts_of(folder, deep=True), ""
    except BrokenIndexError as error:
        return None, error.why if folder.exists() else ""


def model_facts(folder: Path, *, deep: bool) -> dict[str, object]:
    """Facts of the exported model.

    Raises:
        BrokenIndexError: The bundle is broken, or made before the export chose its precision: such
            a model is four times as large, slower, and not the one that retrieval is tuned with.
    """
    facts = check_bundle(folder, deep=deep)
    if "precision" not in facts:
        raise BrokenIndexError(
            f"the stored model {folder.name} is out of date",
            EARLIER,
            "It is made again at the next start; `wattbrief prepare` does it now",
        )
    return facts


def _saying(progress: Progress | None, fault: str) -> Progress:
    """Progress whose stages also say why something is made again."""
    again = f" again: {fault}" if fault else ""

    def tell(stage: str, done: int, total: int) -> None:
        if progress is not None:
            progress(stage + again, done, total)

    return tell
