"""Words of time: when somebody wants to go ("woensdagmiddag", "vanavond", "dit weekend")."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = {f"day-{name}": n for n, name in enumerate(("mo", "tu", "we", "th", "fr", "sa", "su"), start=1)}
HOURS = {"morning": range(12), "afternoon": range(12, 18), "evening": range(17, 24)}
"""By the hour in which it starts. At half past five one is in time for both: what starts then is after work too."""
SATURDAY, WEEK = 6, 7


def coming(first: int, last: int) -> Callable[[date], tuple[date, date]]:
    return lambda today: (today + timedelta(days=first), today + timedelta(days=last))


def until_sunday(today: date, start: int = 0) -> tuple[date, date]:
    """From that day of the week on, or from today when it has come; `start` 8 is Monday next."""
    monday = today - timedelta(days=today.isoweekday())
    sunday = monday + timedelta(days=WEEK if start <= WEEK else 2 * WEEK)
    return max(today, monday + timedelta(days=start)), sunday


SPANS: dict[str, Callable[[date], tuple[date, date]]] = {
    "today": coming(0, 0),
    "tomorrow": coming(1, 1),
    "day-after-tomorrow": coming(2, 2),
    "this-week": until_sunday,
    "this-weekend": lambda today: until_sunday(today, SATURDAY),
    "next-week": lambda today: until_sunday(today, WEEK + 1),
}
CONCEPTS = WEEKDAYS.keys() | HOURS.keys() | SPANS.keys()


@dataclass(frozen=True)
class Moment:
    """ISO weekdays (1–7), parts of the day and days (the last included) that were named; empty where nothing was."""

    weekdays: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return bool(self.weekdays or self.parts or self.first)

    @property
    def hours(self) -> list[int]:
        """Those in which it may start; empty for all."""
        return sorted({hour for part in self.parts for hour in HOURS[part]})


def moment_of(concepts: Iterable[str], today: date) -> Moment:
    """Of all words of time together: "zaterdag en zondag" is both days, "morgen" with "avond" one evening."""
    named = set(concepts)
    spans = [span(today) for name, span in SPANS.items() if name in named]
    return Moment(
        tuple(number for name, number in WEEKDAYS.items() if name in named),
        tuple(part for part in HOURS if part in named),
        min((first for first, _ in spans), default=None),
        max((last for _, last in spans), default=None),
    )
