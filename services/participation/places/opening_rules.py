"""Whether a place is open, by the clock here, and when that changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.contracts.participation.opening import DAYS, Opening, OtherHours, Span

DAYS_AHEAD = 100
"""So far is looked for the next opening: longer than a summer holiday."""


@dataclass(frozen=True)
class Standing:
    """Instants in UTC. Open: `closes_at`, None when it never closes. Closed: `opens_at`, None when nobody knows."""

    open_now: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None


def standing(opening: Opening, now: datetime, zone: ZoneInfo) -> Standing:
    """`now` knows its time zone. A place that closes at 24:00 and opens at 00:00 stays open."""
    today = now.astimezone(zone).date()
    until: datetime | None = None
    for opens, closes in _instants(opening, today, zone):
        if until is None:
            if closes <= now:
                continue
            if opens > now:
                return Standing(False, opens_at=opens)
            until = closes
        elif opens > until:
            return Standing(True, closes_at=until)
        else:
            until = closes
    if until is None:
        return Standing(False)
    never = until.astimezone(zone).date() > today + timedelta(days=DAYS_AHEAD - 1)
    return Standing(True, closes_at=None if never else until)


def spans_on(opening: Opening, day: date) -> list[Span]:
    """The hours of one day, in order: those of an exception, or else of the week."""
    other = exception_on(opening, day)
    name = DAYS[day.weekday()]
    spans = other.hours if other else [each for each in opening.hours if name in each.day_of_week]
    return sorted(spans, key=lambda each: each.opens)


def exception_on(opening: Opening, day: date) -> OtherHours | None:
    return next((each for each in opening.exceptions if each.valid_from <= day <= each.valid_through), None)


def _instants(opening: Opening, first: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    for day in (first + timedelta(days=n) for n in range(DAYS_AHEAD)):
        for span in spans_on(opening, day):
            opens, closes = instant(day, span.opens, zone), instant(day, span.closes, zone)
            if opens < closes:
                yield opens, closes


def instant(day: date, clock: str, zone: ZoneInfo) -> datetime:
    """When the clock here shows that time. An hour that the spring skips counts as the hour after it."""
    if clock == "24:00":
        day, clock = day + timedelta(days=1), "00:00"
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)
