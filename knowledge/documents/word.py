"""Text of a Word file in the order of the page: paragraphs, tables, forms, what was inserted.

Left out is what the page does not show: deleted and hidden text, and letters in white on white or
too small to see, by which words are slipped into an answer that nobody has read.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from knowledge.documents.block import Block, SkippedError

MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSHOWN = frozenset({f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr")} | {_FALLBACK})
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_BOX = f"{_W}txbxContent"
_OFF = frozenset({"0", "false", "off", "none"})
_TINY_HALF_POINTS = 2
_WHITE = "FFFFFF"


class _Styles(NamedTuple):
    """Ids of styles: of headings, of what is not shown, of what lies on a ground of its own."""

    headings: frozenset[str]
    hidden: frozenset[str]
    shaded: frozenset[str]


def read_docx(content: bytes) -> Iterator[Block]:
    """Paragraphs and rows of tables, each under its heading.

    Raises:
        SkippedError: It unpacks to too much, or points outside of itself.
    """
    import docx

    check_archive(content)
    document = docx.Document(BytesIO(content))
    styles = _styles(document.styles)
    heading = ""
    for style, text in _texts(document.element.body, styles):
        if style in styles.headings:
            heading = text.strip() or heading
        else:
            yield Block(text, heading, 0)


def _texts(holder: Any, styles: _Styles) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - lxml
    """Style and text of paragraphs, and rows of tables as one text, in the order of the page."""
    for part in _parts(holder, "p", "tbl"):
        if part.tag == f"{_W}tbl":
            yield from (("", row) for row in _rows(part, styles))
            continue
        boxes: list[Any] = []
        style = _value(part, "pPr", "pStyle")
        yield style, "" if style in styles.hidden else "".join(_said(part, styles, boxes))
        for box in boxes:
            yield from _texts(box, styles)


def _parts(holder: Any, *names: str) -> Iterator[Any]:  # noqa: ANN401 - lxml
    """Elements of these names in another, also inside of forms and of what was inserted."""
    wanted = {f"{_W}{name}" for name in names}
    for part in holder:
        if part.tag in wanted:
            yield part
        elif part.tag in _WRAPPERS:
            yield from _parts(part, *names)


def _rows(table: Any, styles: _Styles) -> Iterator[str]:  # noqa: ANN401 - lxml
    """Rows of a table; a cell that goes on from the row above says the same again."""
    above: dict[int, str] = {}
    for row in _parts(table, "tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        said = []
        column = 0
        for cell in _parts(row, "tc"):
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merged is not None and merged.get(f"{_W}val") != "restart"
            own = "\n".join(text for _, text in _texts(cell, styles) if text.strip())
            above[column] = above.get(column, "") if goes_on else own
            said.append(above[column])
            span = _value(cell, "tcPr", "gridSpan")
            column += int(span) if span.isdecimal() else 1
        yield " | ".join(said) if any(said) else ""


def _said(part: Any, styles: _Styles, boxes: list[Any]) -> Iterator[str]:  # noqa: ANN401 - lxml
    """The text of a paragraph; text boxes in it are collected, to be read for themselves."""
    for child in part:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == _BOX:
            boxes.append(child)
        elif child.tag not in _UNSHOWN and not (
            child.tag == f"{_W}r" and _is_unseen(child, styles)
        ):
            yield from _said(child, styles, boxes)


def _is_unseen(run: Any, styles: _Styles) -> bool:  # noqa: ANN401 - lxml
    """Whether nobody sees a run: hidden, tiny, or white where nothing darkens the page."""
    if _value(run, "rPr", "rStyle") in styles.hidden or _is_on(run.find(f"{_W}rPr/{_W}vanish")):
        return True
    size = _value(run, "rPr", "sz")
    if size.isdecimal() and int(size) <= _TINY_HALF_POINTS:
        return True
    if _value(run, "rPr", "color").upper() != _WHITE:
        return False
    darkened = run.xpath(
        "w:rPr/w:shd | w:rPr/w:highlight | ancestor::w:p/w:pPr/w:shd"
        " | ancestor::w:tbl | ancestor::w:txbxContent | /w:document/w:background"
    )
    around = run.xpath("string(ancestor::w:p[1]/w:pPr/w:pStyle/@w:val)")
    return not darkened and around not in styles.shaded


def _styles(known: Any) -> _Styles:  # noqa: ANN401 - python-docx is imported late
    elements = {style.style_id: style.element for style in known}
    named = {style.style_id for style in known if str(style.name).startswith(("Heading", "Title"))}
    return _Styles(
        frozenset(named),
        frozenset(key for key, e in elements.items() if _is_on(e.find(f"{_W}rPr/{_W}vanish"))),
        frozenset(key for key, e in elements.items() if e.xpath(".//w:shd")),
    )


def _is_on(mark: Any) -> bool:  # noqa: ANN401 - lxml
    return mark is not None and mark.get(f"{_W}val", "1") not in _OFF


def _value(part: Any, properties: str, name: str) -> str:  # noqa: ANN401 - lxml
    found = part.find(f"{_W}{properties}/{_W}{name}")
    return "" if found is None else str(found.get(f"{_W}val", ""))


def check_archive(content: bytes) -> None:
    """Refuse archives that unpack to far more than they are, or that point outside.

    Raises:
        SkippedError: Why.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SkippedError("it is encrypted, or an old binary Word file")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SkippedError(f"it is a broken DOCX ({type(error).__name__})") from error
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * max(len(content), 1):
        raise SkippedError(f"it unpacks to {unpacked / 2**20:,.0f} MiB (an archive bomb?)")
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or entry.filename.startswith(("/", "\\")):
            raise SkippedError("its archive names files outside of itself")
        if entry.flag_bits & 1:
            raise SkippedError("it is encrypted")
