"""One inquiry for each example, over the real advice and the real guidance."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from advisors.examples import load_example
from estimators.facts import Facts, load_facts
from tui.inquiry import Inquiry

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

EXAMPLES = {
    "c": "code-assistant-self-hosted",
    "s": "insurer-support-chat",
    "m": "manuals-question-answering",
    "n": "nightly-invoice-extraction",
    "t": "ticket-classifier",
}


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The facts as shipped."""
    return load_facts()


@pytest.fixture(scope="session")
def inquiries(base: "KnowledgeBase", facts: Facts) -> Mapping[str, Inquiry]:
    """By the letter that the table of questions uses."""
    return {key: Inquiry(load_example(name), facts, base) for key, name in EXAMPLES.items()}
