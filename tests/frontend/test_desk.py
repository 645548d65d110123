"""Signing in, posting, changing and withdrawing, with forms as a browser without JavaScript sends them."""

from typing import Any

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.frontend import stand_in_desk as desk
from tests.frontend.conftest import Site
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of
from tests.frontend.stand_in import TOKEN, made_id

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
        "words": "",
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
        "doe": "plaatsen",
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
                "timeZone": "Europe/Amsterdam",
                "dates": [],
                "notIn": [],
            },
            "status": "published",
        }
    ]


def test_words_say_when_it_is(site: Site) -> None:
    said = "elke eerste woensdag van de maand 13.30–15.00, niet op feestdagen"
    site.coordinator.post(NEW, data=filled(site, words=said, date="", start="", end=""))
    assert site.house.sent[0]["schedule"] == {
        "rrule": "FREQ=MONTHLY;INTERVAL=1;BYDAY=1WE",
        "start": "2026-12-02T13:30:00",
        "end": "2026-12-02T15:00:00",
        "timeZone": "Europe/Amsterdam",
        "dates": [],
        "notIn": ["public-holidays"],
    }


def test_fields_that_were_changed_count_when_the_words_were_not(site: Site) -> None:
    words = "elke dinsdag 10.00–12.00"
    site.coordinator.post(NEW, data=filled(site, words=words, words_read=words, start="11:00"))
    assert site.house.sent[0]["schedule"]["start"] == "2026-12-01T11:00:00"


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
    assert len(page.css("details[open]")) == 2, "what is wrong must be seen"
    assert attribute(page, "#title", "aria-invalid") == "true"
    assert attribute(page, "#summary", "value") == "Kort"
    assert attribute(page, "#capacity", "value") == "veel"
    assert attribute(page, "#days-4", "checked") == ""
    assert attribute(page, "#languages-ar", "checked") == ""
    assert site.house.sent == []


@pytest.mark.parametrize(("words", "said"), [("elke dinsdag", "hoe laat"), ("10–12", "welke dag"), ("", "wanneer")])
def test_words_that_say_too_little_stay_and_say_what_is_lacking(site: Site, words: str, said: str) -> None:
    answer = site.coordinator.post(NEW, data=filled(site, words=words, date="", start="", end=""))
    page = parsed(answer)
    assert answer.status_code == 400
    assert attribute(page, "#fouten a", "href") == "#words"
    assert said in text_of(page, "#words-fout").lower()
    assert text_of(page, "#words") == words


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


def test_dates_are_looked_at_before_anything_is_kept(site: Site) -> None:
    answer = site.coordinator.post(NEW, data=filled(site, words="elke dinsdag 10–12 bij regen", doe="datums", title=""))
    page = parsed(answer)
    shown = text_of(page, "#datums")
    assert answer.status_code == 200
    assert "Dinsdag 1 december" in shown
    assert "valt uit" in shown and "Tweede Kerstdag" in shown
    assert "Dit begrepen we niet: bij regen." in shown
    assert text_of(page, "#words") == "elke dinsdag 10–12 bij regen"
    assert [asked for asked in site.house.asked if asked.startswith("POST")] == ["POST /v1/schedule-previews"]


def test_a_template_gives_a_form_that_can_be_sent_as_it_is(site: Site) -> None:
    start = parsed(site.coordinator.get(f"/balie/activiteiten/beginnen?plek={site.house.places[0].id}"))
    address = str(attribute(start, ".tile-grid a", "href"))
    assert text_of(start, ".tile-grid a") == "Koffieochtend"
    page = parsed(site.coordinator.get(address))
    assert text_of(page, "#words") == "elke dinsdag 10.00–12.00, niet tijdens feestdagen"
    sent = form_values(page) | {"doe": "plaatsen"}
    assert site.coordinator.post(NEW, data=sent).headers["location"] == "/balie?gedaan=saved"
    assert (site.house.sent[-1]["title"], site.house.sent[-1]["status"]) == ("Koffieochtend", "published")
    assert site.house.sent[-1]["schedule"]["start"] == "2026-12-01T10:00:00"


def test_a_copy_tells_the_same_with_what_the_form_does_not_know(site: Site) -> None:
    first = site.house.activities[0]
    told = {"en": {"title": "Coffee", "summary": "Have a cup of coffee.", "description": ""}}
    site.house.drafts[str(first.id)] = desk.body_of(first) | {"translations": told}
    page = parsed(site.coordinator.get(f"{NEW}?van={first.id}"))
    assert attribute(page, "#title", "value") == first.title
    site.coordinator.post(NEW, data=form_values(page) | {"doe": "bewaren"})
    assert site.house.sent[-1]["translations"] == told
    assert site.house.sent[-1]["status"] == "draft"


