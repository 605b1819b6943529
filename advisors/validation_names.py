"""Names as people write them: choices, languages, AWS Regions, priorities."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from advisors.errors import AnswerError, nearest
from advisors.questions.languages import CODES, NAMES
from advisors.questions.model import Choice, Question

_BETWEEN = r"\s*(?:[,;\n]|\s\+\s|\s&\s|\sand\s)\s*"
_POINTS = r"^(?P<name>.+?)\s*[=:\s]\s*(?P<points>\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*%?$"
MOST_POINTS = 1e9
"""Points that one name can have; all count by their share in the sum."""
LEAST_LETTERS = 3
"""Letters of a beginning that stands for a whole name."""
_NO_LIMIT = frozenset({"", "none", "no", "any", "all", "no limit", "anywhere"})


@dataclass(frozen=True, slots=True)
class Place:
    """An AWS Region as people name it."""

    code: str
    name: str
    words: str


@cache
def places() -> tuple[Place, ...]:
    """All Regions of the facts, read from the one table alone since it is needed while typing."""
    from estimators.facts.load import DATA
    from estimators.facts.table import read_cells

    return tuple(
        Place(
            row["id"],
            row["name"],
            " ".join((row["name"], row.get("aliases", ""), row.get("grid", ""))).casefold(),
        )
        for row in read_cells(DATA / "regions.csv", "regions.csv")
    )


def parse_choice(question: Question, text: str) -> str:
    """The id of the choice meant: by id, label, another word for it, its number, or a beginning.

    Raises:
        AnswerError: No choice, or several, fit.
    """
    key = _fold(text)
    names = choice_names(question.choices)
    if key in names:
        return names[key]
    if key.isdecimal() and 1 <= int(key) <= len(question.choices):
        return question.choices[int(key) - 1].id
    starts = {names[n] for n in names if len(key) >= LEAST_LETTERS and n.startswith(key)}
    if len(starts) == 1:
        return starts.pop()
    near = nearest(key, names)
    guess = f"Did you mean {names[near[0]]}? " if near else ""
    raise AnswerError(
        question.id,
        f"{question.id} cannot be {text.strip()!r}",
        "that is none of its choices" if not starts else "several choices begin like that",
        f"{guess}Choose from {', '.join(item.id for item in question.choices)}.",
    )


def parse_many(question: Question, text: str) -> tuple[str, ...]:
    """Several choices, in the order in which the question lists them.

    Raises:
        AnswerError: A name is unknown, or one that excludes the others stands with them.
    """
    found = {parse_choice(question, part) for part in _parts(question, text)}
    for item in question.choices:
        if item.alone and item.id in found and len(found) > 1:
            raise AnswerError(
                question.id,
                f"{question.id} cannot be {item.id} and something else",
                f"{item.label!r} excludes the others",
                f"Drop {item.id}, or leave it alone.",
            )
    return tuple(item.id for item in question.choices if item.id in found)


def parse_languages(question: Question, text: str) -> tuple[str, ...]:
    """Language codes in the order given; `pt-BR` is kept as `pt`.

    Raises:
        AnswerError: A code or name is unknown.
    """
    found: list[str] = []
    for part in _parts(question, text):
        key = part.casefold()
        code = CODES.get(key) or CODES.get(re.split("[-_]", key)[0])
        if code is None or (
            len(key) > 3 and key not in CODES and not re.match("[a-z]{2}[-_]", key)
        ):
            near = nearest(part, CODES)
            guess = f"Did you mean {CODES[near[0].casefold()]} " if near else ""
            guess = f"{guess}({NAMES[CODES[near[0].casefold()]]})?" if near else ""
            raise AnswerError(
                question.id,
                f"{question.id} cannot hold {part!r}",
                "that is no language of ISO 639-1",
                guess or "Write codes or English names, for example 'de, en'.",
            )
        found.append(code)
    return tuple(dict.fromkeys(found))


def parse_region(question: Question, text: str) -> str:
    """A Region's code, from its code, its name, or its city or country.

    Raises:
        AnswerError: No Region, or several, fit.
    """
    key = " ".join(text.casefold().split())
    known = places()
    exact = [place.code for place in known if key in (place.code, place.name.casefold())]
    inside = [
        place
        for place in known
        if len(key) >= LEAST_LETTERS and re.search(rf"\b{re.escape(key)}", place.words)
    ]
    if exact or len(inside) == 1:
        return exact[0] if exact else inside[0].code
    if inside:
        raise AnswerError(
            question.id,
            f"{text.strip()!r} names {len(inside)} AWS Regions",
            "several Regions are called so",
            f"Choose from {', '.join(f'{place.code} ({place.name})' for place in inside[:6])}.",
        )
    near = nearest(key, _region_names())
    guess = f"Did you mean {_region_names()[near[0]]}?" if near else ""
    raise AnswerError(
        question.id,
        f"{question.id} cannot be {text.strip()!r}",
        "no AWS Region has that code or name",
        guess or "Write a code or city, for example eu-west-1 or Dublin.",
    )


def parse_regions(question: Question, text: str) -> tuple[str, ...]:
    """Region codes in alphabetical order; empty for no limit.

    Raises:
        AnswerError: A code or name is unknown.
    """
    if _fold(text) in _NO_LIMIT:
        return ()
    return tuple(sorted({parse_region(question, part) for part in _parts(question, text)}))


def parse_weights(question: Question, text: str) -> dict[str, float]:
    """Points by name, from an order (`carbon > cost`) or from points (`carbon 50, cost 30`).

    Raises:
        AnswerError: A name is unknown or double, or all points are zero.
    """
    if ">" in text:
        return weigh(question, [part.strip() for part in text.split(">") if part.strip()])
    parts = _parts(question, text)
    matches = [re.match(_POINTS, part, re.IGNORECASE) for part in parts]
    if not any(matches):
        return weigh(question, parts)
    pairs: list[tuple[str, float]] = []
    for part, found in zip(parts, matches, strict=True):
        if found is None:
            parse_choice(question, part)
            raise _weights_error(question, part, "each name needs its points, once")
        pairs.append((found["name"], float(found["points"])))
    return points_of(question, pairs)


def points_of(question: Question, pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Points of each name, 0 for those that are not named.

    Raises:
        AnswerError: A name is unknown or double, points are out of bounds, or all are zero.
    """
    points = dict.fromkeys((item.id for item in question.choices), 0.0)
    seen: list[str] = []
    for text, value in pairs:
        name = parse_choice(question, text)
        if name in seen:
            raise _weights_error(question, text, "each name needs its points, once")
        if not 0.0 <= value <= MOST_POINTS:
            why = f"points are numbers from 0 to {MOST_POINTS:,.0f}"
            raise _weights_error(question, f"{text} {value:g}", why)
        seen.append(name)
        points[name] = value
    if not any(points.values()):
        shown = ", ".join(f"{name} 0" for name in seen)
        raise _weights_error(question, shown, "something has to matter")
    return points


