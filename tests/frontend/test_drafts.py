"""What is being worked on: kept as one goes, looked at, translated, changed by two people at once."""

from tests.frontend.conftest import Site
from tests.frontend.posting import edit_address, filled, form_values
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of


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
