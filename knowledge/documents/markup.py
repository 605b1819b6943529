"""Text of an HTML page in one pass: time and memory grow with its length, however hostile it is.

The parsers at hand build a tree, or read on to the end again for each comment that is left open.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from html import unescape

from knowledge.documents.hidden import ALWAYS, WITH_SHEET, Open, attributes_at
from knowledge.documents.sheets import closing, sheet_of

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title"})
_RAW = frozenset({"script", "style", "noscript", "iframe", "noembed", "noframes"})
"""What is in them is no text and no tags, up to their own end."""
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub",
        "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
_GROUND = re.compile(r"<style|stylesheet|bgcolor|background", re.IGNORECASE)
"""Where none of these stands, the page is white."""
_NAME = re.compile(r"</?[a-zA-Z][^\s/>]{0,63}")


def paragraphs(page: str) -> Iterator[tuple[str, str]]:
    """Paragraph and heading above it, in order; scripts and what is not shown are left out."""
    heading = ""
    around = ""
    words: list[str] = []
    for tag, text in _pieces(page):
        if not tag:
            words.append(text)
        elif tag == "br":
            words.append("\n")
        elif tag not in _INLINE:
            said = _plain("".join(words), verbatim=around == "pre")
            words = []
            if said and around in _HEADINGS:
                heading = said
            elif said:
                yield said, heading
            around = tag
    said = _plain("".join(words), verbatim=around == "pre")
    if said:
        yield said, heading


def _pieces(page: str) -> Iterator[tuple[str, str]]:
    """What is shown: text as ("", text), an opening tag as (name, ""), a closing one ("/name")."""
    sheet = sheet_of(page)
    open_now = Open(sheet.said if sheet else None, white=not _GROUND.search(page))
    for tag, text, attributes in _marks(page, WITH_SHEET if sheet else ALWAYS):
        if not tag:
            if not open_now.hidden:
                yield "", text
            continue
        if tag.startswith("/"):
            open_now.end(tag[1:])
        elif tag not in _RAW:
            open_now.begin(tag, attributes)
        if tag.removeprefix("/") not in _INLINE:
            yield tag, ""


def _marks(page: str, wanted: frozenset[str]) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Text and tags of a page, with their attributes; what is raw is passed by."""
    position = 0
    while (begin := page.find("<", position)) >= 0:
        if begin > position:
            yield "", page[position:begin], {}
        name = _NAME.match(page, begin)
        attributes, end = (
            attributes_at(page, name.end(), wanted) if name else ({}, _remark_end(page, begin))
        )
        if end < 0:
            return  # never closed: nothing of the rest is text
        position = end + 1
        if not name:
            if end == begin:
                yield "", "<", {}
            continue
        tag = name[0][1:].lower()
        yield tag, "", attributes
        if page[end - 1] != "/":
            position = closing(page, tag, position) if tag in _RAW else position
        elif tag == "svg":
            yield "/svg", "", {}
    if position < len(page):
        yield "", page[position:], {}


def _remark_end(page: str, begin: int) -> int:
    """Last character of a comment or a declaration; of what is neither, the `<` itself."""
    if page.startswith("<!--", begin):
        end = page.find("-->", begin + 2)
        return end + 2 if end >= 0 else -1
    if page.startswith(("<!", "<?", "</"), begin):
        return page.find(">", begin)
    return begin


def _plain(text: str, *, verbatim: bool) -> str:
    with suppress(ValueError):  # a character number of thousands of digits
        text = unescape(text)
    lines = text.strip("\n") if verbatim else " ".join(text.split())
    return lines if lines.strip() else ""
