"""Booking, taking back and adding up over HTTP; what is impossible is refused by the database too."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from services.contracts.projects import BookingMade, BookingShape, CorrectionShape, SumsShape
from tests.postgres import Database
from tests.projects.answers import items, statements, wrong_fields
from tests.projects.money.conftest import GARDEN, GYM, OFFICE, book, booking, correct, sums
from tests.tokens import bearer


def test_a_booking_comes_back_as_it_was_sent(money: httpx.Client) -> None:
    answer = money.post("/v1/bookings", json=booking(documentNumber="V-1"), headers=OFFICE)
    made = BookingMade.model_validate_json(answer.content, extra="forbid")
    assert (made.pillar, made.year, made.amount_cents, made.who) == (1, 2020, 100_00, "office")
    found = money.get(answer.headers["location"])
    assert BookingShape.model_validate_json(found.content, extra="forbid").who is None
    assert found.json() == {name: value for name, value in answer.json().items() if name != "warnings"} | {"who": None}
    assert money.get(found.request.url, headers=OFFICE).json()["who"] == "office"
    assert (statements(found), statements(answer)) == (1, 5)


def test_a_repeated_key_books_once(money: httpx.Client) -> None:
    headers = OFFICE | {"Idempotency-Key": "a-key-of-mine"}
    first, second = (money.post("/v1/bookings", json=booking(), headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    other = money.post("/v1/bookings", json=booking(amountCents=1), headers=headers)
    assert other.status_code == 409


MISTAKES: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"amountCents": 0}, {"amountCents": "zero"}),
    ({"amountCents": 1.5}, {"amountCents": "int-type"}),
    ({"amountCents": 10**15}, {"amountCents": "less-than-equal"}),
    ({"kind": "gift"}, {"kind": "literal-error"}),
    ({"contribution": "nasa"}, {"contribution": "unknown"}),
    ({"projectId": str(uuid4())}, {"projectId": "unknown"}),
    ({"projectId": None}, {"pillar": "missing"}),
    ({"pillar": 9, "projectId": None}, {"pillar": "unknown"}),
    ({"pillar": 2}, {"pillar": "another"}),
    ({"kind": "payment", "projectId": None, "pillar": 1}, {"projectId": "missing"}),
    ({"kind": "receipt"}, {"projectId": "not-of-this"}),
    ({"trancheId": str(uuid4())}, {"trancheId": "not-of-this"}),
    ({"validOn": "2020-02-30"}, {"validOn": "date-from-datetime-parsing"}),
    ({"validOn": "1850-01-01"}, {"validOn": "greater-than-equal"}),
    ({"validOn": "2023-08-01"}, {"validOn": "after-the-end"}),
    ({"description": " "}, {"description": "string-too-short"}),
    (
        {"amountCents": 0, "contribution": "x", "pillar": 7},
        {"amountCents": "zero", "contribution": "unknown", "pillar": "another"},
    ),
    (
        {"amountCents": 1.5, "contribution": "x", "pillar": 7, "trancheId": str(uuid4())},
        {"amountCents": "int-type", "contribution": "unknown", "pillar": "unknown", "trancheId": "unknown"},
    ),
]


@pytest.mark.parametrize(("changes", "wrong"), MISTAKES, ids=[str(n) for n in range(len(MISTAKES))])
def test_everything_impossible_is_named_with_its_article(
    money: httpx.Client, changes: dict[str, Any], wrong: dict[str, str]
) -> None:
    before = money.get("/v1/bookings").json()["total"]
    answer = money.post("/v1/bookings", json=booking(**changes), headers=OFFICE)
    found = wrong_fields(answer)
    assert wrong.items() <= found.items() and found.keys() <= wrong.keys()
    assert money.get("/v1/bookings").json()["total"] == before


@pytest.mark.parametrize(("headers", "status"), [({}, 401), (bearer("analyst"), 403), (bearer("coordinator"), 403)])
def test_only_the_programme_office_books(money: httpx.Client, headers: dict[str, str], status: int) -> None:
    assert money.post("/v1/bookings", json=booking(), headers=headers).status_code == status
    refused = money.post(f"/v1/bookings/{uuid4()}/corrections", json={"reason": "Zomaar eens"}, headers=headers)
    assert refused.status_code == status


def test_a_correction_takes_back_once_and_books_anew(money: httpx.Client) -> None:
    made = book(money, documentNumber="V-2", kind="budget", amountCents=500_00)
    right = booking(kind="budget", amountCents=400_00, documentNumber="V-2")
    answer = correct(money, made["id"], replacement=right)
    assert answer.status_code == 201, answer.text
    correction = CorrectionShape.model_validate_json(answer.content, extra="forbid")
    assert correction.replacement is not None
    assert (correction.reversal.amount_cents, correction.replacement.amount_cents) == (-500_00, 400_00)
    assert correction.reversal.known_at == correction.replacement.known_at
    original = money.get(f"/v1/bookings/{made['id']}").json()
    assert original["reversedBy"] == str(correction.reversal.id)
    assert original["replacedBy"] == str(correction.replacement.id)
    assert correct(money, made["id"]).status_code == 409
    assert correct(money, str(correction.reversal.id)).status_code == 409
    assert correct(money, str(uuid4())).status_code == 404


def test_a_wrong_replacement_writes_nothing_at_all(money: httpx.Client) -> None:
    made = book(money)
    assert wrong_fields(correct(money, made["id"], replacement=booking(amountCents=0))) == {
        "replacement.amountCents": "zero"
    }
    assert money.get(f"/v1/bookings/{made['id']}").json()["reversedBy"] is None


def test_as_of_before_a_correction_gives_what_was_reported(money: httpx.Client) -> None:
    made = book(money, kind="forecast", projectId=str(GYM), amountCents=70_00)
    reported = {"asOf": made["knownAt"], "by": "pillar,year"}
    before = sums(money, **reported)
    answer = correct(money, made["id"], replacement=booking(kind="forecast", projectId=str(GYM), amountCents=60_00))
    assert sums(money, **reported) == before
    later = sums(money, asOf=answer.json()["reversal"]["knownAt"], by="pillar,year")
    assert later[("forecast", 2, 2020)] == before[("forecast", 2, 2020)] - 10_00
    listed = money.get("/v1/bookings", params={"asOf": made["knownAt"], "kind": "forecast"}).json()["items"]
    assert [each["reversedBy"] for each in listed if each["id"] == made["id"]] == [None]


def test_sums_can_be_asked_by_all_axes_and_until_a_day(money: httpx.Client) -> None:
    for day, cents in (("2022-05-01", 1_00), ("2022-05-31", 2_00), ("2022-06-15", 4_00)):
        book(money, kind="payment", contribution="regio", validOn=day, amountCents=cents)
    key = ("payment", "regio", 2022)
    expected: dict[str, int | None] = {
        "2022-04-30": None,
        "2022-05-01": 1_00,
        "2022-05-30": 1_00,
        "2022-05-31": 3_00,
        "2022-06-15": 7_00,
    }
    now = "2090-01-01"
    for until, total in expected.items():
        assert sums(money, until=until, by="contribution,year").get(key) == total
        assert sums(money, until=until, by="contribution,year", asOf=now).get(key) == total
    by_project = sums(money, by="contribution,project,year", until="2022-05-31")
    assert by_project[("payment", "regio", str(GARDEN), 2022)] == 3_00
    assert sums(money, by="contribution", projectId=str(GARDEN))[("payment", "regio")] == 7_00
    answer = money.get("/v1/bookings/sums", params={"by": "year"})
    SumsShape.model_validate_json(answer.content, extra="forbid")
    assert statements(answer) == 2
    assert (
        money.get(
            "/v1/bookings/sums", params={"by": "year"}, headers={"If-None-Match": answer.headers["etag"]}
        ).status_code
        == 304
    )


@pytest.mark.parametrize("query", [{"asOf": "gisteren"}, {"asOf": "2020-13-01"}, {"by": "wijk"}, {"until": "1-1-2020"}])
def test_a_wrong_question_is_named(money: httpx.Client, query: dict[str, str]) -> None:
    assert list(wrong_fields(money.get("/v1/bookings/sums", params=query))) == list(query)


def test_a_sum_never_becomes_negative(money: httpx.Client) -> None:
    book(money, kind="payment", projectId=str(GYM), amountCents=50_00)
    refused = money.post(
        "/v1/bookings", json=booking(kind="payment", projectId=str(GYM), amountCents=-50_01), headers=OFFICE
    )
    assert wrong_fields(refused) == {"amountCents": "invalid"}
    assert "Art. 5" in refused.json()["errors"][0]["detail"]
    book(money, kind="payment", projectId=str(GYM), amountCents=-50_00)


def test_many_at_once_never_make_a_sum_negative(money: httpx.Client) -> None:
    book(money, kind="commitment", contribution="regio", projectId=str(GYM), amountCents=30_00)
    body = booking(contribution="regio", projectId=str(GYM), amountCents=-20_00)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: money.post("/v1/bookings", json=body, headers=OFFICE), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 400, 400, 400]
    assert sums(money, by="contribution,project")[("commitment", "regio", str(GYM))] == 10_00


def test_a_document_is_booked_once(money: httpx.Client) -> None:
    book(money, documentNumber="F-2020-7")
    again = money.post("/v1/bookings", json=booking(documentNumber="F-2020-7"), headers=OFFICE)
    assert again.status_code == 409
    assert again.json()["errors"][0]["location"]["name"] == "documentNumber"


def test_a_project_with_money_stays_in_the_registry(money: httpx.Client) -> None:
    book(money)
    etag = money.get(f"/v1/projects/{GARDEN}").headers["etag"]
    refused = money.delete(f"/v1/projects/{GARDEN}", headers=OFFICE | {"If-Match": etag})
    assert refused.status_code == 409
    assert "stop" in refused.text


def test_more_committed_than_there_is_is_a_warning_and_no_block(money: httpx.Client) -> None:
    made = book(money, amountCents=8_000_000_00)
    codes = {each["code"]: each for each in made["warnings"]}
    assert codes["over-committed"]["article"] == "Art. 7.3"
    assert "€ 7.500.000,00" not in codes["over-committed"]["sentence"]
    correct(money, made["id"])
    late = book(money, validOn="2024-01-01", afterEndReason="Eindafrekening")
    assert "after-the-end" in {each["code"] for each in late["warnings"]}


def test_the_list_is_narrowed_and_costs_two_statements(money: httpx.Client) -> None:
    for day in ("2023-04-30", "2023-06-15", "2023-05-31"):
        book(money, kind="payment", contribution="regio", validOn=day)
    asked: dict[str, str | int] = {"kind": "payment", "contribution": "regio", "year": 2023}
    answer = money.get("/v1/bookings", params={**asked, "pageSize": 2})
    assert [each["validOn"] for each in items(answer)] == ["2023-06-15", "2023-05-31"]
    assert (answer.json()["total"], statements(answer)) == (3, 2)
    sheet = money.get("/v1/bookings.csv", params=asked)
    assert sheet.status_code == 200
    assert len(sheet.text.strip().splitlines()) == 4


FORBIDDEN = (
    "UPDATE projects.booking SET amount_cents = 1",
    "DELETE FROM projects.booking",
    "TRUNCATE projects.booking CASCADE",
    "UPDATE projects.tranche_version SET amount_cents = 1",
    "DELETE FROM projects.allocation",
    "UPDATE projects.booking_cell SET total_cents = 0",
    "DELETE FROM projects.booking_total",
    "DELETE FROM projects.booking_year",
    "UPDATE projects.booking_clock SET known_at = '2000-01-01'",
    "INSERT INTO projects.evidence_count VALUES ('x', 1)",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_nobody_changes_what_was_booked(money: httpx.Client, money_database: Database, statement: str) -> None:
    book(money)
    with (
        psycopg.connect(money_database.url_for("projects")) as service,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        service.execute(statement.encode())
    if "booking_" not in statement and "_count" not in statement:
        with psycopg.connect(money_database.url) as owner, pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute(statement.encode())


IMPOSSIBLE: dict[str, dict[str, Any]] = {
    "ck_booking_payment_of_a_project": {"kind": "payment", "project_id": None},
    "ck_booking_amount": {"amount_cents": 0},
    "ck_booking_pillar_of_what_goes_out": {"pillar": None},
    "fk_booking_contribution": {"contribution": "nasa"},
    "fk_booking_project_id": {"project_id": uuid4()},
    "ck_booking_never_negative": {"amount_cents": -99_999_999_99},
    "ck_booking_mirrors": {"reverses": "first", "reason": "Fout", "amount_cents": -1},
    "ck_booking_replaces_what_was_taken_back": {"replaces": "first", "reason": "Fout"},
}


@pytest.mark.parametrize("constraint", IMPOSSIBLE)
def test_the_database_itself_refuses_what_is_impossible(
    money: httpx.Client, money_database: Database, constraint: str
) -> None:
    first = book(money)["id"]
    row: dict[str, Any] = {
        "kind": "commitment",
        "contribution": "rijk",
        "pillar": 1,
        "project_id": GARDEN,
        "year": 2020,
    }
    row |= {"valid_on": "2020-03-15", "amount_cents": 5, "reverses": None, "replaces": None, "reason": None}
    row |= {name: first if value == "first" else value for name, value in IMPOSSIBLE[constraint].items()}
    columns = ", ".join(row)
    places = ", ".join(f"%({name})s" for name in row)
    statement = (
        f"INSERT INTO projects.booking (id, description, who, {columns}) VALUES (gen_random_uuid(), 'x', 'x', {places})"
    )
    address = money_database.url_for("projects")
    with closing(psycopg.connect(address)) as service, pytest.raises(psycopg.errors.IntegrityError) as broken:
        service.execute(statement.encode(), row)
        service.commit()
    assert broken.value.diag.constraint_name == constraint


def test_nobody_chooses_when_something_was_known(money: httpx.Client, money_database: Database) -> None:
    with psycopg.connect(money_database.url_for("projects")) as service:
        row = service.execute(
            "INSERT INTO projects.booking (id, kind, contribution, pillar, year, valid_on, amount_cents, description, "
            "who, known_at, running_cents) VALUES (gen_random_uuid(), 'budget', 'rijk', 3, 2021, '2021-01-01', 5, 'x', "
            "'x', '2001-01-01', 999) RETURNING known_at > now() - interval '1 minute', running_cents"
        ).fetchone()
    assert row == (True, 5)
