"""Words of time, as days, weekdays and parts of the day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from services.participation.search.moment_rules import CONCEPTS, SPANS, Moment, moment_of

THURSDAY, SATURDAY, SUNDAY = date(2026, 11, 26), date(2026, 11, 28), date(2026, 11, 29)
DAYS = some.dates(date(2000, 1, 1), date(2100, 1, 1))


def days(concept: str, today: date) -> tuple[date | None, date | None]:
    found = moment_of([concept], today)
    return found.first, found.last


def test_nothing_is_said_by_other_words() -> None:
    assert not moment_of(["sewing", "older-people"], THURSDAY)


def test_a_weekday_and_a_part_of_the_day_go_together() -> None:
    found = moment_of(["day-we", "afternoon"], THURSDAY)
    assert found == Moment(weekdays=(3,), parts=("afternoon",))
    assert found.hours == [12, 13, 14, 15, 16, 17]


def test_two_of_a_kind_are_both_meant() -> None:
    assert moment_of(["day-su", "day-sa"], THURSDAY).weekdays == (6, 7)
    assert moment_of(["evening", "morning"], THURSDAY).hours == [*range(12), *range(17, 24)]
    both = moment_of(["today", "tomorrow"], THURSDAY)
    assert (both.first, both.last) == (THURSDAY, THURSDAY + timedelta(days=1))


def test_days_are_counted_from_today() -> None:
    assert days("today", THURSDAY) == (THURSDAY, THURSDAY)
    assert days("tomorrow", THURSDAY) == (date(2026, 11, 27), date(2026, 11, 27))
    assert days("day-after-tomorrow", THURSDAY) == (SATURDAY, SATURDAY)


def test_a_week_ends_on_sunday() -> None:
    assert days("this-week", THURSDAY) == (THURSDAY, SUNDAY)
    assert days("this-week", SUNDAY) == (SUNDAY, SUNDAY)
    assert days("next-week", THURSDAY) == (date(2026, 11, 30), date(2026, 12, 6))
    assert days("next-week", SUNDAY) == (date(2026, 11, 30), date(2026, 12, 6))


def test_of_a_weekend_that_has_begun_the_rest_is_meant() -> None:
    assert days("this-weekend", THURSDAY) == (SATURDAY, SUNDAY)
    assert days("this-weekend", SATURDAY) == (SATURDAY, SUNDAY)
    assert days("this-weekend", SUNDAY) == (SUNDAY, SUNDAY)


@given(some.sampled_from(sorted(SPANS)), DAYS)
def test_no_span_begins_in_the_past_or_is_longer_than_a_week(name: str, today: date) -> None:
    first, last = SPANS[name](today)
    assert today <= first <= last < first + timedelta(days=7)


@given(some.lists(some.sampled_from(sorted(CONCEPTS)), min_size=1))
def test_every_word_of_time_says_when(concepts: list[str]) -> None:
    assert moment_of(concepts, THURSDAY)
