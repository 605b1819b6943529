"""Shared fixtures: a home of its own for every test, and the switch that runs benchmarks."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from knowledge.base import KnowledgeBase
from knowledge.paths import CACHE_VARIABLE

# A loaded machine is no counter-example: properties are about values, not about milliseconds.
settings.register_profile("wattbrief", deadline=None)
settings.load_profile("wattbrief")

_SLOW = (
    "knowledge/postgres/",
    "knowledge/test_sets.py",
    "knowledge/test_base.py::test_two_processes_open_at_once",
    "knowledge/test_base.py::test_a_truncated_index_is_rebuilt",
    "knowledge/wording/test_support.py::test_faithful",
    "knowledge/documents/test_size.py",
    "knowledge/documents/test_library.py::test_the_approximate_index_finds_the_same",
    "knowledge/documents/test_hostile.py::test_stopping_inside",
    "estimators/test_calibration.py",
    "advisors/record/test_moved.py",
    "advisors/record/test_record.py::test_hostile_names",
    "advisors/advice/test_kept.py",
    "advisors/advice/test_stability.py",
    "tui/test_most_telling.py",
    "tui/inquiry/test_faces.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Benchmarks print figures and never fail on a clock, so they run only when asked for."""
    parser.addoption("--benchmarks", action="store_true", help="run tests/benchmarks")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave tests/benchmarks out unless --benchmarks is given."""
    if "benchmarks" in collection_path.parts and not config.getoption("--benchmarks"):
        return True
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What `make test-fast` leaves out: tests that start servers, fit models or build indexes."""
    for item in items:
        if any(part in item.nodeid for part in _SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def built_cache(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One cache for all worker processes of a run: building it takes most of a minute.

    A cache named in the environment when the run starts is used again.
    """
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "wattbrief-cache"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def base(built_cache: Path) -> KnowledgeBase:
    """The real knowledge base; the first process that asks builds it, the others wait."""
    return KnowledgeBase.open(built_cache)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, built_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point user data and configuration at the test's own folder, the cache at the shared one."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("WATTBRIEF_DATA_DIR", str(home / "data"))
    monkeypatch.setenv("WATTBRIEF_CONFIG_DIR", str(home / "config"))
    monkeypatch.setenv(CACHE_VARIABLE, str(built_cache))
    return home
