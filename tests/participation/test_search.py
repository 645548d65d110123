"""Searching over HTTP, against activities made for it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import update

from services.kit.database import Database
from services.participation.search import answering
from services.participation.search.rebuilding import rebuild_all, recount
from services.participation.tables import activity
from tests.participation.conftest import ADMIN, World, place_body, soon, wrong_names
from tests.participation.test_hostile_input import GENTLY

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


def found(world: World, q: str, path: str = "/v1/activities", **query: Any) -> dict[str, Any]:
    answer = world.client.get(path, params={"q": q, **query})
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def titles(page: dict[str, Any]) -> list[str]:
    return [item["title"] for item in page["items"]]


@pytest.fixture
def offer(world: World, storage: Database) -> Iterator[World]:
    """Sewing, coffee, swimming-free football and a draft, each in words of its own."""
    world.added(title="Naailes voor beginners", summary="Leer werken met de naaimachine.", category="crafts")
    world.added(title="Koffieochtend", summary="Drink een kopje koffie met uw buren.")
    world.added(title="Zaalvoetbal", summary="Voetbal in de hal op vrijdag.", category="sport", dutchLevel=0)
    world.added(title="Schaken in het geheim", summary="Nog niet voor iedereen te zien.", status="draft")
    with storage.writing() as session:
        recount(session)
    yield world


@pytest.mark.parametrize(
    "typed",
    [
        "naailes",
        "nailes",
        "najles",
        "NAAILES",
        "naai les",
        "naai-les",
        "sewing",
        "dikiş",
        "dikis",
        "خياطة",
        "szycie",
        "шиене",
    ],
)
def test_it_is_found_however_it_is_called(offer: World, typed: str) -> None:
    assert titles(found(offer, typed))[0] == "Naailes voor beginners"


def test_what_was_taken_for_a_typing_mistake_is_said(offer: World) -> None:
    page = found(offer, "koffieochtent")
    assert (page["corrected"], titles(page)[0]) == ("koffieochtend", "Koffieochtend")
    assert "corrected" not in found(offer, "koffieochtend")


def test_nothing_is_found_for_what_is_nothing_alike(offer: World) -> None:
    page = found(offer, "xyzzyq")
    assert (page["items"], page["total"], page["next"]) == ([], 0, None)


def test_drafts_and_what_is_over_are_not_found(offer: World) -> None:
    assert "Schaken in het geheim" not in titles(found(offer, "schaken geheim"))
    assert found(offer, "geheim")["total"] == 0


def test_where_nothing_fits_the_filters_the_nearest_is_shown_and_said(offer: World) -> None:
    page = found(offer, "naailes", wijk="bouwlust")
    assert titles(page)[0] == "Naailes voor beginners"
    assert page["instead"] == {"reason": "other-filters", "dropped": ["wijk"]}
    assert "instead" not in found(offer, "naailes", wijk="moerwijk")


def test_a_place_that_was_asked_for_is_never_left_out(offer: World) -> None:
    assert found(offer, "naailes", placeId=str(offer.there))["items"] == []


def test_some_of_the_words_are_better_than_nothing(offer: World) -> None:
    page = found(offer, "naailes voetbal")
    assert {"Naailes voor beginners", "Zaalvoetbal"} <= set(titles(page))
    assert page["instead"]["reason"] == "some-words"


def test_a_changed_title_is_found_in_the_same_moment(world: World) -> None:
    made = world.added(title="Pannenkoeken eten")
    path = f"/v1/activities/{made['id']}"
    assert titles(found(world, "pannenkoeken")) == ["Pannenkoeken eten"]
    changed = world.body(title="Schaatsen op het plein")
    assert world.client.put(path, json=changed, headers=world.coordinator | {"If-Match": '"1"'}).status_code == 200
    assert titles(found(world, "schaatsen")) == ["Schaatsen op het plein"]


def test_a_renamed_place_is_found_by_its_new_name(world: World) -> None:
    world.added()
    place = world.client.get(f"/v1/places/{world.here}")
    body = place_body(name="De Zonnebloem")
    given_back = world.client.put(
        f"/v1/places/{world.here}", json=body, headers=ADMIN | {"If-Match": place.headers["etag"]}
    )
    assert given_back.status_code == 200, given_back.text
    assert found(world, "zonnebloem")["total"] == 1


def test_dates_are_found_too_soonest_first(offer: World) -> None:
    page = found(offer, "nailes", path="/v1/occurrences")
    starts = [item["start"] for item in page["items"]]
    assert starts and starts == sorted(starts)
    assert set(titles(page)) == {"Naailes voor beginners"}


def test_pages_follow_each_other(world: World) -> None:
    for number in range(7):
        world.added(title=f"Koffieochtend {number}")
    first, second = found(world, "koffie", pageSize=4), found(world, "koffie", pageSize=4, page=2)
    assert first["total"] == second["total"] == 7
    assert len(set(titles(first) + titles(second))) == 7
    assert (first["next"], second["next"]) == ("/v1/activities?q=koffie&pageSize=4&page=2", None)


def test_what_is_sooner_comes_first_of_what_fits_as_well(world: World) -> None:
    later, sooner = soon(9), soon(1)
    for title, day in (("Zumba twee", later), ("Zumba een", sooner)):
        once = {"rrule": None, "start": f"{day}T10:00:00", "end": f"{day}T11:00:00"}
        world.added(title=title, schedule=once)
    assert titles(found(world, "zumba")) == ["Zumba een", "Zumba twee"]


def test_the_nearest_comes_first_and_how_far_it_is(world: World) -> None:
    far = world.client.post("/v1/places", json=place_body(name="Ver weg", lat=52.045, lon=4.3), headers=ADMIN).json()
    assert world.post(ADMIN, title="Koffie ver", placeId=far["id"]).status_code == 201
    world.added(title="Koffie dichtbij")
    page = world.client.get("/v1/activities", params={"near": "52.0401,4.3", "sort": "near"}).json()
    assert titles(page) == ["Koffie dichtbij", "Koffie ver"]
    assert [item["distance"] for item in page["items"]] == [11, 545]
    assert "distance" not in world.client.get("/v1/activities").json()["items"][0]
    assert wrong_names(world.client.get("/v1/activities?sort=near")) == {"body"}


def test_a_search_takes_few_statements(offer: World) -> None:
    for typed in ("naailes", "koffie buren", "nailes"):
        answer = offer.client.get("/v1/activities", params={"q": typed})
        assert int(answer.headers["sql-statements"]) <= 8


def test_no_words_break_the_search(offer: World) -> None:
    nasty = some.text(max_size=100) | some.text("'\\\"&|!():*<>%_ -a", max_size=100)

    @GENTLY
    @given(nasty)
    def check(q: str) -> None:
        for path in ("/v1/activities", "/v1/occurrences", "/v1/suggestions", "/v1/activity-counts"):
            answer = offer.client.get(path, params={"q": q})
            assert answer.status_code in (200, 400), (path, answer.text)

    check()


def test_a_long_text_costs_no_more_than_its_first_words(offer: World) -> None:
    answer = offer.client.get("/v1/activities", params={"q": "nailes " + "qwxz " * 18})
    assert answer.status_code == 200
    assert int(answer.headers["sql-statements"]) <= 15
    assert wrong_names(offer.client.get("/v1/activities", params={"q": "a" * 101})) == {"q"}


def test_suggestions_begin_with_what_was_typed_in_the_languages_of_the_asker(offer: World) -> None:
    def suggested(q: str, language: str = "nl") -> list[tuple[str, str]]:
        answer = offer.client.get("/v1/suggestions", params={"q": q}, headers={"Accept-Language": language})
        return [(item["kind"], item["text"]) for item in answer.json()["items"]]

    assert ("title", "Naailes voor beginners") in suggested("naai")
    assert suggested("naai")[0][0] == "word"
    assert ("word", "dikiş") in suggested("dik", "tr")
    assert ("place", "Buurtkamer West") in suggested("buurtkamer w")
    assert suggested("schaken in het g") == []


def test_words_that_stand_in_activities_are_suggested_before_others(world: World, storage: Database) -> None:
    """The deal knows shorter words that begin with "ko", of which nothing is offered in these words."""
    world.added(title="Koffie voor boeren", summary="Praat over de boerderij.")
    with storage.writing() as session:
        recount(session)
    items = world.client.get("/v1/suggestions", params={"q": "ko"}).json()["items"]
    assert next(item["text"] for item in items if item["kind"] == "word") == "koffie"


def test_a_word_is_not_taken_for_one_that_means_nothing_alone(world: World) -> None:
    """Turkish "bisiklete" stands in phrases only; "bisiklet" is a bicycle."""
    world.added(title="Fietsen leren")
    page = found(world, "bisikleet")
    assert (titles(page), page["corrected"]) == (["Fietsen leren"], "bisiklet")


def test_suggestions_forgive(offer: World) -> None:
    page = offer.client.get("/v1/suggestions", params={"q": "koffieochtnd"}).json()
    assert page["corrected"] == "koffieochtend"
    assert "Koffieochtend" in [item["text"] for item in page["items"]]


def test_titles_are_suggested_once_and_only_with_a_date_to_come(world: World, storage: Database) -> None:
    for title in ("Bridge", "bridge", "Bridge B", "Bridge A", "Bridge E", "Bridge D", "Bridge C"):
        world.added(title=title)
    with storage.writing() as session:
        for title, last_end in (("Bridge", YESTERDAY), ("Bridge C", YESTERDAY), ("Bridge A", None)):
            session.execute(update(activity).where(activity.c.title == title).values(last_end=last_end))
    items = world.client.get("/v1/suggestions", params={"q": "bridg"}).json()["items"]
    assert [item["text"] for item in items if item["kind"] == "title"] == ["bridge", "Bridge B", "Bridge D", "Bridge E"]


def test_of_what_very_many_fit_a_sample_is_looked_at(
    world: World, storage: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every activity says in its text vector of which samples it is; here one fitting activity is very many."""
    for number in range(8):
        world.added(title=f"Koffieochtend {number}")
    with storage.reading() as connection:
        rows = connection.execute(
            b"SELECT title, participation.search_samples(id), "
            b"array(SELECT substr(lexeme, 3)::int FROM unnest(search) WHERE lexeme ^@ 's:' ORDER BY 1) "
            b"FROM participation.activity"
        ).fetchall()
    assert all(samples == said for _, samples, said in rows)
    monkeypatch.setattr(answering, "bound", lambda given: 1)
    page = found(world, "koffie")
    smallest = next((share for share in answering.SAMPLES if any(share in said for *_, said in rows)), None)
    assert set(titles(page)) == {title for title, said, _ in rows if smallest is None or smallest in said}
    assert page["total"] == 8


