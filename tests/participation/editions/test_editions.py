"""Paper over HTTP: a proof of how things stand, approved by somebody else, and from then on the same bytes."""

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import httpx
import psycopg
import pytest

from services.participation.clock import today
from services.participation.editions.arranging_rules import month_days
from tests.participation.conftest import ADMIN, World, wrong_names
from tests.participation.test_full import say_full
from tests.pdf import codes_on, words_on_pages
from tests.postgres import Database
from tests.tokens import bearer

MODERATOR = bearer("moderator", subject="a-moderator")
OTHER_WIJK = bearer("editor", wijken=["bouwlust"], subject="somebody-else")


def next_month() -> date:
    """Its activities are confirmed for eight weeks from today, so also then."""
    return month_days(today().replace(day=1))[1]


MONTH = f"{next_month():%Y-%m}"


def pdf(client: httpx.Client, wijk: str = "moerwijk", headers: Any = None, **query: Any) -> httpx.Response:
    return client.get(f"/v1/editions/{wijk}.pdf", params={"month": MONTH} | query, headers=headers)


def draft(world: World, headers: Any = None, **body: Any) -> httpx.Response:
    asked = {"wijk": "moerwijk", "month": MONTH} | body
    return world.client.post("/v1/editions", json=asked, headers=headers or world.editor)


def step(world: World, edition: dict[str, Any], name: str, headers: Any) -> httpx.Response:
    match = {"If-Match": f'"{edition["version"]}"'}
    return world.client.post(f"/v1/editions/{edition['id']}/{name}", headers=headers | match)


def execute(database: Database, statement: str) -> None:
    with psycopg.connect(database.url) as connection:
        connection.execute(statement.encode())


