"""Places, the deal's words and what meeting places offer, over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from services.contracts.participation import Labelled, PlaceOffer, PlaceShape, WijkShape
from services.contracts.shapes import Page
from tests.participation.conftest import ADMIN, World, place_body, soon, wrong_names
from tests.tokens import bearer


def test_the_wijken_are_sets_of_buurten(world: World) -> None:
    found = Page[WijkShape].model_validate(world.client.get("/v1/wijken").json())
    assert [each.id for each in found.items] == ["bouwlust", "vrederust", "morgenstond", "moerwijk"]
    assert found.items[0].buurten == ["BU05183387", "BU05183396"]
    assert (found.items[0].cbs_wijk, found.items[0].residents) == ("WK051833", 16685)
    assert found.total == 4


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("categories", "meeting"),
        ("place-kinds", "meeting-place"),
        ("steps", "meet"),
        ("audiences", "everyone"),
        ("accessibility-aspects", "step-free"),
        ("dutch-levels", "none"),
        ("languages", "nl"),
    ],
)
def test_the_deals_words_come_with_labels(world: World, path: str, first: str) -> None:
    dutch = Page[Labelled].model_validate(world.client.get(f"/v1/{path}").json())
    turkish = Page[Labelled].model_validate(world.client.get(f"/v1/{path}", headers={"Accept-Language": "tr"}).json())
    assert dutch.items[0].id == turkish.items[0].id == first
    assert dutch.items[0].label != turkish.items[0].label
    assert dutch.total == len(dutch.items)


def test_places_are_found_by_wijk_kind_and_name(world: World) -> None:
    def names(**asked: Any) -> list[str]:
        answer = world.client.get("/v1/places", params=asked)
        return [each.name for each in Page[PlaceShape].model_validate(answer.json()).items]

    assert names() == ["Buurthuis Zuid", "Buurtkamer Oost", "Buurtkamer West"]
    assert names(wijk="moerwijk") == ["Buurtkamer Oost", "Buurtkamer West"]
    assert names(kind="meeting-place", q="KÁMER w") == ["Buurtkamer West"]
    assert names(kind="library") == names(wijk="nowhere") == names(q="100%") == []
    assert wrong_names(world.client.get("/v1/places", params={"kind": "A B", "size": 3})) == {"kind", "size"}


def test_one_place(world: World) -> None:
    found = PlaceShape.model_validate(world.client.get(f"/v1/places/{world.here}").json())
    assert (found.postcode, found.city, found.kind.label) == ("2531 PE", "Den Haag", "Ontmoetingsplek")
    assert found.accessibility["toilet"] == "unknown"
    assert world.client.get(f"/v1/places/{uuid4()}").status_code == 404


def test_who_may_add_a_place_where(world: World) -> None:
    def status(headers: dict[str, str]) -> int:
        return world.client.post("/v1/places", json=place_body(name=f"Plek {uuid4()}"), headers=headers).status_code

    assert status({}) == 401
    assert status(world.coordinator) == status(bearer("editor", wijken=["bouwlust"])) == 403
    assert status(world.editor) == status(ADMIN) == 201


def test_who_may_change_a_place_how(world: World) -> None:
    def change(headers: dict[str, str], place: Any = world.here, **changes: Any) -> int:
        path = f"/v1/places/{place}"
        etag = world.client.get(path).headers.get("etag", '"1"')
        body = place_body(**changes)
        return world.client.put(path, json=body, headers=headers | {"If-Match": etag}).status_code

    assert change({}) == 401
    assert change(ADMIN, uuid4()) == 404
    assert change(world.coordinator, summary="Nieuw.") == 200
    assert change(world.coordinator, place=world.there, name="Buurtkamer West") == 403
    assert change(world.coordinator, kind="library") == change(world.coordinator, wijk="bouwlust") == 403
    assert change(world.editor, wijk="bouwlust") == 403
    assert change(bearer("editor", wijken=["moerwijk", "bouwlust"]), wijk="bouwlust", kind="library") == 200
    assert change(world.editor) == 403


def test_a_place_change_needs_the_version_it_is_about(world: World) -> None:
    path = f"/v1/places/{world.here}"
    assert world.client.put(path, json=place_body(), headers=ADMIN).status_code == 428
    assert world.client.put(path, json=place_body(), headers=ADMIN | {"If-Match": '"9"'}).status_code == 412


def test_every_wrong_field_of_a_place_is_named(world: World) -> None:
    shape = place_body(name="x", postcode="0000", phone="bel mij", email="niet", surfaceM2=0, lat=12)
    answer = world.client.post("/v1/places", json=shape, headers=ADMIN)
    assert wrong_names(answer) == {"name", "postcode", "phone", "email", "surfaceM2", "lat"}
    words = place_body(kind="castle", wijk="centrum", accessibility={"pool": "yes"})
    assert wrong_names(world.client.post("/v1/places", json=words, headers=ADMIN)) == {
        "kind",
        "wijk",
        "accessibility.pool",
    }


def test_wrong_words_and_wrong_shapes_of_a_place_are_named_together(world: World) -> None:
    body = place_body(kind="castle", wijk="delft", name="", accessibility={"roof": "yes"})
    answer = world.client.post("/v1/places", json=body, headers=ADMIN)
    assert wrong_names(answer) == {"kind", "wijk", "name", "accessibility.roof"}


def test_the_same_place_twice_is_said_kindly(world: World) -> None:
    again = world.client.post("/v1/places", json=place_body(name="  buurtkamer óost "), headers=ADMIN)
    assert again.status_code == 409
    assert again.json()["errors"][0]["location"]["name"] == "name"
    headers = ADMIN | {"Idempotency-Key": "one-place-please"}
    once, twice = (
        world.client.post("/v1/places", json=place_body(name="Buurtkamer Noord"), headers=headers) for _ in range(2)
    )
    assert once.json()["id"] == twice.json()["id"]


WEEK = {"hours": [{"dayOfWeek": ["Friday", "Monday"], "opens": "09:00", "closes": "17:00"}]}
TASK: dict[str, Any] = {
    "task": "Het rooster maken",
    "since": "2022-01-01",
    "by": "residents",
    "evidence": [{"what": "Verslag", "source": "Bewonersgroep", "date": "2022-06-01", "url": "https://example.org/v"}],
}


def test_opening_hours_are_data_and_are_said_in_dutch(world: World) -> None:
    holiday = {"validFrom": soon(1), "validThrough": soon(2), "reason": "verbouwing"}
    past = {"validFrom": "2020-01-01", "validThrough": "2020-01-02"}
    body = place_body(name="Plek", opening=WEEK | {"exceptions": [holiday, past]})
    made = world.client.post("/v1/places", json=body, headers=ADMIN).json()
    found = PlaceShape.model_validate(made)
    assert found.opening and found.opening_hours
    assert found.opening.hours[0].day_of_week == ["Monday", "Friday"]
    assert found.opening_hours.startswith("maandag 9.00–17.00 uur, vrijdag 9.00–17.00 uur\n")
    assert found.opening_hours.endswith(": gesloten (verbouwing)")
    assert found.open_now is not None
    assert (found.closes_at if found.open_now else found.opens_at) is not None
    listed = world.client.get("/v1/places", params={"q": "plek"}).json()["items"][0]
    assert listed["opening"] == made["opening"]
    assert "openNow" not in listed
    again = place_body(name="Plek", opening=made["opening"])
    headers = ADMIN | {"If-Match": '"1"'}
    assert (
        world.client.put(f"/v1/places/{made['id']}", json=again, headers=headers).json()["opening"] == made["opening"]
    )


def test_impossible_opening_hours_are_named_with_the_rest(world: World) -> None:
    night = {"hours": [{"dayOfWeek": ["Monday"], "opens": "20:00", "closes": "02:00"}]}
    assert wrong_names(
        world.client.post("/v1/places", json=place_body(opening=night, wijk="delft"), headers=ADMIN)
    ) == {
        "opening.hours.0",
        "wijk",
    }
    twice = {"hours": [*WEEK["hours"], *WEEK["hours"]]}
    assert wrong_names(world.client.post("/v1/places", json=place_body(opening=twice), headers=ADMIN)) == {"opening"}
    assert wrong_names(world.client.post("/v1/places", json=place_body(openingHours="altijd"), headers=ADMIN)) == {
        "openingHours"
    }


def test_tasks_that_residents_took_over_carry_evidence(world: World) -> None:
    body = place_body(name="Plek", tasksTakenOver=[TASK, TASK | {"since": None, "evidence": []}])
    made = world.client.post("/v1/places", json=body, headers=ADMIN).json()
    assert made["tasksTakenOver"][0] == TASK
    assert PlaceShape.model_validate(made).tasks_taken_over[1].since is None
    assert world.client.get(f"/v1/places/{world.here}").json()["tasksTakenOver"] == []


def test_evidence_is_whole_and_not_of_tomorrow(world: World) -> None:
    evidence = TASK["evidence"][0]
    wrong = [
        TASK | {"since": soon(1)},
        TASK | {"by": "Jan"},
        TASK
        | {"evidence": [evidence | {"date": soon(2)}, evidence | {"url": "javascript:alert(1)"}, {"what": "Verslag"}]},
    ]
    body = place_body(tasksTakenOver=wrong, guidanceSince=soon(1), professionalGuidance=True)
    found = wrong_names(world.client.post("/v1/places", json=body, headers=ADMIN))
    assert found >= {"tasksTakenOver.1.by", "tasksTakenOver.2.evidence.1.url", "tasksTakenOver.2.evidence.2.source"}
    assert "guidanceSince" in found
    late = place_body(tasksTakenOver=[wrong[0], TASK | {"evidence": [evidence | {"date": soon(2)}]}])
    assert wrong_names(world.client.post("/v1/places", json=late, headers=ADMIN)) == {
        "tasksTakenOver.0.since",
        "tasksTakenOver.1.evidence.0.date",
    }


def test_guidance_is_told_with_by_whom_and_since_when(world: World) -> None:
    told = {"professionalGuidance": True, "guidanceBy": "Haags Sportkwartier", "guidanceSince": "2022-09-01"}
    made = world.client.post("/v1/places", json=place_body(name="Plek", **told), headers=ADMIN).json()
    assert {name: made[name] for name in told} == told
    none = world.client.post("/v1/places", json=place_body(**told | {"professionalGuidance": None}), headers=ADMIN)
    assert wrong_names(none) == {"body"}


def nearest(world: World, **asked: Any) -> list[tuple[str, int | None]]:
    answer = world.client.get("/v1/places", params={"near": "52.04,4.3"} | asked)
    return [(each.name, each.distance) for each in Page[PlaceShape].model_validate(answer.json()).items]


def test_the_nearest_places_come_first_with_their_distance(world: World) -> None:
    for name, lat in (("A ver", 52.049), ("Z dichtbij", 52.0409), ("M nergens", None)):
        body = place_body(name=name, lat=lat, lon=4.3 if lat else None)
        assert world.client.post("/v1/places", json=body, headers=ADMIN).status_code == 201
    here = [("Buurthuis Zuid", 0), ("Buurtkamer Oost", 0), ("Buurtkamer West", 0)]
    assert nearest(world) == [*here, ("Z dichtbij", 100), ("A ver", 1001), ("M nergens", None)]
    assert nearest(world, radius=500) == [*here, ("Z dichtbij", 100)]
    assert nearest(world, sort="name", radius=2000)[0] == ("A ver", 1001)
    listed = world.client.get("/v1/places", params={"near": "52.04,4.3", "radius": 500, "pageSize": 3}).json()
    assert (listed["total"], len(listed["items"])) == (4, 3)
    assert wrong_names(world.client.get("/v1/places", params={"sort": "near", "radius": 5})) == {"sort", "radius"}
    assert wrong_names(world.client.get("/v1/places", params={"near": "x", "sort": "far"})) == {"near", "sort"}


def test_unknown_accessibility_never_passes_the_filter(world: World) -> None:
    def names(aspects: str) -> list[str]:
        items = world.client.get("/v1/places", params={"accessible": aspects}).json()["items"]
        return [each["name"] for each in items]

    quiet = place_body(name="Stille plek", accessibility={"quiet-room": "yes", "toilet": "unknown", "step-free": "yes"})
    assert world.client.post("/v1/places", json=quiet, headers=ADMIN).status_code == 201
    assert names("quiet-room") == names("quiet-room,step-free") == ["Stille plek"]
    assert len(names("step-free")) == 4
    assert names("toilet") == names("quiet-room,toilet") == names("lift") == names("nonsense") == []


def test_the_same_place_sent_at_the_same_time_is_added_once(world: World) -> None:
    def add(key: str | None) -> int:
        headers = ADMIN | ({"Idempotency-Key": key} if key else {})
        return world.client.post("/v1/places", json=place_body(name=f"Plek {key}"), headers=headers).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(add, [None] * 6)) == [201, *[409] * 5]
        assert set(pool.map(add, ["one-key-for-all"] * 6)) == {201}
    assert world.client.get("/v1/places", params={"q": "plek"}).json()["total"] == 2


def test_of_changes_at_the_same_time_one_is_kept(world: World) -> None:
    def change(number: int) -> int:
        body = place_body(opening={"hours": WEEK["hours"][:number]}, summary=f"Nummer {number}.")
        headers = world.coordinator | {"If-Match": '"1"'}
        return world.client.put(f"/v1/places/{world.here}", json=body, headers=headers).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(change, range(4))) == [200, 412, 412, 412]


def test_a_moved_place_takes_its_activities_along(world: World) -> None:
    made = world.added()
    place = world.client.get(f"/v1/places/{world.here}")
    body = place_body(wijk="bouwlust")
    headers = ADMIN | {"If-Match": place.headers["etag"]}
    assert world.client.put(f"/v1/places/{world.here}", json=body, headers=headers).status_code == 200
    assert world.client.get(f"/v1/activities/{made['id']}").json()["wijk"] == "bouwlust"
    assert world.client.get("/v1/occurrences", params={"wijk": "bouwlust"}).json()["total"] == 14


def offered(world: World, **asked: Any) -> dict[str, int]:
    answer = world.client.get("/v1/place-offers", params={"kind": "meeting-place"} | asked)
    return {each.name: len(each.project_ids) for each in Page[PlaceOffer].model_validate(answer.json()).items}


def test_a_place_offers_the_distinct_projects_of_what_is_done_there(world: World) -> None:
    one, two = str(uuid4()), str(uuid4())
    assert offered(world) == {"Buurthuis Zuid": 0, "Buurtkamer Oost": 0, "Buurtkamer West": 0}
    for project in (one, one, two, None):
        world.added(projectId=project)
    assert offered(world, wijk="moerwijk") == {"Buurtkamer Oost": 2, "Buurtkamer West": 0}


def test_publishing_a_third_project_counts_and_withdrawing_it_turns_that_back(world: World) -> None:
    for _ in range(2):
        world.added(projectId=str(uuid4()))
    third = world.added(projectId=str(uuid4()), status="draft")
    path = f"/v1/activities/{third['id']}"
    assert offered(world)["Buurtkamer Oost"] == 2
    body = world.body(projectId=third["projectId"])
    assert world.client.put(path, json=body, headers=world.coordinator | {"If-Match": '"1"'}).status_code == 200
    assert offered(world)["Buurtkamer Oost"] == 3
    assert world.client.delete(path, headers=world.coordinator | {"If-Match": '"2"'}).status_code == 204
    assert offered(world)["Buurtkamer Oost"] == 2


@pytest.mark.parametrize(("days", "counts"), [(0, 0), (1, 1), (90, 1), (92, 0), (200, 0)])
def test_only_dates_of_the_next_thirteen_weeks_count(world: World, days: int, counts: int) -> None:
    once = {"rrule": None, "start": f"{soon(days)}T00:00", "end": f"{soon(days)}T00:01"}
    world.added(projectId=str(uuid4()), schedule=once)
    assert offered(world)["Buurtkamer Oost"] == counts


def test_paused_and_ended_activities_offer_nothing(world: World) -> None:
    for status in ("paused", "ended", "draft"):
        world.added(projectId=str(uuid4()), status=status)
    assert offered(world)["Buurtkamer Oost"] == 0
