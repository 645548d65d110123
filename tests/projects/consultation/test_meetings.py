"""Meetings over HTTP: planned, held, closed with its papers frozen; what they give."""

from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import insert, text

from services.contracts.projects.consultation import MeetingShape
from services.kit.database import Database as Connections
from services.projects import tables
from tests.projects.answers import items, statements, wrong_fields
from tests.projects.governing import OFFICE, post
from tests.tokens import bearer

MEETING: dict[str, Any] = {
    "heldOn": "2020-03-05",
    "place": "Stadhuis",
    "chair": "lnv",
    "agenda": [{"title": "Opening"}, {"title": "Voortgang", "discussed": "De projecten lopen."}],
    "attendees": [
        {"party": "lnv", "role": "voorzitter"},
        {"organisation": "Staedion", "role": "gast", "present": False},
    ],
}


def plan(client: httpx.Client, **changes: Any) -> str:
    return f"/v1/consultations/{post(client, '/v1/consultations', MEETING | changes)['id']}"


def held(client: httpx.Client, **changes: Any) -> str:
    address = plan(client, **changes)
    post(client, f"{address}/steps", {"to": "held"})
    return address


def a_document(connections: Connections, content: bytes) -> UUID:
    document_id = uuid4()
    about = {"title": "Voortgang", "file_name": "voortgang.txt", "media_type": "text/plain", "who": "office"}
    sums = {"size": len(content), "sha256": sha256(content).hexdigest()}
    with connections.writing() as session:
        session.execute(insert(tables.document).values(id=document_id, **about, **sums))
        session.execute(insert(tables.document_content).values(document_id=document_id, content=content))
    return document_id


def test_a_meeting_comes_back_as_it_was_planned(client: httpx.Client) -> None:
    made = client.post("/v1/consultations", json=MEETING, headers=OFFICE | {"Idempotency-Key": "planned-once"})
    again = client.post("/v1/consultations", json=MEETING, headers=OFFICE | {"Idempotency-Key": "planned-once"})
    assert made.json()["id"] == again.json()["id"]
    found = client.get(made.headers["location"])
    assert found.headers["etag"] == made.headers["etag"]
    MeetingShape.model_validate(found.json())
    kept = {name: found.json()[name] for name in ("heldOn", "place", "chair", "number", "status", "secretariat")}
    assert kept == {
        "heldOn": "2020-03-05",
        "place": "Stadhuis",
        "chair": "lnv",
        "number": 1,
        "status": "planned",
        "secretariat": ["lnv", "gemeente-den-haag"],
    }
    assert [each["discussed"] for each in found.json()["agenda"]] == ["", "De projecten lopen."]


def test_the_chair_alternates_and_a_repeat_is_a_warning(client: httpx.Client) -> None:
    proposal = client.get("/v1/consultations/chair-proposal").json()
    assert (proposal["side"], proposal["after"], proposal["article"]) == ("rijk", None, "Art. 6.4")
    assert "bvom" not in proposal["parties"]
    plan(client)
    proposal = client.get("/v1/consultations/chair-proposal").json()
    assert proposal == {"side": "regio", "parties": ["gemeente-den-haag"], "after": 1, "article": "Art. 6.4"}
    repeated = post(client, "/v1/consultations", MEETING | {"chair": "bzk"})
    assert [each["code"] for each in repeated["warnings"]] == ["chair-repeated"]
    council = post(client, "/v1/consultations", MEETING | {"kind": "partner-council"})
    assert (council["number"], council["warnings"]) == (1, [])
    assert [each["number"] for each in items(client.get("/v1/consultations", params={"kind": "consultation"}))] == [
        2,
        1,
    ]


def test_a_closed_meeting_keeps_its_papers_as_they_were(client: httpx.Client, connections: Connections) -> None:
    content = b"De voortgang tot nu toe."
    document_id = a_document(connections, content)
    address = held(client, papers=[str(document_id)])
    assert client.get(address).json()["papers"][0]["checksum"] is None
    closed = post(client, f"{address}/steps", {"to": "closed"})
    (paper,) = closed["papers"]
    assert (paper["documentId"], paper["checksum"]) == (str(document_id), sha256(content).hexdigest())
    change = client.put(address, json=MEETING, headers=OFFICE | {"If-Match": client.get(address).headers["etag"]})
    assert (change.status_code, change.json()["type"]) == (409, "urn:zuidwest:problem:closed")
    for statement in ("DELETE FROM projects.document", "UPDATE projects.document_content SET content = ''"):
        with pytest.raises(Exception, match=r"paper|permission"), connections.writing() as session:
            session.execute(text(statement))


