"""Sentence vectors from the exported model: onnxruntime and tokenizers, never torch."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.runtime import onnx_runtime

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
BATCH_SIZE = 32
_FEW = 4

Vectors = npt.NDArray[np.float32]


class Embedder:
    """Maps texts to unit vectors.

    Args:
        folder: Holds the exported model and its tokenizer.
        max_length: Tokens after which a text is cut.
        threads: Threads of one inference; questions are too short to gain from more than one.
    """

    def __init__(self, folder: Path, max_length: int, threads: int = 1) -> None:
        from tokenizers import Tokenizer

        onnxruntime = onnx_runtime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length)

    def embed(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> Vectors:
        """Unit vectors of texts, in order.

        Args:
            texts: Any number of texts; sorted by length inside to waste no padding.
            progress: Called with texts done and total after each batch.

        Returns:
            Array of shape (len(texts), size), float32.
        """
        if not texts:
            return np.zeros((0, self.size), dtype=np.float32)
        result: Vectors | None = None
        done = 0
        for rows, vectors in self._batches(texts):
            if result is None:
                result = np.empty((len(texts), vectors.shape[1]), dtype=np.float32)
            result[rows] = vectors
            done += len(rows)
            if progress is not None:
                progress(done, len(texts))
        assert result is not None  # noqa: S101 - texts are not empty
        return result

    @property
    def size(self) -> int:
        """Numbers in one vector."""
        return int(self._session.get_outputs()[0].shape[-1])

    def words(self, shortest: int) -> frozenset[str]:
        """Whole words that the tokenizer knows: ordinary English and common names."""
        vocabulary = self._tokenizer.get_vocab()
        return frozenset(
            w for w in vocabulary if len(w) >= shortest and w.isalpha() and w.isascii()
        )

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], Vectors]]:
        # Waking the tokenizer's threads takes longer than a question does.
        few = len(texts) <= _FEW
        encodings = (
            [self._tokenizer.encode(text) for text in texts]
            if few
            else self._tokenizer.encode_batch(list(texts))
        )
        order = sorted(range(len(texts)), key=lambda row: len(encodings[row].ids), reverse=True)
        for start in range(0, len(order), BATCH_SIZE):
            rows = order[start : start + BATCH_SIZE]
            width = len(encodings[rows[0]].ids)
            ids = np.zeros((len(rows), width), dtype=np.int64)
            mask = np.zeros_like(ids)
            for line, row in enumerate(rows):
                tokens = encodings[row].ids
                ids[line, : len(tokens)] = tokens
                mask[line, : len(tokens)] = 1
            feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            vectors = self._session.run(None, feeds)[0].astype(np.float32)
            norms = np.linalg.norm(vectors, axis=1, keepdims=True)
            yield rows, vectors / np.maximum(norms, 1e-12)
