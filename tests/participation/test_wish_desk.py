"""Reading, joining, offering and calling: what those who decide do with wishes."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.contracts.participation import Demand, WaitingWish
from services.contracts.shapes import Page
from services.kit.database import Database
from services.kit.outbox import letters
from services.participation.tables import metadata, wish_offer
from tests.participation.conftest import ADMIN, World, wrong_names
from tests.participation.wishing import MODERATOR, Wishing, calling, link_of
from tests.postgres import SECRET
from tests.tokens import bearer

LIKE = "Naaiclub voor iedereen"


@pytest.fixture
def wishing(world: World) -> Wishing:
    return Wishing(world)


def joined(wishing: Wishing, language: str = "nl") -> tuple[UUID, Any]:
    """A shown wish, and another that approving joined to it."""
    head = wishing.shown(calling(1), email="a@example.org", language=language)
    second = wishing.wished(calling(2), text=LIKE, phone="0612345678")
    assert wishing.decide(second["id"]).json()["joinedTo"] == str(head)
    return head, second


def test_a_similar_wish_joins_when_it_is_approved(wishing: Wishing) -> None:
    head = wishing.shown(calling(1))
    wishing.support(head, calling(7))
    second = wishing.wished(calling(2), text=LIKE)
    assert second["others"] == 2
    seen = WaitingWish.model_validate(wishing.client.get(f"/v1/wishes/{second['id']}/desk", headers=MODERATOR).json())
    assert [(each.id, each.supporters) for each in seen.similar] == [(head, 2)]
    assert wishing.listed()[0]["supporters"] == 2
    assert wishing.decide(second["id"]).json()["joinedTo"] == str(head)
    assert [(each["id"], each["supporters"]) for each in wishing.listed()] == [(str(head), 3)]
    mine = wishing.client.get(link_of(second)).json()
    assert (mine["id"], mine["status"], mine["others"]) == (str(head), "approved", 2)
    assert wishing.client.get(f"/v1/wishes/{second['id']}").json()["id"] == str(head)


@pytest.mark.parametrize(
    "changes",
    [{"wijk": "bouwlust"}, {"category": "sport"}, {"text": "Een schilderclub met modellen"}, {"join": False}],
)
def test_what_differs_stays_apart(wishing: Wishing, changes: dict[str, Any]) -> None:
    wishing.shown(calling(1))
    decision = {"join": changes.pop("join")} if "join" in changes else {}
    second = wishing.wished(calling(2), **({"text": LIKE} | changes))
    assert wishing.decide(second["id"], **decision).json()["joinedTo"] is None
    assert len(wishing.listed()) == 2


def test_a_moderator_parts_and_joins_by_hand(wishing: Wishing) -> None:
    head, second = joined(wishing)

    def act(name: str, **body: Any) -> int:
        headers = MODERATOR | {"If-Match": wishing.etag(second["id"])}
        return wishing.client.post(f"/v1/wishes/{second['id']}/{name}", json=body, headers=headers).status_code

    assert act("split") == 200
    assert sorted(each["supporters"] for each in wishing.listed()) == [1, 1]
    assert act("split") == 409
    assert act("merge", into=str(head)) == 200
    assert [each["supporters"] for each in wishing.listed()] == [2]
    assert act("merge", into=str(head)) == 409
    assert act("merge", into=str(second["id"])) == 409
    assert act("merge", into=str(uuid4())) == 404
    assert wishing.decide(second["id"], "fulfil").json()["type"] == "urn:zuidwest:problem:joined"


def test_one_person_who_wished_twice_counts_once(wishing: Wishing) -> None:
    wishing.shown(calling(1), email="a@example.org")
    second = wishing.wished(calling(2), text=LIKE, email="A@example.org")
    wishing.decide(second["id"])
    assert [each["supporters"] for each in wishing.listed()] == [1]


def test_who_decides_where(wishing: Wishing) -> None:
    elsewhere, nowhere = (wishing.wished(calling(n), wijk=wijk)["id"] for n, wijk in ((1, "bouwlust"), (2, None)))
    here = wishing.wished(calling(3))["id"]
    editor, coordinator = wishing.world.editor, wishing.world.coordinator
    assert wishing.decide(elsewhere, headers=editor).status_code == 403
    assert wishing.decide(elsewhere, headers=coordinator).status_code == 403
    assert wishing.decide(here, wijk="bouwlust", headers=editor).status_code == 403
    assert wishing.decide(here, headers=coordinator).status_code == 200
    assert wishing.decide(nowhere, headers=editor).status_code == 200
    assert wishing.decide(elsewhere, headers=ADMIN).status_code == 200
    assert wishing.decide(elsewhere, headers=bearer("coordinator")).status_code == 403
    path = f"/v1/wishes/{elsewhere}"
    assert wishing.client.get(f"{path}/desk", headers=editor).status_code == 403
    assert wishing.client.post(f"{path}/decision", json={"decision": "approve"}).status_code == 401


def test_a_wish_is_not_joined_to_one_of_another_wijk_without_a_say_there(wishing: Wishing) -> None:
    elsewhere = wishing.shown(calling(1), wijk="bouwlust")
    here = wishing.wished(calling(2))["id"]
    assert wishing.decide(here, joinTo=str(elsewhere), headers=wishing.world.editor).status_code == 403
    assert wishing.decide(here, joinTo=str(uuid4())).status_code == 404
    assert wishing.decide(here, joinTo=str(elsewhere)).json()["joinedTo"] == str(elsewhere)


def test_what_tells_a_phone_number_or_a_link_is_kept_by_no_cache(wishing: Wishing) -> None:
    link = link_of(wishing.wished())
    for path in (link, "/v1/wishes/call-list"):
        assert wishing.client.get(path, headers=wishing.world.coordinator).headers["cache-control"] == "no-store"


def test_two_moderators_at_once_decide_once(wishing: Wishing) -> None:
    made = wishing.wished()
    given = MODERATOR | {"If-Match": wishing.etag(made["id"])}
    path = f"/v1/wishes/{made['id']}/decision"

    def decide(decision: str) -> int:
        return wishing.client.post(path, json={"decision": decision}, headers=given).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, ["approve", "reject"])) == [200, 412]
    assert wishing.client.post(path, json={"decision": "approve"}, headers=MODERATOR).status_code == 428


def test_two_similar_wishes_approved_at_once_become_one(wishing: Wishing) -> None:
    ids = [wishing.wished(calling(n), text=text)["id"] for n, text in enumerate(("Naaiclub in de buurt", LIKE))]
    with ThreadPoolExecutor(2) as pool:
        assert [each.status_code for each in pool.map(wishing.decide, ids)] == [200, 200]
    assert [each["supporters"] for each in wishing.listed()] == [2]


def test_a_decision_can_mend_the_text_but_not_spoil_it(wishing: Wishing) -> None:
    made = wishing.wished(text="Een naaiclub met mevrouw Jansen")
    assert wrong_names(wishing.decide(made["id"], text="Bel 0612345678 voor naaien", wijk="delft")) == {"text", "wijk"}
    assert wrong_names(wishing.decide(made["id"], "maybe", text="x")) == {"decision", "text"}
    assert wishing.decide(made["id"], text="Een naaiclub", category="sport").status_code == 200
    assert [(each["text"], each["category"]["id"]) for each in wishing.listed()] == [("Een naaiclub", "sport")]


@pytest.mark.parametrize("decision", ["reject", "fulfil"])
def test_what_is_closed_stays_closed(wishing: Wishing, decision: str) -> None:
    wish_id = wishing.shown()
    assert wishing.decide(wish_id, decision).status_code == 200
    assert wishing.listed() == []
    for again in ("approve", "reject", "fulfil", "reopen"):
        assert wishing.decide(wish_id, again).json()["type"] in (
            "urn:zuidwest:problem:decided-already",
            "urn:zuidwest:problem:not-offered",
        )
    closed = 404 if decision == "reject" else 409
    assert wishing.support(wish_id, calling(9)).status_code == 409
    assert wishing.offer(wish_id, wishing.world.added()["id"]).status_code == 409
    assert wishing.client.get(f"/v1/wishes/{wish_id}").status_code == (closed if closed == 404 else 200)


def test_unmet_demand_is_counted_per_wijk_and_category(wishing: Wishing) -> None:
    first = wishing.shown(calling(1), wouldHelp=True)
    wishing.support(first, calling(2))
    wishing.wished(calling(3), text=LIKE)
    wishing.shown(calling(4), text="Een zwemclub", category="sport", wijk=None)
    answer = wishing.client.get("/v1/wishes/demand", headers=wishing.world.coordinator)
    found = Page[Demand].model_validate(answer.json())
    crafts, sport = found.items
    assert (crafts.wijk, crafts.wishes, crafts.supporters, crafts.helpers, crafts.waiting) == ("moerwijk", 1, 2, 1, 1)
    assert (sport.wijk, sport.category and sport.category.id, sport.wishes) == (None, "sport", 1)
    assert wishing.client.get("/v1/wishes/demand").status_code == 401
    programme = bearer("programme")
    assert wishing.client.get("/v1/wishes/demand?wijk=moerwijk", headers=programme).json()["total"] == 1


def test_who_left_an_address_hears_of_an_offer_and_who_left_a_phone_is_called(
    wishing: Wishing, storage: Database
) -> None:
    head, _ = joined(wishing, "pl")
    wishing.support(head, calling(5))
    activity = wishing.world.added(title="Naaiatelier")
    made = wishing.offer(head, activity["id"])
    assert (made.status_code, made.json()["letters"], made.json()["calls"]) == (201, 1, 1)
    assert wishing.offer(head, activity["id"]).json() == made.json() | {"letters": 0, "calls": 0}
    with storage.writing() as session:
        (letter,) = letters(session, metadata, SECRET)
    assert (letter.to, letter.subject) == ("a@example.org", "Życzenie: Naaiatelier")
    assert f"/activiteiten/{activity['id']}" in letter.text
    manage = next(line for line in letter.text.splitlines() if "/wensen/mijn/" in line)
    assert wishing.client.get(link_of({"manageUrl": manage})).json()["status"] == "offered"
    assert wishing.listed()[0]["offers"] == [{"id": activity["id"], "title": "Naaiatelier"}]
    listed = wishing.client.get("/v1/wishes/call-list", headers=wishing.world.coordinator).json()
    assert [(each["phone"], each["calledAt"]) for each in listed["items"]] == [("0612345678", None)]
    other = bearer("coordinator", places=[wishing.world.there])
    assert wishing.client.get("/v1/wishes/call-list", headers=other).json()["total"] == 0
    path = f"/v1/wishes/call-list/{listed['items'][0]['id']}"
    assert wishing.client.put(path, json={"called": True}, headers=other).status_code == 404
    assert wishing.client.put(path, json={"called": True}, headers=wishing.world.coordinator).status_code == 204
    again = wishing.client.get("/v1/wishes/call-list", headers=wishing.world.coordinator).json()
    assert again["items"][0]["calledAt"] is not None
    assert wishing.decide(head, "reopen").json()["status"] == "approved"


def test_the_same_offer_at_once_is_one_offer(wishing: Wishing, storage: Database) -> None:
    head = wishing.shown(email="a@example.org")
    activity = wishing.world.added()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: wishing.offer(head, activity["id"]), range(4)))
    assert [each.status_code for each in answers] == [201] * 4
    assert sum(each.json()["letters"] for each in answers) == 1
    with storage.writing() as session:
        assert len(session.execute(select(wish_offer)).all()) == 1
        assert len(letters(session, metadata, SECRET)) == 1


def test_what_can_not_be_offered(wishing: Wishing) -> None:
    waits, head = wishing.wished(calling(1))["id"], wishing.shown(calling(2), text="Een kookclub", category="food")
    mine, draft = wishing.world.added()["id"], wishing.world.added(status="draft")["id"]
    assert wishing.offer(waits, mine).status_code == wishing.offer(uuid4(), mine).status_code == 404
    assert wrong_names(wishing.offer(head, draft)) == wrong_names(wishing.offer(head, uuid4())) == {"activityId"}
    assert wishing.offer(head, mine, bearer("coordinator", places=[wishing.world.there])).status_code == 403
    assert wishing.offer(head, mine, MODERATOR).status_code == 403
    assert wrong_names(wishing.offer(head, "x")) == {"activityId"}
    assert wishing.offer(head, mine).status_code == 201
    withdrawn = {"If-Match": wishing.client.get(f"/v1/activities/{mine}").headers["etag"]}
    path = f"/v1/activities/{mine}"
    assert wishing.client.delete(path, headers=wishing.world.coordinator | withdrawn).status_code == 204
    assert wishing.listed()[0]["offers"] == []


def test_nothing_of_a_person_is_in_the_audit(wishing: Wishing, storage: Database) -> None:
    head, _ = joined(wishing)
    wishing.offer(head, wishing.world.added()["id"])
    with storage.writing() as session:
        rows = session.execute(select(metadata.tables["participation.audit"])).all()
    assert {row.action for row in rows} >= {"add", "approve", "offer"}
    assert not [row for row in rows if any(word in str(row) for word in ("example.org", "0612345678", "aai"))]


def test_a_refusal_says_why_and_can_be_taken_back(wishing: Wishing, storage: Database) -> None:
    made = wishing.wished(calling(1), email="a@example.org", language="tr")
    kept_until = wishing.client.get(link_of(made)).json()["contactKeptUntil"]
    refused = wishing.decide(made["id"], "reject", reason="no-room")
    assert (refused.json()["status"], refused.json()["reason"]) == ("rejected", "no-room")
    mine = wishing.client.get(link_of(made)).json()
    assert (mine["status"], mine["reason"]) == ("rejected", "no-room")
    assert mine["contactKeptUntil"] < kept_until
    with storage.writing() as session:
        (letter,) = letters(session, metadata, SECRET)
    assert (letter.to, "yer veya zaman yok" in letter.text) == ("a@example.org", True)
    assert "naaiclub" in letter.text
    undone = wishing.decide(made["id"], "undo")
    assert (undone.json()["status"], undone.json()["reason"]) == ("open", None)
    mine = wishing.client.get(link_of(made)).json()
    assert (mine["waitsForReading"], mine["reason"], mine["contactKeptUntil"][:10]) == (True, None, kept_until[:10])
    with storage.writing() as session:
        assert letters(session, metadata, SECRET) == []
    assert wishing.decide(made["id"]).json()["status"] == "approved"


def test_undoing_an_approval_parts_what_it_joined_and_hides_it(wishing: Wishing) -> None:
    head, second = joined(wishing)
    undone = wishing.decide(second["id"], "undo")
    assert (undone.json()["status"], undone.json()["joinedTo"]) == ("open", None)
    assert [(each["id"], each["supporters"]) for each in wishing.listed()] == [(str(head), 1)]
    again = wishing.decide(second["id"], "undo")
    assert (again.status_code, again.json()["type"]) == (409, "urn:zuidwest:problem:nothing-to-undo")


def test_what_was_offered_is_not_undone_in_one_go(wishing: Wishing) -> None:
    wish_id = wishing.shown(calling(1))
    wishing.offer(wish_id, wishing.world.added()["id"])
    assert wishing.decide(wish_id, "undo").status_code == 409
    assert wishing.decide(wish_id, "reopen").json()["status"] == "approved"
    assert wishing.decide(wish_id, "undo", headers=wishing.world.editor).json()["status"] == "open"
    assert wishing.decide(wish_id, "undo", headers=bearer("editor", wijken=["bouwlust"])).status_code == 403


def test_a_reason_is_one_of_the_kind_ones(wishing: Wishing) -> None:
    made = wishing.wished(calling(1))
    assert wrong_names(wishing.decide(made["id"], "reject", reason="stupid")) == {"reason"}
