"""Leading a person on: with consent, seen by the receiving place, forgotten, counted without following anybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from services.contracts.participation.pathways import FlowShape, FurtherStep, ReferralShape
from services.contracts.shapes import Page
from services.kit.database import Database
from services.participation.clock import now, today
from services.participation.pathways.flow_rules import name_of, quarter_of, quarters_back
from services.participation.pathways.referring import forget
from services.participation.tables import flow, referral
from tests import postgres
from tests.participation.conftest import ADMIN, Body, World, wrong_names
from tests.participation.pathways_world import WORDING, offered, referral_body
from tests.tokens import bearer

CONTACT = {"name": "Wilhelmina Planter", "phone": "06 555 01 99", "note": "Belt liever niet."}


class Desk:
    """Somebody at the other place leads people to an activity here."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.activity = world.added(step="learn", title="Nederlands leren")
        self.sender = bearer("coordinator", places=[world.there], subject="a-sender")

    @property
    def to(self) -> Body:
        return {"kind": "activity", "id": self.activity["id"]}

    def refer(self, headers: Body | None = None, **changes: Any) -> httpx.Response:
        body = referral_body(**{"to": self.to} | changes)
        return self.world.client.post("/v1/referrals", json=body, headers=self.sender | (headers or {}))

    def waiting(self, **asked: Any) -> Page[ReferralShape]:
        params = {"placeId": str(self.world.here)} | asked
        answer = self.world.client.get("/v1/referrals", params=params, headers=self.world.coordinator)
        assert answer.headers["cache-control"] == "no-store"
        return Page[ReferralShape].model_validate(answer.json())

    def close(self, referral_id: object, outcome: str = "arrived") -> httpx.Response:
        path = f"/v1/referrals/{referral_id}/outcome"
        return self.world.client.put(path, json={"outcome": outcome}, headers=self.world.coordinator)

    def arrives(self, **changes: Any) -> None:
        self.close(self.refer(**changes).json()["id"]).raise_for_status()


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def test_the_receiving_place_sees_who_comes(desk: Desk) -> None:
    made = desk.refer(contact=CONTACT)
    assert (made.status_code, made.json()["contact"]) == (201, None)
    (seen,) = desk.waiting().items
    assert seen.contact is not None
    assert seen.contact.model_dump(exclude_none=True) == CONTACT
    assert (seen.to.title, seen.to.step, seen.from_.step) == ("Nederlands leren", "learn", "meet")
    assert (seen.consented_on, seen.consent_wording) == (today(), WORDING)
    for who, status in (({}, 401), (desk.sender, 403), (bearer("analyst"), 403), (desk.world.editor, 200)):
        answer = desk.world.client.get("/v1/referrals", params={"placeId": str(desk.world.here)}, headers=who)
        assert answer.status_code == status
    own = {"coordinator": 1, "editor": 1, "admin": 1, "sender": 0}
    people = {"coordinator": desk.world.coordinator, "editor": desk.world.editor, "admin": ADMIN, "sender": desk.sender}
    totals = {name: desk.world.client.get("/v1/referrals", headers=who).json()["total"] for name, who in people.items()}
    assert totals == own
    nowhere = desk.world.client.get("/v1/referrals", params={"placeId": str(uuid4())}, headers=ADMIN)
    assert nowhere.status_code == 404


def test_a_person_need_not_say_who_they_are(desk: Desk) -> None:
    assert desk.refer().status_code == 201
    assert desk.refer(contact={}).status_code == 201
    assert [each.contact for each in desk.waiting().items] == [None, None]


@pytest.mark.parametrize("consent", [False, None, "yes", 0])
def test_without_a_yes_nothing_is_kept(desk: Desk, consent: Any) -> None:
    assert wrong_names(desk.refer(consent=consent)) == {"consent"}
    assert desk.waiting().total == 0


def test_every_wrong_field_is_named(desk: Desk) -> None:
    nobody = {"kind": "activity", "id": str(uuid4())}
    wrong: Body = {"from": {"activityId": str(uuid4())}, "consentWording": "old", "to": nobody}
    answer = desk.refer(None, **wrong)
    assert wrong_names(answer) == {"from.activityId", "to.id", "consentWording"}
    shape: Body = {"from": {}, "contact": {"email": "x", "phone": "?", "born": 1980}, "to": {"kind": "job"}}
    shapes = desk.refer(None, **shape)
    named = {"from", "contact.email", "contact.phone", "contact.born", "to.kind", "to.id"}
    assert wrong_names(shapes) == named
    project = {"kind": "project", "id": str(uuid4())}
    assert wrong_names(desk.refer(to=project)) == {"to.placeId"}
    assert wrong_names(desk.refer(to=project | {"placeId": str(uuid4())})) == {"to.placeId"}
    draft = desk.world.added(status="draft")
    assert wrong_names(desk.refer(to={"kind": "activity", "id": draft["id"]})) == {"to.id"}


