"""RPDE: who reads on from `next` ends with what the API says, whatever is changed meanwhile."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import text

from services.kit.database import Database as ServiceDatabase
from services.participation.clock import now
from services.participation.feeds import harvest
from services.participation.tables import activity
from tests.participation.conftest import ADMIN, World, place_body, soon, the_deal, wrong_names
from tests.participation.test_exceptions import done
from tests.postgres import Database
from tests.tools import run_tool

Json = dict[str, Any]
VALIDATOR = Path(__file__).parent / "rpde_validator.cjs"
FEED = "/rpde/activities"
COPIES, WRITERS, ROUNDS = 1000, 4, 6
DERIVED = {"search"}


class Reader:
    """Keeps what the last item of each activity said, as a harvester does."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.address = FEED
        self.kept: dict[str, Json | None] = {}
        self.marks: dict[str, int] = {}

    def page(self) -> list[Json]:
        answer = self.client.get(self.address)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        order = [(item["modified"], item["id"]) for item in page["items"]]
        assert order == sorted(set(order))
        for item in page["items"]:
            assert item["modified"] > self.marks.get(item["id"], 0)
            self.marks[item["id"]] = item["modified"]
            self.kept[item["id"]] = item.get("data")
        self.address = page["next"]
        items: list[Json] = page["items"]
        return items

    def all(self) -> "Reader":
        while self.page():
            pass
        return self

    @property
    def titles(self) -> dict[str, str]:
        return {id_: data["name"] for id_, data in self.kept.items() if data}


@pytest.fixture
def reader(world: World, monkeypatch: pytest.MonkeyPatch) -> Reader:
    monkeypatch.setattr(harvest, "PAGE_ITEMS", 3)
    return Reader(world.client)


@pytest.fixture
def connections(deal_database: Database) -> Iterator[list[psycopg.Connection]]:
    made = [psycopg.connect(deal_database.url) for _ in range(WRITERS)]
    yield made
    for connection in made:
        connection.close()


def renamed(world: World, made: Json, title: str, **changes: Any) -> Json:
    at = f"/v1/activities/{made['id']}"
    tag = world.client.get(at, headers=world.editor).headers["etag"]
    body = world.body(placeId=made["place"]["id"], title=title, **changes)
    answer = world.client.put(at, json=body, headers=world.editor | {"If-Match": tag})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def rename(connection: psycopg.Connection, id_: str, title: str) -> None:
    connection.execute("UPDATE participation.activity SET title = %s WHERE id = %s", (title, id_))


def test_an_item_says_what_the_page_of_the_activity_says(world: World, reader: Reader) -> None:
    made = world.added(ages={"from": 7, "to": 12}, capacity=8)
    done(world, made, kind="moved", date=soon(10), start=f"{soon(11)}T13:00", end=f"{soon(11)}T14:00")
    answer = world.client.get(FEED)
    assert answer.headers["content-type"] == "application/vnd.openactive.rpde+json"
    assert answer.headers["cache-control"] == "public, max-age=3600"
    terms = world.client.get("/v1/open-data").json()
    assert answer.json()["license"] == terms["licence"]["url"] == the_deal().open_data.licence.url
    assert terms["contact"] == the_deal().open_data.contact.model_dump()
    data = answer.json()["items"][0]["data"]
    assert (data["@type"], data["name"], data["isAccessibleForFree"]) == ("EventSeries", "Koffieochtend", True)
    assert data["location"]["address"]["postalCode"] == "2531 PE"
    assert data["eventSchedule"][0]["exceptDate"] == [f"{soon(10)}T10:00:00"]
    moved = data["subEvent"][0]
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (moved["startDate"][:16], moved["previousStartDate"][:16]) == (f"{soon(11)}T13:00", f"{soon(10)}T10:00")


