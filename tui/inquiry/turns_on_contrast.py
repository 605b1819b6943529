"""Turns that set one option against another: why it differs, an objection, who decided."""

import re
from collections.abc import Callable
from dataclasses import replace

from tui.inquiry.answer import Intent
from tui.inquiry.aspects import Aspect
from tui.inquiry.intents import GENERAL
from tui.inquiry.kinds import metrics_of
from tui.inquiry.names import Named
from tui.inquiry.readings import KIND, Reading, read_as
from tui.inquiry.turns_on_figures import POINTS, whole

CONTRAST, OBJECTION, DECIDED, COMMITTED = "contrast", "objection", "decided", "committed"
KINDS = frozenset({CONTRAST, OBJECTION, DECIDED, COMMITTED})
"""Kinds of question that are read here alone, for the teller."""

_MORE = re.compile(
    r"\b(?:times|twice|double|triple|half|more|less|fewer|higher|lower|larger|smaller|\w+fold|"
    r"cheaper|dearer|costlier|pricier|greener|cleaner|dirtier|thirstier|heavier|hungrier|"
    r"expensive|thirsty)\b"
)
_SO_MUCH = re.compile(r"\b(?:times|twice|double|triple|half|\w+fold|yet|although|though|but)\b")
_TECHNIQUES = frozenset({"customization", "inference"})
"""What is asked about for its own sake as well."""
_ASKS = re.compile(
    r"^(?:and |so |but |then )*(?:why(?! not| isnt| arent| dont| cant| wont)|how come|explain|"
    r"what makes|how can|how is it that|what explains)\b|"
    r"\b(?:explain|why|how come|how so)(?: is)?(?: that| this)?$"
)
_OPENS = re.compile(
    r"(?:and |so |but )*(?:what(?! makes| explains)|which|how(?! come| can| is it)|is|are|can|"
    r"could|would|will|does|do)\b"
)
_CHOICE = re.compile(r"\bwhy\b.*\b(?:and not|not just|instead of|rather than|so why)\b")
"""Asks why one was taken and not the other, which is no difference of figures."""
_YET = re.compile(r"\b(?:yet|although|though|despite|whereas|while|if it|when it|but)\b")
_DECIDED = re.compile(
    r"\bwho (?:has |had )?(?:decided|decides|says|said|determined|claims|thinks)\b.*"
    r"\b(?:wins?|won|first|best|winner|right|better|takes)\b|"
    r"\bwho (?:has |had )?(?:picked|chose|selected|crowned|preferred)\b"
)
_BUT = re.compile(
    r"\b(?:when|if|while|although|though|given|as|since|but|where|considering|seeing|because|"
    r"and not|instead of|rather than)\b"
)
_WHY = re.compile(
    r"\b(?:why|how come|what(?: is|s)? the (?:case|argument|point) (?:for|of)|what speaks for)\b"
)
_NOT = re.compile(r"^(?:and |so |but )*why (?:not|isnt|arent|dont|cant|no|wasnt|doesnt|didnt)\b")
_EARLY = 12
"""A "why" within so many letters opens the question."""
_OBJECTS = re.compile(
    r"\b(?:near\w*|close\w*|corner|next door|down the road|people|users?|customers?|staff|team|"
    r"offices?|colleagues|clients|sits?|lives?|live|based|located|local|cheap\w*|green\w*|clean\w*|"
    r"faster|quicker|less|fewer|lower|better|smaller|have|has|own|already|know\w*|headquarters|"
    r"home|data centre|data center|subsid\w+|newer|bigger)\b"
)
"""What speaks for the one that lost."""
_TWO = re.compile(
    r"\b(?:two|both|2) (?:\w+ )?(?:carbon|co2e?|emissions?|footprint) (?:numbers?|figures?|values?|"
    r"results?|amounts?)\b|\b(?:two|both|2) (?:numbers|figures|values) (?:for|of) (?:the |our )?"
    r"(?:carbon|co2e?|emissions)\b|"
    r"\bwhy\b.*\b(?:market|location) based\b.*\b(?:lower|higher|smaller|larger|less|more|"
    r"differ\w*|apart)\b"
)
"""Asks of the two methods at once."""
_PLANS = re.compile(
    r"\b(?:savings? plans?|reserved (?:instances?|capacity|accelerators?)|enterprise "
    r"(?:discounts?|agreements?)|edp|committed spend|private pricing)\b"
)
_HELPS = re.compile(
    r"\b(?:helps?|apply|applies|covers?|counts?|count|use|using|useful|benefit|worth|attractive|"
    r"change|changes|cheaper|matters?|good for|make|makes|pay|pays|lower|lowers|bring|brings)\b"
)


