"""How likely a question is about the design at hand, by all that is known of it at once.

What the words name, what the question is like, and what the guidance says to it are weighed
together; the weights and the share from which the design answers are fitted by
`python -m tui.inquiry.fit`, each voice tried by what the others taught.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from advisors.format import value_and_range
from advisors.options import Advice
from tui.inquiry.answer import Intent
from tui.inquiry.intents import GENERAL
from tui.inquiry.likely import FOLDER, Likely
from tui.inquiry.page import entries
from tui.inquiry.readings import Reading

FILE = FOLDER / "gate.json"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BOUND = 6.0
_LEAST_DIGITS = 2
_SHORT, _LONG = 4, 14
"""Words of a short question at most, and of a long one at least."""
_GENERAL_START = re.compile(
    r"^(?:what (?:is|are|does|do) (?:an? )?\w+(?: \w+)?$|how (?:do|does|should|can|to)\b|"
    r"when (?:does|do|should|is|are)\b|(?:are|is|do|does) \w+s\b)"
)
NAMES = (
    *("constant", "alike", "kind", "guided", "abstained", "told", "deictic", "alone", "general"),
    *("starts_general", "named", "chosen", "metrics", "units", "decision", "left", "left_share"),
    *("own_number", "known", "short", "long", "intent", "what_if", "foreign", "alike_abstained"),
    *("near_design", "near_beside", "nearer", "named_guided", "near_abstained", "known_abstained"),
)
"""What is weighed, in the order of `features`."""


@dataclass(frozen=True)
class Beside:
    """What is known of a question beside its own words.

    Attributes:
        guided: Confidence of the guidance in its own answer.
        abstained: Whether the guidance has none.
        own: What is particular to the design.
        foreign: Whether the question is read from another language.
        changes: Whether it names an answer of the design and a new value.
    """

    guided: float
    abstained: bool
    own: "Own"
    foreign: bool = False
    changes: bool = False


@dataclass(frozen=True)
class Own:
    """What is particular to one design.

    Attributes:
        numbers: As its advice writes them, without separators.
        chosen: Ids of the chosen options.
        listed: Ids of all options and of what fell out.
        words: By which the design speaks of itself.
    """

    numbers: frozenset[str]
    chosen: frozenset[str]
    listed: frozenset[str]
    words: frozenset[str] = frozenset()


def own_of(advice: Advice, words: frozenset[str] = frozenset()) -> Own:
    """What is particular to the design of an advice, and words by which it speaks of itself."""
    texts = [value_and_range(figure) for figure in advice.totals.values()]
    for decision in advice.decisions:
        texts += [decision.confidence_reason, *decision.trace]
        for option in decision.options:
            texts += [*option.reasons, *option.notes]
            texts += [value_and_range(figure) for figure in option.figures.values()]
        texts += [item.reason for item in decision.exclusions]
    found = {plain for text in texts for plain in numbers_in(text)}
    chosen = {item.chosen.id for item in advice.decisions if item.chosen is not None}
    listed = {entry.id for item in advice.decisions for entry in entries(item)}
    return Own(frozenset(found), frozenset(chosen), frozenset(listed), words)


def numbers_in(text: str) -> frozenset[str]:
    """Numbers of two significant digits and more, without separators; `5.2 MWh` as `5200` too."""
    found = set()
    for hit in _NUMBER.finditer(text):
        plain = hit[0].replace(",", "")
        if sum(char.isdigit() for char in plain.strip("0")) >= _LEAST_DIGITS:
            found.add(plain)
        if re.match(r"\s*(?:mwh|t\b|tonnes?|k\b)", text[hit.end() :].lower()):
            found.add(f"{float(plain) * 1000.0:.0f}")
    return frozenset(found)


def features(
    reading: Reading, like: Likely, question: str, beside: Beside, *, told: bool
) -> npt.NDArray[np.float64]:
    """What is weighed of one question, shape (features,); see `NAMES`."""
    words = reading.text.split()
    ids = {key for item in reading.named for key in item.ids}
    inside, alike = _inside(like)
    return np.array(
        (
            1.0,
            alike,
            like.share / inside,
            beside.guided,
            beside.abstained,
            told,
            reading.deictic,
            reading.alone,
            GENERAL.search(reading.text) is not None,
            _GENERAL_START.search(reading.text) is not None,
            bool(ids & beside.own.listed),
            bool(ids & beside.own.chosen),
            bool(reading.metrics),
            bool(reading.units.found or reading.limit),
            reading.decision is not None,
            min(len(reading.left), 4),
            len(reading.left) / max(1, len(words)),
            bool(numbers_in(question) & beside.own.numbers),
            like.known,
            len(words) <= _SHORT,
            len(words) >= _LONG,
            reading.intent is not None,
            beside.changes or reading.intent is Intent.WHAT_IF,
            beside.foreign,
            alike * beside.abstained,
            *(4.0 * part for part in like.near),
            bool(ids) * beside.guided,
            4.0 * like.near[2] * beside.abstained,
            like.known * beside.abstained,
        ),
        dtype=np.float64,
    )


def _inside(like: Likely) -> tuple[float, float]:
    """How likely the design is asked by the likeness alone: as a share, and as bounded odds."""
    share = min(max(like.of_design, 1e-9), 1.0 - 1e-9)
    return share, float(np.clip(np.log(share / (1.0 - share)), -_BOUND, _BOUND))


@dataclass(frozen=True)
class Gate:
    """What was fitted.

    Attributes:
        weights: By name of what is weighed.
        least: Share from which a question is taken to be about the design.
        kind: Share that its kind must have among the kinds on designs.
    """

    weights: Mapping[str, float]
    least: float
    kind: float

    def share(self, row: npt.NDArray[np.float64]) -> float:
        """How likely the design is asked about, 0 to 1."""
        score = float(row @ np.array([self.weights[name] for name in NAMES]))
        return float(1.0 / (1.0 + np.exp(-score)))


@cache
def load_gate() -> Gate:
    """The weights as shipped."""
    held = json.loads(FILE.read_text(encoding="utf-8"))
    return Gate(held["weights"], held["least"], held["kind"])
