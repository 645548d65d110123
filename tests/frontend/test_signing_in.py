"""Signing in by a code, staying signed in, and losing nothing when a session is over."""

from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from frontend.sessions import COOKIE, VISIT
from tests.frontend.conftest import Site
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of
from tests.frontend.stand_in_house import CODE, TOKEN, VISIT_TOKEN, made_id

NEW = "/balie/activiteiten/nieuw"
EMAIL = "ada@example.nl"
FILLED = {"email": EMAIL, "aanvraag": str(made_id("sign-in")), "code": CODE}


def with_visit(site: Site) -> httpx.Client:
    """Somebody whose token is over and whose visit is not."""
    return httpx.Client(
        base_url=site.address, cookies={VISIT: VISIT_TOKEN}, headers={"Origin": site.address}, timeout=10
    )


def test_an_address_leads_to_the_form_for_the_code(site: Site) -> None:
    answer = site.visitor.post("/aanmelden", data={"email": f" {EMAIL} ", "verder": NEW})
    page = parsed(answer)
    assert answer.status_code == 200
    assert EMAIL in text_of(page, ".utrecht-paragraph--lead")
    assert attribute(page, "input[name=verder]", "value") == NEW
    assert attribute(page, "#code", "autocomplete") == "one-time-code"


def test_the_code_opens_a_session_that_scripts_can_not_read(site: Site) -> None:
    answer = site.visitor.post("/aanmelden/code", data=FILLED | {"code": "123 456"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/balie")
    cookies = answer.headers.get_list("set-cookie")
    assert [cookie.split(";")[0] for cookie in cookies] == [f"{COOKIE}={TOKEN}", f"{VISIT}={VISIT_TOKEN}"]
    for cookie, seconds in zip(cookies, (900, 36_000), strict=True):
        assert {"HttpOnly", f"Max-Age={seconds}", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize(
    ("verder", "place"),
    [(f"{NEW}?plek=1", f"{NEW}?plek=1"), ("//elders.example", "/balie"), ("https://elders.example", "/balie")],
)
def test_after_signing_in_one_goes_on_but_never_elsewhere(site: Site, verder: str, place: str) -> None:
    assert site.visitor.post("/aanmelden/code", data=FILLED | {"verder": verder}).headers["location"] == place


@pytest.mark.parametrize(
    ("path", "form", "said"),
    [
        ("/aanmelden", {}, "Vul uw e-mailadres in"),
        ("/aanmelden", {"email": "ada"}, "zoals naam@voorbeeld.nl"),
        ("/aanmelden/code", FILLED | {"code": ""}, "Vul de code uit uw e-mail in"),
        ("/aanmelden/code", FILLED | {"code": "12a"}, "De code heeft zes cijfers"),
        ("/aanmelden/code", FILLED | {"code": "654321"}, "nog 4 keer"),
    ],
)
def test_what_is_wrong_is_said_and_stays_filled_in(site: Site, path: str, form: dict[str, str], said: str) -> None:
    answer = site.visitor.post(path, data=form)
    page = parsed(answer)
    field = "email" if path == "/aanmelden" else "code"
    assert answer.status_code == 400
    assert said in text_of(page, "#fouten")
    assert attribute(page, "#fouten a", "href") == f"#{field}"
    assert (attribute(page, f"#{field}", "value") or "") == form.get(field, "")


@pytest.mark.parametrize(
    ("fails", "path", "status", "said"),
    [
        (("POST /v1/sign-ins", 429), "/aanmelden", 429, "Wacht een uur"),
        (("POST /v1/sign-ins", 410), "/aanmelden/code", 410, "Vraag een nieuwe code"),
    ],
)
def test_too_often_and_too_late_are_said(site: Site, fails: tuple[str, int], path: str, status: int, said: str) -> None:
    site.house.fails = {fails[0]: (fails[1], {})}
    answer = site.visitor.post(path, data=FILLED)
    assert answer.status_code == status
    assert said in text_of(parsed(answer), "#fouten")


def test_a_visit_renews_the_session_without_a_word(site: Site) -> None:
    with with_visit(site) as somebody:
        answer = somebody.get("/balie")
    assert answer.status_code == 200
    assert answer.headers["set-cookie"].startswith(f"{COOKIE}={TOKEN};")


def test_signing_out_ends_the_visit_and_forgets_both_cookies(site: Site) -> None:
    with with_visit(site) as somebody:
        answer = somebody.post("/afmelden")
    assert answer.status_code == 303
    assert ["Max-Age=0" in cookie for cookie in answer.headers.get_list("set-cookie")] == [True, True]
    assert "POST /v1/visits/endings" in site.house.asked


def test_what_was_typed_when_the_session_was_over_goes_along_and_is_sent_afterwards(site: Site) -> None:
    typed: dict[str, Any] = {"title": 'Samen "koken" & eten', "days": ["2", "4"], "bring": ""}
    over = site.visitor.post(NEW, data=typed)
    page = parsed(over)
    assert over.status_code == 401
    kept = attribute(page, "input[name=bewaard]", "value") or ""
    assert attribute(page, "input[name=verder]", "value") == NEW
    code_form = parsed(site.visitor.post("/aanmelden", data={"email": EMAIL, "verder": NEW, "bewaard": kept}))
    assert attribute(code_form, "input[name=bewaard]", "value") == kept
    back = parsed(site.visitor.post("/aanmelden/code", data=FILLED | {"verder": NEW, "bewaard": kept}))
    sent = [(each.attributes["name"], each.attributes["value"]) for each in back.css("main input[type=hidden]")]
    assert sent == [("title", typed["title"]), ("days", "2"), ("days", "4"), ("bring", "")]
    assert attribute(back, "main form", "action") == NEW


def test_what_was_kept_is_never_sent_elsewhere(site: Site) -> None:
    form = FILLED | {"verder": "https://elders.example", "bewaard": urlencode({"a": "b"})}
    assert site.visitor.post("/aanmelden/code", data=form).headers["location"] == "/balie"


def test_the_outbox_of_the_demonstration_says_what_it_is(site: Site) -> None:
    page = parsed(site.visitor.get("/postvak"))
    assert "geen echt postvak" in text_of(page, ".denhaag-alert--warning")
    assert texts_of(page, ".pre-line") == [f"Uw code is {CODE}."]
    assert len(parsed(site.coordinator.get("/postvak")).css(".pre-line")) == 2
