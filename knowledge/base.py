"""The knowledge base: opened once, asked many times.

What it needs is built at first use into the user's cache (see `prepare`).
"""

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.answer import Answer, Citation
from knowledge.cards import Card
from knowledge.compose import abstain, compose
from knowledge.embedding import Embedder, Vectors
from knowledge.errors import BrokenIndexError, CardError, KnowledgeError
from knowledge.index import GuidanceIndex, Progress, load_index
from knowledge.lexical import STOP_WORDS
from knowledge.params import Params, load_params
from knowledge.parts import CLEARLY_OUTSIDE, Part, answered, any_clear, read_parts
from knowledge.paths import cache_dir as default_cache_dir
from knowledge.prepare import BUILD_S, Place, build, ensure, model_facts
from knowledge.query import Query, understand, unrepaired
from knowledge.retrieve import Ranking, embed_query, fuse, half_scores, rank
from knowledge.shape import Shape, in_parts, shape_of
from knowledge.signals import Wording, measure, worded
from knowledge.spelling import Speller, model_names
from knowledge.store import check_bundle, locked
from knowledge.weights import find_weights

if TYPE_CHECKING:
    from knowledge.documents.search import Searcher

_MIN_DICTIONARY_WORD = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A card found for a question."""

    card: Card
    score: float


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
            facts, proof = ensure(place, weights, params, progress)
            try:
                with proof:
                    embedder = Embedder(place.model, int(str(facts["max_length"])))
                    index = load_index(place.index)
                return cls(index, embedder, params, rebuilt)
            except BrokenIndexError as error:
                if attempt == 2:
                    raise
                rebuilt = str(error)
                with locked(place.lock, BUILD_S):
                    if proof.holds:
                        shutil.rmtree(place.index, ignore_errors=True)
                    build(place, weights, params, progress)
        raise AssertionError("unreachable")  # pragma: no cover

    @classmethod
    def is_built(cls, cache_dir: Path | None = None) -> bool:
        """Whether `open` will not have to build anything; a few milliseconds."""
        try:
            place = Place.of(cache_dir or default_cache_dir(), find_weights(), load_params())
            model_facts(place.model, deep=False)
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
        return understand(question, self._speller, self._english, self.index.native.vocabulary)

    def search(self, question: str, k: int = 5) -> list[Hit]:
        """The `k` nearest cards with their scores, best first."""
        ranking = self.rank(self.understand(question))
        return [Hit(self.index.cards[row], float(ranking.scores[row])) for row in ranking.order[:k]]

    def rank(self, query: Query) -> Ranking:
        """All cards for an understood question."""
        return self._ranked(query, *self._read(query))

    def halves(self, question: str, k: int = 10) -> dict[str, tuple[str, ...]]:
        """Ids of the `k` nearest cards by `bm25` alone, `dense` alone and both (`hybrid`)."""
        query = self.understand(question)
        table = measure(self.index, *self._read(query)).table
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
            return self._from_guidance(query, *self._read(query))
        from knowledge.documents.quoting import with_documents

        if names := {word for word in query.repairs if documents.knows(word)}:
            query = unrepaired(query, names)
        vector, wording = self._read(query)
        answer = self._from_guidance(query, vector, wording)
        return with_documents(answer, query.text, documents.search(query.text, vector))

    def _read(self, query: Query) -> tuple[Vectors, Wording]:
        """The vector of a question and what its words say, made at the same time.

        The model leaves the interpreter to others while it computes, and takes most of the time.
        """
        wording = self._aside.submit(worded, self.index, query)
        return embed_query(self.embedder, query), wording.result()

    def _ranked(self, query: Query, vector: Vectors, wording: Wording) -> Ranking:
        return rank(self.index, query, vector, self.params, wording)

    def _from_guidance(self, query: Query, vector: Vectors, wording: Wording) -> Answer:
        ranking = self._ranked(query, vector, wording)
        covered = self._covers(ranking)
        several = len(query.parts) > 1
        parts = read_parts(query, ranking, self.rank, self._covers) if several else ()
        outside = covered < self.params.threshold
        if outside and not any_clear(parts):
            return abstain(self.index, query, ranking.order, covered)
        if outside:
            return self._some_parts(query, ranking, parts)
        confidence = covered * self.params.right.probability(ranking.features)
        if several:
            # Coverage is judged on English words.
            least = CLEARLY_OUTSIDE if query.language == "en" else 0.0
            kept = answered(parts, least)
            shape = in_parts(self.index, ranking.order[:1], kept, ranking, confidence)
        else:
            shape = shape_of(self.index, query, ranking, confidence)
        return self._checked(query, shape, confidence)

    def _some_parts(self, query: Query, ranking: Ranking, parts: Sequence[Part]) -> Answer:
        """Answer those parts that are covered, of a question that is not as a whole."""
        kept = answered(parts, self.params.threshold)
        first = next(part for part in kept if part)
        confidence = first.covered * self.params.right.probability(first.ranking.features)
        shape = in_parts(self.index, (), kept, ranking, confidence)
        return self._checked(query, shape, confidence)

    def _checked(self, query: Query, shape: Shape, confidence: float) -> Answer:
        answer = compose(self.index, query, shape, confidence)
        check_quotes(answer.citations, self.card)
        return answer

    def _covers(self, ranking: Ranking) -> float:
        return self.params.covered.probability(ranking.features)

    @cached_property
    def _aside(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1, thread_name_prefix="words of a question")

    @cached_property
    def _english(self) -> frozenset[str]:
        return STOP_WORDS | self.index.frequencies.keys()

    @cached_property
    def _speller(self) -> Speller:
        words = self.embedder.words(_MIN_DICTIONARY_WORD)
        return Speller(self.index.frequencies, words, model_names())


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


__all__ = ["Answer", "Hit", "KnowledgeBase"]
