"""The dates of a schedule on paper: holidays, closed weeks, and dates that were changed by hand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from dateutil.rrule import rrule, rruleset, rrulestr
from hypothesis import given
from hypothesis import strategies as some

from services.participation.activities.schedule_rules import Rule, Weekly, instant, rule_text
from services.participation.schedules.change_rules import changes_between, same_day
from services.participation.schedules.date_rules import (
    Cancelled,
    Closed,
    Moment,
    Moved,
    Schedule,
    dates_of,
    local_time,
    not_over,
    occurrence_id,
)
from services.participation.schedules.holiday_rules import (
    KINDS,
    PUBLIC_HOLIDAYS,
    RAMADAN,
    REGIONS,
    SCHOOL_HOLIDAYS,
    days_off,
    holidays_of,
    known_until,
    school_holidays,
)
from tests.participation.test_schedule_rules import ACTIVITY, HERE, monthly_rules, weekly_rules

TUESDAY = datetime.fromisoformat("2026-12-01T10:00")
WEEKLY = Weekly(1, (1,))
WINTER = (date(2026, 12, 1), date(2027, 1, 13))


def on(text: str) -> datetime:
    return datetime.fromisoformat(text)


def schedule(**parts: Any) -> Schedule:
    whole: dict[str, Any] = {"rule": WEEKLY, "start": TUESDAY, "end": TUESDAY + timedelta(hours=2), "zone": HERE}
    return Schedule(activity=ACTIVITY, **(whole | {"region": "midden"} | parts))


def seen(**parts: Any) -> list[str]:
    found = dates_of(schedule(**parts), WINTER)
    return [f"{local_time(each.starts_at, HERE):%m-%d %H:%M} {each.status}" for each in found]


@pytest.mark.parametrize(
    ("year", "name", "first", "last"),
    [
        (2026, "Voorjaarsvakantie", "2026-02-14", "2026-02-22"),
        (2026, "Zomervakantie", "2026-07-18", "2026-08-30"),
        (2026, "Herfstvakantie", "2026-10-17", "2026-10-25"),
        (2026, "Kerstvakantie", "2026-12-19", "2027-01-03"),
    ],
)
def test_school_holidays_are_those_of_the_ministry(year: int, name: str, first: str, last: str) -> None:
    """Regio Midden, Regeling vaststelling schoolvakanties 2025–2030."""
    found = holidays_of(SCHOOL_HOLIDAYS, "midden", date(year, 1, 10), date(year, 12, 31))
    assert [(f"{each.first_day}", f"{each.last_day}") for each in found if each.name == name] == [(first, last)]


def test_public_holidays_are_those_of_the_law() -> None:
    """Algemene termijnenwet, art. 3; the fifth of May is one of them every year."""
    found = holidays_of(PUBLIC_HOLIDAYS, None, date(2027, 1, 1), date(2027, 12, 31))
    assert [f"{each.first_day:%m-%d}" for each in found] == [
        *("01-01", "03-26", "03-28", "03-29", "04-27", "05-05", "05-06", "05-16", "05-17", "12-25", "12-26"),
    ]


def test_ramadan_is_that_of_the_umm_al_qura_calendar_and_says_so() -> None:
    (found,) = holidays_of(RAMADAN, None, date(2027, 1, 1), date(2027, 12, 31))
    assert (found.first_day, found.last_day) == (date(2027, 2, 8), date(2027, 3, 8))
    assert found.note == "De eerste en de laatste dag kunnen een dag schelen."


@pytest.mark.parametrize("region", REGIONS)
def test_school_holidays_are_known_for_whole_school_years_and_no_further(region: str) -> None:
    known = school_holidays(region)
    last = known_until(SCHOOL_HOLIDAYS, region)
    assert last == known[-1].last_day
    assert known[-1].name == "Zomervakantie"
    assert last >= date(2030, 8, 18)
    assert days_off([SCHOOL_HOLIDAYS], region, last + timedelta(days=1), date(2090, 1, 1)) == {}
    for earlier, later in pairwise(known):
        assert earlier.first_day <= earlier.last_day < later.first_day
    per_year = {year: sum(each.first_day.year == year for each in known) for year in range(2015, last.year)}
    assert set(per_year.values()) == {5}


def test_holidays_are_left_out() -> None:
    before, holiday, after = ("12-01", "12-08", "12-15"), ("12-22", "12-29"), ("01-05", "01-12")
    assert seen() == [f"{day} 10:00 planned" for day in (*before, *holiday, *after)]
    assert seen(not_in={SCHOOL_HOLIDAYS}) == [f"{day} 10:00 planned" for day in (*before, *after)]
    assert seen(not_in={SCHOOL_HOLIDAYS}, region=None) == seen()
    fridays = {"start": on("2026-12-04T10:00"), "end": on("2026-12-04T11:00"), "rule": Weekly(1, (4,))}
    assert "12-25 10:00 planned" in seen(**fridays)
    left = seen(not_in={PUBLIC_HOLIDAYS}, **fridays)
    assert left == [f"{day} 10:00 planned" for day in ("12-04", "12-11", "12-18", "01-08")]


def test_a_date_that_somebody_named_is_not_left_out_for_a_holiday() -> None:
    named = (datetime.fromisoformat("2026-12-24T15:00"), datetime.fromisoformat("2026-12-29T10:00"))
    found = seen(not_in={SCHOOL_HOLIDAYS}, dates=named)
    assert found[3:5] == ["12-24 15:00 planned", "12-29 10:00 planned"]
    single = TUESDAY.replace(day=22)
    assert seen(rule=None, start=single, end=single + timedelta(hours=1), not_in=set(KINDS)) == ["12-22 10:00 planned"]


def test_closed_days_are_left_out_first_and_last_included() -> None:
    closed = (Closed(date(2026, 12, 8), date(2026, 12, 15)), Closed(date(2026, 12, 29), date(2026, 12, 29)))
    assert seen(closed=closed) == [f"{day} 10:00 planned" for day in ("12-01", "12-22", "01-05", "01-12")]


def test_a_moved_date_is_judged_by_the_day_it_was_moved_to() -> None:
    into = {on("2026-12-01T10:00"): Moved(on("2026-12-09T10:00"), on("2026-12-09T11:00"))}
    out = {on("2026-12-08T10:00"): Moved(on("2026-12-11T10:00"), on("2026-12-11T11:00"))}
    closed = (Closed(date(2026, 12, 7), date(2026, 12, 10)),)
    assert seen(closed=closed, by_hand=into)[0] == "12-15 10:00 planned"
    assert seen(closed=closed, by_hand=out)[:3] == ["12-01 10:00 planned", "12-11 10:00 moved", "12-15 10:00 planned"]
    holiday = {on("2026-12-22T10:00"): Moved(on("2026-12-18T10:00"), on("2026-12-18T11:00"))}
    assert "12-18 10:00 moved" in seen(not_in={SCHOOL_HOLIDAYS}, by_hand=holiday)


def test_changes_of_dates_that_the_rule_does_not_give_do_nothing() -> None:
    strange: Mapping[datetime, Cancelled | Moved] = {
        on("2026-12-01T11:00"): Cancelled(),
        on("2026-12-02T10:00"): Moved(on("2026-12-03T10:00"), on("2026-12-03T11:00")),
    }
    assert seen(by_hand=strange) == seen()


def test_ten_o_clock_stays_ten_o_clock_over_both_changes_of_the_clock() -> None:
    days = (date(2026, 10, 1), date(2027, 5, 1))
    start = on("2026-10-06T10:00")
    found = dates_of(schedule(start=start, end=start + timedelta(hours=2)), days)
    assert {f"{local_time(each.starts_at, HERE):%H:%M}–{local_time(each.ends_at, HERE):%H:%M}" for each in found} == {
        "10:00–12:00"
    }
    assert [f"{each.starts_at:%m-%d %H:%M}" for each in found][2:4] == ["10-20 08:00", "10-27 09:00"]
    assert [f"{each.starts_at:%m-%d %H:%M}" for each in found][24:26] == ["03-23 09:00", "03-30 08:00"]


@some.composite
def schedules(draw: some.DrawFn) -> Schedule:
    """With holidays, closed weeks, dates besides, and changes by hand of dates that are there and that are not."""
    rule, start = draw(weekly_rules() | monthly_rules())
    near = some.timedeltas(timedelta(0), timedelta(days=300)).map(
        lambda after: (start + after).replace(second=0, microsecond=0)
    )
    lasts = timedelta(minutes=draw(some.integers(15, 1440)))
    rule_dates = [each.local_start for each in dates_of(plain(rule, start, lasts), year_of(start))]
    ones = some.sampled_from(rule_dates)
    moved = some.builds(lambda to: Moved(to, to + timedelta(hours=1)), near)
    closed = some.builds(lambda a, b: Closed(min(a, b).date(), max(a, b).date()), near, near)
    return Schedule(
        activity=ACTIVITY,
        rule=rule,
        start=start,
        end=start + lasts,
        zone=HERE,
        dates=tuple(draw(some.sets(near, max_size=3))),
        not_in=draw(some.frozensets(some.sampled_from(KINDS))),
        region=draw(some.sampled_from(REGIONS)),
        by_hand=draw(some.dictionaries(ones | near, moved | some.just(Cancelled()), max_size=5)),
        closed=tuple(draw(some.lists(closed, max_size=1))),
    )


def plain(rule: Rule, start: datetime, lasts: timedelta) -> Schedule:
    return Schedule(ACTIVITY, rule, start, start + lasts, HERE)


def year_of(start: datetime) -> tuple[date, date]:
    return start.date(), start.date() + timedelta(days=366)


@given(schedules())
def test_dates_are_those_of_another_expansion(made: Schedule) -> None:
    """dateutil's own reading of the text (RRULE, RDATE, EXDATE), then moves and closed days one by one."""
    first, before = year_of(made.start)
    every = rruleset()
    rule = rrulestr(in_local_time(made), dtstart=made.start)
    assert isinstance(rule, rrule)
    every.rrule(rule)
    off = {day for kind in made.not_in for each in holidays_of(kind, made.region, first, before) for day in each.days}
    whole = every.between(made.start, made.start + timedelta(days=500), inc=True)
    for start in whole:
        if start.date() in off and start not in made.by_hand:
            every.exdate(start)
    expected = []
    left = every.between(made.start, made.start + timedelta(days=500), inc=True)
    for start in {*left, *made.dates}:
        done = made.by_hand.get(start)
        begins = done.start if isinstance(done, Moved) else start
        closed = any(each.first_day <= begins.date() <= each.last_day for each in made.closed)
        within = first <= begins.date() < before or first <= start.date() < before
        if within and (isinstance(done, Cancelled) or not closed):
            expected.append((occurrence_id(ACTIVITY, start), instant(begins, HERE)))
    found = [(each.id, each.starts_at) for each in dates_of(made, (first, before))]
    assert sorted(found) == sorted(expected)
    assert [at for _, at in found] == sorted(at for _, at in found)


