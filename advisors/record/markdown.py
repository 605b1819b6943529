"""Markdown that stays what it is: text of others can break no table and bring no markup.

Lines are at most 80 columns wide where that is possible, so that the source reads well in a
terminal; tables are padded when they fit and left ragged when they do not.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

WIDTH = 80
_KEPT_FORMAT = "\u200c\u200d"  # joiners that some scripts and emoji need
_SPECIAL = re.compile(r"[\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#|\w+;)")
_EVIDENCE = re.compile(r"\\\[(E\d+)\\\](?![:(\[\\])")
_OPENER = re.compile(r"^(?:[-+](?=[\s-]|$)|[#>=:]|\d+[.)](?=\s|$))")
_UNSAFE_START = re.compile(r"^(?:[-+*]$|[-=_*]{2,}|#{1,6}$|=|>|\d+[.)]$|`{3}|~{3}|:?-+:?\||\||%)")
_URL = re.compile(r"^https?://[^\s<>\\\x00-\x20]+$")


def clean(value: str) -> str:
    """One line of printable text: white space folded, control and direction marks gone."""
    folded = " ".join(value.split())
    if folded.isascii() and folded.isprintable():
        return folded
    # A word of control marks alone leaves two spaces behind.
    return " ".join("".join(c for c in folded if _printable(c)).split())


def text(value: str) -> str:
    """Text of others as inline Markdown; only references to evidence keep their brackets."""
    escaped = _SPECIAL.sub(lambda found: f"\\{found.group()}", clean(value))
    escaped = _EVIDENCE.sub(r"[\1]", escaped)
    opener = _OPENER.match(escaped)
    if opener is None:
        return escaped
    end = opener.end() - 1
    return f"{escaped[:end]}\\{escaped[end:]}"


def wrap(value: str, first: str = "", rest: str | None = None) -> list[str]:
    """Inline Markdown on lines of at most 80 columns.

    No line starts with a mark that would open a list, a heading or a table.

    Args:
        value: Inline Markdown, already escaped.
        first: What the first line starts with, for example `- `.
        rest: What the other lines start with; as many spaces as `first` has when None.
    """
    indent = " " * len(first) if rest is None else rest
    lines: list[str] = []
    line = ""
    for word in _words(value):
        start = first if not lines else indent
        if line and columns(start) + columns(line) + 1 + columns(word) > WIDTH:
            lines.append(f"{start}{line}")
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(f"{first if not lines else indent}{line}".rstrip())
    return lines


def paragraph(value: str) -> list[str]:
    """Text of others as a paragraph, with the empty line after it."""
    return [*wrap(text(value)), ""]


def bullets(values: Iterable[str]) -> list[str]:
    """Inline Markdown as a list, with the empty line after it; nothing for no values."""
    lines = [line for value in values for line in wrap(value, "- ")]
    return [*lines, ""] if lines else []


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of inline Markdown cells, with the empty line after it."""
    cells = [list(header), *(list(row) for row in rows)]
    widths = [max(3, *(columns(row[i]) for row in cells)) for i in range(len(header))]
    if sum(widths) + 3 * len(widths) + 1 > WIDTH:
        widths = [0] * len(widths)
    rule = ["-" * (width or 3) for width in widths]
    lines: list[str] = []
    for row in (cells[0], rule, *cells[1:]):
        padded = [cell + " " * (w - columns(cell)) for cell, w in zip(row, widths, strict=True)]
        lines.append(f"| {' | '.join(padded)} |")
    return [*lines, ""]


def fence(lines: Sequence[str], language: str = "text") -> list[str]:
    """Lines as they are, in a block that nothing in them can close."""
    body = [_visible(line) for line in lines]
    longest = max((len(run) for line in body for run in re.findall("`+", line)), default=0)
    marks = "`" * max(3, longest + 1)
    return [f"{marks}{language}", *body, marks, ""]


def link(title: str, url: str) -> str:
    """A title and its address; an address that is no plain web address is shown as text."""
    if not url:
        return text(title)
    return f"{text(title)}, <{url}>" if _URL.match(url) else f"{text(title)}, {text(url)}"


def columns(value: str) -> int:
    """Columns that a text takes in a terminal."""
    if value.isascii():
        return len(value)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in value)
    return len(value) + wide - sum(unicodedata.combining(c) > 0 for c in value)


def _words(value: str) -> list[str]:
    """Words, those that must not start a line joined to the one before."""
    found: list[str] = []
    for word in value.split():
        if found and _UNSAFE_START.match(word):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _visible(line: str) -> str:
    return "".join(c for c in line.replace("\t", "    ") if _printable(c))


def _printable(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind not in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp") or character in _KEPT_FORMAT
