"""What the registry keeps beside projects, over HTTP: added, found, refused, changed, taken out as sheets."""

import csv
import io
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from services.contracts import projects as shapes
from services.contracts.shapes import Page
from tests.projects.answers import statements, wrong_fields
from tests.projects.world import OFFICE, Body, World
from tests.tokens import bearer

TODAY = date.today()  # noqa: DTZ011
YESTERDAY, TOMORROW = (TODAY - timedelta(days=1)).isoformat(), (TODAY + timedelta(days=2)).isoformat()
UPDATE = {"on": YESTERDAY, "status": "attention", "text": "Het duurt langer.", "saidBy": "Projectleider"}
SPACE = {"wijk": "moerwijk", "squareMetres": 120, "inUseSince": "2021-01-01", "wasVacant": True}
COUNTS = {"reached": 20, "lowLiterateReached": 12, "toEducation": 5, "toVoluntaryWork": 3, "toWork": 20}


def test_the_status_goes_along_the_table_with_its_history(world: World) -> None:
    project = world.project(status="idea")
    path = f"/v1/projects/{project['id']}"

    def step(to: str, version: int, **more: Any) -> Any:
        body = {"to": to, "on": TODAY.isoformat()} | more
        return world.client.post(f"{path}/status", json=body, headers=OFFICE | {"If-Match": f'"{version}"'})

    refused = step("running", 1)
    assert (refused.status_code, refused.json()["possible"]) == (409, ["feasibility", "stopped"])
    assert "Art. 7.1" in refused.json()["detail"]
    assert step("feasibility", 1).json()["version"] == 2
    assert wrong_fields(step("idea", 2)) == {"reason": "missing"}
    assert wrong_fields(step("intended", 2, on=TOMORROW)) == {"on": "wrong-day"}
    assert step("stopped", 1).status_code == 412
    assert step("idea", 2, reason="Nog niet rijp.").status_code == 200
    history = Page[shapes.StatusChangeShape].model_validate(world.get(f"{path}/status-changes"), extra="forbid").items
    assert [(each.from_status, each.to_status, each.reason) for each in history] == [
        (None, "idea", ""),
        ("idea", "feasibility", ""),
        ("feasibility", "idea", "Nog niet rijp."),
    ]
    kept = {name: value for name, value in world.get(path).items() if name not in ("id", "version", "updatedAt")}
    assert world.put(path, kept | {"status": "finished"}, 3).status_code == 409
    assert world.put(path, kept | {"status": "feasibility"}, 3).json()["status"] == "feasibility"
    assert world.get(f"{path}/status-changes")["total"] == 4


def test_milestones_are_judged_by_their_dates(world: World) -> None:
    project = world.project(afterEndReason="Het project gaat door.", ends=TOMORROW)
    path = f"/v1/projects/{project['id']}/milestones"
    made = world.post(path, {"title": "Opening", "planned": YESTERDAY})
    assert (made["status"], made["projectId"]) == ("late", project["id"])
    far = (TODAY + timedelta(days=90)).isoformat()
    refused = world.client.post(path, json={"title": "Later", "planned": far}, headers=OFFICE)
    assert wrong_fields(refused) == {"planned": "after-the-end"}
    without_reason = world.project()["id"]
    refused = world.client.post(
        f"/v1/projects/{without_reason}/milestones", json={"title": "x", "planned": "2023-08-01"}, headers=OFFICE
    )
    assert "2023-07-31 (Art. 14)" in refused.text
    item = f"/v1/milestones/{made['id']}"
    changed = world.put(item, {"title": "Opening", "planned": YESTERDAY, "actual": YESTERDAY}, 1)
    assert (changed.status_code, changed.json()["status"]) == (200, "reached")
    stale = world.put(item, {"title": "Anders", "planned": YESTERDAY}, 1)
    assert (stale.status_code, stale.json()["current"]) == (412, changed.json())
    again = world.client.post(path, json={"title": "Opening", "planned": YESTERDAY}, headers=OFFICE)
    assert again.status_code == 409
    assert [each["id"] for each in world.get(f"/v1/milestones?status=reached&project={project['id']}")["items"]] == [
        made["id"]
    ]
    assert world.get(f"{path}?status=late")["total"] == 0
    assert world.client.get(f"/v1/projects/{uuid4()}/milestones").status_code == 404


