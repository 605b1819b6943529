"""How errors of every package reach a person: the same three parts, and an exit code.

The packages below each have an error tree of their own whose members carry `what`, `why` and
`fix`. They are matched by name here, so that reporting an error imports nothing.
"""

from tui.exit_codes import ExitCode

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


def explain(error: BaseException) -> str:
    """An error as text: what happened, why, what to do, one line each where it has them."""
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
    return f"{_opening(what)}.\n  Why: {why}\n  Fix: {fix}"


def _opening(what: str) -> str:
    """A sentence with a capital, unless it opens with a file or a key: their case matters."""
    first = what.split(" ", 1)[0]
    return what if set(first) & set("._/\\~") else f"{what[:1].upper()}{what[1:]}"
