"""What the judged queries measure. A ranking is a list of activity keys, best first, each activity once."""

from collections.abc import Collection, Iterable, Sequence
from statistics import fmean

FIRST = 10


def recall_at_10(relevant: Collection[str], ranking: Sequence[str]) -> float:
    """Share of the relevant activities among the first ten: 1.0 is the best that ten places allow.

    Raises ValueError for a query without relevant activities: it has no recall.
    """
    if not relevant:
        raise ValueError("a query for which nothing is relevant has no recall")
    found = len(set(relevant) & set(ranking[:FIRST]))
    return found / min(FIRST, len(relevant))


def reciprocal_rank(relevant: Collection[str], ranking: Sequence[str]) -> float:
    """1 for a relevant activity on top, 1/2 when the first one is second … and 0 when none is among the first ten."""
    ranks = (rank for rank, key in enumerate(ranking[:FIRST], start=1) if key in relevant)
    return 1 / next(ranks, float("inf"))


def mean(values: Iterable[float]) -> float:
    """Every query weighs the same. Raises StatisticsError when there are none."""
    return fmean(values)