def weigh(question: Question, order: Sequence[str]) -> dict[str, float]:
    """Rank-order centroid weights in points of 100 (Barron and Barrett 1996).

    The first of n names weighs (1 + 1/2 + ... + 1/n)/n, the last 1/n². Names left out share the
    weight of the places behind the named ones.

    Raises:
        AnswerError: A name is unknown or double.
    """
    named = [parse_choice(question, part) for part in order]
    if not named or len(set(named)) != len(named):
        raise _weights_error(question, ", ".join(order), "each name stands once")
    rest = [item.id for item in question.choices if item.id not in named]
    count = len(question.choices)
    ranks = [sum(1 / k for k in range(i, count + 1)) / count for i in range(1, count + 1)]
    behind = sum(ranks[len(named) :]) / len(rest) if rest else 0.0
    by_name = dict(zip(named, ranks, strict=False)) | dict.fromkeys(rest, behind)
    return {item.id: round(100 * by_name[item.id], 1) for item in question.choices}


def _weights_error(question: Question, text: str, why: str) -> AnswerError:
    names = ", ".join(item.id for item in question.choices)
    return AnswerError(
        question.id,
        f"{question.id} cannot be {text.strip()!r}",
        why,
        f"Order some of {names} with '>', or give points such as 'carbon 50, cost 30'.",
    )


def _fold(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip().casefold()).strip()


def choice_names(choices: Iterable[Choice]) -> dict[str, str]:
    """Id of a choice by every name it has, in small letters with single blanks."""
    return {_fold(name): item.id for item in choices for name in (item.id, item.label, *item.words)}


def _parts(question: Question, text: str) -> list[str]:
    parts = [part.strip() for part in re.split(_BETWEEN, text) if part.strip()]
    if not parts:
        raise AnswerError(
            question.id,
            f"{question.id} has no answer",
            "the list is empty",
            f"Write for example {question.example or question.choices[0].id!r}.",
        )
    return parts


def _region_names() -> dict[str, str]:
    names = {place.code: place.code for place in places()}
    for place in places():
        names[place.name.casefold()] = place.code
        city = re.search(r"\((.+)\)", place.name)
        if city:
            names[city[1].casefold()] = place.code
    return names
