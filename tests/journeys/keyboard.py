"""Walking a page with the keyboard only."""

from playwright.sync_api import Page

MOST_TABS = 150


def focused(page: Page) -> str:
    """The id of what has the focus, or its text."""
    found: str = page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
    return found


def tab_to(page: Page, wanted: str) -> None:
    """Presses Tab until that has the focus."""
    for _ in range(MOST_TABS):
        if focused(page) == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} can't be reached with Tab")


def type_into(page: Page, field: str, text: str) -> None:
    tab_to(page, field)
    page.keyboard.type(text)


def retype(page: Page, field: str, text: str) -> None:
    """In the place of what stands there."""
    tab_to(page, field)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")
