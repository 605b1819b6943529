"""The knowledge base: opened once, asked many times.

What it needs is built at first use into the user's cache: the exported model and the index of the
guidance. Both are bundles (see `store`), keyed by what they were made from and rebuilt when broken.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from knowledge.answer import Answer, Citation
from knowledge.cards import Card, card_files, cards_digest, load_cards
from knowledge.compose import abstain, compose
from knowledge.embedding import Embedder, Vectors
from knowledge.errors import BrokenIndexError, CardError, KnowledgeError
from knowledge.index import FORMAT, GuidanceIndex, Progress, build_index, load_index, out_of_scope
from knowledge.lexical import STOP_WORDS
from knowledge.native import language_files
from knowledge.params import Params, load_params
from knowledge.paths import cache_dir as default_cache_dir
from knowledge.paths import guidance_dir
from knowledge.phrasings import phrasing_files
from knowledge.query import Query, understand, unrepaired
from knowledge.retrieve import Ranking, embed_query, fuse, half_scores, rank
from knowledge.shape import shape_of
from knowledge.signals import measure
from knowledge.spelling import Speller
from knowledge.store import Proof, build_bundle, check_bundle, locked
from knowledge.verdicts import verdict_files
from knowledge.weights import Weights, find_weights

if TYPE_CHECKING:
    from knowledge.documents.search import Searcher

_MIN_DICTIONARY_WORD = 3
_PROBES_PER_CARD = 4
EARLIER = "an earlier version exported it"


class _FactsOf(Protocol):
    """Checks a bundle and gives its facts."""

    def __call__(self, folder: Path, *, deep: bool) -> dict[str, object]:
        """The facts; raises `BrokenIndexError`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A card found for a question."""

    card: Card
    score: float


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


class KnowledgeBase:
    """Answers questions from the guidance. Use `open`."""

    def __init__(
        self, index: GuidanceIndex, embedder: Embedder, params: Params, rebuilt: str = ""
    ) -> None:
        self.index = index
        self.embedder = embedder
        self.params = params
        self.rebuilt = rebuilt
        self._rows = {card.id: row for row, card in enumerate(index.cards)}

    @classmethod
    def open(
        cls, cache_dir: Path | None = None, progress: Progress | None = None
    ) -> "KnowledgeBase":
        """Open the knowledge base; the first call builds what is missing.

        Args:
            cache_dir: Where the bundles lie; the user's cache by default.
            progress: Called with stage, done and total while building.

        Raises:
            WeightsError: Weights missing, altered or not exported faithfully.
            BusyError: Another process has been building for too long.
            CardError: A guidance card is broken.
        """
        params = load_params()
        weights = find_weights()
        place = Place.of(cache_dir or default_cache_dir(), weights, params)
        rebuilt = ""
        for attempt in (1, 2):
            facts, proof = _ensure(place, weights, params, progress)
            try:
                with proof:
                    embedder = Embedder(place.model, int(str(facts["max_length"])))
                    index = load_index(place.index)
                return cls(index, embedder, params, rebuilt)
            except BrokenIndexError as error:
                if attempt == 2:
                    raise
                rebuilt = str(error)
                with locked(place.lock):
                    if proof.holds:
                        shutil.rmtree(place.index, ignore_errors=True)
                    _build(place, weights, params, progress)
        raise AssertionError("unreachable")  # pragma: no cover

    @classmethod
    def is_built(cls, cache_dir: Path | None = None) -> bool:
        """Whether `open` will not have to build anything; a few milliseconds."""
        try:
            place = Place.of(cache_dir or default_cache_dir(), find_weights(), load_params())
            _model_facts(place.model, deep=False)
            check_bundle(place.index, deep=False)
        except KnowledgeError:
            return False
        return True

    @property
    def ready(self) -> bool:
        """True: an object of this class is open."""
        return True

    @property
    def cards(self) -> tuple[Card, ...]:
        """All cards, sorted by id."""
        return self.index.cards

    def card(self, card_id: str) -> Card:
        """The card of that id.

        Raises:
            CardError: There is none.
        """
        row = self._rows.get(card_id)
        if row is None:
            from difflib import get_close_matches

            near = get_close_matches(card_id, list(self._rows), n=3, cutoff=0.5)
            hint = f"Did you mean {', '.join(near)}?" if near else "Search for it with `ask`"
            raise CardError(f"no card called {card_id!r}", "the guidance has no such id", hint)
        return self.index.cards[row]

    def understand(self, question: str) -> Query:
        """Language, spelling and parts of a question."""
        return understand(question, self._speller, self._english)

    def search(self, question: str, k: int = 5) -> list[Hit]:
        """The `k` nearest cards with their scores, best first."""
        ranking = self.rank(self.understand(question))
        return [Hit(self.index.cards[row], float(ranking.scores[row])) for row in ranking.order[:k]]

    def rank(self, query: Query) -> Ranking:
        """All cards for an understood question."""
        return rank(self.index, query, embed_query(self.embedder, query), self.params)

    def halves(self, question: str, k: int = 10) -> dict[str, tuple[str, ...]]:
        """Ids of the `k` nearest cards by `bm25` alone, `dense` alone and both (`hybrid`)."""
        query = self.understand(question)
        vector = embed_query(self.embedder, query)
        table = measure(self.index, query, vector).table
        weights = self.params.signal_weights
        scores = {
            "hybrid": fuse(table, weights),
            "bm25": half_scores(table, "bm25", weights),
            "dense": half_scores(table, "dense", weights),
        }
        return {
            name: tuple(self.cards[row].id for row in np.argsort(-column, kind="stable")[:k])
            for name, column in scores.items()
        }

    def ask(self, question: str, documents: "Searcher | None" = None) -> Answer:
        """Answer a question, or say that the guidance does not.

        Args:
            question: As typed.
            documents: Own documents to quote as well, below the guidance.

        Raises:
            QuestionError: Empty or far too long.
            DocumentError: The store of own documents is damaged.
        """
        query = self.understand(question)
        if documents is None:
            return self._from_guidance(query, embed_query(self.embedder, query))
        from knowledge.documents.quoting import with_documents

        if names := {word for word in query.repairs if documents.knows(word)}:
            query = unrepaired(query, names)
        vector = embed_query(self.embedder, query)
        answer = self._from_guidance(query, vector)
        return with_documents(answer, query.text, documents.search(query.text, vector))

    def _from_guidance(self, query: Query, vector: Vectors) -> Answer:
        ranking = rank(self.index, query, vector, self.params)
        covered = self.params.covered.probability(ranking.features)
        if covered < self.params.threshold:
            return abstain(self.index, query, ranking.order, covered)
        confidence = covered * self.params.right.probability(ranking.features)
        shape = shape_of(self.index, query, ranking, self.rank, confidence)
        answer = compose(self.index, query, shape, confidence)
        check_quotes(answer.citations, self.card)
        return answer

    @cached_property
    def _english(self) -> frozenset[str]:
        return STOP_WORDS | self.index.frequencies.keys()

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self.index.frequencies, self.embedder.words(_MIN_DICTIONARY_WORD))


def check_quotes(citations: tuple[Citation, ...], card: Callable[[str], Card]) -> None:
    """Prove that every quote stands in its card.

    Raises:
        BrokenIndexError: One does not: the index and the cards have parted.
    """
    for citation in citations:
        if citation.quote not in card(citation.card).body:
            raise BrokenIndexError(
                "an answer was withheld",
                f"a passage is not found verbatim in {citation.card}",
                "Run `wattbrief prepare`",
            )


def _ensure(
    place: Place, weights: Weights, params: Params, progress: Progress | None
) -> tuple[dict[str, object], Proof]:
    """Build what is missing or broken; returns the facts of the model bundle and its proof.

    The model's digest takes as long as reading the index, so it is left to the proof's thread.
    """
    try:
        facts = _model_facts(place.model, deep=False)
        proof = Proof(place.model)
        check_bundle(place.index, deep=True)
    except BrokenIndexError:
        with locked(place.lock):
            facts = _build(place, weights, params, progress)
        proof = Proof(place.model)
    return facts, proof


def _build(
    place: Place, weights: Weights, params: Params, progress: Progress | None
) -> dict[str, object]:
    """Build under the lock; a second process finds everything done."""
    facts, fault = _state(place.model, _model_facts)
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
    return facts


def _state(folder: Path, facts_of: _FactsOf) -> tuple[dict[str, object] | None, str]:
    """Facts of a whole bundle, or None and what is wrong with one that stands there."""
    try:
        return facts_of(folder, deep=True), ""
    except BrokenIndexError as error:
        return None, error.why if folder.exists() else ""


def _model_facts(folder: Path, *, deep: bool) -> dict[str, object]:
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


__all__ = ["Answer", "Hit", "KnowledgeBase"]
