"""Schedules: what rules mean, on paper and over the nights that the clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.participation.activities.schedule_rules import (
    DAYS,
    Monthly,
    Refused,
    Rule,
    Weekly,
    days_offered,
    days_written,
    instant,
    local_starts,
    read_rule,
    rule_text,
)
from services.participation.schedules.date_rules import Moment, Schedule, dates_of, occurrence_id

HERE = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime.fromisoformat("2026-10-20T10:00")
ACTIVITY = UUID("0b5a4c5e-0000-4000-8000-000000000001")


def rule(text: str, start: datetime = TUESDAY) -> Rule:
    found = read_rule(text, start, HERE)
    assert not isinstance(found, Refused), found
    return found


def schedule(read: Rule, start: datetime, lasts: timedelta = timedelta(hours=1)) -> Schedule:
    return Schedule(ACTIVITY, read, start, start + lasts, HERE)


def starts(text: str | None, first: date, before: date, start: datetime = TUESDAY) -> list[str]:
    read = rule(text, start) if text else None
    return [f"{found:%m-%d %H:%M}" for found in local_starts(read, start, first, before)]


def test_every_week_on_two_days() -> None:
    found = starts("FREQ=WEEKLY;BYDAY=TU,FR", date(2026, 10, 20), date(2026, 11, 3))
    assert found == ["10-20 10:00", "10-23 10:00", "10-27 10:00", "10-30 10:00"]


def test_every_two_weeks_counts_from_the_first_week() -> None:
    found = starts("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,MO", date(2026, 10, 20), date(2026, 11, 18))
    assert found == ["10-20 10:00", "11-02 10:00", "11-03 10:00", "11-16 10:00", "11-17 10:00"]


def test_a_rule_without_days_is_about_the_day_of_the_first_date() -> None:
    assert rule("FREQ=WEEKLY") == Weekly(1, (1,))


def test_every_eight_weeks() -> None:
    found = starts("FREQ=WEEKLY;INTERVAL=8", date(2026, 10, 20), date(2027, 3, 1))
    assert found == ["10-20 10:00", "12-15 10:00", "02-09 10:00"]


def test_the_third_tuesday_of_every_month() -> None:
    found = starts("FREQ=MONTHLY;BYDAY=3TU", date(2026, 10, 1), date(2027, 2, 1))
    assert found == ["10-20 10:00", "11-17 10:00", "12-15 10:00", "01-19 10:00"]


def test_the_last_friday_of_every_third_month() -> None:
    friday = datetime.fromisoformat("2026-10-30T10:00")
    found = starts("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", date(2026, 10, 1), date(2027, 8, 1), friday)
    assert found == ["10-30 10:00", "01-29 10:00", "04-30 10:00", "07-30 10:00"]


def test_two_days_of_the_month() -> None:
    found = starts("FREQ=MONTHLY;BYDAY=3TU,1TU", date(2026, 10, 1), date(2026, 12, 1))
    assert found == ["10-20 10:00", "11-03 10:00", "11-17 10:00"]
    assert rule_text(rule("FREQ=MONTHLY;BYDAY=3TU,1TU"), HERE) == "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU,3TU"


def test_one_date() -> None:
    assert starts(None, date(2026, 10, 20), date(2026, 10, 21)) == ["10-20 10:00"]
    assert starts(None, date(2026, 10, 21), date(2026, 10, 31)) == []


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("UNTIL=20261103", "11-03 10:00"),
        ("UNTIL=20261102", "10-27 10:00"),
        ("UNTIL=20261103T090000Z", "11-03 10:00"),
        ("UNTIL=20261103T085959Z", "10-27 10:00"),
        ("COUNT=2", "10-27 10:00"),
    ],
)
def test_a_rule_can_end(end: str, last: str) -> None:
    assert starts(f"FREQ=WEEKLY;{end}", date(2026, 10, 1), date(2027, 10, 1))[-1] == last


REFUSED = {
    "FREQ=DAILY": "rrule-frequency",
    "FREQ=MONTHLY": "rrule-byday",
    "FREQ=MONTHLY;BYDAY=TU": "rrule-byday",
    "FREQ=MONTHLY;BYDAY=5TU": "rrule-byday",
    "FREQ=MONTHLY;BYDAY=3TU,3TU": "rrule-byday",
    "FREQ=MONTHLY;BYDAY=2TU": "rrule-start",
    "FREQ=MONTHLY;BYDAY=3TU;INTERVAL=4": "rrule-interval",
    "FREQ=MONTHLY;BYMONTHDAY=20": "rrule-part",
    "FREQ=WEEKLY;BYMONTH=1": "rrule-part",
    "FREQ=WEEKLY;WKST=SU": "rrule-part",
    "FREQ=WEEKLY;INTERVAL=9": "rrule-interval",
    "FREQ=WEEKLY;INTERVAL=x": "rrule-interval",
    "FREQ=WEEKLY;BYDAY=1TU": "rrule-byday",
    "FREQ=WEEKLY;BYDAY=TU,TU": "rrule-byday",
    "FREQ=WEEKLY;BYDAY=WE": "rrule-start",
    "FREQ=WEEKLY;COUNT=2;UNTIL=20261201": "rrule-end",
    "FREQ=WEEKLY;COUNT=0": "rrule-count",
    "FREQ=WEEKLY;COUNT=²": "rrule-count",
    "FREQ=WEEKLY;COUNT=1001": "rrule-count",
    "FREQ=WEEKLY;UNTIL=soon": "rrule-until",
    "FREQ=WEEKLY;UNTIL=20261019": "rrule-until",
    "FREQ=WEEKLY;UNTIL=20261399": "rrule-until",
    "FREQ=WEEKLY;UNTIL=99991231T235959Z": "rrule-until",
    "FREQ=WEEKLY;FREQ=WEEKLY": "rrule",
    "every week": "rrule",
    "FREQ=": "rrule",
    "": "rrule",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_we_do_not_do_is_refused_with_a_sentence(text: str) -> None:
    found = read_rule(text, TUESDAY, HERE)
    assert isinstance(found, Refused)
    assert found.code == REFUSED[text]
    assert found.sentence.endswith(".")


@given(some.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    for sent in (text, f"FREQ=WEEKLY;UNTIL={text}", f"FREQ=WEEKLY;COUNT={text}", f"FREQ=MONTHLY;BYDAY={text}"):
        assert isinstance(read_rule(sent, TUESDAY, HERE), Weekly | Monthly | Refused)


local_times = some.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2030-01-01")).map(
    lambda found: found.replace(second=0, microsecond=0)
)


@some.composite
def weekly_rules(draw: some.DrawFn) -> tuple[Weekly, datetime]:
    start = draw(local_times)
    days = draw(some.sets(some.integers(0, 6))) | {start.weekday()}
    until, count = draw(
        some.one_of(
            some.just((None, None)),
            some.tuples(some.none(), some.integers(1, 60)),
            some.tuples(some.timedeltas(timedelta(0), timedelta(days=400)).map(lambda d: start + d), some.none()),
        )
    )
    if until:
        until = until.replace(microsecond=0, second=0)
        until = until.replace(hour=12) if until.hour in (2, 3) else until
        until = max(until, start)
    return Weekly(draw(some.integers(1, 8)), tuple(sorted(days)), until, count), start


@some.composite
def monthly_rules(draw: some.DrawFn) -> tuple[Monthly, datetime]:
    """The start is on one of the days: as an n-th weekday, or the last."""
    start = draw(local_times)
    number = (start.day - 1) // 7 + 1
    last = (start + timedelta(days=7)).month != start.month
    own = (-1 if number == 5 or (last and draw(some.booleans())) else number, start.weekday())
    others = draw(some.sets(some.tuples(some.sampled_from([1, 2, 3, 4, -1]), some.integers(0, 6)), max_size=3))
    count = draw(some.none() | some.integers(1, 30))
    return Monthly(draw(some.integers(1, 3)), tuple(sorted({own, *others})), None, count), start


def monthly_by_hand(read: Monthly, start: datetime, years: int = 4) -> list[datetime]:
    """Every day looked at by itself: is it such a day of such a month?"""
    found = []
    for number in range(366 * years):
        day = start + timedelta(days=number)
        months = (day.year - start.year) * 12 + day.month - start.month
        last = (day + timedelta(days=7)).month != day.month
        names = {((day.day - 1) // 7 + 1, day.weekday())} | ({(-1, day.weekday())} if last else set())
        if months % read.interval == 0 and names & set(read.days):
            found.append(day)
    return found[: read.count]


@given(monthly_rules(), some.integers(0, 700), some.integers(0, 400))
def test_days_of_the_month_are_those_that_a_calendar_shows(
    made: tuple[Monthly, datetime], skipped: int, length: int
) -> None:
    read, start = made
    first = start.date() + timedelta(days=skipped - 100)
    before = first + timedelta(days=length)
    expected = [each for each in monthly_by_hand(read, start) if first <= each.date() < before]
    assert list(local_starts(read, start, first, before)) == expected
    assert read_rule(str(rule_text(read, HERE)), start, HERE) == read


@given(weekly_rules())
def test_a_rule_reads_back_as_it_was_written(made: tuple[Weekly, datetime]) -> None:
    written, start = made
    if start.hour not in (2, 3):
        assert read_rule(str(rule_text(written, HERE)), start, HERE) == written


@given(weekly_rules(), some.integers(0, 500), some.integers(0, 200))
def test_dates_fall_on_their_days_in_their_weeks_at_their_time(
    made: tuple[Weekly, datetime], skipped: int, length: int
) -> None:
    read, start = made
    first = start.date() + timedelta(days=skipped - 100)
    found = local_starts(read, start, first, first + timedelta(days=length))
    monday = start.date() - timedelta(days=start.weekday())
    expected = [
        datetime.combine(day, start.time())
        for day in (start.date() + timedelta(days=number) for number in range(800))
        if day.weekday() in read.days and ((day - monday).days // 7) % read.interval == 0
    ]
    expected = [each for each in expected if read.until is None or each <= read.until][: read.count]
    assert list(found) == [each for each in expected if first <= each.date() < first + timedelta(days=length)]


@given(weekly_rules(), some.integers(15, 1440))
def test_wall_clock_stays_and_ends_come_after_starts(made: tuple[Weekly, datetime], minutes: int) -> None:
    read, start = made
    end = start + timedelta(minutes=minutes)
    found = dates_of(schedule(read, start, end - start), (start.date(), start.date() + timedelta(days=370)))
    for each in found:
        assert each.starts_at < each.ends_at <= each.starts_at + timedelta(hours=25)
        wall = each.starts_at.astimezone(HERE).replace(tzinfo=None)
        assert wall == each.local_start or wall == each.local_start + timedelta(hours=1)  # skipped by the clock
    assert len({each.id for each in found}) == len(found)


@given(weekly_rules(), some.integers(0, 60))
def test_dates_keep_their_ids_when_the_calendar_moves(made: tuple[Weekly, datetime], days: int) -> None:
    read, start = made

    def seen(today: date) -> dict[UUID, Moment]:
        found = dates_of(schedule(read, start), days_written(today))
        return {each.id: each for each in found}

    before, after = seen(start.date()), seen(start.date() + timedelta(days=days))
    for shared in before.keys() & after.keys():
        assert before[shared] == after[shared]


@pytest.mark.parametrize(
    ("day", "offset"),
    [(date(2026, 3, 28), 1), (date(2026, 3, 29), 2), (date(2026, 10, 24), 2), (date(2026, 10, 25), 1)],
)
def test_ten_o_clock_is_ten_o_clock_on_both_sides_of_a_change(day: date, offset: int) -> None:
    local = datetime.combine(day, time(10))
    assert instant(local, HERE) == local.replace(tzinfo=UTC) - timedelta(hours=offset)


def test_a_time_that_the_clock_skips_goes_by_the_old_clock() -> None:
    assert instant(datetime.fromisoformat("2026-03-29T02:30"), HERE) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_of_a_time_that_is_there_twice_the_first_is_meant() -> None:
    assert instant(datetime.fromisoformat("2026-10-25T02:30"), HERE) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_id_is_of_the_activity_and_the_start_that_the_rule_gives() -> None:
    assert occurrence_id(ACTIVITY, TUESDAY) == occurrence_id(ACTIVITY, datetime.fromisoformat("2026-10-20T10:00:00"))
    assert occurrence_id(ACTIVITY, TUESDAY) != occurrence_id(uuid4(), TUESDAY)


def test_a_missed_night_leaves_all_that_is_offered_written() -> None:
    today = date(2026, 11, 24)
    assert days_offered(today + timedelta(days=7))[1] <= days_written(today)[1]
    assert DAYS[0] == "MO"