def test_counts_are_the_totals_that_a_filter_would_give(offer: World) -> None:
    offer.post(ADMIN, title="Koffie elders", placeId=str(offer.elsewhere), cost={"free": False, "text": "€ 2"})
    filters: list[dict[str, str]] = [{}, {"wijk": "moerwijk"}, {"weekday": "3"}, {"free": "true", "dutchLevel": "0"}]
    for asked in filters:
        counts = offer.client.get("/v1/activity-counts", params=asked).json()
        for name in ("wijk", "category", "step", "language", "dutchLevel", "weekday", "partOfDay"):
            for value, count in counts[name].items():
                page = offer.client.get("/v1/activities", params={**asked, name: value}).json()
                assert page["total"] == count, (asked, name, value)
    counts = offer.client.get("/v1/activity-counts?q=koffie").json()
    assert (counts["total"], counts["wijk"]) == (2, {"moerwijk": 1, "bouwlust": 1})


def test_counting_takes_one_statement(offer: World) -> None:
    assert int(offer.client.get("/v1/activity-counts?wijk=moerwijk").headers["sql-statements"]) <= 2


def test_words_that_nobody_uses_any_more_go(world: World, storage: Database) -> None:
    made = world.added(title="Kwartettoernooi")

    def known() -> list[Any]:
        with storage.reading() as connection:
            return connection.execute(
                b"SELECT uses FROM participation.search_word WHERE word = 'kwartettoernooi'"
            ).fetchall()

    assert known() == [(1,)]
    world.client.delete(f"/v1/activities/{made['id']}", headers=world.coordinator | {"If-Match": '"1"'})
    with storage.writing() as session:
        recount(session)
    assert known() == []


