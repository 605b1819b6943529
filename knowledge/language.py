"""Questions in other languages: which one it is, by small words, glossary and spelling."""

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from functools import cache
from typing import Literal

from knowledge.glossary import gloss_spaced, gloss_unspaced, glossary, tokens_of
from knowledge.lexical import word_set

Language = Literal["en", "de", "fr", "es", "it", "pt", "nl", "ja", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "de", "fr", "es", "it", "pt", "nl", "ja", "zh")
NAMES: Mapping[Language, str] = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "ja": "Japanese",
    "zh": "Chinese",
}

_FUNCTION_WORDS: Mapping[Language, frozenset[str]] = {
    "en": word_set(
        """
        the is are a an of to in on for and or with do does did how what which why when
        where who can should we our i it that this my be by at from not if there have has
        you your will would could was were than as so use much many
        """
    ),
    "de": word_set(
        """
        der die das den dem des ein eine einen einem einer ist sind wir ich wie was welche
        welcher welches welchen warum wann und oder nicht kein keine fur mit auf von zu zum
        zur im bei aus uns unser unsere unseren sich es man kann konnen soll sollen sollten
        durfen werden wird viel als noch auch nur wenn lohnt mehr weniger statt gibt
        nach ohne aber je vor obwohl viele haben uber etwas eines jeder beim hat durch um bis neu
        alle selbst jedes muss immer sie dass mussen schon darf alles niemand bringt kaum bevor sehe
        spart
        """
    ),
    "fr": word_set(
        """
        le la les un une des du de est sont nous je il elle on que qui quoi quel quelle
        quels quelles pourquoi quand comment combien et ou ne pas pour avec sur dans par au
        aux en se ce cette nos notre plus moins faut peut doit vraiment l d c s est-ce y
        a-t-il mieux
        sans chaque avant tout toute fois alors avons personne peu deux meme si depuis toujours
        encore son entre trop rien petit gros propre puis voir je tu vous
        """
    ),
    "es": word_set(
        """
        el la los las un una unos de del es son que cual cuales como cuanto cuanta por para
        con en y o no se lo nos nuestro nuestra nuestros nuestras mi hay debemos deberiamos
        puedo puede podemos mas menos cuando donde al su si conviene esta
        cada sin solo antes vez ya todo nadie queremos siempre aunque pero mejor uno tras frente
        entre algo casi veces hasta tenemos sobre desde pequeno grande pocos varios ver
        """
    ),
    "it": word_set(
        """
        il lo la i gli le un uno una di del della dei delle e sono che quale quali come
        quanto quanta perche per con in nel nella non si ci nostro nostra nostri nostre piu
        meno quando dove al alla da su cosa conviene possiamo dobbiamo posso meglio l
        ogni senza solo prima se abbiamo anche nessuno sempre tutto tutta gia puo dopo sul
        invece volta volte ha tra quasi vogliamo dal servono ancora intero piccolo grande chi vedere
        """
    ),
    "pt": word_set(
        """
        o a os as um uma de do da dos das e sao que qual quais como quanto quanta por para
        com em no na nos nas nao se nosso nossa nossos nossas mais menos quando onde ao
        devemos podemos posso vale pena ou esta melhor voce
        sem cada devo vez mesmo antes entre preciso sempre ja ate vezes ainda ninguem toda tudo
        tem proprio quero fica fim quantos mas pode depois existe tres maior menor pequeno
        grande
        """
    ),
    "nl": word_set(
        """
        de het een van is zijn wij we ik hoe wat welke waarom wanneer en of niet geen voor
        met op te in om bij uit ons onze kan kunnen moet moeten worden wordt veel meer
        minder dan als ook nog dat die er aan naar het beter
        plaats alleen zonder maar elke eigen hoeveel terwijl hele hebben niemand nodig heeft
        weinig willen altijd zelf iets meerdere af tot alles elk staat keer mag oude alle waar
        voordat vraag niets wil
        """
    ),
}
_MARKS: Mapping[Language, str] = {
    "de": "ßäöü", "fr": "œùêëîïûç", "es": "ñ¿¡", "it": "ìòè", "pt": "ãõç", "nl": "ĳ",
}  # fmt: skip
"""Letters that one of these languages has and most others have not."""
_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_AMERICAN = re.compile(r"iz(?:ations?|ed|ing)$")
"""Ends of words that none of the other languages spells so."""
_GRAM = 5
_LONG = 4
_MOSTLY = 3
_ASCII = 127
_ALIKE = 0.9
"""Share of a word's letter sequences that questions in a language hold where it is of it."""


