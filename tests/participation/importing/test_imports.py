"""A file is looked at first, then written as a whole; importing twice changes nothing."""

import asyncio
import io
import threading
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import psycopg
import pytest
from openpyxl import Workbook

from services.contracts.participation import ImportShape, ParticipationClient
from services.kit.database import Database as ServiceDatabase
from tests.participation.conftest import ADMIN, Body, World, soon, wrong_names
from tests.postgres import Database
from tests.tokens import bearer

PLACES = "sleutel;naam;soort;wijk;adres;postcode;telefoon;zonder drempels\n"
EAST = "oost;Buurtkamer Noord;ontmoetingsplek;Moerwijk;Straat 1;2531pe;070 555 01 11;ja\n"
ACTIVITIES = "plek;titel;samenvatting;categorie;gratis;dagen;begin;einde;eerste dag;status\n"
FIRST = soon(7)
COFFEE = f"Buurtkamer Oost;Koffie;Drink koffie met uw buren.;meeting;ja;ma, wo;10.00;12:00;{FIRST};gepubliceerd\n"


def send(world: World, kind: str, content: str | bytes, who: dict[str, str] = ADMIN, **form: str) -> httpx.Response:
    raw = content.encode() if isinstance(content, str) else content
    return world.client.post("/v1/imports", data={"kind": kind} | form, files={"file": ("file", raw)}, headers=who)


def previewed(world: World, kind: str, content: str | bytes, who: dict[str, str] = ADMIN, **form: str) -> Body:
    answer = send(world, kind, content, who, **form)
    assert answer.status_code == 201, answer.text
    found: Body = answer.json()
    return found


def confirm(world: World, preview: Body, who: dict[str, str] = ADMIN, **body: bool) -> httpx.Response:
    return world.client.post(f"/v1/imports/{preview['id']}/confirmation", json=body, headers=who)


def imported(world: World, kind: str, content: str | bytes, who: dict[str, str] = ADMIN) -> Body:
    preview = previewed(world, kind, content, who)
    assert preview["problems"] == []
    answer = confirm(world, preview, who)
    assert answer.status_code == 200, answer.text
    return preview


def actions(preview: Body) -> list[str]:
    return [row["action"] for row in preview["rows"]]


def found_problems(preview: Body) -> set[tuple[int, str]]:
    return {(each["row"], each["column"]) for each in preview["problems"]}


def how_many(storage: ServiceDatabase, table: str) -> int:
    with storage.reading() as connection:
        row = connection.execute(f"SELECT count(*) FROM participation.{table}".encode()).fetchone()
    assert row
    return int(row[0])


def test_a_preview_writes_nothing_and_a_confirmation_writes_all(world: World, storage: ServiceDatabase) -> None:
    preview = previewed(world, "places", PLACES + EAST)
    assert (preview["counts"], preview["problems"]) == ({"add": 1, "change": 0, "same": 0, "wrong": 0}, [])
    assert how_many(storage, "place") == 3
    assert confirm(world, preview).json()["confirmedAt"]
    added = world.client.get("/v1/places?q=noord").json()["items"][0]
    assert (added["kind"]["id"], added["postcode"], added["phone"]) == ("meeting-place", "2531 PE", "070 555 01 11")
    assert (added["accessibility"]["step-free"], added["accessibility"]["lift"]) == ("yes", "unknown")


def test_importing_twice_changes_nothing(world: World) -> None:
    for kind, content in (("places", PLACES + EAST), ("activities", ACTIVITIES + COFFEE)):
        assert actions(imported(world, kind, content)) == ["add"]
        assert actions(imported(world, kind, content)) == ["same"]


def test_a_change_says_which_columns_and_keeps_what_the_file_does_not_tell(world: World) -> None:
    imported(world, "places", PLACES + EAST)
    changed = imported(
        world,
        "places",
        "key;name;kind;wijk;street_address;postcode;lift\noost;Buurtkamer Noord;"
        "meeting-place;moerwijk;Straat 2;2531 PE;nee\n",
    )
    assert changed["rows"] == [
        {"row": 2, "action": "change", "name": "Buurtkamer Noord", "columns": ["street_address", "accessibility"]}
    ]
    seen = world.client.get("/v1/places?q=noord").json()["items"][0]
    assert (seen["streetAddress"], seen["phone"]) == ("Straat 2", "070 555 01 11")
    assert (seen["accessibility"]["step-free"], seen["accessibility"]["lift"]) == ("yes", "no")


