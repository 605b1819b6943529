"""Numbers must be the source's own: value, sign, unit, bound."""

import pytest

from knowledge.wording.quantities import unsupported

SOURCE = (
    "A cap of 175 W instead of 250 W meant +6.7% time and -23% energy; up to 44% less for 1,000 "
    "runs, at least two hours, half the cost, 10-20 GB."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "A cap of 175 W saved 23 % energy.",
        "It took 6.7 percent more time.",
        "It needs up to 44% less.",
        "At most 44% less.",
        "1000 runs were made.",
        "At least 2 h.",
        "Half of the cost.",
        "10 GB to 20 GB.",
        "No numbers here.",
    ],
)
def test_given_numbers_pass(sentence: str) -> None:
    assert unsupported(sentence, [SOURCE]) == ""


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("A cap of 180 W.", "180 W does not stand"),
        ("A cap of 175 kW.", "175 kW does not stand"),
        ("It meant +23% energy.", "does not stand"),
        ("It needs 44% less.", "is not bounded"),
        ("It needs at least 44% less.", "is not bounded"),
        ("Up to 175 W.", "is not bounded"),
        ("Twice the cost.", "Twice does not stand"),
        ("Three hours.", "Three does not stand"),
        ("100 runs.", "100 runs does not stand"),
        ("It took 7% more time.", "7% does not stand"),
    ],
)
def test_other_numbers_fail(sentence: str, reason: str) -> None:
    assert reason in unsupported(sentence, [SOURCE])
