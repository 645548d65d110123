"""What a period is called, and on which days it falls. Pure."""

from calendar import monthrange
from datetime import date

from services.indicators.results.estimated import Period

MONTHS = {
    "": (1, 12),
    "voorjaar": (3, 5),
    "najaar": (9, 11),
    "Q1": (1, 3),
    "Q2": (4, 6),
    "Q3": (7, 9),
    "Q4": (10, 12),
}
"""First and last month. Autumn is September to November: the deal does not say, and that is our reading (Art. 3)."""


def period_of(label: str) -> Period:
    """`2019`, `2019-najaar`, `2019-Q3`. Raises KeyError for another label, which metadata can't have."""
    year, _, part = label.partition("-")
    first, last = MONTHS[part]
    ends = date(int(year), last, monthrange(int(year), last)[1])
    return Period(label=label, starts=date(int(year), first, 1), ends=ends)
