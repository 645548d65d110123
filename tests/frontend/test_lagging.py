"""A translation of an earlier Dutch text: what a resident reads, and what a coordinator is told and does."""

from typing import Any

import pytest

from services.contracts.participation import ActivityShape
from tests.frontend import stand_in_desk as desk
from tests.frontend.conftest import Site
from tests.frontend.posting import NEW, edit_address, form_values
from tests.frontend.reading_html import attribute, found, parsed, text_of, texts_of, words

TURKISH = {"title": "Kahve sabahı", "summary": "Komşularınızla kahve için.", "description": "Kahve hazır."}
DUTCH = {"title": "Thee met de buurt", "summary": "Drink thee met uw buren.", "description": "Om tien uur."}
NOTE = ".denhaag-alert--info"
WARNING = ".denhaag-alert--warning"


def told(site: Site, outdated: bool = False, **changes: Any) -> ActivityShape:
    """The first activity of the house, with a Turkish translation."""
    first = site.house.activities[0]
    mark = {"outdated": True, "madeOf": "0123456789abcdef"} if outdated else {}
    plain = first.model_dump(mode="json", by_alias=True) | {"translations": {"tr": TURKISH | mark}} | changes
    site.house.activities[0] = ActivityShape.model_validate(plain)
    return site.house.activities[0]


def edited(site: Site, **changes: Any) -> str:
    """Where saving the form leads to."""
    page = parsed(site.coordinator.get(edit_address(site)))
    sent = form_values(page) | {"doe": "plaatsen"} | changes
    return site.coordinator.post(edit_address(site), data=sent).headers["location"]


def test_who_reads_an_old_translation_can_open_the_dutch(site: Site) -> None:
    first = told(site, True, contentLanguage="tr", original=DUTCH, **TURKISH)
    page = parsed(site.visitor.get(f"/tr/activiteiten/{first.id}"))
    assert text_of(page, "h1") == "Kahve sabahı"
    assert "Hollandaca metin sonradan değişti" in text_of(page, NOTE)
    said = found(page, f"{NOTE} details div")
    assert (said.attributes["lang"], said.attributes["dir"]) == ("nl", "ltr")
    assert words(said) == " ".join(DUTCH.values())


@pytest.mark.parametrize(("outdated", "language"), [(False, "tr"), (True, "nl")])
def test_who_reads_what_is_true_is_told_nothing(site: Site, outdated: bool, language: str) -> None:
    first = told(site, outdated, contentLanguage=language, original=DUTCH if language == "tr" else None)
    page = parsed(site.visitor.get(f"/tr/activiteiten/{first.id}"))
    assert page.css(f"{NOTE} details") == []


def test_the_list_of_activities_names_the_languages_to_look_at(site: Site) -> None:
    assert "Kijk de vertaling na" not in text_of(parsed(site.coordinator.get("/balie")), "main")
    told(site, True)
    page = parsed(site.coordinator.get("/balie"))
    assert text_of(page, f"a[href='{edit_address(site)}/vertalingen?taal=tr']") == "Turks"
    assert "De Nederlandse tekst is veranderd. Kijk de vertaling na: Turks" in text_of(page, "main")


def test_who_changes_the_dutch_is_told_which_translations_to_look_at(site: Site) -> None:
    first = told(site)
    assert edited(site, doe="bewaren") == "/balie?gedaan=saved_draft"
    address = edited(site, doe="bewaren", title="Thee met de buurt")
    assert address == f"/balie?gedaan=saved_draft&vertalingen={first.id}"
    warning = found(parsed(site.coordinator.get(address)), WARNING)
    assert "De Nederlandse tekst van “Thee met de buurt” is veranderd" in words(warning)
    assert [link.attributes["href"] for link in warning.css("a")] == [f"{edit_address(site)}/vertalingen?taal=tr"]
    assert edited(site, title="Thee met de buurt") == f"/balie?gedaan=saved&vertalingen={first.id}"


def test_an_address_that_somebody_made_up_tells_of_nothing(site: Site) -> None:
    site.house.fails["GET /v1/activities/"] = (403, {})
    for given in ("x", str(site.house.activities[0].id), str(site.house.places[0].id)):
        page = parsed(site.coordinator.get(f"/balie?gedaan=saved&vertalingen={given}"))
        assert page.css(WARNING) == []


