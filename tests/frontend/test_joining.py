"""Joining with the form, as a browser without JavaScript sends it."""

from collections.abc import Callable
from uuid import UUID, uuid4

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from services.contracts.participation import ActivityShape
from tests.frontend.conftest import Site
from tests.frontend.furnished import CHILDREN, COOKING, COURSE
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of


def found(site: Site, title: str) -> ActivityShape:
    return next(each for each in site.house.activities if each.title == title)


def form_address(site: Site, title: str = COOKING, number: int = 0) -> str:
    joined = found(site, title)
    keer = "" if joined.joining == "series" else f"?keer={joined.next[number].id}"
    return f"/activiteiten/{joined.id}/aanmelden{keer}"


def hidden(page: LexborHTMLParser) -> dict[str, str]:
    """What a form sends without being typed."""
    inputs = page.css("form.form input[type=hidden]")
    return {str(field.attributes["name"]): field.attributes["value"] or "" for field in inputs} | {"website": ""}


def send(site: Site, title: str = COOKING, **typed: str) -> httpx.Response:
    """Opens the form and sends it, filled in."""
    address = form_address(site, title)
    given = {"name": "Roos", "phone": "", "email": ""} | typed
    return site.visitor.post(address, data=hidden(parsed(site.visitor.get(address))) | given)


def test_each_date_says_how_much_room_there_is_and_leads_to_its_form(site: Site) -> None:
    page = parsed(site.visitor.get(f"/activiteiten/{found(site, COOKING).id}"))
    assert attribute(page, ".dates .denhaag-button", "href") == form_address(site)
    assert "Nog 3 plekken" in text_of(page, ".dates")
    said = texts_of(page, ".date-row")
    assert said[0].endswith("Nog 1 plek Aanmelden voor dinsdag 1 december, 10.00 tot 12.00 uur")
    assert said[1].endswith("Vol Op de wachtlijst voor dinsdag 8 december, 10.00 tot 12.00 uur")
    assert said[2].endswith("gaat niet door")
    assert len(page.css(".date-row a")) == 2


def test_a_series_has_one_button_and_walking_in_none(site: Site) -> None:
    page = parsed(site.visitor.get(f"/activiteiten/{found(site, COURSE).id}"))
    assert texts_of(page, ".dates a") == ["Aanmelden voor alle keren"]
    assert attribute(page, ".dates a", "href") == form_address(site, COURSE)
    site.house.asked.clear()
    walk_in = parsed(site.visitor.get(f"/activiteiten/{site.house.activities[0].id}"))
    assert not walk_in.css(".dates a")
    assert "GET /v1/occurrences" not in site.house.asked


def test_while_the_room_can_not_be_asked_one_can_still_join(site: Site) -> None:
    site.house.fails["GET /v1/occurrences"] = (503, {})
    page = parsed(site.visitor.get(f"/activiteiten/{found(site, COOKING).id}"))
    assert len(page.css(".dates a")) == 3
    assert "plek" not in text_of(page, ".dates")


def test_a_date_that_has_begun_and_a_draft_can_not_be_joined(site: Site) -> None:
    cooking = found(site, COOKING)
    place_of = site.house.activities.index(cooking)
    begun = cooking.next[0].model_copy(update={"start": cooking.next[0].start.replace(hour=8)})
    also = cooking.next[1].model_copy(update={"start": begun.start})
    site.house.activities[place_of] = cooking.model_copy(update={"next": [begun, also, *cooking.next[2:]]})
    page = parsed(site.visitor.get(f"/activiteiten/{cooking.id}"))
    assert not page.css(".dates .denhaag-button")
    assert len(page.css(".date-row a")) == 1
    site.house.activities[place_of] = cooking.model_copy(update={"status": "draft"})
    assert not parsed(site.coordinator.get(f"/activiteiten/{cooking.id}")).css(".dates a")


