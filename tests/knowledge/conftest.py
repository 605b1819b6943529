"""One built knowledge base for the whole session, with the real model."""

import os
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.paths import CACHE_VARIABLE

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def built_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that parallel workers share; one named in the environment is used again."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    base = tmp_path_factory.getbasetemp()
    return (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "knowledge-cache"


@pytest.fixture(scope="session")
def base(built_cache: Path) -> KnowledgeBase:
    """The knowledge base, built once."""
    return KnowledgeBase.open(built_cache)


@pytest.fixture(autouse=True)
def shared_cache(built_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that opens the default cache finds the shared one."""
    monkeypatch.setenv(CACHE_VARIABLE, str(built_cache))
