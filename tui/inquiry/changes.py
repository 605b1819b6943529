"""`What if we doubled the traffic?` as changed answers: `requests_per_day=8000`."""

import re
from collections.abc import Callable, Iterable, Mapping

from advisors.workload import Workload
from estimators.figure import Input
from estimators.traffic import DAYS_PER_YEAR
from tui.inquiry.change_words import (
    CHOICES,
    FACTORS,
    FRACTIONS,
    OF_PASSAGES,
    OFTEN,
    PEOPLE,
    PERCENT,
    SUBJECTS,
)
from tui.inquiry.changes_apart import by_tokens, growth, other_level, swapped, without_not
from tui.inquiry.conditions import set_apart
from tui.inquiry.digits import NUMBER, number_of, plainly_written

_PLAIN = r"(?<![\d.,])(\d+(?:[.,]\d{1,2}(?!\d))?)"
_TIMES = re.compile(_PLAIN + r"\s*(?:x|times|fold)\b|\bx\s*(\d+(?:\.\d+)?)")
_MORE = re.compile(_PLAIN + r"\s*(?:%|percent)\s*(more|higher|less|fewer|lower|longer|shorter)")
_BY = re.compile(
    r"(grew|grows?|rose|rises?|increase[ds]?|up|climb\w*|jump\w*|fell|falls?|down|drop\w*|"
    r"shrank|shrinks?|decrease[ds]?|cut|reduce[ds]?)\b.{0,30}?\bby\s*"
    + _PLAIN
    + r"\s*(?:%|percent)"
)
_FALLING = re.compile(r"fell|fall|down|drop|shr[ai]nk|decreas|cut|reduc|less|fewer|lower|shorter")
_SHARE = re.compile(_PLAIN + r"\s*(?:%|percent)")
_PER_MINUTES: Mapping[str, float] = {"second": 86400.0, "minute": 1440.0, "hour": 24.0}
_RATE = re.compile(
    NUMBER
    + r"(?![\d.,])(?!\s*(?:more|fewer|less|extra)\b)\s*(?:\w+\s+){0,3}?"
    + r"(?:per|a|an|each|/)\s*(day|hour|minute|second|month)"
)
_BARE_RATE = re.compile(
    r"(?<![$€£\d.,])" + NUMBER + r"\s*(?:per|a|each|/)\s*(day|hour|minute|second)\b"
)
"""So many a day, of what the question does not say."""
_FEW = 100.0
_SECONDS = re.compile(r"(?<![\d.,])(\d[\d.,]*)\s*(ms|milliseconds?|s|sec|seconds?|minutes?)\b")
_ABSOLUTE = re.compile(
    NUMBER
    + r"(?!\s*(?:%|percent|x\b|times|fold|ms\b|s\b|sec|min|month|(?:more|fewer|less|extra)\b))"
    + r"(?![\d.,])"
)
"""A new value; `500 more` and `12 months` are none of an answer in requests or years."""

_STANDS = re.compile(
    r"\d[\d.,]*(?=[^\d].*\bwhat if\b.*\d)|\binstead of \d[\d.,]*|"
    r"\bfrom \d[\d.,]*(?:k|m)?(?: \w+)? (?=to \d)"
)
"""Numbers that stand now: before "what if" with another one, after "instead of" and "from"."""
_OF_REQUESTS = re.compile(
    r"\b(?:requests?|queries|questions|tickets|invoices|conversations|chats|messages|calls|"
    r"prompts)\b"
)
_OF_PARTS = re.compile(
    rf"{NUMBER} ?(?:\w+ )?(?:{OF_PASSAGES}|documents?|pages?|words?|sentences?|lines?|"
    r"paragraphs?)\b"
)

_INSTEAD = re.compile(r"\b(?:(?:and )?not|instead of|rather than)\b.*")
"""What is said not to be how often something happens."""
_COUNTS: Mapping[str, int] = {"two": 2, "three": 3, "four": 4, "five": 5}
_NINES = re.compile(r"\b(two|three|four|five) nines\b")


