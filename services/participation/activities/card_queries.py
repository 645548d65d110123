"""A page of cards as one statement: what a list shows of each activity, and its one date."""

from datetime import datetime
from functools import lru_cache

import orjson
from sqlalchemy import ColumnElement, Integer, Select, func, select, true, union_all

from services.kit.hot import HotRead, Onward, Values, as_json, compiled, json_rows, number
from services.participation.activities.conditions import (
    WHEN,
    Given,
    about_date,
    activity,
    goes_ahead,
    metres_away,
    not_over,
    occurrence,
    soonest_first,
)
from services.participation.activities.content import content_language, translated
from services.participation.activities.queries import ADDRESS, in_order, place, wanted_activities
from services.participation.activities.rooms import said_full


def onward(given: Given, sort: str, page_size: int) -> Onward | None:
    """From the last date of an earlier page on: reading all dates before it again is most of the work of a page far on.

    Only where the date on the card is the one that lists are sorted by.
    """
    if sort != "next" or given & WHEN:
        return None
    return Onward(lambda further: card_page(given | {"after"}, sort, further, page_size), end_of)


def end_of(card: str) -> Values:
    said = orjson.loads(card)
    start, end = (datetime.fromisoformat(said[name]) for name in ("start", "end"))
    return {"after_start": start, "after_end": end, "after_id": said["occurrenceId"]}


@lru_cache(maxsize=256)
def card_page(given: Given, sort: str, page: int, page_size: int, few: bool = False) -> HotRead:
    """One page of cards, the same activities in the same order as `activity_page`."""
    a, wanted = activity.c, wanted_activities(given, sort, page, page_size, few)
    date = its_date(given).lateral("d")
    metres: ColumnElement[int] = func.round(metres_away(place.c)).cast(Integer)
    fields = ({"distance": metres} if "near" in given else {}) | {
        "id": a.id,
        "title": translated("title"),
        "summary": translated("summary"),
        "contentLanguage": content_language(),
        "category": a.category,
        "placeName": place.c.name,
        "address": ADDRESS,
        "phone": place.c.phone,
        "free": a.free,
        "cost": a.cost_text,
        "joining": a.joining,
        "rrule": a.rrule,
        "scheduleStart": a.starts,
        "occurrenceId": date.c.id,
        "start": date.c.starts_at,
        "end": date.c.ends_at,
        "full": said_full(date),
    }
    there = activity.join(place, place.c.id == a.place_id).join(wanted, wanted.c.id == a.id)
    rows = select(*json_rows(**fields)).select_from(there.outerjoin(date, true()))
    return compiled(as_json(rows.order_by(*in_order(wanted, sort))))


def its_date(given: Given) -> Select[tuple[object, ...]]:
    """The first date that goes ahead and fits the filters of time; where none does, the first that goes ahead."""
    first = first_date(*not_over(of_one=True))
    if not given & WHEN:
        return first
    fitting = first_date(*not_over(of_one=True), *about_date(given, of_one=True))
    either = union_all(*(select(each.subquery()) for each in (fitting, first))).subquery("either")
    return select(either).limit(number(1))


def first_date(*conditions: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    o = occurrence.c
    of_it = (o.activity_id == activity.c.id, *conditions, goes_ahead())
    return (
        select(o.id, o.starts_at, o.ends_at)
        .where(*of_it)
        .order_by(*soonest_first())
        .limit(number(1))
        .correlate(activity)
    )
