"""Another owner or another project that a question brings in, and asks about."""

import re

from tui.inquiry.words import fold

_FIRMS = (
    r"(?:compan(?:y|ies)|firms?|business(?:es)?|organi[sz]ations?|subsidiar(?:y|ies)|groups?|"
    r"agenc(?:y|ies)|banks?|insurers?|teams?|departments?|divisions?|branch(?:es)?|offices?|plants?|"
    r"units?|facult(?:y|ies)|customers?|clients?|suppliers?|vendors?|partners?|sites?|crews?)"
)
_WORK = (
    r"(?:projects?|pilots?|pocs?|prototypes?|trials?|systems?|chatbots?|bots?|assistants?|tools?|"
    r"solutions?|workloads?|designs?|deployments?|rollouts?|programmes?|programs?|jobs?|"
    r"engagements?|clusters?|fleets?|models?|services?)"
)
_OPTION = r"models?\b"
"""Work that is an option of the design where it is another: “why is the other model out?”."""
_OWNER = (
    rf"(?:(?:sister|parent|mother|daughter|holding|partner|neighbou?ring) {_FIRMS}|"
    r"(?:our|my|your|a|the) (?:\w+ )?(?:competitors?|rivals?)(?: of ours)?|"
    rf"(?:an ?other|a different|some other|the other|other|a neighbou?ring) (?:\w+ )?{_FIRMS}|"
    r"(?:a|my) (?:friend|brother|sister|cousin|neighbour|neighbor|wife|husband|uncle|aunt)s?"
    r"(?: of (?:mine|ours))?)"
)
_HAS = (
    r"(?:has|have|had|runs?|ran|running|built|builds?|operates?|uses?|used|using|made|keeps?|"
    r"bought|pays?|paid|spends?|spent|launched|deployed|chose|picked|took|went|got|does|did)"
)
_OWNED = re.compile(
    rf"\b{_OWNER} (?:\w+ ){{0,2}}{_HAS}\b|"
    rf"\b(?:{_OWNER}|{_FIRMS}s) (?:own |new |old )?{_WORK}\b|"
    rf"\b(?:does|do|did|would|will|is|are) {_OWNER}s? (?:pay|spend|use|run|emit|consume|need)\b|"
    rf"\b(?:of|by|at|from) (?:our|a|the) (?:\w+ )?(?:competitors?|rivals?)\b|"
    r"\b(?:teams?|departments?|divisions?|branch|office|plant|unit|crew|colleagues|people|folks|"
    rf"guys)(?: in \w+| over there)? (?:also |already )?{_HAS} (?:(?:its|their) own|one of its own|"
    r"one of their own)\b"
)
"""Somebody else, who has something of their own."""
_AGO = (
    r"(?:last (?:year|month|quarter|spring|summer|autumn|fall|winter|time)|(?:\w+ ){1,2}ago|"
    r"back then|in (?:19|20)\d\d|before this|earlier|previously)"
)
_DID = (
    r"(?:did|ran|had|built|made|finished|completed|closed|delivered|shipped|set up|rolled out|"
    r"worked on)"
)
_BEFORE = re.compile(
    rf"\b{_WORK} (?:that |which )?(?:we|i|they) (?:\w+ )?{_DID}(?: \w+){{0,3}}? {_AGO}\b|"
    rf"\b{_AGO} (?:we|i|they) {_DID} (?:an?|another|some|the) (?:\w+ ){{0,3}}{_WORK}\b|"
    rf"\b(?:last (?:years|months)|previous|former|earlier) (?:\w+ )?{_WORK}\b|"
    rf"\b(?:another|other|a different) (?:\w+ )?(?!{_OPTION}){_WORK}\b"
)
"""Something that is over, or that is not this."""
_OVER = re.compile(r"\b(?:was|were|did|had|took|they|them|their|theirs)\b")
_OURS = re.compile(
    r"\b(?:we|us|our|ours|here|you|your|yours|now|mine|"
    r"(?:this|the|these) (?:\w+ )?(?:design|advice|recommendation|proposal|time|case|one|"
    r"figures?))\b"
)
"""What points back at the design."""
_THIS = re.compile(r"\b(?:this|it|its)\b")
_IF = re.compile(r"\b(?:if|suppose|assum\w+|joins?|joined|onboard\w*|add|adds|added)\b")
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\s+[-–—]\s+|\.\.+\s*")


def introduced(question: str) -> bool:
    """Whether somebody else's system, or one of the past, is asked about.

    Args:
        question: As typed, all its sentences.

    Returns:
        False where the sentence that asks points at the design or holds it against the other, and
        where somebody else is to join it.
    """
    parts = [text for part in _SENTENCE.split(question) if (text := " ".join(fold(part)))]
    at = next((n for n, part in enumerate(parts) if _hit(part)), None)
    if at is None or _IF.search(" ".join(parts)):
        return False
    after = " ".join(parts[at + 1 :])
    if after:
        over = _OWNED.search(parts[at]) is not None or _OVER.search(after) is not None
        return over and _OURS.search(after) is None
    hit = _hit(parts[at])
    return hit is not None and not _held_against(parts[at], hit)


def _hit(part: str) -> re.Match[str] | None:
    return _OWNED.search(part) or _BEFORE.search(part)


def _held_against(part: str, hit: re.Match[str]) -> bool:
    """Whether the words beside what is brought in point at the design."""
    before = re.sub(r"\b(?:our|my|your|the|a)$", "", part[: hit.start()].rstrip())
    after = part[hit.end() :]
    ours = _OURS.search(f"{before} {after}") or _THIS.search(before)
    return bool(ours) or re.search(r"\bthis\b", after) is not None
