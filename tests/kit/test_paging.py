"""Lists are `{"items", "total", "next"}`."""

import httpx
import psycopg
import pytest

from tests.postgres import Database


@pytest.fixture
def five_notes(with_notes: Database) -> None:
    with psycopg.connect(with_notes.url) as connection:
        connection.execute(
            "INSERT INTO projects.note (id, title) SELECT gen_random_uuid(), 'note ' || n FROM generate_series(1, 5) n"
        )


@pytest.mark.usefixtures("five_notes")
def test_following_next_gives_every_item_once(notes: httpx.Client) -> None:
    found, address = [], "/v1/notes?pageSize=2&q=a%26b&q=%C3%A9"
    while address:
        page = notes.get(address).json()
        assert page.keys() == {"items", "total", "next"}
        assert page["total"] == 5
        found += [item["title"] for item in page["items"]]
        address = page["next"]
    assert found == [f"note {n}" for n in range(1, 6)]


@pytest.mark.usefixtures("five_notes")
def test_next_keeps_the_question_as_it_was(notes: httpx.Client) -> None:
    following = httpx.URL(notes.get("/v1/notes?pageSize=2&q=a%26b&q=%C3%A9&page=1").json()["next"])
    assert following.params.multi_items() == [("pageSize", "2"), ("q", "a&b"), ("q", "é"), ("page", "2")]


@pytest.mark.usefixtures("five_notes")
@pytest.mark.parametrize(("query", "items"), [("pageSize=5", 5), ("page=3&pageSize=2", 1), ("page=9&pageSize=2", 0)])
def test_the_last_page_has_no_next(notes: httpx.Client, query: str, items: int) -> None:
    page = notes.get(f"/v1/notes?{query}").json()
    assert (len(page["items"]), page["total"], page["next"]) == (items, 5, None)


@pytest.mark.parametrize("query", ["page=0", "page=10001", "page=x", "pageSize=0", "pageSize=101"])
def test_pages_outside_the_bounds_are_refused(notes: httpx.Client, query: str) -> None:
    assert notes.get(f"/v1/notes?{query}").status_code == 400
