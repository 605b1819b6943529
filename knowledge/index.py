"""The index of the guidance: vectors, inverted indexes and a snapshot of the cards, in one bundle.

Building goes through llama-index (nodes, FAISS vector store), so that the same nodes can feed
another vector store. Asking reads the FAISS file and the arrays directly: importing llama-index
takes longer than a cold answer may.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.cards import Card, SourceRef
from knowledge.embedding import Embedder, Vectors
from knowledge.errors import BrokenIndexError
from knowledge.groups import Groups, grouped
from knowledge.lexical import Postings, bm25_postings, char_grams, tfidf_postings, words
from knowledge.native import load_native, native_grams
from knowledge.novelty import newest_versions
from knowledge.phrasings import load_phrasings
from knowledge.units import ASKED, KINDS, Unit, field_counts, units_of
from knowledge.verdicts import Judged, load_verdicts

FORMAT = 5
"""Raise it whenever the layout of the bundle or the making of its content changes."""

_CARDS_FILE = "cards.json"
_ARRAYS_FILE = "arrays.npz"
_VECTORS_FILE = "vectors.faiss"
_WORDS_FILE = "words.json"
_POSTINGS = ("cards", "grams", "native")

Progress = Callable[[str, int, int], None]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class GuidanceIndex:
    """Everything a question is held against.

    Attributes:
        unit_card: Row of the card of each unit, shape (units,).
        unit_kind: Position in `KINDS` of each unit, shape (units,).
        vectors: The units' vectors, read from their FAISS index, shape (units, size).
        by_card: BM25 over whole cards.
        grams: Character n-grams over single card questions and titles.
        native: Character n-grams over questions in other languages; rows as in `native_card`.
        groups: Units by card, those that ask (`question`), that open a card (`lead`) and its other
            parts (`section`); and the rows of `grams` (`gram`).
        judged: Questions with the word that answers them, in the order of their units.
        frequencies: Words of the corpus, for spelling repair.
        newest: The latest version of each name in the guidance.
        outside: Unit vectors of requests that no guidance answers, shape (requests, size).
    """

    cards: tuple[Card, ...]
    unit_card: Ints
    unit_kind: Ints
    vectors: Vectors
    by_card: Postings
    grams: Postings
    native: Postings
    native_card: Ints
    groups: Mapping[str, Groups]
    judged: tuple[Judged, ...]
    frequencies: Mapping[str, int]
    newest: Mapping[str, int]
    outside: Vectors


def build_index(
    cards: Sequence[Card],
    embedder: Embedder,
    field_weights: Mapping[str, float],
    folder: Path,
    progress: Progress | None = None,
) -> dict[str, object]:
    """Write the files of an index into a folder; returns facts for the manifest."""
    phrasings, judged = load_phrasings(), load_verdicts()
    units = units_of(cards, phrasings, judged)

    def embedded(done: int, total: int) -> None:
        if progress is not None:
            progress("embedding the guidance", done, total)

    vectors = embedder.embed([unit.text for unit in units], embedded)
    _write_vectors(cards, units, vectors, folder / _VECTORS_FILE)
    further = {
        card.id: (*phrasings.get(card.id, ()), *(item.text for item in judged.get(card.id, ())))
        for card in cards
    }
    postings, rows = _inverted(cards, further, field_weights)
    arrays = {
        "unit_card": np.array([unit.card for unit in units], dtype=np.int32),
        "unit_kind": np.array([KINDS.index(unit.kind) for unit in units], dtype=np.int32),
        **rows,
        "outside": embedder.embed(out_of_scope()),
    }
    _write_arrays(arrays, postings, folder / _ARRAYS_FILE)
    text = _words_file(cards, postings, judged)
    (folder / _WORDS_FILE).write_text(json.dumps(text), encoding="utf-8")
    snapshot = json.dumps([asdict(card) for card in cards], ensure_ascii=False)
    (folder / _CARDS_FILE).write_text(snapshot, encoding="utf-8")
    return {"format": FORMAT, "cards": len(cards), "units": len(units)}


def _inverted(
    cards: Sequence[Card],
    further: Mapping[str, Sequence[str]],
    field_weights: Mapping[str, float],
) -> tuple[dict[str, Postings], dict[str, Ints]]:
    """The inverted indexes by name, and the card of each row of those that hold single texts.

    Args:
        cards: All cards.
        further: Card id to what else it is asked by: phrasings and judged questions.
        field_weights: How much a word counts in each field of a card.
    """
    spelled = [
        (row, text)
        for row, card in enumerate(cards)
        for text in (*card.questions, *further[card.id], f"{card.title} {card.id}")
    ]
    foreign = [
        (row, language, text)
        for language, texts in load_native().items()
        for row, card in enumerate(cards)
        for text in texts.get(card.id, ())
    ]
    whole = [field_counts(card, field_weights, further[card.id]) for card in cards]
    native = [_floats(native_grams(text, language)) for _, language, text in foreign]
    postings = {
        "cards": bm25_postings(whole),
        "grams": tfidf_postings([_floats(char_grams(text)) for _, text in spelled]),
        "native": tfidf_postings(native),
    }
    rows = {
        "gram_card": np.array([row for row, _ in spelled], dtype=np.int32),
        "native_card": np.array([row for row, _, _ in foreign], dtype=np.int32),
    }
    return postings, rows


def _write_arrays(
    arrays: Mapping[str, npt.NDArray[Any]], postings: Mapping[str, Postings], file: Path
) -> None:
    """Store arrays together with those of the inverted indexes."""
    every = dict(arrays)
    for name, table in postings.items():
        every |= {
            f"{name}_idf": table.idf,
            f"{name}_starts": table.starts,
            f"{name}_rows": table.rows,
            f"{name}_weights": table.weights,
        }
    np.savez(file, allow_pickle=False, **every)


def _words_file(
    cards: Sequence[Card],
    postings: Mapping[str, Postings],
    judged: Mapping[str, Sequence[Judged]],
) -> dict[str, object]:
    """What an index keeps as text: vocabularies, words with their counts, versions, verdicts."""
    return {
        "vocabulary": {name: list(table.vocabulary) for name, table in postings.items()},
        "sizes": {name: table.size for name, table in postings.items()},
        "frequencies": _frequencies(cards),
        "newest": newest_versions(
            text for card in cards for text in (card.title, card.body, *card.questions)
        ),
        "judged": [[i.text, i.verdict] for card in cards for i in judged.get(card.id, ())],
    }


def load_index(folder: Path) -> GuidanceIndex:
    """Read an index.

    Raises:
        BrokenIndexError: A file is missing or does not hold what it should.
    """
    import faiss

    try:
        with np.load(folder / _ARRAYS_FILE) as stored:
            arrays = {name: stored[name] for name in stored.files}
        text = json.loads((folder / _WORDS_FILE).read_bytes())
        cards = tuple(_card(item) for item in json.loads((folder / _CARDS_FILE).read_bytes()))
        stored_vectors = faiss.read_index(str(folder / _VECTORS_FILE))
        vectors = np.asarray(stored_vectors.reconstruct_n(0, stored_vectors.ntotal))
        tables = {name: _postings(name, arrays, text) for name in _POSTINGS}
        return GuidanceIndex(
            cards=cards,
            unit_card=arrays["unit_card"],
            unit_kind=arrays["unit_kind"],
            vectors=vectors,
            by_card=tables["cards"],
            grams=tables["grams"],
            native=tables["native"],
            native_card=arrays["native_card"],
            groups=_groups(arrays),
            judged=tuple(Judged(asked, verdict) for asked, verdict in text["judged"]),
            frequencies=text["frequencies"],
            newest=text["newest"],
            outside=arrays["outside"],
        )
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, EOFError) as error:
        raise BrokenIndexError(
            f"the stored index {folder.name} cannot be read",
            f"{type(error).__name__}: {error}",
            "It is rebuilt at the next start; `wattbrief prepare` does it now",
        ) from error


def out_of_scope() -> tuple[str, ...]:
    """Requests that no guidance answers: live data, account data, actions, other fields."""
    file = Path(__file__).parent / "data" / "out_of_scope.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _write_vectors(
    cards: Sequence[Card], units: Sequence[Unit], vectors: Vectors, file: Path
) -> None:
    """Store vectors through llama-index's FAISS store; row i of the store is unit i."""
    import faiss
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.faiss import FaissVectorStore

    nodes = [
        TextNode(
            id_=f"{cards[unit.card].id}#{row}",
            text=unit.text,
            embedding=vectors[row].tolist(),
            metadata={"card": cards[unit.card].id, "kind": unit.kind},
        )
        for row, unit in enumerate(units)
    ]
    store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(int(vectors.shape[1])))
    store.add(nodes)
    store.persist(persist_path=str(file))


