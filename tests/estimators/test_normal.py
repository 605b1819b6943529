"""Normal quantiles against those of SciPy, and that advice does without it."""

import subprocess
import sys

import numpy as np
import pytest
from scipy.special import ndtri

from estimators.normal import normal_quantile

ADVISE = """
import sys
from advisors.advice import advise
from advisors.examples import load_example
from estimators.facts import load_facts
advise(load_example("insurer-support-chat"), load_facts())
print(sorted({name.partition(".")[0] for name in sys.modules} & {"scipy", "charset_normalizer"}))
"""


def test_quantiles_are_those_of_scipy_from_the_middle_to_the_far_tails() -> None:
    tails = np.logspace(-300, -1, 5_000)
    share = np.concatenate([np.linspace(1e-9, 1.0 - 1e-9, 50_001), tails, 1.0 - tails[-500:]])
    share = share[share < 1.0]
    assert normal_quantile(share) == pytest.approx(ndtri(share), rel=1e-14, abs=1e-15)


def test_quantiles_keep_the_shape_and_mirror_at_a_half() -> None:
    share = np.array([[0.05, 0.5, 0.95]])
    found = normal_quantile(share)
    assert found.shape == share.shape
    assert found == pytest.approx(-found[:, ::-1])
    assert float(normal_quantile(0.95)) == pytest.approx(1.6448536269514722, rel=1e-14)


def test_advice_is_computed_without_scipy() -> None:
    """A quarter of a second of a command that advises once was its import."""
    done = subprocess.run(
        [sys.executable, "-c", ADVISE], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
