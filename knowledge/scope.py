"""Signs that a request lies outside guidance: live or account data, actions, prices, unknown names.

Similarity cannot tell "how do I cut the energy of an endpoint?" from "how much energy did my
endpoint use on Tuesday?". These signs can. Each feeds a logistic model, none decides alone.
"""

import re
from collections.abc import Collection, Mapping

from knowledge.lexical import STOP_WORDS, terms, word_set, words
from knowledge.novelty import is_newer
from knowledge.verdicts import asks_outright

_LIVE = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|right now|at (?:this|the) (?:moment|hour)|at present|"
    r"currently|live|overnight|so far|(?:a|one|two|three) (?:day|week|month)s? ago|"
    r"(?:this|last|next|past) (?:morning|evening|night|week|weekend|"
    r"month|"
    r"quarter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:since|on|until|"
    r"by) (?:monday|"
    r"tuesday|wednesday|thursday|friday|saturday|sunday)|in (?:january|february|march|april|"
    r"june|july|"
    r"august|september|october|november|december)(?! \d)|now\?)",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"^\W*(?:please |can you |could you )?(?:book|send|e-?mail|call|order|buy|schedule|invite|"
    r"open|delete|"
    r"terminate|restart|deploy|write|generate|draft|create|make me|remind|translate|approve|"
    r"run|move|put|kill|re-?index|rewrite|take|archive|fill (?:in|out)|back up|"
    r"set up|set an?|summari[sz]e|plan my|fix|debug|sing|act as|ignore|reveal|reserve|"
    r"show|list|"
    r"quote|recommend a|start (?:a|the|my|our)|scale (?:my|our|the)|stop (?:all|every|my|our|"
    r"the)|increase|"
    r"switch (?:on|off|my|our|the)|change (?:the|my|our)|resize|tag|upload|export|enable|"
    r"disable|kick off|"
    r"assign|notify|log in|roll back|rename|cancel|draw|prepare|convert|launch|shut down|"
    r"turn (?:on|off)|"
    r"pretend|print|repeat|disregard|give me (?:a|the)|"
    r"tell me(?! (?:about|what|which|how|when|where|why|whether|if)\b))\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:did|do|was|were|is|are|has|have|had|does)\s+(?:my|our)\b|\b(?:which|how many|"
    r"who) (?:of|in) (?:my|"
    r"our)\b|\b(?:of|in|to|for|on|from) (?:my|our) (?:\w+ )?(?:account|company|contract|bill|"
    r"team|colleagues|"
    r"buckets?|vendors|competitor|registry|cluster|organi[sz]ation|quota|boss)\b|\bfor me\b|"
    r"\bwhich \w+ (?:in|of) (?:my|our)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\bwill\b|\bwhen (?:will|does|is)\b.*\b(?:out|release|launch|come)|roadmap|"
    r"\brelease date\b|\blaunch date\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:price(?![ -]performance)|prices|pricing|"
    r"cheapest|discount|tariff|fee|charges?|licen[cs]e|salary|tax|"
    r"subsid\w+|grants?|"
    r"credits?|shares|stock|revenue|insurance|penalt\w+|fine(?!-)|resell|patent|copyright)\b|"
    r"\b(?:how much|what) "
    r"(?:will|does|do|did|would|is)\b.*\bcost",
    re.IGNORECASE,
)
_WHO = re.compile(r"^\W*who\b|\bwho (?:is|was|won|wrote|leads|owns)\b", re.IGNORECASE)
_DUTY = re.compile(
    r"\bwho (?:should|must|has to|needs to|can|owns?|sets?|decides?|watch\w*|track\w*|checks?|"
    r"approves?|signs? off|sees?|gets?|is (?:responsible|accountable|in charge|the owner))\b",
    re.IGNORECASE,
)
_SIZING = re.compile(
    r"\b(?:how many|number of|how much (?:gpu |video )?(?:memory|vram|ram)|how (?:big|large) an? "
    r"(?:cluster|instance|machine|gpu|fleet)|size (?:my|our)|how long (?:will|would|does|do))\b"
    r"(?=.*(?:\b\d[\d,.]*\s?(?:b|bn|billion|m|million|k|thousand)?\b|\bneed))",
    re.IGNORECASE,
)
"""How much hardware a workload takes: that is reckoned for a design."""
_STATE = re.compile(
    r"^\W*(?:how (?:much|many|long|full|far|often|big|large)|which|what|what['’]s|who|when|where|"
    r"did|has|have|had|is|are|was|were)\b(?!.*\b(?:should|could|can|worth|better|best|need|need to|"
    r"must|recommended|ideal|right)\b).*\b(?:our|my|us|we|here)\b",
    re.IGNORECASE,
)
"""Asks what is so in one's own systems."""
_EXACT = re.compile(r"\b(?:exact|exactly|serial number|address)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_][\w.+/-]*[^\W_]|[^\W_]")

