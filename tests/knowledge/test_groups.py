"""Best and mean of the best of each card, against a plain loop."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.groups import best_of_each, grouped, mean_of_best

COUNT = 5


@given(
    st.lists(st.tuples(st.integers(0, COUNT - 1), st.floats(-1, 1, width=32)), max_size=30),
    st.integers(1, 4),
)
def test_as_a_plain_loop_finds_them(pairs: list[tuple[int, float]], top: int) -> None:
    owners = sorted(card for card, _ in pairs)
    values = np.array([0.5, *(value for _, value in pairs)], dtype=np.float32)
    groups = grouped(np.arange(1, len(values)), owners)
    best = best_of_each(values, groups, COUNT)
    mean = mean_of_best(values, groups, COUNT, top)
    for card in range(COUNT):
        own = sorted(values[1 + n] for n, owner in enumerate(owners) if owner == card)[-top:]
        assert best[card] == max([0, *own])
        assert abs(mean[card] - (sum(own) / len(own) if own else 0)) < 1e-6
