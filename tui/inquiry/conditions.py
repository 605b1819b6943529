"""Conditions that a question sets, loosens or drops, read as answers of the design.

`If we gave up running it ourselves`, `drop that rule`, `effort at zero in the weights`, `the 500 ms
go to a full second`, `data must stay in the EU and London drops out`.
"""

import re
from collections.abc import Collection, Mapping

from advisors.workload import Workload
from tui.inquiry.change_words import GOALS
from tui.inquiry.digits import plainly_written

_UP = (
    r"(?:give|gives|gave|giving|given) up(?: on)?|(?:drop|dropp|lift|remov|relax|skip|ditch|scrap|"
    r"waiv|abandon|loosen)\w*|(?:stop|quit)\w*|let go of|no longer (?:insist\w* on|ask\w* for|"
    r"want\w*|need\w*)|(?:do not|dont|did not|didnt) (?:insist on|have to|need to|want to|ask for)|"
    r"were not set on|werent set on|without"
)
_OURSELVES = (
    r"(?:self host\w*|(?:hosting|running|operating|serving|host|run|operate|serve) "
    r"(?:it |this |that |the models? |everything |them |things )?(?:all )?(?:by )?ourselves|"
    r"(?:our )?own (?:machines|servers|hardware|gpus|instances|boxes|metal|cluster))"
)
_HOSTING = re.compile(
    rf"\b(?:{_UP}) (?:the |our |that |this |any )?(?:idea of |rule of |wish for |demand for |"
    rf"insistence on |condition of )?{_OURSELVES}|"
    rf"\b{_OURSELVES} (?:were|was|is|are) (?:no longer|not|no) (?:a must|required|needed|asked|"
    r"requirement|condition|necessary|mandatory|must)\b"
)
"""Who asks to run the model himself and gives that up has no preference."""
_RULE = r"(?:rules?|conditions?|limits?|requirements?|restrictions?|constraints?|clauses?)"
_PRONOUN = re.compile(
    rf"\b(?:(?:drop|lift|remov|relax|ignor|waiv|forget|scrap|ditch|loosen)\w*|without) "
    rf"(?:(?:that|this|the|said) (?:one|{_RULE})|(?:that|this|it)\b(?= and| then|[.?!,;]|$))"
)
"""A condition that a sentence before it names is dropped."""
_LICENCE = re.compile(r"\blicen[cs]\w*|\bopen weights?\b")
_RESIDENCY = re.compile(r"\bresidency\b|\bregion (?:rule|limit|restriction)s?\b")
_ANY_LICENCE, _ANYWHERE = "any-commercial", "anywhere"
_GOAL = "|".join(GOALS.values())
_AT = r"(?P<n>\d+(?:\.\d+)?|zero|nil|nought|nothing|none)"
_WEIGHTED = r"\b(?:weights?|weighting|weighed|weigh|weighs|priorit(?:y|ies)|criteria)\b"
_SET = re.compile(
    rf"\b(?P<goal>{_GOAL}) (?:\w+ ){{0,2}}?(?:to|at|is|was|were|of|by|with|counts?|counted|weighs?|"
    rf"weighed|=) (?:for )?{_AT}\b"
)
_FOR = re.compile(rf"\b{_AT} ?(?:%|percent)? (?:for|on|to) (?:the )?(?P<goal>{_GOAL})\b")
_OUT_OF = re.compile(
    rf"\b(?:(?:take|leave|drop|remove|strike|took|without) (?:the )?)?(?P<goal>{_GOAL}) "
    r"(?:(?:was|were|is|are) )?(?:taken |left |dropped |removed |struck )?(?:out of|out from|from) "
    r"(?:the |our )?(?:weights?|weighting|priorities|criteria)\b"
)
_ALL = 100.0
_TIME = re.compile(
    r"(?<![\d.,])(?P<n>\d[\d.,]*) ?(?P<unit>ms|milliseconds?|s|sec|seconds?|minutes?)\b"
)
_FULL = re.compile(r"\b(?:a|one|1) (?:full |whole |entire )?(seconds?|minutes?)\b")
_WITHIN: tuple[tuple[str, str], ...] = (
    (r"eu|e u|european union|europe", "eu"),
    (r"(?<=the )us|usa|united ?states|america", "us"),
)
"""Areas of more Regions than a name stands for; a country is held to by its Regions."""
_KEPT = (
    r"\b(?:keep|kept|stay|stays|stayed|remain|remains|hold|held|process|processed|store|stored|"
    r"leave|live|lives|residency|allowed)\b(?: \w+){0,4}? (?:in|inside|within) (?:the )?"
)
_DROPS = re.compile(
    r"\b(?:drops?|dropped|falls?|fell|goes|go|went|is|are|were|was) "
    r"(?:out|away|gone|off the table)\b|"
    r"\b(?:closes?|closed|unavailable|not available|banned|forbidden)\b"
)


