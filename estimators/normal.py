"""Quantiles of the standard normal distribution, without SciPy.

SciPy's take a quarter of a second to import, which is a fifth of a command that advises once.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
CENTRE = 0.425
"""Distance from a half up to which one ratio of polynomials serves."""
FAR = 5.0
"""Root of the negative logarithm of the tail from which on the third ratio serves."""
# Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988): highest power first.
_MIDDLE = (
    (
        2509.0809287301226727,
        33430.575583588128105,
        67265.770927008700853,
        45921.953931549871457,
        13731.693765509461125,
        1971.5909503065514427,
        133.14166789178437745,
        3.387132872796366608,
    ),
    (
        5226.495278852854561,
        28729.085735721942674,
        39307.89580009271061,
        21213.794301586595867,
        5394.1960214247511077,
        687.1870074920579083,
        42.313330701600911252,
        1.0,
    ),
)
_TAIL = (
    (
        7.7454501427834140764e-4,
        0.0227238449892691845833,
        0.24178072517745061177,
        1.27045825245236838258,
        3.64784832476320460504,
        5.7694972214606914055,
        4.6303378461565452959,
        1.42343711074968357734,
    ),
    (
        1.05075007164441684324e-9,
        5.475938084995344946e-4,
        0.0151986665636164571966,
        0.14810397642748007459,
        0.68976733498510000455,
        1.6763848301838038494,
        2.05319162663775882187,
        1.0,
    ),
)
_FAR_TAIL = (
    (
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        0.0012426609473880784386,
        0.026532189526576123093,
        0.29656057182850489123,
        1.7848265399172913358,
        5.4637849111641143699,
        6.6579046435011037772,
    ),
    (
        2.04426310338993978564e-15,
        1.4215117583164458887e-7,
        1.8463183175100546818e-5,
        7.868691311456132591e-4,
        0.0148753612908506148525,
        0.13692988092273580531,
        0.59983220655588793769,
        1.0,
    ),
)


def normal_quantile(share: ArrayLike) -> FloatArray:
    """Values that a standard normal variable stays below with given probabilities.

    Args:
        share: Probabilities, between 0 and 1 exclusive; any shape, so is the result.
    """
    p = np.asarray(share, dtype=float)
    from_half = p - 0.5
    root = np.sqrt(-np.log(np.minimum(p, 1.0 - p)))
    found = _ratio(_TAIL, root - 1.6)
    far = root > FAR
    if far.any():
        found = np.where(far, _ratio(_FAR_TAIL, root - FAR), found)
    middle = from_half * _ratio(_MIDDLE, CENTRE**2 - from_half**2)
    return np.where(np.abs(from_half) <= CENTRE, middle, np.copysign(found, from_half))


def _ratio(pair: tuple[Sequence[float], Sequence[float]], x: FloatArray) -> FloatArray:
    """Numerator over denominator, each by Horner's rule."""
    above, below = (np.full_like(x, powers[0]) for powers in pair)
    for a, b in zip(pair[0][1:], pair[1][1:], strict=True):
        above *= x
        above += a
        below *= x
        below += b
    return np.asarray(above / below)