def test_an_activity_gets_its_dates_and_a_change_keeps_its_exceptions(world: World) -> None:
    imported(world, "activities", ACTIVITIES + COFFEE)
    (made,) = world.client.get("/v1/activities?q=koffie").json()["items"]
    assert made["schedule"]["rrule"] == "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,WE"
    start = datetime.fromisoformat(made["schedule"]["start"])
    assert (start.hour, start.isoweekday() in (1, 3)) == (10, True)
    assert FIRST <= start.date().isoformat() <= soon(14)
    assert datetime.fromisoformat(made["next"][0]["start"]) == start.replace(tzinfo=ZoneInfo("Europe/Amsterdam"))
    later = imported(world, "activities", ACTIVITIES + COFFEE.replace("10.00", "11:00"))
    assert (later["rows"][0]["action"], later["rows"][0]["columns"]) == ("change", ["start"])
    (seen,) = world.client.get("/v1/activities?q=koffie").json()["items"]
    assert (seen["id"], seen["version"]) == (made["id"], made["version"] + 1)


def test_a_file_does_not_wipe_what_it_has_no_columns_for(world: World) -> None:
    imported(world, "activities", ACTIVITIES + COFFEE)
    made = world.client.get("/v1/activities", params={"sort": "title"}).json()["items"][0]
    turkish = {"title": "Kahve", "summary": "Komşularınızla kahve için.", "description": "Kahve hazır."}
    told: Body = {"title": "Koffie", "sdgs": [3], "translations": {"tr": turkish}, "ages": {"from": 18, "to": None}}
    body = world.body(**told, category="meeting", schedule=made["schedule"] | {"exceptions": []})
    del body["schedule"]["exceptions"]
    path = f"/v1/activities/{made['id']}"
    world.client.put(path, json=body, headers=ADMIN | {"If-Match": '"1"'}).raise_for_status()
    assert actions(imported(world, "activities", ACTIVITIES + COFFEE)) == ["change"]
    kept = world.client.get(path).json()
    assert kept["translations"]["tr"].pop("outdated") is True, "the file has another summary"
    assert kept["translations"]["tr"].pop("madeOf")
    assert {name: kept[name] for name in told} == told
    assert actions(imported(world, "activities", ACTIVITIES + COFFEE)) == ["same"]


def test_every_problem_is_named_by_row_and_column_at_once(world: World, storage: ServiceDatabase) -> None:
    content = (
        "key;naam;soort;wijk;adres;postcode;lat;lon;e-mail;lift;oppervlakte\n"
        "a;Goed;garden;bouwlust;Straat 1;2531 PE;;;;;\n"
        "b;X;kasteel;utrecht;;12345;99;4.3;geen adres;misschien;veel\n"
        "a;Goed;garden;bouwlust;Straat 1;2531 PE;52,05;;;;\n"
    )
    preview = previewed(world, "places", content)
    assert found_problems(preview) >= {
        *((3, column) for column in ("name", "kind", "wijk", "street_address", "postcode", "lat", "email", "lift")),
        (3, "surface_m2"),
        (4, "key"),
    }
    assert preview["counts"] == {"add": 1, "change": 0, "same": 0, "wrong": 2}
    assert all(each["sentence"].endswith((".", "…")) and each["rule"] for each in preview["problems"])
    assert next(each["value"] for each in preview["problems"] if each["column"] == "kind") == "kasteel"
    assert confirm(world, preview).status_code == 409
    assert how_many(storage, "place") == 3
    assert confirm(world, preview, leaveOutWrong=True).status_code == 200
    assert how_many(storage, "place") == 4


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("Buurtkamer Oost;", "Nergens;", "place"),
        ("Koffie;", ";", "title"),
        (";meeting;", ";feest;", "category"),
        (";ja;", ";;", "free"),
        (";ja;", ";nee;", "cost_text"),
        ("ma, wo", "ma, xx", "weekdays"),
        ("10.00", "25:00", "start"),
        ("10.00", "13:00", "end"),
        (FIRST, "31-2-2026", "first_date"),
        (f"ma, wo;10.00;12:00;{FIRST}", ";10.00;12:00;", "first_date"),
        ("gepubliceerd", "mooi", "status"),
    ],
)
def test_a_wrong_cell_of_an_activity_is_named(world: World, old: str, new: str, column: str) -> None:
    assert old in COFFEE
    preview = previewed(world, "activities", ACTIVITIES + COFFEE.replace(old, new, 1))
    assert found_problems(preview) == {(2, column)}


def test_missing_and_double_columns_are_named_and_unknown_ones_ignored(world: World) -> None:
    missing = previewed(world, "places", "naam;naam;wijk\nA;B;C\n")
    assert {(each["column"], each["rule"]) for each in missing["problems"]} == {
        *((name, "missing-column") for name in ("kind", "street_address", "postcode")),
        ("name", "double-column"),
    }
    assert confirm(world, missing, leaveOutWrong=True).status_code == 409
    known = previewed(world, "places", (PLACES + EAST).replace("telefoon", "contactpersoon"))
    assert known["ignoredColumns"] == ["contactpersoon"]


