"""Colours as style sheets write them: whether text can be told from its ground."""

import re

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
_NAMED = {"white": WHITE, "#fff": WHITE, "black": (0, 0, 0)}
_HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:ff)?")
_SHORT_HEX = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])f?")
_RGB = re.compile(r"rgba?\((\d{1,3})[ ,]+(\d{1,3})[ ,]+(\d{1,3})(?:[ ,/]+(?:1|1\.0|100%))?\)")
_WORD = re.compile(r"[a-z-]+\([^()]*\)|[^\s()]+")
_NEAR = 12
"""Of 255: what differs less in each of red, green and blue looks the same."""


def colour(value: str) -> Colour | None:
    """A colour in lower case; None for what is not known here."""
    if value in _NAMED:
        return _NAMED[value]
    if found := _HEX.fullmatch(value):
        return int(found[1], 16), int(found[2], 16), int(found[3], 16)
    if found := _SHORT_HEX.fullmatch(value):
        return int(found[1] * 2, 16), int(found[2] * 2, 16), int(found[3] * 2, 16)
    if found := _RGB.fullmatch(value):
        return int(found[1]), int(found[2]), int(found[3])
    return None


def ground(value: str) -> Colour | None:
    """The colour of a background; None for a picture, a gradient or one that is not known here."""
    parts = _WORD.findall(value)
    if any("gradient(" in part or part.startswith(("url(", "image")) for part in parts):
        return None
    return next((known for part in parts if (known := colour(part))), None)


def look_the_same(ink: Colour | None, under: Colour | None) -> bool:
    """Whether text of one colour cannot be seen on another; False where one is not known."""
    if ink is None or under is None:
        return False
    return all(abs(one - other) <= _NEAR for one, other in zip(ink, under, strict=True))
