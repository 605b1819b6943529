"""Writing a record: Markdown and JSON together, both or neither."""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from advisors.disk import sync_folder, write_synced
from advisors.errors import RecordReadError, RecordWriteError
from advisors.record.digest import parse_record, render_json
from advisors.record.model import Record
from advisors.record.render import render_markdown, render_short

_PERMIT = "Change its permissions, or choose another."
_RENDERERS = {"json": render_json, "md": render_markdown, "short": render_short}
_ENDINGS = {"json": "json", "md": "md", "short": "short.md"}
_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space and export again."),
    errno.EDQUOT: ("your quota on this disk is used up", "Free some space and export again."),
    errno.EFBIG: ("a file there may not get that large", "Raise the limit or choose another."),
    errno.EROFS: ("the disk is read-only", "Choose another folder."),
    errno.EACCES: (
        "the folder may not be written to",
        _PERMIT,
    ),
    errno.EPERM: ("the folder may not be written to", _PERMIT),
    errno.ENOENT: ("the folder cannot be made there", "Choose another folder."),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "Choose a folder."),
    errno.EEXIST: ("there is a file of that name, not a folder", "Choose a folder."),
    errno.EISDIR: ("a folder has the name of the record", "Move it away."),
    errno.ENAMETOOLONG: ("the path is too long", "Choose a folder with a shorter path."),
}


def write_record(record: Record, folder: Path, formats: tuple[str, ...]) -> tuple[Path, ...]:
    """Write a record as `YYYYMMDD-slug.md`, `.json` and `.short.md`, all formats or none.

    A draft or proposal of the same design is replaced. The JSON takes its place first: it is the
    record, and the Markdown can be rendered from it again.

    Args:
        record: What to write.
        folder: Created when it does not exist.
        formats: Some of `md`, `json` and `short`.

    Returns:
        The paths in the order of `formats`.

    Raises:
        RecordWriteError: It could not be written, or would overwrite something else; the folder is
            as before.
    """
    unknown = [name for name in formats if name not in _RENDERERS]
    if unknown or not formats:
        raise RecordWriteError(
            "the record was not written",
            f"there is no format {', '.join(unknown)!r}" if unknown else "no format was named",
            f"Formats: {', '.join(_RENDERERS)}.",
            folder,
        )
    paths = {name: folder / f"{record.id}.{_ENDINGS[name]}" for name in formats}
    _refuse_foreign(record, folder)
    texts = {paths[name]: _RENDERERS[name](record) for name in _RENDERERS if name in paths}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_together(texts)
    except (OSError, ValueError) as error:
        code = error.errno if isinstance(error, OSError) else None
        said = error.strerror if isinstance(error, OSError) else str(error)
        unnamed = ((said or str(error)).lower(), "Choose another folder.")
        why, fix = _REASONS.get(code or 0, unnamed)
        raise RecordWriteError(
            f"the record was not written to {folder}", why, f"{fix} Nothing changed there.", folder
        ) from error
    return tuple(paths[name] for name in formats)


def _refuse_foreign(record: Record, folder: Path) -> None:
    """Keep records that were agreed to, and those of other designs."""
    path = folder / f"{record.id}.json"
    try:
        found = parse_record(path.read_text("utf-8"))
    except (OSError, ValueError):
        return
    except RecordReadError as error:
        raise RecordWriteError(
            f"{path} was not overwritten",
            "it is no record that can be read",
            "Move it away.",
            folder,
        ) from error
    why = ""
    if found.title != record.title:
        why = f"it is the record of another design, “{found.title}”"
    elif found.sign_offs or found.status not in ("draft", "proposed"):
        why = f"it is {found.status}" + (" and signed" if found.sign_offs else "")
    if why:
        fix = "Export to another folder, or under another date."
        raise RecordWriteError(f"{path} was not overwritten", why, fix, folder)


def _write_together(texts: Mapping[Path, str]) -> None:
    """Put every file on disk under a passing name, then rename all; undo if one fails."""
    token = secrets.token_hex(4)
    fresh = {path: path.with_name(f".{path.name}.{token}.new") for path in texts}
    kept = {path: path.with_name(f".{path.name}.{token}.old") for path in texts}
    try:
        for path, text in texts.items():
            write_synced(fresh[path], text)
        for path in texts:
            if path.exists():
                _keep(path, kept[path])
        _rename_all(fresh, kept)
    finally:
        for passing in (*fresh.values(), *kept.values()):
            with contextlib.suppress(OSError):
                passing.unlink(missing_ok=True)


def _rename_all(fresh: Mapping[Path, Path], kept: Mapping[Path, Path]) -> None:
    done: list[Path] = []
    try:
        for path, passing in fresh.items():
            os.replace(passing, path)  # noqa: PTH105 (Path.replace says less about intent)
            done.append(path)
    except BaseException:
        for path in done:
            if kept[path].exists():
                os.replace(kept[path], path)  # noqa: PTH105 (as above)
            else:
                path.unlink()
        raise
    sync_folder(next(iter(fresh)).parent)


def _keep(path: Path, copy: Path) -> None:
    """A second name for the old file; a copy where the disk has no hard links."""
    try:
        os.link(path, copy)
    except OSError:
        shutil.copy2(path, copy)
