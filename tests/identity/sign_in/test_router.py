"""Signing in by a code, over HTTP; what the worker does is done here by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest
from fastapi import FastAPI

from services.identity.main import create_app
from services.identity.retention import forget_all
from services.identity.sign_in.codes import write_code
from tests.postgres import SECRET, Database, database_name, new_database
from tests.serving import served, settings_for

COORDINATOR, STRANGER = "coordinator@zuidwest.example", "nobody@zuidwest.example"


@dataclass
class Door:
    """A running identity service and what is behind it."""

    app: FastAPI
    http: httpx.Client
    owner_url: str

    def ask(self, email: str) -> UUID:
        answer = self.http.post("/v1/sign-ins", json={"email": email})
        assert answer.status_code == 202, answer.text
        return UUID(answer.json()["id"])

    def code(self, sign_in: UUID) -> str:
        """Lets the worker write its letter, and reads it."""
        with self.app.state.database.writing() as session:
            assert write_code(session, SECRET, sign_in, datetime.now(UTC))
        letters = self.http.get("/v1/outbox").json()["items"]
        found = re.search(r"\b\d{6}\b", letters[0]["text"])
        assert found
        return found[0]

    def give(self, sign_in: UUID, code: str) -> httpx.Response:
        return self.http.post(f"/v1/sign-ins/{sign_in}/visits", json={"code": code})

    def enter(self, email: str = COORDINATOR) -> dict[str, Any]:
        sign_in = self.ask(email)
        answer = self.give(sign_in, self.code(sign_in))
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def renew(self, visit_token: str) -> httpx.Response:
        return self.http.post("/v1/visits/renewals", json={"visitToken": visit_token})

    def me(self, access_token: str) -> dict[str, Any]:
        answer = self.http.get("/v1/me", headers={"Authorization": f"Bearer {access_token}"})
        found: dict[str, Any] = answer.json()
        return found

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.owner_url) as connection:
            return connection.execute(statement.encode()).fetchall()


@pytest.fixture(scope="module")
def door(server_url: str, migrated_template: Database) -> Iterator[Door]:
    with new_database(server_url, template=database_name(migrated_template.url)) as url:
        database = Database(url, migrated_template.role_prefix)
        app = create_app(settings_for("identity", database, sign_ins_an_hour=40))
        with served(app) as address, httpx.Client(base_url=address, timeout=10) as http:
            yield Door(app, http, url)


def other(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_right_code_opens_a_visit_with_role_and_places(door: Door) -> None:
    visit = door.enter("  Coordinator@Zuidwest.example ")
    me = door.me(visit["accessToken"])
    assert (me["roles"], len(me["places"]), me["wijken"]) == (["coordinator"], 2, [])
    assert (visit["expiresIn"], visit["visitExpiresIn"]) == (900, 36_000)


def test_a_known_and_an_unknown_address_get_the_same_answer(door: Door) -> None:
    answers = [door.http.post("/v1/sign-ins", json={"email": email}) for email in (COORDINATOR, STRANGER)]
    known, unknown = (answer.json() for answer in answers)
    assert [answer.status_code for answer in answers] == [202, 202]
    assert known.keys() == unknown.keys() == {"id", "expiresAt"}
    with door.app.state.database.writing() as session:
        assert not write_code(session, SECRET, UUID(unknown["id"]), datetime.now(UTC))
    refusals = [door.give(UUID(each["id"]), "000000") for each in (known, unknown)]
    assert refusals[0].status_code == refusals[1].status_code == 400
    assert {name: value for name, value in refusals[0].json().items() if name != "instance"} == {
        name: value for name, value in refusals[1].json().items() if name != "instance"
    }


def test_asking_never_looks_for_the_account(door: Door) -> None:
    """So not even the time that it takes can tell."""
    statements = []
    for email in (COORDINATOR, STRANGER):
        answer = door.http.post("/v1/sign-ins", json={"email": email})
        statements.append({name: value for name, value in answer.headers.items() if "statement" in name.lower()})
    assert statements[0] == statements[1] != {}


def test_after_five_wrong_codes_the_right_one_is_too_late(door: Door) -> None:
    sign_in = door.ask(COORDINATOR)
    code = door.code(sign_in)
    left = [door.give(sign_in, other(code)).json()["triesLeft"] for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    assert door.give(sign_in, code).status_code == 410


def test_a_code_works_once(door: Door) -> None:
    sign_in = door.ask(COORDINATOR)
    code = door.code(sign_in)
    assert [door.give(sign_in, code).status_code for _ in range(2)] == [201, 410]


def test_a_code_is_for_who_asked_it(door: Door) -> None:
    first, second = door.ask(COORDINATOR), door.ask(COORDINATOR)
    code = door.code(first)
    assert door.give(second, code).status_code == 400
    assert door.give(uuid4(), code).status_code == 410


def test_after_ten_minutes_the_code_and_its_letter_are_gone(door: Door) -> None:
    sign_in = door.ask(COORDINATOR)
    code = door.code(sign_in)
    later = datetime.now(UTC) + timedelta(minutes=10, seconds=1)
    forget_all(door.app.state.database.writing, later)
    assert door.give(sign_in, code).status_code == 410
    assert door.rows("SELECT 1 FROM identity.sign_in UNION ALL SELECT 1 FROM identity.letter") == []


def test_a_visit_gives_new_tokens_until_it_is_ended(door: Door) -> None:
    visit_token = door.enter()["visitToken"]
    renewed = door.renew(visit_token)
    assert renewed.status_code == 201
    assert door.me(renewed.json()["accessToken"])["roles"] == ["coordinator"]
    endings = [door.http.post("/v1/visits/endings", json={"visitToken": visit_token}) for _ in range(2)]
    assert [answer.status_code for answer in endings] == [204, 204]
    assert door.renew(visit_token).status_code == 401


def test_an_admin_invites_somebody_and_removes_them(door: Door) -> None:
    admin = {"Authorization": f"Bearer {door.enter('admin@zuidwest.example')['accessToken']}"}
    place, key = str(uuid4()), {"Idempotency-Key": "invite-ada-once"}
    body = {"email": "ada@example.nl", "role": "coordinator", "places": [place]}
    made = [door.http.post("/v1/accounts", json=body, headers=admin | key) for _ in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json() == made[1].json()
    assert door.http.post("/v1/accounts", json=body, headers=admin).status_code == 409
    visit = door.enter("ada@example.nl")
    assert door.me(visit["accessToken"])["places"] == [place]
    assert door.http.delete(f"/v1/accounts/{made[0].json()['id']}", headers=admin).status_code == 204
    assert door.renew(visit["visitToken"]).status_code == 401


def test_only_an_admin_invites(door: Door) -> None:
    token = door.enter()["accessToken"]
    body = {"email": "eve@example.nl", "role": "admin"}
    answer = door.http.post("/v1/accounts", json=body, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 403


def test_a_role_needs_what_it_is_about(door: Door) -> None:
    admin = {"Authorization": f"Bearer {door.enter('admin@zuidwest.example')['accessToken']}"}
    for body in ({"role": "coordinator"}, {"role": "editor"}, {"role": "admin", "wijken": ["moerwijk"]}):
        answer = door.http.post("/v1/accounts", json={"email": "a@b.nl", **body}, headers=admin)
        assert answer.status_code == 400, body


def test_no_code_and_no_address_is_in_logs_jobs_audit_or_in_the_open(
    door: Door, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in = door.ask(COORDINATOR)
    code = door.code(sign_in)
    door.give(sign_in, other(code))
    visit = door.give(sign_in, code).json()
    kept = door.rows(
        "SELECT args::text FROM identity_jobs.procrastinate_jobs UNION ALL SELECT a::text FROM identity.audit a "
        "UNION ALL SELECT s::text FROM identity.sign_in s UNION ALL SELECT v::text FROM identity.visit v "
        "UNION ALL SELECT a::text FROM identity.account a UNION ALL SELECT r::text FROM identity.rate r"
    )
    printed = capsys.readouterr()
    everything = " ".join(str(row[0]) for row in kept) + printed.out + printed.err
    assert str(sign_in) in everything
    for secret in (COORDINATOR, COORDINATOR.encode().hex(), visit["visitToken"]):
        assert secret not in everything
    assert re.search(rf"(?<![0-9a-f.]){code}(?![0-9a-f])", everything) is None


def test_too_many_codes_for_one_address_are_refused(door: Door) -> None:
    answers = [door.http.post("/v1/sign-ins", json={"email": "often@example.nl"}).status_code for _ in range(41)]
    assert answers == [202] * 40 + [429]
