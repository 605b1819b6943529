"""Questions that hold words of the design and are yet about something else."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from tui.inquiry.answer import Intent
from tui.inquiry.readings import Reading
from tui.inquiry.words import fold

if TYPE_CHECKING:
    from tui.inquiry.gate import Own

_PRODUCTS = re.compile(
    r"\b(?:azure|gcp|google (?:cloud|document|vertex|compute|kubernetes)|document ai|"
    r"vertex ai|oracle cloud|oci|ibm cloud|watsonx?|alibaba cloud|aliyun|tencent|huawei|ovh|"
    r"ovhcloud|hetzner|scaleway|coreweave|digitalocean|abbyy)\b"
)
"""Products of other clouds and vendors, by names that no option of a design has."""
_VENDORS = re.compile(r"\b(?:google|microsoft|ibm|oracle|alibaba)\b")
"""Who makes models as well, which a design may list."""
_PEOPLE = (
    r"(?:ceo|cfo|cto|cio|ciso|boss|manager|management|board|director|owner|customer|colleague|"
    r"employee|staff|team|shareholder|investor|union)(?:s|es)?"
)
_OPINIONS = re.compile(
    rf"\b{_PEOPLE} (?:opinions?|views?|mood|feelings?|salar(?:y|ies)|birthdays?|names?)\b|"
    rf"\b(?:opinions?|mood|feelings?|salar(?:y|ies)|birthdays?) of (?:our|the|my) {_PEOPLE}\b|"
    rf"\bwhat (?:do|does|did|will) (?:our|the|my) {_PEOPLE} (?:think|feel)\b"
)
"""What people think, or who they are."""
_BOOKS = re.compile(
    r"\b(?:dso|days sales outstanding|overdue|ebitda|payroll|cash ?flow|churn|nps|"
    r"accounts (?:payable|receivable)|(?:stock|share) price|market share)\b|"
    r"\b(?:what (?:is|are|was|were)|whats|how (?:much|high|big) (?:is|are|was|were)) "
    r"(?:our|the|my) (?:companys? )?(?:revenues?|turnover|profits?|headcount|sales)\b"
)
"""What the books of an organisation hold, and no design."""
_COUNTED = re.compile(
    r"\bhow many (?:\w+ ){1,2}(?:did|have) (?:we|our \w+|they) (?:have|had|get|got|receive|handle|"
    r"process|close|answer|ship|see|seen|sell|sold)\w*\b"
)
"""What was counted in the past, and stands in no design."""
_OURS = re.compile(
    r"\b(?:our|ours|we|us|my|mine|this|here|design|chosen|chose|picked?|recommend\w*|excluded|"
    r"out|ranked|ranking|first|instead|why|you|your|it)\b"
)
_EXPLAINED = re.compile(
    r"^(?:please )?(?:(?:can|could|would) you )?(?:please )?(?:explain|define|describe) "
)
_LARGE = re.compile(r"\b(?:in general|generally|in the industry|as a rule of thumb)\b")
_FOR_ME = re.compile(r"\b(?:(?:to|for) (?:me|us)|please|(?:can|could|would) you)\b")
_WORKS = re.compile(
    r"^(?:does|do|can|is|are) .*\b(?:works?|supports?|supported|compatible|combined?|available)\b"
)
_BRINGS = re.compile(r"^(?:what (?:does|do|is|are|can)|whats|tell me about|how \w+ (?:is|are))\b")
_WORK = "effort"
"""What is measured by "work", which asks here whether one thing goes with another."""
_FEATURES = frozenset({"inference", "hosting", "customization", "monitoring"})


def outside(reading: Reading, question: str, own: "Own") -> bool:
    """Whether a question is for the guidance, whatever options or figures its words name.

    Args:
        reading: By its words.
        question: As typed.
        own: Options of the design with what fell out.
    """
    text = " ".join(fold(question))
    if _of_another_vendor(reading, text) or _OPINIONS.search(text) or _BOOKS.search(text):
        return True
    if _COUNTED.search(text) or _at_large(reading, text):
        return True
    measured = set(reading.metrics) - {_WORK} or reading.units.found
    if reading.intent is Intent.WHAT_IF or measured:
        return False
    return _explains(reading, text) or _of_any_service(reading, text, own.listed)


def _at_large(reading: Reading, text: str) -> bool:
    """Whether it says itself that no design is meant: `how is it calculated in general?`."""
    return _LARGE.search(text) is not None and not (reading.deictic or _OURS.search(text))


def _of_another_vendor(reading: Reading, text: str) -> bool:
    """Whether a product of another vendor is meant that is none of what the design names."""
    named = " ".join(item.phrase for item in reading.named)
    if any(hit[0] not in named for hit in _PRODUCTS.finditer(text)):
        return True
    compared = reading.intent is Intent.COMPARE
    model = any(item.decision == "model" for item in reading.named)
    return compared and not model and _VENDORS.search(text) is not None


def _explains(reading: Reading, text: str) -> bool:
    """Whether a thing is to be explained as such: `explain quantisation to me`."""
    asked = bool(reading.named) and _EXPLAINED.search(text)
    return bool(asked) and _OURS.search(_FOR_ME.sub(" ", text)) is None


def _of_any_service(reading: Reading, text: str, listed: Collection[str]) -> bool:
    """Whether features of services are asked for, or a chip that the design does not list."""
    if _OURS.search(text) or not reading.named:
        return False
    features = {item.decision for item in reading.named} <= _FEATURES
    if features and len(reading.named) > 1 and _WORKS.search(text):
        return True
    chips = [item for item in reading.named if item.decision == "silicon"]
    unlisted = bool(chips) and not any(set(item.ids) & set(listed) for item in chips)
    return unlisted and _BRINGS.search(text) is not None
