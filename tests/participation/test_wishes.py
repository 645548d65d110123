"""Wishing without an account, sharing a wish, and taking it back."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from services.contracts.participation import OwnWish, WishShape
from services.contracts.shapes import Page
from services.kit.database import Database as Storage
from services.participation.tables import wish, wish_supporter
from tests.forms import form_token
from tests.participation.conftest import World, wrong_names
from tests.participation.wishing import MODERATOR, TEXT, Wishing, calling, link_of, wish_body
from tests.postgres import Database


@pytest.fixture
def wishing(world: World) -> Wishing:
    return Wishing(world)


def test_a_wish_is_read_before_it_is_shown(wishing: Wishing) -> None:
    made = OwnWish.model_validate(wishing.wished())
    assert (made.status, made.waits_for_reading, made.others) == ("open", True, 0)
    assert wishing.listed() == []
    assert wishing.client.get(f"/v1/wishes/{made.id}").status_code == 404
    assert wishing.support(made.id).status_code == 404
    assert wishing.decide(made.id).status_code == 200
    page = Page[WishShape].model_validate(wishing.client.get("/v1/wishes").json())
    assert [(each.text, each.supporters, each.status) for each in page.items] == [(TEXT, 1, "approved")]
    assert page.items[0].category and page.items[0].category.label == "Handwerk en creatief"
    one = wishing.client.get(f"/v1/wishes/{made.id}", headers={"Accept-Language": "en"})
    assert one.json()["category"]["label"] == "Crafts"


def test_nothing_of_a_person_is_public(wishing: Wishing) -> None:
    wish_id = wishing.shown(email="zeynep@example.org", wouldHelp=True)
    assert wishing.listed()[0].keys() == {
        *("id", "text", "language", "wijk", "category", "status", "supporters", "since", "offers"),
    }
    assert "zeynep" not in wishing.client.get(f"/v1/wishes/{wish_id}").text


def test_lists_are_filtered_ordered_and_kept(wishing: Wishing) -> None:
    first = wishing.shown()
    second = wishing.shown(calling(1), text="Een wandelclub voor de ochtend", category="sport", wijk="bouwlust")
    third = wishing.shown(calling(2), text="Een moestuin achter de kerk", category=None, wijk=None)
    for number in (3, 4):
        assert wishing.support(second, calling(number)).json()["counted"]
    assert [each["id"] for each in wishing.listed()] == [str(second), str(third), str(first)]
    assert [each["id"] for each in wishing.listed(sort="newest")] == [str(third), str(second), str(first)]
    assert [each["id"] for each in wishing.listed(wijk="bouwlust")] == [str(second)]
    assert [each["id"] for each in wishing.listed(category="crafts")] == [str(first)]
    assert wishing.listed(status="fulfilled") == []
    assert wrong_names(wishing.client.get("/v1/wishes", params={"status": "open", "sort": "x"})) == {"status", "sort"}
    whole = wishing.client.get("/v1/wishes")
    again = wishing.client.get("/v1/wishes", headers={"If-None-Match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert int(whole.headers["sql-statements"]) <= 3
    assert wishing.support(first, calling(9)).status_code == 201
    changed = wishing.client.get("/v1/wishes", headers={"If-None-Match": whole.headers["etag"]})
    assert changed.status_code == 200


def test_a_category_is_guessed_from_the_text(wishing: Wishing) -> None:
    assert wishing.wished(text="Samen eten en koken met buren", category=None)["category"] == "food"
    assert wishing.wished(text="Iets met kleine dieren", category=None)["category"] is None
    assert wishing.wished(text="Birlikte yemek yapmak istiyorum", category=None, language="tr")["category"] == "food"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bel mij op 06 12 34 56 78 over naaien", "holds-phone"),
        ("Bel mij op +31 (0)6-12345678 over naaien", "holds-phone"),
        ("Bel ٠٦١٢٣٤٥٦٧٨ من فضلك", "holds-phone"),
        ("Mail zeynep@example.org over naaien", "holds-email"),
        ("Kijk op https://spam.example/naaien", "holds-link"),
        ("Kijk op naaien.shop voor meer", "holds-link"),
        ("🎉🎉🎉🎉🎉🎉", "no-words"),
        ("a\u200b\u200b\u200b\u200b\u200b", "too-short"),
    ],
)
def test_what_does_not_belong_in_a_public_text_is_refused_kindly(wishing: Wishing, text: str, code: str) -> None:
    answer = wishing.wish(text=text)
    assert wrong_names(answer) == {"text"}
    assert [error["code"] for error in answer.json()["errors"]] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "أريد دروس خياطة للنساء في الصباح",
        "<script>alert('x')</script> & 'koken'; DROP TABLE wish; --",
        "Szycie w każdą środę o 19:30, 12 zł",
        "Een feest 🎉 op 03-12-2026 van 10:00 tot 14:00",
        "Van 2,50 tot 3,50 euro, Melis Stokelaan 1200 tot 1500",
    ],
)
def test_any_language_and_any_sign_is_kept_as_it_is(wishing: Wishing, text: str) -> None:
    wish_id = wishing.shown(text=text)
    assert wishing.client.get(f"/v1/wishes/{wish_id}").json()["text"] == text


def test_lines_and_marks_of_direction_become_one_plain_line(wishing: Wishing) -> None:
    assert wishing.wished(text="Samen\n\n zingen\u202e in de tuin")["text"] == "Samen zingen in de tuin"


def test_every_wrong_field_is_named_at_once(wishing: Wishing) -> None:
    wrong: dict[str, Any] = {
        "wijk": "delft",
        "category": "magic",
        "language": "xx",
        "email": "niet",
        "phone": "bel",
        "size": 1,
    }
    assert wrong_names(wishing.wish(**wrong)) == wrong.keys()
    assert wrong_names(wishing.wish(text="x" * 10_000, wijk="delft")) == {"text", "wijk"}
    assert wrong_names(wishing.wish(text="naaien\0 leren")) == {"text"}
    assert wrong_names(wishing.wish(text=None)) == {"text"}
    assert wishing.wish(email="a@example.org", phone="0612345678").status_code == 400
    assert wishing.client.post("/v1/wishes", content=b"{").status_code == 400


@pytest.mark.parametrize(
    "changes", [{"website": "x"}, {"formToken": "x"}, {"formToken": form_token(seconds_ago=-36_000)}]
)
def test_a_machine_is_not_taken(wishing: Wishing, changes: dict[str, Any]) -> None:
    assert wishing.wish(**changes).json()["type"] == "urn:zuidwest:problem:form-not-taken"


def test_a_wish_for_somebody_who_sits_at_the_desk_needs_no_form(wishing: Wishing) -> None:
    body = wish_body(forSomebodyElse=True)
    del body["formToken"]
    answer = wishing.client.post("/v1/wishes", json=body, headers=wishing.world.coordinator)
    assert answer.status_code == 201


def test_one_address_can_wish_twenty_times_an_hour(wishing: Wishing) -> None:
    statuses = [wishing.wish(text=f"Wens nummer {'x' * number}").status_code for number in range(21)]
    assert statuses == [201] * 20 + [429]
    assert wishing.wish(calling(5)).status_code == 201


def test_the_same_key_wishes_once_and_gives_the_same_link(wishing: Wishing, storage: Storage) -> None:
    headers = {"Idempotency-Key": uuid4().hex}
    body = wish_body(email="a@example.org")
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: wishing.client.post("/v1/wishes", json=body, headers=headers), range(6)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.json()["manageUrl"] for each in answers}) == 1
    with storage.writing() as session:
        assert len(session.execute(select(wish)).all()) == 1
    assert wishing.wish(headers, text="Iets heel anders").status_code == 409


def test_me_too_counts_once_per_contact_and_per_caller(wishing: Wishing) -> None:
    wish_id = wishing.shown(calling(1), email="zeynep@example.org")
    first = wishing.support(wish_id, calling(2))
    assert (first.status_code, first.json()["supporters"], first.json()["counted"]) == (201, 2, True)
    again = wishing.support(wish_id, calling(2))
    assert (again.status_code, again.json()) == (200, {"supporters": 2, "counted": False, "manageUrl": None})
    assert wishing.support(wish_id, calling(3), phone="06 12345678").json()["supporters"] == 3
    assert wishing.support(wish_id, calling(4), phone="0612345678").json()["counted"] is False
    assert wishing.support(wish_id, calling(5), email="Zeynep@Example.org").json()["counted"] is False
    assert wishing.listed()[0]["supporters"] == 3


def test_many_at_once_are_counted_right(wishing: Wishing, storage: Storage) -> None:
    wish_id = wishing.shown(calling(200))

    def support(number: int) -> int:
        return wishing.support(wish_id, calling(number % 12 + 1)).status_code

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(support, range(24)))
    assert sorted(statuses) == [200] * 12 + [201] * 12
    assert wishing.listed()[0]["supporters"] == 13


def test_a_wish_can_be_taken_back_by_its_link(wishing: Wishing) -> None:
    made = wishing.wished(email="a@example.org")
    link = link_of(made)
    own = wishing.client.get(link)
    assert own.json()["contactKeptUntil"] is not None
    assert wishing.client.get(link, headers={"If-None-Match": own.headers["etag"]}).status_code == 304
    assert wishing.client.delete(link).status_code == 204
    assert wishing.client.delete(link).status_code == wishing.client.get(link).status_code == 404
    assert wishing.decide(made["id"]).status_code == 409


def test_what_others_share_stays_theirs(wishing: Wishing, storage: Storage) -> None:
    made = wishing.wished(calling(1), email="a@example.org")
    wishing.decide(made["id"])
    other = wishing.support(made["id"], calling(2), email="b@example.org").json()
    assert wishing.client.delete(link_of(made)).status_code == 204
    assert [each["supporters"] for each in wishing.listed()] == [1]
    assert wishing.client.get(link_of(other)).json()["others"] == 0
    assert wishing.client.delete(link_of(other)).status_code == 204
    assert wishing.listed() == []
    with storage.writing() as session:
        assert session.execute(select(wish_supporter)).all() == []


def test_taking_back_at_once_from_two_phones_works_once(wishing: Wishing) -> None:
    link = link_of(wishing.wished())
    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(lambda _: wishing.client.delete(link).status_code, range(2)))
    assert statuses in ([204, 404], [204, 204])
    assert wishing.client.get(link).status_code == 404


def test_what_is_left_of_contacts_can_not_be_read(wishing: Wishing, deal_database: Database) -> None:
    wishing.wished(email="zuleyxa@example.org")
    wishing.wished(phone="06-98765432", text="Een zangkoor")
    with psycopg.connect(deal_database.url) as connection:
        tables = ("wish", "wish_supporter", "audit", "idempotency_key")
        for table in tables:
            rows = connection.execute(f"SELECT t::text FROM participation.{table} t".encode()).fetchall()
            assert not [row for row in rows if "zuleyxa" in row[0] or "98765432" in row[0]]


def test_links_that_are_not_ours_lead_nowhere(wishing: Wishing) -> None:
    for token in ("x", "%00", "é" * 40, "a" * 5000):
        assert wishing.client.get(f"/v1/wishes/mine/{token}").status_code == 404
    assert wishing.client.get("/v1/wishes/nonsense").status_code == 400
    assert wishing.client.get(f"/v1/wishes/{uuid4()}").status_code == 404
    assert wishing.client.post(f"/v1/wishes/{uuid4()}/decision", json={}, headers=MODERATOR).status_code == 400