def changes_in(text: str, workload: Workload, regions: Iterable[str] = ()) -> tuple[str, ...]:
    """The answers that a "what if" changes, as `question=answer`; empty when it names none.

    Args:
        text: Question in lower case, hyphens and numbers as typed.
        workload: What the design says now.
        regions: Regions that are named; the design is then held to them.
    """
    found = _apart(text, workload)
    text = _STANDS.sub("", text)
    plain = text.replace("-", " ")
    for pattern, change in CHOICES:
        if re.search(rf"\b(?:{pattern})\b", plain):
            for part in change.split(","):
                key, _, value = part.partition("=")
                found.setdefault(key, value)
    if regions:
        found["allowed_regions"] = ", ".join(regions)
    grown = "growth_per_year" in found
    for clause in _clauses(text):
        if grown and factor_in(without_not(clause)) is not None:
            continue  # that factor is the growth
        for key in _subjects(clause.replace("-", " ")):
            new = _value(key, clause, workload) if key not in found else None
            if new is not None:
                found[key] = new
                break  # a number belongs to one answer alone
    bare = _BARE_RATE.search(text)
    if not found and bare and number_of(bare[1], bare[2]) >= _FEW:
        found["requests_per_day"] = plainly_written(
            number_of(bare[1], bare[2]) * _PER_MINUTES.get(bare[3], 1.0)
        )
    return tuple(f"{key}={value}" for key, value in found.items())


def _apart(text: str, workload: Workload) -> dict[str, str]:
    """What the whole of a question tells: growth, priorities, another availability."""
    grown = (growth(clause, factor_in(without_not(clause)), workload) for clause in _clauses(text))
    found = {
        "growth_per_year": next((item for item in grown if item is not None), None),
        "priorities": swapped(text, workload),
        "availability": other_level(text, workload),
    }
    told = {key: item for key, item in found.items() if item is not None}
    return told | set_apart(text, workload)


def _clauses(text: str) -> tuple[str, ...]:
    """Parts that change one answer each."""
    return tuple(re.split(r"\band\b|\bwhile\b|\bplus\b|[;,](?!\d)", text))


def _subjects(text: str) -> tuple[str, ...]:
    """Questions whose words stand in the text; a later word inside an earlier match is not one."""
    left = text
    found = []
    for key, pattern in SUBJECTS.items():
        hit = re.search(rf"\b(?:{pattern})\b", left)
        if hit:
            found.append(key)
            left = left[: hit.start()] + " " * len(hit[0]) + left[hit.end() :]
    if "years" in text and "horizon_years" in found and not re.search(r"horizon|\d+ years", text):
        found.remove("horizon_years")
    return tuple(found)


def _value(key: str, text: str, workload: Workload) -> str | None:
    """The new answer; none of a number of people or passages, which another question counts."""
    if key in {"input_tokens", "output_tokens"}:
        if (step := by_tokens(workload.inputs()[key], text)) is not None:
            return step
        if _OF_PARTS.search(text) or (
            re.search(rf"\b(?:{OF_PASSAGES})\b", text) and "token" not in text
        ):
            return None
    if key == "requests_per_day" and _counts_people(text):
        return None
    for reader in _READERS:
        value = reader(key, text, workload)
        if value is not None:
            return value
    return None


def _counts_people(text: str) -> bool:
    """Whether a number is of people alone: `2000 developers`, but not `twice the users`."""
    people = re.search(rf"\b(?:{PEOPLE})\b", text) is not None
    return people and factor_in(text) is None and not _OF_REQUESTS.search(text)


def _fraction(key: str, text: str, workload: Workload) -> str | None:
    """Half or a tenth of all that come, where a share is asked for."""
    del workload
    if key not in PERCENT:
        return None
    hits = (share for words, share in FRACTIONS.items() if re.search(rf"\b{words}\b", text))
    return next(hits, None)


