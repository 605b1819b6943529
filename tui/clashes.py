"""Answers that clash, in words: for the app, the plain prompts and the commands."""

from collections.abc import Iterator, Sequence

from advisors.contradiction import NO_WAY, Contradiction
from advisors.questions.names import all_called


def clash_lines(found: Sequence[Contradiction], heading: str = "Answers that clash") -> list[str]:
    """Every clash with the questions it is between and the ways out, one line each.

    Args:
        found: The clashes; none gives no line.
        heading: What each begins with.
    """
    return [line for item in found for line in _lines(item, heading)]


def told_once(found: Sequence[Contradiction], told: set[str]) -> list[Contradiction]:
    """The clashes that were not told yet; `told` then holds those there are, by what they say.

    One that went and came back is told again.
    """
    new = [item for item in found if item.what not in told]
    told.clear()
    told.update(item.what for item in found)
    return new


def in_short(found: Sequence[Contradiction], more_at: str) -> str:
    """The first clash as one paragraph, and how many more there are; empty for none.

    Args:
        found: The clashes, the gravest first.
        more_at: Where the others are listed.
    """
    if not found:
        return ""
    rest = len(found) - 1
    return f"! {found[0].said}" + (f" And {rest} more: {more_at}." if rest else "")


def _lines(item: Contradiction, heading: str) -> Iterator[str]:
    yield f"! {heading} ({all_called(item.questions)}): {item.what}"
    yield from (f"    Way out: {way}." for way in item.ways_out)
    if not item.ways_out:
        yield f"    {NO_WAY}."