def test_updates_are_only_added_to_and_corrected_once(world: World) -> None:
    path = f"/v1/projects/{world.project()['id']}/progress-updates"
    first = world.post(path, UPDATE)
    better = world.post(path, UPDATE | {"status": "on-track", "corrects": first["id"]})
    again = world.client.post(path, json=UPDATE | {"corrects": first["id"]}, headers=OFFICE)
    assert wrong_fields(again) == {"corrects": "corrected-before"}
    ahead = world.client.post(path, json=UPDATE | {"on": TOMORROW, "corrects": str(uuid4())}, headers=OFFICE)
    assert wrong_fields(ahead) == {"on": "in-the-future", "corrects": "unknown"}
    assert world.get(f"/v1/progress-updates/{first['id']}")["correctedBy"] == better["id"]
    assert [each["id"] for each in world.get(f"{path}?current=true")["items"]] == [better["id"]]
    assert world.client.put(f"/v1/progress-updates/{first['id']}", json=UPDATE, headers=OFFICE).status_code == 405


def test_links_are_a_graph_without_loops_and_each_once(world: World) -> None:
    one, two = world.project()["id"], world.project()["id"]
    made = world.post(f"/v1/projects/{one}/links", {"toProject": two, "kind": "flow"})
    for body, wrong in (
        ({"toProject": one, "kind": "flow"}, {"toProject": "itself"}),
        ({"toProject": str(uuid4()), "kind": "vriendschap"}, {"toProject": "unknown", "kind": "unknown"}),
        ({"toProject": 7, "kind": "vriendschap"}, {"toProject": "uuid-type", "kind": "unknown"}),
    ):
        assert wrong_fields(world.client.post(f"/v1/projects/{one}/links", json=body, headers=OFFICE)) == wrong
    twice = world.client.post(f"/v1/projects/{one}/links", json={"toProject": two, "kind": "referral"}, headers=OFFICE)
    assert twice.status_code == 409
    graph = shapes.LinkGraph.model_validate(world.get("/v1/project-links"), extra="forbid")
    assert {str(node.id) for node in graph.nodes} >= {one, two}
    assert [(str(edge.from_project), str(edge.to_project)) for edge in graph.edges] == [(one, two)]
    assert world.get(f"/v1/projects/{two}/links")["items"] == [made]
    held = world.delete(f"/v1/projects/{one}")
    assert (held.status_code, "project link" in held.json()["detail"]) == (409, True)
    assert world.delete(f"/v1/project-links/{made['id']}").status_code == 204
    assert world.delete(f"/v1/projects/{one}").status_code == 204


def test_what_is_realised_carries_evidence(world: World) -> None:
    body = {
        "kind": "figurehead",
        "wijk": "moerwijk",
        "title": "Boegbeeld",
        "status": "preparing",
        "since": "2021-05-01",
    }
    early = world.client.post("/v1/deliverables", json=body | {"status": "realised"}, headers=OFFICE)
    assert (early.status_code, "Art. 3" in early.json()["detail"]) == (409, True)
    missing = world.client.post("/v1/deliverables", json=body | {"wijk": None, "projectId": "x"}, headers=OFFICE)
    assert wrong_fields(missing) == {"projectId": "uuid-parsing"}
    assert wrong_fields(world.client.post("/v1/deliverables", json=body | {"wijk": None}, headers=OFFICE)) == {
        "wijk": "missing"
    }
    made = world.post("/v1/deliverables", body)
    path = f"/v1/deliverables/{made['id']}"
    shows = {"what": "Verslag", "source": "Gemeente", "on": YESTERDAY, "deliverableId": made["id"], "wijk": "moerwijk"}
    item = world.post("/v1/evidence", shows)
    assert world.put(path, body | {"status": "realised"}, 1).json()["evidenceItems"] == 1
    assert world.delete(f"/v1/evidence/{item['id']}").status_code == 409
    assert world.delete(path).status_code == 409
    assert world.get("/v1/deliverables?kind=figurehead&wijk=moerwijk&status=realised")["total"] == 1
    nothing = world.client.post("/v1/evidence", json={"what": "x", "source": "y", "on": TOMORROW}, headers=OFFICE)
    assert wrong_fields(nothing) == {
        "on": "in-the-future",
        "expectedResult": "missing",
        "projectId": "missing",
    }
    project = world.project()["id"]
    of_project = world.post(
        f"/v1/projects/{project}/evidence",
        {"what": "Telling", "source": "ROC", "on": YESTERDAY, "expectedResult": "more-exercise"},
    )
    assert of_project["projectId"] == project
    assert world.get(f"/v1/evidence?expectedResult=more-exercise&project={project}")["items"] == [of_project]


