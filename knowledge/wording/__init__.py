"""Words from a model, if there is one: off by default, grounded, checked, agreed to first."""

from knowledge.wording.destination import (
    Consent,
    Destination,
    describe_destination,
    recall_consent,
    remember_consent,
    withdraw_consent,
)
from knowledge.wording.settings import WordingSettings, load_settings
from knowledge.wording.write import Dropped, Event, Sentence, WordedAnswer, word

__all__ = [
    "Consent",
    "Destination",
    "Dropped",
    "Event",
    "Sentence",
    "WordedAnswer",
    "WordingSettings",
    "describe_destination",
    "load_settings",
    "recall_consent",
    "remember_consent",
    "withdraw_consent",
    "word",
]
