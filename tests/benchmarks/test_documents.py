"""Own documents: indexing against the bare model, and searching a hundred thousand passages."""

import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.base import KnowledgeBase
from knowledge.documents import Library, Searcher
from knowledge.documents.extract import extract
from knowledge.documents.split import split
from knowledge.documents.vectors import VectorIndex
from knowledge.embedding import Vectors

PASSAGES = 100_000
PER_FILE = 50
QUESTIONS = 20
_NOISE = 0.025
"""Of each number: the nearest neighbours are then about as near as those of real passages."""


class Mixed:
    """Real vectors, two mixed and a little noise: as many as are wanted, in no time."""

    def __init__(self, real: Vectors) -> None:
        self._real = real
        self._random = np.random.default_rng(5)

    @property
    def size(self) -> int:
        """Numbers in one vector."""
        return int(self._real.shape[1])

    def embed(self, texts: Sequence[str], /) -> Vectors:
        """Unit vectors, of no text in particular."""
        count = len(texts)
        one, two = self._random.integers(len(self._real), size=(2, count))
        share = self._random.uniform(0.4, 1, (count, 1)).astype(np.float32)
        noise = self._random.standard_normal((count, self.size), dtype=np.float32)
        mixed = share * self._real[one] + (1 - share) * self._real[two] + _NOISE * noise
        norms = np.maximum(np.linalg.norm(mixed, axis=1, keepdims=True), 1e-12)
        return np.asarray(mixed / norms, dtype=np.float32)


def _texts(base: KnowledgeBase) -> list[str]:
    return [passage for card in base.cards for passage in card.body.split("\n\n") if passage]


def test_indexing_against_the_bare_model(tmp_path: Path) -> None:
    base = KnowledgeBase.open()
    for card in base.cards:
        (tmp_path / f"{card.id}.md").write_text(f"# {card.title}\n\n{card.body}")
    files = sorted(tmp_path.glob("*.md"))
    passages = [p.indexed for file in files for p in split(extract(file.read_bytes(), ".md"))]
    base.embedder.embed(passages[:64])
    begin = time.process_time(), time.perf_counter()
    base.embedder.embed(passages)
    bare = time.process_time() - begin[0], time.perf_counter() - begin[1]
    begin = time.process_time(), time.perf_counter()
    report = Library("bench", tmp_path / "store").add(files, base.embedder)
    whole = time.process_time() - begin[0], time.perf_counter() - begin[1]
    assert len(report.added) == len(files)
    print(
        f"\nindexing {len(files)} files, {len(passages)} passages: {bare[0] / whole[0]:.2f} of the "
        f"bare model by processor time, {bare[1] / whole[1]:.2f} by the clock "
        f"({len(files) / whole[1]:.1f} files/s)"
    )


def test_a_hundred_thousand_passages(tmp_path: Path) -> None:
    base = KnowledgeBase.open()
    texts = _texts(base)
    mixed = Mixed(base.embedder.embed(texts[:600]))
    words = sorted({word for text in texts for word in text.split() if word.isalpha()})
    random = np.random.default_rng(6)
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(PASSAGES // PER_FILE):
        chosen = random.choice(words, (PER_FILE, 60))
        parts = [f"# {row[0]} {number}.{at}\n\n{' '.join(row)}" for at, row in enumerate(chosen)]
        (folder / f"{number}.md").write_text("\n\n".join(parts))
    library = Library("bench", tmp_path / "store")
    begin = time.perf_counter()
    library.add([folder], mixed)
    print(f"\n{PASSAGES} passages stored and indexed in {time.perf_counter() - begin:.0f} s")
    begin = time.perf_counter()
    library.add([folder], mixed)
    print(f"nothing new, asked again: {time.perf_counter() - begin:.1f} s")
    _searched(library, mixed, words, random)


def _searched(
    library: Library, mixed: Mixed, words: list[str], random: np.random.Generator
) -> None:
    begin = time.perf_counter()
    searcher, index = Searcher(library), VectorIndex(library)
    asked = mixed.embed([""] * QUESTIONS)
    searcher.search("first", asked[0])
    opened_ms = 1e3 * (time.perf_counter() - begin)
    taken_ms, recalls = [], []
    for vector in asked:
        question = " ".join(random.choice(words, 8))
        begin = time.perf_counter()
        searcher.search(question, vector)
        taken_ms.append(1e3 * (time.perf_counter() - begin))
        exact = set(index.scan(vector, 10))
        recalls.append(len(exact & set(index.search(vector, 10))) / 10)
    print(
        f"opened and first search {opened_ms:.0f} ms; search median "
        f"{statistics.median(taken_ms):.1f} ms, slowest {max(taken_ms):.1f} ms; recall@10 of the "
        f"inverted file {statistics.mean(recalls):.3f}"
    )