def _scaled(key: str, text: str, workload: Workload) -> str | None:
    factor = factor_in(text)
    item = workload.inputs().get(key)
    if factor is None or item is None or (key in PERCENT and not re.search("doubl|hal", text)):
        return None
    scale = 100.0 if key in PERCENT else 1.0
    whole = key == "labelled_examples"
    return scaled(item, factor * scale, whole=whole)


def scaled(item: Input, factor: float, *, whole: bool = False) -> str:
    """A value times a factor, its range scaled along."""
    numbers = [number * factor for number in (item.value, item.low, item.high)]
    texts = [f"{round(number)}" if whole else plainly_written(number) for number in numbers]
    return texts[0] if item.certain else f"{texts[0]} ({texts[1]} to {texts[2]})"


def factor_in(text: str) -> float | None:
    """By how much something grows or falls; None where the text does not say."""
    if more := _MORE.search(text):
        share = number_of(more[1], None) / 100.0
        return 1.0 - share if _FALLING.search(more[2]) else 1.0 + share
    if by := _BY.search(text):
        share = number_of(by[2], None) / 100.0
        return 1.0 - share if _FALLING.search(by[1]) else 1.0 + share
    if times := _TIMES.search(text):
        return number_of(times[1] or times[2], None)
    for pattern, factor in FACTORS:
        if re.search(rf"\b(?:{pattern})\b", text.replace("-", " ")):
            return factor
    return None


def _share(key: str, text: str, workload: Workload) -> str | None:
    del workload
    hit = _SHARE.search(text)
    return plainly_written(number_of(hit[1], None)) if hit and key in PERCENT else None


def _rate(key: str, text: str, workload: Workload) -> str | None:
    del workload
    hit = _RATE.search(text)
    if hit is None or key != "requests_per_day":
        return None
    number = number_of(hit[1], hit[2])
    if hit[3] == "month":
        return plainly_written(number * 12.0 / DAYS_PER_YEAR)
    return plainly_written(number * _PER_MINUTES.get(hit[3], 1.0))


def _seconds(key: str, text: str, workload: Workload) -> str | None:
    del workload
    hit = _SECONDS.search(text)
    if hit is None or key not in {"ttft_ms", "inter_token_ms"}:
        return None
    unit = hit[2]
    scale = 1.0 if unit.startswith(("ms", "milli")) else 60000.0 if unit[:3] == "min" else 1000.0
    return plainly_written(number_of(hit[1], None) * scale)


def _nines(key: str, text: str, workload: Workload) -> str | None:
    """An availability, which is a percentage with or without its sign: `99.99`, `four nines`."""
    del workload
    if key != "availability":
        return None
    if nines := _NINES.search(text):
        digits = "9" * _COUNTS[nines[1]]
        return f"{digits[:2]}.{digits[2:]}".removesuffix(".")
    hit = re.search(r"\b(?:9\d(?:\.\d+)?|100)\b", text)
    return hit[0] if hit else None


def _frequency(key: str, text: str, workload: Workload) -> str | None:
    """How often a year something happens: `monthly`, `every week`, `twice a year`."""
    del workload
    if not key.endswith("_refresh_per_year"):
        return None
    text = _INSTEAD.sub("", text)
    for pattern, times in OFTEN.items():
        if re.search(rf"\b(?:{pattern})\b", text):
            return times
    return None


def _absolute(key: str, text: str, workload: Workload) -> str | None:
    del workload
    hit = _ABSOLUTE.search(text)
    if hit is None or key in PERCENT or key in {"ttft_ms", "inter_token_ms"}:
        return None
    return plainly_written(number_of(hit[1], hit[2]))


_READERS: tuple[Callable[[str, str, Workload], str | None], ...] = (
    _fraction,
    _scaled,
    _share,
    _rate,
    _seconds,
    _nines,
    _frequency,
    _absolute,
)
