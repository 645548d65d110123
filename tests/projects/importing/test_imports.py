"""A file of the finance system is looked at first, then booked as a whole, each document once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import httpx
import pytest

from services.contracts.projects.booking_imports import BookingImportShape
from tests.projects.answers import items, wrong_fields
from tests.projects.importing.files import (
    booked,
    confirm,
    csv_file,
    previewed,
    problems,
    real_row,
    row,
    send,
    xlsx_file,
)
from tests.projects.money.conftest import GARDEN, GYM, OFFICE, book, correct, money, money_database
from tests.tokens import bearer

__all__ = ["money", "money_database"]


def test_a_preview_books_nothing_and_a_confirmation_all(money: httpx.Client) -> None:
    before = money.get("/v1/bookings").json()["total"]
    content = csv_file(
        row("A-1"),
        row("A-2", "€ -34,56"),
        row("A-3", "3600000", kind="ontvangst", project="", part="1"),
        row("A-4", "50,-", kind="verplichting", project=str(GYM)),
        row("A-5", "1.000,00", kind="begroting", project="", pillar="pijler 3"),
    )
    answer = send(money, content)
    preview = BookingImportShape.model_validate_json(answer.content, extra="forbid")
    assert (preview.to_book, preview.already_booked, preview.wrong, preview.problems) == (5, 0, 0, [])
    sums = {each.kind: each.amount_cents for each in preview.sums}
    assert sums == {"payment": 1_200_00, "receipt": 3_600_000_00, "commitment": 50_00, "budget": 1_000_00}
    assert money.get("/v1/bookings").json()["total"] == before
    done = confirm(money, answer.json())
    assert (done.status_code, done.json()["booked"], bool(done.json()["confirmedAt"])) == (200, 5, True)
    found = {each["documentNumber"]: each for each in items(money.get("/v1/bookings", headers=OFFICE))}
    assert (found["A-1"]["projectId"], found["A-1"]["pillar"], found["A-1"]["year"]) == (str(GARDEN), 1, 2020)
    assert (found["A-2"]["amountCents"], found["A-4"]["projectId"], found["A-5"]["pillar"]) == (-34_56, str(GYM), 3)
    assert {found[f"A-{n}"]["importId"] for n in range(1, 6)} == {str(preview.id)}
    assert len({found[f"A-{n}"]["knownAt"] for n in range(1, 6)}) == 1
    assert found["A-3"]["trancheId"] and found["A-3"]["pillar"] is None


def test_the_same_file_again_books_nothing(money: httpx.Client) -> None:
    first = csv_file(row("B-1"), row("B-2"))
    booked(money, first)
    again = booked(money, csv_file(row("B-1"), row("B-2"), row("B-3")))
    assert (again["booked"], again["alreadyBooked"]) == (1, 2)
    assert booked(money, first)["booked"] == 0
    assert len(items(money.get("/v1/bookings", params={"documentNumber": "B-1"}))) == 1


def test_a_confirmation_sent_again_is_answered_again(money: httpx.Client) -> None:
    preview = previewed(money, csv_file(row("C-1")))
    first, second = confirm(money, preview), confirm(money, preview)
    assert (first.status_code, first.json()) == (200, second.json())
    assert money.get(f"/v1/booking-imports/{preview['id']}", headers=OFFICE).json() == first.json()


def test_a_spreadsheet_with_real_dates_and_numbers(money: httpx.Client) -> None:
    content = xlsx_file(
        real_row("D-1", 1234.56, date(2020, 5, 1)), real_row("D-2", 0.1 + 0.2, date(2020, 5, 2)), ("D-3",)
    )
    preview = previewed(money, content, "boekingen.xlsx")
    assert [each["amountCents"] for each in preview["rows"]] == [1_234_56, 30, None]
    assert problems(preview) == {(4, column): "missing" for column in ("valid_on", "kind", "amount", "description")}
    good = booked(money, xlsx_file(real_row("D-1", 1234.56, date(2020, 5, 1))), "boekingen.xlsx")
    assert good["booked"] == 1
    assert items(money.get("/v1/bookings", params={"documentNumber": "D-1"}))[0]["validOn"] == "2020-05-01"


def test_every_problem_is_named_by_row_and_column_before_anything_is_booked(money: httpx.Client) -> None:
    book(money, documentNumber="E-0", kind="payment", amountCents=100_00, description="Aarde", validOn="2020-12-31")
    before = money.get("/v1/bookings").json()["total"]
    preview = previewed(
        money,
        csv_file(
            row("E-1", "1.234"),
            row("E-2", "12,345", day="31-02-2020"),
            row("E-3", day="01-08-2023"),
            row("E-4", kind="gift", project="Nergens"),
            row("E-5", kind="betaling", project=""),
            row("E-6", "0,00"),
            row("E-6"),
            row("E-7", kind="verplichting", project="", pillar="9"),
            row("E-8", "-99.999.999,99", project="zaal"),
            row("E-9", part="1"),
            row("", "5,00"),
            row("E-0", "90,00"),
            row("E-10", "999999999999"),
            row("E-11", pillar="2"),
            row("E-12", kind="ontvangst", project="", part="7"),
            row("E-13", "1,2,3", day="1-9-2023", project="Nergens", pillar="8"),
        ),
    )
    assert problems(preview) == {
        (2, "amount"): "unreadable",
        (3, "amount"): "unreadable",
        (3, "valid_on"): "unreadable",
        (4, "valid_on"): "after-the-end",
        (5, "kind"): "unreadable",
        (5, "project"): "unreadable",
        (6, "project"): "missing",
        (7, "amount"): "zero",
        (8, "document_number"): "twice",
        (9, "pillar"): "unknown",
        (10, "amount"): "less-than-nothing",
        (11, "tranche"): "not-of-this",
        (12, "document_number"): "missing",
        (13, "amount"): "booked-otherwise",
        (14, "amount"): "unreadable",
        (15, "pillar"): "another",
        (16, "tranche"): "unreadable",
        (17, "amount"): "unreadable",
        (17, "pillar"): "unknown",
        (17, "project"): "unreadable",
        (17, "valid_on"): "after-the-end",
    }
    sentences = {(each["row"], each["column"]): each["sentence"] for each in preview["problems"]}
    assert "Art. 14" in sentences[(4, "valid_on")] and "€ 100,00" in sentences[(13, "amount")]
    assert (preview["wrong"], preview["toBook"], preview["problemCount"]) == (16, 0, 21)
    refused = confirm(money, preview)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:zuidwest:problem:import-wrong")
    assert money.get("/v1/bookings").json()["total"] == before


def test_a_corrected_document_is_not_booked_again(money: httpx.Client) -> None:
    booked(money, csv_file(row("F-1")))
    (made,) = items(money.get("/v1/bookings", params={"documentNumber": "F-1"}))
    right = {name: made[name] for name in ("kind", "contribution", "projectId", "validOn", "description")}
    right |= {"amountCents": 1_000_00, "documentNumber": "F-1"}
    assert correct(money, made["id"], replacement=right).status_code == 201
    for amount in ("1.234,56", "1.000,00"):
        assert previewed(money, csv_file(row("F-1", amount)))["alreadyBooked"] == 1
    other = previewed(money, csv_file(row("F-1", "999,00")))
    assert problems(other) == {(2, "amount"): "booked-otherwise"}
    assert "€ 1.000,00" in other["problems"][0]["sentence"]


def test_two_who_confirm_at_once_book_once(money: httpx.Client) -> None:
    one, other = (previewed(money, csv_file(row("G-1"), row("G-2"))) for _ in range(2))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda each: confirm(money, each), [one, other, one, other]))
    codes = [{each.status_code for each in answers if one_of["id"] in str(each.request.url)} for one_of in (one, other)]
    assert sorted(map(sorted, codes)) == [[200], [409]]
    assert len(items(money.get("/v1/bookings", params={"documentNumber": "G-1"}))) == 1


def test_what_was_booked_since_the_look_makes_a_preview_stale(money: httpx.Client) -> None:
    preview = previewed(money, csv_file(row("H-1"), row("H-2")))
    book(money, documentNumber="H-1")
    refused = confirm(money, preview)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:zuidwest:problem:import-stale")
    assert items(money.get("/v1/bookings", params={"documentNumber": "H-2"})) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("b.xlsx", csv_file(row("Z-1"))),
        ("b.csv", xlsx_file()),
        ("b.pdf", b"%PDF-1.7"),
        ("b.csv", b"%PDF-1.7\x00\x01"),
        ("b.xlsx", b"PK\x03\x04 and no more"),
        ("b.csv", b""),
        ("b.csv", csv_file()),
    ],
    ids=["text called xlsx", "xlsx called csv", "pdf", "bytes", "broken zip", "empty", "only a head"],
)
def test_a_file_that_is_not_what_it_says_is_refused(money: httpx.Client, name: str, content: bytes) -> None:
    assert wrong_fields(send(money, content, name)) == {"file": "unreadable"}


def test_columns_that_are_not_there_or_not_known_are_named(money: httpx.Client) -> None:
    preview = previewed(money, b"documentnummer;boekdatum;soort;bedrag;kleur\nX-1;1-1-2020;betaling;5,00;rood")
    assert problems(preview) == {(1, "description"): "missing-column"}
    assert preview["ignoredColumns"] == ["kleur"]
    nothing = previewed(money, csv_file(row("X-2")), contribution="")
    assert problems(nothing) == {(2, "contribution"): "missing"}
    assert wrong_fields(send(money, csv_file(row("X-3")), contribution="nasa")) == {"contribution": "unknown"}


def test_a_reason_lets_money_count_after_the_end(money: httpx.Client) -> None:
    reason = "Eindafrekening"
    head = b"documentnummer;boekdatum;soort;bedrag;omschrijving;project;bijdrage;reden na einde\n"
    done = booked(money, head + f"I-1;15-9-2023;betaling;10,00;Rest;tuin;Regio;{reason}".encode())
    assert done["booked"] == 1
    (made,) = items(money.get("/v1/bookings", params={"documentNumber": "I-1"}))
    assert (made["contribution"], made["afterEndReason"]) == ("regio", reason)


def test_more_than_there_is_warns_before_it_is_booked(money: httpx.Client) -> None:
    preview = previewed(money, csv_file(row("J-1", "8.000.000,00", kind="verplichting")))
    assert "over-committed" in {each["code"] for each in preview["warnings"]}


def test_it_is_for_the_office_and_can_be_found_again(money: httpx.Client) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    first, second = (previewed(money, csv_file(row("K-1")), **key) for _ in range(2))
    assert first == second
    paths = ("/v1/booking-imports", f"/v1/booking-imports/{first['id']}", "/v1/booking-imports/templates/bookings.csv")
    for path in paths:
        assert [money.get(path, headers=headers).status_code for headers in ({}, bearer("analyst"), OFFICE)] == [
            401,
            403,
            200,
        ]
    assert first["id"] in {each["id"] for each in items(money.get(paths[0], headers=OFFICE))}
    assert money.get("/v1/booking-imports/templates/x.csv", headers=OFFICE).status_code == 404
    assert money.get(f"/v1/booking-imports/{uuid4()}", headers=OFFICE).status_code == 404
    template = money.get("/v1/booking-imports/templates/bookings.xlsx", headers=OFFICE).content
    assert problems(previewed(money, template, "bookings.xlsx")) == {(2, "project"): "unreadable"}
