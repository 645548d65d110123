"""What a coordinator does on the site, step by step."""

from playwright.sync_api import Page, expect


def sign_in(page: Page) -> None:
    page.goto("/aanmelden")
    page.get_by_label("Naam").fill("demo-coordinator")
    page.get_by_label("Wachtwoord").fill("demo")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", name="Mijn plekken", level=1)).to_be_visible()


def save(page: Page) -> int:
    """Presses the button; the status of the answer, the last one when it leads elsewhere."""
    with page.expect_navigation() as coming:
        page.get_by_role("button", name="Opslaan").click()
    answer = coming.value
    assert answer is not None
    return answer.status
