"""The whole chain in a browser: what a coordinator posts, a resident finds and the monitor counts."""

import re
from datetime import date, timedelta
from uuid import UUID

import httpx
from playwright.sync_api import Page, expect

from tests.house import RunningHouse, demo_id
from tests.journeys.conftest import Look
from tests.journeys.desk import open_more, sign_in
from tests.refreshed import refresh_figures

KITCHEN_TABLE = "Repareren aan de keukentafel"
THIRD_PROJECT = "repair-netwerk"
PLACE = "buurtkamer-moerwijk-oost"
SHARE = re.compile(r"(\d+) van (\d+) plekken bieden drie projecten")


def places_with_three(page: Page) -> tuple[int, int]:
    """What the public monitor says: n of m places."""
    page.goto("/hoe-gaat-het")
    said = SHARE.search(page.locator(".figure__number").filter(has_text=SHARE).inner_text())
    assert said
    return int(said[1]), int(said[2])


def projects_at(house: RunningHouse, place: UUID) -> int:
    query = {"indicator": "projects-per-meeting-place", "areaKind": "place", "area": str(place)}
    answer = httpx.get(f"{house.addresses['indicators']}/v1/measurements", params=query, timeout=10).json()
    return int(answer["items"][0]["value"])


def post_activity(page: Page) -> None:
    """For tomorrow, as an activity of the third project."""
    page.goto(f"/balie/activiteiten/nieuw?plek={demo_id('place', PLACE)}")
    page.get_by_label("Titel").fill(KITCHEN_TABLE)
    page.get_by_label("In één zin").fill("Breng iets mee dat kapot is. Wij maken het samen.")
    page.get_by_label("Soort", exact=True).select_option("repair")
    day = date.today() + timedelta(days=1)  # noqa: DTZ011 (as a person reads it)
    page.get_by_label("Wanneer is het?").fill(f"{day:%d-%m-%Y} 13.00–15.00")
    open_more(page)
    page.locator("#project").select_option(str(demo_id("project", THIRD_PROJECT)))
    page.get_by_role("button", name="Zet op de site").click()
    expect(page.get_by_role("status")).to_contain_text("De activiteit is opgeslagen")


def withdraw_activity(page: Page) -> None:
    page.goto("/balie")
    page.get_by_role("link", name=f"Stoppen {KITCHEN_TABLE}").click()
    page.get_by_role("button", name="Ja, stoppen").click()
    expect(page.get_by_role("status")).to_contain_text("De activiteit is gestopt")


def test_posting_a_third_project_turns_a_place_and_withdrawing_turns_it_back(
    running_house: RunningHouse, page: Page, look: Look
) -> None:
    place = demo_id("place", PLACE)
    refresh_figures(running_house)
    before, everywhere = places_with_three(page)
    assert projects_at(running_house, place) == 2
    sign_in(page)
    post_activity(page)

    page.goto("/wijken/moerwijk")
    page.locator("summary").click()
    page.get_by_label("Zoekwoord").fill("keukentafel")
    page.get_by_role("button", name="Laat zien").click()
    look(page)
    page.get_by_role("link", name=KITCHEN_TABLE).click()
    look(page)
    expect(page.locator(".dates__first")).to_have_text("Morgen, 13.00 tot 15.00 uur")
    page.locator("dd").get_by_role("link", name="Buurtkamer Moerwijk-Oost").click()
    expect(page.get_by_role("link", name=KITCHEN_TABLE)).to_be_visible()
    look(page)

    refresh_figures(running_house)
    assert projects_at(running_house, place) == 3
    assert places_with_three(page) == (before + 1, everywhere)
    look(page)

    withdraw_activity(page)
    page.goto("/wijken/moerwijk?q=keukentafel")
    expect(page.get_by_role("link", name=KITCHEN_TABLE)).to_have_count(0)
    refresh_figures(running_house)
    assert projects_at(running_house, place) == 2
    assert places_with_three(page) == (before, everywhere)
    page.goto("/balie")
    page.get_by_role("button", name="Afmelden").click()
    page.goto("/balie")
    expect(page.get_by_role("heading", name="Aanmelden voor plekken")).to_be_visible()
