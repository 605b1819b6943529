"""How errors of every package reach a person: the same three parts, and an exit code.

The packages below each have an error tree of their own whose members carry `what`, `why` and
`fix`. They are matched by name here, so that reporting an error imports nothing.
"""

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from tui.exit_codes import ExitCode

FAULT_FILE = "fault.txt"
_CODES = {
    "tui.failures.UsageError": ExitCode.USAGE,
    "estimators.errors.UnknownFactError": ExitCode.USAGE,
    "estimators.errors.InputError": ExitCode.BAD_INPUT,
    "estimators.errors.EstimatorError": ExitCode.MISSING,
    "advisors.errors.AdvisorError": ExitCode.BAD_INPUT,
    "knowledge.errors.SharedBaseError": ExitCode.REMOTE,
    "knowledge.errors.ConfigError": ExitCode.BAD_INPUT,
    "knowledge.errors.QuestionSetError": ExitCode.BAD_INPUT,
    "knowledge.errors.QuestionError": ExitCode.USAGE,
    "knowledge.errors.ProjectNameError": ExitCode.USAGE,
    "knowledge.errors.NoSuchPathError": ExitCode.BAD_INPUT,
    "knowledge.errors.KnowledgeError": ExitCode.MISSING,
    "builtins.OSError": ExitCode.BAD_INPUT,
}


class UsageError(Exception):
    """Arguments that do not fit together: what happened, why, what to do."""

    def __init__(self, what: str, why: str, fix: str) -> None:
        super().__init__(f"{what}: {why}. {fix}")
        self.what = what
        self.why = why
        self.fix = fix


def exit_code_of(error: BaseException) -> ExitCode | None:
    """The exit code an error stands for, or None when it is a fault of the program."""
    for kind in type(error).__mro__:
        code = _CODES.get(f"{kind.__module__}.{kind.__qualname__}")
        if code is not None:
            return code
    return None


def explain(error: BaseException, most: int | None = None) -> str:
    """An error as text: what happened, why, what to do, one line each where it has them.

    Args:
        error: Any.
        most: Parts told of an error that has several, such as a file with many slips in it; as many
            as its own message tells where that is None.
    """
    problems = getattr(error, "problems", ())
    if len(problems) > 1:
        told = getattr(error, "MOST_TOLD", len(problems)) if most is None else most
        return _listed(getattr(error, "path", None), problems, told)
    if isinstance(error, OSError):
        return (
            f"{error.filename or 'A file'} cannot be used.\n"
            f"  Why: {error.strerror or error}\n"
            "  Fix: check the path, its permissions and the space on the disk"
        )
    parts = [getattr(error, name, "") for name in ("what", "why", "fix")]
    if not all(isinstance(part, str) and part for part in parts):
        return (
            f"Something failed inside Wattbrief: {type(error).__name__}: {error}\n"
            "  Why: a fault of the program, not of your input\n"
            "  Fix: your answers are saved; go on, and report this with what you did before"
        )
    what, why, fix = parts
    named = str(getattr(error, "path", None) or getattr(error, "question", ""))
    opening = what if named and what.startswith(named) else _opening(what)
    return f"{opening}.\n  Why: {why}\n  Fix: {fix}"


def tell_fault(error: BaseException) -> ExitCode:
    """Tell a fault of the program on stderr, its traceback kept in a file for a report.

    Where no file can be written the traceback stands on stderr as well.
    """
    told = "".join(traceback.format_exception(error))
    kept = _kept(told)
    where = f"  Traceback: {kept}\n" if kept is not None else told
    sys.stderr.write(f"{explain(error)}\n{where}")
    return ExitCode.FAULT


def _kept(told: str) -> Path | None:
    """The file that the last fault is kept in; None where it cannot be written."""
    from tui.paths import data_dir

    try:
        target = data_dir() / FAULT_FILE
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(told, encoding="utf-8", errors="backslashreplace")
    except (OSError, RuntimeError):  # no space, no permission; or nobody's home folder
        return None
    return target


def _listed(path: object, problems: Sequence[BaseException], most: int) -> str:
    """Each problem with its reason and remedy beside it."""
    lines = [f"{path or 'The design'} has {len(problems)} problems."]
    for number, item in enumerate(problems[:most], start=1):
        what, why, fix = (getattr(item, name, "") for name in ("what", "why", "fix"))
        lines += [f"  {number}. {what}", f"     Why: {why}", f"     Fix: {fix}"]
    if len(problems) > most:
        lines.append(f"  And {len(problems) - most} more, told once these are mended.")
    return "\n".join(lines)


def _opening(what: str) -> str:
    """A sentence with a capital, unless it opens with a file or a key: their case matters."""
    first = what.split(" ", 1)[0]
    return what if set(first) & set("._/\\~") else f"{what[:1].upper()}{what[1:]}"
