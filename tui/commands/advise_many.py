"""One design, or many: what `wattbrief advise` prints of each, and the exit code of all."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from advisors.errors import DesignReadError
from tui.designs import ENDING, refuse_empty
from tui.exit_codes import ExitCode
from tui.failures import exit_code_of, explain

Told = tuple[ExitCode, Mapping[str, object] | Sequence[str]]
"""The exit code of a design, and values for JSON or lines of text."""
Tell = Callable[[str], Told]


def tell_all(paths: Sequence[str], tell: Tell) -> ExitCode:
    """Print what is told of each design; the exit code is the largest of all.

    A single file prints alone, and its error is the caller's. Of several, or of a folder, each
    is headed by its path (with JSON: one object a line), and an error stops only its own design.

    Args:
        paths: Files, folders and names of examples.
        tell: Advises on one design; a mapping is printed as JSON, lines as they are.

    Raises:
        UsageError: A path is empty, or stdin is named twice.
    """
    refuse_empty(paths)
    if len(paths) == 1 and not Path(paths[0]).is_dir():
        code, told = tell(paths[0])
        sys.stdout.write(_alone(told) + "\n")
        return code
    codes = [_next(item, tell) for path in paths for item in _found(path)]
    return max(codes, default=ExitCode.OK)


def _found(path: str) -> Iterator[str | DesignReadError]:
    """A file as it is, the designs of a folder in order, or why there is none."""
    folder = Path(path)
    if not folder.is_dir():
        yield path
        return
    try:
        names = _designs_in(folder)
    except OSError as error:
        yield DesignReadError(
            f"the folder {path} cannot be read",
            error.strerror or str(error),
            "Check its permissions.",
            folder,
        )
        return
    yield from names
    if not names:
        yield DesignReadError(
            f"the folder {path} holds no design",
            f"no file in it ends in {ENDING}",
            "Name another folder, or the file itself; folders within it are not searched.",
            folder,
        )


def _designs_in(folder: Path) -> list[str]:
    names = (item for item in folder.iterdir() if item.name.endswith(ENDING))
    return sorted(str(item) for item in names if not (item.name[0] == "." or item.is_dir()))


def _next(item: str | DesignReadError, tell: Tell) -> ExitCode:
    """Print one of several designs, or on stderr why that is not possible."""
    if isinstance(item, DesignReadError):
        return _failed("", item)
    try:
        code, told = tell(item)
    except Exception as error:
        if exit_code_of(error) is None:
            raise
        return _failed(item, error)
    sys.stdout.write(_among(item, told) + "\n")
    sys.stdout.flush()
    return code


def _failed(name: str, error: Exception) -> ExitCode:
    text = explain(error)
    sys.stderr.write((text if name in text else f"{name}: {text}") + "\n")
    return exit_code_of(error) or ExitCode.BAD_INPUT


def _alone(told: Mapping[str, object] | Iterable[str]) -> str:
    if isinstance(told, Mapping):
        return json.dumps(told, ensure_ascii=False, indent=2)
    return "\n".join(told)


def _among(name: str, told: Mapping[str, object] | Iterable[str]) -> str:
    if isinstance(told, Mapping):
        return json.dumps({"path": name, **told}, ensure_ascii=False)
    return "\n".join([f"=== {name} ===", "", *told, ""])
