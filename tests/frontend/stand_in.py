"""Stands in for the four services in tests of pages: the contracts' own shapes, and failures on demand.

The journeys test the site with the real services; here every answer that a page must cope with can be asked for.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from services.contracts.indicators import AssessmentShape, IndicatorShape, MeasurementShape
from services.contracts.open_forms import FormToken
from services.contracts.participation import (
    ActivityShape,
    EnrolmentShape,
    OccurrenceShape,
    PlaceShape,
    WijkShape,
    WishShape,
)
from services.contracts.participation.enrolments import ListedEnrolment
from services.contracts.participation.listings import CheckShape
from services.contracts.participation.pathways import HelpOfferShape
from services.contracts.participation.schedules import ExceptionShape
from services.contracts.projects import ProjectShape
from services.contracts.projects.reports import ReportSummary
from services.contracts.shapes import Shape
from tests.frontend import stand_in_desk as desk

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""Tuesday, half past nine in the morning in Den Haag."""
TOKEN = "signed-by-nobody"
CODE = "123456"
VISIT_TOKEN = "a-visit-of-a-working-day"
REPORTS = ("projects", "reports")
"""Progress reports. Those of participation are what residents say is wrong."""


WORDS = {
    "categories": {"meeting": "Ontmoeten", "food": "Eten", "sport": "Sport", "language": "Taal"},
    "place-kinds": {"meeting-place": "Ontmoetingsplek"},
    "steps": {"meet": "Ontmoeten", "take-part": "Meedoen", "learn": "Leren"},
    "audiences": {"everyone": "Iedereen", "parents": "Ouders"},
    "accessibility-aspects": {"step-free": "Zonder drempels", "toilet": "Aangepast toilet", "lift": "Lift"},
    "dutch-levels": {"none": "Geen Nederlands nodig", "a1": "Een paar woorden (A1)", "a2": "Een beetje (A2)"},
    "help-kinds": {"debt": "Geld en schulden", "care": "Zorg en gezondheid"},
    "languages": {"nl": "Nederlands", "tr": "Turks", "ar": "Arabisch"},
}


NOBODY_SAID: dict[str, Any] = {"readings": [], "withdrawnOn": None}
DEAL: dict[str, Any] = {
    "pillars": {
        "items": [
            NOBODY_SAID
            | {"number": 1, "slug": "p", "titles": {"nl": "Samenleving"}, "article": "Art. 2", "aim": "", "aliases": []}
        ],
        "total": 1,
        "next": None,
    },
    "open-data": {
        "licence": {"id": "CC0-1.0", "title": "CC0 1.0", "url": "https://licentie.voorbeeld.test/"},
        "publisher": {"uri": "https://wie.voorbeeld.test/", "name": "Gemeente Voorbeeld"},
        "contact": {"name": "Programmabureau", "email": "data@voorbeeld.test"},
    },
    "deal": NOBODY_SAID
    | {
        "slug": "deal",
        "name": "Regio Deal",
        "shortName": "Deal",
        "article": "Art. 1",
        "inhabitants": 70000,
        "inhabitantsText": "",
        "inhabitantsArticle": "Art. 1",
        "languages": ["nl"],
        "publication": {},
        "term": {
            "inForce": "",
            "signedOn": None,
            "startsOn": None,
            "endsOn": "2023-07-31",
            "baselineYear": 2019,
            "article": "Art. 14",
            "readings": [],
        },
        "governance": {},
        "ambition": {},
        "coreMessage": {"language": "nl", "article": "Art. 8.1", "text": "De opgave is grootschalig."},
        "strengths": [],
        "strengthReadings": [],
        "totalCents": 1,
        "totalStated": False,
        "division": {},
    },
}


def made_id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


NOT_COUNTED: dict[str, Any] = {
    "start": NOW.isoformat(),
    "count": None,
    "ofWhom": {},
    "present": [],
    "version": 0,
}
LETTER = {
    "id": str(made_id("letter")),
    "to": "ada@example.nl",
    "subject": "Uw code",
    "text": f"Uw code is {CODE}.",
    "writtenAt": NOW.isoformat(),
}


