"""People and their roles: inviting, sending again, other places, taking away; and where the letter leads."""

from typing import Any

import httpx
import pytest

from tests.frontend.conftest import Site
from tests.frontend.for_the_desk import INVITED, PERSON, account, be, furnish_desk
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of
from tests.frontend.stand_in_house import made_id

INVITE = "/balie/mensen/uitnodigen"


@pytest.fixture
def desk(site: Site) -> Site:
    furnish_desk(site.house)
    site.house.canned["POST /v1/accounts"] = account(INVITED, None)
    return site


def post(desk: Site, address: str, **values: Any) -> httpx.Response:
    return desk.coordinator.post(address, data=values)


def be_editor(desk: Site) -> None:
    be(desk.house, "editor", wijken=("moerwijk",))


def test_an_admin_invites_with_any_role(desk: Site) -> None:
    page = parsed(desk.coordinator.get(INVITE))
    assert len(page.css("input[name=role]")) == 7
    key = str(attribute(page, "input[name=key]", "value"))
    given = {"key": key, "email": " nadia@example.nl ", "language": "tr"}
    answer = post(desk, INVITE, **given, role="moderator", places=[str(desk.house.places[0].id)])
    assert (answer.status_code, answer.headers["location"]) == (303, "/balie/mensen?gedaan=invited")
    assert desk.house.sent[-1] == {
        "email": "nadia@example.nl",
        "role": "moderator",
        "places": [],
        "wijken": [],
        "language": "tr",
    }
    assert desk.house.headers["idempotency-key"] == key
    post(desk, INVITE, **given, role="editor", wijken=["moerwijk", "bouwlust"])
    assert desk.house.sent[-1]["wijken"] == ["moerwijk", "bouwlust"]


def test_an_editor_invites_coordinators_of_their_own_places(desk: Site) -> None:
    be_editor(desk)
    page = parsed(desk.coordinator.get(INVITE))
    assert attribute(page, "input[name=role]", "type") == "hidden"
    assert texts_of(page, "#places label") == ["Buurtkamer Moerwijk 1", "Buurtkamer Moerwijk 2"]
    assert not page.css("#wijken")
    place = str(desk.house.places[0].id)
    post(desk, INVITE, email="nadia@example.nl", role="coordinator", places=place, language="nl")
    assert (desk.house.sent[-1]["role"], desk.house.sent[-1]["places"]) == ("coordinator", [place])


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"email": "nadia", "role": ""}, ["#email", "#role"]),
        ({"email": "nadia@example.nl", "role": "coordinator"}, ["#places"]),
        ({"email": "", "role": "coordinator"}, ["#email", "#places"]),
        ({"email": "nadia@example.nl", "role": "editor"}, ["#wijken"]),
        ({"email": "nadia@example.nl", "role": "king"}, ["#role"]),
    ],
)
def test_every_mistake_is_named_and_nothing_typed_is_lost(desk: Site, values: dict[str, str], wrong: list[str]) -> None:
    answer = post(desk, INVITE, **values, language="pl", key="a1b2c3d4")
    page = parsed(answer)
    assert answer.status_code == 400
    assert [node.attributes["href"] for node in page.css("#fouten a")] == wrong
    assert attribute(page, "#email", "value") == values["email"]
    assert attribute(page, "#language option[selected]", "value") == "pl"
    assert attribute(page, "input[name=key]", "value") == "a1b2c3d4"
    assert desk.house.sent == []


def test_an_address_that_has_an_account_is_said_and_kept(desk: Site) -> None:
    desk.house.fails["POST /v1/accounts"] = (409, {"type": "urn:zuidwest:problem:account-exists"})
    place = str(desk.house.places[1].id)
    answer = post(desk, INVITE, email="nadia@example.nl", role="coordinator", places=place)
    page = parsed(answer)
    assert answer.status_code == 409
    assert "kan zich al aanmelden" in text_of(page, "main")
    assert attribute(page, f"#places-{place}", "checked") == ""


