"""Understanding a question before anything is searched: language, spelling, parts."""

import re
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, replace

from knowledge.errors import QuestionError
from knowledge.expansion import expand
from knowledge.language import Language, detect, gloss, is_spelled_like
from knowledge.lexical import stem, terms
from knowledge.spelling import Speller

MAX_CHARACTERS = 2000
_SHORTEST_NAME = 4
_HALF = 0.5

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_FILLER = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok|okay|so|and|pls|please)\b[\s,]*)*(?:(?:can|could|would) you )?"
    r"(?:please )?(?:tell (?:me|us)"
    r"(?: (?:more|something|a bit|(?:all|everything)(?: (?:that )?you know)?))? about|"
    r"what do you know about|"
    r"(?:i|we) (?:want|need|would like|'d like) (?:to (?:know|learn|read|hear)(?: more)? about|"
    r"(?:some )?(?:info|information|advice|details) (?:on|about))|"
    r"(?:some |any |more )?(?:info|information|details|advice|tips|guidance|something|anything)"
    r" (?:on|about|for|regarding)|"
    r"(?:give me |what are )?the basics of|what about|how about)\s+(?=\S)|"
    r"[\s,]+(?:pls|plz|please|thanks|thx|tell me more)\s*(?=[?.!]*$)",
    re.IGNORECASE,
)
"""Words around what is asked for; they would draw the search towards other questions."""
_QUESTION_END = re.compile(r"(?<=[?؟？])\s+")
_CLAUSE = re.compile(
    r"(?:[,;]\s*(?:and|or)?|\s+and(?: also)?|\s+plus)\s+(?=(?:what|which|how|where|when|why|"
    r"who|whether|"
    r"is|are|does|do|can|should|if)\b)",
    re.IGNORECASE,
)
_STARTS_ASKING = re.compile(
    r"^(?:so |and |then |but )?(?:what|which|how|where|when|why|who|whether|is|are|does|do|did|"
    r"can|"
    r"should|would|could|will|has|have|any|in which|for which|by how|at what)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched.

    Attributes:
        original: As typed, trimmed.
        language: Of the original.
        text: English, spelling repaired: what is embedded and counted.
        repairs: Misspelt word to the one it was read as; other spellings and other forms of the
            same word are not among them.
        expansion: Words of the guidance for everyday words in `text`.
        parts: Sub-questions, each in English; a single one for a simple question.
        unknown: Words of `text` that neither the guidance nor ordinary English knows.
    """

    original: str
    language: Language
    text: str
    expansion: str
    repairs: Mapping[str, str]
    parts: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def understand(
    question: str, speller: Speller, english: frozenset[str], grams: Container[str] = frozenset()
) -> Query:
    """Read a question.

    Args:
        question: As typed.
        speller: Repairs words that nobody knows.
        english: Words that are English in this field: those of the guidance and the small ones.
        grams: Sequences of letters that occur in questions in other languages.

    Raises:
        QuestionError: Nothing in it, or longer than `MAX_CHARACTERS`.
    """
    text = question.encode("utf-8", "replace").decode().replace("\0", " ")
    original = " ".join(text.split())
    if not any(char.isalnum() for char in original):
        raise QuestionError("there is no question", "the text is empty", "Type a question")
    if len(original) > MAX_CHARACTERS:
        raise QuestionError(
            "the question is too long",
            f"it has {len(original)} characters, at most {MAX_CHARACTERS} are read",
            "Ask about one thing at a time; add long texts with `wattbrief knowledge add`",
        )
    language = detect(original, english, grams)
    text = gloss(original, language)
    repairs: Mapping[str, str] = {}
    if language == "en":
        text, repairs = _spelled(text, speller)
    text = _FILLER.sub("", text).strip() or text or original
    unknown = tuple(_unknown(text, speller, language, grams))
    return Query(original, language, text, expand(text), repairs, split_parts(text), unknown)


def _unknown(
    text: str, speller: Speller, language: Language, grams: Container[str]
) -> Iterator[str]:
    """Words that are nothing but a name, or garbled."""
    for word in dict.fromkeys(match.lower() for match in _WORD.findall(text)):
        plain = re.sub(r"['’]s$", "", word)
        if len(plain) < _SHORTEST_NAME or not plain.isalpha() or not plain.isascii():
            continue
        if not speller.known(plain) and not is_spelled_like(plain, language, grams, _HALF):
            yield plain


def _spelled(text: str, speller: Speller) -> tuple[str, Mapping[str, str]]:
    """A text in the guidance's spelling, and the words of it that were misspelt."""
    read: dict[str, str] = {}
    misspelt: dict[str, str] = {}
    for word in dict.fromkeys(_WORD.findall(text)):
        plain = word.lower()
        if _looks_like_name(word):
            continue
        if same := speller.variant(plain):
            read[word] = same
        elif better := speller.repair(plain):
            read[word] = better
            if stem(better) != stem(plain):
                misspelt[word] = better
    return _WORD.sub(lambda match: read.get(match[0], match[0]), text), misspelt


def part_of(query: Query, part: str) -> Query:
    """One part of a question as a question of its own."""
    words = set(part.lower().split())
    unknown = tuple(word for word in query.unknown if any(word in other for other in words))
    return replace(query, text=part, expansion=expand(part), parts=(part,), unknown=unknown)


def unrepaired(query: Query, words: Collection[str]) -> Query:
    """A question with some of its repairs undone: these words are right after all."""
    repairs = {wrong: right for wrong, right in query.repairs.items() if wrong not in words}
    mistaken = {query.repairs[word]: word for word in words}
    text = _WORD.sub(lambda match: mistaken.get(match[0], match[0]), query.text)
    return replace(
        query, text=text, expansion=expand(text), repairs=repairs, parts=split_parts(text)
    )


def _looks_like_name(word: str) -> bool:
    return any(char.isupper() for char in word[1:])


def split_parts(text: str) -> tuple[str, ...]:
    """The sub-questions of a question.

    A part must ask something of its own: clauses that only set the scene stay with the next one.
    """
    sentences = [piece for piece in _QUESTION_END.split(text) if piece.strip()]
    parts: list[str] = []
    for sentence in sentences:
        clauses = _CLAUSE.split(sentence)
        merged: list[str] = []
        for clause in clauses:
            if merged and (not _asks(clause) or not _asks(merged[-1])):
                merged[-1] = f"{merged[-1]} {clause}"
            else:
                merged.append(clause)
        parts.extend(merged)
    kept = [part.strip(" ,;") for part in parts if len(terms(part)) > 0]
    return tuple(kept) if 1 < len(kept) <= 4 else (text,)


def _asks(clause: str) -> bool:
    tail = re.split(r"[.:]\s+", clause.strip())[-1]
    return bool(_STARTS_ASKING.match(tail)) and len(terms(clause)) > 0
