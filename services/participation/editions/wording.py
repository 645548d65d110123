"""The words of paper: one TOML file per language in `words/`; adding a language is adding a file."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "words"
FIRST = "nl"


@cache
def languages() -> tuple[str, ...]:
    """The second languages that there are words for."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml") if file.stem != FIRST))


@cache
def words_in(language: str) -> "Words":
    """Raises FileNotFoundError for a language without a file."""
    return Words(language, tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")))


@dataclass(frozen=True, eq=False)
class Words:
    """Dates, times and sentences of one language."""

    language: str
    given: Mapping[str, Any]

    @property
    def direction(self) -> str:
        return str(self.given["direction"])

    def part(self, name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.given[name]
        return found

    def say(self, key: str, **values: Any) -> str:
        return str(self.given["say"][key]).format(**values)

    def month(self, first: date) -> str:
        return self.say("month", month=self.given["months"][first.month - 1], year=first.year)

    def weekday(self, number: int) -> str:
        """1 is Monday."""
        return str(self.given["weekdays"][number - 1])

    def day(self, day: date) -> str:
        return self.say("day", day=day.day, month=self._month_in_date(day))

    def day_with_weekday(self, day: date) -> str:
        return self.say("weekday_and_day", weekday=self.weekday(day.isoweekday()), day=self.day(day))

    def clock(self, moment: time) -> str:
        return self.say("clock", hour=moment.hour, minute=f"{moment.minute:02}")

    def hours(self, start: time, end: time) -> str:
        return self.say("hours", start=self.clock(start), end=self.clock(end))

    def days(self, days: Iterable[date]) -> str:
        """`1, 15 en 29 december`; over two months `29 december en 5 januari`."""
        by_month = [list(found) for _, found in groupby(sorted(days), key=lambda day: (day.year, day.month))]
        said = [self._of_month(found) for found in by_month]
        return self.listed(said)

    def _of_month(self, days: Sequence[date]) -> str:
        numbers = self.listed([str(day.day) for day in days])
        return self.say("day", day=numbers, month=self._month_in_date(days[0]))

    def _month_in_date(self, day: date) -> str:
        months = self.given.get("months_in_dates", self.given["months"])
        return str(months[day.month - 1])

    def listed(self, parts: Sequence[str]) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return f"{str(self.given['comma']).join(parts[:-1])}{self.given['and']}{parts[-1]}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
