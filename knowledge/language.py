"""Questions in other languages: which one it is, and a word-by-word gloss in English.

The embedding model reads English. A glossary of this field's vocabulary in eight languages turns a
question into English words in the original order, enough for retrieval; the answer stays English.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from knowledge.lexical import fold, word_set

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
_TOKEN = re.compile(r"[a-z0-9][a-z0-9.+%-]*", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+%-]*(?: [A-Za-z0-9][A-Za-z0-9.+%-]*)*")
_ELISION = re.compile(r"\b(?:l|d|c|s|n|j|m|t|qu|dell|all|nell|un|sull)['’](?=\w)")
_MIN_REMAINDER = 4


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words of one language and what they mean in English.

    Attributes:
        exact: Folded word or phrase to English.
        prefixes: Folded stems, longest first, with their English.
        longest: Words in the longest phrase.
    """

    exact: Mapping[str, str]
    prefixes: tuple[tuple[str, str], ...]
    longest: int


@cache
def glossary(language: Language) -> Glossary:
    """The glossary of a language, read once for each process."""
    column = LANGUAGES.index(language)
    unspaced = language in ("ja", "zh")
    text = (Path(__file__).parent / "data" / "glossary.txt").read_text(encoding="utf-8")
    exact: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("|")
        for entry in cells[column].split(","):
            word = _normalised(entry.strip()) if unspaced else _plain(entry.strip())
            if word.endswith("*") and " " not in word:
                prefixes.setdefault(word[:-1], cells[0])
                exact.setdefault(word[:-1], cells[0])
            elif word:
                exact.setdefault(word.replace("*", ""), cells[0])
    ordered = tuple(sorted(prefixes.items(), key=lambda item: -len(item[0])))
    return Glossary(exact, ordered, max(len(word.split()) for word in exact))


def _plain(text: str) -> str:
    return fold(text.replace("ß", "ss")).replace("œ", "oe")


def detect(question: str, english: Iterable[str] = ()) -> Language:
    """The language of a question.

    Args:
        question: As typed.
        english: Words known to be English in this field; they speak against another language.
    """
    if _KANA.search(question):
        return "ja"
    if _HAN.search(question):
        return "zh"
    tokens = _tokens(question)
    known = english if isinstance(english, set | frozenset | dict) else frozenset(english)
    scores = {
        lang: float(sum(t in words for t in tokens)) for lang, words in _FUNCTION_WORDS.items()
    }
    others = [lang for lang in _FUNCTION_WORDS if lang != "en"]
    for lang in others:
        exact = glossary(lang).exact
        scores[lang] += 0.5 * sum(t in exact and t not in known and len(t) > 3 for t in tokens)
        scores[lang] += any(mark in question.lower() for mark in _MARKS[lang])
    top = max(scores[lang] for lang in others)
    marked = any(ord(char) > 127 and char.isalpha() for char in question)
    bonus = 1.0 if marked else 0.0
    strange = sum(token not in known and token.isalpha() for token in tokens)
    if top + bonus >= max(scores["en"] + 1.0, 1.5) and strange:
        return _likest([lang for lang in others if scores[lang] == top], tokens)
    return "en"


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


def _tokens(question: str) -> list[str]:
    return [token.strip(".-") for token in _TOKEN.findall(_ELISION.sub(" ", _plain(question)))]


def gloss(question: str, language: Language) -> str:
    """English words for a question, in its own order; names and numbers stay."""
    if language == "en":
        return question
    if language in ("ja", "zh"):
        return " ".join(_gloss_unspaced(question, glossary(language)))
    return " ".join(_gloss_spaced(_tokens(question), glossary(language), _FUNCTION_WORDS[language]))


def _gloss_spaced(tokens: list[str], words: Glossary, skipped: frozenset[str]) -> list[str]:
    found: list[str] = []
    start = 0
    while start < len(tokens):
        for length in range(min(words.longest, len(tokens) - start), 0, -1):
            phrase = " ".join(tokens[start : start + length])
            if phrase in words.exact:
                found.append(words.exact[phrase])
                start += length
                break
        else:
            token = tokens[start]
            if token not in skipped:
                found.extend(_compound(token, words))
            start += 1
    return [word for index, word in enumerate(found) if index == 0 or word != found[index - 1]]


def _compound(token: str, words: Glossary) -> list[str]:
    """English for an inflected or compound word; the word itself where nothing fits."""
    if "-" in token:
        parts = [part for part in token.split("-") if part]
        return [word for part in parts for word in _lookup(part, words)]
    return _lookup(token, words)


def _lookup(token: str, words: Glossary) -> list[str]:
    if token in words.exact:
        return [words.exact[token]]
    for prefix, english in words.prefixes:
        if token.startswith(prefix) and len(prefix) >= min(3, len(token)):
            rest = token[len(prefix) :].removeprefix("s")
            if len(rest) >= _MIN_REMAINDER:
                tail = _lookup(rest, words)
                if tail != [rest]:
                    return [english, *tail]
            return [english]
    return [token]


def _gloss_unspaced(question: str, words: Glossary) -> list[str]:
    text = _normalised(question)
    keys = sorted(words.exact, key=len, reverse=True)
    found: list[str] = []
    start = 0
    while start < len(text):
        latin = _LATIN.match(text, start)
        if latin:
            found.append(latin[0])
            start = latin.end()
            continue
        key = next((key for key in keys if text.startswith(key, start)), None)
        if key is not None:
            found.append(words.exact[key])
        start += len(key) if key else 1
    return found


def _normalised(text: str) -> str:
    """Full-width letters become plain ones; kana keep their voicing marks."""
    import unicodedata

    return unicodedata.normalize("NFKC", text).lower()
