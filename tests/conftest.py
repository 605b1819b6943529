"""Shared fixtures: a home of its own for every test, and the switch that runs benchmarks."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


def pytest_addoption(parser: pytest.Parser) -> None:
    """Benchmarks print figures and never fail on a clock, so they run only when asked for."""
    parser.addoption("--benchmarks", action="store_true", help="run tests/benchmarks")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave tests/benchmarks out unless --benchmarks is given."""
    if "benchmarks" in collection_path.parts and not config.getoption("--benchmarks"):
        return True
    return None


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One cache for all worker processes of a run: exporting the model takes seconds."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "wattbrief-cache"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def guidance(shared_cache: Path) -> "KnowledgeBase":
    """The real knowledge base; the first process that asks builds it, the others wait."""
    from knowledge.base import KnowledgeBase

    return KnowledgeBase.open(shared_cache)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point user data and configuration at the test's own folder, the cache at the shared one."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("WATTBRIEF_DATA_DIR", str(home / "data"))
    monkeypatch.setenv("WATTBRIEF_CONFIG_DIR", str(home / "config"))
    monkeypatch.setenv("WATTBRIEF_CACHE_DIR", str(shared_cache))
    return home
