"""Bundles: whole or absent, checked, locked; weights that are trusted or refused."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import BrokenIndexError, BusyError, WeightsError
from knowledge.store import MANIFEST, Proof, build_bundle, check_bundle, locked, write_atomically
from knowledge.weights import MODEL_VARIABLE, Weights, find_weights, sha256_of, verify


def _fill(folder: Path) -> dict[str, object]:
    (folder / "a.bin").write_bytes(b"x" * 1000)
    return {"made": 1}


def test_a_bundle_is_checked_and_its_facts_come_back(tmp_path: Path) -> None:
    build_bundle(tmp_path / "b", _fill)
    assert check_bundle(tmp_path / "b", deep=True) == {"made": 1}
    assert {path.name for path in tmp_path.iterdir()} == {"b", "home"}


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".b-ab12cd"
    left.mkdir()
    (left / "a.bin").write_bytes(b"half")
    other = tmp_path / ".other-ab12cd"
    other.mkdir()
    build_bundle(tmp_path / "b", _fill)
    assert not left.exists()
    assert other.exists()


def test_a_failed_build_leaves_the_old_bundle(tmp_path: Path) -> None:
    build_bundle(tmp_path / "b", _fill)

    def fail(folder: Path) -> dict[str, object]:
        (folder / "half").write_bytes(b"1")
        raise OSError(28, "no space left on device")

    with pytest.raises(OSError, match="no space"):
        build_bundle(tmp_path / "b", fail)
    assert check_bundle(tmp_path / "b", deep=True) == {"made": 1}
    assert {path.name for path in tmp_path.iterdir()} == {"b", "home"}


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda f: (f / "a.bin").write_bytes(b"x" * 10), "10 bytes instead of 1000"),
        (lambda f: (f / "a.bin").unlink(), "missing"),
        (lambda f: (f / "a.bin").write_bytes(b"y" * 1000), "checksum"),
        (lambda f: (f / MANIFEST).write_text("{"), "cannot be read"),
        (lambda f: (f / MANIFEST).write_text(json.dumps({"files": {}})), "cannot be read"),
        (lambda f: (f / MANIFEST).unlink(), "cannot be read"),
    ],
)
def test_harm_is_found_and_explained(
    tmp_path: Path, harm: Callable[[Path], object], said: str
) -> None:
    build_bundle(tmp_path / "b", _fill)
    harm(tmp_path / "b")
    with pytest.raises(BrokenIndexError, match=said) as caught:
        check_bundle(tmp_path / "b", deep=True)
    assert "rebuil" in caught.value.fix


def test_a_proof_names_the_harm_as_the_reason_of_whatever_failed(tmp_path: Path) -> None:
    build_bundle(tmp_path / "b", _fill)
    whole = Proof(tmp_path / "b")
    with whole:
        pass
    assert whole.holds
    with pytest.raises(ZeroDivisionError), Proof(tmp_path / "b"):
        _ = 1 // 0
    (tmp_path / "b" / "a.bin").write_bytes(b"y" * 1000)
    harmed = Proof(tmp_path / "b")
    with pytest.raises(BrokenIndexError, match="checksum") as caught, harmed:
        _ = 1 // 0
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert not harmed.holds
    assert "wattbrief prepare" in caught.value.fix


def test_the_lock_keeps_others_out(tmp_path: Path) -> None:
    entered = threading.Event()
    leave = threading.Event()

    def hold() -> None:
        with locked(tmp_path / "build.lock"):
            entered.set()
            leave.wait(300)

    holder = threading.Thread(target=hold)
    holder.start()
    assert entered.wait(300)
    with pytest.raises(BusyError, match="in use"), locked(tmp_path / "build.lock", 0.05):
        pass
    leave.set()
    holder.join()
    with locked(tmp_path / "build.lock", 300.0):
        pass


def test_atomic_writes_replace_and_leave_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "sub" / "file"
    write_atomically(target, b"one")
    write_atomically(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(target.parent.iterdir()) == [target]


def test_the_installed_weights_are_the_trusted_ones() -> None:
    weights = find_weights()
    verify(weights)
    assert sha256_of(weights.file) == weights.trusted_sha256


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    real = find_weights()
    altered = bytearray(real.file.read_bytes())
    altered[-1] ^= 1
    (tmp_path / "model.safetensors").write_bytes(altered)
    with pytest.raises(WeightsError, match="not the original") as caught:
        verify(Weights(tmp_path, real.trusted_sha256))
    assert "Do not use" in caught.value.fix


def test_missing_weights_are_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODEL_VARIABLE, str(tmp_path))
    with pytest.raises(WeightsError, match=r"model\.safetensors does not exist"):
        find_weights()
