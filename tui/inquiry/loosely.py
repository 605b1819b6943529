"""What ifs that do not say so: `and if traffic doubles?`, `with twice the users?`."""

import re
from dataclasses import replace

from advisors.workload import Workload
from tui.inquiry.answer import Intent
from tui.inquiry.changes import changes_in
from tui.inquiry.intents import GENERAL
from tui.inquiry.readings import Reading

_MANY = r"(?=.*\b(?:\d+x?|twice|half|double|triple|ten times)\b)"
_IF = re.compile(
    r"^(?:and |but |so |ok |then |now )*(?:if (?:we|the|our|it|traffic|requests|growth|users|"
    rf"volume|load|demand|usage|prompts|answers)\b|(?:what|how) about {_MANY}|with {_MANY})"
)
_INSIDE = re.compile(
    r"(?<=\w )(?:if|once|assuming|provided) (?P<then>(?:only )?(?:we|the|our|it|traffic|requests|"
    r"growth|users|volume|load|demand|usage|prompts|answers|carbon|water|cost|licen[cs]es?)\b.*)"
)
_TURNED = re.compile(
    r"^(?:and |but |so )*(?:what|how much)\b.{0,12}\b(?:does|would|do|is|will)\b.{0,12}"
    r"\b(?:relaxing|raising|lowering|cutting|doubling|halving|tripling|tightening|dropping|"
    r"increasing|reducing|shortening|extending|moving|going|growing|setting)\b(?=.*\d)"
)
"""A turn inside a question: `what is the carbon if we go to 5,000 a day?`."""
_LEFT = 2


def loosely(reading: Reading, question: str, workload: Workload) -> Reading:
    """A question that changes an answer of the design without the words "what if", read as one.

    Args:
        reading: As read.
        question: As typed.
        workload: Tells what can be changed.
    """
    if reading.intent is Intent.WHAT_IF or reading.limit is not None:
        return reading
    if any(item.decision != "inference" or "relax" not in item.phrase for item in reading.named):
        return reading
    inside = _INSIDE.search(reading.text)
    starts = _IF.search(reading.text) or _TURNED.search(reading.text)
    if not (starts or inside):
        return reading
    if (GENERAL.search(reading.text) and not inside) or len(reading.left) > _LEFT:
        return reading
    typed = question.casefold()
    if inside and not starts:
        typed = re.split(r"\b(?:if|once|assuming|provided)\b", typed, maxsplit=1)[-1]
    found = changes_in(typed, workload)
    return replace(reading, intent=Intent.WHAT_IF, aspect=None) if found else reading
