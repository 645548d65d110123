"""Residents on a phone without JavaScript: joining, waiting, leaving, and taking the place that comes free."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.house import RunningHouse, demo_id
from tests.journeys.conftest import Look
from tests.journeys.keyboard import enter, tab_to, type_into

BREAD = "Brood bakken met twee"
CODE = re.compile(r"^1-[A-Z]{4}$")
READING_MILLISECONDS = 3_200
"""Who fills a form in takes longer than three seconds; a machine does not."""


@pytest.fixture
def activity_path(running_house: RunningHouse) -> Iterator[str]:
    """An activity with room for one, in five days and a week later; withdrawn afterwards."""
    day = date.today() + timedelta(days=5)  # noqa: DTZ011 (as a person reads it)
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()]
    body = {
        "title": BREAD,
        "summary": "Bak een brood en neem het mee naar huis.",
        "category": "food",
        "placeId": str(demo_id("place", "buurtkamer-moerwijk-oost")),
        "cost": {"free": True},
        "joining": "per-date",
        "capacity": 1,
        "schedule": {"rrule": f"FREQ=WEEKLY;BYDAY={weekday}", "start": f"{day}T10:00", "end": f"{day}T12:00"},
        "status": "published",
    }
    headers = {"Authorization": f"Bearer {running_house.token('demo-coordinator')}"}
    address = f"{running_house.addresses['participation']}/v1/activities"
    made = httpx.post(address, json=body, headers=headers, timeout=10).raise_for_status().json()
    yield f"/activiteiten/{made['id']}"
    now = httpx.get(f"{address}/{made['id']}", headers=headers, timeout=10)
    ended = headers | {"If-Match": now.headers["ETag"]}
    httpx.delete(f"{address}/{made['id']}", headers=ended, timeout=10).raise_for_status()


@pytest.fixture
def another_page(browser: Browser, running_house: RunningHouse) -> Iterator[Page]:
    """Of somebody else, with JavaScript and without a mouse."""
    context = browser.new_context(
        base_url=running_house.addresses["frontend"],
        viewport={"width": 375, "height": 800},
        java_script_enabled=True,
        service_workers="block",
        locale="nl-NL",
    )
    yield context.new_page()
    context.close()


def fill_in(page: Page, name: str, phone: str, button: str) -> None:
    page.get_by_label("Naam of bijnaam").fill(name)
    page.get_by_label("Telefoon").fill(phone)
    page.wait_for_timeout(READING_MILLISECONDS)
    page.get_by_role("button", name=button).click()


def said(page: Page) -> str:
    return page.locator("main .denhaag-alert").first.inner_text()


def test_join_wait_leave_and_take_the_place_that_comes_free(
    running_house: RunningHouse, page: Page, another_page: Page, activity_path: str, look: Look
) -> None:
    page.goto(activity_path)
    expect(page.locator(".dates")).to_contain_text("Nog 1 plek")
    look(page)
    page.locator(".dates .denhaag-button").click()
    page.get_by_label("Naam of bijnaam").fill("Roos")
    page.get_by_label("Telefoon").fill("bel maar")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.locator("#fouten")).to_contain_text("Vul een telefoonnummer in")
    expect(page.get_by_label("Naam of bijnaam")).to_have_value("Roos")
    look(page)
    fill_in(page, "Roos", "06 12345678", "Aanmelden")
    assert "U bent aangemeld" in said(page)
    expect(page.locator(".code")).to_have_text(CODE)
    look(page)
    own_link = page.url

    another_page.goto(activity_path)
    expect(another_page.locator(".date-row").first).to_contain_text("Nog 1 plek")
    tab_to(another_page, "Op de wachtlijst")
    enter(another_page)
    expect(another_page.locator("main")).to_contain_text("Het is vol")
    look(another_page)
    type_into(another_page, "name", "Noor")
    type_into(another_page, "phone", "06 87654321")
    another_page.wait_for_timeout(READING_MILLISECONDS)
    tab_to(another_page, "Op de wachtlijst")
    enter(another_page)
    assert "op plaats 1" in said(another_page)
    look(another_page)

    page.get_by_role("link", name="Afmelden").click()
    look(page)
    page.get_by_role("button", name="Ja, meld mij af").click()
    assert "U bent afgemeld" in said(page)
    look(page)

    another_page.reload()
    assert "Er is een plek voor u" in said(another_page)
    look(another_page)
    tab_to(another_page, "Ja, ik kom")
    enter(another_page)
    assert "U bent aangemeld" in said(another_page)

    page.goto(activity_path)
    expect(page.get_by_role("link", name="Op de wachtlijst").first).to_be_visible()
    for link in (own_link, another_page.url):
        assert link.rsplit("/", 1)[1] not in running_house.output


def test_a_form_that_is_sent_at_once_is_asked_for_again_and_joins_once(page: Page, activity_path: str) -> None:
    page.goto(activity_path)
    page.locator(".dates .denhaag-button").click()
    page.get_by_label("Naam of bijnaam").fill("Fatma")
    page.get_by_role("button", name="Aanmelden").click()
    assert "Dat ging te snel voor ons" in said(page)
    expect(page.get_by_label("Naam of bijnaam")).to_have_value("Fatma")
    page.wait_for_timeout(READING_MILLISECONDS)
    page.get_by_role("button", name="Aanmelden").click()
    assert "U bent aangemeld" in said(page)


def test_a_series_is_joined_for_all_dates(page: Page, look: Look) -> None:
    page.goto(f"/activiteiten/{demo_id('activity', 'computerles-stap-voor-stap')}")
    look(page)
    page.locator(".dates .denhaag-button").click()
    expect(page.locator("main")).to_contain_text("Alle keren, vanaf")
    look(page)
    page.get_by_label("Naam of bijnaam").fill("Ali")
    page.wait_for_timeout(READING_MILLISECONDS)
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text("En alle keren daarna")
    look(page)
    page.get_by_role("link", name="Afmelden").click()
    expect(page.locator("main")).to_contain_text("U bent dan afgemeld voor alle keren")
    page.get_by_role("button", name="Ja, meld mij af").click()
    assert "U bent afgemeld" in said(page)
