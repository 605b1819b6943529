"""Where the knowledge base keeps what it builds: the cache, and the user's own documents.

Both follow the platform's convention and can be moved by an environment variable.
"""

import os
from pathlib import Path

CACHE_VARIABLE = "WATTBRIEF_CACHE_DIR"
DATA_VARIABLE = "WATTBRIEF_DATA_DIR"


def cache_dir() -> Path:
    """Folder of everything that can be rebuilt: exported model and indexes."""
    return _folder(CACHE_VARIABLE, "user_cache_dir")


def documents_dir() -> Path:
    """Folder of the stores of own documents, one subfolder for each project."""
    return _folder(DATA_VARIABLE, "user_data_dir") / "documents"


def guidance_dir() -> Path:
    """Folder of the guidance cards that the package ships."""
    return Path(__file__).parent / "guidance"


def _folder(variable: str, kind: str) -> Path:
    if chosen := os.environ.get(variable):
        return Path(chosen).expanduser()
    import platformdirs

    return Path(getattr(platformdirs, kind)("wattbrief", appauthor=False))
