"""Texts that the interview understands, as patterns for the JSON Schema of a design.

The patterns keep to what every dialect of regular expressions knows: no look-around, no flags, so
that each letter stands in both cases. They say what the readers in `validation_names` say.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from advisors.questions import Question
from advisors.questions.languages import CODES
from advisors.validation import DONT_KNOW_WORDS, NOT_APPLICABLE_WORDS
from advisors.validation_names import LEAST_LETTERS, choice_names, places

PRINTABLE = "^[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]*$"
"""Text without characters that could steer a terminal."""
SOMETHING = "\\S"
_GAP = "[\\s_-]"
_AROUND = "[\\s,;_-]*"
_BETWEEN = f"(?:\\s*[,;\\n]|\\s+(?:\\+|&|[aA][nN][dD])\\s){_AROUND}"
_SPECIAL = frozenset("\\^$.*+?()[]{}|/")
_DECIMAL = "\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?"


@cache
def dont_know() -> str:
    """What stands for "don't know"."""
    return f"^\\s*(?:{_either(_literal(word) for word in sorted(DONT_KNOW_WORDS))})\\s*$"


@cache
def not_applicable() -> str:
    """The beginning of "not applicable", with a reason behind it."""
    return f"{_not_applicable()}(?:[:,]|\\s{_literal('because')})\\s*\\S"


@cache
def says_not_applicable() -> str:
    """The beginning of "not applicable", whether or not a reason follows."""
    return f"{_not_applicable()}(?:\\s*$|[:,]|\\s{_literal('because')})"


def number(question: Question) -> str:
    """The beginning of a number: a sign of its unit, plus or minus, and a digit."""
    signs = "".join(sorted(name for name in question.units if len(name) == 1 and name in "$€£%"))
    before = f"(?:[{signs}]\\s*)?" if signs else ""
    return f"^\\s*{before}[+\u2212-]?[.,]?\\d"


def choice(question: Question) -> str:
    """One choice: its id, label, another word for it, its number, or a beginning of those."""
    return f"^{_GAP}*{_choice(question)}{_GAP}*$"


def several(question: Question) -> str:
    """Choices in a row."""
    return _row(_choice(question))


def weights(question: Question) -> str:
    """Names in order of importance, or with points."""
    name = _choice(question)
    item = f"{name}(?:(?:\\s+|\\s*[=:]\\s*){_DECIMAL}(?:\\s*%)?)?"
    return f"^[\\s,;>_-]*{item}(?:(?:\\s*>[\\s_-]*|{_BETWEEN}){item})*[\\s,;>_-]*$"


@cache
def languages() -> str:
    """Codes or names of languages in a row; a code may name a country behind it."""
    codes = sorted(key for key in CODES if len(key) == len("en"))
    named = sorted((key for key in CODES if len(key) > len("en")), key=lambda key: (-len(key), key))
    item = (
        f"(?:(?:{_either(map(_literal, codes))})(?:[_-][^,;\\s]*)?|{_either(map(_literal, named))})"
    )
    return _row(item)


@cache
def region_code() -> str:
    """What looks like the code of an AWS Region; only those that there are mean one."""
    return "^\\s*[a-zA-Z]{2,4}(?:-[a-zA-Z]+)+-\\d+\\s*$"


@cache
def region_codes() -> str:
    """The code of an AWS Region, in any case of its letters."""
    return f"^\\s*(?:{_either(_literal(place.code) for place in places())})\\s*$"


def _not_applicable() -> str:
    return f"^\\s*(?:{_either(_literal(word) for word in NOT_APPLICABLE_WORDS)})"


def _row(item: str) -> str:
    return f"^{_AROUND}{item}(?:{_BETWEEN}{item})*{_AROUND}$"


def _choice(question: Question) -> str:
    names = choice_names(question.choices)
    numbers = [f"0*{place}" for place in range(1, len(question.choices) + 1)]
    written = [_beginnings(name, _shortest(name, names)) for name in names]
    return f"(?:{_either([*numbers, *written])})"


def _shortest(name: str, names: Mapping[str, str]) -> int:
    """Letters of a name's shortest beginning that means its choice and no other."""
    for length in range(LEAST_LETTERS, len(name)):
        starts = {names[other] for other in names if other.startswith(name[:length])}
        if len(starts) == 1 and name[length - 1] != " ":
            return length
    return len(name)


def _beginnings(name: str, shortest: int) -> str:
    """A name from its shortest beginning to all of it; a blank never ends one."""
    pattern = ""
    for place in range(len(name) - 1, shortest - 1, -1):
        if name[place] != " ":
            gap = _char(" ") if name[place - 1] == " " else ""
            pattern = f"(?:{gap}{_char(name[place])}{pattern})?"
    return "".join(map(_char, name[:shortest])) + pattern


def _literal(text: str) -> str:
    return "".join(map(_case, text))


def _char(char: str) -> str:
    return f"{_GAP}+" if char == " " else _case(char)


def _case(char: str) -> str:
    lower, upper = char.lower(), char.upper()
    if lower != upper and len(upper) == 1:
        return f"[{lower}{upper}]"
    return f"\\{char}" if char in _SPECIAL else char


def _either(patterns: Iterable[str]) -> str:
    found: Collection[str] = list(dict.fromkeys(patterns))
    return "|".join(found)
