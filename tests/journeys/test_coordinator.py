"""A coordinator at the desk, without JavaScript: mistakes, somebody who was first, another's place, the keyboard."""

from datetime import date, timedelta
from io import BytesIO

import httpx
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.house import RunningHouse, demo_id
from tests.journeys.conftest import Look
from tests.journeys.desk import EMAIL, codes, new_code, open_more, save, sign_in
from tests.journeys.keyboard import enter, focused, retype, tab_to, type_into

SOUP = f"/balie/activiteiten/{demo_id('activity', 'zondagse-soep')}"
SHARING, COFFEE = "Gereedschap delen", "Koffie voor vroege vogels"


def photo() -> bytes:
    image = Image.new("RGB", (900, 600), "red")
    image.paste("blue", (450, 0, 900, 600))
    written = BytesIO()
    image.save(written, "JPEG")
    return written.getvalue()


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
    page.get_by_role("link", name="Begin met een leeg formulier").click()
    look(page)
    open_more(page)
    page.get_by_text("Of vul het zelf in").click()
    page.get_by_label("Titel").fill("Ko")
    page.get_by_label("Meer uitleg").fill("Neem een schort mee.")
    page.get_by_label("Hoeveel mensen").fill("veel")
    page.locator("#start").fill("12:00")
    page.locator("#end").fill("10:00")
    page.get_by_label("Arabisch").check()
    assert save(page, "Zet op de site") == 400
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
    open_more(first)
    first.get_by_label("Wat moet iemand meenemen?").fill("Een kom")
    assert save(first) == 200
    page.get_by_label("In één zin").fill("Eet op zondag een kom erwtensoep met de buurt.")
    assert save(page) == 412
    expect(page.get_by_role("alert")).to_contain_text("Iemand anders heeft deze activiteit net veranderd")
    texts = page.locator(".compare__side").all_inner_texts()
    assert len(texts) == 4, "only what differs"
    for said, text in zip(("linzensoep", "erwtensoep", "Een kom", "niets ingevuld"), texts, strict=True):
        assert said in text
    expect(page.get_by_label("In één zin")).to_have_value("Eet op zondag een kom erwtensoep met de buurt.")
    look(page)
    page.locator("#keuze-bring-theirs").check()
    assert save(page, "Ga verder met deze keuze") == 200
    expect(page.locator("#bring")).to_have_value("Een kom")
    open_more(page)
    page.locator("#bring").fill("")
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


def test_posting_from_a_template_takes_a_few_taps(page: Page, look: Look) -> None:
    """From the desk: two taps and a last one; then one date is full, and the activity pauses and ends."""
    sign_in(page)
    page.get_by_role("link", name="Nieuwe activiteit").first.click()
    page.get_by_role("link", name="Koffieochtend", exact=True).click()
    page.get_by_label("Titel").fill(COFFEE)
    page.get_by_label("Wanneer is het?").fill("elke dag 10.00–12.00, niet tijdens feestdagen")
    assert save(page, "Bekijk de datums") == 200
    expect(page.locator("#datums li").first).to_contain_text("10.00 tot 12.00 uur")
    look(page)
    assert save(page, "Bekijk eerst") == 200
    expect(page.get_by_role("heading", name="Zo zien bezoekers het", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name=COFFEE)).to_be_visible()
    look(page)
    assert save(page, "Zet op de site") == 200
    expect(page.get_by_role("status")).to_contain_text("De activiteit is opgeslagen")
    page.get_by_role("button", name=f"Vol {COFFEE}").last.click()
    expect(page.get_by_role("status")).to_contain_text("Deze keer is vol")
    look(page)
    page.get_by_role("button", name=f"Weer plek {COFFEE}").click()
    expect(page.get_by_role("status")).to_contain_text("Er is weer plek")
    page.get_by_role("button", name=f"Even niet {COFFEE}").click()
    expect(page.get_by_role("status")).to_contain_text("staat even niet op de site")
    page.get_by_role("button", name=f"Weer laten zien {COFFEE}").click()
    expect(page.get_by_role("status")).to_contain_text("staat weer op de site")
    page.get_by_role("link", name=f"Wijzigen {COFFEE}").click()
    translate_and_skip(page, look)
    page.goto("/balie")
    page.get_by_role("link", name=f"Stoppen {COFFEE}").click()
    page.get_by_role("button", name="Ja, stoppen").click()
    expect(page.get_by_role("status")).to_contain_text("De activiteit is gestopt")


