"""A change without a number: `what if it goes viral?`, `would shorter prompts help?`.

Twice or half as much is tried then, and the answer says so.
"""

import re
from collections.abc import Mapping

from advisors.workload import Workload
from tui.inquiry.changes import factor_in, scaled

_UP = re.compile(
    r"\b(?:viral|popular|popularity|explod\w*|takes? off|taking off|took off|booms?|surges?|"
    r"everybody|everyone|success\w*|more|longer|bigger|rises?|grows?|grew|increas\w*|jumps? on|"
    r"overrun|flood\w*|rush|catches on|soars?)\b"
)
_DOWN = re.compile(
    r"\b(?:nobody|no one|hardly|barely|few|fewer|less|shorter|shorten\w*|cut\w*|trim\w*|smaller|"
    r"short|drops?|falls?|down|flops?|below|reduc\w*|slim\w*|shrink\w*|shrank|quieter|remains? far|"
    r"lower|concise|brief|terse|halve)\b"
)
_SUBJECTS: Mapping[str, str] = {
    "input_tokens": r"prompts?|inputs?|context|words going in|text (?:we|you|that) (?:send|put)|"
    r"send (?:less|fewer|more) (?:text|words)|going in|tokens in|passages|prompting",
    "output_tokens": r"answers?|outputs?|repl(?:y|ies)|responses?|tokens out|going out",
    "requests_per_day": r"us(?:e|es|ed|ing|age)|users|people|traffic|demand|load|volume|viral|"
    r"popular|uptake|take up|everybody|everyone|anybody|nobody|customers|staff|it|requests?|"
    r"service|expectations",
}
"""Answers that a word stands for, the most particular first."""


def supposed(text: str, workload: Workload) -> tuple[str, ...]:
    """The answer that is changed without a number, as `question=answer`; empty where none is.

    Args:
        text: Question in lower case.
        workload: What the design says now.
    """
    plain = text.replace("-", " ")
    key = next((key for key, line in _SUBJECTS.items() if re.search(rf"\b(?:{line})\b", plain)), "")
    factor = factor_in(plain) or _way(plain)
    item = workload.inputs().get(key)
    if item is None or factor is None:
        return ()
    return (f"{key}={scaled(item, factor)}",)


def _way(text: str) -> float | None:
    """Twice or half as much; None where the words point both ways or nowhere."""
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    return None if up == down else 2.0 if up else 0.5
