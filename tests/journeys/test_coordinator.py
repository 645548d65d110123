"""A coordinator at the desk, without JavaScript: mistakes, somebody who was first, another's place, the keyboard."""

from datetime import date, timedelta

import httpx
from playwright.sync_api import Page, expect

from tests.house import RunningHouse, demo_id
from tests.journeys.conftest import Look
from tests.journeys.desk import EMAIL, codes, new_code, save, sign_in
from tests.journeys.keyboard import enter, focused, tab_to, type_into

SOUP = f"/balie/activiteiten/{demo_id('activity', 'zondagse-soep')}"
SHARING = "Gereedschap delen"


def another_activity(house: RunningHouse) -> str:
    """An activity in the same wijk at a place that is not this coordinator's."""
    own = {str(demo_id("place", key)) for key in ("buurtkamer-moerwijk-oost", "buurtkamer-heeswijkplein")}
    query = {"wijk": "moerwijk", "pageSize": "100"}
    found = httpx.get(f"{house.addresses['participation']}/v1/activities", params=query, timeout=10).json()["items"]
    return next(str(each["id"]) for each in found if each["place"]["id"] not in own)


def test_signing_in_with_a_wrong_code_is_said_kindly(page: Page, look: Look) -> None:
    page.goto("/balie")
    expect(page.get_by_text("Meld u eerst aan")).to_be_visible()
    look(page)
    page.get_by_label("Uw e-mailadres").fill("ada")
    page.get_by_role("button", name="Stuur mij een code").click()
    expect(page.locator("#fouten")).to_contain_text("naam@voorbeeld.nl")
    expect(page.get_by_label("Uw e-mailadres")).to_have_value("ada")
    look(page)
    page.get_by_label("Uw e-mailadres").fill("nobody@zuidwest.example")
    page.get_by_role("button", name="Stuur mij een code").click()
    expect(page.get_by_role("heading", name="Vul uw code in", level=1)).to_be_visible()
    look(page)
    page.get_by_label("Code", exact=True).fill("000000")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.locator("#fouten")).to_contain_text("Deze code klopt niet")
    look(page)
    page.goto("/postvak")
    look(page)


def test_wrong_input_keeps_what_was_typed_and_links_to_each_field(page: Page, look: Look) -> None:
    sign_in(page)
    look(page)
    page.get_by_role("link", name="Nieuwe activiteit").first.click()
    look(page)
    page.get_by_label("Titel").fill("Ko")
    page.get_by_label("Meer uitleg").fill("Neem een schort mee.")
    page.get_by_label("Hoeveel mensen").fill("veel")
    page.locator("#start").fill("12:00")
    page.locator("#end").fill("10:00")
    page.get_by_label("Arabisch").check()
    assert save(page) == 400
    linked = [link.get_attribute("href") for link in page.locator("#fouten a").all()]
    assert linked == ["#title", "#summary", "#category", "#date", "#end", "#capacity"]
    expect(page.locator("#title")).to_have_value("Ko")
    expect(page.get_by_label("Meer uitleg")).to_have_value("Neem een schort mee.")
    expect(page.locator("#capacity")).to_have_value("veel")
    expect(page.locator("#start")).to_have_value("12:00")
    expect(page.get_by_label("Arabisch")).to_be_checked()
    look(page)
    page.locator("#fouten a").last.click()
    assert focused(page) == "capacity"