def test_what_is_in_columns_that_we_do_not_know_is_not_kept(world: World, deal_database: Database) -> None:
    previewed(world, "places", (PLACES + EAST).replace("telefoon", "contact").replace("070 555 01 11", "Zuleyxa"))
    with psycopg.connect(deal_database.url) as connection:
        rows = connection.execute("SELECT p::text FROM participation.import_preview p").fetchall()
    assert rows and "Zuleyxa" not in str(rows)


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_as_programs_save_it_is_read(world: World, encoding: str, delimiter: str) -> None:
    rows = (PLACES + EAST).replace("Noord", "Coöperatie é").replace(";", delimiter).replace("\n", "\r\n")
    preview = previewed(world, "places", rows.encode(encoding))
    assert (preview["problems"], preview["rows"][0]["name"]) == ([], "Buurtkamer Coöperatie é")


def test_a_spreadsheet_is_read_and_a_formula_is_text(world: World) -> None:
    header = ("naam", "soort", "wijk", "adres", "postcode", "lat", "lon", "oppervlakte", "samenvatting")
    row = ("Zaal", "garden", "bouwlust", "Straat 1", "2531 PE", 52.05, 4.3, 140, "'=1+1")
    preview = imported(world, "places", xlsx(header, row))
    assert actions(preview) == ["add"]
    seen = world.client.get("/v1/places?q=zaal").json()["items"][0]
    assert (seen["surfaceM2"], seen["lat"]) == (140, 52.05)
    assert actions(previewed(world, "places", xlsx(header, row))) == ["same"]


def test_a_cell_that_looks_like_a_formula_stays_what_it_is(world: World) -> None:
    row = EAST.replace("Buurtkamer Noord", "=HYPERLINK(1)")
    imported(world, "places", PLACES + row)
    assert world.client.get("/v1/places?q=hyper").json()["items"][0]["name"] == "=HYPERLINK(1)"


