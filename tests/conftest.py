"""Shared fixtures: a home of its own for every test, and the switch that runs benchmarks."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from knowledge.base import KnowledgeBase
from knowledge.paths import CACHE_VARIABLE

# The same examples in every run, whatever else is collected, and on no clock: a loaded machine is
# no counter-example.
settings.register_profile(
    "wattbrief",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("wattbrief")

# A shell without job control starts what runs in the background deaf to Ctrl-C; tests press it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

SLOW = (
    "knowledge/documents/test_hostile.py",
    "knowledge/documents/test_library.py",
    "knowledge/documents/test_reader.py",
    "knowledge/documents/test_size.py",
    "knowledge/postgres/",
    "knowledge/test_base.py",
    "knowledge/test_definitions.py",
    "knowledge/test_direct.py",
    "knowledge/test_in_doubt.py",
    "knowledge/test_sets.py",
    "knowledge/test_verdicts.py::test_first_words_of_questions_not_among_the_judged",
    "knowledge/wording/test_destination.py",
    "knowledge/wording/test_failures.py",
    "knowledge/wording/test_protocols.py",
    "knowledge/wording/test_support.py::test_faithful",
    "knowledge/wording/test_trust.py",
    "advisors/advice/test_budget_sweep.py",
    "advisors/advice/test_invariants.py",
    "advisors/advice/test_joint_serving.py",
    "advisors/advice/test_kept.py",
    "advisors/advice/test_stability.py",
    "advisors/advice/test_steady.py",
    "advisors/advice/test_what_if_why.py",
    "advisors/record/test_designs_as_a_whole.py",
    "advisors/record/test_examples.py",
    "advisors/record/test_files.py",
    "advisors/record/test_markdown.py",
    "advisors/record/test_moved.py",
    "advisors/record/test_record.py::test_hostile_names",
    "advisors/record/test_summary.py",
    "advisors/sensitivity/",
    "advisors/test_conflicts_level.py",
    "advisors/test_conflicts_model.py",
    "advisors/test_interview_history.py",
    "advisors/test_value_of_information.py",
    "tui/inquiry/",
    "tui/test_advise_many.py",
    "tui/test_advise_open.py::test_what_leaves_nothing",
    "tui/test_advise_text.py",
    "tui/test_ask_screen.py",
    "tui/test_beside.py",
    "tui/test_clashes_in_app.py",
    "tui/test_cli.py",
    "tui/test_contrast.py",
    "tui/test_cut_texts.py",
    "tui/test_fields.py",
    "tui/test_figures_screen.py",
    "tui/test_footer.py",
    "tui/test_help_panel.py",
    "tui/test_home.py",
    "tui/test_interview_screen.py",
    "tui/test_keys.py",
    "tui/test_knowledge_command.py",
    "tui/test_model_question.py",
    "tui/test_most_telling.py",
    "tui/test_mouse.py",
    "tui/test_moves.py",
    "tui/test_options_screen.py",
    "tui/test_places.py",
    "tui/test_plain.py",
    "tui/test_plain_names.py",
    "tui/test_record_screen.py",
    "tui/test_shared.py",
    "tui/test_sureness.py",
    "tui/test_whole.py",
    "tui/test_worded.py",
    "tui/test_wording.py",
)
"""Parts of the names of tests: a folder, a file, or how a test of it begins."""

_FIRST = ("tests/advisors/", "tests/estimators/", "tests/test_imports.py", "tests/knowledge/")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Benchmarks print figures and never fail on a clock, so they run only when asked for."""
    parser.addoption("--benchmarks", action="store_true", help="run tests/benchmarks")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave tests/benchmarks out unless --benchmarks is given."""
    if "benchmarks" in collection_path.parts and not config.getoption("--benchmarks"):
        return True
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make test-fast` leaves out, and put last what has to wait for the index."""
    for item in items:
        if any(part in item.nodeid for part in SLOW):
            item.add_marker(pytest.mark.slow)
    waiting = {_file_of(item) for item in items if _needs_index(item)}
    items.sort(key=lambda item: _turn(_file_of(item), waiting))


def _file_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _needs_index(item: pytest.Item) -> bool:
    return "base" in getattr(item, "fixturenames", ())


def _turn(file: str, waiting: set[str]) -> int:
    """Files that never open the index, then the faces, which may, then those that must.

    A file stays together: what it computes once is then computed in one worker process alone.
    Where one process runs all tests, nobody else builds the index: the faces come last, as each of
    them would begin to.
    """
    if file in waiting:
        return 1 if _alone() else 3
    return 0 if file.startswith(_FIRST) else 2


def _alone() -> bool:
    """Whether one process runs all tests."""
    return os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1") == "1"


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the first of several worker processes start the build, so that none stands still."""
    config = session.config
    first = os.environ.get("PYTEST_XDIST_WORKER") == "gw0"
    if not first or _alone() or os.environ.get(CACHE_VARIABLE):
        return
    if not any(_needs_index(item) for item in session.items):
        return
    folder = _shared_folder(config._tmp_path_factory)  # type: ignore[attr-defined]
    building = subprocess.Popen(
        [sys.executable, "-m", "tui", "prepare"],
        env={**os.environ, CACHE_VARIABLE: str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    config.add_cleanup(lambda: _end(building))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Whoever waits for a build that ends here builds it instead."""
    process.terminate()
    process.wait()


def _shared_folder(paths: pytest.TempPathFactory) -> Path:
    """The cache of all processes of this run; workers have folders of their own below one."""
    base = paths.getbasetemp()
    found = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "wattbrief-cache"
    found.mkdir(exist_ok=True)
    return found


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter; pytest's own may be entered by their owner alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        if os.geteuid() == 0 and not all(part.stat().st_mode & 0o001 for part in folder.parents):
            pytest.skip(f"{folder.parent} is closed to other users, whom tests of root turn into")
        yield folder
        folder.chmod(0o755)


@pytest.fixture(scope="session")
def built_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all worker processes of a run: building it takes most of a minute.

    A cache named in the environment when the run starts is used again.
    """
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    return _shared_folder(tmp_path_factory)


@pytest.fixture(scope="session")
def base(built_cache: Path) -> KnowledgeBase:
    """The real knowledge base; the first process that asks builds it, the others wait."""
    return KnowledgeBase.open(built_cache)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, built_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point user data and configuration at the test's own folder, the cache at the shared one.

    What the terminal is that tests are started from makes no difference to them.
    """
    home = tmp_path / "home"
    home.mkdir()
    for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("WATTBRIEF_DATA_DIR", str(home / "data"))
    monkeypatch.setenv("WATTBRIEF_CONFIG_DIR", str(home / "config"))
    monkeypatch.setenv(CACHE_VARIABLE, str(built_cache))
    return home
