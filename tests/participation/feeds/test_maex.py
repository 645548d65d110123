"""What MAEX asks, as a file."""

import csv
import io

import httpx

from tests.participation.conftest import World, wrong_names

NEEDS = [
    {"kind": "money", "text": "=SOM(A1) euro"},
    {"kind": "people", "text": "Twee gastvrouwen"},
    {"kind": "people", "text": "Een kok"},
]


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_an_initiative_with_what_it_needs(world: World) -> None:
    profile = "https://www.maex.nl/profiel"
    made = world.added(title="Samen koken", needs=NEEDS, sdgs=[11, 2], maexUrl=profile)
    world.added(title="Niets nodig")
    world.added(title="Nog niet", needs=NEEDS, status="draft")
    [found] = rows(world.client.get("/v1/maex.csv"))
    assert found.pop("page").endswith(f"/activiteiten/{made['id']}")
    assert found == {
        "initiative": "Samen koken",
        "summary": "Drink een kopje koffie met uw buren.",
        "place": "Buurtkamer Oost",
        "wijk": "Moerwijk",
        "themes": "Ontmoeten",
        "money": "'=SOM(A1) euro",
        "people": "Twee gastvrouwen; Een kok",
        "materials": "",
        "knowledge": "",
        "sdgs": "2, 11",
        "profile": profile,
    }
    assert rows(world.client.get("/v1/maex.csv", params={"wijk": "bouwlust"})) == []


def test_unchanged_wrong_or_not_to_be_had(world: World) -> None:
    etag = world.client.get("/v1/maex.csv").headers["etag"]
    assert world.client.get("/v1/maex.csv", headers={"If-None-Match": etag}).status_code == 304
    assert wrong_names(world.client.get("/v1/maex.csv", params={"wijk": "nergens"})) == {"wijk"}
    assert world.client.get("/v1/maex.csv", headers={"Accept": "application/json"}).status_code == 406
