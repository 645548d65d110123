"""Hints while writing, over HTTP."""

from uuid import uuid4

import pytest

from services.participation.readability.completeness_rules import USEFUL
from tests.participation.conftest import ADMIN, World, place_body, wrong_names
from tests.tokens import bearer


def test_hints_for_a_text_that_is_being_written(world: World) -> None:
    body = {"title": "Koffie", "summary": "U dient te bellen.", "description": "Kom langs."}
    answer = world.client.post("/v1/text-checks", json=body, headers=world.coordinator)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    (hint,) = found["hints"]
    assert (hint["field"], hint["code"], hint["suggestion"]) == ("summary", "office-word", "moet")
    assert body["summary"][hint["start"] : hint["end"]] == hint["found"] == "dient te"
    assert (found["label"], found["words"], found["sentences"]) == ("Goed te lezen", 7, 3)


@pytest.mark.parametrize("body", [{}, {"title": "  ", "summary": "12 !"}])
def test_no_words_no_score(world: World, body: dict[str, str]) -> None:
    answer = world.client.post("/v1/text-checks", json=body, headers=world.coordinator)
    assert (answer.status_code, answer.json()["score"], answer.json()["label"]) == (200, None, None)


def test_wrong_texts_are_all_named(world: World) -> None:
    body = {"title": "x" * 301, "summary": 3, "bring": None, "place": "x"}
    answer = world.client.post("/v1/text-checks", json=body, headers=world.coordinator)
    assert wrong_names(answer) == {"title", "summary", "bring", "place"}


def test_only_who_writes_asks(world: World) -> None:
    assert world.client.post("/v1/text-checks", json={}).status_code == 401
    assert world.client.post("/v1/text-checks", json={}, headers=bearer("analyst")).status_code == 403


def test_what_an_activity_lacks(world: World) -> None:
    added = world.added(description="", summary="Indien u wilt, kunt u komen.")
    path = f"/v1/activities/{added['id']}/quality"
    answer = world.client.get(path, headers=world.coordinator)
    found = answer.json()
    assert [each["field"] for each in found["lacking"]][:2] == ["place.phone", "description"]
    assert {"accessibility", "place.point"} & {each["field"] for each in found["lacking"]} == set()
    assert found["lacking"][0]["ofPlace"] is True
    assert [hint["found"] for hint in found["text"]["hints"]] == ["Indien"]
    again = world.client.get(path, headers=world.coordinator | {"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert answer.headers["sql-statements"] == "1"


def test_every_useful_thing_is_looked_at(world: World) -> None:
    """An activity of which nothing is known lacks all of it."""
    bare = place_body(name="Kaal", lat=None, lon=None, accessibility={})
    place_id = world.client.post("/v1/places", json=bare, headers=ADMIN).json()["id"]
    body = world.body(placeId=place_id, description="")
    added = world.client.post("/v1/activities", json=body, headers=ADMIN).json()["id"]
    found = world.client.get(f"/v1/activities/{added}/quality", headers=ADMIN).json()
    assert {each["field"] for each in found["lacking"]} == {each.field for each in USEFUL}
    assert found["completeness"] == 0


def test_filling_in_makes_it_more_complete(world: World) -> None:
    poor = world.added(description="")["id"]
    rich = world.added(bring="Een schort")["id"]
    scores = [
        world.client.get(f"/v1/activities/{each}/quality", headers=world.editor).json()["completeness"]
        for each in (poor, rich)
    ]
    assert scores[0] < scores[1]


def test_quality_is_for_its_own_people(world: World) -> None:
    body = world.body(placeId=str(world.there))
    path = f"/v1/activities/{world.client.post('/v1/activities', json=body, headers=ADMIN).json()['id']}/quality"
    assert world.client.get(path).status_code == 401
    assert world.client.get(path, headers=world.coordinator).status_code == 403
    assert {world.client.get(path, headers=who).status_code for who in (world.editor, bearer("moderator"))} == {200}
    assert world.client.get(f"/v1/activities/{uuid4()}/quality", headers=world.editor).status_code == 404