def test_the_form_says_what_one_joins_and_is_never_kept(site: Site) -> None:
    answer = site.visitor.get(form_address(site, number=2))
    page = parsed(answer)
    said = text_of(page, "main")
    for words in ("Samen koken", "Dinsdag 8 december, 10.00 tot 12.00 uur", "Buurtkamer Morgenstond 1", "Het is vol"):
        assert words in said
    assert texts_of(page, "form.form button") == ["Op de wachtlijst"]
    assert "no-store" in answer.headers["cache-control"]
    assert answer.headers["x-robots-tag"] == "noindex"
    assert hidden(page)["token"] == "form-token"
    assert hidden(page)["key"] != hidden(parsed(site.visitor.get(form_address(site))))["key"]
    assert attribute(page, "div[hidden] #website", "tabindex") == "-1"


def test_a_name_is_enough_to_join_and_leads_to_the_own_page(site: Site) -> None:
    answer = send(site)
    assert (answer.status_code, answer.headers["location"]) == (303, "/aanmeldingen/enrolled-link")
    assert f"POST /v1/occurrences/{found(site, COOKING).next[0].id}/enrolments" in site.house.asked
    body = site.house.sent[0]
    assert (body["name"], body["phone"], body["email"]) == ("Roos", None, None)
    assert (body["formToken"], body["website"], body["forChild"]) == ("form-token", "", False)


def test_the_key_of_the_form_and_the_callers_address_travel_along(site: Site) -> None:
    page = parsed(site.visitor.get(form_address(site)))
    site.visitor.post(form_address(site), data=hidden(page) | {"name": "Roos"})
    assert site.house.headers["idempotency-key"] == hidden(page)["key"]
    assert site.house.headers["x-forwarded-for"] == "127.0.0.1"


def test_a_series_is_joined_as_a_whole(site: Site) -> None:
    assert send(site, COURSE).status_code == 303
    assert f"POST /v1/activities/{found(site, COURSE).id}/enrolments" in site.house.asked


def test_a_parent_signs_a_child_up(site: Site) -> None:
    page = parsed(site.visitor.get(form_address(site, CHILDREN)))
    assert text_of(page, "h1") == "Uw kind aanmelden"
    assert not page.css("#email")
    without = send(site, CHILDREN, name="Roosje")
    assert texts_of(parsed(without), "#fouten a")[0].startswith("Vul het telefoonnummer van een ouder")
    assert send(site, CHILDREN, name="Roosje", phone="06 12345678").status_code == 303
    assert site.house.sent[0]["forChild"] is True


@pytest.mark.parametrize(
    ("typed", "linked"),
    [
        ({"name": ""}, ["#name"]),
        ({"name": "x" * 61}, ["#name"]),
        ({"phone": "bel maar"}, ["#phone"]),
        ({"email": "roos"}, ["#email"]),
        ({"name": "", "phone": "1", "email": "@"}, ["#name", "#phone", "#email"]),
        ({"name": "\0 "}, ["#name"]),
    ],
)
def test_mistakes_are_said_at_their_field_and_nothing_typed_is_lost(
    site: Site, typed: dict[str, str], linked: list[str]
) -> None:
    given = {"name": "Roos", "phone": "06 12345678", "email": "roos@example.org"} | typed
    answer = send(site, **given)
    page = parsed(answer)
    assert answer.status_code == 400
    assert [link.attributes["href"] for link in page.css("#fouten a")] == linked
    for name in ("phone", "email"):
        assert attribute(page, f"#{name}", "value") == given[name]
    for each in linked:
        assert attribute(page, each, "aria-invalid") == "true"
        assert text_of(page, f"{each}-fout")
    assert "Samen koken" in text_of(page, "main")
    assert hidden(page)["token"] == "form-token"
    assert site.house.sent == []


