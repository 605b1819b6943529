"""Folders of the user: data (designs, drafts, own documents), configuration, cache.

Each follows the platform's convention and can be moved by an environment variable.
"""

import os
from pathlib import Path

DATA_VARIABLE = "WATTBRIEF_DATA_DIR"
CONFIG_VARIABLE = "WATTBRIEF_CONFIG_DIR"
CONFIG_FILE = "config.yaml"


def data_dir() -> Path:
    """Folder of designs that were started without a path."""
    return _folder(DATA_VARIABLE, "user_data_dir")


def config_dir() -> Path:
    """Folder of settings and of the list of recent designs."""
    return _folder(CONFIG_VARIABLE, "user_config_dir")


def history_file(design: Path) -> Path:
    """Where the answer log of a design is kept: apart from it, so that no folder is littered.

    A design that is moved starts a new log.
    """
    import hashlib

    name = hashlib.sha256(str(design.resolve()).encode()).hexdigest()[:24]
    return data_dir() / "history" / f"{name}.json"


def _folder(variable: str, kind: str) -> Path:
    if chosen := os.environ.get(variable):
        return Path(chosen).expanduser()
    import platformdirs

    return Path(getattr(platformdirs, kind)("wattbrief", appauthor=False))
