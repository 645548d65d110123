"""A moderator reads and decides; an editor invites a coordinator, who signs in by a code and sees only her places."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from frontend.sessions import COOKIE
from tests.house import RunningHouse, demo_id
from tests.journeys.conftest import Look
from tests.journeys.desk import sign_in
from tests.journeys.keyboard import enter, tab_to

Phone = Callable[[str], Page]
PLACE = "buurtkamer-heeswijkplein"


def sent(house: RunningHouse, what: str, **body: Any) -> dict[str, Any]:
    """What a resident sends from a program that shows no form."""
    answer = httpx.post(f"{house.addresses['participation']}/v1/{what}", json={"wijk": "moerwijk"} | body, timeout=10)
    found: dict[str, Any] = answer.raise_for_status().json()
    return found | {"own": urlsplit(found["manageUrl"]).path}


def wished(house: RunningHouse) -> tuple[str, dict[str, Any]]:
    """A wish that is like no other, and its words."""
    text = f"Samen zingen met liedboek {uuid4().hex[:6]}"
    return text, sent(house, "wishes", text=text, category="music-and-culture")


@pytest.fixture(params=[False, True], ids=["without JavaScript", "with JavaScript"])
def as_role(browser: Browser, running_house: RunningHouse, request: pytest.FixtureRequest) -> Iterator[Phone]:
    """A phone of somebody with that role, signed in; of a visitor for an empty one."""
    opened: list[BrowserContext] = []

    def phone(role: str) -> Page:
        context = window(browser, running_house, role, request.param)
        opened.append(context)
        return context.new_page()

    yield phone
    for context in opened:
        context.close()


def window(browser: Browser, house: RunningHouse, role: str, javascript: bool) -> BrowserContext:
    site = house.addresses["frontend"]
    context = browser.new_context(
        base_url=site,
        viewport={"width": 375, "height": 800},
        java_script_enabled=javascript,
        locale="nl-NL",
        service_workers="block",
    )
    context.set_default_timeout(20_000)
    if role:
        context.add_cookies([{"name": COOKIE, "value": house.token(f"demo-{role}"), "url": site}])
    return context


def test_a_moderator_approves_a_wish_and_undoes_it(running_house: RunningHouse, as_role: Phone, look: Look) -> None:
    text, own = wished(running_house)
    page = as_role("moderator")
    page.goto("/balie")
    page.get_by_role("link", name="Te lezen").click()
    page.get_by_label("Soort").select_option("music-and-culture")
    page.get_by_role("button", name="Laat zien").click()
    look(page)
    page.get_by_role("link", name=text, exact=True).click()
    look(page)
    page.get_by_label("Zo staat de wens op de site").fill("nee")
    page.get_by_role("button", name="Zet op de site").click()
    expect(page.locator("#fouten")).to_contain_text("5 tot 200 tekens")
    expect(page.get_by_label("Zo staat de wens op de site")).to_have_value("nee")
    look(page)
    page.get_by_label("Zo staat de wens op de site").fill(text)
    page.get_by_role("button", name="Zet op de site").click()
    expect(page.get_by_role("status")).to_contain_text("De wens staat op de site")
    look(page)
    resident = as_role("")
    resident.goto(own["own"])
    expect(resident.locator("main")).to_contain_text("Uw wens staat op de site.")
    page.get_by_role("button", name="Draai mijn besluit terug").click()
    expect(page.get_by_role("status")).to_contain_text("De wens wacht weer")
    resident.reload()
    expect(resident.locator("main")).to_contain_text("Iemand leest uw wens")


def test_a_moderator_refuses_a_proposal_and_the_resident_reads_why(
    running_house: RunningHouse, as_role: Phone, look: Look
) -> None:
    title = f"Vuurwerk maken {uuid4().hex[:6]}"
    about = {"kind": "activity", "title": title, "description": "In de schuur, met buren."}
    own = sent(running_house, "proposals", **about)
    page = as_role("moderator")
    page.goto("/balie/te-lezen?wat=proposal")
    page.get_by_role("link", name=title, exact=True).click()
    look(page)
    page.get_by_role("button", name="Niet op de site").click()
    expect(page.locator("#fouten")).to_contain_text("Kies waarom")
    look(page)
    page.get_by_label("Het past niet op deze site").check()
    page.get_by_role("button", name="Niet op de site").click()
    expect(page.get_by_role("status")).to_contain_text("De bewoner kan lezen waarom")
    look(page)
    page.goto(own["own"])
    expect(page.locator("main")).to_contain_text("Het past niet bij wat wij op deze site laten zien.")
    page.goto("/balie/logboek")
    expect(page.locator("tbody tr").first).to_contain_text("Voorstel: niet op de site (Het past niet op deze site)")
    expect(page.locator("tbody tr").first).to_contain_text("uzelf")
    look(page)


def test_an_editor_invites_a_coordinator_who_sees_only_her_places(
    running_house: RunningHouse, as_role: Phone, look: Look
) -> None:
    email, place = f"nadia-{uuid4().hex[:6]}@zuidwest.example", demo_id("place", PLACE)
    page = as_role("editor")
    page.goto("/balie/mensen")
    page.get_by_role("link", name="Nodig iemand uit").click()
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_role("button", name="Stuur de uitnodiging").click()
    expect(page.locator("#fouten")).to_contain_text("Kies een plek")
    expect(page.get_by_label("E-mailadres")).to_have_value(email)
    look(page)
    page.locator(f"#places-{place}").check()
    page.get_by_role("button", name="Stuur de uitnodiging").click()
    expect(page.get_by_role("status")).to_contain_text("De uitnodiging is verstuurd")
    row = page.locator(".desk-row").filter(has_text=email)
    expect(row).to_contain_text("Open uitnodiging")
    look(page)
    hers = as_role("")
    hers.goto("/postvak")
    letter = hers.locator("article").filter(has_text=email)
    expect(letter).to_contain_text(f"{running_house.addresses['frontend']}/uitnodiging")
    sign_in(hers, email, "/uitnodiging")
    expect(hers.locator(".wijk-panel h2")).to_have_count(1)
    expect(hers.locator(".wijk-panel h2 a")).to_have_attribute("href", f"/plekken/{place}")
    for others in ("/balie/mensen", "/balie/terugdraaien", "/balie/logboek"):
        answer = hers.goto(others)
        assert answer is not None
        assert answer.status == 403
        expect(hers.get_by_role("heading", level=1)).to_have_text("Deze pagina is voor iemand anders")
    look(hers)
    page.goto("/balie/mensen")
    expect(row).not_to_contain_text("Open uitnodiging")
    row.get_by_role("link", name="Haal rol weg").click()
    look(page)
    page.get_by_role("button", name="Ja, haal weg").click()
    expect(page.get_by_role("status")).to_contain_text("kan zich niet meer aanmelden")
    expect(row).to_have_count(0)


def test_deciding_and_inviting_with_the_keyboard_only(browser: Browser, running_house: RunningHouse) -> None:
    text, _ = wished(running_house)
    context = window(browser, running_house, "moderator", javascript=False)
    page = context.new_page()
    page.goto("/balie")
    tab_to(page, "Te lezen")
    enter(page)
    page.goto("/balie/te-lezen?soort=music-and-culture&wijk=moerwijk")
    tab_to(page, text)
    enter(page)
    tab_to(page, "Zet op de site")
    enter(page)
    expect(page.get_by_role("status")).to_contain_text("De wens staat op de site")
    tab_to(page, "Draai mijn besluit terug")
    enter(page)
    tab_to(page, "reason-exists-already")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Niet op de site")
    enter(page)
    expect(page.get_by_role("status")).to_contain_text("De bewoner kan lezen waarom")
    expect(page.locator("main")).to_contain_text("Het past niet bij een plek in deze wijk")
    context.close()
    context = window(browser, running_house, "editor", javascript=False)
    page = context.new_page()
    page.goto("/balie/mensen/uitnodigen")
    tab_to(page, "email")
    page.keyboard.type(f"sena-{uuid4().hex[:6]}@zuidwest.example")
    tab_to(page, f"places-{demo_id('place', PLACE)}")
    page.keyboard.press("Space")
    tab_to(page, "Stuur de uitnodiging")
    enter(page)
    expect(page.get_by_role("status")).to_contain_text("De uitnodiging is verstuurd")
    context.close()
