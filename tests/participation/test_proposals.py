"""Residents propose; somebody of the wijk makes a draft of it, or says kindly why not."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select

from services.contracts.participation import OwnProposal, ProposalDetails, ProposalShape
from services.contracts.shapes import Page
from services.kit.database import Database
from services.kit.outbox import letters
from services.participation.tables import activity, metadata, proposal
from tests.participation.conftest import ADMIN, Body, World, soon, wrong_names
from tests.participation.wishing import MODERATOR, calling, link_of, proposal_body
from tests.postgres import SECRET
from tests.tokens import bearer


def propose(world: World, headers: dict[str, str] | None = None, **changes: Any) -> httpx.Response:
    return world.client.post("/v1/proposals", json=proposal_body(**changes), headers=headers or {})


def proposed(world: World, **changes: Any) -> Body:
    answer = propose(world, **changes)
    assert answer.status_code == 201, answer.text
    found: Body = answer.json()
    return found


def look(world: World, proposal_id: Any, headers: dict[str, str] = MODERATOR) -> httpx.Response:
    return world.client.get(f"/v1/proposals/{proposal_id}", headers=headers)


def decide(
    world: World, proposal_id: Any, headers: dict[str, str] = MODERATOR, decision: str = "accept", **more: Any
) -> httpx.Response:
    given = headers | {"If-Match": look(world, proposal_id).headers["etag"]}
    return world.client.post(f"/v1/proposals/{proposal_id}/decision", json={"decision": decision} | more, headers=given)


def listed(world: World, headers: dict[str, str], **asked: Any) -> list[UUID]:
    answer = world.client.get("/v1/proposals", params=asked, headers=headers)
    return [each.id for each in Page[ProposalShape].model_validate(answer.json()).items]


def test_a_proposal_waits_and_its_maker_can_follow_it(world: World) -> None:
    made = OwnProposal.model_validate(proposed(world))
    assert (made.status, made.hears_of_it, made.activity_id) == ("open", False, None)
    assert OwnProposal.model_validate(proposed(world, email="a@example.org")).hears_of_it
    link = link_of({"manageUrl": made.manage_url})
    first = world.client.get(link)
    assert first.json()["title"] == "Schaken in het park"
    assert world.client.get(link, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert world.client.delete(link).status_code == 204
    assert world.client.delete(link).status_code == world.client.get(link).status_code == 404
    assert listed(world, MODERATOR) and made.id not in listed(world, MODERATOR)


def test_accepting_an_activity_makes_a_draft(world: World, storage: Database) -> None:
    made = proposed(world, email="a@example.org", placeId=str(world.here), category="sport", wijk=None)
    details = ProposalDetails.model_validate(look(world, made["id"], world.coordinator).json())
    assert (details.wijk, details.contact, details.prefilled["category"]) == ("moerwijk", "a@example.org", "sport")
    assert world.client.post("/v1/activities", json=details.prefilled, headers=world.coordinator).status_code == 201
    answer = decide(world, made["id"], world.coordinator, start=f"{soon(9)}T14:00", end=f"{soon(9)}T16:00")
    assert (answer.status_code, answer.json()["status"]) == (200, "accepted")
    path = f"/v1/activities/{answer.json()['activityId']}"
    draft = world.client.get(path, headers=world.coordinator).json()
    assert (draft["title"], draft["status"], draft["schedule"]["start"][:13]) == (
        *("Schaken in het park", "draft"),
        f"{soon(9)}T14",
    )
    assert "op zaterdag in de middag" in draft["description"]
    assert world.client.get(path).status_code == 404
    with storage.writing() as session:
        (letter,) = letters(session, metadata, SECRET)
    assert (letter.to, "goed idee" in letter.text) == ("a@example.org", True)


def test_a_draft_needs_a_place_and_a_category(world: World) -> None:
    made = proposed(world, title="Iets met xylofoons", description="Xylofoon spelen.")
    assert wrong_names(decide(world, made["id"])) == {"placeId", "category"}
    assert wrong_names(decide(world, made["id"], placeId=str(uuid4()), category="magic")) == {"placeId", "category"}
    bad_days: dict[str, Any] = {"start": "1900-01-01T10:00", "end": "1900-01-01T09:00"}
    assert decide(world, made["id"], placeId=str(world.here), category="sport", **bad_days).status_code == 400
    passed_on = decide(world, made["id"], placeId=str(world.here), category="sport")
    assert passed_on.json()["status"] == "accepted"
    draft = world.client.get(f"/v1/activities/{passed_on.json()['activityId']}", headers=ADMIN).json()
    assert "De datum is nog niet bekend" in draft["description"]


def test_a_place_gives_its_editor_a_start(world: World) -> None:
    made = proposed(world, kind="place", title="Buurttuin De Vlinder", where="Straat 12")
    answer = decide(world, made["id"], world.editor)
    prefilled = {"name": "Buurttuin De Vlinder", "wijk": "moerwijk", "streetAddress": "Straat 12"}
    assert prefilled.items() <= answer.json()["prefilled"].items()
    assert (answer.json()["status"], answer.json()["activityId"]) == ("accepted", None)


def test_a_rejection_is_kind_and_gives_a_reason(world: World, storage: Database) -> None:
    made = proposed(world, email="a@example.org", language="en")
    assert wrong_names(decide(world, made["id"], decision="reject")) == {"reason"}
    assert wrong_names(decide(world, made["id"], decision="reject", reason="stupid")) == {"reason"}
    assert decide(world, made["id"], decision="reject", reason="no-room").json()["status"] == "rejected"
    assert decide(world, made["id"]).status_code == 409
    assert world.client.delete(link_of(made)).status_code == 409
    with storage.writing() as session:
        (letter,) = letters(session, metadata, SECRET)
    assert "There is no room or time for it now." in letter.text


def test_who_left_a_phone_number_is_called_by_who_decided(world: World, storage: Database) -> None:
    made = proposed(world, phone="06 12 34 56 78")
    answer = decide(world, made["id"], decision="reject", reason="not-clear")
    assert (answer.json()["contact"], answer.json()["reachableBy"]) == ("0612345678", "phone")
    assert "0612345678" not in world.client.get("/v1/proposals?status=rejected", headers=MODERATOR).text
    with storage.writing() as session:
        assert letters(session, metadata, SECRET) == []


def test_who_sees_and_decides_which_proposals(world: World) -> None:
    of_place = UUID(proposed(world, placeId=str(world.here))["id"])
    of_wijk = UUID(proposed(world)["id"])
    elsewhere = UUID(proposed(world, placeId=str(world.elsewhere))["id"])
    anywhere = UUID(proposed(world, wijk=None)["id"])
    assert listed(world, MODERATOR) == [of_place, of_wijk, elsewhere, anywhere]
    assert listed(world, world.editor) == [of_place, of_wijk, anywhere]
    assert listed(world, world.coordinator) == [of_place, of_wijk, anywhere]
    neighbour = bearer("coordinator", places=[world.there])
    assert listed(world, neighbour) == [of_wijk, anywhere]
    assert listed(world, bearer("coordinator")) == []
    seen = [of_place, of_wijk, elsewhere, anywhere]
    for headers in (MODERATOR, world.editor, world.coordinator, neighbour, bearer("coordinator")):
        assert [look(world, each, headers).status_code == 200 for each in seen] == [
            each in listed(world, headers) for each in seen
        ]
    assert decide(world, of_place, neighbour).status_code == 403
    assert listed(world, MODERATOR, kind="place") == []
    assert world.client.get("/v1/proposals").status_code == 401


def test_a_coordinator_makes_no_draft_at_another_place(world: World) -> None:
    made = proposed(world, category="sport")
    assert decide(world, made["id"], world.coordinator, placeId=str(world.there)).status_code == 403
    assert decide(world, made["id"], world.coordinator, placeId=str(world.here)).status_code == 200


def test_two_who_decide_at_once_make_one_draft(world: World, storage: Database) -> None:
    made = proposed(world, placeId=str(world.here), category="sport", email="a@example.org")
    etag = look(world, made["id"]).headers["etag"]
    path = f"/v1/proposals/{made['id']}/decision"

    def accept(headers: dict[str, str]) -> int:
        return world.client.post(path, json={"decision": "accept"}, headers=headers | {"If-Match": etag}).status_code

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(accept, [MODERATOR, world.editor, world.coordinator])) == [200, 412, 412]
    with storage.writing() as session:
        assert len(session.execute(select(activity.c.id)).all()) == 1
        assert len(letters(session, metadata, SECRET)) == 1
    assert world.client.post(path, json={"decision": "accept"}, headers=MODERATOR).status_code == 428


def test_the_same_key_proposes_once(world: World, storage: Database) -> None:
    headers, body = {"Idempotency-Key": uuid4().hex}, proposal_body()
    with ThreadPoolExecutor(4) as pool:
        sent = pool.map(lambda _: world.client.post("/v1/proposals", json=body, headers=headers), range(4))
        assert len({answer.json()["manageUrl"] for answer in sent}) == 1
    with storage.writing() as session:
        assert len(session.execute(select(proposal.c.id)).all()) == 1
    assert propose(world, headers, title="Iets heel anders").status_code == 409


def test_every_wrong_field_is_named_at_once(world: World) -> None:
    wrong: dict[str, Any] = {
        "kind": "party",
        "title": "x",
        "wijk": "delft",
        "category": "magic",
        "language": "xx",
        "size": 1,
    }
    assert wrong_names(propose(world, **wrong)) == wrong.keys()
    hidden: dict[str, Any] = {
        "title": "Bel 0612345678",
        "description": "Mail a@example.org",
        "when": "06-12345678",
        "where": "a@b.nl",
    }
    assert wrong_names(propose(world, **hidden)) == hidden.keys()
    assert wrong_names(propose(world, placeId=str(uuid4()))) == {"placeId"}
    assert wrong_names(propose(world, description="x" * 10_000, title="a\0bcdef")) == {"description", "title"}
    assert propose(world, website="x").json()["type"] == "urn:zuidwest:problem:form-not-taken"


@pytest.mark.parametrize("text", ["أريد دروس خياطة للنساء", "<b onclick=alert(1)>Koken</b>", "Zingen 🎶 met kinderen"])
def test_any_text_becomes_a_draft_as_it_is(world: World, text: str) -> None:
    made = proposed(world, title=text, description=text, when=text, placeId=str(world.here), category="sport")
    answer = decide(world, made["id"])
    assert answer.status_code == 200, answer.text
    draft = world.client.get(f"/v1/activities/{answer.json()['activityId']}", headers=ADMIN).json()
    assert draft["title"] == text


def test_ten_an_hour_of_one_address(world: World) -> None:
    assert [propose(world).status_code for _ in range(11)] == [201] * 10 + [429]
    assert propose(world, calling(1)).status_code == 201


def test_a_refusal_is_taken_back_with_its_letter(world: World, storage: Database) -> None:
    made = proposed(world, email="a@example.org")
    assert decide(world, made["id"], decision="reject", reason="no-room").json()["reason"] == "no-room"
    assert world.client.get(link_of(made)).json()["reason"] == "no-room"
    undone = decide(world, made["id"], decision="undo")
    assert (undone.json()["status"], undone.json()["reason"], undone.json()["contact"]) == (
        "open",
        None,
        "a@example.org",
    )
    with storage.writing() as session:
        assert letters(session, metadata, SECRET) == []
        kept = session.execute(select(proposal.c.closed_at, proposal.c.contact_until, proposal.c.created_at)).one()
    assert (kept.closed_at, (kept.contact_until - kept.created_at).days) == (None, 365)
    assert decide(world, made["id"], decision="undo").status_code == 409


def test_an_acceptance_is_taken_back_as_long_as_its_draft_is_one(world: World) -> None:
    made = proposed(world, placeId=str(world.here), category="sport", wijk=None)
    first = decide(world, made["id"], world.coordinator).json()["activityId"]
    assert decide(world, made["id"], world.coordinator, "undo").json()["activityId"] is None
    assert world.client.get(f"/v1/activities/{first}", headers=world.coordinator).json()["status"] == "ended"
    second = decide(world, made["id"], world.coordinator).json()["activityId"]
    draft = world.client.get(f"/v1/activities/{second}", headers=world.coordinator)
    body = world.body(title="Schaken in het park")
    given = world.coordinator | {"If-Match": draft.headers["etag"]}
    assert world.client.put(f"/v1/activities/{second}", json=body, headers=given).status_code == 200
    refused = decide(world, made["id"], world.coordinator, "undo")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:zuidwest:problem:published")
