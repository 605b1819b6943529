"""From the name of a design to its file."""

import re
import unicodedata
from pathlib import Path

SUFFIX = ".design.yaml"


def path_for(name: str) -> Path | None:
    """The file of a design by that name in the current folder; None when nothing is left of it.

    Letters lose their accents, those of other scripts are left out.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    return Path.cwd() / f"{slug}{SUFFIX}" if slug else None
