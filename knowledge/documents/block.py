"""What reading a file gives: its paragraphs, or why it is left out."""

from dataclasses import dataclass


class SkippedError(Exception):
    """Raised for a file that cannot or must not be indexed; the text says why."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a document.

    Attributes:
        page: Page it stands on, from one; 0 where the format has no pages.
    """

    text: str
    heading: str
    page: int
