"""`…ics`: calendars to subscribe to. One UID per activity for ever, so that what is read again is replaced."""

import uuid
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from icalendar import Calendar, Timezone
from sqlalchemy import select

from services.kit.accept import require_accepted
from services.kit.access import anyone
from services.kit.etags import item_etag, matches
from services.kit.hot import this_minute
from services.kit.problems import Problem
from services.participation.activities.conditions import Given
from services.participation.clock import today
from services.participation.feeds.calendar_rules import Told, days_told, events, sequence
from services.participation.feeds.filters import FeedFilters, require_known
from services.participation.feeds.queries import Values, batches, dutch
from services.participation.schedules.loading import Loaded
from services.participation.tables import activity, place

ICS = "text/calendar"
END = b"END:VCALENDAR\r\n"
YEARS_KNOWN = 10
CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "A calendar (RFC 5545).", "content": {ICS: {"schema": {"type": "string"}}}}
}
options: dict[str, Any] = {"response_class": Response, "responses": CONTENT}
router = APIRouter(tags=["feeds"])


@router.get("/v1/activities.ics", **options)
@anyone
def calendar(request: Request, asked: Annotated[FeedFilters, Query()]) -> Response:
    """Published activities with their dates, to subscribe to."""
    require_accepted(request, ICS)
    with request.app.state.database.writing() as session:
        require_known(session, asked)
    return answer(request, "Activiteiten", *asked.narrowed(this_minute()))


@router.get("/v1/places/{place_id}/calendar.ics", **options)
@anyone
def calendar_of_place(request: Request, place_id: uuid.UUID) -> Response:
    """What is done at one place."""
    require_accepted(request, ICS)
    with request.app.state.database.writing() as session:
        name = session.scalar(select(place.c.name).where(place.c.id == place_id))
    if name is None:
        raise Problem(404, "There is no place with this id.")
    return answer(request, name, frozenset({"place_id"}), {"place_id": place_id})


@router.get("/v1/activities/{activity_id}/calendar.ics", **options)
@anyone
def calendar_of_activity(request: Request, activity_id: uuid.UUID) -> Response:
    """One published activity."""
    require_accepted(request, ICS)
    public = (activity.c.id == activity_id, activity.c.status == "published")
    with request.app.state.database.writing() as session:
        title = session.scalar(select(activity.c.title).where(*public))
    if title is None:
        raise Problem(404, "There is no activity with this id, or it is not public.")
    return answer(request, title, frozenset({"activity_id"}), {"activity_id": activity_id})


def answer(request: Request, name: str, given: Given, values: Values) -> Response:
    """Which exceptions are named depends on the day, so the tag does too. A mistake on the way breaks the connection
    off: half a calendar never looks like a whole one."""
    day = today()
    etag = item_etag(request.app.state.version.now(), f"{day:%Y%m%d}")
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if matches(request, etag):
        return Response(status_code=304, headers=headers)
    parts = written(request, name, given, values, day)
    return StreamingResponse(parts, 200, headers, f"{ICS}; charset=utf-8")


def written(request: Request, name: str, given: Given, values: Values, day: date) -> Iterator[bytes]:
    """The calendar in pieces; a time zone stands before the first event in it."""
    site, zones, days = request.app.state.settings.addresses["frontend"], set[str](), days_told(day)
    yield beginning(name)
    for batch in batches(request.app.state.database, given, values, days):
        for zone in {each.row.time_zone for each in batch} - zones:
            zones.add(zone)
            yield time_zone(zone, day.year)
        yield "".join([text for each in batch for text in events(told(each, site), each.schedule, days)]).encode()
    yield END


def beginning(name: str) -> bytes:
    whole = Calendar()
    for field, value in {"prodid": "-//Zuidwest//Activiteiten//NL", "version": "2.0", "x-wr-calname": name}.items():
        whole.add(field, value)
    whole.add("x-published-ttl", "PT1H")
    made: bytes = whole.to_ical()
    return made.removesuffix(END)


@lru_cache(maxsize=8)
def time_zone(name: str, year: int) -> bytes:
    """Both clock changes of every year, from before the deal to some years ahead."""
    made: bytes = Timezone.from_tzid(
        name, first_date=date(2010, 1, 1), last_date=date(year + YEARS_KNOWN, 1, 1)
    ).to_ical()
    return made


def told(each: Loaded, site: str) -> Told:
    row = each.row
    changed = max(row.updated_at, row.place_updated_at)
    return Told(
        uid=str(row.id),
        rrule=row.rrule,
        title=row.title,
        text=f"{row.summary}\n\n{row.description}".strip(),
        category=dutch(row),
        location=f"{row.place_name}, {row.place_street_address}, {row.place_postcode} {row.place_city}",
        point=(row.place_lat, row.place_lon) if row.place_lat is not None else None,
        address=f"{site}/activiteiten/{row.id}",
        changed=changed.replace(microsecond=0),
        sequence=sequence(row.mark, changed),
        full=frozenset(row.full or ()),
        phone=row.place_phone,
    )
