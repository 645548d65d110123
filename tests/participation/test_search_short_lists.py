"""What stands in a search for which little is found, and searching in what is not public."""

from collections.abc import Iterator

import pytest

from services.kit.database import Database
from services.participation.activities.queries import activity_count, activity_page
from services.participation.search import best
from services.participation.search.rebuilding import recount
from tests.participation.conftest import ADMIN, World
from tests.participation.test_search import found, titles


@pytest.fixture
def crafts(world: World, storage: Database) -> World:
    """Sewing and knitting, which are both crafts; football, which is none; and a draft."""
    world.added(title="Naailes voor beginners", summary="Leer werken met de naaimachine.", category="crafts")
    world.added(title="Breicafé", summary="Brei een sjaal met uw buren.", category="crafts")
    world.added(title="Zaalvoetbal", summary="Voetbal in de hal op vrijdag.", category="sport")
    world.added(title="Naaiatelier in het geheim", summary="Nog niet voor iedereen.", category="crafts", status="draft")
    with storage.writing() as session:
        recount(session)
    return world


def test_a_short_list_is_filled_up_with_what_is_like_it_and_says_how_much_of_it(crafts: World) -> None:
    page = found(crafts, "naailes")
    assert titles(page) == ["Naailes voor beginners", "Breicafé"]
    assert (page["total"], page["related"]) == (2, 1)
    assert "instead" not in page


def test_a_list_by_title_or_date_is_not_filled_up(crafts: World) -> None:
    for sort in ("next", "title", "newest"):
        page = found(crafts, "naailes", sort=sort)
        assert (titles(page), page["total"], "related" in page) == (["Naailes voor beginners"], 1, False)


def test_for_what_nobody_offers_there_is_what_is_like_it(crafts: World) -> None:
    """Nobody embroiders, or weaves baskets; it is needlework as knitting is."""
    page = found(crafts, "kleding vermaken")
    assert titles(page)[0] == "Naailes voor beginners"
    assert page["instead"] == {"reason": "related", "dropped": []}
    assert "related" not in page


def test_what_fits_some_of_the_words_comes_before_what_is_only_like_it(crafts: World) -> None:
    page = found(crafts, "naailes vechten")
    assert titles(page)[0] == "Naailes voor beginners"
    assert page["instead"] == {"reason": "some-words", "dropped": []}
    assert "corrected" not in page, "a word that is spelt right was taken for another"


def test_who_keeps_drafts_finds_words_in_them(crafts: World) -> None:
    asked = {"q": "naaiatelier", "status": "draft"}
    page = crafts.client.get("/v1/activities", params=asked, headers=crafts.coordinator).json()
    assert titles(page) == ["Naaiatelier in het geheim"]
    elsewhere = crafts.client.get("/v1/activities", params=asked | {"placeId": str(crafts.there)}, headers=ADMIN)
    assert elsewhere.json()["items"] == []
    assert crafts.client.get("/v1/activities", params=asked).status_code == 401


def test_nobody_else_finds_them(crafts: World) -> None:
    assert "Naaiatelier in het geheim" not in titles(found(crafts, "naaiatelier geheim"))


@pytest.fixture
def at_most_three(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """So many are looked at in a search."""
    monkeypatch.setattr(best, "CANDIDATES", 3)
    for kept in (activity_page, activity_count):
        kept.cache_clear()
    yield
    for kept in (activity_page, activity_count):
        kept.cache_clear()


@pytest.mark.usefixtures("at_most_three")
def test_what_fits_exactly_is_never_lost_among_very_many_that_are_wider(world: World) -> None:
    """One that fits, added last, and eight that are sport too."""
    for number in range(8):
        world.added(title=f"Zaalvoetbal {number}", summary="Voetbal in de hal.", category="sport")
    world.added(title="Yoga", summary="Rustig rekken.", category="sport")
    assert titles(found(world, "yoga"))[0] == "Yoga"
