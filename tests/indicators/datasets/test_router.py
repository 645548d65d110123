"""`/v1/datasets` over HTTP: a file is taken in whole or not at all, stays as it is, and is measured at once."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import psycopg
import pytest

from services.contracts.indicators.datasets import DatasetShape
from services.indicators.datasets.keeping import opened, sealer_of
from services.kit.database import Database
from tests.indicators.datasets.surveys import HEADER, METADATA, SOME
from tests.postgres import SECRET
from tests.tokens import bearer

ANALYST = bearer("analyst")
FILE = "\n".join([HEADER, *SOME]) + "\n"


def send(
    client: httpx.Client, content: str = FILE, about: Any = METADATA, headers: dict[str, str] = ANALYST
) -> httpx.Response:
    said = about if isinstance(about, str) else json.dumps(about)
    return client.post("/v1/datasets", data={"metadata": said}, files={"file": ("a.csv", content)}, headers=headers)


def taken(answer: httpx.Response) -> DatasetShape:
    assert answer.status_code == 201, answer.text
    return DatasetShape.model_validate_json(answer.content)


def test_a_survey_is_kept_told_and_measured(loaded: Database, client: httpx.Client, owner: psycopg.Connection) -> None:
    found = taken(send(client))
    assert (found.kind, found.rows, found.superseded_by) == ("survey", 120, None)
    assert found.report["rowsPerArea"] == {"bouwlust": 40, "elsewhere": 40, "moerwijk": 40}
    read = client.get(f"/v1/datasets/{found.id}", headers=bearer("approver"))
    assert DatasetShape.model_validate_json(read.content) == found
    listed = client.get("/v1/datasets?kind=survey&period=2019-najaar&indicator=feeling-unsafe", headers=ANALYST)
    assert [each["id"] for each in listed.json()["items"]] == [str(found.id)]
    figures = owner.execute(
        "SELECT measure, area_kind, count(*) FROM indicators.measurement"
        " WHERE dataset_ids = ARRAY[%s::uuid] AND NOT open_at_once GROUP BY 1, 2",
        [found.id],
    ).fetchall()
    assert set(figures) == {
        ("value", "wijk", 8), ("value", "deal", 2), ("value", "city", 2), ("gap", "wijk", 4), ("gap", "deal", 2)
    }  # fmt: skip
    assert client.get("/v1/measurements?indicator=social-cohesion").json()["total"] == 0
    (audited,) = owner.execute("SELECT action, change FROM indicators.audit WHERE object_type = 'dataset'").fetchall()
    assert (audited[0], audited[1]["rows"]) == ("take in", [None, 120])


def test_what_is_kept_is_sealed_and_has_no_respondents(
    loaded: Database, client: httpx.Client, owner: psycopg.Connection
) -> None:
    found = taken(send(client))
    (sealed,) = owner.execute("SELECT sealed FROM indicators.dataset_part").fetchone() or (b"",)
    assert b"PAR1" not in sealed and b"moerwijk" not in sealed
    with loaded.writing() as session:
        rows = opened(session, found.id, None, sealer_of(SECRET))
    assert rows.height == 120
    assert not {"nr", "who", "respondent"} & set(rows.columns)


def test_the_same_file_is_one_data_set_however_often_it_is_sent(
    loaded: Database, client: httpx.Client, owner: psycopg.Connection
) -> None:
    with ThreadPoolExecutor(3) as pool:
        ids = {taken(each).id for each in pool.map(lambda _: send(client), range(3))}
    key = {**ANALYST, "Idempotency-Key": "of-this-upload"}
    ids |= {taken(send(client, headers=key)).id for _ in range(2)}
    assert len(ids) == 1
    assert send(client, content=FILE.replace("moerwijk", "bouwlust"), headers=key).status_code == 409
    assert owner.execute("SELECT count(*) FROM indicators.dataset").fetchone() == (1,)


def test_a_wrong_file_is_refused_with_everything_and_leaves_nothing(
    loaded: Database, client: httpx.Client, owner: psycopg.Connection
) -> None:
    lines = [HEADER, *(line.replace("moerwijk", "mordor") for line in SOME), "1,1,a,900,bouwlust,8,1,1,1,1"]
    answer = send(client, "\n".join(lines))
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    said = answer.json()
    unknown = "has an answer that no code explains"
    assert {"row": 122, "column": "q1", "value": "8", "rule": unknown} in said["problems"]
    assert [(each["column"], each["count"]) for each in said["counts"]] == [("wijk", 40), ("nr", 2), ("q1", 1)]
    assert (said["total"], len(said["problems"]), said["title"]) == (43, 43, "The data set is not taken in")
    for table in ("dataset", "dataset_part", "measurement"):
        assert owner.execute(f"SELECT count(*) FROM indicators.{table}".encode()).fetchone() == (0,)


def test_everything_wrong_in_the_metadata_is_told_at_once(loaded: Database, client: httpx.Client) -> None:
    about = METADATA | {
        "definitionVersions": {"social-cohesion": 7, "activated": 1},
        "fieldwork": {"start": "2015-03-01", "end": "2015-02-01"},
        "codes": {"5": 9},
        "supersedes": "00000000-0000-0000-0000-000000000001",
    }
    fields = [each["column"] for each in send(client, about=about).json()["problems"]]
    assert {"definitionVersions", "fieldwork.end", "fieldwork.start", "codes", "supersedes"} <= set(fields)
    shape = send(client, about='{"kind": "poll", "period": "soon", "color": 1}')
    assert shape.status_code == 400
    assert {"kind", "period", "color", "source", "columns"} <= {each["column"] for each in shape.json()["problems"]}
    assert {each["location"]["name"].split(".")[0] for each in shape.json()["errors"]} == {"metadata"}
    assert send(client, about="{").status_code == 400


def test_a_data_set_is_superseded_once_and_never_changed(
    loaded: Database, client: httpx.Client, owner: psycopg.Connection
) -> None:
    first = taken(send(client))
    better = FILE.replace("121,", "122,") + "500,1,a,900,moerwijk,1,1,1,1,1\n"
    assert any("same period" in each for each in taken(send(client, better)).report["warnings"])
    about = METADATA | {"supersedes": str(first.id)}
    second = taken(send(client, better, about))
    again = send(client, FILE, about)
    assert (again.status_code, again.json()["problems"][0]["column"]) == (400, "supersedes")
    assert client.get(f"/v1/datasets/{first.id}", headers=ANALYST).json()["supersededBy"] == str(second.id)
    assert client.get("/v1/datasets?current=true", headers=ANALYST).json()["total"] == 2
    for statement in (
        "UPDATE indicators.dataset SET rows = 1",
        "DELETE FROM indicators.dataset_part",
        "UPDATE indicators.dataset_definition SET definition_version = 2",
    ):
        with loaded.reading() as connection, pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute(statement.encode())


REGISTRATION = {
    "kind": "registration",
    "source": "Werkoffensief +500",
    "period": "2020",
    "definitionVersions": {"activated": 1},
    "columns": {"person": "wie", "date": "dag", "event": "wat", "wijk": "wijk"},
    "events": {"activated": ["traject"]},
    "codes": {"intake": "missing"},
}
EVENTS = "wie,dag,wat,wijk\np1,2020-03-01,traject,moerwijk\np1,2020-04-01,traject,moerwijk\np2,2020-04-01,intake,{}\n"


def test_persons_of_a_registration_are_kept_as_keyed_hashes(loaded: Database, client: httpx.Client) -> None:
    found = taken(send(client, EVENTS.format("elsewhere"), REGISTRATION))
    assert (found.report["persons"], found.report["personsPerIndicator"]) == (2, {"activated": 1})
    with loaded.writing() as session:
        rows = opened(session, found.id, None, sealer_of(SECRET))
    persons = rows["person"].to_list()
    assert persons[0] == persons[1] != persons[2]
    assert persons[0] == sealer_of(SECRET).fingerprint("p1")
    wrong = EVENTS.format("mordor").replace("2020-03-01", "2999-01-01").replace("traject,m", "feest,m", 1)
    told = {(each["row"], each["column"]) for each in send(client, wrong, REGISTRATION).json()["problems"]}
    assert told == {(2, "dag"), (2, "wat"), (4, "wijk")}


def test_counts_of_a_register_follow_the_rounding_of_its_source(loaded: Database, client: httpx.Client) -> None:
    about = {
        "kind": "register",
        "source": "CAK",
        "period": "2020",
        "definitionVersions": {"problematic-debt": 1},
        "columns": {"wijk": "wijk", "count": "aantal", "households": "alle"},
        "roundedTo": 10,
    }
    good = "wijk,aantal,alle\nmoerwijk,120,9000\nbouwlust,80,7000\nelsewhere,990,250000\n"
    assert taken(send(client, good, about)).report["countPerArea"]["moerwijk"] == 120
    wrong = "wijk,aantal,alle\nmoerwijk,125,100\nmoerwijk,-10,x\nbouwlust,,10\n"
    told = {(each["row"], each["column"], each["rule"]) for each in send(client, wrong, about).json()["problems"]}
    assert told == {
        (2, "aantal", "is no multiple of 10 (`roundedTo`)"),
        (2, "aantal", "is more than there are households"),
        (2, "wijk", "is there more than once: one row per area"),
        (3, "wijk", "is there more than once: one row per area"),
        (3, "aantal", "is below zero"),
        (3, "alle", "is no whole number"),
        (4, "aantal", "is empty: a count that is not known has no row"),
    }


@pytest.mark.parametrize("role", ["coordinator", "programme", "approver"])
def test_only_analysts_bring_data(loaded: Database, client: httpx.Client, role: str) -> None:
    assert send(client, headers=bearer(role)).status_code == 403
    assert client.get("/v1/datasets", headers=bearer("programme")).status_code == 403
