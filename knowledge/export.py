"""One-off export of the sentence-transformers model to ONNX, with proof that it is faithful.

Torch and sentence-transformers take seconds to import; they are needed here and never again.
"""

import shutil
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedding import MODEL_FILE, TOKENIZER_FILE, Embedder
from knowledge.errors import WeightsError
from knowledge.weights import Weights, verify

MIN_COSINE = 0.999
_OPSET = 17
_PROBES = (
    "Is Trainium more energy efficient than GPUs for training?",
    "up to 87 % less storage compared with text formats, measured by AWS in 2022",
    "¿Qué chip de AWS conviene para un clasificador pequeño?",
    "a",
    "Retrieval depth decides how many tokens the model must read for every request. " * 12,
)


def export_model(weights: Weights, folder: Path) -> dict[str, object]:
    """Write `model.onnx` and `tokenizer.json` into a folder.

    Args:
        weights: What to export; verified before anything is loaded from it.
        folder: Receives the files.

    Returns:
        Facts for the manifest: maximum length, size of a vector, cosine reached.

    Raises:
        WeightsError: Weights altered, or the export differs from the original model.
    """
    verify(weights)
    model = _load(weights.folder)
    shutil.copyfile(weights.folder / "tokenizer.json", folder / TOKENIZER_FILE)
    _trace(model, folder / MODEL_FILE)
    max_length = int(model.get_max_seq_length() or 256)
    ours = Embedder(folder, max_length).embed(_PROBES)
    theirs = np.asarray(model.encode(list(_PROBES), normalize_embeddings=True), dtype=np.float32)
    cosine = float((ours * theirs).sum(axis=1).min())
    if not cosine >= MIN_COSINE:
        raise WeightsError(
            "the exported model is not faithful",
            f"cosine to sentence-transformers is {cosine:.4f}, at least {MIN_COSINE} is needed",
            "Install the versions of torch and onnxruntime that constraints.txt names",
        )
    return {"max_length": max_length, "size": int(ours.shape[1]), "cosine": cosine}


def _load(folder: Path) -> Any:  # noqa: ANN401 - sentence-transformers is untyped
    import logging

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def _trace(model: Any, target: Path) -> None:  # noqa: ANN401 - as above
    """Export with the tracing exporter: it needs no package beyond torch and onnx."""
    import torch

    class Pipeline(torch.nn.Module):  # type: ignore[misc]
        """The whole pipeline (transformer, pooling, normalisation) as one graph."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:  # noqa: ANN401
            features = {
                "input_ids": input_ids,
                "attention_mask": attention_mask,
                "token_type_ids": token_type_ids,
            }
            return self.model(features)["sentence_embedding"]

    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = torch.ones((2, 7), dtype=torch.int64)
    axes = {name: {0: "batch", 1: "tokens"} for name in names} | {"embedding": {0: "batch"}}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Pipeline().eval(),
            (example, example, torch.zeros_like(example)),
            str(target),
            input_names=names,
            output_names=["embedding"],
            dynamic_axes=axes,
            opset_version=_OPSET,
            dynamo=False,
        )
