"""What `make test-fast` leaves out is there: a name that is gone would leave out nothing."""

from pathlib import Path

import pytest

from tests.conftest import SLOW


@pytest.mark.parametrize("part", SLOW)
def test_what_is_named_as_slow_exists(part: str) -> None:
    path, _, begins = part.partition("::")
    found = Path(__file__).parent / path
    assert found.is_dir() if part.endswith("/") else found.is_file()
    assert not begins or f"\ndef {begins}" in found.read_text(encoding="utf-8")
