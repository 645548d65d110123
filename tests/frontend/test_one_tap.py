"""What a coordinator does in one tap at the desk, and the photo of a place."""

from typing import Any

import httpx
import pytest

from tests.frontend.conftest import Site
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of
from tests.frontend.stand_in_house import made_id

ALT = "Drie mensen drinken koffie aan een lange tafel"


def tap(site: Site, path: str, **form: str) -> httpx.Response:
    return site.coordinator.post(path, data=form)


@pytest.mark.parametrize(("said", "done"), [("ja", "full"), ("nee", "not_full")])
def test_a_date_is_full_or_not_in_one_tap(site: Site, said: str, done: str) -> None:
    date_id = str(site.house.activities[0].next[-1].id)
    answer = tap(site, "/balie/vol", id=date_id, vol=said)
    assert answer.headers["location"] == f"/balie?gedaan={done}"
    assert site.house.asked[-1] == f"PUT /v1/occurrences/{date_id}/full"
    assert site.house.sent == [{"full": said == "ja"}]


def test_pausing_keeps_all_that_is_public(site: Site) -> None:
    activity = site.house.activities[0]
    assert tap(site, "/balie/pauze", id=str(activity.id), pauze="ja").headers["location"] == "/balie?gedaan=paused"
    sent = site.house.sent[0]
    assert (sent["status"], sent["title"], sent["placeId"]) == ("paused", activity.title, str(activity.place.id))
    assert sent["schedule"]["start"] == "2026-11-24T10:00:00"
    assert "translations" not in sent, "what is not sent stays"
    assert site.house.headers["if-match"] == '"3"'


def test_showing_what_is_shown_changes_nothing(site: Site) -> None:
    tap(site, "/balie/pauze", id=str(site.house.activities[0].id), pauze="nee")
    assert site.house.sent == []


def test_who_taps_too_late_is_told_so(site: Site) -> None:
    site.house.fails["PUT /v1/"] = (409, {})
    answer = tap(site, "/balie/vol", id=str(made_id("gone")), vol="ja")
    assert answer.headers["location"] == "/balie?gedaan=too_late"
    assert "lukt niet meer" in text_of(
        parsed(site.coordinator.get("/balie?gedaan=too_late")), ".denhaag-alert--warning"
    )
    for path in ("/balie/vol", "/balie/pauze"):
        assert tap(site, path, id="x").status_code == 400


def test_the_desk_says_what_is_today_what_is_full_and_what_is_wished(site: Site) -> None:
    page = parsed(site.coordinator.get("/balie"))
    assert texts_of(page, ".wijk-panel h3")[:2] == ["Vandaag", "Deze week"]
    assert attribute(page, "a[href='/balie/op-papier']", "href")
    assert attribute(page, "button[name=vol]", "value") == "ja"


def sent_photo(site: Site, content: bytes | None, **changes: Any) -> httpx.Response:
    place = site.house.places[0]
    form = {"alt": ALT, "cut": "square", "part": "end", "version": str(place.version)} | changes
    files = {"file": ("photo.jpg", content, "image/jpeg")} if content is not None else {"none": ("", b"")}
    return site.coordinator.post(f"/balie/plekken/{place.id}/foto", data=form, files=files)


@pytest.mark.parametrize(("dragged", "at"), [({}, b"1.0"), ({"x": "0.25"}, b"0.25"), ({"x": "far"}, b"1.0")])
def test_a_photo_goes_with_its_words_and_its_cut(site: Site, dragged: dict[str, str], at: bytes) -> None:
    assert sent_photo(site, b"a photo", **dragged).status_code == 303
    for part in (b"a photo", ALT.encode(), b'name="shape"\r\n\r\nsquare', b'name="x"\r\n\r\n' + at):
        assert part in site.house.photo
    assert site.house.headers["if-match"] == '"1"'


def test_what_is_wrong_with_a_photo_is_said_and_its_words_stay(site: Site) -> None:
    none = parsed(sent_photo(site, None, alt="x"))
    assert [link.attributes["href"] for link in none.css("#fouten a")] == ["#file", "#alt"]
    too_large = parsed(sent_photo(site, b"0" * 12_000_001))
    assert "te groot" in text_of(too_large, "#file-fout")
    errors = [{"in": "body", "location": {"name": "file"}, "code": "no-picture", "detail": "No photo."}]
    site.house.fails["PUT /v1/places"] = (400, {"errors": errors})
    no_photo = parsed(sent_photo(site, b"text"))
    assert "kunnen we niet gebruiken" in text_of(no_photo, "#file-fout")
    assert text_of(no_photo, "#alt") == ALT
    site.house.fails["PUT /v1/places"] = (412, {})
    assert "Iemand anders" in text_of(parsed(sent_photo(site, b"a photo")), "#fouten")
