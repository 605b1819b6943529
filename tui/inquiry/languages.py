"""Questions on the design in other languages: read by their gloss, or said not to be understood."""

import re

from knowledge.language import NAMES, Language, detect, gloss
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
    "trafic": "traffic",
    "traffico": "traffic",
    "trafico": "traffic",
    "verkehr": "traffic",
    "verkeer": "traffic",
    "ca": "",
}
"""Words of these questions that the glossary of the guidance has no need of."""


_TWICE = {
    "bill invoice": "invoice",
    "history conversation": "conversation",
    "every each": "each",
    "hoch": "high",
}
"""Glosses that give two meanings, of which these questions have one."""
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
    return _ONE.sub(r"\1 per \2", text)


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
    words = (_ALSO.get(word, word) for word in gloss(question, language).split())
    text = _unit_said(" ".join(word for word in words if word))
    return text, f"(Read as {NAMES[language]}, “{text}”; the answer is in English.)"


def may_be_on_design(reading: Reading) -> bool:
    """Whether a question that was not understood may have been about the design."""
    return reading.deictic or bool(reading.named or reading.decision)
