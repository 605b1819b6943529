"""Which reading of a question holds: by its words, by its likeness to examples, or none."""

import re

from advisors.workload import Workload
from tui.inquiry.answer import Intent
from tui.inquiry.intents import GENERAL
from tui.inquiry.kinds import as_kind
from tui.inquiry.likely import Likely
from tui.inquiry.pertains import about_design
from tui.inquiry.readings import Reading

# Shares were set on the same questions on which they are tried in the tests, not by validation.
OVER = 0.7
"""Share from which a kind is taken before what the words say."""
LIKE = 0.5
"""Share that its kind must have where the words say nothing."""
LIKE_GUIDED = 0.55
"""The same where the guidance knows an answer."""
CHANGED = 0.25
"""The same for what ifs that name an answer of the design and its new value."""
AMONG = 0.5
"""Share of its kind among all kinds on designs, where the guidance knows no good answer."""
LEAST = 0.35
"""Share that its kind must have even then."""
BESIDE = 0.97
"""Likelihood of a question to the guidance from which the words are not believed, where the
guidance is as sure of its answer as `GUIDED`."""
GUIDED = 0.7
NOT_GUIDED = 0.6
"""Confidence of the guidance below which it knows none."""
DOUBT = 0.28
"""Likelihood of a question to the guidance up to which its kind is still taken then."""
DOUBT_OF_AMOUNT = 0.5
"""The same for amounts: those of other things are asked for in the same words."""
SURE = 0.65
"""The same, where the words sound like a question in general, or about the one who asks."""
_FIRM = frozenset(
    {
        *("ranking", "catch", "included", "fleet", "lever-of", "least", "option-amount"),
        *("flip", "range", "sure", "parts", "explain", "assumption", "lever"),
        *("pareto", "smallest", "conflicts"),
    }
)
"""Kinds that are taken although the words were read as something else."""
_OF_A = re.compile(r"\bof an? (\w+)")
_AMOUNTS = frozenset({"amount", "option-amount", "input", "range", "what-if"})


def chosen(
    reading: Reading, like: Likely, question: str, workload: Workload, guided: float
) -> Reading | None:
    """What a question asks of the design; None when it is not about the design.

    Args:
        reading: By its words.
        like: By its likeness to examples.
        question: As typed.
        workload: What can be changed.
        guided: Confidence of the guidance in its own answer.
    """
    told = about_design(reading) and not _for_the_guidance(reading, like, guided)
    taken = _before_the_words(reading, like) if told else _without_the_words(reading, like, guided)
    changed = not told and like.kind == "what-if" and like.share >= CHANGED
    taken = taken or (changed and not GENERAL.search(reading.text))
    other = as_kind(reading, like.kind, question, workload) if taken else None
    return other or (reading if told else None)


def _for_the_guidance(reading: Reading, like: Likely, guided: float) -> bool:
    """Whether the guidance knows an answer to what is unlike all that is asked of designs."""
    free = reading.decision == "need" or reading.limit is not None or reading.larger
    return like.beside >= BESIDE and guided >= GUIDED and not free


def _before_the_words(reading: Reading, like: Likely) -> bool:
    """Whether the likeness is surer than the turn of phrase that the words were read by."""
    vague = reading.intent is Intent.HOW_MUCH and not (reading.metrics or reading.units.found)
    if like.share < (LIKE if vague else OVER) or like.kind not in _FIRM:
        return False
    if like.kind == "ranking" and reading.other and reading.intent in {Intent.WHY, Intent.WHICH}:
        return False  # the one after the first is told better than all of them
    if like.kind == "lever-of" and reading.intent is Intent.COMPARE:
        return False  # "cheaper than X" is held against X
    if like.kind == "option-amount" and reading.intent is Intent.WHY_NOT:
        return False  # "would X save us anything?" wants to know why it is not taken
    if like.kind == "explain" and reading.aspect is None:
        return True
    sized = reading.smaller or reading.larger
    turn = reading.aspect is not None or reading.limit is not None or reading.decision == "need"
    return not (sized or turn or reading.intent is Intent.WHAT_IF)


def _without_the_words(reading: Reading, like: Likely, guided: float) -> bool:
    """Whether the likeness alone makes it a question on the design."""
    if reading.alone or (GENERAL.search(reading.text) and not reading.deictic):
        return like.share >= SURE and "important" not in reading.text.split()
    of_any = _OF_A.search(reading.text)
    if like.kind in _AMOUNTS and of_any and of_any[1] in reading.left:
        return False  # an amount of something that nothing here knows
    doubt = DOUBT_OF_AMOUNT if like.kind in _AMOUNTS else DOUBT
    if guided < NOT_GUIDED:
        among = like.share >= AMONG * like.of_design and like.beside <= doubt
        return like.share >= LIKE or (among and like.share >= LEAST)
    return like.share >= max(LIKE_GUIDED, like.beside)
