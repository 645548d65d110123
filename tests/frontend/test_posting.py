"""Posting an activity: in words or fields, from a template or a copy; with every mistake named."""

import pytest

from tests.frontend import stand_in_desk as desk
from tests.frontend.conftest import Site
from tests.frontend.posting import NEW, filled, form_values
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of
from tests.frontend.stand_in_house import TOKEN


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


def test_a_script_asks_for_dates_and_hints(site: Site) -> None:
    dates = site.coordinator.post("/balie/activiteiten/datums", data=filled(site, words="elke donderdag 10-12"))
    assert "Donderdag 26 november" in dates.text
    assert "&#34;date&#34;: &#34;2026-11-26&#34;" in dates.text
    lacking = site.coordinator.post("/balie/activiteiten/datums", data=filled(site, words="elke donderdag"))
    assert "hoe laat" in lacking.text
    hints = site.coordinator.post("/balie/activiteiten/woorden", data={"summary": "Wilt u participeren?"})
    assert "meedoen" in hints.text


def test_somebody_elses_place_is_refused_as_a_page(site: Site) -> None:
    site.house.fails["POST /v1/activities"] = (403, {})
    answer = site.coordinator.post(NEW, data=filled(site))
    assert answer.status_code == 403
    assert text_of(parsed(answer), "h1") == "U mag deze pagina niet zien"


def test_a_session_that_is_over_while_writing_loses_nothing(site: Site) -> None:
    site.house.fails = {"POST /v1/activities": (401, {})}
    answer = site.coordinator.post(NEW, data=filled(site))
    page = parsed(answer)
    assert answer.status_code == 401
    assert "is bewaard" in text_of(page, ".denhaag-alert--warning")
    assert "title=Samen+koken" in str(attribute(page, "input[name=bewaard]", "value"))
