"""Writing a file in one step, so that a failure leaves the old one."""

import contextlib
import errno
import os
from pathlib import Path

from advisors.disk import sync_folder, write_synced
from advisors.errors import DesignWriteError

_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space and save again."),
    errno.EDQUOT: ("your quota on this disk is used up", "Free some space and save again."),
    errno.EFBIG: (
        "the file is larger than the system allows",
        "Raise the limit or save elsewhere.",
    ),
    errno.EROFS: ("the disk is read-only", "Save into another folder."),
    errno.EACCES: ("the folder may not be written to", "Change its permissions or save elsewhere."),
    errno.EPERM: ("the folder may not be written to", "Change its permissions or save elsewhere."),
    errno.ENOENT: ("the folder does not exist", "Create it or save elsewhere."),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "Save into a folder."),
    errno.EISDIR: ("there is a folder of that name", "Choose another name."),
    errno.ENAMETOOLONG: ("the name is too long", "Choose a shorter name."),
}


def write_atomically(path: Path, text: str) -> None:
    """Write a text file by way of a new file in the same folder that then takes its place.

    A symbolic link keeps pointing where it does, its target is replaced. Permissions of an
    existing file are kept.

    Raises:
        DesignWriteError: It could not be written; the file on disk is as before.
    """
    try:
        target = path.resolve()
        temporary = target.with_name(f".{target.name[:120]}.{os.urandom(4).hex()}.tmp")
        try:
            write_synced(temporary, text, _mode(target))
            os.replace(temporary, target)  # noqa: PTH105 (Path.replace says less about intent)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        sync_folder(target.parent)
    except (OSError, ValueError) as error:
        code = error.errno if isinstance(error, OSError) else None
        why, fix = _REASONS.get(code or 0, (str(error).lower(), "Save into another folder."))
        there = os.path.exists(path)  # noqa: PTH110 (Path.exists raises for a too long name)
        before = "The file on disk is as before." if there else "Nothing was written."
        raise DesignWriteError(f"{path} was not saved", why, f"{fix} {before}", path) from error


def _mode(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o777
    except FileNotFoundError:
        return 0o644