def test_advice_is_given_by_a_meeting_that_was_held(client: httpx.Client) -> None:
    address = plan(client)
    early = client.post(f"{address}/advice", json={"text": "Wij adviseren."}, headers=OFFICE)
    assert (early.status_code, early.json()["type"]) == (409, "urn:zuidwest:problem:not-held")
    post(client, f"{address}/steps", {"to": "held"})
    body = {"text": "Wij adviseren een latere termijn.", "addressedTo": ["lnv"]}
    post(client, f"{address}/advice", body)
    made = post(client, f"{address}/advice", {"text": "Het overleg besluit tot een termijn."})
    assert [each["code"] for each in made["warnings"]] == ["worded-as-decision"]
    post(client, f"{address}/working-agreements", {"text": "Stukken komen een week vooraf."})
    assert items(client.get("/v1/advice"))[-1]["addressedTo"] == ["lnv"]
    assert [each["text"] for each in items(client.get("/v1/working-agreements"))] == ["Stukken komen een week vooraf."]


def test_an_action_point_is_done_also_after_the_meeting_closed(client: httpx.Client) -> None:
    address = held(client)
    action = {
        "text": "Cijfers aanleveren",
        "owner": "gemeente-den-haag",
        "ownerRole": "monitoring",
        "dueOn": "2020-04-01",
    }
    made = post(client, f"{address}/action-points", action)
    post(client, f"{address}/steps", {"to": "closed"})
    (point,) = made["actionPoints"]
    assert (point["overdue"], point["version"]) == (True, 1)
    where = f"/v1/action-points/{point['id']}"
    done = action | {"doneOn": "2020-03-30"}
    assert client.put(where, json=done, headers=OFFICE).status_code == 428
    assert client.put(where, json=done, headers=OFFICE | {"If-Match": '"7"'}).status_code == 412
    assert client.put(where, json=done, headers=OFFICE | {"If-Match": '"1"'}).status_code == 200
    assert items(client.get("/v1/action-points", params={"open": True})) == []
    assert items(client.get("/v1/action-points", params={"open": False}))[0]["overdue"] is False
    sheet = client.get("/v1/action-points.csv")
    assert sheet.content.decode("utf-8-sig").splitlines()[0] == "id;meetingId;text;owner;ownerRole;dueOn;doneOn;overdue"


def test_wrong_names_are_all_told_at_once(client: httpx.Client) -> None:
    paper = str(uuid4())
    wrong = {"chair": "vws", "attendees": [{"party": "vws", "role": "gast"}], "papers": [paper]}
    answer = client.post("/v1/consultations", json=MEETING | wrong, headers=OFFICE)
    assert wrong_fields(answer) == {"chair": "no-party", "attendees.0.party": "no-party", "papers.0": "unknown"}
    both = {"party": "lnv", "organisation": "Staedion", "role": "gast"}
    answer = client.post("/v1/consultations", json=MEETING | {"attendees": [both]}, headers=OFFICE)
    assert wrong_fields(answer) == {"attendees.0": "value-error"}
    address = held(client)
    answer = client.post(
        f"{address}/action-points", json={"text": "x", "owner": "vws", "dueOn": "2020-01-01"}, headers=OFFICE
    )
    assert wrong_fields(answer) == {"owner": "no-party"}


def test_a_meeting_that_is_still_to_come_was_not_held(client: httpx.Client) -> None:
    address = plan(client, heldOn="2999-01-01")
    answer = client.post(f"{address}/steps", json={"to": "held"}, headers=OFFICE)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:zuidwest:problem:in-future")


def test_only_the_office_keeps_meetings(client: httpx.Client) -> None:
    askers: tuple[dict[str, str], ...] = ({}, bearer("analyst"))
    codes = [client.post("/v1/consultations", json=MEETING, headers=headers).status_code for headers in askers]
    assert codes == [401, 403]


def test_a_list_takes_as_many_statements_whatever_its_length(client: httpx.Client) -> None:
    plan(client)
    one = client.get("/v1/consultations")
    plan(client)
    two = client.get("/v1/consultations")
    assert statements(one) == statements(two) == 2
    assert client.get("/v1/consultations", headers={"If-None-Match": two.headers["etag"]}).status_code == 304
