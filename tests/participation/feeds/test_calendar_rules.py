"""A calendar program reads from our events the dates that our own rules give, over both clock changes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings

from services.participation.activities.schedule_rules import Weekly, rule_text
from services.participation.feeds.calendar_rules import Told, events, sequence
from services.participation.feeds.calendars import END, beginning, time_zone
from services.participation.schedules.date_rules import Cancelled, Closed, Days, Moved, Schedule, dates_of
from tests.participation.test_date_rules import on, schedule, schedules, year_of
from tests.participation.test_schedule_rules import HERE

CHANGED = datetime(2026, 11, 1, 12, tzinfo=UTC)
Date = tuple[datetime, datetime, bool]
DAYLIGHT = [(date(2026, 10, 12), date(2026, 11, 9)), (date(2027, 3, 15), date(2027, 4, 12))]


def told(each: Schedule, **parts: Any) -> Told:
    whole: dict[str, Any] = {
        "uid": str(each.activity),
        "rrule": rule_text(each.rule, each.zone),
        "title": "Koffie, thee; en koek",
        "text": "Eerste regel\nTweede regel \\ met een streep. " + "Lang " * 30,
        "category": "Ontmoeten",
        "location": "Buurtkamer, Straat 1",
        "point": (52.04, 4.3),
        "address": "https://voorbeeld.test/activiteiten/1",
        "changed": CHANGED,
        "sequence": 1,
    }
    return Told(**(whole | parts))


def text_of(each: Schedule, days: Days) -> bytes:
    made = "".join(events(told(each), each, days)).encode()
    return beginning("Proef") + time_zone("Europe/Amsterdam", 2026) + made + END


def read(text: bytes, days: Days) -> list[Date]:
    """As a calendar program has it: starts, ends, and whether they are cancelled."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(*days)
    return sorted((utc(each, "DTSTART"), utc(each, "DTEND"), each["STATUS"] == "CANCELLED") for each in found)


def utc(event: Any, name: str) -> datetime:
    moment: datetime = event[name].dt
    return moment.astimezone(UTC)


def ours(each: Schedule, days: Days) -> list[Date]:
    found = dates_of(each, days)
    return sorted((moment.starts_at, moment.ends_at, moment.status == "cancelled") for moment in found)


@pytest.mark.parametrize("days", DAYLIGHT)
def test_ten_o_clock_stays_ten_o_clock(days: Days) -> None:
    each = schedule(start=on("2026-09-01T10:00"), end=on("2026-09-01T12:00"))
    found = read(text_of(each, days), days)
    assert found == ours(each, days)
    assert len({start.hour for start, _, _ in found}) == 2
    assert {start.astimezone(HERE).hour for start, _, _ in found} == {10}


def test_every_kind_of_exception() -> None:
    days = (date(2026, 12, 1), date(2027, 4, 1))
    each = schedule(
        rule=Weekly(1, (1, 3)),
        not_in=frozenset({"public-holidays", "school-holidays", "ramadan"}),
        dates=(on("2026-12-24T20:00"), on("2027-01-09T09:30")),
        by_hand={
            on("2026-12-03T10:00"): Cancelled("Ziek"),
            on("2026-12-08T10:00"): Moved(on("2026-12-09T13:00"), on("2026-12-09T14:00"), "Zaal bezet"),
        },
        closed=(Closed(date(2027, 1, 12), date(2027, 1, 14)),),
    )
    assert read(text_of(each, days), days) == ours(each, days)
    series, *instead = icalendar.Calendar.from_ical(text_of(each, days)).walk("VEVENT")
    assert [event["STATUS"] for event in instead] == ["CANCELLED", "CONFIRMED"]
    assert {str(event["UID"]) for event in (series, *instead)} == {str(each.activity)}
    assert "EXDATE" in series
    assert "RRULE" not in instead[0]
    assert str(instead[0]["DESCRIPTION"]).startswith("Ziek\n\n")


def test_a_single_date_is_one_event_wherever_it_went() -> None:
    days = (date(2026, 12, 1), date(2027, 1, 1))
    start = on("2026-12-01T10:00")
    moved = schedule(rule=None, by_hand={start: Moved(on("2026-12-02T10:00"), on("2026-12-02T11:00"))})
    cancelled = schedule(rule=None, by_hand={start: Cancelled()})
    shut = schedule(rule=None, closed=(Closed(start.date(), start.date()),))
    for each in (moved, cancelled, shut):
        assert read(text_of(each, days), days) == ours(each, days)
    assert "RECURRENCE-ID" not in next(events(told(moved), moved, days))
    assert list(events(told(shut), shut, days)) == []


def test_a_full_date_says_so_and_the_others_do_not() -> None:
    days = (date(2026, 12, 1), date(2027, 1, 1))
    first, second, *_ = dates_of(schedule(), days)
    asked = list(events(told(schedule(), full=frozenset({second.id}), phone="070 1"), schedule(), days))
    assert [b"Vol. Bel even of er nog plek is: 070 1." in each.encode() for each in asked] == [False, True]
    assert f"RECURRENCE-ID;TZID=Europe/Amsterdam:{second.local_start:%Y%m%dT%H%M%S}" in asked[1]
    (_, unknown) = events(told(schedule(), full=frozenset({first.id})), schedule(), days)
    assert "Vol. Vraag bij de plek" in unknown


def test_lines_are_folded_and_signs_escaped() -> None:
    text = text_of(schedule(), (date(2026, 12, 1), date(2027, 1, 1)))
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert rb"SUMMARY:Koffie\, thee\; en koek" in text
    event: Any = icalendar.Calendar.from_ical(text.decode()).walk("VEVENT")[0]
    assert event["DESCRIPTION"].startswith("Eerste regel\nTweede regel \\ met")
    assert text.count(b"BEGIN:VTIMEZONE") == 1


def test_the_sequence_rises_with_every_change() -> None:
    later = CHANGED + timedelta(seconds=1)
    assert sequence(1, CHANGED) < sequence(2, CHANGED) < sequence(3, later)
    assert sequence(1_500_000_000, CHANGED + timedelta(days=3650)) < 2**31


@settings(max_examples=40, deadline=None)
@given(schedules())
def test_a_calendar_program_reads_the_dates_of_any_schedule(each: Schedule) -> None:
    days = year_of(each.start)
    starts = {(start, cancelled) for start, _, cancelled in ours(each, days)}
    text = text_of(each, (days[0] - timedelta(days=30), days[1] + timedelta(days=30)))
    wide = (days[0] - timedelta(days=2), days[1] + timedelta(days=2))
    found = {(start, cancelled) for start, _, cancelled in read(text, wide)}
    assert starts <= found
    assert {start for start, _ in found} <= {start for start, _, _ in ours(each, wide)} | {
        start for start, _, _ in ours(each, (wide[0] - timedelta(days=3), wide[1] + timedelta(days=3)))
    }
