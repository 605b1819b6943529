"""Files that a user names are opened without waiting, and none is left open."""

import os
from pathlib import Path

import pytest

from estimators.errors import InputError
from estimators.files import opened


def test_a_directory_is_refused_by_its_name_and_leaves_nothing_open(tmp_path: Path) -> None:
    free = os.dup(0)
    os.close(free)
    for _ in range(3):
        with pytest.raises(IsADirectoryError) as caught:
            opened(tmp_path)
        assert caught.value.filename == str(tmp_path)
    then = os.dup(0)
    os.close(then)
    assert then == free


def test_a_device_is_refused() -> None:
    with pytest.raises(InputError, match="a pipe or a device"):
        opened(Path(os.devnull))


def test_text_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes("model,chip\r\n".encode("utf-8-sig"))
    with opened(path) as text:
        assert text.read() == "model,chip\r\n"
