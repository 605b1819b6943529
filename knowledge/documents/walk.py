"""Files below a folder: only readable kinds, no links, nothing that a name could hide."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.documents.extract import READERS

_LEFT_OUT = frozenset({".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__"})


@dataclass
class Walked:
    """What a walk met on its way.

    Attributes:
        skipped: Path and reason of what was left out.
        unread: Folders that could not be listed; what is below them is not known to be gone.
        left_out: Paths that are passed by, wherever they are met below a folder.
        why: What is said of those.
        others: How many files of other kinds were passed by, by suffix.
    """

    skipped: list[tuple[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    left_out: frozenset[str] = frozenset()
    why: str = ""
    others: Counter[str] = field(default_factory=Counter)


def walk(root: Path, walked: Walked) -> Iterator[Path]:
    """Readable kinds of files below a folder, in order, or the file itself.

    Links inside folders are not followed: they could lead out of the folder, or around for ever.
    """
    if not root.is_dir():
        if _is_nameable(str(root), walked):
            yield root
        return
    folders = [str(root)]
    while folders:
        below = []
        for entry in _entries(folders.pop(), walked):
            if entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
            elif (suffix := Path(entry.name).suffix.lower()) not in READERS:
                walked.others[shown(suffix)] += 1
            elif _is_nameable(entry.path, walked):
                yield Path(entry.path)
        folders += reversed(below)


def shown(text: str) -> str:
    """A name on one line that cannot steer a terminal: what does not print is written out."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode()
        for char in text
    )


def _entries(folder: str, walked: Walked) -> Iterator[os.DirEntry[str]]:
    """What may be read of a folder, in order."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        walked.skipped.append((folder, f"it cannot be listed: {error.strerror}"))
        walked.unread.append(folder)
        return
    for entry in found:
        if entry.name in _LEFT_OUT or entry.name.startswith("."):
            continue
        if entry.path in walked.left_out:
            walked.skipped.append((entry.path, walked.why))
        elif entry.is_symlink():
            walked.skipped.append((entry.path, "it is a link; links are not followed"))
        else:
            yield entry


def _is_nameable(path: str, walked: Walked) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        walked.skipped.append((path, "its name is not valid Unicode; rename it"))
        return False
    return True