@dataclass
class House:
    """What the services know. `fails` maps a method and path start to a status: `{"PUT /v1/activities": 412}`."""

    wijken: list[WijkShape] = field(default_factory=list)
    places: list[PlaceShape] = field(default_factory=list)
    activities: list[ActivityShape] = field(default_factory=list)
    projects: list[ProjectShape] = field(default_factory=list)
    indicators: list[IndicatorShape] = field(default_factory=list)
    measurements: list[MeasurementShape] = field(default_factory=list)
    assessments: list[AssessmentShape] = field(default_factory=list)
    checks: dict[str, CheckShape] = field(default_factory=dict)
    """By the token of a letter."""
    rooms: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    """Places left and people who wait, by date; any other date has room for all."""
    enrolments: dict[str, EnrolmentShape] = field(default_factory=dict)
    """By the token of a manage link."""
    wishes: list[WishShape] = field(default_factory=list)
    help_offers: list[HelpOfferShape] = field(default_factory=list)
    reports: list[ReportSummary] = field(default_factory=list)
    own: dict[str, Shape] = field(default_factory=dict)
    """A resident's wish or proposal, by the token of its link."""
    people: list[ListedEnrolment] = field(default_factory=list)
    """Who comes to any date."""
    exceptions: list[ExceptionShape] = field(default_factory=list)
    canned: dict[str, Any] = field(default_factory=dict)
    """What is answered at once, by method and path: `{"GET /v1/me": {…}}`."""
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is being worked on, by the id of the activity; its version is how often it was kept."""
    kept: int = 0
    photo: bytes = b""
    """A form with a photo, as it came."""
    remarks: dict[str, Any] = field(default_factory=dict)
    """What a search says of the activities that it found: `corrected`, `related`, `instead`."""
    fails: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    version: str = ""
    """Of its data, as lists say it in their ETag; empty: they say none."""
    asked: list[str] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def failure(self, method: str, path: str) -> Response | None:
        for start, (status, body) in self.fails.items():
            if f"{method} {path}".startswith(start):
                return JSONResponse({"status": status, "title": "", "detail": "", **body}, status)
        return None


def stand_in(house: House) -> FastAPI:
    """Each service below its own name: `/projects/v1/…`."""
    app = FastAPI()

    @app.api_route("/{service}/v1/{rest:path}", methods=["GET", "POST", "PUT", "DELETE"])
    async def any_service(request: Request, service: str, rest: str) -> Response:
        asked = f"{request.method} /v1/{rest}"
        house.asked.append(asked)
        house.headers = dict(request.headers)
        if refused := house.failure(request.method, f"/v1/{rest}"):
            return refused
        if asked in house.canned:
            if request.method != "GET" and await request.body():
                house.sent.append(await request.json())
            return JSONResponse(house.canned[asked])
        if request.method == "GET":
            query = dict(request.query_params)
            read = listed(house.reports, query) if (service, rest) == REPORTS else reading(house, rest, query)
            read.headers.update({"ETag": f'"{house.version}"'} if house.version else {})
            return read
        if rest.startswith(("sign-ins", "visits")):
            return signing_in(rest, await request.json())
        if rest.endswith("/photo"):
            return photo_kept(house, rest, await request.body())
        if rest == "form-tokens":
            soon = NOW + timedelta(seconds=3)
            made = FormToken(token="form-token", usable_after=soon, usable_until=NOW + timedelta(days=1))
            return shown(made, 201)
        if rest.startswith("enrolments/"):
            return changed_enrolment(house, request.method, rest.split("/")[1])
        if request.method == "DELETE":
            return Response(status_code=204)
        sent = await request.body()
        house.sent.append(json.loads(sent) if sent else {})
        if at_desk := at_the_desk(house, rest, house.sent[-1]):
            return at_desk
        if rest.startswith("checks/"):
            return answered(house, rest.removeprefix("checks/"), house.sent[-1])
        if rest in ("wishes", "proposals"):
            return shown(house.own["my-wish" if rest == "wishes" else "my-proposal"], 201)
        if rest.endswith("/supports"):
            return JSONResponse({"supporters": 4, "counted": True, "manageUrl": None}, 201)
        if rest == "reports":
            about = {"id": str(made_id("report")), "kind": "activity", "createdAt": NOW.isoformat()}
            return JSONResponse(about | {"what": house.sent[-1]["what"]}, 201)
        if rest.endswith("/exceptions"):
            return JSONResponse({"id": str(made_id("exception")), "kind": house.sent[-1]["kind"]}, 201)
        if rest.endswith("/attendance"):
            return JSONResponse(NOT_COUNTED | {"occurrenceId": rest.split("/")[1]})
        if rest.endswith("/enrolments"):
            return shown(next(iter(house.enrolments.values())), 201)
        return shown(house.activities[0], 201 if request.method == "POST" else 200)

    @app.get("/{service}/health/live")
    def live(service: str) -> dict[str, str]:
        return {"status": "live"}

    return app


def at_the_desk(house: House, rest: str, sent: dict[str, Any]) -> Response | None:
    """What a coordinator who posts is answered."""
    match rest.split("/"):
        case ["activities", activity_id, "draft"]:
            house.drafts[activity_id] = sent
            house.kept += 1
            return draft_of(house, activity_id)
        case ["activities", activity_id, "publication"]:
            house.drafts.pop(activity_id, None)
            return one(house.activities, activity_id)
        case ["schedule-previews"]:
            return JSONResponse(desk.preview(sent))
        case ["text-checks"]:
            return shown(desk.text_check(sent))
        case ["occurrences", _, "full"]:
            return JSONResponse({"full": sent["full"], "taken": 3, "waiting": 0})
    return None


def draft_of(house: House, activity_id: str) -> Response:
    activity = next((each for each in house.activities if str(each.id) == activity_id), None)
    if activity is None:
        return JSONResponse({"status": 404, "detail": "unknown"}, 404)
    return shown(desk.working_copy(activity, house.drafts.get(activity_id), house.kept))


def photo_kept(house: House, rest: str, sent: bytes) -> Response:
    house.photo = sent
    return one(house.places, rest.split("/")[1])


def signing_in(rest: str, said: dict[str, Any]) -> Response:
    """`123456` is the code, and `visit-token` the visit."""
    access = {"accessToken": TOKEN, "expiresIn": 900}
    match rest.split("/"):
        case ["sign-ins"]:
            return JSONResponse({"id": str(made_id("sign-in")), "expiresAt": "2026-11-24T08:40:00Z"}, 202)
        case ["sign-ins", _, "visits"] if said["code"] == CODE:
            return JSONResponse(access | {"visitToken": VISIT_TOKEN, "visitExpiresIn": 36_000}, 201)
        case ["sign-ins", _, "visits"]:
            return JSONResponse({"status": 400, "triesLeft": 4}, 400)
        case ["visits", "renewals"] if said["visitToken"] == VISIT_TOKEN:
            return JSONResponse(access, 201)
        case ["visits", "endings"]:
            return Response(status_code=204)
    return JSONResponse({"status": 401}, 401)


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
            letter = {
                "id": str(made_id("letter")),
                "to": "ada@example.nl",
                "subject": "Uw code",
                "text": f"Uw code is {CODE}.",
            }
            return JSONResponse({"items": [letter | {"writtenAt": NOW.isoformat()}], "total": 1, "next": None})
        case ["me"]:
            places = [str(place.id) for place in house.places[:2]]
            return JSONResponse({"subject": "demo", "roles": ["coordinator"], "places": places, "wijken": []})
    return JSONResponse({"status": 404}, 404)


def counts_of(found: list[ActivityShape]) -> dict[str, Any]:
    """Enough to show a number behind a choice."""
    none: dict[str, dict[str, int]] = {
        name: {} for name in ("wijk", "step", "language", "dutchLevel", "weekday", "partOfDay")
    }
    categories = [each.category.id for each in found]
    free = sum(1 for each in found if each.cost.free)
    by_category = {slug: categories.count(slug) for slug in set(categories)}
    return none | {"total": len(found), "category": by_category, "free": {"true": free}}


def answered(house: House, token: str, said: dict[str, Any]) -> Response:
    if token not in house.checks:
        return JSONResponse({"status": 404, "detail": "gone"}, 404)
    house.checks[token] = house.checks[token].model_copy(update=said)
    return shown(house.checks[token])


def changed_enrolment(house: House, method: str, token: str) -> Response:
    if token not in house.enrolments:
        return JSONResponse({"status": 404, "detail": "gone"}, 404)
    status = "left" if method == "DELETE" else "enrolled"
    house.enrolments[token] = house.enrolments[token].model_copy(update={"status": status, "confirm_by": None})
    return Response(status_code=204) if method == "DELETE" else shown(house.enrolments[token])


def dates_asked_for(house: House, query: dict[str, str]) -> list[OccurrenceShape]:
    found = dates(house.activities, house.rooms)
    return [
        date
        for date in found
        if date.wijk == query.get("wijk", date.wijk)
        and str(date.activity_id) == query.get("activityId", str(date.activity_id))
        and str(date.place.id) == query.get("placeId", str(date.place.id))
    ]


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
