"""The paper itself: readable by eye, by ear and by phone, in Dutch and in a second language."""

from functools import cache

import pytest

from services.contracts.participation.editions import EditionFormat
from services.participation.editions.content import EditionContent
from services.participation.editions.printing import FORMATS, pdf_of
from tests.participation.editions.sample import SITE, edition, item, turn
from tests.pdf import Tag, assert_tagged, codes_on, pages_in, picture_of, smallest_type, words_on_pages


@cache
def made(form: EditionFormat, language: str | None = None, number: int | None = None) -> bytes:
    return pdf_of(edition(language=language), form, number)


@pytest.mark.parametrize("language", [None, "ar"])
@pytest.mark.parametrize("form", FORMATS)
def test_a_screen_reader_finds_its_way(form: EditionFormat, language: str | None) -> None:
    tables = {"/Table", "/TH", "/TD"} if form != "a4" else set()
    tags = assert_tagged(made(form, language), "nl", {"/H1", "/H2", "/Figure", "/Link"} | tables)
    assert codes_said(tags) == {f"QR-code: meer over Koffieochtend nummer {number}" for number in range(1, 6)}
    assert all("/THead" in tag.within for tag in tags if tag.kind == "/TH")
    assert ("ar" in {tag.language for tag in tags}) == (language == "ar")


def codes_said(tags: list[Tag]) -> set[str]:
    return {tag.alternative for tag in tags if tag.kind == "/Figure" and "meer over" in tag.alternative}


@pytest.mark.parametrize(("form", "least"), [("a5", 12), ("a4", 12), ("large", 18)])
def test_no_letter_is_small(form: EditionFormat, least: float) -> None:
    assert smallest_type(made(form, "ar")) >= least - 0.01


def test_a_booklet_can_be_folded() -> None:
    assert pages_in(made("a5")) % 4 == 0
    for many in (12, 16, 20):
        assert pages_in(pdf_of(a_week_of(many, language="tr"), "a5", 1)) % 4 == 0


def a_week_of(many: int, language: str | None = None) -> EditionContent:
    return edition(*[item(number, turn(number % 7 + 1)) for number in range(1, many + 1)], language=language)


def test_no_page_is_left_nearly_empty() -> None:
    made_ = pdf_of(a_week_of(45, language="tr"), "a5", 1)
    assert [page for page in range(2, pages_in(made_)) if lowest_ink(made_, page) < 0.55] == []


def lowest_ink(content: bytes, page: int) -> float:
    """How far down a page something stands above the footer, from 0 to 1."""
    grey = picture_of(content, page, 30).convert("L")
    above = grey.crop((0, 0, grey.width, int(grey.height * 0.92)))
    box = above.point(lambda light: 255 if light < 200 else 0).getbbox()
    return box[3] / above.height if box else 0.0


def test_the_sheets_of_a_day_are_filled_alike_and_say_which_they_are() -> None:
    made_ = pdf_of(edition(*[item(number, turn(1)) for number in range(1, 20)]), "a4", 1)
    sheets = words_on_pages(made_).split("\f")[:-1]
    assert [sheet.count("Koffieochtend nummer") for sheet in sheets] == [10, 9]
    assert ["blad 1 van 2" in sheets[0], "blad 2 van 2" in sheets[1]] == [True, True]
    assert all("Maandag in Moerwijk" in sheet for sheet in sheets)
    few = pdf_of(edition(*[item(number, turn(number)) for number in range(1, 6)]), "a4", 1)
    assert pages_in(few) == 1


def test_signs_are_explained_and_places_fill_what_is_left() -> None:
    assert "Hoe u meedoet" in words_on_pages(made("a5", "ar"))
    houses = [item(n, turn(1 + n % 2), place=f"Huis nummer {n}", phone=None) for n in range(1, 19)]
    whole = words_on_pages(pdf_of(edition(*houses), "a5", 1))
    assert "Plekken in Moerwijk" in whole
    assert all(f"Huis nummer {n}\n" in whole for n in range(1, 19))
    assert "Zondag" not in whole


def test_a_month_of_many_activities_stays_a_booklet() -> None:
    items = [item(n, turn(n % 7 + 1), *([turn(5, "13:00", "14:00")] if n % 5 == 0 else [])) for n in range(1, 91)]
    assert pages_in(pdf_of(edition(*items), "a5", 1)) <= 16


def test_texts_come_out_in_the_order_in_which_they_are_read() -> None:
    lines = [line for line in words_on_pages(made("a5", "ar")).splitlines() if line.strip()]
    whole = "\n".join(lines)
    first = whole.index("10.00 – 12.00 Koffieochtend nummer 1")
    told = (
        "Ook op woensdag en vrijdag 13.00 – 15.00.",
        "Buurtkamer Oost, Guntersteinweg 86",
        "070 555 01 11",
        "Gratis",
    )
    places = [whole.index(each, first) for each in told]
    assert places == sorted(places)
    assert whole.index("Maandag") < whole.index("Dinsdag", first) < whole.index("Zaterdag", first)


def test_arabic_comes_out_as_it_is_written() -> None:
    whole = words_on_pages(made("a5", "ar"))
    marks = dict.fromkeys([0x202A, 0x202B, 0x202C, 0x200F, 0x200E])
    lines = [line.translate(marks).strip() for line in whole.splitlines()]
    assert "لقاءات · مجاني · سجل أولا" in "\n".join(lines)
    assert "لقاءات · مجاني · تفضل بالدخول" in lines
    assert "ركن القهوة" in lines
    assert "كيف تقرأ هذا الكتيب" in "\n".join(lines)
    assert "الرياضة والحركة · سجل أولا" in "\n".join(lines)  # in one piece, and without the price in Dutch


def test_a_code_leads_to_the_page_of_the_activity() -> None:
    content, wanted = made("a5"), f"{SITE}/activiteiten/00000000-0000-0000-0000-000000000001"
    found = codes_on(content, 2) | codes_on(content, 3)
    assert wanted in found
    assert len(found) == 5
    assert f"{SITE}/activiteiten?wijk=moerwijk" in codes_on(content, pages_in(content))


def test_what_is_different_is_told() -> None:
    whole = words_on_pages(made("large"))
    for said in (
        "Niet op 8 december.",
        "Alleen op 2, 16 en 30 december.",
        "Koffieochtend nummer 2: gaat niet door",
        "Koffieochtend nummer 2: vol. Bel of er nog plek is: 070 555 01 11",
        "Koffieochtend nummer 3: nu op donderdag 10 december, 20.00 uur",
        "€ 2 per keer",
    ):
        assert said in " ".join(whole.split()), said


def test_a_proof_says_so_on_its_pages_and_a_frozen_edition_says_its_number() -> None:
    proof, frozen = words_on_pages(made("a5")), words_on_pages(made("a5", number=3))
    assert proof.count("Proef. Niet om uit te delen.") >= pages_in(made("a5")) - 2
    assert "Proef" not in frozen
    assert all("Uitgave 3" in words_on_pages(made(form, number=3)) for form in FORMATS)
    assert all("Proef." in words_on_pages(made(form)) for form in FORMATS)


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert pdf_of(edition(language="ar"), "a5", 3) == pdf_of(edition(language="ar"), "a5", 3)
