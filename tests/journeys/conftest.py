"""A browser in front of the running house."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.frontend.browser import AXE, chromium, needed
from tests.frontend.test_accessibility import TOO_WIDE, violations
from tests.house import RunningHouse

NARROW = (320, 640)
"""A small phone, and a desk of 1280 pixels at 200 %."""
Look = Callable[[Page], None]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, running_house: RunningHouse) -> Iterator[Page]:
    """A phone without JavaScript."""
    context = browser.new_context(
        base_url=running_house.addresses["frontend"],
        viewport={"width": 375, "height": 800},
        java_script_enabled=False,
        locale="nl-NL",
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Looks hard at the page as it is: nothing for axe to find, nothing wider than the window."""
    needed("axe-core", AXE.exists())
    context = browser.new_context(viewport={"width": 375, "height": 800}, locale="nl-NL")
    twin = context.new_page()

    def look_at(page: Page) -> None:
        page.wait_for_load_state()  # a click that leads on may still be on its way
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(TOO_WIDE) <= 0, f"{page.url} at {width} pixels"
        show_again(page, twin)
        assert violations(twin) == [], page.url

    yield look_at
    context.close()


def show_again(page: Page, twin: Page) -> None:
    """The same answer in a window with JavaScript, which axe needs."""
    html = page.content()

    def answer(route: Route) -> None:
        if route.request.is_navigation_request():
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            route.continue_()

    twin.unroute_all()
    twin.route("**/*", answer)
    twin.goto(page.url)
