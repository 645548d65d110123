"""The quantile of Student's t distribution, for any positive degrees of freedom; relative error below 1e-12."""

from math import exp, gamma, log1p, pi, sqrt
from statistics import NormalDist

TINY = 1e-300
ENOUGH = 1e-16
SERIES_FROM = 80.0
MANY = 1000.0
"""From here the expansion around the normal quantile is exact to 1e-13, where the continued fraction loses digits."""


def t_quantile(probability: float, df: float) -> float:
    """t with P(T ≤ t) = probability, by Newton's steps from a normal start on the exact tail.

    Raises ValueError unless 0 < probability < 1 and df > 0.
    """
    if not 0 < probability < 1 or not df > 0:
        raise ValueError("a t quantile needs 0 < probability < 1 and df > 0")
    if probability == 0.5:
        return 0.0
    if probability < 0.5:
        return -t_quantile(1 - probability, df)
    if df > MANY:
        return _near_normal(NormalDist().inv_cdf(probability), df)
    low, high = 0.0, NormalDist().inv_cdf(probability) + 1
    while upper_tail(high, df) > 1 - probability:
        low, high = high, high * 2
    return _root(1 - probability, df, low, high)


def _near_normal(z: float, df: float) -> float:
    """Abramowitz & Stegun 26.7.5."""
    s = z * z
    terms = (
        (s + 1) / 4,
        ((5 * s + 16) * s + 3) / 96,
        (((3 * s + 19) * s + 17) * s - 15) / 384,
        ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92160,
    )
    return z + z * sum(term / df**power for power, term in enumerate(terms, start=1))


def _root(tail: float, df: float, low: float, high: float) -> float:
    """Newton's step where it stays between the bounds, else half way; the bounds close in on the root."""
    t = (low + high) / 2
    for _ in range(200):
        excess = upper_tail(t, df) - tail
        low, high = (t, high) if excess > 0 else (low, t)
        stepped = t + excess / density(t, df)
        following = stepped if low < stepped < high else (low + high) / 2
        if abs(following - t) <= 1e-15 * t:
            return following
        t = following
    return t


def density(t: float, df: float) -> float:
    return _gamma_ratio(df / 2) / sqrt(pi * df) * exp(-(df + 1) / 2 * log1p(t * t / df))


def upper_tail(t: float, df: float) -> float:
    """P(T > t) for t ≥ 0: half the incomplete beta function I(df/2, 1/2) at df/(df + t²)."""
    if t == 0:
        return 0.5
    a, b, x = df / 2, 0.5, df / (df + t * t)
    front = exp(-a * log1p(t * t / df)) * (t / sqrt(df + t * t)) * _gamma_ratio(a) / sqrt(pi)
    if x < (a + 1) / (a + b + 2):
        return front * _continued_fraction(x, a, b) / a / 2
    return 0.5 - front * _continued_fraction(t * t / (df + t * t), b, a) / b / 2


def _gamma_ratio(x: float) -> float:
    """Γ(x + ½) / Γ(x); the series (Abramowitz & Stegun 6.1.49) where the gamma function would lose digits."""
    if x <= SERIES_FROM:
        return gamma(x + 0.5) / gamma(x)
    y = 1 / x
    return sqrt(x) * (1 + y * (-1 / 8 + y * (1 / 128 + y * (5 / 1024 + y * (-21 / 32768 + y * (-399 / 262144))))))


def _continued_fraction(x: float, a: float, b: float) -> float:
    """Of the incomplete beta function (Lentz's method; Press et al. 2007, 6.4)."""
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, 100_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            result *= c * d
        if abs(c * d - 1) < ENOUGH:
            break
    return result


def _away_from_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
