"""What a coordinator does on the site, step by step."""

import re
import time

from playwright.sync_api import Page, expect

EMAIL = "coordinator@zuidwest.example"
PATIENCE_SECONDS = 60
CODE = re.compile(r"Uw code is (\d{6})")


def sign_in(page: Page, email: str = EMAIL, start: str = "/aanmelden") -> None:
    page.goto(start)
    page.get_by_label("Uw e-mailadres").fill(email)
    earlier = codes(page)
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("Code", exact=True).fill(new_code(page, earlier))
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", name="Mijn plekken", level=1)).to_be_visible()


def codes(page: Page) -> list[str]:
    """Those in the outbox of the demonstration, the newest first."""
    return CODE.findall(page.request.get("/postvak").text())


def new_code(page: Page, earlier: list[str]) -> str:
    """The code that came since, once the worker has written its letter."""
    over = time.monotonic() + PATIENCE_SECONDS
    while len(found := codes(page)) <= len(earlier):
        assert time.monotonic() < over, "no code came"
        time.sleep(0.2)
    return found[0]


def save(page: Page, button: str = "Opslaan") -> int:
    """Presses the button; the status of the answer, the last one when it leads elsewhere."""
    with page.expect_navigation() as coming:
        page.get_by_role("button", name=button, exact=True).click()
    answer = coming.value
    assert answer is not None
    return answer.status


def open_more(page: Page) -> None:
    page.get_by_text("Voor wie, kosten en meer").click()