def in_local_time(made: Schedule) -> str:
    """The text of its rule; dateutil wants the end in the zone of the start, which has none."""
    assert made.rule
    text = str(rule_text(made.rule, made.zone)).split(";UNTIL=")[0]
    return text + (f";UNTIL={made.rule.until:%Y%m%dT%H%M%S}" if made.rule.until else "")


@given(schedules(), some.integers(0, 200), some.integers(1, 100))
def test_any_window_shows_the_same_dates(made: Schedule, skipped: int, length: int) -> None:
    first, before = year_of(made.start)
    low = first + timedelta(days=skipped)
    high = low + timedelta(days=length)
    wide = dates_of(made, (first - timedelta(days=400), before + timedelta(days=400)))
    here = [
        each
        for each in wide
        if low <= each.local_start.date() < high or low <= local_time(each.starts_at, HERE).date() < high
    ]
    assert dates_of(made, (low, high)) == here


NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


def moment(name: int, hours: float, status: str = "planned", lasts: float = 2) -> Moment:
    """A date so many hours from now."""
    starts = NOW + timedelta(hours=hours)
    local = local_time(starts, HERE)
    return Moment(UUID(int=name), ACTIVITY, local, starts, starts + timedelta(hours=lasts), status)


def test_what_changes_is_told_to_whom_it_concerns() -> None:
    written = [
        *(moment(1, 24), moment(2, 48), moment(3, 72, "cancelled"), moment(4, 96, "moved"), moment(5, 120)),
        *(moment(6, 144, "withdrawn"), moment(7, 168, "withdrawn"), moment(8, -1)),
    ]
    wanted = [
        *(moment(1, 24, "cancelled"), moment(2, 50, "moved"), moment(3, 72), moment(4, 96, "moved", 3)),
        *(moment(6, 144), moment(9, 400)),
    ]
    found = changes_between(written, wanted, NOW)
    assert [each.id.int for each in found.new] == [9]
    assert [each.id.int for each in found.changed] == [1, 2, 3, 4, 6]
    assert [each.id.int for each in found.gone] == [5, 7]
    told = {"off": [1, 5], "moved": [2, 4], "on_again": [3, 6]}
    assert {name: [id_.int for id_ in getattr(found, name)] for name in told} == told
    assert found.carried == {}