def test_any_change_comes_again_and_what_is_gone_is_told(
    world: World, reader: Reader, storage: ServiceDatabase
) -> None:
    first, second = world.added(), world.post(world.editor, title="Schaken", placeId=str(world.there)).json()
    draft = world.added(title="Nog in de maak", status="draft")
    assert reader.all().titles.keys() == {first["id"], second["id"]}
    assert reader.page() == []
    assert reader.address == world.client.get(reader.address).json()["next"]

    def comes_again() -> list[tuple[str, str]]:
        return [(item["id"], item["state"]) for item in reader.page()]

    renamed(world, first, "Theeochtend")
    assert comes_again() == [(first["id"], "updated")]
    off, exceptions = {"kind": "cancelled", "date": soon(10)}, f"/v1/activities/{second['id']}/exceptions"
    assert world.client.post(exceptions, json=off, headers=world.editor).status_code == 201
    assert comes_again() == [(second["id"], "updated")]
    closing = {"from": soon(17), "to": soon(19), "reason": "Dicht"}
    world.client.post(f"/v1/places/{world.here}/closures", json=closing, headers=world.coordinator)
    assert comes_again() == [(first["id"], "updated")]
    at = f"/v1/places/{world.there}"
    other_name = place_body(name="Buurtkamer Noord")
    world.client.put(at, json=other_name, headers=ADMIN | {"If-Match": world.client.get(at).headers["etag"]})
    assert comes_again() == [(second["id"], "updated")]
    assert reader.kept[second["id"]]["location"]["name"] == "Buurtkamer Noord"  # type: ignore[index]
    renamed(world, draft, "Nog steeds", status="draft")
    assert comes_again() == []
    etag = world.client.get(f"/v1/activities/{first['id']}").headers["etag"]
    ended = world.client.delete(f"/v1/activities/{first['id']}", headers=world.coordinator | {"If-Match": etag})
    assert ended.status_code == 204
    assert comes_again() == [(first["id"], "deleted")]
    with storage.writing() as session:
        session.execute(activity.delete().where(activity.c.title == "Schaken"))
    assert comes_again() == [(second["id"], "deleted")]
    assert Reader(world.client).all().kept == {first["id"]: None, second["id"]: None}


def test_what_is_gone_is_told_for_seven_days(world: World, reader: Reader, storage: ServiceDatabase) -> None:
    there, gone = world.added(), world.added(title="Schaken")
    renamed(world, there, "Theeochtend")
    with storage.writing() as session:
        session.execute(activity.delete().where(activity.c.title == "Schaken"))
    assert reader.all().kept[gone["id"]] is None
    with storage.writing() as session:
        assert harvest.prune(session, now() + timedelta(days=6, hours=23)) == 2  # earlier marks of the two
    before = {item["id"] for item in Reader(world.client).page()}
    with storage.writing() as session:
        assert harvest.prune(session, now() + timedelta(days=7, hours=1)) == 1
        assert harvest.prune(session, now() + timedelta(days=7, hours=1)) == 0
    assert (before, {item["id"] for item in Reader(world.client).page()}) == ({there["id"], gone["id"]}, {there["id"]})


def test_nothing_is_shown_below_what_is_still_being_committed(
    world: World, reader: Reader, connections: list[psycopg.Connection], storage: ServiceDatabase
) -> None:
    slow, quick = world.added(title="Langzaam"), world.added(title="Snel")
    reader.all()
    rename(connections[0], slow["id"], "Langzaam klaar")
    rename(connections[1], quick["id"], "Snel klaar")
    connections[1].commit()
    assert reader.page() == []
    assert "zuidwest_feed_held_back_seconds 0." in world.client.get("/metrics").text
    with storage.reading() as connection:
        assert 0 < harvest.held_back(connection) < 60
    assert Reader(world.client).all().titles.keys() == {slow["id"], quick["id"]}
    connections[0].commit()
    assert [item["id"] for item in reader.page()] == [slow["id"], quick["id"]]
    with storage.reading() as connection:
        assert harvest.held_back(connection) == 0
    assert reader.titles == {slow["id"]: "Langzaam klaar", quick["id"]: "Snel klaar"}


def test_a_restored_database_goes_on_with_higher_marks(
    world: World, reader: Reader, connections: list[psycopg.Connection]
) -> None:
    first, second = world.added(), world.added(title="Schaken")
    ahead = 10_000_000  # as if the marks were of a cluster with so many transactions more
    connections[0].execute("UPDATE participation.harvest SET modified = modified + %s", (ahead,))
    connections[0].commit()
    renamed(world, first, "Theeochtend")
    assert reader.all().titles == {first["id"]: "Theeochtend", second["id"]: "Schaken"}
    assert reader.marks[first["id"]] > reader.marks[second["id"]] > ahead
    connections[0].execute("UPDATE participation.harvest_start SET added = 0")
    connections[0].commit()


