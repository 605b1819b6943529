"""A percent of some answers of every realistic design; `test_stability` moves all."""

from zlib import crc32

import pytest

from advisors.advice import advise
from tests.advisors.advice.made import facts
from tests.advisors.advice.realistic import designs, moved, moves, unflagged


@pytest.mark.parametrize("name", designs())
def test_one_percent_of_a_realistic_design_turns_nothing_that_is_called_clear(name: str) -> None:
    """The promise of availability, which counts in whole machines, and two other answers."""
    design = designs()[name]
    known = moves(design)
    start = crc32(name.encode())
    picked = {known[(start + 7 * n) % len(known)] for n in range(2)}
    picked |= {move for move in known if move[0] == "availability"}
    before = advise(design, facts())
    for move in sorted(picked):
        assert not unflagged(before, advise(moved(design, move), facts())), move
