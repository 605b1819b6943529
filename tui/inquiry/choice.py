"""Which reading of a question holds: by its words, by its likeness to examples, or none."""

import re
from dataclasses import replace

from advisors.workload import Workload
from tui.inquiry.answer import Intent
from tui.inquiry.gate import Beside, features, load_gate
from tui.inquiry.kinds import as_kind, as_named
from tui.inquiry.likely import Likely
from tui.inquiry.of_others import of_others, of_ours
from tui.inquiry.outside import outside
from tui.inquiry.pertains import about_design
from tui.inquiry.readings import Reading
from tui.inquiry.turns import turned

OVER = 0.7
"""Share from which a kind is taken before what the words say."""
LIKE = 0.5
"""The same where the words ask for an amount without saying of what."""
BESIDE = 0.97
"""Likelihood of a question to the guidance from which the words are not believed, where the
guidance is as sure of its answer as `GUIDED`."""
GUIDED = 0.7
VETO = 0.02
"""Share below which the words are not believed: in cross-validation that keeps all 1,264
examples on designs that are read by their words, and leaves 4 of 51 others to the guidance."""
LIKELY, SURE_KIND, SURE_BARE, SURE_GATE = 0.5, 0.5, 0.45, 0.99
"""Share of the gate that is enough where the kind has the second one; share that a kind must have
where the question names nothing, unless the gate has the last one. Voice by voice, by weights of
the other voices, words and gate tell 80 % of the examples on designs, 82 % of them as asked,
and 8 % of those beside, which are written to look alike."""
DOUBT = 0.3
"""Part of all kinds on designs below which the likeliest is not taken."""
_FIRM = frozenset(
    {
        *("ranking", "catch", "included", "fleet", "lever-of", "least", "option-amount"),
        *("flip", "range", "sure", "parts", "explain", "assumption", "lever"),
        *("pareto", "smallest", "conflicts"),
        *("next", "effort", "quality", "languages", "modalities", "risks", "reporting", "privacy"),
        *("level", "idle", "licence", "memory", "need", "larger", "tuning", "deferred"),
    }
)
"""Kinds that are taken although the words were read as something else."""
_WORDS_FIRST = frozenset(
    {
        ("lever-of", Intent.COMPARE),  # "cheaper than X" is held against X
        ("option-amount", Intent.WHY_NOT),  # "would X save us anything?" asks why it is not taken
        ("parts", Intent.LEVER),  # what would lower a figure, not what it is made of
    }
)
"""Kinds that are not taken before a turn of phrase, however likely."""
_OF_A = re.compile(r"\bof an? (\w+)")
_TO_ONE = re.compile(r"^(?:would|will|do|did) you (\w+) me$")
_FOR_AND_AGAINST = re.compile(r"\bwhat (?:speaks|is there to say) for\b.*\bagainst\b")
_SENT = re.compile(
    r"why (?:do|did|are|would|should) (?:you|we) (?:ship|send|put|run|place|move|host|use|pick|"
    r"choose|recommend|take|sending|putting|running|moving|hosting|using|picking)\b"
)
_AMOUNTS = frozenset({"amount", "option-amount", "input", "range", "what-if"})


def chosen(
    reading: Reading, like: Likely, question: str, workload: Workload, beside: Beside
) -> Reading | None:
    """What a question asks of the design; None when it is not about the design.

    Args:
        reading: By its words.
        like: By its likeness to examples.
        question: As typed.
        workload: What can be changed.
        beside: What else is known of it.
    """
    if outside(reading, question, beside.own):
        return None
    if (turn := turned(reading)) is not None or of_others(reading, beside.own.words):
        return turn
    reading = of_ours(reading, beside.own.words)
    told = about_design(reading) and not _says_nothing(reading)
    gate = load_gate()
    share = gate.share(features(reading, like, question, beside, told=told))
    sized = reading.smaller or reading.larger
    if told and (sized or share >= VETO) and not _for_the_guidance(reading, like, beside.guided):
        taken = _before_the_words(reading, like)
        other = as_kind(reading, like.kind, question, workload) if taken else None
        return other or reading
    if beside.abstained and _asks_of_options(reading, beside.own.listed):
        return reading
    return _by_likeness(reading, like, question, workload, share)


