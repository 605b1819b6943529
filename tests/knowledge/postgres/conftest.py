"""One server for all tests of this folder, a database for each."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from knowledge.base import KnowledgeBase
from knowledge.postgres import SharedBase, SharedBaseSettings
from tests.knowledge.postgres.server import USER, find_binaries, running

_NUMBERS = itertools.count()
PATIENCE_S = 600
"""Only against hanging: a loaded machine is slow, not wrong."""


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """Folder of the socket of a running server."""
    binaries = find_binaries()
    if binaries.missing:
        pytest.skip(binaries.missing)
    with running(binaries) as folder:
        yield folder


def database(server: Path, *, vector: bool = False) -> str:
    """Make an empty database; returns its name."""
    name = f"base_{next(_NUMBERS)}"
    run(server, "postgres", f"CREATE DATABASE {name}")
    if vector:
        run(server, name, "CREATE EXTENSION vector")
    return name


def run(server: Path, name: str, *statements: str, user: str = USER) -> list[tuple[object, ...]]:
    """Run statements as the server's owner; rows of the last one, if it has any."""
    engine = create_engine(
        f"postgresql+psycopg2://{user}@/{name}?host={server}", isolation_level="AUTOCOMMIT"
    )
    rows: list[tuple[object, ...]] = []
    try:
        with engine.connect() as connection:
            for statement in statements:
                result = connection.execute(text(statement))
                rows = [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()
    return rows


def settings_of(server: Path, name: str, **more: object) -> SharedBaseSettings:
    """Settings for a database of the server."""
    fields: dict[str, object] = {"host": str(server), "database": name, "user": USER}
    fields |= {"timeout_s": PATIENCE_S, "statement_s": PATIENCE_S, **more}
    return SharedBaseSettings(**fields)  # type: ignore[arg-type]


@pytest.fixture
def settings(server: Path) -> SharedBaseSettings:
    """An empty database of one's own."""
    return settings_of(server, database(server))


@pytest.fixture
def shared(settings: SharedBaseSettings, base: KnowledgeBase) -> Iterator[SharedBase]:
    """A shared base without content."""
    with SharedBase.open(settings, base, create=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def filled(server: Path, base: KnowledgeBase) -> Iterator[SharedBase]:
    """A shared base with the guidance; for tests that only read."""
    with SharedBase.open(settings_of(server, database(server)), base, create=True) as opened:
        opened.refresh()
        yield opened