def form_values(page: HTMLParser) -> dict[str, Any]:
    """What a browser sends of the form as it stands."""
    found: dict[str, Any] = {}
    for node in page.css("form.form input, form.form textarea"):
        name, kind = str(node.attributes.get("name")), node.attributes.get("type")
        if kind in ("checkbox", "radio"):
            if "checked" in node.attributes:
                found.setdefault(name, []).append(node.attributes["value"])
        else:
            found[name] = node.attributes.get("value") or ("" if node.tag == "input" else node.text().strip())
    for node in page.css("form.form select"):
        chosen = node.css_first("option[selected]")
        found[str(node.attributes["name"])] = chosen.attributes["value"] if chosen else ""
    return found


def test_editing_starts_from_the_activity_and_sends_its_version(site: Site) -> None:
    page = parsed(site.coordinator.get(edit_address(site)))
    assert attribute(page, "#title", "value") == "Koffie met de buurt 1"
    assert text_of(page, "#words") == "elke dinsdag 10.00–12.00"
    assert attribute(page, "#date", "value") == "2026-11-24"
    assert attribute(page, "#repeat-weekly", "checked") == ""
    sent = form_values(page)
    assert (sent["version"], sent["public_version"]) == ("0", "3")
    answer = site.coordinator.post(edit_address(site), data=sent | {"title": "Samen koken", "doe": "plaatsen"})
    assert answer.status_code == 303
    kept, published = site.house.sent
    assert (kept["title"], kept["schedule"]["rrule"]) == ("Samen koken", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU")
    assert published == {"publicVersion": 3}
    assert site.house.asked[-1].endswith("/publication")
    assert site.house.headers["if-match"] == '"1"'


def test_what_can_not_be_published_yet_can_be_kept(site: Site) -> None:
    sent = filled(site, version="0", title="", words="ooit", capacity="veel", doe="bewaren")
    answer = site.coordinator.post(edit_address(site), data=sent)
    assert answer.headers["location"] == "/balie?gedaan=saved_draft"
    page = parsed(site.coordinator.get(edit_address(site)))
    assert text_of(page, "#words") == "ooit"
    assert attribute(page, "#capacity", "value") == "veel"
    assert "U ziet een concept" in text_of(page, ".denhaag-alert--info")
    site.coordinator.post(edit_address(site), data=form_values(page) | {"doe": "weggooien"})
    assert site.house.asked[-1] == f"DELETE /v1/activities/{site.house.activities[0].id}/draft"


def test_a_lost_update_shows_both_texts_and_one_chooses(site: Site) -> None:
    site.house.fails["PUT /v1/activities"] = (412, {})
    answer = site.coordinator.post(edit_address(site), data=filled(site, version="0", title="Mijn titel"))
    page = parsed(answer)
    assert answer.status_code == 412
    sides = texts_of(page, ".compare__side")
    assert "Koffie met de buurt 1" in sides[0]
    assert "Mijn titel" in sides[1]
    assert attribute(page, "#title", "value") == "Mijn titel"
    site.house.fails.clear()
    choice = form_values(page) | {"keuze-title": "theirs", "keuze-start": "mine", "doe": "kiezen"}
    again = parsed(site.coordinator.post(edit_address(site), data=choice))
    assert attribute(again, "#title", "value") == "Koffie met de buurt 1"
    assert attribute(again, "#summary", "value") == "Kook en eet met uw buren."
    assert site.house.sent == [], "nothing is kept before one says so"


def test_what_became_public_meanwhile_is_shown_beside_ones_own(site: Site) -> None:
    site.house.fails["POST /v1/activities"] = (409, {"type": "urn:zuidwest:problem:public-changed"})
    answer = site.coordinator.post(edit_address(site), data=filled(site, version="0", title="Mijn titel"))
    page = parsed(answer)
    assert answer.status_code == 409
    assert "Koffie met de buurt 1" in texts_of(page, ".compare__side")[0]
    assert attribute(page, "input[name=public_version]", "value") == "3"


def test_a_script_keeps_quietly_and_says_when(site: Site) -> None:
    kept = "/balie/activiteiten/bewaren"
    assert site.coordinator.post(kept, data=filled(site, title="")).json()["kept"] is False
    made = site.coordinator.post(kept, data=filled(site)).json()
    assert made["says"] == "Bewaard om 9.30. Bezoekers zien het nog niet."
    assert site.house.sent[-1]["status"] == "draft"
    again = site.coordinator.post(kept, data=filled(site, id=made["id"], version=made["version"], title="")).json()
    assert (again["kept"], again["version"]) == (True, 1)
    site.house.fails["PUT /v1/activities"] = (412, {})
    stale = site.coordinator.post(kept, data=filled(site, id=made["id"], version="0")).json()
    assert (stale["kept"], "Iemand anders" in stale["says"]) == (False, True)


def test_a_script_asks_for_dates_and_hints(site: Site) -> None:
    dates = site.coordinator.post("/balie/activiteiten/datums", data=filled(site, words="elke donderdag 10-12"))
    assert "Donderdag 26 november" in dates.text
    assert "&#34;date&#34;: &#34;2026-11-26&#34;" in dates.text
    lacking = site.coordinator.post("/balie/activiteiten/datums", data=filled(site, words="elke donderdag"))
    assert "hoe laat" in lacking.text
    hints = site.coordinator.post("/balie/activiteiten/woorden", data={"summary": "Wilt u participeren?"})
    assert "meedoen" in hints.text


def test_one_looks_as_residents_do_before_it_is_public(site: Site) -> None:
    sent = filled(site, version="0", doe="bekijken", summary="Wilt u participeren?")
    answer = site.coordinator.post(edit_address(site), data=sent)
    assert answer.headers["location"] == f"{edit_address(site)}/bekijken"
    page = parsed(site.coordinator.get(answer.headers["location"]))
    assert text_of(page, ".activity-card h3") == "Samen koken"
    side = " ".join(texts_of(page, ".side-note"))
    assert "meedoen" in side and "80%" in side and "Een foto laat zien" in side
    put_up = site.coordinator.post(f"{edit_address(site)}/bekijken", data={"version": "1", "public_version": "3"})
    assert put_up.headers["location"] == "/balie?gedaan=saved"
    assert site.house.headers["if-match"] == '"1"'


def test_what_is_missing_is_said_where_one_looks(site: Site) -> None:
    site.house.drafts[str(site.house.activities[0].id)] = {"title": "", "summary": "Soep"}
    page = parsed(site.coordinator.get(f"{edit_address(site)}/bekijken"))
    assert "Vul “Titel” in" in text_of(page, ".denhaag-alert--warning")
    assert page.css(".activity-card") == []


def test_a_translation_stands_beside_the_dutch_and_is_public_at_once(site: Site) -> None:
    address = f"{edit_address(site)}/vertalingen"
    page = parsed(site.coordinator.get(f"{address}?taal=tr"))
    assert "Koffie met de buurt 1" in text_of(page, ".side-by-side__text")
    sent = {"taal": "tr", "version": "0", "title": "Kahve", "summary": "Ko", "description": ""}
    wrong = parsed(site.coordinator.post(address, data=sent))
    assert [link.attributes["href"] for link in wrong.css("#fouten a")] == ["#summary", "#description"]
    assert attribute(wrong, "#title", "value") == "Kahve"
    sent |= {"summary": "Komşularla bir fincan kahve için.", "description": "Kahve hazır."}
    assert site.coordinator.post(address, data=sent).headers["location"] == f"{address}?taal=tr&gedaan=ja"
    kept = site.house.sent[0]
    assert kept["translations"]["tr"]["title"] == "Kahve"
    assert kept["title"] == "Koffie met de buurt 1"
    assert site.house.asked[-1].endswith("/publication")


def test_a_translation_of_what_somebody_changed_meanwhile_is_not_lost(site: Site) -> None:
    site.house.fails["PUT /v1/activities"] = (412, {})
    sent = {"taal": "tr", "version": "7", "title": "Kahve", "summary": "Komşularla kahve.", "description": "Hazır."}
    answer = site.coordinator.post(f"{edit_address(site)}/vertalingen", data=sent)
    page = parsed(answer)
    assert answer.status_code == 409
    assert attribute(page, "#title", "value") == "Kahve"
    assert attribute(page, "input[name=version]", "value") == "0"


def test_a_period_is_skipped_and_taken_back(site: Site) -> None:
    address = f"{edit_address(site)}/overslaan"
    wrong = parsed(site.coordinator.post(address, data={"first": "2026-12-24", "last": "2026-12-01"}))
    assert attribute(wrong, "#fouten a", "href") == "#last"
    assert attribute(wrong, "#first", "value") == "2026-12-24"
    site.coordinator.post(address, data={"first": "2026-12-24", "last": "2027-01-03", "reason": "Vakantie"})
    assert site.house.sent == [{"kind": "closed", "from": "2026-12-24", "to": "2027-01-03", "reason": "Vakantie"}]
    site.coordinator.post(address, data={"weg": str(made_id("break"))})
    assert site.house.asked[-1].endswith(f"/exceptions/{made_id('break')}")


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

    monkeypatch.setattr("frontend.pages.home.views.coming", broken)
    answer = httpx.get(f"{site.address}/")
    assert answer.status_code == 500
    assert text_of(parsed(answer), "h1") == "Er ging iets mis"
    assert "ZeroDivisionError" not in answer.text
