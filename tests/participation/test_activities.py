"""Activities over HTTP: reading them, and who may change them how."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.contracts.participation import ActivityShape, OccurrenceShape
from services.contracts.shapes import Page
from services.kit.database import Database
from services.kit.hot import this_minute
from services.participation.activities.filters import ActivityFilters
from services.participation.activities.queries import activity_page, occurrence_page
from services.participation.search.asking import understand
from tests.participation.conftest import ADMIN, World, soon, wrong_names
from tests.tokens import bearer


def test_what_is_added_is_found_with_its_dates(world: World) -> None:
    made = world.added()
    found = ActivityShape.model_validate(world.client.get(f"/v1/activities/{made['id']}").json())
    assert found.wijk == "moerwijk"
    assert found.place.address == "Straat 1, 2531 PE Den Haag"
    assert found.category.label == "Ontmoeten"
    assert found.schedule.rrule is not None
    assert found.schedule.rrule.startswith("FREQ=WEEKLY;INTERVAL=1;BYDAY=")
    assert len(found.next) == 12
    assert found.next[0].start.isoformat().startswith(soon(3))
    assert found.accessibility == {
        "step-free": "yes",
        "lift": "no",
        "toilet": "unknown",
        "hearing-loop": "unknown",
        "parking": "unknown",
        "quiet-room": "unknown",
    }


def test_the_lists_are_of_the_documented_shape(world: World) -> None:
    world.added()
    activities = Page[ActivityShape].model_validate(world.client.get("/v1/activities").json())
    dates = Page[OccurrenceShape].model_validate(world.client.get("/v1/occurrences").json())
    assert (activities.total, len(activities.items[0].next)) == (1, 3)
    assert dates.total == 14
    assert dates.items[0].id == activities.items[0].next[0].id


def test_labels_are_in_the_askers_language(world: World) -> None:
    made = world.added()
    for asked, label in {
        "tr-TR,tr;q=0.9": "Tanışma ve sohbet",
        "xx,en;q=0.5": "Meeting people",
        "": "Ontmoeten",
    }.items():
        one = world.client.get(f"/v1/activities/{made['id']}", headers={"Accept-Language": asked})
        many = world.client.get("/v1/activities", headers={"Accept-Language": asked})
        assert one.json()["category"]["label"] == label
        assert many.json()["items"][0]["category"]["label"] == label
        assert "Accept-Language" in many.headers["vary"]


FITTING: dict[str, Any] = {
    "wijk": ("moerwijk", "bouwlust"),
    "category": ("meeting", "food"),
    "step": ("meet", "work"),
    "free": ("true", "false"),
    "language": ("tr", "pl"),
    "dutchLevel": (1, 0),
    "partOfDay": ("morning", "evening"),
    "from": (soon(0), soon(400)),
    "to": (soon(3), soon(2)),
    "q": ("koffieo buren", "voetbal"),
    "accessible": ("step-free", "step-free,lift"),
    "near": ("52.0485,4.3", "52.0495,4.3"),  # about 945 and 1056 metres north of the place
}


@pytest.mark.parametrize("name", FITTING)
@pytest.mark.parametrize("path", ["/v1/activities", "/v1/occurrences"])
def test_a_filter_keeps_what_fits_and_drops_what_does_not(world: World, path: str, name: str) -> None:
    world.added(schedule={"rrule": None, "start": f"{soon(3)}T10:00", "end": f"{soon(3)}T11:30"})
    fits, fits_not = FITTING[name]
    for sort in [{}] if path == "/v1/occurrences" else [{"sort": name} for name in ("next", "title", "newest")]:
        assert world.client.get(path, params={name: fits, **sort}).json()["total"] == 1
        found = world.client.get(path, params={name: fits, **sort}).json()
        assert len(found["items"]) == 1
        missed = world.client.get(path, params={name: fits_not, **sort}).json()
        assert (missed["total"], missed["items"]) == (0, [])


@pytest.mark.parametrize("name", FITTING)
def test_lists_of_few_and_of_many_are_found_differently_and_are_the_same(
    world: World, storage: Database, name: str
) -> None:
    for number in range(12):
        day, place = soon(number % 5), world.here if number % 3 else world.there
        once = {"rrule": None, "start": f"{day}T{8 + number:02}:00", "end": f"{day}T{10 + number}:30"}
        body = world.body(
            placeId=str(place),
            schedule=once if number % 2 else world.body()["schedule"],
            title=f"Koffieochtend {number}",
        )
        assert world.client.post("/v1/activities", json=body, headers=ADMIN).status_code == 201
    asked = ActivityFilters.model_validate({name: FITTING[name][0]})
    values = asked.values(this_minute()) | {f"language_{n}": "nl" for n in (1, 2, 3)}
    values |= {"q": "'kofieocht'"} if name == "q" else {}
    with storage.reading() as connection:
        values |= {"q": understand(connection, asked.q or "koffie").sought.whole}
        for page, size in ((1, 5), (2, 5), (1, 100)):
            for sort in ("next", "title", "newest"):
                few, many = (activity_page(asked.given, sort, page, size, few) for few in (True, False))
                assert few.all(connection, values) == many.all(connection, values)
            few, many = (occurrence_page(asked.given, page, size, few) for few in (True, False))
            assert few.all(connection, values) == many.all(connection, values)
        assert many.all(connection, values)


def test_filters_by_place_activity_project_and_weekday(world: World) -> None:
    project = str(uuid4())
    made = world.added(projectId=project)
    itself = {"activityId": made["id"]}
    weekday = OccurrenceShape.model_validate(world.client.get("/v1/occurrences").json()["items"][0]).start.isoweekday()
    for path in ("/v1/activities", "/v1/occurrences"):
        fitting: list[dict[str, Any]] = [
            {"placeId": str(world.here)},
            {"projectId": project},
            itself,
            {"weekday": weekday},
        ]
        for fits in fitting:
            assert world.client.get(path, params=fits).json()["items"]
        missing: list[dict[str, Any]] = [{"placeId": str(world.there)}, {"projectId": str(uuid4())}]
        missing.append({"activityId": str(uuid4())})
        for misses in [*missing, {"weekday": weekday % 7 + 1}]:
            assert world.client.get(path, params=misses).json()["items"] == []
    assert made["projectId"] == project


def test_the_order_is_as_asked(world: World) -> None:
    def on(day: int) -> dict[str, Any]:
        return {"rrule": None, "start": f"{soon(day)}T10:00", "end": f"{soon(day)}T11:00"}

    for title, day in (("Élan", 5), ("dansen", 9), ("Zingen", 2)):
        world.added(title=title, schedule=on(day))

    def titles(**asked: Any) -> list[str]:
        return [item["title"] for item in world.client.get("/v1/activities", params=asked).json()["items"]]

    assert titles() == titles(sort="next") == ["Zingen", "Élan", "dansen"]
    assert titles(sort="title") == ["dansen", "Élan", "Zingen"]
    assert titles(sort="newest") == ["Zingen", "dansen", "Élan"]
    assert titles(sort="title", pageSize=2, page=2) == ["Zingen"]
    assert titles(sort="next", pageSize=2, page=2) == ["dansen"]


@pytest.mark.parametrize(("metres", "total"), [(6_820, 0), (6_860, 1)])
def test_near_counts_in_metres_over_the_globe(world: World, metres: int, total: int) -> None:
    """One tenth of a degree east at 52.04° north is 6,840 metres."""
    world.added()
    found = world.client.get("/v1/activities", params={"near": "52.04,4.4", "radius": metres}).json()
    assert found["total"] == total


def test_pages_link_to_the_next_and_keep_the_filters(world: World) -> None:
    for number in range(3):
        world.added(title=f"Koffie {number}")
    first = world.client.get("/v1/activities", params={"pageSize": 2, "wijk": "moerwijk", "sort": "title"}).json()
    assert (first["total"], len(first["items"])) == (3, 2)
    second = world.client.get(first["next"]).json()
    assert second["next"] is None
    assert [item["title"] for item in second["items"]] == ["Koffie 2"]


BAD_QUERIES: dict[str, Any] = {
    "pageSize": 101,
    "page": 0,
    "weekday": 8,
    "partOfDay": "night",
    "dutchLevel": 5,
    "placeId": "here",
    "activityId": "this",
    "from": "tomorrow",
    "sort": "distance",
    "near": "here",
    "radius": 0,
    "nonsense": "yes",
}


def test_every_bad_query_parameter_is_named(world: World) -> None:
    assert wrong_names(world.client.get("/v1/activities", params=BAD_QUERIES)) == set(BAD_QUERIES)


def test_a_draft_is_seen_only_by_those_who_may_change_it(world: World) -> None:
    draft = world.added(status="draft")
    path = f"/v1/activities/{draft['id']}"
    elsewhere = bearer("coordinator", places=[world.there])
    assert [world.client.get(path, headers=who).status_code for who in ({}, elsewhere)] == [404, 404]
    assert [world.client.get(path, headers=who).status_code for who in (world.coordinator, world.editor, ADMIN)] == [
        200
    ] * 3
    assert world.client.get("/v1/activities").json()["total"] == 0
    assert world.client.get("/v1/occurrences").json()["total"] == 0


def test_the_list_of_drafts_is_of_ones_own_places(world: World) -> None:
    world.added(status="draft")

    def total(headers: dict[str, str]) -> int:
        return int(world.client.get("/v1/activities", params={"status": "draft"}, headers=headers).json()["total"])

    assert [total(who) for who in (world.coordinator, world.editor, ADMIN)] == [1, 1, 1]
    assert total(bearer("coordinator", places=[world.there])) == 0
    assert total(bearer("editor", wijken=["bouwlust"])) == 0
    assert world.client.get("/v1/activities", params={"status": "draft"}).status_code == 401
    assert world.client.get("/v1/activities", params={"status": "draft"}, headers=bearer("analyst")).status_code == 403


def test_unknown_ids_are_not_found(world: World) -> None:
    path = f"/v1/activities/{uuid4()}"
    body = world.body()
    assert world.client.get(path).status_code == 404
    assert world.client.put(path, json=body, headers=ADMIN).status_code == 404
    assert world.client.delete(path, headers=ADMIN).status_code == 404
    assert wrong_names(world.client.get("/v1/activities/not-an-id")) == {"activity_id"}


def test_writing_needs_a_token_with_a_fitting_role_and_place(world: World) -> None:
    made = world.added()
    body, path = world.body(), f"/v1/activities/{made['id']}"

    def statuses(headers: dict[str, str]) -> list[int]:
        match = headers | {"If-Match": '"1"'}
        return [
            world.client.post("/v1/activities", json=body, headers=headers).status_code,
            world.client.put(path, json=body, headers=match).status_code,
            world.client.delete(path, headers=match).status_code,
        ]

    assert statuses({}) == [401] * 3
    assert statuses({"Authorization": "Bearer nonsense"}) == [401] * 3
    for who in (
        bearer("analyst"),
        bearer("coordinator", places=[world.there]),
        bearer("editor", wijken=["bouwlust"]),
        bearer("moderator", places=[world.here], wijken=["moerwijk"]),
    ):
        assert statuses(who) == [403] * 3


def test_an_activity_can_not_be_moved_to_a_place_of_others(world: World) -> None:
    made = world.added()
    body = world.body(placeId=str(world.there))
    answer = world.client.put(
        f"/v1/activities/{made['id']}", json=body, headers=world.coordinator | {"If-Match": '"1"'}
    )
    assert answer.status_code == 403


BAD_BODY: dict[str, Any] = {
    "title": "x",
    "summary": "kort",
    "category": "parties",
    "placeId": "00000000-0000-0000-0000-000000000000",
    "step": "meet",
    "cost": {"free": False},
    "languages": ["nl", "klingon"],
    "dutchLevel": 7,
    "forWhom": ["everyone", "robots"],
    "capacity": 0,
    "schedule": {"rrule": "FREQ=DAILY", "start": "2026-01-01T10:00", "end": "2026-01-01T09:00"},
    "colour": "red",
}


def test_every_field_of_the_wrong_shape_is_named(world: World) -> None:
    answer = world.client.post("/v1/activities", json=BAD_BODY, headers=world.coordinator)
    shape = {"title", "summary", "dutchLevel", "capacity", "schedule", "colour"}
    assert wrong_names(answer) == shape | {"category", "placeId", "cost.text", "languages", "forWhom"}


def test_a_body_of_another_kind_is_refused_with_every_missing_field(world: World) -> None:
    body = {"category": 5, "languages": {"nl": 1}, "placeId": ["a"], "cost": None, "schedule": "monday", "forWhom": [3]}
    answer = world.client.post("/v1/activities", json=body, headers=world.coordinator)
    named = {name.split(".")[0] for name in wrong_names(answer)}
    assert named == {"title", "summary", *body}


def test_every_unknown_word_is_named(world: World) -> None:
    wrong = {name: BAD_BODY[name] for name in ("category", "placeId", "cost", "languages", "forWhom")}
    schedule = world.body()["schedule"] | {"rrule": "FREQ=DAILY"}
    answer = world.post(**wrong, schedule=schedule)
    expected = {"category", "placeId", "cost.text", "languages", "forWhom", "schedule.rrule"}
    assert wrong_names(answer) == expected


@pytest.mark.parametrize("missing", ["title", "summary", "category", "placeId", "cost", "schedule"])
def test_a_missing_field_is_named(world: World, missing: str) -> None:
    body = world.body()
    del body[missing]
    assert wrong_names(world.client.post("/v1/activities", json=body, headers=world.coordinator)) == {missing}


def test_a_body_that_is_no_json_is_refused(world: World) -> None:
    headers = world.coordinator | {"Content-Type": "application/json"}
    assert wrong_names(world.client.post("/v1/activities", content=b"{", headers=headers)) == {"body"}


def test_the_same_key_makes_one_activity(world: World) -> None:
    headers = world.coordinator | {"Idempotency-Key": "one-and-the-same"}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: world.post(headers), range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert world.client.get("/v1/activities").json()["total"] == 1
    assert world.post(headers, title="Iets anders").status_code == 409


def test_a_change_needs_the_version_it_is_about(world: World) -> None:
    made = world.added()
    path = f"/v1/activities/{made['id']}"
    etag = world.client.get(path).headers["etag"]
    assert world.client.put(path, json=world.body(), headers=world.coordinator).status_code == 428
    headers = world.coordinator | {"If-Match": etag}
    changed = world.client.put(path, json=world.body(title="Theeochtend"), headers=headers)
    assert (changed.status_code, changed.json()["title"], changed.json()["version"]) == (200, "Theeochtend", 2)
    assert world.client.put(path, json=world.body(), headers=headers).status_code == 412
    assert world.client.delete(path, headers=headers).status_code == 412
    assert world.client.get(path).json()["title"] == "Theeochtend"


def test_of_two_changes_at_once_one_is_refused(world: World) -> None:
    made = world.added()
    path, headers = f"/v1/activities/{made['id']}", world.coordinator | {"If-Match": '"1"'}

    def change(title: str) -> httpx.Response:
        return world.client.put(path, json=world.body(title=title), headers=headers)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(change, ["Een of ander", "Twee of meer", "Drie keer", "Vier keer"]))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


def test_ending_takes_the_dates_to_come_away(world: World) -> None:
    made = world.added()
    path = f"/v1/activities/{made['id']}"
    assert world.client.delete(path, headers=world.coordinator | {"If-Match": '"1"'}).status_code == 204
    assert world.client.get(path).status_code == 404
    assert world.client.get("/v1/occurrences").json()["total"] == 0
    kept = world.client.get(path, headers=world.coordinator).json()
    assert (kept["status"], kept["next"], kept["version"]) == ("ended", [], 2)


def test_a_new_schedule_keeps_the_dates_that_stay(world: World) -> None:
    made = world.added()
    schedule = world.body()["schedule"]
    path = f"/v1/activities/{made['id']}"
    longer = schedule | {"end": f"{soon(3)}T12:30:00"}
    kept = world.client.put(
        path, json=world.body(schedule=longer), headers=world.coordinator | {"If-Match": '"1"'}
    ).json()
    assert [date["id"] for date in kept["next"]] == [date["id"] for date in made["next"]]
    assert [date["start"] for date in kept["next"]] == [date["start"] for date in made["next"]]
    assert all(date["end"] not in [old["end"] for old in made["next"]] for date in kept["next"])
    fortnight = longer | {"rrule": "FREQ=WEEKLY;INTERVAL=2"}
    fewer = world.client.put(
        path, json=world.body(schedule=fortnight), headers=world.coordinator | {"If-Match": '"2"'}
    ).json()
    stayed = [date["id"] for date in kept["next"]][::2]
    assert [date["id"] for date in fewer["next"]][:6] == stayed


def test_a_change_of_the_place_is_one_of_its_activities(world: World) -> None:
    made = world.added()
    path = f"/v1/places/{world.here}"
    place = world.client.get(path)
    body = {
        name: place.json()[name]
        for name in ("wijk", "summary", "streetAddress", "postcode", "lat", "lon", "accessibility")
    }
    body |= {"name": "Buurtkamer Nieuw-Oost", "kind": "meeting-place"}
    headers = world.coordinator | {"If-Match": place.headers["etag"]}
    assert world.client.put(path, json=body, headers=headers).status_code == 200
    seen = world.client.get(f"/v1/activities/{made['id']}").json()
    assert (seen["place"]["name"], seen["version"]) == ("Buurtkamer Nieuw-Oost", 2)
    assert seen["updatedAt"] > made["updatedAt"]