def test_what_only_the_service_sees_is_said_at_its_field_too(site: Site) -> None:
    wrong = {"location": {"name": "phone"}, "code": "parent", "detail": "Give the phone number of a parent."}
    site.house.fails["POST /v1/occurrences"] = (400, {"errors": [wrong]})
    page = parsed(send(site))
    assert [link.attributes["href"] for link in page.css("#fouten a")] == ["#phone"]
    site.house.fails["POST /v1/occurrences"] = (400, {"errors": [wrong | {"location": {"name": "language"}}]})
    assert "Dit formulier klopt niet meer" in text_of(parsed(send(site)), "#fouten")


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (400, "form-not-taken", "Dat ging te snel voor ons"),
        (400, "form-too-old", "Dit formulier stond te lang open"),
        (429, "too-often", "Er zijn nu heel veel aanmeldingen"),
        (409, "key-reused", "Met dit formulier is al iemand aangemeld"),
        (503, "", "Aanmelden lukt nu niet"),
    ],
)
def test_a_form_that_is_not_taken_comes_back_kindly_and_full(site: Site, status: int, code: str, words: str) -> None:
    key = hidden(parsed(site.visitor.get(form_address(site))))["key"]
    site.house.fails["POST /v1/occurrences"] = (status, {"type": f"urn:zuidwest:problem:{code}"})
    data = {"name": "Roos", "phone": "06 12345678", "key": key, "token": "", "website": "http://x"}
    answer = site.visitor.post(form_address(site), data=data)
    page = parsed(answer)
    assert answer.status_code == status
    assert words in text_of(page, "main [role=alert]")
    assert (attribute(page, "#name", "value"), attribute(page, "#phone", "value")) == ("Roos", "06 12345678")
    assert (attribute(page, "#website", "value"), hidden(page)["token"]) == ("", "form-token")
    assert (hidden(page)["key"] == key) is (code != "key-reused")
    assert "no-store" in answer.headers["cache-control"]


def test_with_participation_away_the_form_keeps_what_was_typed(crippled: Callable[..., Site]) -> None:
    site = crippled("participation")
    answer = site.visitor.post(form_address(site), data={"name": "Roos", "key": "a1b2c3d4"})
    page = parsed(answer)
    assert answer.status_code == 503
    assert attribute(page, "#name", "value") == "Roos"
    assert hidden(page)["key"] == "a1b2c3d4"
    assert attribute(page, "form.form", "action") == form_address(site)
    assert site.visitor.get(form_address(site)).status_code == 503


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (409, "cancelled", "Deze keer gaat niet door"),
        (409, "begun", "Deze keer is al begonnen"),
        (409, "walk-in", "u kunt zo binnenlopen"),
        (409, "series", "kan niet meer"),
        (404, "", "kan niet meer"),
    ],
)
def test_what_can_not_be_joined_says_why_and_leads_to_the_dates(site: Site, status: int, code: str, words: str) -> None:
    site.house.fails["POST /v1/occurrences"] = (status, {"type": f"urn:zuidwest:problem:{code}"})
    answer = send(site)
    page = parsed(answer)
    assert answer.status_code == 409
    assert words in text_of(page, "main")
    assert attribute(page, "main .denhaag-button", "href") == f"/activiteiten/{found(site, COOKING).id}#wanneer"


def test_the_form_does_not_open_for_what_can_not_be_joined(site: Site) -> None:
    cooking = found(site, COOKING)
    path = f"/activiteiten/{cooking.id}/aanmelden"
    assert "gaat niet door" in text_of(parsed(site.visitor.get(form_address(site, number=3))), "main")
    assert "kan niet meer" in text_of(parsed(site.visitor.get(f"{path}?keer={uuid4()}")), "main")
    assert site.visitor.get(f"{path}?keer=morgen").status_code == 404
    assert site.visitor.get(path).headers["location"] == f"/activiteiten/{cooking.id}#wanneer"
    walk_in: UUID = site.house.activities[0].id
    assert "binnenlopen" in text_of(parsed(site.visitor.get(f"/activiteiten/{walk_in}/aanmelden")), "main")
    assert site.visitor.get(f"/activiteiten/{uuid4()}/aanmelden").status_code == 404


def test_a_form_of_another_site_joins_nobody(site: Site) -> None:
    answer = site.visitor.post(form_address(site), data={"name": "Roos"}, headers={"Origin": "https://elders.example"})
    assert (answer.status_code, site.house.sent) == (403, [])
