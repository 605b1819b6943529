"""How the tests ask: settings for a test server, consent given, everything collected."""

from knowledge.answer import Answer
from knowledge.embedding import Embedder
from knowledge.wording import (
    Dropped,
    Sentence,
    WordedAnswer,
    WordingSettings,
    describe_destination,
    word,
)
from knowledge.wording.write import Cancel
from tests.knowledge.wording.servers import PATIENCE_S

QUESTION = "How much does it save to move training in time?"


def settings_of(provider: str, url: str, **more: object) -> WordingSettings:
    """Settings for a server at `url`, patient unless told otherwise."""
    fields: dict[str, object] = {"provider": provider, "model": "tiny", "url": url}
    fields |= {"timeout_s": PATIENCE_S, "limit_s": PATIENCE_S, **more}
    if provider == "bedrock":
        fields.setdefault("region", "eu-north-1")
    return WordingSettings(**fields)  # type: ignore[arg-type]


def ask(
    answer: Answer,
    settings: WordingSettings,
    embedder: Embedder,
    cancel: Cancel | None = None,
    question: str = QUESTION,
) -> tuple[list[Sentence], list[Dropped], WordedAnswer]:
    """Ask with consent and collect what comes."""
    consent = describe_destination(settings).agreed()
    events = list(word(answer, question, settings, consent, cancel, embedder=embedder))
    last = events.pop()
    assert isinstance(last, WordedAnswer)
    sentences = [event for event in events if isinstance(event, Sentence)]
    dropped = [event for event in events if isinstance(event, Dropped)]
    assert last.sentences == (tuple(sentences) if last.worded else ())
    assert last.dropped == tuple(dropped)
    return sentences, dropped, last
