"""Help offers over HTTP: found by who needs them, kept by editors."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.participation.pathways import HelpOfferShape
from services.contracts.shapes import Page
from services.kit.database import Database
from services.kit.who import Who
from services.participation.pathways.rules import may_keep
from tests.participation.conftest import ADMIN, World, wrong_names
from tests.participation.pathways_world import offer_body, offered
from tests.tokens import bearer

WIJKEN = st.frozensets(st.sampled_from(["moerwijk", "bouwlust", "vrederust", "morgenstond"]))


def test_what_is_added_is_found_in_the_askers_language(world: World) -> None:
    made = offered(world, placeId=str(world.here))
    found = HelpOfferShape.model_validate(world.client.get(f"/v1/help-offers/{made['id']}").json())
    assert (found.kind.label, found.place and found.place.name) == ("Geld en schulden", "Buurtkamer Oost")
    turkish = world.client.get("/v1/help-offers", headers={"Accept-Language": "tr"})
    page = Page[HelpOfferShape].model_validate(turkish.json())
    assert (page.total, page.items[0].kind.label) == (1, "Para ve borçlar")


@pytest.mark.parametrize(
    ("name", "fits", "misses"), [("kind", "debt", "care"), ("wijk", "moerwijk", "bouwlust"), ("language", "tr", "pl")]
)
def test_a_filter_keeps_what_fits(world: World, name: str, fits: str, misses: str) -> None:
    offered(world)
    totals = [world.client.get("/v1/help-offers", params={name: each}).json()["total"] for each in (fits, misses)]
    assert totals == [1, 0]


def test_pages_are_by_title_and_cost_three_statements(world: World) -> None:
    for title in ("Zorg aan huis", "Élan", "Dansen voor ouderen"):
        offered(world, title=title)
    first = world.client.get("/v1/help-offers", params={"pageSize": 2})
    assert [item["title"] for item in first.json()["items"]] == ["Dansen voor ouderen", "Élan"]
    assert int(first.headers["sql-statements"]) <= 3
    second = world.client.get(first.json()["next"]).json()
    assert ([item["title"] for item in second["items"]], second["next"]) == (["Zorg aan huis"], None)
    etag = world.client.get("/v1/help-offers").headers["etag"]
    assert world.client.get("/v1/help-offers", headers={"If-None-Match": etag}).status_code == 304


def test_everything_that_is_wrong_is_named(world: World) -> None:
    wrong = {"kind": "magic", "title": "x", "wijken": ["utrecht"], "languages": ["klingon"], "placeId": str(uuid4())}
    wrong |= {"url": "javascript:alert(1)", "email": "nobody", "colour": "red"}
    answer = world.client.post("/v1/help-offers", json=offer_body(**wrong), headers=world.editor)
    assert wrong_names(answer) == set(wrong)
    out_of_reach = offer_body(phone=None)
    assert wrong_names(world.client.post("/v1/help-offers", json=out_of_reach, headers=world.editor)) == {"phone"}
    empty = world.client.post("/v1/help-offers", json={}, headers=world.editor)
    assert wrong_names(empty) == {"kind", "title", "what", "wijken", "phone"}


def test_the_same_key_makes_one(world: World) -> None:
    headers = world.editor | {"Idempotency-Key": "one-help-offer"}

    def post(_: int) -> httpx.Response:
        return world.client.post("/v1/help-offers", json=offer_body(), headers=headers)

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(post, range(3)))
    assert len({answer.json()["id"] for answer in answers}) == 1
    other = world.client.post("/v1/help-offers", json=offer_body(title="Iets anders"), headers=headers)
    assert other.status_code == 409


def test_a_change_needs_the_version_it_is_about(world: World) -> None:
    made = offered(world)
    path = f"/v1/help-offers/{made['id']}"
    etag = world.client.get(path).headers["etag"]
    assert world.client.put(path, json=offer_body(), headers=world.editor).status_code == 428

    def change(title: str) -> httpx.Response:
        return world.client.put(path, json=offer_body(title=title), headers=world.editor | {"If-Match": etag})

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(change, ["Eerste", "Tweede", "Derde"]))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
    assert world.client.delete(path, headers=world.editor | {"If-Match": etag}).status_code == 412
    assert world.client.delete(path, headers=world.editor | {"If-Match": '"2"'}).status_code == 204
    assert world.client.get(path).status_code == 404
    assert world.client.delete(path, headers=world.editor | {"If-Match": '"3"'}).status_code == 404
    assert world.client.get("/v1/help-offers").json()["total"] == 0


def test_what_is_withdrawn_is_no_next_step_any_more(world: World) -> None:
    made = offered(world)
    activity = world.added(nextSteps=[{"kind": "help-offer", "id": made["id"]}])
    assert activity["nextSteps"][0]["title"] == "Spreekuur geldzaken"
    world.client.delete(f"/v1/help-offers/{made['id']}", headers=world.editor | {"If-Match": '"1"'}).raise_for_status()
    assert world.client.get(f"/v1/activities/{activity['id']}").json()["nextSteps"] == []


def test_an_editor_keeps_those_of_their_own_wijken_only(world: World) -> None:
    both = offer_body(wijken=["moerwijk", "bouwlust"])
    assert world.client.post("/v1/help-offers", json=both, headers=world.editor).status_code == 403
    made = world.client.post("/v1/help-offers", json=both, headers=ADMIN).json()
    path, match = f"/v1/help-offers/{made['id']}", world.editor | {"If-Match": '"1"'}
    assert world.client.put(path, json=offer_body(), headers=match).status_code == 403
    assert world.client.delete(path, headers=match).status_code == 403
    wide = bearer("editor", wijken=["moerwijk", "bouwlust"]) | {"If-Match": '"1"'}
    assert world.client.put(path, json=offer_body(), headers=wide).status_code == 200
    for who, status in (({}, 401), (world.coordinator, 403), (bearer("analyst"), 403)):
        assert world.client.post("/v1/help-offers", json=offer_body(), headers=who).status_code == status


@given(WIJKEN, WIJKEN)
def test_who_keeps_a_help_offer_works_for_all_its_wijken(own: frozenset[str], of_offer: frozenset[str]) -> None:
    may = may_keep(Who("somebody", frozenset({"editor"}), wijken=own), sorted(of_offer))
    assert may == (of_offer <= own)
    assert not may_keep(Who("somebody", frozenset({"coordinator"}), wijken=own), sorted(of_offer))


def test_no_phone_or_address_stands_in_the_audit(world: World, storage: Database) -> None:
    offered(world, email="spreekuur@example.org")
    with storage.reading() as connection:
        rows = connection.execute(b"SELECT action, change FROM participation.audit WHERE object_type = 'help-offer'")
        found = rows.fetchall()
    assert [row[0] for row in found] == ["add"]
    assert "555" not in str(found)
    assert "@" not in str(found)