def test_everything_can_be_written_anew(offer: World, storage: Database, app: FastAPI) -> None:
    with storage.writing() as session:
        session.connection().exec_driver_sql("UPDATE participation.activity SET search = NULL")
    app.state.version.forget()
    assert found(offer, "naailes")["total"] == 0
    assert rebuild_all(storage.writing) == 4
    app.state.version.forget()
    assert titles(found(offer, "naailes"))[0] == "Naailes voor beginners"


def test_many_can_add_the_same_new_words_at_once(world: World) -> None:
    def add(number: int) -> httpx.Response:
        return world.post(title="Gloednieuw woordenfeest", summary=f"Een feest van {number} nieuwe woorden.")

    with ThreadPoolExecutor(8) as pool:
        assert {answer.status_code for answer in pool.map(add, range(16))} == {201}
    assert found(world, "woordenfeest")["total"] == 16


@pytest.mark.parametrize("path", ["/v1/activities", "/v1/occurrences"])
def test_several_filters_at_once_keep_what_fits_them_all(world: World, path: str) -> None:
    world.added()
    fits = {"wijk": "moerwijk", "category": "meeting", "language": "tr", "step": "meet"}
    assert world.client.get(path, params=fits).json()["total"] > 0
    for name, other in {"wijk": "bouwlust", "category": "sport", "language": "pl", "step": "learn"}.items():
        assert world.client.get(path, params=fits | {name: other}).json()["total"] == 0, name


def test_what_one_brings_says_nothing_of_what_it_is(offer: World) -> None:
    """It is found by a word that has no meaning of its own."""
    offer.added(title="Onkruid wieden", summary="In de tuin.", category="green", bring="Een fiets en rubberlaarzen")
    assert "Onkruid wieden" not in titles(found(offer, "fiets"))
    assert "Onkruid wieden" in titles(found(offer, "rubberlaarzen"))
