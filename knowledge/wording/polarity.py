"""Whether a sentence turns round what its source says: denials, directions, opposites.

Word lists, not grammar: a denial is bound to the few content words after it. What is caught and
what slips through is measured in `tests/knowledge/wording/test_support.py`.
"""

import re
from collections.abc import Iterable, Sequence

from knowledge.lexical import STOP_WORDS, stem, term_set, words

_CLAUSE_END = re.compile(
    r"[.;:!?()](?=\s|$)|\s\(|,\s+(?=(?:but|so|while|whereas|although|because|and|which|since)\b)|\n"
)
_DENIAL = re.compile(
    r"\b(?:no(?! (?:less|more|fewer) than\b)|not(?! (?:only|less than|more than)\b)|never|none|"
    r"neither|nor|cannot|without|hardly|(?<!to )nothing|avoid(?:s|ing)?|lacks?|fails? to|"
    r"(?:do|does|is|are|can|was|were|has|have|should|would|wo|ca)n['’]t)\b",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[,;.:()!?]|\b(?:but|so|while|because|since|and|or)\b")
_WORDS_DENIED = 3
_UP_WORDS = """
    more greater larger bigger higher longer increase increases increased increasing raise raises
    raised rises rise grow grows adds extra slower dearer costlier worse
"""
_DOWN_WORDS = """
    less fewer smaller lower shorter decrease decreases decreased reduce reduces reduced reducing
    lowers lowered cut cuts fall falls drop drops shrink shrinks shrunk save saves saved saving
    savings cheaper faster quicker halves halved
"""
_UP = frozenset(_UP_WORDS.split())
_DOWN = frozenset(_DOWN_WORDS.split())
_RISE = re.compile(r"(?<![\w.])\+\d")
_DROP = re.compile(r"(?<![\w.])[-−–]\d")
_OPPOSITES = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("faster quicker", "slower"),
        ("cheaper cheapest", "dearer costlier expensive"),
        ("before", "after"),
        ("always every", "never sometimes rarely seldom"),
        ("enable enables enabled", "disable disables disabled"),
        ("first", "last"),
        ("best better", "worst worse"),
        ("above over", "below under"),
        ("supported supports", "unsupported"),
        ("required must mandatory", "optional may"),
        ("small smaller smallest", "large larger largest big bigger biggest"),
        ("short shorter", "long longer"),
        ("together", "separately apart"),
    )
)


def turned(sentence: str, cited: Sequence[str]) -> str:
    """How a sentence turns its sources round; empty if it does not.

    Args:
        sentence: Without citation marks.
        cited: The passages that it cites.
    """
    if _denies_anew(sentence, cited) or _drops_denial(sentence, cited):
        return "it denies what the cited passage affirms, or the reverse"
    if _new_direction(sentence, cited):
        return "it gives a direction (more, less) that the cited passage does not"
    there = [clause for text in cited for clause in clauses(text)]
    for clause in clauses(sentence):
        wanted = term_set(clause)
        if len(wanted) < 2:
            continue
        best = max(len(wanted & term_set(other)) for other in there)
        nearest = [other for other in there if len(wanted & term_set(other)) == best]
        if all(_opposed(clause, other) for other in nearest):
            return "it says the opposite of the cited passage"
    return ""


def clauses(text: str) -> list[str]:
    """The pieces of a text between full stops, semicolons, brackets and joining words."""
    return [piece.strip() for piece in _CLAUSE_END.split(text) if piece and piece.strip()]


def denied(text: str) -> list[frozenset[str]]:
    """For each denial in a text, the stems of the content words that it denies."""
    found = []
    for match in _DENIAL.finditer(text):
        scope = _PAUSE.split(text[match.end() :], maxsplit=1)[0]
        content = [stem(word) for word in words(scope) if word not in STOP_WORDS]
        found.append(frozenset(content[:_WORDS_DENIED]))
    return found


def _denies_anew(sentence: str, cited: Iterable[str]) -> bool:
    known = [scope for text in cited for scope in denied(text)]
    return any(
        not any(scope & other or not scope or not other for other in known)
        for scope in denied(sentence)
    )


def _drops_denial(sentence: str, cited: Iterable[str]) -> bool:
    said = term_set(sentence)
    own = denied(sentence)
    for scope in (scope for text in cited for scope in denied(text)):
        needed = min(2, len(scope))
        if scope and len(scope & said) >= needed and not any(scope & other for other in own):
            return True
    return False


def _new_direction(sentence: str, cited: Sequence[str]) -> bool:
    here = set(words(sentence))
    there = {word for text in cited for word in words(text)}
    for direction, sign in ((_UP, _RISE), (_DOWN, _DROP)):
        signed = any(sign.search(text) for text in cited)
        if here & direction and not there & direction and not signed:
            return True
    return False


def _opposed(clause: str, other: str) -> bool:
    here, there = set(words(clause)), set(words(other))
    for one, two in _OPPOSITES:
        for left, right in ((one, two), (two, one)):
            if here & left and not here & right and there & right and not there & left:
                return True
    return False
