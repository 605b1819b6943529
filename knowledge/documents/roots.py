"""What was added and what was removed, by path: in the store, and beside it for a rebuild.

What was removed stays out although a folder above it was added: only adding it by its own name
brings it back.
"""

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.errors import DocumentError, NoSuchPathError
from knowledge.store import write_atomically

LEFT_OUT = "it was removed; add it by its own name to have it again"
KEPT = (
    "it is not there, or empty (a share that is not mounted?); what is stored of it is kept, "
    "`wattbrief knowledge remove` drops it"
)
NOT_THERE = "there is no such file or folder; check the path"
MEANWHILE = "it was removed while it was being read"
LOST = "it is not there, and the store was too damaged to keep what it held of it"

_UNFINISHED = "unfinished "


@dataclass(frozen=True, slots=True)
class Named:
    """Paths that a person named.

    Attributes:
        added: Files and folders, as given to `add`.
        removed: Files and folders, as given to `remove` and not added again since.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]


def stored(connection: sqlite3.Connection) -> Named:
    """What the store knows."""
    added = connection.execute("SELECT path FROM roots ORDER BY path")
    removed = connection.execute("SELECT path FROM excluded ORDER BY path")
    return Named(tuple(path for (path,) in added), tuple(path for (path,) in removed))


def remember(connection: sqlite3.Connection, folder: Path, named: Named) -> None:
    """Note paths in the store and beside it; inside a transaction."""
    for table, paths in (("roots", named.added), ("excluded", named.removed)):
        query = f"INSERT OR IGNORE INTO {table} VALUES (?)"  # noqa: S608 - one of our own names
        connection.executemany(query, [(path,) for path in paths])
    _write(connection, folder)


def added(connection: sqlite3.Connection, folder: Path, paths: Sequence[str]) -> None:
    """Note paths that somebody adds: they are no longer removed; inside a transaction."""
    connection.executemany("DELETE FROM excluded WHERE path = ?", [(path,) for path in paths])
    remember(connection, folder, Named(tuple(paths), ()))


def begun(connection: sqlite3.Connection, paths: Sequence[str]) -> None:
    """Note paths that are being read, until `ended` says that all of them is; in a transaction."""
    marks = [(f"{_UNFINISHED}{path}", "") for path in paths]
    connection.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", marks)


def ended(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Note that paths have been read to their end; inside a transaction."""
    marks = [(f"{_UNFINISHED}{path}",) for path in paths]
    connection.executemany("DELETE FROM state WHERE name = ?", marks)


def unfinished(connection: sqlite3.Connection) -> list[str]:
    """Paths whose reading was stopped or killed, or still goes on in another process."""
    names = connection.execute("SELECT name FROM state ORDER BY name")
    return [name.removeprefix(_UNFINISHED) for (name,) in names if name.startswith(_UNFINISHED)]


def removed(connection: sqlite3.Connection, folder: Path, path: str) -> None:
    """Note a path that somebody removes, with all that was added below; inside a transaction."""
    gone = [(root,) for root in stored(connection).added if is_below(root, (path,))]
    connection.executemany("DELETE FROM roots WHERE path = ?", gone)
    ended(connection, [root for root in unfinished(connection) if is_below(root, (path,))])
    remember(connection, folder, Named((), (path,)))


def written(folder: Path) -> Named:
    """What stands beside the store, however damaged that is.

    Raises:
        DocumentError: A list is not JSON.
    """
    return Named(_read(_files(folder)[0]), _read(_files(folder)[1]))


def present(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Of paths that somebody names, those that are there, in full, and those that are not.

    Raises:
        NoSuchPathError: None of them is there.
    """
    whole = [full(path) for path in paths]
    found = [path for path in whole if path.exists()]
    if paths and not found:
        raise NoSuchPathError(
            f"{', '.join(map(str, paths))} cannot be added",
            "there is no such file or folder",
            "Check the path",
        )
    there = set(found)
    return found, [path for path, full in zip(paths, whole, strict=True) if full not in there]


def full(path: str | Path) -> Path:
    """A path in full and without `..`, so that a folder is the same from wherever it is named."""
    whole = Path(path).expanduser().absolute()
    if os.pardir not in whole.parts:
        return whole
    short = Path(os.path.normpath(whole))
    if not whole.exists() or (short.exists() and short.samefile(whole)):
        return short
    return whole.resolve()  # above a link lies what is above its target


def is_below(path: str, folders: Iterable[str]) -> bool:
    """Whether a path is one of the folders, or below."""
    return any(
        path == folder or path.startswith(f"{folder.rstrip(os.sep)}{os.sep}") for folder in folders
    )


def is_absent(path: str) -> bool:
    """Whether nothing can be read of a file or folder: an unmounted share leaves an empty one."""
    root = Path(path)
    try:
        return next(root.iterdir(), None) is None if root.is_dir() else not root.exists()
    except OSError:
        return True


def lost_folders(paths: Iterable[str], tops: Collection[str]) -> dict[str, str]:
    """Of files that are not found, those whose folder is not there or empty, and that folder.

    A share that is not mounted looks like this, in the middle of a folder that was added. Named is
    the highest such folder below the tops.
    """
    absent = cache(is_absent)
    lost = {}
    for path in paths:
        folder = os.path.dirname(path)  # noqa: PTH120 - as text, like what is stored
        if not absent(folder):
            continue
        above = os.path.dirname(folder)  # noqa: PTH120 - as above
        while above not in tops and is_below(above, tops) and absent(above):
            folder, above = above, os.path.dirname(above)  # noqa: PTH120 - as above
        lost[path] = folder
    return lost


def _files(folder: Path) -> tuple[Path, Path]:
    return folder / "roots.json", folder / "removed.json"


def _write(connection: sqlite3.Connection, folder: Path) -> None:
    named = stored(connection)
    for file, paths in zip(_files(folder), (named.added, named.removed), strict=True):
        write_atomically(file, json.dumps(paths).encode())


def _read(file: Path) -> tuple[str, ...]:
    if not file.exists():
        return ()
    try:
        return tuple(str(path) for path in json.loads(file.read_bytes()))
    except (TypeError, ValueError) as error:
        raise DocumentError(
            "the list of what was added or removed is damaged",
            f"{file} is not a list of paths in JSON",
            "Remove the file and add the folders again",
        ) from error