def _groups(arrays: Mapping[str, npt.NDArray[Any]]) -> dict[str, Groups]:
    kinds, cards, grams = arrays["unit_kind"], arrays["unit_card"], arrays["gram_card"]
    chosen = {
        "question": np.flatnonzero(kinds <= ASKED),
        "lead": np.flatnonzero(kinds == KINDS.index("lead")),
        "section": np.flatnonzero(kinds == KINDS.index("section")),
    }
    found = {name: grouped(rows, cards[rows]) for name, rows in chosen.items()}
    return {**found, "gram": grouped(np.arange(len(grams)), grams)}


def _card(item: dict[str, Any]) -> Card:
    sources = tuple(SourceRef(**source) for source in item.pop("sources"))
    lists: dict[str, Any] = {key: tuple(item.pop(key)) for key in ("aws", "related", "questions")}
    return Card(sources=sources, **lists, **item)


def _postings(
    name: str, arrays: Mapping[str, npt.NDArray[Any]], text: Mapping[str, Any]
) -> Postings:
    terms_in_order = text["vocabulary"][name]
    return Postings(
        {term: column for column, term in enumerate(terms_in_order)},
        arrays[f"{name}_idf"],
        arrays[f"{name}_starts"],
        arrays[f"{name}_rows"],
        arrays[f"{name}_weights"],
        int(text["sizes"][name]),
    )


def _floats(counts: Mapping[str, int]) -> dict[str, float]:
    return {term: float(count) for term, count in counts.items()}


def _frequencies(cards: Sequence[Card]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for card in cards:
        for text in (card.title, card.body, *card.questions, *card.aws):
            found.update(word for word in words(text) if word.isalpha())
    return dict(found)
