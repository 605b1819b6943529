"""A question that is on the design but may mean several things: what to ask instead."""

from collections.abc import Mapping

from tui.inquiry.page import Page
from tui.inquiry.readings import Reading

SHOWN = 3
ASK: Mapping[str, str] = {
    "amount": "What does it cost and emit a year?",
    "parts": "What is the carbon made up of?",
    "explain": "How was the carbon calculated?",
    "sources": "Which sources are the figures based on?",
    "input": "How many requests a day did you assume?",
    "range": "How wide are the ranges?",
    "sure": "How sure are you of the decisions?",
    "assumption": "Which inputs did you assume?",
    "lever": "What would lower the carbon?",
    "what-if": "What if the traffic doubled?",
    "limit": "Does it stay under 2 tonnes a year?",
    "budget": "Are we within our budget?",
    "summary": "Give me a summary of the design",
    "excluded": "What was ruled out and why?",
    "conflicts": "Did I give contradictory answers?",
    "pareto": "Which designs are on the Pareto front?",
    "smallest": "What is the smallest setup that would work?",
    "fleet": "How many instances do we need?",
    "monitoring": "What should we monitor?",
    "place": "Which Regions are allowed?",
    "service": "Which response time do we reach?",
    "duration": "How long does the nightly run take?",
    "next": "What are the next steps?",
    "effort": "How many person-weeks does it take?",
    "quality": "How is the quality measured?",
    "languages": "Does the model speak our languages?",
    "modalities": "Can the model read images?",
    "risks": "What are the biggest risks?",
    "reporting": "Which carbon figure goes into the report?",
    "privacy": "Are the texts of users stored?",
    "level": "What does the service level cost us?",
    "idle": "Do our machines idle at night?",
    "licence": "Which licence does the model have?",
    "memory": "Does the model fit on one card?",
    "need": "Do we need AI at all?",
    "larger": "Why not a larger model?",
    "smaller": "Would a smaller model do?",
    "tuning": "Why not fine-tuning?",
    "deferred": "Is the batch tier counted?",
    "ranking": "What were the alternatives for the model?",
    "flip": "What would change the recommendation?",
}
"""A plain question of each kind that needs nothing named."""
OF_OPTION: Mapping[str, str] = {
    "why": "Why {}?",
    "why-not": "Why not {}?",
    "option-amount": "How much would {} cost?",
    "catch": "What is the catch with {}?",
    "included": "Is {} already counted?",
    "compare": "How does {} compare?",
    "flip": "When would {} come first?",
    "sure-of": "How sure are you about {}?",
}
"""A plain question of each kind about an option."""


def asks(reading: Reading) -> tuple[str, ...]:
    """Questions that the one asked may mean, the likeliest first."""
    name = reading.named[0].phrase if reading.named else ""
    found = [
        OF_OPTION[kind].format(name) if name and kind in OF_OPTION else ASK.get(kind, "")
        for kind in reading.kinds
    ]
    return tuple(dict.fromkeys(text for text in found if text))[:SHOWN]


def unclear(page: Page, reading: Reading) -> None:
    """That the question may mean several things, and how to ask each."""
    page.unanswered = True
    page.say("That can be read in more than one way, so nothing was picked for you.")
    page.section("Ask one of these of the design", asks(reading) or (ASK["summary"],))
