"""The way of a release, from draft to what everybody reads and nobody changes."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import httpx
import polars as pl
import psycopg
import pytest

from services.kit.database import Database
from tests.indicators.neighbours import Neighbours
from tests.indicators.releases.publishing import (
    ANALYST,
    APPROVER,
    BODY,
    OTHER,
    WIJKEN,
    approved,
    cohesion,
    draft,
    public,
    published,
)
from tests.indicators.results.test_storing import AUTUMN_2023, NOW, figure, stored
from tests.tokens import bearer

HIDDEN = "Niet getoond: er gaan weinig mensen achter schuil, of een ander cijfer zou eruit te berekenen zijn."
FORBIDDEN = (
    "UPDATE indicators.release SET title = 'x'",
    "DELETE FROM indicators.release_file",
    "UPDATE indicators.release_file SET content = ''",
    "UPDATE indicators.release_cell SET status = 'published'",
    "DELETE FROM indicators.release_cell",
    "INSERT INTO indicators.release_cell (release_id, cell_id, measurement_id, status, shown) "
    "SELECT release_id, cell_id, measurement_id, status, shown FROM indicators.release_cell",
)


@pytest.fixture
def surveyed(loaded: Database) -> Database:
    stored(loaded, *cohesion())
    return loaded


@pytest.mark.usefixtures("surveyed")
def test_a_draft_says_what_it_hides_and_why_and_is_not_public(client: httpx.Client) -> None:
    made = draft(client)
    assert made.status_code == 201, made.text
    hidden = {each["areaId"]: each["why"] for each in made.json()["hidden"]}
    assert hidden == {"vrederust": "few", "bouwlust": "complementary"}
    assert made.json()["figures"] == {"hidden": 2, "published": 3}
    assert client.get("/v1/releases").json()["total"] == 0
    assert client.get(made.headers["location"]).status_code == 404
    assert client.get(f"{made.headers['location']}/measurements.json").status_code == 404
    assert public(client) == {}


@pytest.mark.usefixtures("surveyed")
def test_what_is_published_shows_no_more_than_it_may(client: httpx.Client) -> None:
    query = {"indicator": "social-cohesion"}
    etag = client.get("/v1/measurements", params=query).headers["etag"]
    release = published(client)
    assert (release["number"], release["status"]) == (1, "published")
    figures = public(client)
    assert {name: item["status"] for name, item in figures.items()} == {
        "bouwlust": "hidden", "vrederust": "hidden", "morgenstond": "published", "moerwijk": "published",
        "den-haag-zuidwest": "published",
    }  # fmt: skip
    assert {figures[name]["statusReason"] for name in ("bouwlust", "vrederust")} == {HIDDEN}
    numbers = ("value", "lower", "upper", "se", "df", "respondents", "denominator", "numerator", "targetMet")
    assert {figures["bouwlust"][name] for name in numbers} == {None}
    assert (figures["moerwijk"]["respondents"], figures["moerwijk"]["denominator"]) == (120, 21_300)
    assert figures["moerwijk"]["release"] == 1
    assert client.get("/v1/measurements", params=query, headers={"If-None-Match": etag}).status_code == 200
    shown = client.get("/v1/releases/1").json()
    assert not {"hidden", "preparers", "approvedBy"} & shown.keys()


@pytest.mark.usefixtures("surveyed")
def test_nobody_approves_what_they_prepared_or_changed(client: httpx.Client) -> None:
    made = draft(client)
    address, looked = made.headers["location"], {"If-Match": made.headers["etag"]}
    changed = client.put(address, json=BODY | {"notes": "Met uitleg."}, headers=OTHER | looked)
    assert (changed.status_code, changed.json()["preparers"]) == (200, ["anna", "otto"])
    assert approved(client, made, OTHER).status_code == 403
    assert client.post(f"{address}/approval", headers=ANALYST).status_code == 403
    assert client.post(f"{address}/approval", headers=APPROVER | looked).status_code == 412
    assert client.post(f"{address}/approval", headers=APPROVER).status_code == 428
    assert approved(client, made).status_code == 200


def test_what_is_published_can_not_be_changed(client: httpx.Client, surveyed: Database) -> None:
    release = published(client)
    address, any_version = f"/v1/releases/{release['id']}", {"If-Match": "*"}
    assert client.put(address, json=BODY, headers=ANALYST | any_version).status_code == 409
    assert client.delete(address, headers=ANALYST | any_version).status_code == 409
    assert client.post(f"{address}/approval", headers=APPROVER | any_version).status_code == 409
    for statement in FORBIDDEN:
        with surveyed.reading() as connection, pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute(statement.encode())


def test_a_correction_takes_the_place_and_the_old_one_stays(client: httpx.Client, surveyed: Database) -> None:
    first = published(client)
    file = client.get("/v1/releases/1/measurements.json")
    stored(surveyed, *cohesion(unit="punt"), now=NOW + timedelta(days=1))
    second = published(client, corrects=first["id"], notes="De eenheid was fout.")
    assert {(item["release"], item["unit"]) for item in public(client).values()} == {(2, "punt")}
    assert client.get("/v1/releases/1").json()["correctedBy"] == second["id"]
    again = client.get("/v1/releases/1/measurements.json")
    assert (again.content, again.headers["etag"]) == (file.content, file.headers["etag"])
    assert again.headers["etag"] == f'"{first["checksum"]}"'
    assert client.get("/v1/measurements", params={"latest": "false"}).json()["total"] == 10
    old = again.json()["items"][0]
    assert client.get(f"/v1/measurements/{old['id']}").json() == old


def test_a_draft_of_other_figures_than_those_of_now_is_not_published(client: httpx.Client, surveyed: Database) -> None:
    made = draft(client)
    stored(surveyed, *cohesion(unit="punt"), now=NOW + timedelta(days=1))
    assert approved(client, made).status_code == 409
    other = draft(client)
    published(client)
    assert approved(client, other).status_code == 409


def test_a_change_from_a_hidden_figure_is_hidden_and_a_break_is_said(client: httpx.Client, surveyed: Database) -> None:
    since = {"measure": "change", "period": AUTUMN_2023, "detail": {"since": "2019-najaar"}}
    broken = {"area_kind": "deal", "status": "not-comparable", "status_reason": "Andere vragen dan in 2019."}
    stored(
        surveyed,
        *cohesion(None, period=AUTUMN_2023),
        *(figure(wijk, 0.1, **since) for wijk in WIJKEN),
        figure("den-haag-zuidwest", None, **since, **broken),
    )
    published(client)
    items = client.get("/v1/measurements", params={"indicator": "social-cohesion", "pageSize": 100}).json()["items"]
    changes = {item["areaId"]: item["status"] for item in items if item["measure"] == "change"}
    assert changes == {
        "bouwlust": "hidden", "vrederust": "hidden", "morgenstond": "published", "moerwijk": "published",
        "den-haag-zuidwest": "not-comparable",
    }  # fmt: skip


def test_counts_are_frozen_as_of_their_day_and_go_on(
    client: httpx.Client, world: Neighbours, surveyed: Database, count_again: Callable[[], dict[str, Any]]
) -> None:
    world.places["De Wissel"] = ("moerwijk", [])
    count_again()
    published(client)
    items = client.get("/v1/releases/1/measurements.json").json()["items"]
    (frozen,) = [each for each in items if each["areaId"] == "moerwijk" and each["unit"] == "ontmoetingsplekken"]
    assert (frozen["value"], frozen["status"], frozen["periodLabel"]) == (1, "published", frozen["period"])
    world.places["De Kamer"] = ("moerwijk", [])
    count_again()
    now = public(client, indicator="meeting-places-per-wijk")["moerwijk"]
    assert (now["value"], now["status"], now.get("release")) == (2, "provisional", None)


@pytest.mark.usefixtures("surveyed")
def test_the_files_say_the_same(client: httpx.Client) -> None:
    published(client)
    items = client.get("/v1/releases/1/measurements.json").json()["items"]
    csv = pl.read_csv(StringIO(client.get("/v1/releases/1/measurements.csv").text))
    parquet = pl.read_parquet(BytesIO(client.get("/v1/releases/1/measurements.parquet").content))
    for name in ("cell", "value", "lower", "status", "respondents", "release"):
        said = [item[name] for item in items]
        assert csv[name].to_list() == parquet[name].to_list() == said
    for form in ("csv", "json", "parquet"):
        etag = client.get(f"/v1/releases/1/measurements.{form}").headers["etag"]
        same = client.get(f"/v1/releases/1/measurements.{form}", headers={"If-None-Match": etag})
        assert (same.status_code, same.content, same.headers["sql-statements"]) == (304, b"", "1")


@pytest.mark.usefixtures("surveyed")
def test_analysts_see_the_real_figures_and_others_do_not(client: httpx.Client) -> None:
    asked = {"prepared": "true", "indicator": "social-cohesion"}
    assert client.get("/v1/measurements", params=asked).status_code == 401
    assert client.get("/v1/measurements", params=asked, headers=bearer("editor")).status_code == 403
    items = client.get("/v1/measurements", params=asked, headers=ANALYST).json()["items"]
    assert {item["respondents"] for item in items if item["areaId"] == "vrederust"} == {12}
    one = f"/v1/measurements/{items[0]['id']}"
    assert (client.get(one).status_code, client.get(one, headers=APPROVER).status_code) == (404, 200)


@pytest.mark.usefixtures("surveyed")
@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"indicators": ["nothing"], "periods": ["1999"]}, {"indicators", "periods"}),
        ({"indicators": [], "counts": False}, {"indicators"}),
        ({"corrects": "00000000-0000-0000-0000-000000000000"}, {"corrects"}),
        ({"title": "", "indicator": "x"}, {"title", "indicator"}),
    ],
)
def test_a_wrong_draft_says_all_that_is_wrong(client: httpx.Client, body: dict[str, Any], names: set[str]) -> None:
    answer = draft(client, **body)
    assert answer.status_code == 400
    assert {each["location"]["name"] for each in answer.json()["errors"]} == names


@pytest.mark.usefixtures("surveyed")
def test_a_draft_that_is_sent_twice_is_made_once(client: httpx.Client) -> None:
    once = ANALYST | {"Idempotency-Key": "12345678"}
    twice = [client.post("/v1/releases", json=BODY, headers=once).json()["id"] for _ in range(2)]
    assert twice[0] == twice[1]
    assert client.get("/v1/releases", headers=ANALYST).json()["total"] == 1
