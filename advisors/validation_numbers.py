"""Numbers as people write them: `2k`, `1,5`, `12 000`, `99.9%`, `500/hour`, `10k to 40k`."""

import math
import re
from dataclasses import dataclass

from advisors.errors import AnswerError
from advisors.questions.model import Question

MULTIPLIERS = {
    "k": 1e3, "tsd": 1e3, "thousand": 1e3,
    "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6,
    "g": 1e9, "b": 1e9, "bn": 1e9, "mrd": 1e9, "billion": 1e9, "billions": 1e9,
}  # fmt: skip
_BODY = r"[+-]?(?:\d[\d.,'’_ ]*|[.,]\d+)(?:e[+-]?\d+)?"
_GROUPED = r"\d{1,3}(?:[ '’_]\d{3})+(?=$|[.,])"
_RANGE = r"\s*(?:\.{2,3}|…|–|—|\bto\b|\bbis\b|(?<=[\d%a-z])(?<!\de)\s*-\s*(?=[\d.,$]))\s*"
_AROUND = r"^(?P<value>.+?)\s*\((?P<range>.+)\)$"
_PLUS_MINUS = r"^(?P<value>.+?)\s*(?:±|\+/-|\+-)\s*(?P<width>.+)$"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A number in the question's unit, with its range when one was given."""

    value: float
    low: float | None = None
    high: float | None = None


def parse_number(question: Question, text: str) -> Parsed:
    """Read a number, or a number with a range, into the question's unit.

    A range alone (`10k to 40k`) takes its geometric mean as value, the centre of a log-normal
    with those percentiles; the arithmetic mean when an end is not positive.

    Raises:
        AnswerError: It is no number, its unit is unknown, or it can be read in two ways.
    """
    clean = _plain(text)
    if found := re.match(_AROUND, clean):
        low, high = _pair(question, found["range"], text)
        return Parsed(_single(question, found["value"], text), low, high)
    if found := re.match(_PLUS_MINUS, clean):
        value = _single(question, found["value"], text)
        share = question.kind != "percent" and found["width"].rstrip().endswith("%")
        width = _width(question, found["width"], text)
        width = abs(value) * width / 100 if share else width
        return Parsed(value, value - width, value + width)
    if len(re.split(_RANGE, clean)) == 2:
        low, high = _pair(question, clean, text)
        return Parsed(_middle(low, high), low, high)
    return Parsed(_single(question, clean, text))


def _plain(text: str) -> str:
    """One kind of space and of minus, small letters."""
    for odd in "\u00a0\u2007\u2009\u202f":
        text = text.replace(odd, " ")
    return text.replace("\u2212", "-").strip().casefold()


def _middle(low: float, high: float) -> float:
    middle = math.sqrt(low * high) if low > 0 and high > 0 else (low + high) / 2
    return float(f"{middle:.3g}")


def _width(question: Question, text: str, whole: str) -> float:
    bare = text.strip().removesuffix("%").strip()
    return _single(question, bare, whole)


def _pair(question: Question, text: str, whole: str) -> tuple[float, float]:
    """Both ends of a range; `10-40k` lends its suffix to the first end."""
    ends = re.split(_RANGE, text.strip())
    if len(ends) != 2:
        raise _refuse(question, whole, "a range has two ends", "Write it as 10k to 40k.")
    first, second = ends
    body = re.match(_BODY, second)
    bare = re.fullmatch(_BODY, first)
    if bare and body:
        first += second[body.end() :]
    low, high = _single(question, first, whole), _single(question, second, whole)
    if low > high:
        raise _refuse(question, whole, "the first end is above the second", "Swap the two ends.")
    return low, high


def _single(question: Question, text: str, whole: str) -> float:
    text = text.strip()
    if text[:1] in question.units:
        text = text[1:].strip()
    found = re.match(_BODY, text)
    if not found:
        raise _refuse(question, whole, "that is not a number", _how(question))
    body, rest = found[0].strip(), text[found.end() :].strip()
    factor, scaled = _factor(question, rest, whole)
    value = _digits(question, body, factor, whole, scaled=scaled) * factor
    if not math.isfinite(value):
        raise _refuse(question, whole, "that number is too large", _how(question))
    return float(f"{value:.15g}")