def test_help_offers_and_projects_receive_too(desk: Desk) -> None:
    at_a_place, nowhere = offered(desk.world, placeId=str(desk.world.here)), offered(desk.world)
    assert desk.refer(to={"kind": "help-offer", "id": at_a_place["id"]}).json()["to"]["step"] == "help-offer"
    assert wrong_names(desk.refer(to={"kind": "help-offer", "id": nowhere["id"]})) == {"to.placeId"}
    project = {"kind": "project", "id": str(uuid4()), "placeId": str(desk.world.here)}
    here: Body = {"from": {"activityId": desk.activity["id"]}}
    assert desk.refer(None, to=project, **here).json()["from"]["step"] == "learn"
    assert [each.to.kind for each in desk.waiting().items] == ["help-offer", "project"]


def test_the_same_key_leads_one_person_on_once(desk: Desk) -> None:
    headers = {"Idempotency-Key": "one-person-once"}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: desk.refer(headers, contact=CONTACT), range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert desk.waiting().total == 1
    assert desk.refer(headers, contact={"name": "Iemand anders"}).status_code == 409


def test_an_outcome_is_said_once_however_many_say_it(desk: Desk, storage: Database) -> None:
    made = desk.refer().json()["id"]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: desk.close(made), range(4)))
    assert {answer.status_code for answer in answers} == {200}
    assert desk.close(made, "not-arrived").status_code == 409
    assert wrong_names(desk.close(made, "perhaps")) == {"outcome"}
    assert desk.close(uuid4()).status_code == 404
    with storage.writing() as session:
        assert session.scalars(flow.select().with_only_columns(flow.c.arrived)).all() == [1]
    assert (desk.waiting().total, desk.waiting(status="arrived").total) == (0, 1)
    elsewhere = desk.world.client.put(f"/v1/referrals/{made}/outcome", json={"outcome": "arrived"}, headers=desk.sender)
    assert elsewhere.status_code == 403


def test_who_takes_the_consent_back_is_forgotten_at_once(desk: Desk) -> None:
    made = desk.refer(contact=CONTACT).json()["id"]
    path = f"/v1/referrals/{made}"
    assert desk.world.client.delete(path).status_code == 401
    assert desk.world.client.delete(path, headers=desk.sender).status_code == 204
    assert desk.world.client.delete(path, headers=desk.sender).status_code == 404
    assert desk.waiting().total == 0


def test_nothing_tells_who_it_was(desk: Desk, deal_database: postgres.Database) -> None:
    """Two referrals of one person have nothing in common, and no table can be read."""
    desk.refer({"Idempotency-Key": "a-key-of-one"}, contact=CONTACT)
    desk.refer({"Idempotency-Key": "a-key-of-two"}, contact=CONTACT)
    with psycopg.connect(deal_database.url) as connection:
        sealed = connection.execute("SELECT contact FROM participation.referral").fetchall()
        texts = [
            str(connection.execute(f"SELECT * FROM participation.{table}".encode()).fetchall())
            for table in ("referral", "audit", "idempotency_key")
        ]
    assert len({bytes(row[0]) for row in sealed}) == 2
    for planted in ("Planter", "555 01 99", "liever niet"):
        assert planted not in "".join(texts)
        assert all(planted.encode() not in bytes(row[0]) for row in sealed)


def test_it_is_forgotten_some_days_after_it_is_closed(desk: Desk, storage: Database) -> None:
    made = [desk.refer(contact=CONTACT).json()["id"] for _ in range(3)]
    desk.close(made[0])
    desk.close(made[1], "not-arrived")

    def kept_after(days: float) -> int:
        with storage.writing() as session:
            forget(session, now() + timedelta(days=days), 14)
            return len(session.execute(referral.select()).all())

    assert [kept_after(days) for days in (13.9, 14.1, 89.9, 90.1)] == [3, 1, 1, 0]
    with storage.writing() as session:
        assert session.scalars(flow.select().with_only_columns(flow.c.arrived)).all() == [1]
    again = desk.refer({"Idempotency-Key": "forgotten-by-now"}).json()["id"]
    desk.world.client.delete(f"/v1/referrals/{again}", headers=desk.sender).raise_for_status()
    assert desk.refer({"Idempotency-Key": "forgotten-by-now"}).status_code == 410


QUARTER = quarter_of(today())
NOW, BEFORE, LONG_BEFORE = (name_of(quarters_back(QUARTER, n)) for n in (0, 1, 2))


def flows(world: World, **asked: str) -> Page[FlowShape]:
    return Page[FlowShape].model_validate(world.client.get("/v1/flows", params=asked).raise_for_status().json())


def fill(storage: Database, *rows: tuple[int, str, int], to_step: str = "learn") -> None:
    """Rows of quarters back, wijk, arrived."""
    values = [
        {
            "quarter": quarters_back(QUARTER, back),
            "wijk": wijk,
            "from_step": "meet",
            "to_step": to_step,
            "arrived": arrived,
        }
        for back, wijk, arrived in rows
    ]
    with storage.writing() as session:
        session.execute(flow.insert(), values)


