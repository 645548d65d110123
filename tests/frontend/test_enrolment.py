"""The page that belongs to an enrolment, for who holds its link."""

from datetime import timedelta

import httpx
import pytest

from tests.frontend.conftest import Site
from tests.frontend.reading_html import parsed, text_of, texts_of
from tests.frontend.stand_in_house import NOW

OFFERED, ENROLLED = "/aanmeldingen/offered-link", "/aanmeldingen/enrolled-link"


def changes(site: Site) -> list[str]:
    return [each for each in site.house.asked if not each.startswith("GET")]


@pytest.mark.parametrize(
    ("status", "words", "buttons"),
    [
        ("enrolled", "U bent aangemeld", ["Afmelden"]),
        ("waiting", "U staat op de wachtlijst, op plaats 2", ["Afmelden"]),
        ("offered", "Wij houden de plek vast tot morgen om 9.30 uur", ["Ja, ik kom", "Nee, ik kom niet"]),
        ("left", "U bent afgemeld", []),
        ("lapsed", "De plek ging naar een ander", []),
        ("cancelled", "Dit gaat niet door", []),
    ],
)
def test_each_state_says_what_when_and_where_and_what_one_can_do(
    site: Site, status: str, words: str, buttons: list[str]
) -> None:
    page = parsed(site.visitor.get(f"/aanmeldingen/{status}-link"))
    said = text_of(page, "main")
    for each in (words, "Samen koken", "Dinsdag 1 december, 10.00 tot 12.00 uur", "Buurtkamer Morgenstond 1", "Roos"):
        assert each in said
    assert texts_of(page, "main .denhaag-button") == buttons
    assert ("2-KTPR" in said) is bool(buttons)
    assert changes(site) == []


def test_the_page_is_kept_nowhere_and_tells_nobody_its_address(site: Site) -> None:
    for address in (ENROLLED, f"{ENROLLED}/afmelden", "/aanmeldingen/x", "/klopt-dit/activity-link"):
        headers = site.visitor.get(address).headers
        assert "no-store" in headers["cache-control"], address
        assert headers["referrer-policy"] == "no-referrer", address
        assert "noindex" in headers["x-robots-tag"], address
    assert site.visitor.get("/").headers["referrer-policy"] == "same-origin"


def test_one_tap_takes_the_place_that_was_offered(site: Site) -> None:
    answer = site.visitor.post(OFFERED, data={"antwoord": "ja"})
    assert (answer.status_code, answer.headers["location"]) == (303, OFFERED)
    assert "U bent aangemeld" in text_of(parsed(site.visitor.get(OFFERED)), "main")
    assert changes(site) == ["POST /v1/enrolments/offered-link/confirmation"]


@pytest.mark.parametrize("data", [{}, {"antwoord": "misschien"}])
def test_another_answer_is_refused(site: Site, data: dict[str, str]) -> None:
    assert site.visitor.post(OFFERED, data=data).status_code == 400
    assert changes(site) == []


def test_who_is_too_late_reads_that_the_place_went_to_another(site: Site) -> None:
    late = site.house.enrolments["offered-link"].model_copy(update={"confirm_by": NOW - timedelta(minutes=1)})
    site.house.enrolments["offered-link"] = late
    site.house.fails["POST /v1/enrolments"] = (409, {"code": "too-late"})
    assert site.visitor.post(OFFERED, data={"antwoord": "ja"}).status_code == 303
    page = parsed(site.visitor.get(OFFERED))
    assert "De plek ging naar een ander" in text_of(page, "main")
    assert not page.css("main form")


def test_leaving_is_asked_first_and_done_by_a_button(site: Site) -> None:
    asked = parsed(site.visitor.get(f"{ENROLLED}/afmelden"))
    assert text_of(asked, "h1") == "Wilt u zich afmelden?"
    assert changes(site) == []
    for _ in range(2):
        answer = site.visitor.post(f"{ENROLLED}/afmelden")
        assert (answer.status_code, answer.headers["location"]) == (303, ENROLLED)
    assert "U bent afgemeld" in text_of(parsed(site.visitor.get(ENROLLED)), "main")


def test_after_the_date_there_is_nothing_to_do(site: Site) -> None:
    past = {"start": NOW - timedelta(days=1, hours=2), "end": NOW - timedelta(days=1)}
    site.house.enrolments["enrolled-link"] = site.house.enrolments["enrolled-link"].model_copy(update=past)
    page = parsed(site.visitor.get(ENROLLED))
    assert "Deze activiteit is voorbij" in text_of(page, "main")
    assert not page.css("main .denhaag-button")


def test_a_series_says_that_it_is_for_all_dates(site: Site) -> None:
    series = {"occurrence_id": None, "start": None, "end": None}
    site.house.enrolments["enrolled-link"] = site.house.enrolments["enrolled-link"].model_copy(update=series)
    assert "Wanneer" not in text_of(parsed(site.visitor.get(ENROLLED)), "main")
    assert "alle keren" in text_of(parsed(site.visitor.get(f"{ENROLLED}/afmelden")), "main")


@pytest.mark.parametrize("token", ["x", "weg-link"])
def test_a_link_that_is_not_known_is_a_kind_page(site: Site, token: str) -> None:
    for path in ("", "/afmelden"):
        answer = site.visitor.get(f"/aanmeldingen/{token}{path}")
        assert answer.status_code == 404
        assert text_of(parsed(answer), "h1") == "Deze link werkt niet"
    for path, data in (("", {"antwoord": "ja"}), ("/afmelden", {})):
        answer = site.visitor.post(f"/aanmeldingen/{token}{path}", data=data, follow_redirects=True)
        assert answer.status_code == 404


@pytest.mark.parametrize("token", ["a.b", "a%3Fb=c", "a%23b", "a%2Fb", "a" * 65, "é"])
def test_what_can_be_no_token_reaches_no_service(site: Site, token: str) -> None:
    site.house.asked.clear()
    assert site.visitor.get(f"/aanmeldingen/{token}").status_code == 404
    assert [each for each in site.house.asked if "enrolments" in each] == []


def test_an_older_browser_that_hides_where_it_comes_from_may_answer(site: Site) -> None:
    with httpx.Client(base_url=site.address, headers={"Origin": "null"}) as older:
        assert older.post(OFFERED, data={"antwoord": "ja"}).status_code == 303
        assert older.post("/aanmelden", data={"client": "x", "secret": "y"}).status_code == 403
        elsewhere = older.post(OFFERED, data={"antwoord": "ja"}, headers={"Sec-Fetch-Site": "cross-site"})
        assert elsewhere.status_code == 403


def test_the_token_is_in_no_line_of_the_log(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        site.visitor.post(f"{ENROLLED}/afmelden")
        site.visitor.get("/aanmeldingen/weg-link")
        site.house.fails["GET /v1/enrolments"] = (503, {})
        assert site.visitor.get(ENROLLED).status_code == 503
    assert "/aanmeldingen/{token}" in caplog.text
    assert "enrolled-link" not in caplog.text
    assert "weg-link" not in caplog.text
