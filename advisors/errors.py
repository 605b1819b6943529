"""Everything that the advisors can refuse, in one tree.

AdvisorError
├── AnswerError          an answer that its question cannot take
├── UnknownNameError     no question, example or use case of that name; carries the nearest ones
├── StepError            the interview cannot do that step here (nothing to undo, not skippable)
├── UsageImportError     a usage table cannot be read
├── RecordError          a decision record cannot be made, read or written
│   ├── RecordBuildError     the advice or the date does not go with the design
│   ├── RecordReadError      a JSON twin is broken, or of a newer release
│   └── RecordWriteError     it could not be saved; carries the folder, which is as before
└── DesignError          a design file cannot be used; carries its path
    ├── DesignReadError      it cannot be opened or is no text
    ├── DesignSyntaxError    it is not valid YAML, or was cut off; carries the line
    ├── DesignSchemaError    it is YAML, but a key or value is not one of a design's
    ├── DesignVersionError   it was written by a newer release
    ├── OverrideError        a fact of its own is no fact, or cannot have that value
    └── DesignWriteError     it could not be saved; the file on disk is as before
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import ClassVar

FEW_NAMES = 8
"""Names that a message can list without hiding what it says."""
LEAST_PART = 3
"""Letters from which a part of a name points at it."""


class AdvisorError(Exception):
    """Base of all errors of this package: what happened, why, and what to do.

    Attributes:
        what: What happened, one clause.
        why: The reason, as far as it is known.
        fix: What the user can do about it.
    """

    def __init__(self, what: str, why: str, fix: str) -> None:
        super().__init__(f"{what}: {why}. {fix}")
        self.what = what
        self.why = why
        self.fix = fix


class AnswerError(AdvisorError):
    """Met when an answer does not suit its question: wrong type, out of bounds, unknown choice."""

    def __init__(self, question: str, what: str, why: str, fix: str) -> None:
        super().__init__(what, why, fix)
        self.question = question


class UnknownNameError(AdvisorError):
    """Met when a question, an example or a key is asked for that does not exist."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = meant(name, names)
        fix = f"Did you mean {either(near)}?" if near else some_of(name, names)
        super().__init__(f"no {kind} called {name!r}", "nothing has that name", fix)
        self.kind = kind
        self.name = name
        self.near = near


class StepError(AdvisorError):
    """Met when the interview cannot take the step asked for."""


class UsageImportError(AdvisorError):
    """Met when a usage table lacks a column, has no rows, or a cell that cannot be read."""


class RecordError(AdvisorError):
    """Base of the errors about decision records."""


class RecordBuildError(RecordError):
    """Met when a date is no date, or advice was given on other answers than the design holds."""


class RecordReadError(RecordError):
    """Met when the JSON of a record is cut off, is no record, or comes from a newer release."""


class RecordWriteError(RecordError):
    """Met when a record could not be saved; nothing half-written is left behind.

    Attributes:
        folder: Where it was to be saved.
    """

    def __init__(self, what: str, why: str, fix: str, folder: Path) -> None:
        super().__init__(what, why, fix)
        self.folder = folder


class DesignError(AdvisorError):
    """Base of the errors about a design file.

    Attributes:
        path: The file, None when the design came from elsewhere.
    """

    def __init__(self, what: str, why: str, fix: str, path: Path | None = None) -> None:
        super().__init__(what, why, fix)
        self.path = path


class DesignReadError(DesignError):
    """Met when the file is missing, unreadable, far too large, or not UTF-8 text."""


class DesignSyntaxError(DesignError):
    """Met when the file is not valid YAML or ends before its end mark.

    Attributes:
        line: Line at fault, counted from 1.
    """

    def __init__(
        self, what: str, why: str, fix: str, path: Path | None = None, line: int = 1
    ) -> None:
        super().__init__(what, why, fix, path)
        self.line = line


class DesignSchemaError(DesignError):
    """Met when a key is unknown or a value is not what its key takes.

    Attributes:
        problems: What is wrong one by one, each with what, why and fix; empty for a part of such.
    """

    MOST_TOLD: ClassVar[int] = 10
    """Problems that a message tells; a file with more is no design with slips in it."""

    def __init__(
        self,
        what: str,
        why: str,
        fix: str,
        path: Path | None = None,
        problems: "tuple[DesignSchemaError, ...]" = (),
    ) -> None:
        super().__init__(what, why, fix, path)
        self.problems = problems


class DesignVersionError(DesignError):
    """Met when the file's schema is newer than this release knows."""


class OverrideError(DesignError):
    """Met when a design lays a value over a fact that there is not, or that cannot have it."""


class DesignWriteError(DesignError):
    """Met when saving failed: disk full, folder not writable. The old file is untouched."""


def some_of(name: str, names: Sequence[str]) -> str:
    """All names where they are few, else the three that look most like it."""
    if len(names) <= FEW_NAMES:
        return f"Known: {', '.join(names)}."
    return f"The nearest of {len(names)}: {', '.join(nearest(name, names, alike=0.0))}."


def meant(name: str, names: Sequence[str]) -> tuple[str, ...]:
    """Names that look like this one or hold it as a part, best first, at most three."""
    part = name.strip().casefold()
    holding = (item for item in names if len(part) >= LEAST_PART and part in item.casefold())
    return tuple(dict.fromkeys((*nearest(name, names), *holding)))[:3]


def either(names: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def nearest(name: str, known: Iterable[str], alike: float = 0.6) -> tuple[str, ...]:
    """Names that look like `name`, best first, at most three; case does not matter.

    Args:
        name: As typed.
        known: Names that there are.
        alike: Least similarity, from 0 for any to 1 for the same.
    """
    by_folded = {item.casefold(): item for item in known}
    folded = get_close_matches(name.casefold(), list(by_folded), n=3, cutoff=alike)
    return tuple(by_folded[item] for item in folded)
