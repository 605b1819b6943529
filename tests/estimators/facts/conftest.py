"""The shipped facts, and copies of them to damage."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from estimators.facts import Facts, load_facts
from estimators.facts.load import DATA

Damage = Callable[..., Path]


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A private copy of the data files."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def damage(data: Path) -> Damage:
    """Writes one cell of one file of the copy and returns the folder."""

    def write(file: str, row: str, column: str, value: str) -> Path:
        path = data / file
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        found = [cells for cells in rows if cells.get("id") == row]
        assert found, f"{file} has no row {row}"
        found[0][column] = value
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return data

    return write
