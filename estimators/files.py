"""Files that a user names, read without waiting for anyone to write them."""

import os
import stat
from errno import EISDIR
from pathlib import Path
from typing import TextIO

from estimators.errors import InputError


def opened(path: Path) -> TextIO:
    """A regular file to read as UTF-8 text, its line ends as they are; a symbolic link is followed.

    Raises:
        InputError: It is a pipe, a socket or a device: reading it could wait for ever.
        OSError: It cannot be opened, or is a directory.
    """
    # Opening a pipe waits for somebody to write to it, unless told not to.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(handle, encoding="utf-8-sig", newline="")
    os.close(handle)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    raise InputError(
        f"{path} cannot be read",
        "it is a pipe or a device, and only regular files are read",
        "Save what it gives in a file, and name that.",
    )
