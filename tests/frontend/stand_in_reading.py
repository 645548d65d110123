"""What the stand-in answers to who reads."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from fastapi import Response
from fastapi.responses import JSONResponse

from frontend.pages.publishing.looking import card_of
from services.contracts.participation import ActivityShape, AgendaDate, AgendaDay, OccurrenceShape
from services.contracts.shapes import Shape
from tests.frontend import stand_in_desk as desk
from tests.frontend.stand_in_house import NOW, House
from tests.frontend.stand_in_words import DEAL, LETTER, NOT_COUNTED, WORDS


def reading(house: House, rest: str, query: dict[str, str]) -> Response:
    match rest.split("/"):
        case ["wijken"]:
            return listed(house.wijken, query)
        case ["places"]:
            return listed([place for place in house.places if query.get("wijk", place.wijk) == place.wijk], query)
        case ["places", place_id]:
            return one(house.places, place_id)
        case ["activities"]:
            return listed([each for each in house.activities if matches(each, query)], query, house.remarks)
        case ["agenda"]:
            return listed(agenda_of(dates_asked_for(house, query), query), {})
        case ["activity-cards"]:
            fitting = [card_of(each) for each in house.activities if matches(each, query)]
            return listed(fitting, query, house.remarks)
        case ["activities", activity_id]:
            return one(house.activities, activity_id)
        case ["activity-templates"]:
            return listed([desk.template()], query)
        case ["activities", activity_id, "draft"]:
            return draft_of(house, activity_id)
        case ["activities", _, "quality"]:
            return shown(desk.quality())
        case ["activities", activity_id, "dates"]:
            return listed([each for one in house.activities if str(one.id) == activity_id for each in one.next], {})
        case ["activities", _, "exceptions"]:
            return listed(house.exceptions, query)
        case ["occurrences", _, "enrolments"]:
            return listed(house.people, query)
        case ["occurrences", date_id, "attendance"]:
            return JSONResponse(NOT_COUNTED | {"occurrenceId": date_id})
        case ["occurrences"]:
            return listed(dates_asked_for(house, query), query)
        case ["enrolments", token] if token in house.enrolments:
            return shown(house.enrolments[token])
        case ["checks", token] if token in house.checks:
            return shown(house.checks[token])
        case ["wishes"]:
            return listed([wish for wish in house.wishes if query.get("wijk", wish.wijk) == wish.wijk], query)
        case ["wishes" | "proposals", "mine", link] if link in house.own:
            return shown(house.own[link])
        case ["wishes", wish_id]:
            return one(house.wishes, wish_id)
        case ["help-offers"]:
            return listed(house.help_offers, query)
        case ["activity-counts"]:
            return JSONResponse(counts_of([each for each in house.activities if matches(each, query)]))
        case ["suggestions"]:
            found = [{"kind": "title", "text": each.title, "id": None} for each in house.activities[:3]]
            return JSONResponse({"items": found, "total": len(found), "next": None})
        case ["areas.geojson"]:
            return JSONResponse({"type": "FeatureCollection", "features": []})
        case ["deal" | "open-data" | "pillars" as part]:
            return JSONResponse(DEAL[part])
        case ["reports"]:
            return listed([], query)
        case ["projects", project_id]:
            return one(house.projects, project_id)
        case ["projects"]:
            return listed(house.projects, query)
        case ["indicators"]:
            return listed(house.indicators, query)
        case [vocabulary] if vocabulary in WORDS:
            words = [{"id": slug, "label": label} for slug, label in WORDS[vocabulary].items()]
            return JSONResponse({"items": words, "total": len(words), "next": None})
        case ["measurements"]:
            return listed([one for one in house.measurements if one.area_kind == query.get("areaKind")], query)
        case ["assessments"]:
            return listed([one for one in house.assessments if one.area_kind == query.get("areaKind")], query)
        case ["outbox"]:
            return JSONResponse({"items": [LETTER], "total": 1, "next": None})
        case ["me"]:
            places = [str(place.id) for place in house.places[:2]]
            return JSONResponse({"subject": "demo", "roles": ["coordinator"], "places": places, "wijken": []})
    return JSONResponse({"status": 404}, 404)


def draft_of(house: House, activity_id: str) -> Response:
    activity = next((each for each in house.activities if str(each.id) == activity_id), None)
    if activity is None:
        return JSONResponse({"status": 404, "detail": "unknown"}, 404)
    return shown(desk.working_copy(activity, house.drafts.get(activity_id), house.kept))


def counts_of(found: list[ActivityShape]) -> dict[str, Any]:
    """Enough to show a number behind a choice."""
    none: dict[str, dict[str, int]] = {
        name: {} for name in ("wijk", "step", "language", "dutchLevel", "weekday", "partOfDay")
    }
    categories = [each.category.id for each in found]
    free = sum(1 for each in found if each.cost.free)
    by_category = {slug: categories.count(slug) for slug in set(categories)}
    return none | {"total": len(found), "category": by_category, "free": {"true": free}}


def dates_asked_for(house: House, query: dict[str, str]) -> list[OccurrenceShape]:
    found = dates(house.activities, house.rooms)
    return [
        each
        for each in found
        if each.wijk == query.get("wijk", each.wijk)
        and str(each.activity_id) == query.get("activityId", str(each.activity_id))
        and str(each.place.id) == query.get("placeId", str(each.place.id))
    ]


def agenda_of(found: list[OccurrenceShape], query: dict[str, str]) -> list[AgendaDay]:
    first = date.fromisoformat(query["from"])
    days = [first + timedelta(days=each) for each in range(int(query["days"]))]
    there = [each for each in found if each.status != "cancelled" and each.end > NOW]
    return [
        AgendaDay(
            date=day, dates=[agenda_date(each) for each in there if each.start.date() == day][: int(query["perDay"])]
        )
        for day in days
    ]


def agenda_date(found: OccurrenceShape) -> AgendaDate:
    same = ("id", "activity_id", "title", "wijk", "start", "end", "status", "joining", "full")
    told = {name: getattr(found, name) for name in same}
    return AgendaDate(**told, place_name=found.place.name, phone=found.place.phone)


def matches(activity: ActivityShape, query: dict[str, str]) -> bool:
    return (
        query.get("status", "published") == activity.status
        and query.get("wijk", activity.wijk) == activity.wijk
        and query.get("category", activity.category.id) == activity.category.id
        and query.get("placeId", str(activity.place.id)) == str(activity.place.id)
        and query.get("q", "").lower() in activity.title.lower()
    )


def dates(activities: list[ActivityShape], rooms: dict[UUID, tuple[int, int]]) -> list[OccurrenceShape]:
    return [
        OccurrenceShape(
            id=found.id,
            activity_id=activity.id,
            title=activity.title,
            wijk=activity.wijk,
            place=activity.place,
            start=found.start,
            end=found.end,
            status=found.status,
            capacity=activity.capacity,
            joining=activity.joining,
            full=bool(found.full),
            places_left=rooms[found.id][0] if found.id in rooms else None,
            waiting=rooms[found.id][1] if found.id in rooms else 0,
        )
        for activity in activities
        for found in activity.next
    ]


def listed(items: list[Any], query: dict[str, str], remarks: dict[str, Any] | None = None) -> Response:
    size, number = int(query.get("pageSize", 20)), int(query.get("page", 1))
    shown_now = items[(number - 1) * size : number * size]
    page = {"items": [as_json(item) for item in shown_now], "total": len(items), "next": None}
    return JSONResponse(page | (remarks or {}))


def one(items: list[Any], wanted: str) -> Response:
    found = next((item for item in items if str(item.id) == wanted), None)
    return shown(found) if found else JSONResponse({"status": 404, "detail": "unknown"}, 404)


def shown(item: Shape, status: int = 200) -> Response:
    return JSONResponse(as_json(item), status)


def as_json(item: Shape) -> Any:
    return item.model_dump(mode="json", by_alias=True)
