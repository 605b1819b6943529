"""Checks of guidance cards that a reviewer would otherwise make by hand.

`lint(paths)` returns what it found; `main(argv)` prints it and answers with an exit code.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.cards import (
    ACTIONS,
    FIGURES,
    LIMITS,
    Card,
    card_files,
    parse_card,
    split_points,
    split_sentences,
)
from knowledge.errors import CardError
from knowledge.lexical import terms
from knowledge.paths import guidance_dir

SECTIONS = (FIGURES, LIMITS, ACTIONS)
WORDS = (90, 260)
QUESTIONS = (6, 10)
RELATED = (2, 5)
NEAR_DUPLICATE = 0.8
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_PERCENTAGE = re.compile(r"\d\s?(?:%|percent\b)")
_MULTIPLE = re.compile(r"\b\d[\d.,]*\s?(?:x|×)(?=[\s,.;:)]|$)|\b\d[\d.,]* times\b", re.IGNORECASE)
_COMPARATOR = re.compile(
    r"\b(?:than|compar\w+|versus|vs|against|relative|instead|from|of|over|below|above|under|"
    r"between|per|baseline|on-demand|unless|without|half|as (?:much|many|long|fast)|same|before|"
    r"lower|less|more|fewer|higher|threshold|utili[sz]ation|matched|at (?:idle|least|most)|until|"
    r"reach\w*|range|confidence)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"\]\(([^)\s]+)\)|<(https?://[^>\s]+)>|(?<![(<\w])(http://\S+)")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that is wrong with a card."""

    card: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.card}: {self.rule}: {self.message}"


def lint(paths: Iterable[Path]) -> list[Problem]:
    """Check cards.

    Args:
        paths: Card files, or folders of phase folders. Related links are resolved among all cards
            given plus those shipped.
    """
    files = [file for path in paths for file in (card_files(path) if path.is_dir() else (path,))]
    problems: list[Problem] = []
    cards: list[Card] = []
    for file in files:
        try:
            card = parse_card(file.read_text(encoding="utf-8"), file.name)
        except (CardError, UnicodeDecodeError) as error:
            problems.append(Problem(file.stem, "schema", str(error)))
            continue
        cards.append(card)
        problems.extend(_place(card, file))
    known = {card.id for card in cards} | {file.stem for file in card_files(guidance_dir())}
    for card in cards:
        problems.extend(check_card(card, known))
    return sorted([*problems, *_twins(cards)])


def _place(card: Card, file: Path) -> list[Problem]:
    found: list[Problem] = []
    if file.stem != card.id:
        found.append(Problem(card.id, "id", f"the file is called {file.name}"))
    if file.parent.name != card.phase:
        found.append(Problem(card.id, "phase", f"lies in {file.parent.name}, says {card.phase}"))
    return found


def check_card(card: Card, known: Iterable[str]) -> list[Problem]:
    """All rules that look at one card.

    Args:
        card: The card.
        known: Ids that a related link may name.
    """
    rules = (_fields, _length, _structure, _comparators, _links)
    found = [problem for rule in rules for problem in rule(card)]
    ids = set(known)
    found.extend(
        Problem(card.id, "related", f"{other} is no card")
        for other in card.related
        if other not in ids
    )
    return found


def _fields(card: Card) -> list[Problem]:
    found: list[Problem] = []

    def say(rule: str, message: str) -> None:
        found.append(Problem(card.id, rule, message))

    if not _SLUG.fullmatch(card.id):
        say("id", "is not a slug")
    if not QUESTIONS[0] <= len(card.questions) <= QUESTIONS[1]:
        say("questions", f"{len(card.questions)}, wanted {QUESTIONS[0]} to {QUESTIONS[1]}")
    if len({question.lower() for question in card.questions}) < len(card.questions):
        say("questions", "one is asked twice")
    if not RELATED[0] <= len(card.related) <= RELATED[1]:
        say("related", f"{len(card.related)}, wanted {RELATED[0]} to {RELATED[1]}")
    if card.id in card.related:
        say("related", "names itself")
    if card.status != "current" and not card.superseded:
        say("superseded", f"status is {card.status}, but not by what and since when")
    if card.status == "current" and card.superseded:
        say("superseded", "is filled in, but the status is current")
    if card.checked == "recalled" and "general knowledge" not in card.body.lower():
        say("checked", "recalled facts must say in the body that they are from general knowledge")
    return found


def _length(card: Card) -> list[Problem]:
    count = len(card.body.split())
    if WORDS[0] <= count <= WORDS[1]:
        return []
    return [Problem(card.id, "length", f"{count} words, wanted {WORDS[0]} to {WORDS[1]}")]


def _structure(card: Card) -> list[Problem]:
    found: list[Problem] = []
    if not card.lead:
        found.append(Problem(card.id, "lead", "the body starts with a heading"))
    found.extend(
        Problem(card.id, "section", f"“{heading}” is missing or empty")
        for heading in SECTIONS
        if not card.sections.get(heading)
    )
    found.extend(
        Problem(card.id, "section", f"“{heading}” is unknown")
        for heading in card.sections
        if heading not in SECTIONS
    )
    return found


def _comparators(card: Card) -> list[Problem]:
    """A percentage or a multiple without a word of comparison nearby says nothing."""
    texts = [*split_sentences(card.lead)]
    for section in card.sections.values():
        texts.extend(s for point in split_points(section) for s in split_sentences(point))
    return [
        Problem(card.id, "comparator", f"nothing to compare with: {text!r}")
        for text in texts
        if (_PERCENTAGE.search(text) or _MULTIPLE.search(text)) and not _COMPARATOR.search(text)
    ]


def _links(card: Card) -> list[Problem]:
    found = [
        Problem(card.id, "link", f"{source.url} is not https")
        for source in card.sources
        if source.url and not source.url.startswith("https://")
    ]
    for match in _LINK.finditer(card.body):
        target = next(group for group in match.groups() if group)
        if not target.startswith("https://"):
            found.append(Problem(card.id, "link", f"{target} is not https"))
    return found


def _twins(cards: Sequence[Card]) -> list[Problem]:
    """Pairs of cards whose bodies share most of their words, or that answer the same question."""
    counts = [Counter(terms(f"{card.title} {card.body}")) for card in cards]
    found: list[Problem] = []
    for row, card in enumerate(cards):
        for other in range(row):
            shared = sum((counts[row] & counts[other]).values())
            smaller = min(sum(counts[row].values()), sum(counts[other].values()))
            if smaller and shared / smaller > NEAR_DUPLICATE:
                found.append(Problem(card.id, "twin", f"says much the same as {cards[other].id}"))
    asked: dict[str, str] = {}
    for card in cards:
        for question in card.questions:
            first = asked.setdefault(" ".join(question.lower().split()), card.id)
            if first != card.id:
                found.append(Problem(card.id, "twin", f"asks {question!r}, as {first} does"))
    return found


def main(argv: Sequence[str]) -> int:
    """Check the cards named, or all that are shipped; 1 when something is wrong."""
    problems = lint([Path(name) for name in argv] or [guidance_dir()])
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stderr.write(f"{len(problems)} problems\n")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
