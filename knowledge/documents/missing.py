"""Files that were added and are not found any more: gone, moved, or out of reach for a while."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.documents import roots as named
from knowledge.documents.records import below, delete, drop, without_copy
from knowledge.documents.report import AddReport
from knowledge.documents.walk import Walked, shown


def also_named(
    connection: sqlite3.Connection, added: Sequence[str], folders: Sequence[str], walked: Walked
) -> Iterator[Path]:
    """What was added by name below some folders; noted as unread where it is not there."""
    for path in added:
        if not named.is_below(path, folders):
            continue
        if not named.is_absent(path):
            yield Path(path)
        elif below(connection, "files", (path,)):
            walked.unread.append(path)
            walked.skipped.append((path, named.KEPT))


def forget_missing(
    connection: sqlite3.Connection,
    folders: Sequence[str],
    present: set[str],
    walked: Walked,
    report: AddReport,
) -> None:
    """Drop files below the folders being added that are no longer there; inside a transaction.

    Where a whole folder of them is missing, only those that are found elsewhere.
    """
    missing = [
        path
        for path in below(connection, "files", folders)
        if path not in present and not named.is_below(path, walked.unread)
    ]
    lost = named.lost_folders(missing, folders)
    kept = without_copy(connection, lost, present)
    gone = [path for path in missing if path not in kept]
    report.skipped.extend((path, named.KEPT) for path in sorted({lost[path] for path in kept}))
    drop(connection, gone)
    old = (path for path in below(connection, "skipped", folders) if path not in present)
    delete(connection, "skipped", list(old))
    # Of these nothing is read, so that no size and time can show a change.
    connection.executemany(
        "INSERT OR IGNORE INTO skipped VALUES (?, ?, 0, 0)",
        [(shown(path), why) for path, why in report.skipped],
    )
    report.removed.extend(gone)
