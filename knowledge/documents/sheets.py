"""What the style sheets inside a page hide: rules for an element, a class, an id or all of these.

Rules that look at what stands around an element, at its other attributes or at its state are passed
by, as are sheets in files of their own. Time and memory grow with the page, however hostile it is.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from knowledge.documents.hidden import attributes_at, declarations, hides

_UNREAD = re.compile(
    r"<(?:!--|(style|script|noscript|iframe|noembed|noframes|template|textarea|title)(?=[\s/>]))",
    re.IGNORECASE,
)
_SELECTOR = re.compile(r"(?:(?:html|body)\s+)?(\*|[a-zA-Z][\w-]*)?((?:[.#][\w-]+)*)")
_PART = re.compile(r"[.#][\w-]+")
_ESCAPE = re.compile(r"\\([^0-9a-fA-F\s])")
_BRACE = re.compile(r"[{}]")
_FEATURE = re.compile(r"\(([^()]*)\)")
_WIDTH = re.compile(r"(min|max)-width\s*:\s*(\d{1,5})(px|em|rem)")
_SCREEN_PX = 1280
_MOST_ALIKE = 64
"""Rules kept for one element, class or id; more are no sheet that anybody wrote."""
_REMEMBERED = 4096


class _Rule(NamedTuple):
    """What is said of elements that have all the parts; later and more exact rules win."""

    weight: tuple[bool, int, int, int, int]
    parts: frozenset[str]
    said: tuple[tuple[str, str], ...]


class Sheet:
    """The rules of a page.

    Args:
        rules: In their order.
    """

    def __init__(self, rules: list[_Rule]) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        for rule in rules:
            key = max(rule.parts, key=lambda part: (part[0] == "#", part[0] == ".", part))
            alike = self._rules.setdefault(key, [])
            alike.append(rule)
            if len(alike) > _MOST_ALIKE:
                del alike[0]
        self._known: dict[tuple[str, str, str], dict[str, str]] = {}

    def said(self, tag: str, attributes: Mapping[str, str]) -> Mapping[str, str]:
        """Property and value for an element; `!` before what wins over its own style."""
        asked = tag, attributes.get("class", ""), attributes.get("id", "")
        known = self._known.get(asked)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[asked] = self._found(*asked)
        return known

    def _found(self, tag: str, classes: str, name: str) -> dict[str, str]:
        parts = {tag, "*", f"#{name}", *(f".{one}" for one in classes.split())}
        fitting = [
            rule for part in parts for rule in self._rules.get(part, ()) if rule.parts <= parts
        ]
        return {
            f"!{name}" if rule.weight[0] else name: value
            for rule in sorted(fitting)
            for name, value in rule.said
        }


def sheet_of(page: str) -> Sheet | None:
    """The rules in the style elements of a page; None where none of them hides anything."""
    rules: list[_Rule] = []
    for text in _texts(page):
        for selectors, body in _blocks(text):
            plain, pressed = _said(body)
            for selector in selectors.split(","):
                rules.extend(_rules(selector.strip(), plain, len(rules), pressed=False))
                rules.extend(_rules(selector.strip(), pressed, len(rules), pressed=True))
    return Sheet(rules) if any(hides(dict(rule.said)) for rule in rules) else None


def closing(page: str, tag: str, position: int) -> int:
    """Where an unseen part ends; the end of the page where it never does."""
    found = re.compile(rf"</{tag}[\s/>]", re.IGNORECASE).search(page, position)
    return found.start() if found else len(page)


def _texts(page: str) -> Iterator[str]:
    """What stands in the style elements for screens; not those in comments or scripts."""
    position = 0
    while found := _UNREAD.search(page, position):
        if not found[1]:
            end = page.find("-->", found.start() + 2)
            position = end + 3
        else:
            attributes, end = attributes_at(page, found.end(), frozenset({"media"}))
            tag = found[1].lower()
            position = closing(page, tag, end + 1)
            if tag == "style" and end >= 0 and _shown(attributes.get("media", "").lower()):
                yield page[end + 1 : position]
        if end < 0:
            return


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of each rule that holds on a screen."""
    first, *others = sheet.split("/*")
    plain = first + "".join(part.partition("*/")[2] for part in others)
    position = 0
    while (brace := plain.find("{", position)) >= 0:
        prelude = plain[position:brace].rpartition(";")[2].strip("} \t\r\n\f")
        position = brace + 1
        if not prelude.startswith("@"):
            end = plain.find("}", brace)
            end = end if end >= 0 else len(plain)
            yield prelude, plain[brace + 1 : end]
            position = end + 1
        elif not _holds(prelude.lower()):
            position = _block_end(plain, brace)


def _block_end(text: str, begin: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(text, begin):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return len(text)


def _holds(prelude: str) -> bool:
    if prelude.startswith("@media"):
        return _shown(prelude.removeprefix("@media"))
    return prelude.startswith(("@supports", "@layer"))


def _shown(media: str) -> bool:
    """Whether a list of media takes in a screen of usual width; what is not known does not."""
    return not media.strip() or any(map(_fits, media.split(",")))


def _fits(query: str) -> bool:
    plain = _FEATURE.sub(" ", query).split()
    if not set(plain) <= {"all", "screen", "only", "and"}:
        return False
    for feature in _FEATURE.findall(query):
        width = _WIDTH.fullmatch(feature.strip())
        if not width:
            return False
        pixels = int(width[2]) * (1 if width[3] == "px" else 16)
        if not (pixels <= _SCREEN_PX if width[1] == "min" else pixels >= _SCREEN_PX):
            return False
    return True


def _said(body: str) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Declarations of a rule: plain ones, and those that win over all others."""
    both: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
    for part in body.split(";"):
        both["!important" in part.lower().replace(" ", "")].extend(declarations(part))
    return tuple(both[0]), tuple(both[1])


def _rules(
    selector: str, said: tuple[tuple[str, str], ...], order: int, *, pressed: bool
) -> Iterator[_Rule]:
    found = _SELECTOR.fullmatch(_ESCAPE.sub(r"\1", selector)) if said else None
    if not found or not (found[1] or found[2]):
        return
    parts = _PART.findall(found[2])
    tag = (found[1] or "").lower()
    ids = sum(part[0] == "#" for part in parts)
    weight = (pressed, ids, len(parts) - ids, int(tag not in ("", "*")), order)
    yield _Rule(weight, frozenset((*parts, tag)) - {""}, said)
