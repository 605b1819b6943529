"""The list of recently opened designs: a small readable file, newest first."""

import json
from pathlib import Path

from tui.paths import config_dir

LIMIT = 9


def recent_designs() -> list[Path]:
    """Designs opened lately that still exist, newest first.

    A list that cannot be read is an empty list: it is a convenience and holds nothing of value.
    """
    try:
        names = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(names, list):
        return []
    return [path for path in map(Path, filter(_is_text, names)) if path.is_file()]


def remember(path: Path) -> None:
    """Put a design first in the list; a folder that cannot be written changes nothing."""
    here = path.resolve()
    known = [here, *(other for other in recent_designs() if other != here)][:LIMIT]
    target = _file()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".new")
        draft.write_text(json.dumps([str(item) for item in known], indent=1), encoding="utf-8")
        draft.replace(target)
    except OSError:
        return


def _file() -> Path:
    return config_dir() / "recent.json"


def _is_text(value: object) -> bool:
    return isinstance(value, str)
