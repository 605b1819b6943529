"""Whether a sentence turns round what its source says: denials, directions, opposites.

Word lists, not grammar: a denial is bound to the few content words after it. What is caught and
what slips through is measured in `tests/knowledge/wording/test_support.py`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.lexical import STOP_WORDS, stem, term_set, words
from knowledge.opposites import opposed, swapped

_CLAUSE_END = re.compile(
    r"[.;:!?()](?=\s|$)|\s\(|,\s+(?=(?:but|so|while|whereas|although|because|and|which|since)\b)|\n"
)
_DENIAL = re.compile(
    r"\b(?:no(?! (?:less|more|fewer) than\b)|not(?! (?:only|less than|more than)\b)|never|none|"
    r"neither|nor|cannot|without|hardly|impossible|unable|(?<!to )nothing|avoid(?:s|ing)?|"
    r"lacks?|fails? to|(?:do|does|is|are|can|was|were|has|have|should|would|wo|ca)n['’]t)\b",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[,;.:()!?]|\b(?:but|so|while|because|since|and|or)\b")
_WORDS_DENIED = 3
_WORDS_BEFORE = 2
_ABSOLUTES = tuple(
    frozenset(group.split())
    for group in (
        "every each all always any whenever everywhere entirely completely full fully",
        "best ideal optimal",
        "worst",
        "only solely exclusively",
        "lowest least minimum smallest fewest cheapest",
        "highest most maximum largest",
        "guarantees guarantee guaranteed ensures certain certainly proven",
        "safe",
        "free",
        "must required needs need",
    )
)
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


def turned(sentence: str, cited: Sequence[str]) -> str:
    """How a sentence turns its sources round; empty if it does not.

    Args:
        sentence: Without citation marks.
        cited: The passages that it cites.
    """
    if _denies_anew(sentence, cited) or _drops_denial(sentence, cited):
        return "it denies what the cited passage affirms, or the reverse"
    if word := _overstates(sentence, cited):
        return f"“{word}” claims more than the cited passage"
    if any(swapped(sentence, clause) for text in cited for clause in clauses(text)):
        return "it says the opposite of the cited passage"
    if _new_direction(sentence, cited):
        return "it gives a direction (more, less) that the cited passage does not"
    there = [clause for text in cited for clause in clauses(text)]
    for clause in clauses(sentence):
        wanted = term_set(clause)
        if len(wanted) < 2:
            continue
        best = max(len(wanted & term_set(other)) for other in there)
        nearest = [other for other in there if len(wanted & term_set(other)) == best]
        if all(opposed(clause, other) for other in nearest):
            return "it says the opposite of the cited passage"
    return ""


def clauses(text: str) -> list[str]:
    """The pieces of a text between full stops, semicolons, brackets and joining words."""
    return [piece.strip() for piece in _CLAUSE_END.split(text) if piece and piece.strip()]


@dataclass(frozen=True, slots=True)
class Denial:
    """One denial in a text.

    Attributes:
        word: What denies, lower case.
        ahead: Stems of the content words that follow it in the clause, a few at most.
        behind: Stems of those right before it.
    """

    word: str
    ahead: frozenset[str]
    behind: frozenset[str]

    @property
    def scope(self) -> frozenset[str]:
        """What is denied: what follows, or, where that is little, also what stands before."""
        return self.ahead if len(self.ahead) > 1 else self.ahead | self.behind


def denials(text: str) -> list[Denial]:
    """The denials of a text, in order."""
    found = []
    for match in _DENIAL.finditer(text):
        after = _content(_PAUSE.split(text[match.end() :], maxsplit=1)[0])
        before = _content(_PAUSE.split(text[: match.start()])[-1])
        ahead, behind = after[:_WORDS_DENIED], before[-_WORDS_BEFORE:]
        found.append(Denial(match[0].lower(), frozenset(ahead), frozenset(behind)))
    return found


def _content(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def _denies_anew(sentence: str, cited: Iterable[str]) -> bool:
    known = [denial.scope for text in cited for denial in denials(text)]
    return any(not any(denial.scope & other for other in known) for denial in denials(sentence))


def _drops_denial(sentence: str, cited: Iterable[str]) -> bool:
    said = term_set(sentence)
    own = [denial.scope for denial in denials(sentence)]
    for denial in (denial for text in cited for denial in denials(text)):
        needed = 2 if denial.word == "without" else min(2, len(denial.ahead))
        found = len(denial.ahead & said)
        if found and found >= needed and not any(denial.scope & other for other in own):
            return True
    return False


def _overstates(sentence: str, cited: Iterable[str]) -> str:
    """A word for all, or for the best, that the sources do not have."""
    there = {word for text in cited for word in words(text)}
    for said in words(sentence):
        for group in _ABSOLUTES:
            if said in group and not there & group:
                return said
    return ""


def _new_direction(sentence: str, cited: Sequence[str]) -> bool:
    here = set(words(sentence))
    there = {word for text in cited for word in words(text)}
    for direction, sign in ((_UP, _RISE), (_DOWN, _DROP)):
        signed = any(sign.search(text) for text in cited)
        if here & direction and not there & direction and not signed:
            return True
    return False