def test_what_has_begun_keeps_its_times_but_can_be_cancelled() -> None:
    assert changes_between([moment(1, -1)], [moment(1, -1, lasts=3)], NOW).changed == []
    found = changes_between([moment(1, -1)], [moment(1, -1, "cancelled", lasts=3)], NOW)
    assert found.changed == [moment(1, -1, "cancelled")]


def test_a_new_time_on_the_same_day_takes_the_people_along() -> None:
    found = changes_between([moment(1, 24), moment(2, 48)], [moment(3, 25), moment(4, 96)], NOW)
    assert {old.int: new.int for old, new in found.carried.items()} == {1: 3}
    assert [id_.int for id_ in found.off] == [2]


def test_the_old_time_again_takes_the_people_back() -> None:
    found = changes_between([moment(1, 24, "withdrawn"), moment(2, 25)], [moment(1, 24)], NOW)
    assert {old.int: new.int for old, new in found.carried.items()} == {2: 1}
    assert (found.off, found.on_again) == ([], [])


def test_two_dates_on_one_day_are_not_mixed_up() -> None:
    morning, afternoon, noon = (on(f"2026-12-01T{hour}:00") for hour in (10, 14, 12))
    assert same_day([morning, afternoon], [noon]) == {}
    assert same_day([morning], [noon, afternoon]) == {}
    assert same_day([morning], [noon]) == {morning: noon}


@given(schedules(), schedules(), some.integers(0, 100))
def test_after_the_changes_the_table_is_as_the_schedule_wants(old: Schedule, new: Schedule, days: int) -> None:
    """Dates that have begun aside; and nobody is told twice."""
    now = instant(old.start, HERE) + timedelta(days=days)
    window = (now.date() - timedelta(days=1), now.date() + timedelta(days=98))
    written, wanted = (not_over(dates_of(each, window), now) for each in (old, new))
    found = changes_between(written, wanted, now)
    table = {each.id: each for each in written}
    for each in found.gone:
        del table[each.id]
    table |= {each.id: each for each in (*found.new, *found.changed)}
    begun = {each.id for each in written if each.starts_at <= now}
    to_come = {id_: each for id_, each in table.items() if id_ not in begun}
    assert to_come == {each.id: each for each in wanted if each.id not in begun}
    told = [*found.off, *found.moved, *found.on_again, *found.carried]
    assert len(told) == len(set(told))
    assert set(told) <= {each.id for each in written}
