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
        encore son entre trop rien petit gros propre puis voir
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
_GRAM = 5
_MOSTLY = 3
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
    tokens = tokens_of(question)
    known = english if isinstance(english, set | frozenset | dict) else frozenset(english)
    scores = {
        lang: float(sum(t in words for t in tokens)) for lang, words in _FUNCTION_WORDS.items()
    }
    others = [lang for lang in _FUNCTION_WORDS if lang != "en"]
    for lang in others:
        exact = glossary(lang).exact
        scores[lang] += 0.5 * sum(t in exact and t not in known and len(t) > 3 for t in tokens)
        scores[lang] += any(mark in question.lower() for mark in _MARKS[lang])
    strange = [token for token in tokens if token not in known and token.isalpha()]
    few = not scores["en"]
    for lang in others if few else ():
        exact = glossary(lang).exact
        scores[lang] += sum(t in exact or is_spelled_like(t, lang, grams) for t in strange)
    top = max(scores[lang] for lang in others)
    marked = any(ord(char) > 127 and char.isalpha() for char in question)
    bonus = 1.0 if marked else 0.0
    enough = 1.0 if few and len(strange) >= len(tokens) / _MOSTLY else 1.5
    if top + bonus >= max(scores["en"] + 1.0, enough) and strange:
        return _likest([lang for lang in others if scores[lang] == top], tokens)
    return "en"


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