def test_a_reader_ends_with_what_the_api_says_while_a_writer_changes_a_thousand(
    world: World, reader: Reader, connections: list[psycopg.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest, "PAGE_ITEMS", 100)
    copy_a_thousand(connections[0], world.added()["id"])
    read = threading.Semaphore(0)
    working = [threading.Thread(target=keep_changing, args=(each, n, read)) for n, each in enumerate(connections)]
    for thread in working:
        thread.start()
    pages = 0
    while any(thread.is_alive() for thread in working):
        reader.page()
        pages += 1
        read.release()
    reader.all()
    assert pages >= WRITERS * ROUNDS
    there = {id_: data.get("maximumAttendeeCapacity") for id_, data in reader.kept.items() if data}
    assert there == listed(world.client)
    assert sum(capacity is not None for capacity in there.values()) > COPIES / 2
    assert None in reader.kept.values()


def copy_a_thousand(connection: psycopg.Connection, id_: str) -> None:
    names = ", ".join(column.name for column in activity.columns if column.name not in {"id", "title", *DERIVED})
    connection.execute("ALTER TABLE participation.activity DISABLE TRIGGER search_activity")  # slow, and not asked here
    connection.execute(
        f"INSERT INTO participation.activity (id, title, {names}) SELECT gen_random_uuid(), 'Kopie ' || n, {names}"
        f" FROM participation.activity, generate_series(1, {COPIES}) n WHERE id = %s".encode(),
        (id_,),
    )
    connection.commit()
    connection.execute("ALTER TABLE participation.activity ENABLE TRIGGER search_activity")
    connection.commit()


def keep_changing(connection: psycopg.Connection, writer: int, read: threading.Semaphore) -> None:
    """Its own share of the activities: renames them, and takes some away; commits now and then, later than others.
    For each round a page was read meanwhile."""
    with connection.cursor() as cursor:
        share = "abs(hashtext(id::text)) %% %s = %s"
        for number in range(ROUNDS):
            for change, part in (("capacity = %s", 0.3), ("status = 'paused', capacity = %s", 0.02)):
                cursor.execute(
                    f"UPDATE participation.activity SET {change} WHERE title LIKE 'Kopie%%' AND {share}"
                    f" AND random() < {part}".encode(),
                    (1 + number * WRITERS + writer, WRITERS, writer),
                )
            assert read.acquire(timeout=20)
            if number % (writer + 1) == 0:
                connection.commit()
        cursor.execute(
            f"DELETE FROM participation.activity WHERE {share} AND random() < 0.05".encode(), (WRITERS, writer)
        )
    connection.commit()


def listed(client: httpx.Client) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    address = "/v1/activities?sort=title&pageSize=100"
    while address:
        page = client.get(address).json()
        found |= {item["id"]: item["capacity"] for item in page["items"]}
        address = page["next"]
    return found


def test_the_validator_of_the_standard_has_no_failures(world: World, reader: Reader, storage: ServiceDatabase) -> None:
    for number in range(8):
        world.added(title=f"Activiteit {number}")
    with storage.writing() as session:
        session.execute(activity.delete().where(activity.c.title == "Activiteit 4"))
        session.execute(text("UPDATE participation.activity SET title = 'Activiteit 2b' WHERE title = 'Activiteit 2'"))
    done_ = run_tool(VALIDATOR, str(world.client.base_url).rstrip("/") + FEED)
    assert done_.returncode == 0, done_.stderr
    found = json.loads(done_.stdout)
    assert found["failures"] == []
    assert found["pages"] >= 5


def test_wrong_paging_tokens_are_named(world: World) -> None:
    one = {"afterTimestamp": "5", "afterId": str(world.here)}
    assert world.client.get(FEED, params=one).status_code == 200
    for wrong, names in (
        ({"afterTimestamp": "gisteren", "afterId": "x"}, {"afterTimestamp", "afterId"}),
        ({"afterTimestamp": "-1"}, {"afterTimestamp"}),
        ({"afterTimestamp": "5"}, {"afterId"}),
        ({"afterId": str(world.here)}, {"afterTimestamp"}),
        ({"afterTimestamp": str(2**63), "afterId": str(world.here)}, {"afterTimestamp"}),
        ({"afterChangeNumber": "5"}, {"afterChangeNumber"}),
    ):
        assert wrong_names(world.client.get(FEED, params=wrong)) == names
    assert world.client.get(FEED, headers={"Accept": "text/html"}).status_code == 406
    etag = world.client.get(FEED).headers["etag"]
    assert world.client.get(FEED, headers={"If-None-Match": etag}).status_code == 304
