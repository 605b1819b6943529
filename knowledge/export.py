"""One-off export of the sentence-transformers model to ONNX, with proof that it is faithful.

Torch and sentence-transformers take seconds to import; they are needed here and never again.
"""

import logging
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedding import MODEL_FILE, TOKENIZER_FILE, Embedder
from knowledge.errors import WeightsError
from knowledge.leaner import make_leaner
from knowledge.runtime import onnx_runtime
from knowledge.weights import Weights, verify

MIN_COSINE = 0.999
MAX_LOSS = 0.01
_OPSET = 17
_PROBES = (
    "Is Trainium more energy efficient than GPUs for training?",
    "up to 87 % less storage compared with text formats, measured by AWS in 2022",
    "¿Qué chip de AWS conviene para un clasificador pequeño?",
    "a",
    "Retrieval depth decides how many tokens the model must read for every request. " * 12,
)


def export_model(
    weights: Weights, folder: Path, probes: Sequence[tuple[str, int]] = ()
) -> dict[str, object]:
    """Write `model.onnx` and `tokenizer.json` into a folder.

    The export is proven against sentence-transformers first. Then it is quantised to int8, which
    halves the time of a question; int8 stays only if it retrieves as well as fp32.

    Args:
        weights: What to export; verified before anything is loaded from it.
        folder: Receives the files.
        probes: Questions with the number of their card; without them the model stays fp32.

    Returns:
        Facts for the manifest: maximum length, size of a vector, cosine reached, precision.

    Raises:
        WeightsError: Weights altered, or the export differs from the original model.
    """
    verify(weights)
    onnx_runtime()  # before anything else may load it
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
    facts: dict[str, object] = {
        "max_length": max_length,
        "size": int(ours.shape[1]),
        "cosine": cosine,
    }
    facts |= _quantise(folder, max_length, probes)
    _simplify(folder / MODEL_FILE)
    facts["nodes_left_out"] = make_leaner(folder / MODEL_FILE)
    return facts


def _quantise(
    folder: Path, max_length: int, probes: Sequence[tuple[str, int]]
) -> dict[str, object]:
    """Replace the model by its int8 form where that loses no more than one point."""
    if not probes:
        return {"precision": "fp32"}
    from onnxruntime.quantization import QuantType, quantize_dynamic

    small = folder / "int8"
    small.mkdir()
    shutil.copyfile(folder / TOKENIZER_FILE, small / TOKENIZER_FILE)
    root = logging.getLogger()
    muted = root.disabled
    root.disabled = True  # the quantiser advises through the root logger; nothing to act on
    try:
        quantize_dynamic(
            str(folder / MODEL_FILE),
            str(small / MODEL_FILE),
            weight_type=QuantType.QInt8,
            per_channel=True,
        )
    finally:
        root.disabled = muted
    exact = _found(Embedder(folder, max_length, threads=0), probes)
    quick = _found(Embedder(small, max_length, threads=0), probes)
    kept = all(q >= e - MAX_LOSS for q, e in zip(quick, exact, strict=True))
    if kept:
        (small / MODEL_FILE).replace(folder / MODEL_FILE)
    shutil.rmtree(small)
    return {"precision": "int8" if kept else "fp32", "fp32_metrics": exact, "int8_metrics": quick}


def _simplify(model: Path) -> None:
    """Keep the graph as onnxruntime rewrites it when loading: opening it then takes half as long.

    Rewrites that depend on the processor stay out, so that the file may move to another machine.
    """
    onnxruntime = onnx_runtime()
    simpler = model.with_name("simpler.onnx")
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(simpler)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    simpler.replace(model)


def _found(embedder: Embedder, probes: Sequence[tuple[str, int]]) -> tuple[float, ...]:
    """How well questions find the others of their card: hit@1, hit@3, reciprocal rank."""
    vectors = embedder.embed([question for question, _ in probes])
    cards = np.array([card for _, card in probes])
    similarity = vectors @ vectors.T
    np.fill_diagonal(similarity, -1.0)
    best = np.full((len(probes), int(cards.max()) + 1), -1.0, dtype=np.float32)
    for card in np.unique(cards):
        best[:, card] = similarity[:, cards == card].max(axis=1)
    own = best[np.arange(len(probes)), cards]
    ranks = (best > own[:, None]).sum(axis=1) + 1
    return (
        float((ranks <= 1).mean()),
        float((ranks <= 3).mean()),
        float((1 / ranks).mean()),
    )


def _load(folder: Path) -> Any:  # noqa: ANN401 - sentence-transformers is untyped
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

    class Pipeline(torch.nn.Module):
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
