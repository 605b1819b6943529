"""From the name of a design to its file."""

import re
from pathlib import Path

SUFFIX = ".design.yaml"


def path_for(name: str) -> Path | None:
    """The file of a design by that name in the current folder; None when no letter is in it."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    return Path.cwd() / f"{slug}{SUFFIX}" if slug else None
