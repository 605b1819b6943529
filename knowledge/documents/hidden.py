"""What a browser does not show of an HTML page: its text must not be quoted, nobody has read it.

Text that a reader of the page never saw is the usual way to slip words into an answer. Seen is what
the elements themselves say and the style sheets inside the page (see `sheets`); sheets in files of
their own and scripts are not followed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import NamedTuple

from knowledge.documents.colours import WHITE, Colour, colour, ground, look_the_same

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


_NOTHING: Mapping[str, str] = {}
Styles = Callable[[str, Mapping[str, str]], Mapping[str, str]]


class _State(NamedTuple):
    """Why text is not seen: for good, or until an element inside says otherwise."""

    gone: bool = False
    tiny: bool = False
    unseen: bool = False
    ink: Colour | None = None
    ground: Colour | None = None

    @property
    def hidden(self) -> bool:
        """Whether text here is not shown."""
        unseen = self.gone or self.tiny or self.unseen
        return unseen or (self.ink is not None and look_the_same(self.ink, self.ground))


class Open:
    """The elements that are open, and whether text inside them is seen.

    Args:
        styles: What the style sheets say of an element, by its name and attributes.
        white: Whether nothing but the elements themselves gives the page a ground.
    """

    def __init__(self, styles: Styles | None = None, *, white: bool = False) -> None:
        self._styles = styles
        self._page = _State(ground=WHITE if white else None)
        self._stack: list[tuple[str, _State]] = []
        self._names: Counter[str] = Counter()

    @property
    def hidden(self) -> bool:
        """Whether text here is not shown."""
        return self._top.hidden

    @property
    def _top(self) -> _State:
        return self._stack[-1][1] if self._stack else self._page

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens; what ends without being closed ends here."""
        if tag in _ENDS_P:
            self._end_near(frozenset({"p"}), frozenset())
        for kind, holders in _SIBLINGS:
            if tag in kind:
                self._end_near(kind, holders)
        if tag not in _VOID:
            said = self._styles(tag, attributes) if self._styles else _NOTHING
            self._stack.append((tag, _state(tag, attributes, self._top, said)))
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


def _state(
    tag: str, attributes: Mapping[str, str], around: _State, said: Mapping[str, str]
) -> _State:
    if not attributes and not said and around.ink is None and tag not in _GONE:
        return around  # most elements; a tuple for each would take half of the reading
    gone = around.gone or tag in _GONE or attributes.get("aria-hidden", "").lower() == "true"
    gone |= attributes.get("hidden", "until-found").lower() != "until-found"
    style = attributes.get("style")
    own = dict(declarations(style)) if style else _NOTHING
    said = {**said, **own, **_pressed(said)} if said else own
    if not said:
        return around._replace(gone=gone, ink=None if tag == "a" else around.ink)
    tiny, unseen = around.tiny, around.unseen
    if (size := _number(said.get("font-size", ""))) is not None:
        tiny = size < _THIN
    if shown := said.get("visibility"):
        unseen = shown in ("hidden", "collapse")
    ink = colour(said["color"]) if "color" in said else None if tag == "a" else around.ink
    under = _ground(said, around.ground)
    gone |= _is_gone(said)
    if under is not around.ground and _ground(own, around.ground) is around.ground:
        # A ground from a sheet may be covered inside by a rule that is not understood here.
        gone |= "color" in said and look_the_same(ink, under)
        under = None
    return _State(gone, tiny, unseen, ink, under)


def _pressed(said: Mapping[str, str]) -> dict[str, str]:
    """What a sheet says with a mark that it wins over the element itself."""
    return {name[1:]: value for name, value in said.items() if name.startswith("!")}


def _ground(said: Mapping[str, str], around: Colour | None) -> Colour | None:
    if "background-image" in said:
        return None
    under = said.get("background-color", said.get("background"))
    return around if under is None else ground(under)


def hides(said: Mapping[str, str]) -> bool:
    """Whether a style hides the text of an element."""
    return _state("p", {}, _State(), said).hidden


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


def declarations(style: str) -> Iterator[tuple[str, str]]:
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


ALWAYS = frozenset({"style", "hidden", "aria-hidden"})
WITH_SHEET = ALWAYS | {"class", "id"}


def attributes_at(
    page: str, position: int, wanted: frozenset[str] = ALWAYS
) -> tuple[dict[str, str], int]:
    """Attributes of a tag, the first of each name, and where the tag ends; -1 where it never does.

    A `>` inside quotes ends no tag.
    """
    found: dict[str, str] = {}
    if page.startswith(">", position):
        return found, position
    while match := _ATTRIBUTE.match(page, position):
        position = match.end()
        name = match[1].lower()
        if name in wanted and name not in found:
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