def test_one_tap_says_that_a_translation_still_holds(site: Site) -> None:
    told(site, True)
    address = f"{edit_address(site)}/vertalingen"
    page = parsed(site.coordinator.get(f"{address}?taal=tr"))
    assert "Kijk of deze vertaling nog klopt" in text_of(page, WARNING)
    assert text_of(page, ".chip[aria-current] .badge") == "kijk na"
    sent = {str(each.attributes["name"]): each.attributes["value"] for each in page.css(f"{WARNING} input")}
    action = str(attribute(page, f"{WARNING} form", "action"))
    answer = site.coordinator.post(action, data=sent)
    assert answer.headers["location"] == f"{address}?taal=tr&gedaan=klopt"
    assert site.house.asked[-1] == f"POST /v1{edit_address(site).replace('/balie/activiteiten', '/activities')}" + (
        "/translations/tr/confirmations"
    )
    assert (site.house.sent, site.house.headers["if-match"]) == ([{"publicVersion": 3}], '"0"')
    done = parsed(site.coordinator.get(answer.headers["location"]))
    assert "hoort weer bij de Nederlandse tekst" in text_of(done, ".denhaag-alert--success")


@pytest.mark.parametrize("status", [404, 409, 412])
def test_who_looked_at_another_text_looks_again(site: Site, status: int) -> None:
    site.house.fails["POST /v1/activities/"] = (status, {})
    answer = site.coordinator.post(f"{edit_address(site)}/vertalingen/klopt-nog", data={"taal": "tr"})
    assert answer.headers["location"].endswith("?taal=tr&gedaan=net-veranderd")
    site.house.fails.clear()
    page = parsed(site.coordinator.get(answer.headers["location"]))
    assert "Iemand anders" in text_of(page, WARNING)


def test_a_language_that_is_none_is_refused(site: Site) -> None:
    answer = site.coordinator.post(f"{edit_address(site)}/vertalingen/klopt-nog", data={"taal": "tr/../x"})
    assert (answer.status_code, site.house.sent) == (400, [])


def test_a_translation_of_the_present_text_asks_nothing(site: Site) -> None:
    told(site)
    page = parsed(site.coordinator.get(f"{edit_address(site)}/vertalingen?taal=tr"))
    assert page.css(WARNING) == []
    assert text_of(page, ".chip[aria-current]").endswith("✓")


def test_a_copy_says_what_it_is_a_copy_of(site: Site) -> None:
    first = told(site)
    page = parsed(site.coordinator.get(f"{NEW}?van={first.id}"))
    answer = site.coordinator.post(NEW, data=form_values(page) | {"title": "Thee met de buurt", "doe": "bewaren"})
    assert answer.headers["location"] == "/balie?gedaan=saved_draft"
    assert (site.house.sent[-1]["copiedFrom"], site.house.sent[-1]["translations"]) == (str(first.id), {"tr": TURKISH})
    told(site, True)
    answer = site.coordinator.post(NEW, data=form_values(page) | {"title": "Thee met de buurt", "doe": "bewaren"})
    assert answer.headers["location"] == f"/balie?gedaan=saved_draft&vertalingen={first.id}"


LOOKS = {
    ("draft", False): "Kijk het na. Het staat nog niet op de site.",
    ("draft", True): "Kijk het na. Het staat nog niet op de site.",
    ("paused", True): "Kijk het na. De activiteit staat nu niet op de site.",
    ("published", True): "Kijk het na. Het staat nog niet zo op de site.",
    ("published", False): "Zo staat het nu op de site.",
}


@pytest.mark.parametrize(("status", "changed"), LOOKS)
def test_who_looks_is_told_what_is_on_the_site(site: Site, status: str, changed: bool) -> None:
    first = told(site, status=status)
    site.house.drafts[str(first.id)] = desk.body_of(first) | ({"title": "Thee met de buurt"} if changed else {})
    page = parsed(site.coordinator.get(f"{edit_address(site)}/bekijken"))
    assert text_of(page, ".utrecht-paragraph--lead") == LOOKS[status, changed]
    buttons = texts_of(page, "form[action$='/bekijken'] button")
    assert buttons == ([] if (status, changed) == ("published", False) else ["Zet op de site"])
    links = page.css(f"{WARNING} a[href$='/vertalingen?taal=tr']")
    assert len(links) == changed, "a translation of another Dutch text than one looks at"


def test_what_is_put_up_after_looking_tells_of_its_translations(site: Site) -> None:
    first = told(site, True)
    answer = site.coordinator.post(f"{edit_address(site)}/bekijken", data={"version": "1", "public_version": "3"})
    assert answer.headers["location"] == f"/balie?gedaan=saved&vertalingen={first.id}"
