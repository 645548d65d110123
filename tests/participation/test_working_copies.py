"""Working on an activity while the public sees what was approved; its states; copies of it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.contracts.participation import ActivityShape
from services.contracts.participation.working_copies import WorkingCopyShape
from services.participation.activities.state_rules import STEPS, refused_step
from tests.participation.conftest import ADMIN, Body, World, soon, wrong_names
from tests.tokens import bearer


class Desk:
    """One activity and who works on it."""

    def __init__(self, world: World, **changes: Any) -> None:
        self.world = world
        self.made = world.added(**changes)
        self.path = f"/v1/activities/{self.made['id']}"
        self.draft = f"{self.path}/draft"

    def seen(self, headers: dict[str, str] | None = None) -> httpx.Response:
        return self.world.client.get(self.draft, headers=headers or self.world.coordinator)

    def save(self, version: int, headers: dict[str, str] | None = None, **changes: Any) -> httpx.Response:
        body = self.body(**changes)
        who = headers or self.world.coordinator
        return self.world.client.put(self.draft, json=body, headers=who | {"If-Match": f'"{version}"'})

    def body(self, **changes: Any) -> Body:
        body = self.world.body(**changes)
        del body["status"]
        return body

    def publish(self, version: int, headers: dict[str, str] | None = None, **asked: Any) -> httpx.Response:
        who = (headers or self.world.coordinator) | {"If-Match": f'"{version}"'}
        return self.world.client.post(f"{self.path}/publication", json=asked or None, headers=who)

    def change(self, version: int, **changes: Any) -> httpx.Response:
        headers = self.world.coordinator | {"If-Match": f'"{version}"'}
        return self.world.client.put(self.path, json=self.world.body(**changes), headers=headers)

    def public(self) -> Body:
        found: Body = self.world.client.get(self.path).json()
        return found


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def test_before_anybody_works_on_it_the_working_copy_is_what_is_public(desk: Desk) -> None:
    answer = desk.seen()
    found = WorkingCopyShape.model_validate(answer.json())
    assert (found.saved, found.version, found.missing, found.public_changed) == (False, 0, [], False)
    assert (found.body["title"], found.body["placeId"]) == ("Koffieochtend", str(desk.world.here))
    assert answer.headers["etag"].startswith('"0.')
    saved = desk.world.client.put(
        desk.draft, json=found.body, headers=desk.world.coordinator | {"If-Match": answer.headers["etag"]}
    )
    assert saved.json()["body"] == found.body
    assert saved.json()["missing"] == []


def test_the_public_sees_the_version_that_was_approved_last(desk: Desk) -> None:
    before = desk.public()
    saved = desk.save(0, title="Theeochtend", summary="Drink een kopje thee met uw buren.")
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    assert desk.public() == before
    assert desk.world.client.get("/v1/activities").json()["items"][0]["title"] == "Koffieochtend"
    published = desk.publish(1)
    assert (published.status_code, published.json()["title"]) == (200, "Theeochtend")
    ActivityShape.model_validate(published.json())
    assert desk.public()["title"] == "Theeochtend"
    assert [date["id"] for date in desk.public()["next"]] == [date["id"] for date in before["next"]]
    assert (desk.seen().json()["saved"], desk.seen().json()["version"]) == (False, 2)


def test_it_may_be_half_done_and_says_what_is_missing(desk: Desk) -> None:
    headers = desk.world.coordinator | {"If-Match": '"0"'}
    half = {"title": "Th", "category": "parties", "cost": {"free": False}, "nextSteps": 5, "ages": "young"}
    saved = desk.world.client.put(desk.draft, json=half, headers=headers)
    assert saved.json()["body"] == half
    named = {each["name"] for each in saved.json()["missing"]}
    wrong = {"title", "category", "cost.text", "nextSteps", "ages"}
    assert named == wrong | {"summary", "placeId", "schedule"}
    assert wrong_names(desk.publish(1)) == named
    assert desk.public()["title"] == "Koffieochtend"
    assert desk.seen().json()["version"] == 1


def test_what_no_activity_has_is_refused(desk: Desk) -> None:
    headers = desk.world.coordinator | {"If-Match": '"0"'}
    wrong = {"colour": "red", "status": "published"}
    assert wrong_names(desk.world.client.put(desk.draft, json=wrong, headers=headers)) == set(wrong)
    for body in (
        b'{"title": "a\\u0000b"}',
        b'{"title": "\\ud800"}',
        b'{"capacity": 1e999, "bring": 99999999999999999999}',
    ):
        bad = desk.world.client.put(desk.draft, content=body, headers=headers | {"Content-Type": "application/json"})
        assert wrong_names(bad) == {"body"}
    assert desk.world.client.put(desk.draft, json=[1], headers=headers).status_code == 400


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = ("title", "cost", "schedule", "languages", "nextSteps", "translations", "placeId", "needs", "maexUrl", "ages")


def test_nothing_that_is_typed_breaks_it(desk: Desk) -> None:
    headers = desk.world.coordinator | {"If-Match": "*"}

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=4))
    def check(body: Body) -> None:
        answer = desk.world.client.put(desk.draft, json=body, headers=headers)
        assert answer.status_code in (200, 400), answer.text

    check()


def test_of_two_people_who_edit_the_second_sees_it(desk: Desk) -> None:
    assert desk.world.client.put(desk.draft, json={}, headers=desk.world.coordinator).status_code == 428
    assert desk.save(0, title="Van de eerste").status_code == 200
    assert desk.save(0, desk.world.editor, title="Van de tweede").status_code == 412
    assert desk.publish(0, desk.world.editor).status_code == 412
    assert desk.seen().json()["body"]["title"] == "Van de eerste"
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: desk.save(1, title=f"Versie {n}"), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


def test_of_two_who_publish_one_does(desk: Desk) -> None:
    desk.save(0, title="Theeochtend")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: desk.publish(1), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    assert desk.public()["version"] == 2


def test_a_version_that_was_thrown_away_does_not_come_back(desk: Desk) -> None:
    desk.save(0, title="Theeochtend")
    headers = desk.world.coordinator
    assert desk.world.client.delete(desk.draft, headers=headers).status_code == 428
    assert desk.world.client.delete(desk.draft, headers=headers | {"If-Match": '"0"'}).status_code == 412
    assert desk.world.client.delete(desk.draft, headers=headers | {"If-Match": '"1"'}).status_code == 204
    assert desk.world.client.delete(desk.draft, headers=headers | {"If-Match": '"2"'}).status_code == 404
    assert desk.save(2, title="Sapochtend").json()["version"] == 3
    assert desk.save(1, title="Oud").status_code == 412


def test_what_somebody_changed_in_public_is_not_overwritten_unseen(desk: Desk) -> None:
    desk.save(0, title="Theeochtend")
    desk.change(1, summary="Nu met taart en koffie voor iedereen.").raise_for_status()
    assert desk.seen().json()["publicChanged"] is True
    refused = desk.publish(1)
    assert (refused.status_code, refused.json()["publicVersion"]) == (409, 2)
    assert desk.publish(1, publicVersion=1).status_code == 409
    assert desk.publish(1, publicVersion=2).json()["title"] == "Theeochtend"


def test_a_change_of_the_place_does_not_stand_in_the_way(desk: Desk) -> None:
    desk.save(0, title="Theeochtend")
    place = desk.world.client.get(f"/v1/places/{desk.world.here}")
    names = ("name", "wijk", "summary", "streetAddress", "postcode", "lat", "lon", "accessibility")
    body = {name: place.json()[name] for name in names} | {"kind": "meeting-place", "phone": "070 555 01 23"}
    headers = ADMIN | {"If-Match": place.headers["etag"]}
    desk.world.client.put(f"/v1/places/{desk.world.here}", json=body, headers=headers).raise_for_status()
    assert desk.public()["version"] == 2
    assert desk.publish(1).status_code == 200


def test_who_may_not_change_it_may_not_work_on_it(desk: Desk) -> None:
    for who, status in (
        ({}, 401),
        (bearer("analyst"), 403),
        (bearer("coordinator", places=[desk.world.there]), 403),
        (bearer("editor", wijken=["bouwlust"]), 403),
    ):
        match = who | {"If-Match": '"0"'}
        client = desk.world.client
        answers = [
            client.get(desk.draft, headers=who),
            client.put(desk.draft, json={}, headers=match),
            client.delete(desk.draft, headers=match),
            client.post(f"{desk.path}/publication", headers=match),
            client.post(f"{desk.path}/copies", json=COPY, headers=match),
        ]
        assert {answer.status_code for answer in answers} == {status}
    elsewhere = desk.save(0, placeId=str(desk.world.elsewhere))
    assert elsewhere.status_code == 200
    assert desk.publish(1).status_code == 403
    assert desk.public()["place"]["name"] == "Buurtkamer Oost"


COPY: Body = {"schedule": {"rrule": "FREQ=WEEKLY", "start": f"{soon(9)}T14:00:00", "end": f"{soon(9)}T15:00:00"}}


def test_an_activity_that_is_not_public_yet_is_published_as_it_is(world: World) -> None:
    desk = Desk(world, status="draft")
    assert desk.publish(0).json()["status"] == "published"
    assert desk.publish(1).status_code == 409
    assert desk.change(2, status="paused").json()["status"] == "paused"
    assert desk.publish(1).json()["status"] == "published"


def test_a_draft_that_is_not_whole_is_not_published(world: World) -> None:
    desk = Desk(world, status="draft")
    headers = world.coordinator | {"If-Match": '"0"'}
    world.client.put(desk.draft, json={"title": "Theeochtend"}, headers=headers).raise_for_status()
    assert desk.publish(1).status_code == 400
    assert world.client.get(desk.path).status_code == 404


@pytest.mark.parametrize("before", STEPS)
@pytest.mark.parametrize("after", STEPS)
def test_only_the_steps_of_the_table_are_taken(world: World, before: str, after: str) -> None:
    desk = Desk(world, status=before)
    answer = desk.change(1, status=after)
    assert (answer.status_code == 409) == (after not in STEPS[before]), answer.text
    if reason := refused_step(before, after):
        assert answer.json()["detail"] == reason


def test_a_change_that_does_not_name_the_status_keeps_it(desk: Desk) -> None:
    body = desk.body(title="Theeochtend")
    headers = desk.world.coordinator | {"If-Match": '"1"'}
    assert desk.world.client.put(desk.path, json=body, headers=headers).json()["status"] == "published"


def test_the_end_is_final_but_can_be_copied(desk: Desk) -> None:
    client, who = desk.world.client, desk.world.coordinator
    assert client.delete(desk.path, headers=who | {"If-Match": '"1"'}).status_code == 204
    assert client.delete(desk.path, headers=who | {"If-Match": '"2"'}).status_code == 409
    assert desk.save(0).status_code == 409
    assert desk.publish(0).status_code == 409
    keyed = who | {"Idempotency-Key": "a-copy-and-no-more"}
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: client.post(f"{desk.path}/copies", json=COPY, headers=keyed), range(3)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    copy = answers[0].json()
    assert (copy["status"], copy["title"], copy["schedule"]["start"]) == (
        "draft",
        "Koffieochtend",
        f"{soon(9)}T14:00:00",
    )
    assert copy["id"] != desk.made["id"]
    other = {"schedule": COPY["schedule"] | {"end": f"{soon(9)}T16:00:00"}}
    assert client.post(f"{desk.path}/copies", json=other, headers=keyed).status_code == 409


def test_a_copy_needs_a_time(desk: Desk) -> None:
    path, who = f"{desk.path}/copies", desk.world.coordinator
    assert wrong_names(desk.world.client.post(path, json={}, headers=who)) == {"schedule"}
    daily = {"schedule": COPY["schedule"] | {"rrule": "FREQ=SECONDLY"}}
    assert wrong_names(desk.world.client.post(path, json=daily, headers=who)) == {"schedule.rrule"}
    assert (
        desk.world.client.post(path.replace(desk.made["id"], str(desk.world.here)), json=COPY, headers=who).status_code
        == 404
    )
