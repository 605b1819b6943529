"""A figure opened to the bottom, in words: for the app and the command line."""

from collections.abc import Mapping
from textwrap import wrap
from typing import TYPE_CHECKING

from estimators.figure import Figure, Source

if TYPE_CHECKING:
    from estimators.facts import Facts


def sources_of(facts: "Facts") -> Mapping[str, Source]:
    """Every source that a figure can name, by id."""
    from advisors.questions import SOURCES

    return {**facts.sources, **SOURCES}


def opened(figure: Figure, facts: "Facts") -> str:
    """The tree of a figure: formulas with their numbers, facts, sources, dates."""
    from advisors.record.labels import Labels
    from estimators.explain import Wording, explain_text

    labels = Labels(facts)
    return explain_text(figure, sources_of(facts), Wording(labels.of, labels.within))


def hung(text: str, width: int) -> str:
    """The same lines in that many columns; what is wrapped is set in below its line."""
    return "\n".join(row for line in text.split("\n") for row in _hung(line, width))


def _hung(line: str, width: int) -> list[str]:
    first = " " * min(len(line) - len(line.lstrip()), width // 2)
    rows = wrap(
        line.strip(),
        width,
        initial_indent=first,
        subsequent_indent=f"{first}    ",
        break_on_hyphens=False,
    )
    return rows or [""]