def test_this_quarter_is_told_roughly_and_not_when_few(desk: Desk) -> None:
    for _ in range(4):
        desk.arrives()
    assert flows(desk.world).items == []
    for _ in range(3):
        desk.arrives()
    (found,) = flows(desk.world).items
    assert (found.from_step, found.to_step, found.count) == ("meet", "learn", 5)
    assert [(each.quarter, each.provisional) for each in found.quarters] == [(NOW, True)]
    assert flows(desk.world, wijk="moerwijk").items == []


def test_small_numbers_are_in_no_total(world: World, storage: Database) -> None:
    fill(storage, (1, "moerwijk", 20), (1, "bouwlust", 4), (2, "moerwijk", 8), (2, "bouwlust", 6), (3, "moerwijk", 4))
    fill(storage, (1, "moerwijk", 4), to_step="work")
    (all_wijken,) = flows(world).items
    counts = {each.quarter: each.count for each in all_wijken.quarters}
    assert counts == {BEFORE: 24, LONG_BEFORE: 14}
    assert all_wijken.count == 38
    (moerwijk,) = flows(world, wijk="moerwijk").items
    assert [(each.quarter, each.count) for each in moerwijk.quarters] == [(LONG_BEFORE, 8)]


def test_periods_that_overlap_tell_no_more_than_their_quarters(world: World, storage: Database) -> None:
    """The attack: subtract periods from each other, and wijken from totals, in the hope of a small number."""
    fill(storage, (1, "moerwijk", 7), (1, "bouwlust", 2), (2, "moerwijk", 3), (2, "bouwlust", 4), (3, "vrederust", 9))
    names = [name_of(quarters_back(QUARTER, n)) for n in (3, 2, 1, 0)]
    wijken = (None, "moerwijk", "bouwlust", "vrederust", "morgenstond")
    told = {
        (wijk, first, last): sum(each.count for each in flows(world, **asked).items)
        for wijk in wijken
        for first in range(4)
        for last in range(first, 4)
        for asked in [{"from": names[first], "to": names[last]} | ({"wijk": wijk} if wijk else {})]
    }
    for (wijk, first, last), count in told.items():
        assert count == sum(told[wijk, quarter, quarter] for quarter in range(first, last + 1))
    quarterly = [told[None, n, n] for n in range(4)]
    parts = [[told[wijk, n, n] for wijk in wijken[1:]] for n in range(4)]
    assert quarterly == [9, 7, 9, 0]
    assert parts == [[0, 0, 9, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]


BAD: dict[str, Body] = {
    "a day": {"from": "2026-01-15"},
    "a month": {"to": "2026-01"},
    "a fifth quarter": {"from": "2026-Q5"},
    "backwards": {"from": "2026-Q2", "to": "2026-Q1"},
    "for ever": {"from": "2000-Q1", "to": "2026-Q1"},
    "a step": {"step": "learn"},
}


@pytest.mark.parametrize("case", BAD)
def test_only_whole_quarters_can_be_asked(world: World, case: str) -> None:
    assert world.client.get("/v1/flows", params=BAD[case]).status_code == 400


def test_an_answer_that_did_not_change_is_not_sent_again(world: World) -> None:
    etag = world.client.get("/v1/flows").headers["etag"]
    assert world.client.get("/v1/flows", headers={"If-None-Match": etag}).status_code == 304


def further(world: World, made: Body) -> list[FurtherStep]:
    answer = world.client.get(f"/v1/activities/{made['id']}/next-steps").raise_for_status()
    return Page[FurtherStep].model_validate(answer.json()).items


def test_what_was_chosen_comes_first_and_alone(world: World) -> None:
    course = world.added(step="take-part", title="Naailes")
    link = {"kind": "external", "url": "https://example.org/werk", "label": "Werk zoeken"}
    made = world.added(nextSteps=[{"kind": "activity", "id": course["id"]}, link])
    assert [(each.title, each.suggested) for each in further(world, made)] == [
        ("Naailes", False),
        ("Werk zoeken", False),
    ]


def test_without_a_choice_it_leads_one_step_further_nearby(world: World) -> None:
    made = world.added()
    world.added(step="volunteer", title="Twee stappen verder")
    world.added(step="take-part", title="Nog niet", status="draft")
    world.client.post("/v1/activities", json=world.body(placeId=str(world.elsewhere), step="take-part"), headers=ADMIN)
    near = world.body(placeId=str(world.there), step="take-part", title="In de wijk")
    world.client.post("/v1/activities", json=near, headers=ADMIN).raise_for_status()
    world.added(step="take-part", title="Hier")
    assert [(each.title, each.suggested, each.step) for each in further(world, made)] == [
        ("Hier", True, "take-part"),
        ("In de wijk", True, "take-part"),
    ]
    assert further(world, world.added(step="work")) == []


def test_next_steps_of_what_is_not_public_are_not_either(world: World) -> None:
    draft = world.added(status="draft")
    path = f"/v1/activities/{draft['id']}/next-steps"
    found = [world.client.get(path, headers=who).status_code for who in ({}, world.coordinator)]
    assert found == [404, 200]
    assert world.client.get(f"/v1/activities/{uuid4()}/next-steps").status_code == 404
