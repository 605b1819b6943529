"""A copy of the index, for tests that change it."""

import shutil
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.params import load_params
from knowledge.prepare import Place
from knowledge.weights import find_weights


@pytest.fixture
def copied(base: KnowledgeBase, built_cache: Path, tmp_path: Path) -> Path:
    """A cache of its own to do harm to."""
    assert base.ready
    place = Place.of(built_cache, find_weights(), load_params())
    for folder in (place.model, place.index):
        shutil.copytree(folder, tmp_path / "cache" / folder.name)
    return tmp_path / "cache"
