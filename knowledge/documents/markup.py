"""Text of an HTML page in one pass: time and memory grow with its length, however hostile it is.

The parsers at hand build a tree, or read on to the end again for each comment that is left open.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title"})
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object"})
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub",
        "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,15})")


def paragraphs(page: str) -> Iterator[tuple[str, str]]:
    """Paragraph and heading above it, in order; scripts, styles and embedded objects left out."""
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
    """Text as ("", text), an opening tag as (name, ""), a closing one as ("/name", "")."""
    position = 0
    while (begin := page.find("<", position)) >= 0:
        if begin > position:
            yield "", page[position:begin]
        name = _NAME.match(page, begin)
        if not name and not page.startswith(("<!", "<?"), begin):
            yield "", "<"
            position = begin + 1
            continue
        mark = "-->" if page.startswith("<!--", begin) else ">"
        end = page.find(mark, begin) + len(mark) - 1
        if end < begin:
            return  # never closed: nothing of the rest is text
        position = end + 1
        if not name:
            continue
        tag = name[1].lower()
        opening = page[begin + 1] != "/"
        if opening and tag in _UNSEEN and page[end - 1] != "/":
            position = _closing(page, tag, position)
        elif opening or tag not in _INLINE:
            yield tag if opening else f"/{tag}", ""
    if position < len(page):
        yield "", page[position:]


def _closing(page: str, tag: str, position: int) -> int:
    """Where an unseen part ends; the end of the page where it never does."""
    closing = re.compile(f"</{tag}", re.IGNORECASE).search(page, position)
    return closing.start() if closing else len(page)


def _plain(text: str, *, verbatim: bool) -> str:
    with suppress(ValueError):  # a character number of thousands of digits
        text = unescape(text)
    lines = text.strip("\n") if verbatim else " ".join(text.split())
    return lines if lines.strip() else ""
