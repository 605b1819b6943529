"""Questions on the design in other languages: read by their gloss, or said not to be understood."""

import re

from knowledge.language import NAMES, Language, detect, gloss
from tui.inquiry.foreign_turns import turns_said
from tui.inquiry.foreign_words import WORDS
from tui.inquiry.readings import Reading

NOT_UNDERSTOOD = (
    "(If this is about the design at hand: such questions are understood in English, and simple "
    "ones in other languages, for example “why not Trainium?” or “which Region and why?”. This "
    "answer is from the guidance alone.)"
)


_UNITS = frozenset({"wh", "kwh", "mwh", "co2", "co2e", "tonnes", "litres", "usd", "pue", "ttft"})
"""Words of figures that are English here, though the vocabulary of the guidance lacks some."""
_ALSO = {
    "pro": "per",
    "unter": "under",
    "unterhalb": "below",
    "tonnen": "tonnes",
    "toneladas": "tonnes",
    "bleiben": "stay",
    "rester": "stay",
    "sous": "under",
    "ficar": "stay",
    "abaixo": "below",
    "debajo": "below",
    "welches": "which",
    "welche": "which",
    "welcher": "which",
    "tag": "day",
    "mil": "thousand",
    "mille": "thousand",
    "tausend": "thousand",
    "estocolmo": "stockholm",
    "irland": "ireland",
    "irlanda": "ireland",
    "irlande": "ireland",
    "londres": "london",
    "francfort": "frankfurt",
    "francoforte": "frankfurt",
    "londra": "london",
    "londen": "london",
    "parigi": "paris",
    "parijs": "paris",
    "stoccolma": "stockholm",
    "richieste": "requests",
    "giorno": "day",
    "verdoppelt": "doubled",
    "verdoppeln": "double",
    "halbiert": "halved",
    "double": "doubled",
    "doublent": "doubled",
    "raddoppia": "doubled",
    "raddoppiano": "doubled",
    "duplica": "doubled",
    "duplican": "doubled",
    "duplicar": "doubled",
    "dobrar": "doubled",
    "verdubbelt": "doubled",
    "verdreifacht": "tripled",
    "triplica": "tripled",
    "triplicano": "tripled",
    "triplicar": "tripled",
    "verdrievoudigt": "tripled",
    "consultas": "requests",
    "consulta": "request",
    "pedidos": "requests",
    "levert": "bring",
    "centomila": "100000",
    "diecimila": "10000",
    "cinquantamila": "50000",
    "mila": "thousand",
    "cem": "100",
    "cien": "100",
    "zehntausend": "10000",
    "hunderttausend": "100000",
    "trafic": "traffic",
    "traffico": "traffic",
    "trafico": "traffic",
    "verkehr": "traffic",
    "verkeer": "traffic",
    "ca": "",
    "doch": "",
    "passiert": "",
    "pasa": "",
    "kommt": "",
    "stecken": "",
    "liegt": "",
    "schreiben": "write",
    "gegeben": "",
    **{
        word: number
        for number, words in {
            "2": "zwei deux due twee",
            "3": "drei trois tres tre drie",
            "4": "vier quatre cuatro quattro quatro",
            "5": "funf fünf cinq cinco cinque vijf",
            "10": "zehn dix diez dieci tien dez",
        }.items()
        for word in words.split()
    },
    "zusammen": "together",
    "insgesamt": "together",
    "coche": "car",
    "coches": "cars",
    "voiture": "car",
    "voitures": "cars",
    "carro": "car",
    "carros": "cars",
}
"""Words of these questions that the glossary of the guidance has no need of."""


_IF = re.compile(
    r"^\W*(?:e se\b|(?:e )?(?:che )?cosa (?:succede|cambia|accade)\b|o que (?:acontece|muda)\b|"
    r"y si\b|qu[eé] (?:pasa|ocurre|cambia) (?:si|con)\b|et si\b|que se passe|"
    r"qu.est ce qui (?:se passe|change)|was,? wenn\b|und wenn\b|was (?:passiert|ändert sich)\b|"
    r"wat als\b|en als\b|wat gebeurt er\b)",
    re.IGNORECASE,
)
"""Turns that open a what if: `e se`, `et si`, `was, wenn`."""
_MANY = re.compile(r"\b(\d+) (request|invoice|ticket|question|conversation|user|year)\b")
_AS_MANY = re.compile(
    r"\b(as many) (request|invoice|ticket|question|conversation|user|customer|chat|document)\b"
)
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?![\d.]*\d)")
_DECIMALS = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d,])")
_FROM_TO = re.compile(
    r"\b(?:de|von|da|van|du)\s+\d[\d.,]*(?:\s+\w+)?\s+(?:a|à|auf|naar|nach|para)\s+(?=\d)",
    re.IGNORECASE,
)
"""What stands now, before what it goes to: `de 10 a 5000`."""
_VERY = re.compile(r"\btr[eè]s\b", re.IGNORECASE)
"""French "very", which is three in Spanish and Portuguese."""

