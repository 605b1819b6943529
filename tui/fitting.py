"""Text in as many rows as there are; what has no room is said to be elsewhere, never just cut."""

from textwrap import wrap


def fitted(text: str, width: int, rows: int, more: str) -> list[str]:
    """A text in rows of that width.

    Args:
        text: Paragraphs, one a line.
        width: Columns.
        rows: Most rows.
        more: How the last row ends where something is left out: where the rest stands.
    """
    if width <= len(more):
        return []
    lines = [row for part in text.split("\n") for row in wrap(part, width) or [""]]
    if len(lines) <= rows:
        return lines
    kept = lines[:rows]
    kept[-1] = "".join(wrap(kept[-1], width - len(more))[:1]) + more
    return kept