def _factor(question: Question, rest: str, whole: str) -> tuple[float, bool]:
    """What to multiply by, and whether a word such as `k` said so."""
    units = {name.casefold(): factor for name, factor in question.units.items()}
    if not rest or rest == question.unit.casefold():
        return 1.0, False
    if rest in units:
        return units[rest], False
    for word in sorted(MULTIPLIERS, key=len, reverse=True):
        if rest.startswith(word):
            unit = rest[len(word) :].strip()
            if not unit or unit in units or unit == question.unit.casefold():
                return MULTIPLIERS[word] * units.get(unit, 1.0), True
    names = ", ".join(dict.fromkeys(name for name in question.units if len(name) > 1))
    known = f"Units understood: {names}." if names else f"The unit is {question.unit}."
    raise _refuse(question, whole, f"{rest!r} is no unit of this question", known)


def _digits(question: Question, body: str, factor: float, whole: str, *, scaled: bool) -> float:
    """The number itself, with its separators read as thousands or decimal marks."""
    mantissa, _, exponent = body.partition("e")
    sign = -1.0 if mantissa.startswith("-") else 1.0
    mantissa = mantissa.lstrip("+-")
    if re.search(r"[ '’_]", mantissa):
        if not re.match(_GROUPED, mantissa):
            raise _refuse(question, whole, "its digits are not in groups of three", _how(question))
        mantissa = re.sub(r"[ '’_]", "", mantissa)
        return sign * _to_float(question, mantissa.replace(",", "."), exponent, whole)
    commas, dots = mantissa.count(","), mantissa.count(".")
    if commas and dots:
        decimal = max(",.", key=mantissa.rfind)
        mantissa = _ungroup(question, mantissa, ".,".replace(decimal, ""), whole)
        return sign * _to_float(question, mantissa.replace(decimal, "."), exponent, whole)
    if commas > 1 or dots > 1:
        mantissa = _ungroup(question, mantissa, "," if commas else ".", whole)
        return sign * _to_float(question, mantissa, exponent, whole)
    decimal_reading = _to_float(question, mantissa.replace(",", "."), exponent, whole)
    if exponent or not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", mantissa):
        return sign * decimal_reading
    grouped = float(re.sub("[.,]", "", mantissa))
    return sign * _choose(question, (decimal_reading, grouped), factor, whole,
                          comma=bool(commas) and not scaled)  # fmt: skip


def _choose(
    question: Question, readings: tuple[float, float], factor: float, whole: str, *, comma: bool
) -> float:
    """One digit group of three behind a single mark: thousands or decimals?

    A comma groups thousands when that stays in bounds; otherwise only one of the two readings
    may be in bounds.
    """
    decimal, grouped = readings
    fits = [item for item in readings if _in_bounds(question, item * factor)]
    if len(fits) == 1:
        return fits[0]
    if comma or not fits:
        return grouped if comma else decimal
    raise _refuse(
        question, whole, "it can be read in two ways", f"Write {grouped:g} or {decimal:g}."
    )


def _in_bounds(question: Question, value: float) -> bool:
    if question.kind == "integer" and not value.is_integer():
        return False
    return (question.minimum is None or value >= question.minimum) and (
        question.maximum is None or value <= question.maximum
    )


def _ungroup(question: Question, mantissa: str, mark: str, whole: str) -> str:
    """Drop grouping marks, which must stand before groups of three digits."""
    head = mantissa[: mantissa.rfind(mark) + 4]
    if not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", head):
        raise _refuse(question, whole, "its digits are not in groups of three", _how(question))
    return head.replace(mark, "") + mantissa[len(head) :]


def _to_float(question: Question, mantissa: str, exponent: str, whole: str) -> float:
    try:
        return float(f"{mantissa}e{exponent or 0}")
    except ValueError:
        raise _refuse(question, whole, "that is not a number", _how(question)) from None


def _how(question: Question) -> str:
    sample = question.example or "1000"
    return f"Write a number such as {sample}" + (f" ({question.unit})." if question.unit else ".")


def _refuse(question: Question, text: str, why: str, fix: str) -> AnswerError:
    return AnswerError(question.id, f"{question.id} cannot be {text.strip()!r}", why, fix)