def _by_likeness(
    reading: Reading, like: Likely, question: str, workload: Workload, share: float
) -> Reading | None:
    """What the examples that a question is like ask, where the gate's share lets it pass."""
    gate = load_gate()
    passed = share >= gate.least or (share >= LIKELY and like.share >= SURE_KIND)
    lost = _bare(reading) and like.share < SURE_BARE and share < SURE_GATE
    if not passed or lost or _of_another(reading, like):
        return None
    if doubtful(like):
        kinds = tuple(kind for kind, _ in like.ranked)
        return replace(reading, intent=Intent.UNCLEAR, aspect=None, kinds=kinds)
    return as_one_kind(reading, like, question, workload, gate.kind)


def doubtful(like: Likely) -> bool:
    """Whether no kind on designs stands out among those that a question may be of."""
    return like.share < DOUBT * like.of_design


def as_one_kind(
    reading: Reading, like: Likely, question: str, workload: Workload, least: float
) -> Reading | None:
    """A question on the design as the likeliest kind whose needs it names; None for none.

    Args:
        reading: By its words.
        like: By its likeness to examples.
        question: As typed.
        workload: What can be changed.
        least: Share that the kind must have among the kinds on designs.
    """
    for kind, share in like.ranked:
        if share < least * like.of_design:
            break
        found = as_kind(reading, kind, question, workload)
        if found is not None:
            return found
    return as_named(reading)


def _asks_of_options(reading: Reading, listed: frozenset[str]) -> bool:
    """Whether it asks why an option of this design, or what speaks for and against it."""
    own = [item for item in reading.named if listed.intersection(item.ids)]
    if reading.intent is Intent.WHY:  # a place is also asked about for its own sake
        if own and _SENT.match(reading.text):
            return True
        names = [re.escape(item.phrase) for item in own if item.decision != "region"]
        return any(re.match(rf"why (?:an? |the )?{name}\b", reading.text) for name in names)
    return bool(own) and _FOR_AND_AGAINST.search(reading.text) is not None


def _for_the_guidance(reading: Reading, like: Likely, guided: float) -> bool:
    """Whether the guidance knows an answer to what is unlike all that is asked of designs."""
    sized = reading.smaller or reading.larger
    free = reading.decision == "need" or reading.limit is not None or sized
    return like.beside >= BESIDE and guided >= GUIDED and not free


def _before_the_words(reading: Reading, like: Likely) -> bool:
    """Whether the likeness is surer than the turn of phrase that the words were read by."""
    vague = reading.intent is Intent.HOW_MUCH and not (reading.metrics or reading.units.found)
    if like.share < (LIKE if vague else OVER) or like.kind not in _FIRM:
        return False
    asked = reading.intent in {Intent.WHY, Intent.WHY_NOT, Intent.WHICH}
    one = bool(reading.decision or reading.named) and asked
    if like.kind == "ranking" and reading.other and one:
        return False  # the one after the first is told better than all of them
    if (like.kind, reading.intent) in _WORDS_FIRST or (like.kind == "languages" and one):
        return False
    if like.kind == "explain" and reading.aspect is None:
        return True
    sized = reading.smaller or reading.larger
    turn = reading.aspect is not None or reading.limit is not None or reading.decision == "need"
    return not (sized or turn or reading.intent is Intent.WHAT_IF)


def _says_nothing(reading: Reading) -> bool:
    """Whether the words give a turn of phrase alone: `what must we do next?`."""
    named = reading.named or reading.metrics or reading.decision or reading.units.found
    turn = reading.intent in {Intent.HOW_MUCH, Intent.WHICH, Intent.WHY, Intent.COMPARE}
    sized = reading.smaller or reading.larger or reading.counted or reading.live
    return turn and not (named or sized or reading.aspect or reading.limit)


def _bare(reading: Reading) -> bool:
    """Whether a question names nothing of the design and does not point at it."""
    named = reading.named or reading.metrics or reading.decision or reading.units.found
    return not (named or reading.deictic)


def _of_another(reading: Reading, like: Likely) -> bool:
    """Whether it is asked of what nothing here knows: `a kilo of bread`, `do you love me`."""
    to_one = _TO_ONE.search(reading.text)
    if to_one is not None:
        return to_one[1] in reading.left
    of_any = _OF_A.search(reading.text)
    return like.kind in _AMOUNTS and of_any is not None and of_any[1] in reading.left
