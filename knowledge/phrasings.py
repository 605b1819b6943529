"""Further ways in which people ask for what a card holds, indexed next to its own questions.

They live beside the cards (`data/phrasings/<phase>.yaml`, card id to texts), since a reader of a
card has no use for them. They are never quoted.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from knowledge.errors import CardError


def phrasings_dir() -> Path:
    """Folder of the phrasings that the package ships."""
    return Path(__file__).parent / "data" / "phrasings"


def phrasing_files() -> tuple[Path, ...]:
    """Their files, in a stable order."""
    return tuple(sorted(phrasings_dir().glob("*.yaml")))


@cache
def load_phrasings() -> Mapping[str, tuple[str, ...]]:
    """All phrasings by card id, read once for each process.

    Raises:
        CardError: A file does not map ids to lists of texts.
    """
    found: dict[str, tuple[str, ...]] = {}
    for file in phrasing_files():
        found |= read_texts(file)
    return found


def read_texts(file: Path) -> dict[str, tuple[str, ...]]:
    """The texts of one file by card id.

    Raises:
        CardError: It does not map ids to lists of texts.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(file.read_bytes(), Loader=loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise _broken(file, " ".join(str(error).split())) from error
    if not isinstance(content, dict):
        raise _broken(file, "it does not map card ids to texts")
    for card_id, texts in content.items():
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise _broken(file, f"{card_id} is not a list of texts")
    return {str(card_id): tuple(texts) for card_id, texts in content.items()}


def strangers(known: Iterable[str]) -> tuple[str, ...]:
    """Ids that have phrasings but no card."""
    return tuple(sorted(set(load_phrasings()) - set(known)))


def _broken(file: Path, why: str) -> CardError:
    return CardError(f"{file.name} holds no phrasings", why, "Correct the file")
