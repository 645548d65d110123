"""Months as a reader chooses them."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton

from frontend.languages import current


@dataclass(frozen=True)
class Month:
    """`id` is YYYY-MM."""

    id: str
    name: str


def coming_months(today: date, number: int) -> list[Month]:
    """This month and those after it."""
    counted = [today.year * 12 + today.month - 1 + each for each in range(number)]
    return [month_of(date(each // 12, each % 12 + 1, 1)) for each in counted]


def month_named(text: str) -> Month:
    """Of YYYY-MM."""
    return month_of(date.fromisoformat(f"{text}-01"))


def month_of(first: date) -> Month:
    return Month(f"{first:%Y-%m}", str(format_skeleton("yMMMM", first, locale=current().locale)))
