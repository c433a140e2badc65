"""How sure a finding is among many that were looked for: tails, combined and adjusted p-values."""

from __future__ import annotations

from math import erfc, pi, sqrt

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

_erfc = np.frompyfunc(erfc, 1, 1)
LEAST_P = 1e-300
# A skewness below this leaves the normal tail as it is to four digits.
HARDLY_SKEWED = 1e-4


def normal_tail(z: Values) -> Values:
    """Probability that a standard normal number exceeds `z`, any shape.

    >>> normal_tail(np.array([0.0, 1.6449])).round(3).tolist()
    [0.5, 0.05]
    """
    tails = np.asarray(_erfc(np.asarray(z) / sqrt(2.0)), dtype=np.float64)
    return np.asarray(np.maximum(tails / 2.0, LEAST_P))


def skewed_tail(z: Values, skewness: Values) -> Values:
    """Probability that a standardised gamma number (Pearson III) of that skewness exceeds `z`.

    Sums of products of sparse counts have a longer right tail than the normal law. The cube-root
    transform to normal is good to a few per cent of the tail (E. B. Wilson and M. M. Hilferty,
    PNAS 17, 1931, doi:10.1073/pnas.17.12.684). Negative skewness counts as none, which errs on the
    side of fewer findings.
    """
    skew = np.maximum(skewness, HARDLY_SKEWED)
    root = np.cbrt(np.maximum(skew * z / 2.0 + 1.0, 0.0))
    return normal_tail(6.0 / skew * (root - 1.0) + skew / 6.0)


def combined(p: Values) -> Values:
    """One p-value for the last axis: some of these null hypotheses is false.

    The Cauchy combination ``1/2 - arctan(mean tan((1/2 - p) pi)) / pi`` holds in the tail whatever
    the dependence between them (Y. Liu and J. Xie, JASA 115, 2020,
    doi:10.1080/01621459.2018.1554485).

    >>> combined(np.array([0.01, 0.01])).round(4), combined(np.array([1e-9, 0.9])).round(10)
    (np.float64(0.01), np.float64(2e-09))
    """
    safe = np.clip(p, LEAST_P, 1.0 - 1e-12)
    # Near 0 the tangent is 1 / (p pi), which doesn't lose the digits that 1/2 - p loses.
    wide = np.where(safe < 1e-8, 1.0 / (safe * pi), np.tan((0.5 - safe) * pi))
    mean = wide.mean(axis=-1)
    tail = np.where(mean > 1e8, 1.0 / (mean * pi), 0.5 - np.arctan(mean) / pi)
    return np.asarray(np.clip(tail, LEAST_P, 1.0))


def adjusted(p: Values, *, any_dependence: bool = False) -> Values:
    """q-values: the share of false ones among findings that are kept up to each p-value.

    Y. Benjamini and Y. Hochberg (JRSS B 57, 1995, doi:10.1111/j.2517-6161.1995.tb02031.x), valid
    for independent or positively dependent tests; with `any_dependence` Y. Benjamini and
    D. Yekutieli (Annals of Statistics 29, 2001, doi:10.1214/aos/1013699998), which divides by
    ``1 + 1/2 + … + 1/m``. NaN stands for what wasn't tested: it doesn't count and stays NaN.

    >>> adjusted(np.array([0.01, 0.04, np.nan, 0.03, 0.5])).round(4).tolist()
    [0.04, 0.0533, nan, 0.0533, 0.5]
    """
    q = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    number = len(tested)
    if not number:
        return q
    order = tested[np.argsort(p[tested], kind="stable")]
    scale = float(np.sum(1.0 / np.arange(1, number + 1))) if any_dependence else 1.0
    steps = p[order] * number * scale / np.arange(1, number + 1)
    q[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return q
