"""An answer with passages, a real embedder, credentials that open nothing."""

import pytest

from knowledge.answer import Answer, Citation
from knowledge.base import KnowledgeBase
from knowledge.cards import SourceRef
from knowledge.embedding import Embedder

PASSAGES = (
    "Moving the start by up to 24 h saved less than 1.5% of emissions for an 8-day run.",
    "Pause-and-resume reached up to 11% compared with starting at once.",
    "The saving is not available for jobs with a deadline.",
)


def answer_of(*quotes: str) -> Answer:
    """An extractive answer that quotes these passages."""
    source = SourceRef("A study", "A publisher", "2022", "3", "https://example.org/study")
    citations = tuple(Citation(f"card-{n}", quote, (source,)) for n, quote in enumerate(quotes))
    text = "\n".join(f"{quote} [{n}]" for n, quote in enumerate(quotes, start=1))
    return Answer(text, False, 0.9, citations, ())


@pytest.fixture
def answer() -> Answer:
    return answer_of(*PASSAGES)


@pytest.fixture(scope="session")
def embedder(base: KnowledgeBase) -> Embedder:
    return base.embedder


@pytest.fixture(autouse=True)
def aws(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "example")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
