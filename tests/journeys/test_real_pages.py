"""The pages with the real services and the sample data: nothing for axe to find, nothing wider than a small phone."""

import httpx
import pytest
from playwright.sync_api import Browser

from tests.frontend.browser import AXE, needed
from tests.frontend.reading_html import parsed
from tests.frontend.test_accessibility import TOO_WIDE, violations
from tests.house import RunningHouse

WIJKEN = ("bouwlust", "vrederust", "morgenstond", "moerwijk")


def first_ids(house: RunningHouse, path: str, number: int) -> list[str]:
    answer = httpx.get(f"{house.addresses['participation']}{path}", params={"pageSize": number}, timeout=10)
    return [item["id"] for item in answer.raise_for_status().json()["items"]]


@pytest.fixture(scope="module")
def pages(running_house: RunningHouse) -> list[str]:
    activities = [f"/activiteiten/{found}" for found in first_ids(running_house, "/v1/activities", 3)]
    places = [f"/plekken/{found}" for found in first_ids(running_house, "/v1/places", 3)]
    wijken = [f"/wijken/{wijk}" for wijk in WIJKEN]
    return ["/", "/activiteiten", "/hoe-gaat-het", *wijken, *activities, *places]


def test_every_page_with_real_data_is_accessible_and_fits_a_small_phone(
    running_house: RunningHouse, browser: Browser, pages: list[str]
) -> None:
    needed("axe-core", AXE.exists())
    context = browser.new_context(base_url=running_house.addresses["frontend"], viewport={"width": 320, "height": 700})
    page = context.new_page()
    for path in pages:
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate(TOO_WIDE) <= 0, path
    context.close()


def test_every_page_with_real_data_is_valid_html(running_house: RunningHouse, pages: list[str]) -> None:
    with httpx.Client(base_url=running_house.addresses["frontend"], timeout=10) as visitor:
        for path in pages:
            answer = visitor.get(path)
            assert answer.status_code == 200, path
            parsed(answer)


def test_each_wijk_has_something_free_tomorrow_and_places_to_go(running_house: RunningHouse) -> None:
    with httpx.Client(base_url=running_house.addresses["frontend"], timeout=10) as visitor:
        for wijk in WIJKEN:
            page = parsed(visitor.get(f"/wijken/{wijk}?wanneer=morgen&gratis=ja"))
            cards = page.css(".activity-card")
            assert cards, wijk
            assert all("Morgen" in card.css(".activity-card__when")[0].text() for card in cards), wijk
            assert len(page.css(".tile")) >= 10, wijk