_DEFINES = re.compile(r"^\W*what(?:['’]s| is| are| does)\b", re.IGNORECASE)
_VAGUE_TERMS = 2
_VAGUE_WORDS = word_set(
    """
        better best improve help thing things stuff good bad problem advice tips ideas idea
        wasteful waste green greener sustainable sustainability optimise optimize
        optimisation optimization carbon energy ai ml llm model models cloud aws footprint
        emissions reduce cheaper cost costs save saving efficient efficiency less everything
        something anything start begin fix make seem seems too high much do we our us
    """
)
_ASKS_EXACTLY = word_set(
    """
        which how many when who name figure percent number metric limit default region
        """
)
_ASKS_WAY = re.compile(r"^\W*how (?:do|can|could|should|to|might|would)\b", re.IGNORECASE)


NAMES = (
    "live",
    "action",
    "own",
    "future",
    "money",
    "who",
    "exact",
    "sizing",
    "state",
    "newer",
    "unknown_name",
    "strange_names",
    "strange_words",
)


def scope_features(
    original: str,
    text: str,
    frequencies: Mapping[str, int],
    identifiers: Collection[str],
    *,
    newest: Mapping[str, int],
    unknown: Collection[str] = (),
) -> dict[str, float]:
    """The signs of one question, 0 or 1 each; the strange ones are shares of its words.

    Args:
        original: As typed: case tells names.
        text: In English.
        frequencies: Words of the guidance.
        identifiers: Further words that the guidance holds, among them those with digits.
        newest: The latest version of each name that the guidance knows of.
        unknown: Words of the text that ordinary English does not know either.
    """
    signs = (_LIVE, _ACTION, _OWN, _FUTURE, _MONEY, _WHO, _EXACT, _SIZING, _STATE)
    found = [1.0 if sign.search(text) else 0.0 for sign in signs]
    if asks_for_role(text):
        found[signs.index(_WHO)] = 0.0
    found.append(1.0 if is_newer(original, newest) else 0.0)
    tokens = _TOKEN.findall(original)
    names = [token for position, token in enumerate(tokens) if _is_name(token, position)]
    strange = [name for name in names if not _held(name.lower(), frequencies, identifiers)]
    plain = [token.lower() for token in _TOKEN.findall(text) if len(token) > 3]
    unheard = [token for token in plain if not _held(token, frequencies, identifiers)]
    nowhere = {word for word in unknown if not _held(word, frequencies, identifiers)}
    called = {re.split(r"['’./-]", name)[0].lower() for name in names}
    found.append(1.0 if nowhere & called else 0.0)
    found.append(min(len(strange), 3) / 3)
    found.append(len(unheard) / len(plain) if plain else 0.0)
    return dict(zip(NAMES, found, strict=True))


def asks_for_role(text: str) -> bool:
    """Whether "who" asks for a role, which guidance may name, and not for a person."""
    return _DUTY.search(text) is not None


def _is_name(token: str, position: int) -> bool:
    has_digit = any(char.isdigit() for char in token) and any(char.isalpha() for char in token)
    return has_digit or (token[0].isupper() and position > 0) or any(c.isupper() for c in token[1:])


def _held(token: str, frequencies: Mapping[str, int], identifiers: Collection[str]) -> bool:
    base = token.removesuffix("'s").removesuffix("’s")
    forms = (base, base.removesuffix("s"), base.removesuffix("ed"), base.removesuffix("ing"))
    if any(form in frequencies or form in identifiers for form in forms):
        return True
    parts = re.split(r"[./-]", base)
    return len(parts) > 1 and all(
        p in frequencies or p in identifiers or p.isdigit() for p in parts
    )


def is_vague(text: str) -> bool:
    """Whether a question names so little that several readings are possible.

    One that asks yes or no of a thing, or what it is, says what it wants to know.
    """
    content = [word for word in words(text) if word not in STOP_WORDS]
    specific = [word for word in content if word not in _VAGUE_WORDS]
    if not content:
        return False
    if specific and (asks_outright(text) or _DEFINES.search(text)):
        return False
    if _ASKS_WAY.search(text) and not specific:
        return True
    if any(word in _ASKS_EXACTLY for word in words(text)):
        return len(set(terms(" ".join(content)))) <= 1
    return len(content) <= 7 and len(specific) < _VAGUE_TERMS
