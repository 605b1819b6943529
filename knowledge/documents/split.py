"""Passages of a document: paragraphs packed up to what the embedding model reads at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.cards import split_sentences
from knowledge.documents.block import Block

TARGET_CHARACTERS = 900
"""About 200 tokens of English, so that no passage is cut at the model's 256."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document.

    Attributes:
        text: As extracted; what is quoted.
        heading: The heading it stands under.
        page: Page it begins on; 0 where the format has none.
    """

    text: str
    heading: str
    page: int

    @property
    def indexed(self) -> str:
        """What is embedded: the text under its heading."""
        return f"{self.heading}. {self.text}" if self.heading else self.text


def split(blocks: Sequence[Block]) -> list[Passage]:
    """Pack blocks of one heading and page into passages; long blocks are cut between sentences."""
    passages: list[Passage] = []
    pending: list[str] = []
    place = ("", 0)

    def flush() -> None:
        if pending:
            passages.append(Passage("\n\n".join(pending), *place))
            pending.clear()

    for block in blocks:
        here = (block.heading, block.page)
        for piece in _pieces(block.text):
            size = sum(len(text) + 2 for text in pending)
            if here != place or size + len(piece) > TARGET_CHARACTERS:
                flush()
                place = here
            pending.append(piece)
    flush()
    return passages


def _pieces(text: str) -> Iterator[str]:
    """A text, or parts of it as they stand there: what is quoted of them is found in the file."""
    if len(text) <= TARGET_CHARACTERS:
        yield text
        return
    begin = end = -1
    position = 0
    for sentence in split_sentences(text):
        start = text.index(sentence, position)
        position = start + len(sentence)
        if begin >= 0 and position - begin > TARGET_CHARACTERS:
            yield text[begin:end]
            begin = -1
        begin = start if begin < 0 else begin
        while position - begin > TARGET_CHARACTERS:
            cut = text.rfind(" ", begin + 1, begin + TARGET_CHARACTERS)
            cut = cut if cut > 0 else begin + TARGET_CHARACTERS
            yield text[begin:cut]
            begin = position - len(text[cut:position].lstrip())
        end = position
    if begin >= 0:
        yield text[begin:end]
