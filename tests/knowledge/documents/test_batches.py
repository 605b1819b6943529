"""Vectors in batches: in order, and soon at an end when somebody says stop."""

import threading
from collections.abc import Sequence

import numpy as np
import pytest

from knowledge.documents.batches import WINDOW, embed_all
from knowledge.embedding import Vectors

from .made import MadeVectors

TEXTS = [f"text{n} " + "word " * (n * 37 % 90) for n in range(5 * WINDOW + 3)]


def test_rows_are_those_of_the_texts() -> None:
    expected = MadeVectors().embed(TEXTS)
    assert np.array_equal(embed_all(MadeVectors(), TEXTS), expected)
    assert embed_all(MadeVectors(), []).shape == (0, MadeVectors().size)


class Waiting(MadeVectors):
    """As slow as a model: somebody says stop before the last windows but one are embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.stop = threading.Event()

    def embed(self, texts: Sequence[str], /) -> Vectors:
        """Unit vectors of texts, of later ones once somebody has said stop."""
        row = int(texts[0].split()[0].removeprefix("text"))
        assert row < 4 * WINDOW or self.stop.wait(300)
        return super().embed(texts)

    def go_on(self, done: int, after: int) -> bool:
        """Whether not so many are done."""
        if done >= after:
            self.stop.set()
        return done < after


@pytest.mark.parametrize("after", [1, WINDOW, 2 * WINDOW + 8])
def test_stopping_keeps_whole_windows_and_begins_no_more(after: int) -> None:
    embedder = Waiting()
    vectors = embed_all(embedder, TEXTS, lambda done: embedder.go_on(done, after))
    assert after <= len(vectors) < len(TEXTS)
    assert len(vectors) % WINDOW == 0
    assert np.array_equal(vectors, MadeVectors().embed(TEXTS[: len(vectors)]))
    assert embedder.embedded == len(vectors)


def test_an_error_of_the_model_is_not_hidden() -> None:
    class Broken(MadeVectors):
        def embed(self, texts: Sequence[str], /) -> Vectors:
            raise RuntimeError(f"no memory for {len(texts)} texts")

    with pytest.raises(RuntimeError, match="no memory"):
        embed_all(Broken(), TEXTS)