def test_the_list_tells_open_invitations_apart(desk: Site) -> None:
    page = parsed(desk.coordinator.get("/balie/mensen?open=ja&rol=coordinator"))
    rows = texts_of(page, ".desk-row")
    assert "Open uitnodiging" not in rows[0]
    assert "Open uitnodiging" in rows[1]
    assert "Coördinator van plekken: Buurtkamer Moerwijk 1, Een plek die wij niet kennen" in rows[0]
    again = [node.attributes["action"] for node in page.css("form[action$=nog-een-keer]")]
    assert again == [f"/balie/mensen/{INVITED}/nog-een-keer"]


def test_an_invitation_is_sent_again_and_withdrawn(desk: Site) -> None:
    desk.house.canned[f"POST /v1/accounts/{INVITED}/letters"] = None
    answer = desk.coordinator.post(f"/pl/balie/mensen/{INVITED}/nog-een-keer")
    assert answer.headers["location"] == "/pl/balie/mensen?gedaan=again"
    assert desk.house.sent[-1] == {"language": "pl"}
    desk.house.fails[f"POST /v1/accounts/{INVITED}/letters"] = (429, {"type": "urn:zuidwest:problem:too-often"})
    often = post(desk, f"/balie/mensen/{INVITED}/nog-een-keer")
    assert (often.status_code, "Wacht tot morgen" in text_of(parsed(often), "main")) == (429, True)
    address = f"/balie/mensen/{INVITED}/weg"
    assert "werkt dan niet meer" in text_of(parsed(desk.coordinator.get(address)), "main")
    assert post(desk, address).headers["location"] == "/balie/mensen?gedaan=removed"
    assert desk.house.asked[-1] == f"DELETE /v1/accounts/{INVITED}"


def test_an_editor_changes_places_and_leaves_those_elsewhere(desk: Site) -> None:
    be_editor(desk)
    desk.house.canned[f"PUT /v1/accounts/{PERSON}"] = account(PERSON)
    second, elsewhere = str(desk.house.places[1].id), str(made_id("place elsewhere"))
    page = parsed(desk.coordinator.get(f"/balie/mensen/{PERSON}"))
    assert attribute(page, f"#places-{desk.house.places[0].id}", "checked") == ""
    answer = post(desk, f"/balie/mensen/{PERSON}", versie="abc123", role="coordinator", places=second)
    assert answer.headers["location"] == "/balie/mensen?gedaan=changed"
    assert desk.house.sent[-1] == {"role": "coordinator", "places": [second, elsewhere], "wijken": []}
    assert desk.house.headers["if-match"] == '"abc123"'


def test_a_lost_update_and_ones_own_role_are_said(desk: Site) -> None:
    place = str(desk.house.places[1].id)
    for status, code, said in ((412, "stale", "net voor"), (409, "yourself", "eigen rol")):
        desk.house.fails["PUT /v1/accounts"] = (status, {"type": f"urn:zuidwest:problem:{code}"})
        answer = post(desk, f"/balie/mensen/{PERSON}", versie="old", role="coordinator", places=place)
        page = parsed(answer)
        assert (answer.status_code, said in text_of(page, "main")) == (status, True)
        assert attribute(page, "input[name=versie]", "value") == "abc123"
        assert attribute(page, f"#places-{place}", "checked") == ""
    assert post(desk, f"/balie/mensen/{PERSON}", versie="x", role="coordinator").status_code == 409


def test_without_identity_the_list_says_so(desk: Site) -> None:
    desk.house.fails["GET /v1/accounts"] = desk.house.fails["GET /v1/me"] = (503, {})
    answer = desk.coordinator.get("/balie/mensen")
    assert answer.status_code == 200
    assert "De mensen kunnen nu niet worden getoond" in text_of(parsed(answer), "main")
    desk.house.fails["POST /v1/accounts"] = (503, {})
    answer = post(desk, INVITE, email="nadia@example.nl", role="moderator")
    assert (answer.status_code, attribute(parsed(answer), "#email", "value")) == (503, "nadia@example.nl")


def test_the_letter_leads_to_a_page_that_says_what_comes(site: Site) -> None:
    page = parsed(site.visitor.get("/uitnodiging"))
    assert text_of(page, "h1") == "Welkom bij Zuidwest"
    assert attribute(page, "main form", "action") == "/aanmelden"
    assert text_of(parsed(site.visitor.get("/tr/uitnodiging")), "h1").startswith("Zuidwest")
