"""What ifs that do not say so: `and if traffic doubles?`, `with twice the users?`."""

import re
from dataclasses import replace

from advisors.workload import Workload
from tui.inquiry.answer import Intent
from tui.inquiry.changes import changes_in
from tui.inquiry.intents import GENERAL
from tui.inquiry.reading import Reading

_MANY = r"(?=.*\b(?:\d+x?|twice|half|double|triple|ten times)\b)"
_IF = re.compile(
    r"^(?:and |but |so |ok |then |now )*(?:if (?:we|the|our|it|traffic|requests|growth|users|"
    rf"volume|load|demand|usage|prompts|answers)\b|(?:what|how) about {_MANY}|with {_MANY})"
)
_LEFT = 2


def loosely(reading: Reading, question: str, workload: Workload) -> Reading:
    """A question that changes an answer of the design without the words "what if", read as one.

    Args:
        reading: As read.
        question: As typed.
        workload: Tells what can be changed.
    """
    if reading.intent is Intent.WHAT_IF or reading.limit is not None or reading.named:
        return reading
    if not _IF.search(reading.text) or GENERAL.search(reading.text) or len(reading.left) > _LEFT:
        return reading
    found = changes_in(question.casefold(), workload)
    return replace(reading, intent=Intent.WHAT_IF, aspect=None) if found else reading