def test_learners_are_counted_once_and_none_who_was_not_reached(world: World) -> None:
    course = world.post("/v1/courses", {"title": "Taalles", "kind": "language", "organiser": "Taal aan Zee"})
    period = {"courseId": course["id"], "starts": "2021-01-01", "ends": "2021-06-30", "source": "ROC"} | COUNTS
    made = world.post("/v1/course-periods", period)
    assert (made["kind"], made["toWork"]) == ("language", 20)
    for changes, wrong in (
        ({"starts": "2021-06-30", "ends": "2021-07-30"}, {"starts": "overlaps"}),
        ({"starts": "2022-01-01", "ends": "2022-02-01", "toWork": 21}, {"toWork": "more-than-reached"}),
        ({"reached": -1}, {"reached": "greater-than-equal"}),
        ({"starts": TOMORROW, "ends": TOMORROW}, {"starts": "in-the-future"}),
        ({"courseId": str(uuid4())}, {"courseId": "unknown"}),
    ):
        refused = world.client.post("/v1/course-periods", json=period | changes, headers=OFFICE)
        assert wrong_fields(refused) == wrong
    assert world.put(f"/v1/course-periods/{made['id']}", period | {"toWork": 1}, 1).status_code == 200
    assert world.delete(f"/v1/courses/{course['id']}").status_code == 409
    asked = "kind=language&from=2021-01-01&to=2021-01-01"
    assert world.get(f"/v1/course-periods?{asked}", OFFICE)["total"] == 1
    counts = world.get(f"/v1/course-counts?{asked}")["items"]
    assert [(each["reached"], each["toWork"], each["toEducation"]) for each in counts] == [
        (COUNTS["reached"], None, COUNTS["toEducation"])
    ]
    assert {world.client.get(f"/v1/course-periods{rest}").status_code for rest in ("", ".csv", f"/{made['id']}")} == {
        401
    }
    story = f"/v1/changes?objectId={made['id']}"
    assert (world.get(story)["total"], world.get(story, OFFICE)["total"]) == (0, 2)
    table = world.client.get("/v1/course-counts.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table), delimiter=";")
    assert (row["reached"], row["toVoluntaryWork"], row["toWork"]) == ("20", "", "")


def test_a_register_holds_what_it_asks_and_no_more(world: World) -> None:
    path = "/v1/registers/adapted-vacancies/entries"
    entry = {"title": "Magazijn", "on": YESTERDAY, "status": "open", "sector": "logistics", "places": 3}
    made = world.post(path, entry)
    assert world.get(f"{path}?sector=logistics")["items"] == [made]
    without = {"title": "x", "on": TOMORROW, "status": "open", "rule": "Wet"}
    assert wrong_fields(world.client.post(path, json=without, headers=OFFICE)) == {
        "on": "in-the-future",
        "sector": "missing",
        "places": "missing",
        "rule": "not-asked",
    }
    unknown = world.client.post(path, json=entry | {"sector": "raketten"}, headers=OFFICE)
    assert wrong_fields(unknown) == {"sector": "unknown"}
    assert world.client.get("/v1/registers/geheimen/entries").status_code == 404
    item = f"/v1/register-entries/{made['id']}"
    assert world.put(item, entry | {"status": "settled"}, 1).json()["kind"] == "adapted-vacancies"


def test_risks_are_not_public(world: World) -> None:
    path = f"/v1/projects/{world.project()['id']}/risks"
    risk = {"description": "Geen pand", "likelihood": 4, "impact": 5, "owner": "Programma"}
    made = world.post(path, risk)
    assert (made["score"], made["status"]) == (20, "open")
    assert world.client.get("/v1/risks").status_code == 401
    assert world.get("/v1/risks", bearer("analyst"))["items"] == [made]
    assert world.put(f"/v1/risks/{made['id']}", risk | {"closedOn": YESTERDAY}, 1).json()["status"] == "closed"


def test_the_same_key_adds_once(world: World) -> None:
    body = SPACE | {"name": "Energiehuis"}
    keyed = OFFICE | {"Idempotency-Key": "key-of-a-space"}
    ids = {world.client.post("/v1/business-spaces", json=body, headers=keyed).json()["id"] for _ in range(3)}
    assert len(ids) == 1
    refused = world.client.post("/v1/business-spaces", json=body, headers=OFFICE)
    assert (refused.status_code, wrong_or_exists(refused.json())) == (409, ["exists"])


def wrong_or_exists(problem: Body) -> list[str]:
    return [error["code"] for error in problem["errors"]]


LISTS = [
    "projects",
    "milestones",
    "progress-updates",
    "evidence",
    "deliverables",
    "business-spaces",
    "courses",
    "course-counts",
    "registers/vacant-property/entries",
]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_at_most_three_statements_and_none_when_unchanged(world: World, name: str) -> None:
    answer = world.client.get(f"/v1/{name}")
    assert answer.status_code == 200, answer.text
    assert statements(answer) <= 3 + ("registers" in name)
    same = world.client.get(f"/v1/{name}", headers={"If-None-Match": answer.headers["etag"]})
    assert (same.status_code, statements(same)) == (304, 1)


@pytest.mark.parametrize("name", [*LISTS, "project-links"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_list_is_a_sheet(world: World, name: str, ending: str) -> None:
    answer = world.client.get(f"/v1/{name}.{ending}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].endswith(f'.{ending}"')
    if ending == "xlsx":
        (page,) = load_workbook(io.BytesIO(answer.content)).worksheets
        heading = [str(cell.value) for cell in page[1]]
    else:
        heading = answer.content.decode("utf-8-sig").splitlines()[0].split(";")
    assert heading[0] == "id"


def test_a_sheet_has_all_rows_and_no_formulas(world: World) -> None:
    for number in range(3):
        world.post("/v1/business-spaces", SPACE | {"name": f"=1+{number}", "wijk": "bouwlust"})
    answer = world.client.get("/v1/business-spaces.csv?wijk=bouwlust&pageSize=1")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["name"], row["wasVacant"], row["squareMetres"]) for row in rows] == [
        (f"'=1+{number}", "ja", "120") for number in range(3)
    ]


def test_monitoring_counts_evidence_as_it_comes_moves_and_goes(world: World) -> None:
    project = world.project()["id"]
    first, second = (each["id"] for each in world.get("/v1/expected-results")["items"][:2])

    def counts() -> tuple[int, int]:
        found = {each["id"]: each["evidence"] for each in world.get("/v1/monitoring/results?asOf=2020-01-01")["items"]}
        return found[first], found[second]

    before = counts()
    shows = {"what": "Foto", "source": "Programmabureau", "on": "2020-03-01", "expectedResult": first}
    item = world.post(f"/v1/projects/{project}/evidence", shows)
    assert counts() == (before[0] + 1, before[1])
    moved = {**shows, "projectId": project, "expectedResult": second}
    assert world.put(f"/v1/evidence/{item['id']}", moved, 1).status_code == 200
    assert counts() == (before[0], before[1] + 1)
    assert world.delete(f"/v1/evidence/{item['id']}").status_code == 204
    assert counts() == before
