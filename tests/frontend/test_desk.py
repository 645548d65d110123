"""Signing in, posting, changing and withdrawing, with forms as a browser without JavaScript sends them."""

from typing import Any

import httpx
import pytest

from tests.frontend.conftest import Site
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of
from tests.frontend.stand_in import TOKEN

NEW = "/balie/activiteiten/nieuw"


def filled(site: Site, **changes: Any) -> dict[str, Any]:
    """A form as it should be."""
    good: dict[str, Any] = {
        "key": "a1b2c3d4",
        "title": "Samen koken",
        "summary": "Kook en eet met uw buren.",
        "description": "",
        "category": "food",
        "place": str(site.house.places[0].id),
        "project": str(site.house.projects[2].id),
        "step": "take-part",
        "date": "2026-12-01",
        "start": "10:00",
        "end": "12:00",
        "repeat": "weekly",
        "days": ["2", "4"],
        "until": "2027-03-01",
        "cost": "paid",
        "cost_text": "€ 2 per keer",
        "languages": ["nl", "ar"],
        "dutch": "1",
        "for_whom": ["parents"],
        "bring": "",
        "joining": "per-date",
        "capacity": "12",
        "status": "published",
    }
    return good | changes


def edit_address(site: Site) -> str:
    return f"/balie/activiteiten/{site.house.activities[0].id}"


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


def test_posting_sends_what_was_filled_in(site: Site) -> None:
    answer = site.coordinator.post(NEW, data=filled(site))
    assert (answer.status_code, answer.headers["location"]) == (303, "/balie?gedaan=saved")
    assert site.house.headers["idempotency-key"] == "a1b2c3d4"
    assert site.house.headers["authorization"] == f"Bearer {TOKEN}"
    assert site.house.sent == [
        {
            "title": "Samen koken",
            "summary": "Kook en eet met uw buren.",
            "description": "",
            "category": "food",
            "placeId": str(site.house.places[0].id),
            "projectId": str(site.house.projects[2].id),
            "step": "take-part",
            "cost": {"free": False, "text": "€ 2 per keer"},
            "languages": ["nl", "ar"],
            "dutchLevel": 1,
            "forWhom": ["parents"],
            "bring": None,
            "joining": "per-date",
            "capacity": 12,
            "schedule": {
                "rrule": "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,TH;UNTIL=20270301",
                "start": "2026-12-01T10:00:00",
                "end": "2026-12-01T12:00:00",
                "dates": [],
                "notIn": [],
            },
            "status": "published",
        }
    ]


def test_every_mistake_is_named_at_its_field_and_nothing_typed_is_lost(site: Site) -> None:
    wrong = filled(
        site, title="", summary="Kort", category="", date="32-13", end="09:00", capacity="veel", cost_text=""
    )
    answer = site.coordinator.post(NEW, data=wrong)
    page = parsed(answer)
    assert answer.status_code == 400
    links = [node.attributes["href"] for node in page.css("#fouten a")]
    assert links == ["#title", "#summary", "#category", "#date", "#end", "#cost_text", "#capacity"]
    for link in links:
        assert len(page.css(str(link))) == 1
        assert len(page.css(f"{link}-fout")) == 1
    assert attribute(page, "#title", "aria-invalid") == "true"
    assert attribute(page, "#summary", "value") == "Kort"
    assert attribute(page, "#capacity", "value") == "veel"
    assert attribute(page, "#days-4", "checked") == ""
    assert attribute(page, "#languages-ar", "checked") == ""
    assert site.house.sent == []


def test_what_the_service_finds_wrong_is_shown_at_the_field(site: Site) -> None:
    errors = [
        {"in": "body", "location": {"name": "schedule.rrule"}, "code": "rrule-start", "detail": "…"},
        {"in": "body", "location": {"name": "strange"}, "code": "odd", "detail": "Something odd."},
    ]
    site.house.fails["POST /v1/activities"] = (400, {"errors": errors})
    answer = site.coordinator.post(NEW, data=filled(site))
    assert answer.status_code == 400
    said = texts_of(parsed(answer), "#fouten li")
    assert said == ["De eerste datum moet op een van de gekozen dagen vallen", "Er klopt iets niet: Something odd."]


def test_editing_starts_from_the_activity_and_sends_its_version(site: Site) -> None:
    page = parsed(site.coordinator.get(edit_address(site)))
    assert attribute(page, "#title", "value") == "Koffie met de buurt 1"
    assert attribute(page, "#date", "value") == "2026-11-24"
    assert attribute(page, "#repeat-weekly", "checked") == ""
    assert attribute(page, "input[name=version]", "value") == "3"
    answer = site.coordinator.post(edit_address(site), data=filled(site, version="3"))
    assert answer.status_code == 303
    assert site.house.headers["if-match"] == '"3"'


def test_a_lost_update_shows_both_texts_and_the_next_save_counts(site: Site) -> None:
    site.house.fails["PUT /v1/activities"] = (412, {})
    answer = site.coordinator.post(edit_address(site), data=filled(site, version="2", title="Mijn titel"))
    page = parsed(answer)
    assert answer.status_code == 412
    sides = texts_of(page, ".compare__side")
    assert "Koffie met de buurt 1" in sides[0]
    assert "Mijn titel" in sides[1]
    assert attribute(page, "#title", "value") == "Mijn titel"
    assert attribute(page, "input[name=version]", "value") == "3"


def test_a_session_that_is_over_while_writing_loses_nothing(site: Site) -> None:
    site.house.fails = {"POST /v1/activities": (401, {})}
    answer = site.coordinator.post(NEW, data=filled(site))
    page = parsed(answer)
    assert answer.status_code == 401
    assert "is bewaard" in text_of(page, ".denhaag-alert--warning")
    assert "title=Samen+koken" in str(attribute(page, "input[name=bewaard]", "value"))


def test_a_session_that_is_over_sends_one_back_to_signing_in(site: Site) -> None:
    site.house.fails["GET /v1/me"] = (401, {})
    answer = site.coordinator.get("/balie")
    assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden?verder=%2Fbalie")
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_somebody_elses_place_is_refused_as_a_page(site: Site) -> None:
    site.house.fails["POST /v1/activities"] = (403, {})
    answer = site.coordinator.post(NEW, data=filled(site))
    assert answer.status_code == 403
    assert text_of(parsed(answer), "h1") == "U mag deze pagina niet zien"


def test_withdrawing_asks_first_and_then_ends_the_activity(site: Site) -> None:
    address = f"{edit_address(site)}/stoppen"
    assert "Koffie met de buurt 1" in text_of(parsed(site.coordinator.get(address)), "main")
    answer = site.coordinator.post(address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/balie?gedaan=withdrawn")
    assert site.house.asked[-1] == f"DELETE /v1/activities/{site.house.activities[0].id}"
    assert site.house.headers["if-match"] == '"3"'


def test_a_mistake_of_ours_is_a_kind_page_and_a_line_in_the_log(
    site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("frontend.pages.home.views.agenda", broken)
    answer = httpx.get(f"{site.address}/")
    assert answer.status_code == 500
    assert text_of(parsed(answer), "h1") == "Er ging iets mis"
    assert "ZeroDivisionError" not in answer.text
