"""Which counts of people who flowed on can be shown without telling of a few people.

All that is ever shown is worked out here, of one quarter and one pair of steps at a time:

- the count of all wijken together, when it is not small;
- the counts per wijk, all or none of them: when one wijk's count is small but not zero, none is shown.

So no difference of a total and its parts leaves a small number: a total stands there with all its parts, which are not
small, or with none. Longer periods are sums of what is shown of their quarters, so periods that overlap tell nothing
that their quarters do not. In the running quarter, whose counts grow day by day, only the total is shown, rounded down
to a multiple of the smallest number: from one day to the next it stays, or grows by as many people.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

FLOOR = 3
"""With two, a total of two in two wijken would tell that it is one in each."""


def quarter_of(day: date) -> date:
    """Its first day."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def quarter_named(name: str) -> date:
    """`2026-Q2` begins on 2026-04-01."""
    year, number = name.split("-Q")
    return date(int(year), 3 * int(number) - 2, 1)


def name_of(quarter: date) -> str:
    return f"{quarter.year}-Q{quarter.month // 3 + 1}"


def quarters_back(quarter: date, how_many: int) -> date:
    months = quarter.year * 12 + quarter.month - 1 - 3 * how_many
    return date(months // 12, months % 12 + 1, 1)


@dataclass(frozen=True)
class Shown:
    """Of one quarter and one pair of steps. None is not shown: small, or it would give a small one away."""

    total: int | None
    by_wijk: Mapping[str, int] | None
    provisional: bool = False

    def of(self, wijk: str | None) -> int | None:
        if wijk is None:
            return self.total
        return None if self.by_wijk is None else self.by_wijk.get(wijk, 0)


def shown(counts: Mapping[str, int], smallest: int, is_over: bool) -> Shown:
    """`counts` per wijk of one quarter and one pair of steps; wijken that are left out have none."""
    total = sum(counts.values())
    if total < smallest:
        return Shown(None, None, not is_over)
    if not is_over:
        return Shown(total - total % smallest, None, provisional=True)
    some_are_small = any(0 < count < smallest for count in counts.values())
    return Shown(total, None if some_are_small else dict(counts))