def test_a_proof_is_of_how_things_stand(world: World) -> None:
    made = world.added(title="Samen soep eten")
    answer = pdf(world.client)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["edition-status"] == "proof"
    words = words_on_pages(answer.content)
    assert "Samen soep eten" in words
    assert "Proef. Niet om uit te delen." in words
    assert any(
        code.endswith(f"/activiteiten/{made['id']}") for page in (2, 3) for code in codes_on(answer.content, page)
    )

    again = pdf(world.client, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert pdf(world.client).content == answer.content
    world.added(title="Nieuw in de wijk")
    newer = pdf(world.client, headers={"If-None-Match": answer.headers["etag"]})
    assert newer.status_code == 200
    assert "Nieuw in de wijk" in words_on_pages(newer.content)


@pytest.mark.parametrize(("form", "language"), [("a4", "en"), ("large", "pl"), ("a5", "tr")])
def test_every_form_and_language_is_printed(world: World, form: str, language: str) -> None:
    text = {"title": "Koffie in vertaling", "summary": "Iets over koffie in vertaling."}
    world.added(description="", translations={language: text})
    answer = pdf(world.client, format=form, language=language)
    assert answer.status_code == 200, answer.text
    assert "Koffie in vertaling" in words_on_pages(answer.content)


def test_only_what_is_confirmed_is_printed(world: World, deal_database: Database) -> None:
    kept, lapsed = world.added(title="Nog steeds waar"), world.added(title="Al lang niet bevestigd")
    first = next_month()
    execute(deal_database, f"UPDATE participation.activity SET check_by = '{first}' WHERE id = '{lapsed['id']}'")
    words = words_on_pages(pdf(world.client, format="large").content)
    assert "Nog steeds waar" in words
    assert "Al lang niet bevestigd" not in words
    assert kept["title"] in words
    execute(deal_database, f"UPDATE participation.place SET check_by = '{first}' WHERE id = '{world.here}'")
    assert pdf(world.client, format="a4").json()["type"].endswith("nothing-confirmed")


def test_a_cancelled_date_is_not_printed_as_going_on_and_a_full_one_says_so(world: World) -> None:
    made = world.added(title="Koor van de wijk")
    day = date.fromisoformat(made["schedule"]["start"][:10])
    while day < next_month():
        day += timedelta(days=7)
    cancelled = {"kind": "cancelled", "date": f"{day}T10:00:00"}
    answer = world.client.post(f"/v1/activities/{made['id']}/exceptions", json=cancelled, headers=world.coordinator)
    assert answer.status_code in (200, 201), answer.text
    week_later = str(day + timedelta(days=7))
    asked = {"from": week_later, "to": week_later}
    (later,) = world.client.get(f"/v1/activities/{made['id']}/dates", params=asked).json()["items"]
    assert say_full(world, later["id"], True) == 200
    words = " ".join(words_on_pages(pdf(world.client).content).split())
    assert f"Niet op {day.day} " in words
    assert "Koor van de wijk: vol. Vraag of er nog plek is" in words
    assert "Koor van de wijk: gaat niet door" in words


def test_wrong_questions_are_refused(world: World) -> None:
    world.added()
    asked = pdf(world.client, month="2026-13", format="a3", language="xx")
    assert wrong_names(asked) == {"month", "format", "language"}
    assert pdf(world.client, wijk="nergens").status_code == 404
    assert pdf(world.client, number=99).json()["type"].endswith("no-such-edition")
    for nothing in (pdf(world.client, wijk="bouwlust"), pdf(world.client, month="2099-01")):
        assert (nothing.status_code, nothing.json()["type"]) == (404, "urn:zuidwest:problem:nothing-confirmed")
    assert pdf(world.client, headers={"Accept": "text/html"}).status_code == 406


def test_from_draft_to_print_and_on_to_the_next_edition(world: World, deal_database: Database) -> None:
    activity = world.added(title="Zoals het was")
    made = draft(world, language="ar")
    assert made.status_code == 201, made.text
    edition = made.json()
    assert (edition["number"], edition["status"], edition["items"]) == (1, "draft", 1)
    assert not edition["mayApprove"]
    proof = f"/v1/editions/{edition['id']}/files/a5.pdf"
    assert world.client.get(proof).status_code == 401
    assert "Proef" in words_on_pages(world.client.get(proof, headers=world.editor).content)
    assert draft(world, language="ar").status_code == 409

    assert step(world, edition, "approval", world.editor).status_code == 409
    assert step(world, edition, "approval", OTHER_WIJK).status_code == 403
    assert step(world, edition, "approval", bearer("programme", subject="office")).status_code == 403
    stale = step(world, edition | {"version": 7}, "approval", MODERATOR)
    assert stale.status_code == 412
    frozen = step(world, edition, "approval", MODERATOR).json()
    assert frozen["status"] == "frozen"
    assert [each["format"] for each in frozen["files"]] == ["a4", "a5", "large"]

    before = pdf(world.client, language="ar")
    assert (before.headers["edition-status"], before.headers["edition-number"]) == ("frozen", "1")
    assert sha256(before.content).hexdigest() == next(x["sha256"] for x in frozen["files"] if x["format"] == "a5")
    assert "Proef" not in words_on_pages(before.content)

    changed = world.body(title="Zoals het nu is")
    headers = world.coordinator | {"If-Match": f'"{activity["version"]}"'}
    world.client.put(f"/v1/activities/{activity['id']}", json=changed, headers=headers)
    assert pdf(world.client, language="ar").content == before.content
    assert pdf(world.client, language="ar", headers={"If-None-Match": before.headers["etag"]}).status_code == 304
    assert world.client.get(proof).content == before.content
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        execute(deal_database, f"UPDATE participation.edition SET number = 9 WHERE id = '{edition['id']}'")
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        execute(deal_database, f"DELETE FROM participation.edition_file WHERE edition_id = '{edition['id']}'")

    second = draft(world, language="ar").json()
    assert second["number"] == 2
    step(world, second, "approval", MODERATOR)
    newest = pdf(world.client, language="ar")
    assert newest.headers["edition-number"] == "2"
    assert "Zoals het nu is" in words_on_pages(newest.content)
    assert pdf(world.client, language="ar", number=1).content == before.content
    listed = world.client.get("/v1/editions", params={"month": MONTH, "wijk": "moerwijk"}).json()
    assert [each["number"] for each in listed["items"] if each["language"] == "ar"] == [2, 1]


def test_what_changed_since_the_draft_has_to_be_looked_at_again(world: World) -> None:
    world.added(title="Blijft hetzelfde")
    edition = draft(world, language="en").json()
    world.added(title="Kwam er later bij")
    seen = world.client.get(f"/v1/editions/{edition['id']}", headers=MODERATOR)
    assert seen.json()["changed"] == ["Kwam er later bij"]
    assert seen.json()["mayApprove"]
    refused = step(world, edition, "approval", MODERATOR)
    assert (refused.status_code, refused.json()["changed"]) == (409, ["Kwam er later bij"])
    fresh = step(world, edition, "refresh", MODERATOR).json()
    assert (fresh["changed"], fresh["items"], fresh["mayApprove"]) == ([], 2, False)
    dropped = world.client.delete(
        f"/v1/editions/{edition['id']}", headers=world.editor | {"If-Match": f'"{fresh["version"]}"'}
    )
    assert dropped.status_code == 204
    assert world.client.get(f"/v1/editions/{edition['id']}", headers=MODERATOR).status_code == 404


def test_a_draft_is_made_once_and_only_by_who_may(world: World) -> None:
    world.added()
    key = {"Idempotency-Key": "draft-of-the-month"}
    first = draft(world, headers=world.editor | key, language="tr")
    again = draft(world, headers=world.editor | key, language="tr")
    assert first.json()["id"] == again.json()["id"]
    assert draft(world, headers=world.coordinator).status_code == 403
    assert draft(world, headers=OTHER_WIJK).status_code == 403
    assert draft(world, headers=ADMIN, wijk="bouwlust").status_code == 404
    asked = {"wijk": "nergens", "month": "2026-13", "language": "xx", "more": 1}
    assert wrong_names(draft(world, headers=ADMIN, **asked)) == {"wijk", "month", "language", "more"}
    mine = {"If-Match": f'"{first.json()["version"]}"'}
    world.client.delete(f"/v1/editions/{first.json()['id']}", headers=world.editor | mine)


def test_drafts_are_not_shown_to_everybody(world: World) -> None:
    world.added()
    edition = draft(world, language="pl").json()
    open_list = world.client.get("/v1/editions", params={"status": "draft"}).json()
    assert open_list["items"] == []
    desk = world.client.get("/v1/editions", params={"status": "draft"}, headers=MODERATOR).json()
    assert edition["id"] in {each["id"] for each in desk["items"]}
    world.client.delete(f"/v1/editions/{edition['id']}", headers=world.editor | {"If-Match": '"1"'})
