"""What a browser does not show of an HTML page: its text must not be quoted, nobody has read it.

Text that a reader of the page never saw is the usual way to slip words into an answer. Seen is what
the elements themselves say: style sheets and scripts are not followed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

_GONE = frozenset({"template", "svg", "object", "canvas", "audio", "video", "datalist"})
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    }
)  # fmt: skip
_ENDS_P = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div",
        "dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol", "p", "pre", "search",
        "section", "table", "ul",
    }
)  # fmt: skip
_SIBLINGS = (
    (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    (frozenset({"dt", "dd"}), frozenset({"dl"})),
    (frozenset({"option"}), frozenset({"select", "datalist"})),
    (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    (frozenset({"tr"}), frozenset({"table"})),
    (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
)
"""Elements that end where the next one of their kind begins, and what holds them."""

_NEAR = 16
"""How far up such an element is looked for: all the way would take for ever on a deep page."""

_FAR = -999.0
_THIN = 1.0
_FAINT = 0.05
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_LENGTH = re.compile(r"([+-]?\d{0,9}\.?\d{1,9}(?:e[+-]?\d{1,2})?)([a-z%]{0,4})")
_PIXELS = {"em": 16.0, "rem": 16.0, "%": 0.16, "vw": 10.0, "vh": 10.0, "in": 96.0, "cm": 38.0}
"""About how many a unit has; what is not here counts as one."""

_BOXES = ("width", "height", "max-width", "max-height")
_PLACES = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top")


class _State(NamedTuple):
    """Why text is not seen: for good, or until an element inside says otherwise."""

    gone: bool
    tiny: bool
    unseen: bool


class Open:
    """The elements that are open, and whether text inside them is seen."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, _State]] = []
        self._names: Counter[str] = Counter()

    @property
    def hidden(self) -> bool:
        """Whether text here is not shown."""
        return any(self._top)

    @property
    def _top(self) -> _State:
        return self._stack[-1][1] if self._stack else _State(gone=False, tiny=False, unseen=False)

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens; what ends without being closed ends here."""
        if tag in _ENDS_P:
            self._end_near(frozenset({"p"}), frozenset())
        for kind, holders in _SIBLINGS:
            if tag in kind:
                self._end_near(kind, holders)
        if tag not in _VOID:
            self._stack.append((tag, _state(tag, attributes, self._top)))
            self._names[tag] += 1

    def end(self, tag: str) -> None:
        """An element closes, with all that is open inside."""
        while self._names[tag]:
            name, _ = self._stack.pop()
            self._names[name] -= 1
            if name == tag:
                return

    def _end_near(self, kind: frozenset[str], holders: frozenset[str]) -> None:
        for name, _ in self._stack[: -_NEAR - 1 : -1]:
            if name in holders:
                return
            if name in kind:
                self.end(name)
                return


def _state(tag: str, attributes: Mapping[str, str], around: _State) -> _State:
    gone = around.gone or tag in _GONE or attributes.get("aria-hidden", "").lower() == "true"
    gone |= attributes.get("hidden", "until-found").lower() != "until-found"
    tiny, unseen = around.tiny, around.unseen
    if style := attributes.get("style"):
        said = dict(_declarations(style))
        gone |= _is_gone(said)
        if (size := _number(said.get("font-size", ""))) is not None:
            tiny = size < _THIN
        if shown := said.get("visibility"):
            unseen = shown in ("hidden", "collapse")
    return _State(gone, tiny, unseen)


def _is_gone(said: Mapping[str, str]) -> bool:
    """Whether a style takes an element off the page, with whatever it holds."""
    faint = _number(said.get("opacity", ""))
    away = (_number(said.get(name, "")) for name in _PLACES)
    boxes = (_number(said.get(name, "")) for name in _BOXES)
    cut = said.get("overflow", "").startswith(("hidden", "clip"))
    clipped = said.get("clip", "").replace(" ", "").startswith(("rect(0", "rect(1px,1px"))
    return (
        said.get("display") == "none"
        or said.get("content-visibility") == "hidden"
        or (faint is not None and faint <= _FAINT)
        or any(place is not None and place <= _FAR for place in away)
        or (cut and any(box is not None and box <= _THIN for box in boxes))
        or clipped
    )


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    """Property and value, in lower case; escapes and comments cannot hide them."""
    first, *others = style.split("/*")
    plain = first + "".join(part.partition("*/")[2] for part in others)
    for declaration in _CSS_ESCAPE.sub(_unescaped, plain).lower().split(";"):
        name, _, value = declaration.partition(":")
        yield name.strip(), value.replace("!important", "").strip()


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1] or "0", 16)
    return match[2] or (chr(number) if number < 0x110000 else "")


def _number(value: str) -> float | None:
    """A length in pixels, or a plain number."""
    match = _LENGTH.fullmatch(value)
    return float(match[1]) * _PIXELS.get(match[2], 1.0) if match else None


_ATTRIBUTE = re.compile(
    r"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]++))?+""", re.ASCII
)
_BLANK = re.compile(r"[\s/]*+", re.ASCII)


def attributes_at(page: str, position: int) -> tuple[dict[str, str], int]:
    """Attributes of a tag, the first of each name, and where the tag ends; -1 where it never does.

    A `>` inside quotes ends no tag.
    """
    found: dict[str, str] = {}
    if page.startswith(">", position):
        return found, position
    while match := _ATTRIBUTE.match(page, position):
        position = match.end()
        name = match[1].lower()
        if name in ("style", "hidden", "aria-hidden") and name not in found:
            value = match[2] or ""
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            found[name] = _text(value[1:-1] if quoted else value)
    end = _BLANK.match(page, position)
    position = end.end() if end else position
    return found, position if page.startswith(">", position) else -1


def _text(value: str) -> str:
    try:
        return unescape(value)
    except ValueError:  # a character number of thousands of digits
        return value