def detect(
    question: str, english: Iterable[str] = (), grams: Container[str] = frozenset()
) -> Language:
    """The language of a question.

    Args:
        question: As typed.
        english: Words known to be English in this field; they speak against another language.
        grams: Sequences of letters that occur in questions in each language (`de:asser`). They tell
            the language of a few nouns, which no small word gives away.
    """
    if _KANA.search(question):
        return "ja"
    if _HAN.search(question):
        return "zh"
    tokens = [part for token in tokens_of(question) for part in _parts_of(token)]
    known = english if isinstance(english, set | frozenset | dict) else frozenset(english)
    small = _of_english(tokens, question, known)
    tokens = [token for at, token in enumerate(tokens) if at not in small]
    scores = {
        lang: float(sum(t in words for t in tokens)) for lang, words in _FUNCTION_WORDS.items()
    }
    scores["en"] += len(small)
    others = [lang for lang in _FUNCTION_WORDS if lang != "en"]
    for lang in others:
        exact = glossary(lang).exact
        scores[lang] += 0.5 * sum(t in exact and t not in known and len(t) > 3 for t in tokens)
        scores[lang] += any(mark in question.lower() for mark in _MARKS[lang])
    strange = [t for t in tokens if t not in known and t.isalpha() and not _AMERICAN.search(t)]
    few = not scores["en"]
    for lang in others if few else ():
        scores[lang] += sum(_fits(t, lang, grams) for t in strange)
    top = max(scores[lang] for lang in others)
    likest = _likest([lang for lang in others if scores[lang] == top], tokens)
    marked = any(ord(char) > _ASCII and char.isalpha() for char in question)
    bonus = 1.0 if marked else 0.0
    enough = 1.0 if few and len(strange) >= len(tokens) / _MOSTLY else 1.5
    guessed = few and not marked and any(is_spelled_like(t, likest, grams) for t in strange)
    doubts = _doubts(tokens, known, likest, grams) if guessed else 0
    if top + bonus - doubts >= max(scores["en"] + 1.0, enough) and strange:
        return likest
    return "en"


def _parts_of(token: str) -> list[str]:
    """Words that a hyphen joins, where one of them is a small word: `puis-je`."""
    parts = token.split("-")
    small = any(part in words for words in _FUNCTION_WORDS.values() for part in parts)
    return [part for part in parts if part] if small and len(parts) > 1 else [token]


def _of_english(tokens: list[str], question: str, known: Container[str]) -> set[int]:
    """Where a small word that others have too is an English one: `per seat`, `cache no?`."""
    if any(ord(char) > _ASCII for char in question):
        return set()
    italian = glossary("it").exact
    others = [token for token in tokens if token not in known and token not in {"per", "no"}]
    if tokens[-1:] == ["no"]:
        return set() if others or len(tokens) == 1 else {len(tokens) - 1}
    if any(token[-1] in "aio" or token in italian for token in others):
        return set()
    small = _FUNCTION_WORDS["it"] - {"per"}
    alone = not any(token in small for token in tokens)
    return {at for at, word in enumerate(tokens) if word == "per"} if alone else set()


def _doubts(
    tokens: list[str], known: Container[str], language: Language, grams: Container[str]
) -> int:
    """How many English words speak against a language that spelling alone suggests."""
    own = _FUNCTION_WORDS[language] | glossary(language).exact.keys()
    if any(token in own and token not in known for token in tokens):
        return 0
    english = [token for token in tokens if token in known and len(token) >= _LONG]
    return sum(not _fits(token, language, grams) for token in english)


def _fits(word: str, language: str, grams: Container[str]) -> bool:
    return word in glossary(language).exact or is_spelled_like(word, language, grams)


def is_spelled_like(word: str, language: str, grams: Container[str], share: float = _ALIKE) -> bool:
    """Whether a word of some length is spelled as words of a language are.

    Args:
        word: Folded.
        language: Its code; English is not known here.
        grams: Sequences of letters that occur in each language.
        share: How much of the word must be made of them.
    """
    if len(word) < _GRAM - 1:
        return False
    padded = f" {word} "
    found = [f"{language}:{padded[i : i + _GRAM]}" in grams for i in range(len(padded) - _GRAM + 1)]
    return sum(found) >= share * len(found)


def _likest(languages: list[Language], tokens: list[str]) -> Language:
    """Of languages that fit as well, the one whose letters follow each other as in the tokens."""
    if len(languages) == 1:
        return languages[0]
    found = [gram for token in tokens for gram in _trigrams(token)]

    def likelihood(language: Language) -> float:
        usual = _usual_trigrams(language)
        total = usual.total()
        return sum(math.log((usual[gram] + 0.5) / total) for gram in found)

    return max(languages, key=likelihood)


def _trigrams(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[i : i + 3] for i in range(len(padded) - 2)]


@cache
def _usual_trigrams(language: Language) -> Counter[str]:
    words = {word for text in glossary(language).exact for word in text.split()}
    return Counter(gram for word in words for gram in _trigrams(word))


def gloss(question: str, language: Language) -> str:
    """English words for a question, in its own order; names and numbers stay."""
    if language == "en":
        return question
    if language in ("ja", "zh"):
        return gloss_unspaced(question, language)
    return gloss_spaced(question, language, _FUNCTION_WORDS[language])
