"""Folders that are complete or absent: written beside, checksummed, moved into place, locked.

A bundle is a folder whose `manifest.json` lists size and SHA-256 of every other file. It is built
in a temporary sibling and renamed: a reader sees all of it or none, and an interrupted build
leaves nothing that could be mistaken for a whole one.
"""

import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from knowledge.errors import BrokenIndexError, BusyError
from knowledge.weights import sha256_of

MANIFEST = "manifest.json"
UNUSED_S = 24 * 3600.0
"""Time without use after which a bundle that was superseded may go."""


@contextmanager
def locked(path: Path, timeout_s: float = 300.0) -> Iterator[None]:
    """Hold an inter-process lock file.

    Raises:
        BusyError: Another process kept it for longer than `timeout_s`.
    """
    import filelock

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(path, timeout=timeout_s)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise BusyError(
            f"{path.stem} is in use",
            f"another process has held {path} for {timeout_s:.0f} s",
            "Wait for it to finish, or end it, and try again",
        ) from error
    try:
        yield
    finally:
        lock.release()


def build_bundle(folder: Path, fill: Callable[[Path], dict[str, object]]) -> None:
    """Build a bundle and move it into place.

    Args:
        folder: Final place; whatever stands there is replaced. The caller holds its lock: what a
            killed build left beside it is removed.
        fill: Writes the files into the folder it is given and returns facts for the manifest.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(left, ignore_errors=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        facts = fill(building)
        files = {
            path.name: {"bytes": path.stat().st_size, "sha256": sha256_of(path)}
            for path in sorted(building.iterdir())
        }
        write_atomically(
            building / MANIFEST, json.dumps({"facts": facts, "files": files}, indent=1).encode()
        )
        if folder.exists():
            shutil.rmtree(folder)
        building.replace(folder)
    finally:
        if building.exists():
            shutil.rmtree(building, ignore_errors=True)


def check_bundle(folder: Path, *, deep: bool) -> dict[str, object]:
    """Facts of a bundle whose files are all there.

    Args:
        folder: The bundle.
        deep: Also compare the digests, not only the sizes.

    Raises:
        BrokenIndexError: The manifest or a file is missing, or does not match.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        files = manifest["files"]
        facts = manifest["facts"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _broken(folder, f"{MANIFEST} cannot be read ({type(error).__name__})") from error
    for name, expected in files.items():
        path = folder / name
        if not path.is_file():
            raise _broken(folder, f"{name} is missing")
        size = path.stat().st_size
        if size != expected["bytes"]:
            raise _broken(folder, f"{name} has {size} bytes instead of {expected['bytes']}")
        if deep and sha256_of(path) != expected["sha256"]:
            raise _broken(folder, f"{name} does not match its checksum")
    return dict(facts)


class Proof:
    """Compares a bundle with its digests in a thread, while its files are already being loaded.

    Hashing releases the interpreter lock, so a start waits for it hardly ever. Load inside of
    `with`: its end waits for the result, and a bundle that does not hold is named as the reason of
    whatever failed there.

    Args:
        folder: The bundle.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fault: BrokenIndexError | None = _broken(folder, "its files were not compared")
        self._thread = threading.Thread(target=self._compare, name=f"proof of {folder.name}")
        self._thread.start()

    @property
    def holds(self) -> bool:
        """Whether every digest is right; waits for the result."""
        self._thread.join()
        return self._fault is None

    def __enter__(self) -> None:
        """Begin loading."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End loading.

        Raises:
            BrokenIndexError: A file does not match.
        """
        self._thread.join()
        if self._fault is not None and (error is None or isinstance(error, Exception)):
            raise self._fault from error

    def _compare(self) -> None:
        try:
            check_bundle(self._folder, deep=True)
            self._fault = None
        except BrokenIndexError as error:
            self._fault = error
        except OSError as error:
            self._fault = _broken(self._folder, f"it cannot be read ({type(error).__name__})")


def mark_used(folder: Path) -> None:
    """Note that a bundle is in use today, so that no other version of the program removes it."""
    with suppress(OSError):  # a cache that cannot be written is cleared by nobody
        os.utime(folder)


def remove_unused(present: Path, unused_s: float = UNUSED_S) -> list[str]:
    """Remove bundles that took the same place before, and what killed builds left of them.

    The caller holds the lock under which all versions build, so nothing here is being made. What a
    reader has opened it has also read whole, and it marks a bundle before it begins.

    Args:
        present: The bundle that stays. Others are those called like it up to the first dash.
        unused_s: Those marked within this time stay as well: another version may use them.

    Returns:
        Names of the folders removed.
    """
    kind = present.name.partition("-")[0]
    latest = time.time() - unused_s
    gone: list[str] = []
    for folder in (*present.parent.glob(f"{kind}-*"), *present.parent.glob(f".{kind}-*")):
        try:
            old = folder.is_dir() and not folder.is_symlink() and folder.stat().st_mtime < latest
        except OSError:
            continue
        if old and folder != present:
            shutil.rmtree(folder, ignore_errors=True)
            gone.append(folder.name)
    return sorted(gone)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new content, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _broken(folder: Path, why: str) -> BrokenIndexError:
    return BrokenIndexError(
        f"the stored index {folder.name} is broken",
        why,
        "It is rebuilt at the next start; `wattbrief prepare` does it now",
    )
