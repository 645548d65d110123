"""Days off by kind, from libraries that are kept up: never guessed.

- Public holidays: those of the Algemene termijnenwet and the Sundays of Easter and Whitsun, by `holidays`.
- School holidays: as the ministry lays down for each region, by `holidays`. It knows whole school years up to
  `known_until`; what comes after is not known here, and nothing is left out then. In autumn and spring schools may
  choose other weeks, and many add a week in May.
- Ramadan: the Umm al-Qura calendar, by `hijridate`. Who waits for the moon to be seen may begin a day earlier or later.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from hijridate import Gregorian, Hijri
from hijridate.ummalqura import GREGORIAN_RANGE, HIJRI_RANGE
from holidays import OPTIONAL, PUBLIC, SCHOOL, country_holidays

PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS, RAMADAN = "public-holidays", "school-holidays", "ramadan"
KINDS = (PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS, RAMADAN)
REGIONS = ("noord", "midden", "zuid")
FIRST_YEAR, LAST_YEAR = 2014, 2100
"""Of what is looked for: the library has school holidays from 2014."""
SUMMER, AUTUMN = "Zomervakantie", "Herfstvakantie"
NOTES = {
    "Meivakantie": "Dit is de week die overal vrij is. Veel scholen hebben er nog een week bij.",
    AUTUMN: "Een school mag een andere week kiezen.",
    "Voorjaarsvakantie": "Een school mag een andere week kiezen.",
    "Ramadan": "De eerste en de laatste dag kunnen een dag schelen.",
}


@dataclass(frozen=True, order=True)
class Holiday:
    """Days off from `first_day` to `last_day`, both included; `note` is what one should know of how sure they are."""

    first_day: date
    last_day: date
    kind: str
    name: str

    @property
    def note(self) -> str | None:
        return NOTES.get(self.name)

    @property
    def days(self) -> Iterator[date]:
        return (self.first_day + timedelta(days=n) for n in range((self.last_day - self.first_day).days + 1))


@cache
def school_holidays(region: str) -> tuple[Holiday, ...]:
    """Of whole school years only: for a year without an autumn holiday the library falls back on mere arithmetic."""
    assert region in REGIONS, region
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    known = country_holidays("NL", region.capitalize(), years, categories=(SCHOOL,), language="nl")
    periods = list(_periods(sorted(known.items())))
    last_autumn = max(each.first_day for each in periods if each.name == AUTUMN)
    last_summer = min(each.last_day for each in periods if each.name == SUMMER and each.first_day > last_autumn)
    return tuple(each for each in periods if each.last_day <= last_summer)


def _periods(days: list[tuple[date, str]]) -> Iterator[Holiday]:
    """Days of one name in a row make a period."""
    first: date | None = None
    for number, (day, name) in enumerate(days):
        first = first or day
        if days[number + 1 : number + 2] != [(day + timedelta(days=1), name)]:
            yield Holiday(first, day, SCHOOL_HOLIDAYS, name)
            first = None


@cache
def public_holidays(year: int) -> tuple[Holiday, ...]:
    found = country_holidays("NL", years=year, categories=(PUBLIC, OPTIONAL), language="nl")
    return tuple(Holiday(day, day, PUBLIC_HOLIDAYS, name) for day, name in sorted(found.items()))


@cache
def ramadans() -> tuple[Holiday, ...]:
    first_year = Gregorian(FIRST_YEAR, 1, 1).to_hijri().year
    return tuple(_ramadan(year) for year in range(first_year, HIJRI_RANGE[1][0] + 1))


def _ramadan(year: int) -> Holiday:
    first = Hijri(year, 9, 1)
    return Holiday(first.to_gregorian(), Hijri(year, 9, first.month_length()).to_gregorian(), RAMADAN, "Ramadan")


def holidays_of(kind: str, region: str | None, first: date, last: date) -> list[Holiday]:
    """Periods of a kind that touch the days from `first` to `last`; school holidays need a region."""
    if kind == PUBLIC_HOLIDAYS:
        found = [each for year in range(first.year, last.year + 1) for each in public_holidays(year)]
    elif kind == SCHOOL_HOLIDAYS:
        found = list(school_holidays(region)) if region else []
    else:
        found = list(ramadans())
    return [each for each in found if each.first_day <= last and each.last_day >= first]


def known_until(kind: str, region: str | None) -> date | None:
    """The last day that the libraries know; None for what the law lets one work out for every year."""
    if kind == PUBLIC_HOLIDAYS:
        return None
    if kind == SCHOOL_HOLIDAYS:
        return school_holidays(region)[-1].last_day if region else date.min
    return date(*GREGORIAN_RANGE[1])


def days_off(kinds: Collection[str], region: str | None, first: date, last: date) -> Mapping[date, Holiday]:
    """Each day of these kinds from `first` to `last`, and of periods that go on, with what it belongs to."""
    return {day: each for kind in sorted(kinds) for each in holidays_of(kind, region, first, last) for day in each.days}