_TWICE = {
    "night shift day": "day",
    "disk volume": "volume",
    "bill invoice": "invoice",
    "history conversation": "conversation",
    "every each": "each",
    "hoch": "high",
    "graphics card GPU": "GPU",
    "time shift when grid is clean": "hour",
    "gpu hours hours": "hours",
    "answer output": "answer",
    "human people skills": "people",
    "houden idle available over": "left",
    "separate own for each": "own",
    "benefit gain": "gain",
    "trivial simple": "simple",
    "embodied carbon of hardware manufacturing": "embodied carbon",
    "worth a smaller model": "smaller model",
    "turn on activate": "on",
    "set configure": "rules",
    "current now": "now",
    "own host": "self hosting",
    "what if happens": "what if",
    "if if": "if",
    "released more": "more",
}
"""Glosses that give two meanings, of which these questions have one."""
_AND = re.compile(
    r"(?<=\w)\s+e\s+(?=(?:in|a|com|con|per|por)?\s*(?:qual|quant|perch|quem|chi|dove|onde|quando)\w*)",
    re.IGNORECASE,
)
"""Italian and Portuguese "and" before a second question."""
_PER = re.compile(r"\bper\b", re.IGNORECASE)
"""As English as it is Italian, so that "cost per invoice" is no Italian."""
_ONE = re.compile(
    r"\b(cost|emits?|needs?|uses?|expensive is|co2|carbon|water|energy) (?:us )?"
    r"(?:(?:a|an|one|ein|eine) )?"
    r"(request|question|ticket|invoice|conversation|answer|chat|message|document)s?$"
)


def _unit_said(text: str) -> str:
    """A gloss in which one unit of work is said as English says it: `cost per ticket`."""
    for twice, once in _TWICE.items():
        text = re.sub(rf"\b{twice}\b", once, text)
    return _AS_MANY.sub(r"\1 \2s", _ONE.sub(r"\1 per \2", text))


def _numbers_written(question: str) -> str:
    """Numbers as English writes them, `12.000` as `12000`; of `from 10 to 20` the second."""
    text = _GROUPS.sub(lambda hit: re.sub(r"\D", "", hit[0]), _FROM_TO.sub("", question))
    return _DECIMALS.sub(r"\1.\2", text)


def _asked_in(question: str, language: Language) -> tuple[str, ...]:
    """Its parts where "e" joins two questions; else the glossary takes it for "is"."""
    return tuple(_AND.split(question)) if language in {"it", "pt"} else (question,)


def in_english(question: str, english: frozenset[str]) -> tuple[str, str]:
    """A question word by word in English, and what to say of it; as it is when it is English.

    Args:
        question: As typed.
        english: Words known to be English here.

    Returns:
        The text to read, and a note that names the language; empty for English.
    """
    known = english | _UNITS
    language: Language = detect(question, known)
    if language == "en" or detect(_PER.sub("each", question), known) == "en":
        return question, ""
    plain = turns_said(_numbers_written(question), language)
    if language == "fr":
        plain = _VERY.sub("", plain)
    glossed = " and ".join(gloss(part, language) for part in _asked_in(plain, language))
    words = (_ALSO.get(w, WORDS.get(w, w)) for w in glossed.split())
    text = _MANY.sub(r"\1 \2s", _unit_said(" ".join(word for word in words if word)))
    if _IF.search(question.replace("-", " ")) and not text.startswith("what if"):
        text = f"what if {text.removeprefix('what ')}"
    if not text.startswith("what if"):
        text = text.replace("overnight nobody waits", "at night")
    return text, f"(Read as {NAMES[language]}, “{text}”; the answer is in English.)"


def may_be_on_design(reading: Reading) -> bool:
    """Whether a question that was not understood may have been about the design."""
    return reading.deictic or bool(reading.named or reading.decision)
