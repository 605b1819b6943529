"""Files that a user names, read without waiting for anyone to write them."""

import errno
import os
import stat
from pathlib import Path


class NotAFileError(OSError):
    """Met when a path leads to a pipe, a socket or a device: reading it could wait for ever."""

    fix = "Save what it gives in a file, and name that."

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "it is a pipe or a device, and only regular files are read")
        self.path = path


def read_bytes(path: Path, limit: int = -1) -> bytes:
    """The bytes of a regular file.

    Args:
        path: The file; a symbolic link is followed.
        limit: How many bytes to read at most; all of them when negative.

    Raises:
        NotAFileError: It is a pipe, a socket or a device.
        OSError: It cannot be opened or read.
        ValueError: Its name holds a character that no name may.
    """
    # Opening a pipe waits for somebody to write to it, unless told not to.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(handle).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise NotAFileError(path)
        return file.read(limit)