def test_who_saves_second_sees_both_texts(page: Page, look: Look) -> None:
    sign_in(page)
    page.goto(SOUP)
    before = page.get_by_label("In één zin").input_value()
    first = page.context.new_page()
    first.goto(SOUP)
    first.get_by_label("In één zin").fill("Eet op zondag een kom linzensoep met de buurt.")
    first.get_by_label("Wat moet iemand meenemen?").fill("Een kom")
    assert save(first) == 200
    page.get_by_label("In één zin").fill("Eet op zondag een kom erwtensoep met de buurt.")
    assert save(page) == 412
    conflict = page.get_by_role("alert")
    expect(conflict).to_contain_text("Iemand anders heeft deze activiteit net veranderd")
    expect(conflict).to_contain_text("linzensoep")
    expect(conflict).to_contain_text("erwtensoep")
    expect(conflict).to_contain_text("Een kom")
    expect(conflict).not_to_contain_text("Hoe doet iemand mee?")
    expect(page.get_by_label("In één zin")).to_have_value("Eet op zondag een kom erwtensoep met de buurt.")
    look(page)
    page.get_by_label("In één zin").fill(before)
    assert save(page) == 200
    expect(page.get_by_role("status")).to_contain_text("De activiteit is opgeslagen")
    look(page)
    page.goto(SOUP)
    expect(page.get_by_label("In één zin")).to_have_value(before)
    page.goto(f"{SOUP}/stoppen")
    look(page)


def test_at_anothers_place_one_can_do_nothing(running_house: RunningHouse, page: Page, look: Look) -> None:
    sign_in(page)
    address = f"/balie/activiteiten/{another_activity(running_house)}"
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("U mag deze pagina niet zien")
    look(page)
    page.goto(f"{address}/stoppen")
    with page.expect_navigation() as refused:
        page.get_by_role("button", name="Ja, stoppen").click()
    assert refused.value is not None
    assert refused.value.status == 403


def test_one_date_is_cancelled_and_put_back_and_its_list_printed(page: Page, look: Look) -> None:
    sign_in(page)
    page.locator("a[href*='/datums/']").last.click()
    look(page)
    page.get_by_label("Waarom?").first.fill("De kok is ziek.")
    page.get_by_role("button", name="Deze keer gaat niet door").click()
    expect(page.get_by_role("status")).to_contain_text("krijgt bericht")
    expect(page.locator("main")).to_contain_text("De kok is ziek.")
    look(page)
    page.get_by_role("link", name="Lijst om te printen").click()
    look(page)
    page.go_back()
    page.get_by_role("button", name="Toch weer zoals eerst").click()
    expect(page.get_by_role("status")).to_contain_text("weer zoals eerst")
    expect(page.get_by_role("button", name="Deze keer gaat niet door")).to_be_visible()


def next_day_like_its_month() -> date:
    """Such as 12-12: typed the same whether a browser asks for the day or the month first."""
    day = date.today() + timedelta(days=1)  # noqa: DTZ011 (as a person reads it)
    while day.day != day.month:
        day += timedelta(days=1)
    return day


def test_signing_in_and_posting_with_the_keyboard_only(page: Page) -> None:
    page.goto("/aanmelden")
    earlier = codes(page)
    type_into(page, "email", EMAIL)
    enter(page)
    type_into(page, "code", new_code(page, earlier))
    enter(page)
    expect(page.get_by_role("heading", name="Mijn plekken", level=1)).to_be_visible()
    before = page.get_by_role("link", name=SHARING, exact=True).count()
    tab_to(page, "Nieuwe activiteit")
    enter(page)
    expect(page.get_by_role("heading", name="Nieuwe activiteit", level=1)).to_be_visible()
    type_into(page, "title", SHARING)
    type_into(page, "summary", "Leen een boor of een ladder van uw buren.")
    type_into(page, "category", "Rep")
    type_into(page, "date", f"{next_day_like_its_month():%m%d%Y}")
    type_into(page, "start", "1030AM")
    type_into(page, "end", "1130AM")
    tab_to(page, "status-published")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Opslaan")
    enter(page)
    expect(page.get_by_role("status")).to_contain_text("Het concept is opgeslagen")
    tab_to(page, f"Stoppen {SHARING}")
    enter(page)
    tab_to(page, "Ja, stoppen")
    enter(page)
    expect(page.get_by_role("status")).to_contain_text("De activiteit is gestopt")
    expect(page.get_by_role("link", name=SHARING, exact=True)).to_have_count(before)
