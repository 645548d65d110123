"""Whatever is sent to the doors of joining, the answer is a sentence: never a 500."""

from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as some

from tests.participation.conftest import World, wrong_names
from tests.participation.joining import first_date, joined, link, who
from tests.participation.test_hostile_input import GENTLY, JSON

JOIN_FIELDS = ["name", "phone", "email", "language", "forChild", "onBehalf", "website", "formToken", "nonsense"]
COUNT_FIELDS = ["count", "ofWhom", "present", "nonsense"]
TEXT = some.text(max_size=40).filter(lambda text: text.isprintable() and "/" not in text and text not in (".", ".."))


def test_no_field_breaks_joining(world: World) -> None:
    path = f"/v1/occurrences/{first_date(world, capacity=3)}/enrolments"

    @GENTLY
    @given(some.dictionaries(some.sampled_from(JOIN_FIELDS), JSON, max_size=3))
    def check(changes: dict[str, Any]) -> None:
        try:
            answer = world.client.post(path, json=who("Fatma") | changes)
        except ValueError:
            return  # httpx itself refuses to send NaN and infinity
        assert answer.status_code in (201, 400, 401, 429), answer.text
        if answer.status_code == 400 and "errors" in answer.json():
            assert {name.partition(".")[0] for name in wrong_names(answer)} <= {*changes, "body", "phone"}

    check()


def test_no_field_breaks_counting(world: World) -> None:
    path = f"/v1/occurrences/{first_date(world)}/attendance"

    @GENTLY
    @given(some.dictionaries(some.sampled_from(COUNT_FIELDS), JSON, max_size=3))
    def check(body: dict[str, Any]) -> None:
        try:
            answer = world.client.put(path, json=body, headers=world.coordinator)
        except ValueError:
            return
        assert answer.status_code in (200, 400), answer.text

    check()


def test_no_code_and_no_token_breaks_leaving(world: World) -> None:
    date = first_date(world)
    person = joined(world, date)

    @GENTLY
    @given(TEXT)
    def check(text: str) -> None:
        left = world.client.post(f"/v1/occurrences/{date}/leavings", json={"code": text}, headers=world.coordinator)
        assert left.status_code in (400, 404)
        if text:
            assert world.client.request("DELETE", f"/v1/enrolments/{text.encode().hex()}").status_code == 404

    check()
    assert world.client.get(link(person)).json()["status"] == "enrolled"


def test_bodies_that_are_no_object_and_ids_that_are_none(world: World) -> None:
    date = first_date(world)
    for content in (b"", b"[]", b"null", b"{", b'"x"', b'{"name": "\xff"}'):
        for method, path in (("POST", "enrolments"), ("POST", "leavings"), ("PUT", "attendance")):
            address = f"/v1/occurrences/{date}/{path}"
            headers = {"Content-Type": "application/json", **world.coordinator}
            answer = world.client.request(method, address, content=content, headers=headers)
            assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    for unknown in ("nowhere", str(uuid4())):
        assert world.client.post(f"/v1/occurrences/{unknown}/enrolments", json=who()).status_code in (400, 404)
        answer = world.client.put(f"/v1/occurrences/{unknown}/attendance", json={"count": 1}, headers=world.coordinator)
        assert answer.status_code in (400, 404)
        path = f"/v1/places/{world.here}/phone-list/{unknown}/called"
        assert world.client.post(path, json={}, headers=world.coordinator).status_code in (400, 404)


def test_a_name_may_be_in_any_script_and_a_letter_can_not_be_bent(world: World) -> None:
    date = first_date(world, capacity=None)
    for name in ("فاطمة", "Зорница", "O'Brien-ʻOkina", "<b>Ali</b>", "{title}", "%s", "a" * 60):
        made = joined(world, date, name)
        assert world.client.get(link(made)).json()["name"] == name
    for email in ("a@b.nl\nBcc: x@y.nl", "a@b.nl,x@y.nl c", "a b@c.nl"):
        answer = world.client.post(f"/v1/occurrences/{date}/enrolments", json=who(email=email))
        assert wrong_names(answer) == {"email"}