def _contrast(blank: Reading) -> Reading | None:
    """`why does X cost four times as much?`, `X takes more carbon, yet less water, why?`."""
    text, metrics = blank.text, metrics_of(blank)
    subject = [x for x in blank.named if len(x.ids) <= KIND or x.decision != "silicon"]
    if not (subject and metrics and _MORE.search(text)) or GENERAL.search(text):
        return None
    of_any = any(re.search(rf"\ban? {re.escape(item.phrase)}\b", text) for item in subject)
    if of_any or _CHOICE.search(text) or _OPENS.match(text):
        return None
    if not (_ASKS.search(text) or (_YET.search(text) and len(metrics) > 1)):
        return None
    ours = blank.deictic or POINTS.search(text) or _SO_MUCH.search(text)
    if not ours and all(item.decision in _TECHNIQUES for item in subject):
        return None
    intent = Intent.COMPARE if blank.intent is Intent.COMPARE else Intent.WHY
    found = read_as(blank, intent, CONTRAST)
    return replace(found, metrics=metrics, decision=subject[0].decision)


def _objection(blank: Reading) -> Reading | None:
    """`X is nearer, so why Y?`, `why Y when all our people sit in X?`: what speaks for X first."""
    text = blank.text
    if _NOT.match(text) or GENERAL.search(text) or not _OBJECTS.search(text):
        return None
    hit = _WHY.search(text)
    if hit is None or len(blank.named) < 2:
        return None
    if (turn := _BUT.search(text, hit.end())) is not None and hit.start() < _EARLY:
        mine, theirs = (hit.end(), turn.start()), (turn.end(), len(text))
    else:
        mine, theirs = (hit.end(), len(text)), (0, hit.start())
    for winner in _within(blank, *mine):
        for loser in _within(blank, *theirs):
            if loser.decision == winner.decision and loser.ids != winner.ids:
                found = read_as(blank, Intent.WHY, OBJECTION)
                return replace(
                    found, named=(loser, winner), decision=loser.decision,
                    metrics=metrics_of(blank),
                )  # fmt: skip
    return None


def _within(blank: Reading, start: int, end: int) -> list[Named]:
    part = blank.text[start:end]
    return [x for x in blank.named if re.search(rf"\b{re.escape(x.phrase)}\b", part)]


def _decided(blank: Reading) -> Reading | None:
    """`who decided that X wins?`: the weights did."""
    subject = blank.named or blank.decision
    if not (_DECIDED.search(blank.text) and subject) or GENERAL.search(blank.text):
        return None
    return replace(read_as(blank, Intent.WHY, DECIDED), metrics=())


def _committed(blank: Reading) -> Reading | None:
    """Whether a discount that is bought already changes anything."""
    text = blank.text
    pointed = blank.deictic or POINTS.search(text)
    if not (_PLANS.search(text) and _HELPS.search(text) and pointed) or GENERAL.search(text):
        return None
    found = read_as(blank, Intent.WHY, COMMITTED)
    return replace(found, decision="hosting", named=(), metrics=("cost",))


def _methods(blank: Reading) -> Reading | None:
    """`why are there two carbon numbers, and so far apart?`: the two methods."""
    if blank.named or not _TWO.search(blank.text) or GENERAL.search(blank.text):
        return None
    return whole(blank, Intent.REPORTING, Aspect.REPORTING)


TURNS: tuple[Callable[[Reading], Reading | None], ...] = (
    *(_objection, _contrast, _decided, _committed, _methods),
)
"""Readers, the most particular first."""
