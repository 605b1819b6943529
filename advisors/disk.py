"""Bytes that are on disk before we say so."""

import contextlib
import os
from pathlib import Path


def write_synced(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a new file, all bytes on disk before this returns; the umask limits its mode.

    Raises:
        OSError: It exists already, or cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make new names durable; not every system lets a folder be opened for that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
