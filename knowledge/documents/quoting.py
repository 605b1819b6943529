"""Own documents in an answer: what is quoted of them, and when they are quoted at all."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.answer import Answer, Citation
from knowledge.cards import SourceRef, split_sentences
from knowledge.documents.search import Found
from knowledge.documents.walk import shown
from knowledge.lexical import term_set

WEIGHT_HELD = 0.95
WEIGHT_LACKING = -0.085
ENOUGH = 0.27
"""A passage is quoted where its similarity and these shares of its coverage come to enough: fitted
on 150 answerable and 55 other questions, over 48 package manuals and over 2,321 technical Markdown
files where much is alike. Of the 204 answerable ones over these files 177 quote something, 137 of
them a file that answers; of 60 that none answers 5 do. Half of these were not fitted on: 89 and 67
of 102, 3 of 30, where similarity and shared words alone came to 86, 65 and 4."""

SURE_SIMILARITY = 0.55
LIKELY_SIMILARITY = 0.33
LIKELY_OVERLAP = 0.5
"""The same where the coverage is not known, as in the shared base."""

STRANGE_SIMILARITY = 0.8
"""Asked for where the question names what no document names: what is said of the budget of one
project is as near as 0.65 to a question about another's."""

MAX_QUOTES = 3
QUOTE_CHARACTERS = 360
OWN = "own document"
"""In place of a publisher."""

HEADING = "From your own documents (not checked by anyone):"


def relevant(found: Sequence[Found]) -> list[Found]:
    """Passages that speak about the question: near in meaning, or with the words that tell most.

    What is said of something with another name is near as well, and no answer.
    """
    return [item for item in found if _is_relevant(item)][:MAX_QUOTES]


def _is_relevant(item: Found) -> bool:
    if item.strange:
        return item.similarity >= STRANGE_SIMILARITY
    if item.coverage is not None:
        said = WEIGHT_HELD * item.coverage.held + WEIGHT_LACKING * item.coverage.lacking
        return item.similarity + said >= ENOUGH
    return item.similarity >= SURE_SIMILARITY or (
        item.similarity >= LIKELY_SIMILARITY and item.overlap >= LIKELY_OVERLAP
    )


def of_documents_alone(citations: Sequence[Citation]) -> bool:
    """Whether nothing but own documents is quoted: the confidence is a similarity then."""
    sources = [source for citation in citations for source in citation.sources]
    return bool(sources) and all(source.publisher == OWN for source in sources)


def with_documents(answer: Answer, question: str, found: Sequence[Found]) -> Answer:
    """Add passages of own documents to an answer.

    An abstention becomes an answer that says where it comes from. Its confidence is the best
    passage's similarity: own documents are not part of the calibration.
    """
    passages = relevant(found)
    if not passages:
        return answer
    citations = list(answer.citations)
    first = answer.answer.split("\n", 1)[0].split(". ", 1)[0]
    lines = [f"{first}."] if answer.abstained else [answer.answer]
    lines += ["", HEADING]
    for passage in passages:
        quote = best_quote(passage.text, question)
        citations.append(Citation(passage.place, quote, (_source(passage),)))
        lines.append(f"- {' '.join(quote.split())} [{len(citations)}] ({_short(passage)})")
    confidence = (
        max(item.similarity for item in passages) if answer.abstained else answer.confidence
    )
    return replace(
        answer,
        answer="\n".join(lines),
        abstained=False,
        confidence=confidence,
        citations=tuple(citations),
    )


def best_quote(text: str, question: str) -> str:
    """The sentences around the best match, verbatim and in one piece."""
    sentences = split_sentences(text)
    if not sentences:
        return text.strip()
    asked = term_set(question)
    scores = [len(asked & term_set(sentence)) for sentence in sentences]
    first = last = scores.index(max(scores))
    while last + 1 < len(sentences) and _span(text, sentences, first, last + 1):
        last += 1
    return _span(text, sentences, first, last) or sentences[first][:QUOTE_CHARACTERS]


def _span(text: str, sentences: Sequence[str], first: int, last: int) -> str:
    """The text from one sentence to another; empty when that is too long."""
    position = ends = 0
    begins = -1
    for number, sentence in enumerate(sentences[: last + 1]):
        position = text.index(sentence, ends)
        ends = position + len(sentence)
        if number == first:
            begins = position
    span = text[begins:ends]
    return span if len(span) <= QUOTE_CHARACTERS else ""


def _source(passage: Found) -> SourceRef:
    section = f"page {passage.page}" if passage.page else passage.heading
    return SourceRef(shown(Path(passage.path).name), OWN, "", section, "")


def _short(passage: Found) -> str:
    name = shown(Path(passage.path).name)
    return f"{name}, page {passage.page}" if passage.page else name
