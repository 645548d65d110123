"""The desk itself: who comes in, own places, skipping a period, withdrawing."""

import pytest

from tests.frontend.conftest import Site
from tests.frontend.posting import NEW, edit_address, filled
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of
from tests.frontend.stand_in_house import made_id


@pytest.mark.parametrize("path", ["/balie", NEW])
def test_without_a_session_one_is_asked_to_sign_in_first(site: Site, path: str) -> None:
    answer = site.visitor.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/aanmelden?verder={path.replace('/', '%2F')}")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elders.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/aanmelden", "/aanmelden/code", "/afmelden", NEW])
def test_a_form_on_another_site_can_do_nothing(site: Site, path: str, headers: dict[str, str]) -> None:
    answer = site.coordinator.post(path, data=filled(site), headers=headers)
    assert answer.status_code == 403
    assert text_of(parsed(answer), "h1") == "Dit verzoek kwam van een andere site"
    assert site.house.sent == []


def test_the_desk_shows_own_places_with_their_activities(site: Site) -> None:
    page = parsed(site.coordinator.get("/balie"))
    assert texts_of(page, ".wijk-panel h2") == ["Buurtkamer Moerwijk 1", "Buurtkamer Moerwijk 2"]
    assert len(page.css(".desk-row__actions")) == 25


def test_a_session_that_is_over_sends_one_back_to_signing_in(site: Site) -> None:
    site.house.fails["GET /v1/me"] = (401, {})
    answer = site.coordinator.get("/balie")
    assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden?verder=%2Fbalie")
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_withdrawing_asks_first_and_then_ends_the_activity(site: Site) -> None:
    address = f"{edit_address(site)}/stoppen"
    assert "Koffie met de buurt 1" in text_of(parsed(site.coordinator.get(address)), "main")
    answer = site.coordinator.post(address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/balie?gedaan=withdrawn")
    assert site.house.asked[-1] == f"DELETE /v1/activities/{site.house.activities[0].id}"
    assert site.house.headers["if-match"] == '"3"'


def test_a_period_is_skipped_and_taken_back(site: Site) -> None:
    address = f"{edit_address(site)}/overslaan"
    wrong = parsed(site.coordinator.post(address, data={"first": "2026-12-24", "last": "2026-12-01"}))
    assert attribute(wrong, "#fouten a", "href") == "#last"
    assert attribute(wrong, "#first", "value") == "2026-12-24"
    site.coordinator.post(address, data={"first": "2026-12-24", "last": "2027-01-03", "reason": "Vakantie"})
    assert site.house.sent == [{"kind": "closed", "from": "2026-12-24", "to": "2027-01-03", "reason": "Vakantie"}]
    site.coordinator.post(address, data={"weg": str(made_id("break"))})
    assert site.house.asked[-1].endswith(f"/exceptions/{made_id('break')}")
