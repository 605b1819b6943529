"""Numbers that are of no answer of a design: people, passages; and how to ask instead."""

import re
from dataclasses import dataclass

from advisors.design import Design
from advisors.format import exact
from advisors.workload import Workload
from tui.inquiry.change_words import OF_PASSAGES, PEOPLE
from tui.inquiry.changes import scaled
from tui.inquiry.digits import NUMBER, number_of

_HEADS = re.compile(rf"(?<![\d.,$€£]){NUMBER} ?(?:\w+ )?({PEOPLE})\b")
_PRICES = re.compile(r"\b(?:prices?|tariffs?|rates?|list price|discounts?)\b")
_NOTED = re.compile(rf"(?<![\d.,]){NUMBER} ({PEOPLE})\b")
_SHORT = {"dev": "developer", "devs": "developer", "people": "person", "persons": "person"}


@dataclass(frozen=True)
class Heads:
    """Requests that follow from a number of people.

    Attributes:
        changes: As `question=answer`.
        said: What that rests on, as a sentence.
    """

    changes: tuple[str, ...]
    said: str


def by_heads(text: str, design: Design, workload: Workload) -> Heads | None:
    """Requests scaled with people, where the design notes how many there are now.

    Args:
        text: Question in lower case.
        design: Its name and the remark on its requests may say how many people it is for.
        workload: What it says now.
    """
    hit = _HEADS.search(text)
    answer = design.answers.get("requests_per_day")
    noted = _NOTED.search(f"{answer.note if answer else ''}; {design.name}".casefold())
    if hit is None or noted is None or _one(hit[3]) != _one(noted[3]):
        return None
    then, now = number_of(hit[1], hit[2]), number_of(noted[1], noted[2])
    if then <= 0.0 or now <= 0.0:
        return None
    said = (
        f"The design notes {exact(now)} {noted[3]}; requests are taken to change as their number "
        f"does, {exact(then / now, 3)} times as many. If each of them asks more or less, ask with "
        "requests."
    )
    change = f"requests_per_day={scaled(workload.requests_per_day, then / now)}"
    return Heads((change,), said)


def how_to_ask(text: str, workload: Workload) -> str:
    """Why a number changes no answer, and how to ask instead; empty where neither is known."""
    tokens, requests = workload.input_tokens.value, workload.requests_per_day.value
    if re.search(rf"\b(?:{OF_PASSAGES})\b", text):
        return (
            "How many passages go into a prompt is no answer of the design, and neither is how "
            f"long one is; the prompt as a whole is {exact(tokens)} tokens. Say what is left of "
            f"it: “what if the prompt had {exact(0.75 * tokens, 2)} tokens?”, or “what if the "
            "prompt had 500 tokens less?”."
        )
    if _PRICES.search(text):
        return (
            "Prices are facts and no answers of the design: put yours as an override with its "
            "source, and the cost follows; no decision but those that weigh cost can move with it."
        )
    if _HEADS.search(text):
        return (
            "The design counts requests and not people, and does not note how many there are now; "
            f"it has {exact(requests)} requests a day. Ask with requests: “what if we had "
            f"{exact(2.0 * requests)} requests a day?”."
        )
    return ""


def _one(word: str) -> str:
    return _SHORT.get(word, word.removesuffix("s"))