def set_apart(text: str, workload: Workload) -> dict[str, str]:
    """The answers that a condition changes, by question; empty where there is none.

    Args:
        text: Question in lower case, as typed.
        workload: What the design says now.
    """
    plain = " ".join(text.replace("-", " ").replace("'", "").replace("’", "").split())
    found = {
        "hosting": _given_up(workload) if _HOSTING.search(plain) else None,
        "priorities": _weighted(plain, workload),
        **_dropped(plain),
        **_longer(plain, workload),
    }
    return {key: item for key, item in found.items() if item is not None}


def _given_up(workload: Workload) -> str:
    """No preference where own hosting is asked for; where it is open already, the other way."""
    return "any" if workload.hosting.value == "self-hosted" else "managed"


def _dropped(plain: str) -> Mapping[str, str | None]:
    """What a rule named before its "drop it" is on."""
    hit = _PRONOUN.search(plain)
    before = plain[: hit.start()] if hit is not None else ""
    if _LICENCE.search(before):
        return {"licences": _ANY_LICENCE}
    if _RESIDENCY.search(before):
        return {"residency": _ANYWHERE, "allowed_regions": ""}
    return {}


def _weighted(plain: str, workload: Workload) -> str | None:
    """The weights with one of them set; the others keep their shares among themselves."""
    out = _OUT_OF.search(plain)
    named = re.search(_WEIGHTED, plain) is not None
    hit = out or ((_SET.search(plain) or _FOR.search(plain)) if named else None)
    if hit is None:
        return None
    number = 0.0 if out else _number(hit["n"])
    goal = next(key for key, line in GOALS.items() if re.fullmatch(line, hit["goal"]))
    rest = {key: float(getattr(workload, f"{key}_weight")) for key in GOALS if key != goal}
    whole = sum(rest.values())
    if number > _ALL or (whole <= 0.0 and number < _ALL):
        return None
    scale = (_ALL - number) / whole if whole > 0.0 else 0.0
    weights = {key: number if key == goal else rest[key] * scale for key in GOALS}
    return ", ".join(f"{key} {plainly_written(round(item, 1))}" for key, item in weights.items())


def _number(word: str) -> float:
    return float(word) if word[0].isdigit() else 0.0


def _longer(plain: str, workload: Workload) -> Mapping[str, str | None]:
    """Another time to the first word or between words, named by the one that stands now."""
    times = [
        float(hit["n"].replace(",", "")) * _scale(hit["unit"])
        for hit in _TIME.finditer(_FULL.sub(r"1 \1", plain))
        if hit["n"].replace(",", "").replace(".", "", 1).isdigit()
    ]
    for key in ("ttft_ms", "inter_token_ms"):
        now = getattr(workload, key).value
        others = [item for item in times if abs(item - now) > _NEAR * now]
        if len(times) == len(("now", "then")) and len(others) == 1 and times[0] != others[0]:
            return {key: plainly_written(others[0])}
    return {}


_NEAR = 1e-6


def _scale(unit: str) -> float:
    return 1.0 if unit.startswith(("ms", "milli")) else 60000.0 if unit[:3] == "min" else 1000.0


def kept_within(text: str) -> str:
    """The residency that a question holds the data to, as an answer; empty where it names none."""
    plain = " ".join(text.replace("-", " ").replace(".", "").split())
    found = (key for words, key in _WITHIN if re.search(rf"{_KEPT}(?:{words})\b", plain))
    return next(found, "")


def dropping(text: str, phrases: Collection[str]) -> frozenset[str]:
    """Those of some names of which it is said, in the same clause, that they drop out."""
    plain = " ".join(text.replace("-", " ").split())
    hit = _DROPS.search(plain)
    if hit is None:
        return frozenset()
    before = plain[: hit.start()]
    clause = re.split(r"[.;:?!]|\b(?:if|because|while|when|have to|must)\b", before)[-1]
    return frozenset(name for name in phrases if re.search(rf"\b{re.escape(name)}\b", clause))
