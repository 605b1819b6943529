"""What a question can name: decisions, options, exclusions, and what the facts know besides."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from advisors.options import Advice, DecisionId
from estimators.facts import Facts
from tui.inquiry.aliases import (
    CLOSED_MODELS,
    COUNTRIES,
    DECISIONS,
    METRICS,
    OPEN_MODELS,
    OPTIONS,
    phrases,
)
from tui.inquiry.models import ModelNames
from tui.inquiry.page import entries
from tui.inquiry.words import find_phrases, fold

Phrase = tuple[str, ...]
_FAMILY_NUMBER = re.compile(r"\b([a-z]{4,})(\d)\b")
_PARENTHESES = re.compile(r"\(([^)]*)\)")
_NUMBER = re.compile(r"\b\d+(?:\.\d+)?")
GPUS = ("gpu", "gpus", "nvidia", "nvidia gpu", "nvidia gpus")
"""Names of every GPU at once."""
STAND_INS: Mapping[DecisionId, tuple[str, str]] = {
    "need": ("rules", "a classifier"),
    "hosting": ("bedrock", "self hosting"),
    "model": ("claude", "llama"),
    "customization": ("rag", "fine tuning"),
    "silicon": ("trainium", "h100"),
    "region": ("ireland", "oregon"),
    "inference": ("caching", "batching"),
    "monitoring": ("logging", "full logging"),
}
"""What stands for any option of a decision, and for a second one."""


@dataclass(frozen=True)
class Named:
    """Something that a question names.

    Attributes:
        decision: Decision it belongs to.
        ids: Ids of options or exclusions, in the order of the advice; then ids that only the facts
            know. Empty when the advice on this design does not weigh it.
        phrase: As named.
    """

    decision: DecisionId
    ids: tuple[str, ...]
    phrase: str


class Names:
    """Everything that a question about one advice can name.

    Args:
        advice: Options and exclusions.
        facts: Models, chips, instance types and Regions, listed in the advice or not.
    """

    def __init__(self, advice: Advice, facts: Facts) -> None:
        self.decisions = {
            fold(word): key for key, line in DECISIONS.items() for word in phrases(line)
        }
        self.metrics = {fold(word): key for key, line in METRICS.items() for word in phrases(line)}
        self._known = {
            item.id: tuple(entry.id for entry in entries(item)) for item in advice.decisions
        }
        self.options = _options(advice, facts, self._known)
        self.models = ModelNames(
            {item.id: item.name for item in facts.models.values()}, self._known.get("model", ())
        )
        self.words = (
            frozenset(
                word
                for table in (self.options, self.decisions, self.metrics)
                for phrase in table
                for word in phrase
            )
            | self.models.words
        )
        self.repairable = frozenset(
            word for word in self.words - self.models.plain if word.isalpha() and len(word) > 2
        )

    def find(self, words: Phrase) -> tuple[tuple[Named, ...], frozenset[int]]:
        """What is named, in the order of the question, and the places of its words."""
        hits = self._hits(words)
        used = {at for start, end, _ in hits for at in range(start, end)}
        return tuple(item for _, _, items in hits for item in items), frozenset(used)

    def plainly(self, words: Phrase) -> str:
        """The question with one word for all options of a decision, and one for all numbers.

        What is asked of an option is the same for each of them, so that few examples teach it.
        """
        left, said, place = [], Counter[str](), 0
        for start, end, items in self._hits(words):
            if items[0].phrase in GPUS:
                continue
            decision = items[0].decision
            left += [*words[place:start], STAND_INS[decision][min(said[decision], 1)]]
            said[decision] += 1
            place = end
        return _NUMBER.sub("10", " ".join((*left, *words[place:])))

    def _hits(self, words: Phrase) -> list[tuple[int, int, list[Named]]]:
        """Start and end of each name, with what it names in each decision."""
        found: list[tuple[int, int, list[Named]]] = []
        used: set[int] = set()
        for start, end, key in find_phrases(words, self.options):
            phrase = " ".join(words[start:end])
            rows = self.options[key].items()
            found.append((start, end, [Named(decision, ids, phrase) for decision, ids in rows]))
            used.update(range(start, end))
        for start, end, ids in self.models.find(words, used):
            found.append((start, end, [Named("model", ids, " ".join(words[start:end]))]))
            used.update(range(start, end))
        return sorted(found, key=lambda item: item[0])


def _options(
    advice: Advice, facts: Facts, known: Mapping[DecisionId, tuple[str, ...]]
) -> dict[Phrase, dict[DecisionId, tuple[str, ...]]]:
    """Phrases that name options, with what they name in each decision."""
    table: dict[Phrase, dict[DecisionId, tuple[str, ...]]] = {}

    def add(words: str, decision: DecisionId, ids: Iterable[str]) -> None:
        phrase = fold(words)
        if not phrase or decision not in known:
            return
        for way in {phrase, fold(_FAMILY_NUMBER.sub(r"\1 \2", words.lower()))}:
            row = table.setdefault(way, {})
            row[decision] = tuple(dict.fromkeys((*row.get(decision, ()), *ids)))

    for decision, groups in OPTIONS.items():
        every = (*known.get(decision, ()), *_catalogue(decision, facts))
        for patterns, line in groups.items():
            ids = _matching(every, patterns)
            for words in phrases(line):
                add(words, decision, ids)
    for words, decision, ids in (
        *_labels(advice),
        *_chips(facts, known),
        *_regions(facts, known),
        *_licensed(facts, known),
    ):
        add(words, decision, ids)
    return table


def _licensed(
    facts: Facts, known: Mapping[DecisionId, tuple[str, ...]]
) -> Iterator[tuple[str, DecisionId, tuple[str, ...]]]:
    """Models by whether their weights can be had, in the order of the advice."""
    listed = [facts.models[key] for key in known.get("model", ()) if key in facts.models]
    for line, open_ in ((OPEN_MODELS, True), (CLOSED_MODELS, False)):
        ids = tuple(row.id for row in listed if bool(row.open_weights) is open_)
        for kind in phrases(line):
            for noun in ("model", "models", "llm", "llms", "one"):
                yield f"{kind} {noun}", "model", ids


def _catalogue(decision: DecisionId, facts: Facts) -> Iterator[str]:
    """Ids that the facts know of; the advice need not list them."""
    if decision == "silicon":
        kinds = {"gpu", "trainium", "inferentia"}
        sold = {row.chip for row in facts.instances.values()}
        yield from (c.id for c in facts.chips.values() if c.kind in kinds and c.id in sold)
    elif decision == "region":
        yield from facts.regions


def _matching(ids: Iterable[str], patterns: str) -> tuple[str, ...]:
    wanted = patterns.split()
    return tuple(
        dict.fromkeys(key for key in ids if any(fnmatchcase(key, pattern) for pattern in wanted))
    )


def _labels(advice: Advice) -> Iterator[tuple[str, DecisionId, tuple[str, ...]]]:
    """Ids and labels as the advice writes them; models have rules of their own."""
    for decision in advice.decisions:
        if decision.id == "model":
            continue
        for item in entries(decision):
            if len(fold(item.id)) > 1 or any(char.isdigit() for char in item.id):
                yield item.id, decision.id, (item.id,)
            yield item.label, decision.id, (item.id,)
            yield _PARENTHESES.sub("", item.label), decision.id, (item.id,)


def _chips(
    facts: Facts, known: Mapping[DecisionId, tuple[str, ...]]
) -> Iterator[tuple[str, DecisionId, tuple[str, ...]]]:
    """Chips by short name, and by the instance types that carry them."""
    listed = known.get("silicon", ())
    for chip in facts.chips.values():
        short = chip.name.split(" ", 1)[-1]
        ids = (chip.id,) if chip.kind != "cpu" else ()
        if ids:
            yield chip.id, "silicon", ids
            yield short, "silicon", ids
            yield f"{short}s", "silicon", ids
            yield (
                short.split(" ")[0] if any(c.isdigit() for c in short.split(" ")[0]) else short,
                "silicon",
                ids,
            )
    for chip in facts.chips.values():
        if chip.kind == "cpu":
            carried = [row.id for row in facts.instances.values() if row.chip == chip.id]
            here = tuple(key for key in carried if key in listed)
            yield chip.name.split(" ", 1)[-1], "silicon", here
    for row in facts.instances.values():
        ids = (row.id,) if row.id in listed else (row.chip,)
        yield row.id, "silicon", ids
        yield row.id.split(".")[0], "silicon", ids
    gpus = tuple(c.id for c in facts.chips.values() if c.kind == "gpu" and c.id in listed)
    for word in GPUS:
        yield word, "silicon", gpus


def _regions(
    facts: Facts, known: Mapping[DecisionId, tuple[str, ...]]
) -> Iterator[tuple[str, DecisionId, tuple[str, ...]]]:
    """Regions by code, city and country."""
    listed = known.get("region", ())
    order = {key: place for place, key in enumerate(listed)}
    rows = sorted(facts.regions.values(), key=lambda row: order.get(row.id, len(order)))
    for row in rows:
        yield row.id, "region", (row.id,)
        inside = _PARENTHESES.search(row.name)
        city = inside[1] if inside else row.name
        if city != "Central" and row.partition == "aws":
            yield city, "region", (row.id,)
            yield city.removeprefix("N. "), "region", (row.id,)
        if row.partition == "aws":
            for word in phrases(COUNTRIES.get(row.country, "")):
                yield word, "region", (row.id,)
