"""Guidance cards: Markdown files with front matter, one folder for each phase.

A card answers one topic: a leading paragraph with the claim, then the sections `Figures`, `When it
does not hold` and `What to do on AWS`. Everything an answer quotes comes from `Card.body`.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from knowledge.errors import CardError

Status = Literal["current", "superseded", "closing"]
Checked = Literal["read", "secondary", "recalled", "derived"]

PHASES = (
    "problem-framing",
    "model-selection",
    "prompt-engineering",
    "rag",
    "peft",
    "full-fine-tuning",
    "training-from-scratch",
    "data",
    "hyperparameter-tuning",
    "silicon",
    "region",
    "inference",
    "service-levels",
    "agents",
    "monitoring",
    "storage-and-logs",
    "measurement",
    "organisation",
)
FIGURES = "Figures"
LIMITS = "When it does not hold"
ACTIONS = "What to do on AWS"

_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*\n(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_BULLET = re.compile(r"^\s*[-*] +", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[A-Z0-9\"'(])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|No|approx|Fig|al|ca|incl|cf)\.|\b[A-Z]\.)$")


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a card's statement comes from."""

    title: str
    publisher: str
    year: str
    section: str
    url: str

    def as_dict(self) -> dict[str, str]:
        """The five fields by name."""
        return {
            "title": self.title,
            "publisher": self.publisher,
            "year": self.year,
            "section": self.section,
            "url": self.url,
        }


@dataclass(frozen=True, slots=True)
class Card:
    """One topic of the guidance.

    Attributes:
        id: Topic slug, also the file's name.
        body: Markdown below the front matter, as stored: the only text that is ever quoted.
        superseded: By what and since when; empty while `status` is current.
        checked: How the facts were verified; `recalled` carries low confidence.
        questions: Questions that this card answers, in readers' own words.
    """

    id: str
    title: str
    phase: str
    status: Status
    superseded: str
    checked: Checked
    checked_note: str
    aws: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    related: tuple[str, ...]
    questions: tuple[str, ...]
    body: str

    @property
    def lead(self) -> str:
        """The paragraphs before the first heading."""
        return _HEADING.split(self.body, maxsplit=1)[0].strip()

    @property
    def sections(self) -> dict[str, str]:
        """Text of each section by its heading, without the lead."""
        parts = _HEADING.split(self.body)
        return {parts[i]: parts[i + 1].strip() for i in range(1, len(parts), 2)}

    def points(self, heading: str) -> tuple[str, ...]:
        """The bullets of a section, or its paragraphs where it has no bullets."""
        return split_points(self.sections.get(heading, ""))


def split_points(text: str) -> tuple[str, ...]:
    """Bullets and paragraphs of a section, each one verbatim."""
    blocks: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        marks = [match.start() for match in _BULLET.finditer(paragraph)]
        edges = sorted({0, *marks, len(paragraph)})
        pieces = (paragraph[a:b] for a, b in pairwise(edges))
        blocks.extend(_BULLET.sub("", piece, count=1).strip() for piece in pieces)
    return tuple(block for block in blocks if block)


def split_sentences(text: str) -> tuple[str, ...]:
    """Sentences of a text, each one verbatim (inner line breaks included)."""
    sentences: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        head = text[start : match.start()].rstrip()
        if _ABBREVIATION.search(head):
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    if text[start:].strip():
        sentences.append(text[start:].strip())
    return tuple(sentences)


def parse_card(text: str, name: str) -> Card:
    """Read one card.

    Args:
        text: Whole file.
        name: What the file is called in error messages.

    Raises:
        CardError: No front matter, a field is missing, or a value is not one of those known.
    """
    import yaml

    match = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    if match is None:
        raise CardError(
            f"{name} is not a guidance card",
            "it does not start with a front matter between two lines of three dashes",
            "Add the front matter that the other cards have",
        )
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        meta = yaml.load(match[1], Loader=loader)  # noqa: S506 - both loaders are the safe ones
    except yaml.YAMLError as error:
        raise CardError(
            f"the front matter of {name} is not YAML",
            " ".join(str(error).split()),
            "Quote values that hold a colon or a hash",
        ) from error
    if not isinstance(meta, dict):
        raise CardError(f"the front matter of {name} is empty", "no fields", "Fill in the fields")
    return _card(meta, match[2].strip(), name)


def _card(meta: dict[str, Any], body: str, name: str) -> Card:
    required = ("id", "title", "phase", "status", "checked", "sources", "questions")
    missing = [key for key in required if not meta.get(key)]
    if missing:
        raise CardError(
            f"{name} lacks {', '.join(missing)}", "these fields are required", "Add them"
        )
    for key, allowed in (
        ("status", ("current", "superseded", "closing")),
        ("checked", ("read", "secondary", "recalled", "derived")),
        ("phase", PHASES),
    ):
        if meta[key] not in allowed:
            raise CardError(
                f"{name} has {key} {meta[key]!r}",
                "the value is unknown",
                f"Use one of {', '.join(allowed)}",
            )
    return Card(
        id=str(meta["id"]),
        title=str(meta["title"]),
        phase=meta["phase"],
        status=meta["status"],
        superseded=_text(meta.get("superseded")),
        checked=meta["checked"],
        checked_note=_text(meta.get("checked_note")),
        aws=_texts(meta.get("aws"), "aws", name),
        sources=tuple(_source(item, name) for item in meta["sources"]),
        related=_texts(meta.get("related"), "related", name),
        questions=_texts(meta["questions"], "questions", name),
        body=body,
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _texts(value: object, key: str, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or any(isinstance(item, dict | list) for item in value):
        raise CardError(
            f"{key} of {name} is not a list of texts",
            "YAML read something else (an unquoted colon, perhaps)",
            "Write one quoted text for each list item",
        )
    return tuple(str(item) for item in value)


def _source(item: object, name: str) -> SourceRef:
    if not isinstance(item, dict) or not item.get("title"):
        raise CardError(f"{name} has a source without title", f"found {item!r}", "Name the source")
    fields = ("title", "publisher", "year", "section", "url")
    return SourceRef(**{key: _text(item.get(key)) for key in fields})


def card_files(folder: Path) -> tuple[Path, ...]:
    """The Markdown files of all phase folders, in a stable order."""
    return tuple(sorted(folder.glob("*/*.md")))


def load_cards(folder: Path) -> tuple[Card, ...]:
    """Read all cards of a guidance folder, sorted by id.

    Raises:
        CardError: A card is broken, two share an id, or there are none.
    """
    cards = [parse_card(path.read_text(encoding="utf-8"), path.name) for path in card_files(folder)]
    seen: set[str] = set()
    for card in cards:
        if card.id in seen:
            raise CardError(f"two cards are called {card.id}", "ids are unique", "Rename one")
        seen.add(card.id)
    if not cards:
        raise CardError(
            "there are no guidance cards", f"{folder} holds none", "Install wattbrief again"
        )
    return tuple(sorted(cards, key=lambda card: card.id))


def cards_digest(files: Iterable[Path]) -> str:
    """SHA-256 over names and contents, so that any edit of a card asks for a new index."""
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.parent.name}/{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