def translate_and_skip(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Vertalingen").click()
    page.get_by_role("link", name="Turks").click()
    page.get_by_label("Titel", exact=False).fill("Kahve sabahı")
    assert save(page) == 400
    expect(page.locator("#fouten")).to_contain_text("In één zin")
    page.get_by_label("In één zin").fill("Komşularınızla bir fincan kahve için.")
    page.get_by_label("Meer uitleg").fill("Kahve ve çay hazır. Konuşabilir veya dinleyebilirsiniz.")
    assert save(page) == 200
    expect(page.get_by_role("status")).to_contain_text("De vertaling is bewaard")
    look(page)
    page.get_by_role("link", name="Terug naar het formulier").click()
    page.get_by_role("link", name="Een periode overslaan").click()
    tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011 (as a person reads it)
    page.get_by_label("Eerste dag").fill(tomorrow.isoformat())
    page.get_by_label("Laatste dag").fill((tomorrow + timedelta(days=2)).isoformat())
    assert save(page, "Sla deze periode over") == 200
    expect(page.get_by_role("status")).to_contain_text("wordt overgeslagen")
    look(page)
    assert save(page, "Toch niet overslaan") == 200


def test_the_photo_of_a_place_is_chosen_cut_and_taken_away(page: Page, look: Look) -> None:
    sign_in(page)
    page.get_by_role("link", name="Foto van de plek").first.click()
    nothing: FilePayload = {"name": "x.txt", "mimeType": "text/plain", "buffer": b"no photo"}
    page.get_by_label("Kies een foto").set_input_files(nothing)
    page.get_by_label("Wat staat er op de foto?").fill("Een rode en een blauwe muur naast elkaar")
    assert save(page, "Bewaar de foto") == 400
    expect(page.locator("#fouten")).to_contain_text("Deze foto kunnen we niet gebruiken")
    expect(page.get_by_label("Wat staat er op de foto?")).to_have_value("Een rode en een blauwe muur naast elkaar")
    look(page)
    page.get_by_label("Kies een foto").set_input_files({"name": "x.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_label("Vierkant").check()
    assert save(page, "Bewaar de foto") == 200
    expect(page.get_by_role("status")).to_contain_text("De foto is bewaard")
    image = page.get_by_alt_text("Een rode en een blauwe muur naast elkaar")
    assert image.get_attribute("width") == image.get_attribute("height")
    look(page)
    assert save(page, "Haal de foto weg") == 200
    expect(page.get_by_role("status")).to_contain_text("De foto is weg")


def test_signing_in_posting_and_cancelling_a_date_with_the_keyboard_only(page: Page) -> None:
    page.goto("/aanmelden")
    earlier = codes(page)
    type_into(page, "email", EMAIL)
    enter(page)
    type_into(page, "code", new_code(page, earlier))
    enter(page)
    expect(page.get_by_role("heading", name="Mijn plekken", level=1)).to_be_visible()
    tab_to(page, "Nieuwe activiteit")
    enter(page)
    tab_to(page, "Repair café")
    enter(page)
    retype(page, "title", SHARING)
    retype(page, "words", "elke dag 10.30-11.30")
    tab_to(page, "Zet op de site")
    enter(page)
    expect(page.get_by_role("status")).to_contain_text("De activiteit is opgeslagen")
    day = page.locator(".desk-row", has_text=SHARING).locator("a[href*='/datums/']").last
    day.focus()
    enter(page)
    type_into(page, "reason", "De boor is kapot.")
    tab_to(page, "Deze keer gaat niet door")
    enter(page)
    expect(page.get_by_role("status")).to_contain_text("krijgt bericht")
    tab_to(page, "Lijst om te printen")
    enter(page)
    expect(page.get_by_role("heading", name=SHARING, level=1)).to_be_visible()
    page.goto("/balie")
    tab_to(page, f"Stoppen {SHARING}")
    enter(page)
    tab_to(page, "Ja, stoppen")
    enter(page)
    expect(page.get_by_role("status")).to_contain_text("De activiteit is gestopt")
