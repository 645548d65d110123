"""Hints and what is lacking are said in the coordinator's language, by their codes."""

from typing import get_args

import pytest

from frontend.languages import languages
from frontend.texts import texts_of
from services.contracts.participation.readability import HintCode, LackingField
from tests.frontend.conftest import Site
from tests.frontend.reading_html import parsed, text_of
from tests.frontend.stand_in_desk import quality, text_check


@pytest.mark.parametrize("code", languages())
def test_every_code_has_its_own_sentence(code: str) -> None:
    for group, codes in (("hint", get_args(HintCode)), ("lacking", get_args(LackingField))):
        said = [texts_of(code)[f"{group}.{each}"] for each in codes]
        assert len(set(said)) == len(codes)


@pytest.mark.parametrize("code", ["en", "tr"])
def test_a_coordinator_reads_them_in_her_own_language(site: Site, code: str) -> None:
    typed = {"summary": "Wilt u participeren?"}
    site.house.activities[0] = site.house.activities[0].model_copy(update=typed)
    words, address = texts_of(code), f"/{code}/balie/activiteiten/{site.house.activities[0].id}/bekijken"
    page = text_of(parsed(site.coordinator.get(address)), "main")
    (hint,), (lacking,) = text_check(typed).hints, quality().lacking
    assert f"“{hint.found}”: {words[f'hint.{hint.code}']}" in page
    assert words[f"lacking.{lacking.field}"] in page
    for dutch in (hint.text, lacking.text):
        assert dutch not in page
