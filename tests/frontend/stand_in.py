"""Stands in for the four services in tests of pages: the contracts' own shapes, and failures on demand.

The journeys test the site with the real services; here every answer that a page must cope with can be asked for.
"""

import json
from datetime import timedelta
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from services.contracts.open_forms import FormToken
from tests.frontend import stand_in_desk as desk
from tests.frontend.stand_in_house import CODE, NOW, TOKEN, VISIT_TOKEN, House, made_id
from tests.frontend.stand_in_reading import draft_of, listed, one, reading, shown
from tests.frontend.stand_in_words import NOT_COUNTED

REPORTS = ("projects", "reports")
"""Progress reports. Those of participation are what residents say is wrong."""


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
        case ["activities", activity_id, "translations", _, "confirmations"]:
            return draft_of(house, activity_id)
        case ["schedule-previews"]:
            return JSONResponse(desk.preview(sent))
        case ["text-checks"]:
            return shown(desk.text_check(sent))
        case ["occurrences", _, "full"]:
            return JSONResponse({"full": sent["full"], "taken": 3, "waiting": 0})
    return None


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
