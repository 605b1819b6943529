"""What adding documents did."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that can be cited."""

    path: str
    bytes: int
    passages: int


@dataclass
class AddReport:
    """What an `add` did.

    Attributes:
        added: Files whose text is new.
        duplicates: Files whose content was already there under another name.
        unchanged: Files that were there already.
        removed: Files that had been added before and are gone from the disk.
        skipped: Path and reason of every file that was left out.
        others: How many files of other kinds were passed by in folders, by suffix.
        cancelled: True when it was stopped; what was done is kept.
        remark: What else went wrong, though the documents are stored; "" if nothing did.
    """

    added: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    cancelled: bool = False
    remark: str = ""

    def withdraw(self, paths: set[str]) -> None:
        """Take back what was said of files that were not stored after all."""
        for said in (self.added, self.duplicates, self.unchanged):
            said[:] = [path for path in said if path not in paths]
