"""Text of a file, with headings and page numbers; hostile or useless files are refused by reason.

Nothing here follows a link, runs a script, fetches an address or unpacks more than it may.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from knowledge.documents.block import Block, SkippedError
from knowledge.documents.decoding import decode, is_plain
from knowledge.documents.markup import paragraphs
from knowledge.documents.word import read_docx

MAX_BYTES = 64 * 1024 * 1024
MAX_PAGES = 5000
MAX_CHARACTERS = 20_000_000
MAX_HEADING = 300
_MARKDOWN_MARK = re.compile(r"#{1,6}[ \t]+")
_ESCAPE = re.compile(r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]")
"""A colour or a movement, whole: without its first character the rest would stand in the text."""

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
"""Letters that print as one: no question asks for "eﬃciency" in three of them."""

_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What parsers raise on files that are not what they claim to be."""


def extract(content: bytes, suffix: str) -> list[Block]:
    """The paragraphs of a document.

    Args:
        content: The whole file.
        suffix: Of its name, lower case, with the dot.

    Raises:
        SkippedError: Empty, binary, encrypted, broken, or of an unknown kind.
    """
    if not content.strip():
        raise SkippedError("it is empty")
    reader = READERS.get(suffix)
    if reader is None:
        raise SkippedError(f"{suffix or 'no suffix'} is not a kind that can be read")
    blocks: list[Block] = []
    size = 0
    try:
        for block in reader(content):
            size += len(block.text)
            if size > MAX_CHARACTERS:
                raise SkippedError(f"it holds more than {MAX_CHARACTERS:,} characters of text")
            text = _printable(block.text)
            if text.strip():
                blocks.append(Block(text, _printable(block.heading), block.page))
    except RecursionError:
        raise SkippedError("it is nested too deeply") from None
    if not blocks:
        raise SkippedError("no text was found in it (a scan, perhaps)")
    return blocks


def _printable(text: str) -> str:
    """Text without control characters: a document must not steer the terminal it is quoted in.

    Spaces of other kinds become plain ones: left out, they would glue words together.
    """
    if is_plain(text):
        return text
    return "".join(
        char if char.isprintable() or char in "\n\t" else " " if char.isspace() else ""
        for char in _ESCAPE.sub("", text)
    )


def check_size(path: Path) -> int:
    """Bytes of a file.

    Raises:
        SkippedError: Not a plain file, or larger than can be indexed.
    """
    if not path.is_file():
        raise SkippedError("it is not a plain file")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise SkippedError(f"it has {size / 2**20:,.0f} MiB, at most {MAX_BYTES >> 20} are read")
    return size


def _read_markdown(content: bytes) -> Iterator[Block]:
    heading = ""
    lines: list[str] = []
    fenced = remark = False
    for written in [*decode(content).split("\n"), ""]:
        line, remark = (written, False) if fenced else _without_remarks(written, inside=remark)
        if remark and not line.strip():
            continue
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        title = "" if fenced else _title(line)
        if title or (not line.strip() and not fenced):
            if lines:
                yield Block("\n".join(lines), heading, 0)
            lines = []
        if title:
            heading = title
        elif line.strip() or fenced:
            lines.append(line)
    if lines:
        yield Block("\n".join(lines), heading, 0)


def _without_remarks(line: str, *, inside: bool) -> tuple[str, bool]:
    """A line without HTML comments, which no page shows, and whether one goes on below.

    One that begins after other text ends on its line or is none; in code it is shown.
    """
    kept: list[str] = []
    position = ticks = 0
    while True:
        if inside:
            end = line.find("-->", position)
            if end < 0:
                return "".join(kept), True
            position = end + 3
        begin = line.find("<!--", position)
        if begin < 0:
            return "".join(kept) + line[position:], False
        kept.append(line[position:begin])
        ticks += kept[-1].count("`")
        ends = line.find("-->", begin + 2) >= 0
        inside = ticks % 2 == 0 and (ends or not "".join(kept).strip())
        if not inside:
            kept.append("<!--")
        position = begin + (2 if inside else 4)


def _title(line: str) -> str:
    """The heading that a line is, or nothing; no pattern, since lines may have a megabyte."""
    mark = _MARKDOWN_MARK.match(line)
    return line[mark.end() :].strip().rstrip("#").rstrip()[:MAX_HEADING] if mark else ""


def _read_text(content: bytes) -> Iterator[Block]:
    for paragraph in re.split(r"\n\s*\n", decode(content)):
        yield Block(paragraph.strip("\n"), "", 0)


def _read_html(content: bytes) -> Iterator[Block]:
    for text, heading in paragraphs(decode(content, declares=True)):
        yield Block(text, heading[:MAX_HEADING], 0)


def _read_pdf(content: bytes) -> Iterator[Block]:
    import logging

    import pypdf
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(content), strict=False)
        _check_pdf(reader)
        for number, page in enumerate(reader.pages, start=1):
            for paragraph in re.split(r"\n\s*\n", page.extract_text() or ""):
                yield Block(paragraph.strip().translate(_LIGATURES), "", number)
    except DependencyError as error:
        raise SkippedError("it is encrypted, and the package `cryptography` is missing") from error
    except (PyPdfError, *_BROKEN) as error:
        raise SkippedError(f"it is a broken PDF ({type(error).__name__})") from error


def _check_pdf(reader: Any) -> None:  # noqa: ANN401 - pypdf is imported late
    if reader.is_encrypted and not reader.decrypt(""):
        raise SkippedError("it is encrypted")
    if len(reader.pages) > MAX_PAGES:
        raise SkippedError(f"it has {len(reader.pages)} pages, at most {MAX_PAGES} are read")


def _read_docx(content: bytes) -> Iterator[Block]:
    try:
        for block in read_docx(content):
            yield replace(block, heading=block.heading[:MAX_HEADING])
    except _BROKEN as error:
        raise SkippedError(f"it is a broken DOCX ({type(error).__name__})") from error


READERS: dict[str, Callable[[bytes], Iterator[Block]]] = {
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".txt": _read_text,
    ".rst": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
}
