"""Models as people name them: by catalogue id, name, publisher's repository or Bedrock id."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from advisors.errors import AnswerError, nearest
from advisors.questions.model import NO_MODEL, Question

_NONE = frozenset({"", "none", "no", "none chosen", "nothing", "no model", "not chosen", "any"})
_SHOWN = 6
"""Models that a message names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A model of the catalogue that writes text.

    Attributes:
        other: Further names that mean it and no other.
    """

    id: str
    name: str
    other: tuple[str, ...]


@cache
def listed() -> tuple[Listed, ...]:
    """All models that write text, read from the one table alone since it is needed while typing."""
    from estimators.facts.load import DATA
    from estimators.facts.table import read_cells

    return tuple(
        Listed(
            row["id"],
            row["name"],
            tuple(
                name
                for column in ("aliases", "hf_ids", "bedrock_model_id")
                for name in row.get(column, "").split(";")
                if name
            ),
        )
        for row in read_cells(DATA / "models.csv", "models.csv")
        if "->" not in row["modality"]
    )


@cache
def names() -> Mapping[str, str]:
    """Name as shown by catalogue id; what "none" says comes first."""
    return {NO_MODEL: "None chosen"} | {item.id: item.name for item in listed()}


def parse_model(question: Question, text: str) -> str:
    """Catalogue id of the model meant: by any of its names, or by words that only it has.

    Raises:
        AnswerError: No model, or several, fit; names the nearest.
    """
    key = _fold(text)
    if key in _NONE:
        return NO_MODEL
    known = _by_name()
    if key in known:
        return known[key]
    words = set(key.split())
    fitting = [
        item.id for item in listed() if words <= set(_fold(f"{item.id} {item.name}").split())
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        rest = len(fitting) - _SHOWN
        more = f" and {rest} more" if rest > 0 else ""
        raise AnswerError(
            question.id,
            f"{text.strip()!r} names {len(fitting)} models",
            "several models of the catalogue are called so",
            f"Choose from {', '.join(fitting[:_SHOWN])}{more}.",
        )
    near = nearest(key, known)
    guess = f"Did you mean {known[near[0]]}? " if near else ""
    raise AnswerError(
        question.id,
        f"{question.id} cannot be {text.strip()!r}",
        "the catalogue has no model of that name",
        f"{guess}`wattbrief facts` lists the models; '{NO_MODEL}' leaves the choice open.",
    )


@cache
def _by_name() -> Mapping[str, str]:
    """Catalogue id by every name of a model; a name that two share stands for the first."""
    found: dict[str, str] = {}
    for item in listed():
        for name in (item.id, item.name, *item.other):
            found.setdefault(_fold(name), item.id)
    return found


def _fold(text: str) -> str:
    return " ".join(re.sub(r"[\s_()/:-]+", " ", text.casefold()).split())
