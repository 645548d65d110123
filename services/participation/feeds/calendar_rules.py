"""An activity as RFC 5545 says it: a repeating event, and one more for each date that was moved or cancelled.

The dates are those of `date_rules`: what these leave out (holidays, closed days) is an EXDATE here. The lines are
written here rather than by a library, which took a millisecond for each activity.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from services.participation.feeds.calendar_lines import line, local, moment, written
from services.participation.schedules.date_rules import Days, Moment, Schedule, dates_of, local_time, possible_starts

BACK = timedelta(weeks=13)
AHEAD = timedelta(days=366)
FULL = "Vol. Bel even of er nog plek is: {phone}."
FULL_NO_PHONE = "Vol. Vraag bij de plek of er nog iemand bij kan."
COUNTED_FROM = datetime(2019, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """What a calendar shows of an activity. `sequence` rises whenever anything of that is changed."""

    uid: str
    rrule: str | None
    title: str
    text: str
    category: str
    location: str
    point: tuple[float, float] | None
    address: str
    changed: datetime
    sequence: int
    full: frozenset[UUID] = frozenset()
    """Dates that a coordinator said are full; `phone` is where one asks for room."""
    phone: str | None = None


def days_told(today: date) -> Days:
    """The days whose exceptions a feed names. Further ahead a calendar has the rule, until it reads again."""
    return today - BACK, today + AHEAD


def sequence(mark: int, changed: datetime) -> int:
    """The mark of the last change (ADR 0017) rises with each, also with two in one second, and its time never falls:
    nor does their sum. A calendar has 31 bits for it, enough for 1.5 thousand million transactions."""
    return mark + int((changed - COUNTED_FROM).total_seconds())


def events(told: Told, schedule: Schedule, days: Days) -> Iterator[str]:
    """Events with one UID: first the series, then its dates that differ. Nothing for a single date that is left out."""
    if not (schedule.not_in or schedule.by_hand or schedule.closed or told.full):
        yield _series(told, schedule, ())
        return
    moments = {moment.local_start: moment for moment in dates_of(schedule, days)}
    if not schedule.rule and not schedule.dates:
        only = moments.get(schedule.start)
        if only or not days[0] <= schedule.start.date() < days[1]:
            yield _as_it_is(told, schedule, only) if only else _series(told, schedule, ())
        return
    yield _series(told, schedule, possible_starts(schedule, days) - moments.keys())
    for start, each in moments.items():
        if each.status != "planned" or each.id in told.full:
            yield _as_it_is(told, schedule, each, local("RECURRENCE-ID", schedule.zone.key, start))


def _series(told: Told, schedule: Schedule, left_out: Iterable[datetime]) -> str:
    zone, repeats = schedule.zone.key, f"RRULE:{told.rrule}\r\n" if told.rrule else ""
    if dates := sorted(set(schedule.dates) - {schedule.start}):
        repeats += local("RDATE", zone, *dates)
    if off := sorted(left_out):
        repeats += local("EXDATE", zone, *off)
    return _event(told, schedule, schedule.start, schedule.end, "CONFIRMED", None, repeats)


def _as_it_is(told: Told, schedule: Schedule, each: Moment, more: str = "") -> str:
    start, end = (local_time(each, schedule.zone) for each in (each.starts_at, each.ends_at))
    status = "CANCELLED" if each.status == "cancelled" else "CONFIRMED"
    return _event(told, schedule, start, end, status, _why(told, each), more)


def _why(told: Told, each: Moment) -> str | None:
    """What is told of one date before the rest; feeds are in Dutch."""
    if each.status == "cancelled" or each.id not in told.full:
        return each.reason
    full = FULL.format(phone=told.phone) if told.phone else FULL_NO_PHONE
    return f"{each.reason}\n\n{full}" if each.reason else full


def _event(
    told: Told, schedule: Schedule, start: datetime, end: datetime, status: str, reason: str | None, more: str
) -> str:
    """Without a METHOD, DTSTAMP is when it was last revised (§3.8.7.2): the same feed, the same bytes."""
    changed, zone = moment(told.changed), schedule.zone.key
    text = f"{reason}\n\n{told.text}" if reason else told.text
    point = f"GEO:{told.point[0]};{told.point[1]}\r\n" if told.point else ""
    return (
        f"BEGIN:VEVENT\r\nUID:{told.uid}\r\nDTSTAMP:{changed}\r\nLAST-MODIFIED:{changed}\r\nSEQUENCE:{told.sequence}\r\n"
        f"{local('DTSTART', zone, start)}{local('DTEND', zone, end)}{more}STATUS:{status}\r\n"
        f"{written('SUMMARY', told.title)}{written('DESCRIPTION', text)}{written('CATEGORIES', told.category)}"
        f"{written('LOCATION', told.location)}{point}{line('URL', told.address)}END:VEVENT\r\n"
    )
