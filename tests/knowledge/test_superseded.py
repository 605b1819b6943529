"""Bundles of earlier versions go once they are not used any more; what others use stays."""

import os
import shutil
import time
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.params import load_params
from knowledge.prepare import Place, build, ensure
from knowledge.store import UNUSED_S, mark_used, remove_unused
from knowledge.weights import find_weights


def _folder(cache: Path, name: str, age_s: float) -> Path:
    folder = cache / name
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    os.utime(folder, (time.time() - age_s,) * 2)
    return folder


def test_only_what_nobody_used_for_a_day_goes(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    present = _folder(cache, "guidance-new", 9 * UNUSED_S)
    _folder(cache, "guidance-old", 2 * UNUSED_S)
    _folder(cache, ".guidance-dead-x1", 2 * UNUSED_S)
    _folder(cache, "guidance-other-version", UNUSED_S / 2)
    _folder(cache, "model-old", 9 * UNUSED_S)
    _folder(cache, "elsewhere", 9 * UNUSED_S)
    (cache / "guidance-link").symlink_to(cache / "elsewhere")
    assert remove_unused(present) == [".guidance-dead-x1", "guidance-old"]
    left = {path.name for path in cache.iterdir()}
    assert left == {
        "guidance-new", "guidance-other-version", "guidance-link", "model-old", "elsewhere",
    }  # fmt: skip


def test_what_is_used_again_stays(tmp_path: Path) -> None:
    old = _folder(tmp_path / "cache", "guidance-old", 2 * UNUSED_S)
    mark_used(old)
    assert remove_unused(tmp_path / "cache" / "guidance-new") == []
    mark_used(tmp_path / "nowhere")  # nothing to mark is no error


def test_opening_marks_the_bundle(copied: Path) -> None:
    place = Place.of(copied, find_weights(), load_params())
    long_ago = time.time() - 3 * UNUSED_S
    os.utime(place.index, (long_ago, long_ago))
    KnowledgeBase.open(copied)
    assert place.index.stat().st_mtime > time.time() - UNUSED_S


def test_a_build_clears_away_what_it_replaces(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bundles are real; only the making of the index is a copy, which takes no minute."""
    weights, params = find_weights(), load_params()
    done = Place.of(copied, weights, params)
    cache = tmp_path / "own"
    shutil.copytree(done.model, cache / done.model.name)
    _folder(cache, "guidance-old", 2 * UNUSED_S)
    _folder(cache, "guidance-other-version", 0)

    def quickly(*args: object) -> dict[str, object]:
        into = next(arg for arg in args if isinstance(arg, Path))
        shutil.copyfile(done.index / "arrays.npz", into / "arrays.npz")
        return {}

    monkeypatch.setattr("knowledge.prepare.build_index", quickly)
    place = Place.of(cache, weights, params)
    build(place, weights, params, None)
    names = {path.name for path in cache.glob("guidance-*")}
    assert names == {place.index.name, "guidance-other-version"}
    ensure(place, weights, params, None)
    assert names == {path.name for path in cache.glob("guidance-*")}