@pytest.mark.parametrize("kind", ["places", "activities"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_template_is_a_file_that_can_be_imported(world: World, kind: str, ending: str) -> None:
    answer = world.client.get(f"/v1/imports/templates/{kind}.{ending}", headers=ADMIN)
    assert answer.status_code == 200
    assert f"{kind}.{ending}" in answer.headers["content-disposition"]
    preview = previewed(world, kind, answer.content)
    assert (preview["problems"], preview["counts"]["wrong"], preview["ignoredColumns"]) == ([], 0, [])
    again = world.client.get(
        f"/v1/imports/templates/{kind}.{ending}", headers=ADMIN | {"If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304
    assert world.client.get(f"/v1/imports/templates/{kind}.pdf", headers=ADMIN).status_code == 404


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x00\x01\x02", b"PK\x03\x04 no zip", b'naam;soort\n"open'])
def test_what_is_no_table_is_refused_in_words(world: World, content: bytes) -> None:
    assert wrong_names(send(world, "places", content)) == {"file"}


@pytest.mark.parametrize("rows", [2_001, 20_000])
def test_too_many_rows_are_refused(world: World, rows: int) -> None:
    assert wrong_names(send(world, "places", PLACES + EAST * rows)) == {"file"}


def test_a_wrong_form_is_refused(world: World) -> None:
    assert wrong_names(send(world, "people", PLACES)) == {"kind"}
    assert wrong_names(send(world, "places", PLACES, source="../x")) == {"source"}
    assert wrong_names(world.client.post("/v1/imports", headers=ADMIN)) == {"kind", "file"}


def test_nobody_imports_for_places_that_are_not_theirs(world: World) -> None:
    mine = ACTIVITIES + COFFEE + COFFEE.replace("Buurtkamer Oost", "Buurthuis Zuid")
    assert found_problems(previewed(world, "activities", mine, world.coordinator)) == {(3, "place")}
    added = PLACES + EAST + EAST.replace("oost;Buurtkamer Noord", "a;Ander").replace("Moerwijk", "bouwlust")
    assert found_problems(previewed(world, "places", added, world.editor)) == {(3, "wijk")}
    assert found_problems(previewed(world, "places", PLACES + EAST, world.coordinator)) == {(2, "wijk")}


def test_only_who_sent_it_sees_and_confirms_it(world: World) -> None:
    preview = previewed(world, "places", PLACES + EAST)
    assert world.client.get(f"/v1/imports/{preview['id']}", headers=ADMIN).json() == preview
    assert world.client.get(f"/v1/imports/{preview['id']}", headers=world.editor).status_code == 404
    assert confirm(world, preview, world.editor).status_code == 404
    assert send(world, "places", PLACES, bearer("analyst")).status_code == 403


def test_a_confirmation_sent_ten_times_at_once_writes_once(world: World, storage: ServiceDatabase) -> None:
    preview = previewed(world, "places", PLACES + EAST)
    answers: list[httpx.Response] = []
    threads = [threading.Thread(target=lambda: answers.append(confirm(world, preview))) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert how_many(storage, "place") == 4


def test_the_same_key_makes_one_preview(world: World) -> None:
    headers = ADMIN | {"Idempotency-Key": "a-key-for-a-file"}
    first, second = (previewed(world, "places", PLACES + EAST, headers) for _ in range(2))
    assert first == second
    assert send(world, "places", PLACES, headers).status_code == 409


def test_what_somebody_changed_meanwhile_is_not_overwritten(world: World) -> None:
    imported(world, "places", PLACES + EAST)
    preview = previewed(world, "places", PLACES + EAST.replace("070", "06"))
    one = world.client.get("/v1/places?q=noord").json()["items"][0]
    row = world.client.get(f"/v1/places/{one['id']}")
    body = {name: row.json()[name] for name in ("name", "wijk", "postcode", "phone", "accessibility")}
    body |= {"kind": "meeting-place", "streetAddress": "Ergens anders 3"}
    put = world.client.put(f"/v1/places/{one['id']}", json=body, headers=ADMIN | {"If-Match": row.headers["etag"]})
    assert put.status_code == 200, put.text
    assert confirm(world, preview).status_code == 409
    assert world.client.get(f"/v1/places/{one['id']}").json()["streetAddress"] == "Ergens anders 3"


def test_what_somebody_added_meanwhile_is_not_added_again(world: World, storage: ServiceDatabase) -> None:
    first, second = (previewed(world, "places", PLACES + EAST) for _ in range(2))
    assert confirm(world, first).status_code == 200
    assert confirm(world, second).status_code == 409
    assert how_many(storage, "place") == 4


def test_keys_of_another_source_are_others(world: World) -> None:
    imported(world, "places", PLACES + EAST)
    other = previewed(world, "places", PLACES + EAST.replace("Noord", "Verder"), source="another")
    assert actions(other) == ["add"]
    same = previewed(world, "places", PLACES + EAST.replace("Noord", "Verder"))
    assert (actions(same), same["rows"][0]["columns"]) == (["change"], ["name"])


def test_activities_with_one_title_at_one_place_need_keys(world: World) -> None:
    tuesday = COFFEE.replace("ma, wo", "di")
    assert (3, "title") in found_problems(previewed(world, "activities", ACTIVITIES + COFFEE + tuesday))
    keyed = "sleutel;" + ACTIVITIES + "a;" + COFFEE + "b;" + tuesday
    assert actions(imported(world, "activities", keyed)) == ["add", "add"]
    assert actions(imported(world, "activities", keyed)) == ["same", "same"]


def test_a_thousand_rows_are_looked_at_in_few_statements(world: World) -> None:
    rows = "".join(EAST.replace("oost", f"k{n}").replace("Noord", f"Nummer {n}") for n in range(1000))
    answer = send(world, "places", PLACES + rows)
    assert answer.json()["counts"]["add"] == 1000
    assert int(answer.headers["sql-statements"]) < 30


def test_imports_are_in_the_audit_without_phones(world: World, deal_database: Database) -> None:
    imported(world, "places", PLACES + EAST)
    with psycopg.connect(deal_database.url) as connection:
        said = str(connection.execute("SELECT a::text FROM participation.audit a").fetchall())
    assert "Buurtkamer Noord" in said
    assert "070 555" not in said


def test_a_single_date_is_imported(world: World) -> None:
    row = COFFEE.replace("ma, wo", "").replace(FIRST, soon(5))
    imported(world, "activities", ACTIVITIES + row)
    (made,) = world.client.get("/v1/activities?q=koffie").json()["items"]
    assert (made["schedule"]["rrule"], len(made["next"])) == (None, 1)


def test_the_typed_client_previews_and_confirms(world: World) -> None:
    async def go() -> ImportShape:
        token = ADMIN["Authorization"].removeprefix("Bearer ")
        async with ParticipationClient(str(world.client.base_url)) as client:
            looked = await client.preview_import(
                "places", "file.csv", (PLACES + EAST).encode(), token, "a-key-of-a-desk"
            )
            return await client.confirm_import(looked.id, token)

    done = asyncio.run(go())
    assert (done.counts.add, done.confirmed_at is not None) == (1, True)
