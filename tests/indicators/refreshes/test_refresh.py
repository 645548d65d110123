"""Counting again: what is asked, what is kept, and what stays when a service fails."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest
from pytest import MonkeyPatch

from services.contracts import calling
from services.indicators.refreshes import asking
from services.kit.database import Database
from tests.indicators.neighbours import Neighbours, the
from tests.indicators.refreshing import refreshed

CountAgain = Callable[[], dict[str, Any]]
PROJECTS = "projects-per-meeting-place"
THREE = ["taal", "tuin", "koken"]


def figures(client: httpx.Client, **query: Any) -> dict[str, dict[str, Any]]:
    answer = client.get("/v1/measurements", params={"indicator": PROJECTS, "pageSize": 100, **query})
    assert answer.status_code == 200, answer.text
    return {item["areaLabel"]: item for item in answer.json()["items"]}


@pytest.fixture
def two_of_three(world: Neighbours) -> Neighbours:
    """One place with three projects, one with two, and a registry that knows them."""
    world.projects |= dict.fromkeys(THREE, "running")
    world.places |= {"De Wissel": ("moerwijk", THREE), "De Kamer": ("moerwijk", THREE[:2])}
    return world


def test_a_third_project_and_its_withdrawal(
    client: httpx.Client, count_again: CountAgain, two_of_three: Neighbours
) -> None:
    assert count_again()["status"] == "done"
    before = figures(client)
    assert before["De Kamer"]["value"] == 2
    assert before["Moerwijk"]["detail"] == {"places": 2, "placesWithThree": 1}

    two_of_three.places["De Kamer"] = ("moerwijk", THREE)
    count_again()
    during = figures(client)
    assert (during["De Kamer"]["value"], during["De Kamer"]["targetMet"]) == (3, True)
    assert during["Moerwijk"]["detail"] == {"places": 2, "placesWithThree": 2}
    assert during["Zuidwest"]["value"] == 3

    two_of_three.places["De Kamer"] = ("moerwijk", THREE[:2])
    count_again()
    after = figures(client)
    for area in before:
        assert [after[area][name] for name in ("value", "detail")] == [
            before[area][name] for name in ("value", "detail")
        ]
    assert after["De Kamer"]["id"] != before["De Kamer"]["id"]


def test_an_unchanged_figure_is_confirmed_not_repeated(
    client: httpx.Client, count_again: CountAgain, two_of_three: Neighbours, owner: psycopg.Connection
) -> None:
    count_again()
    before = figures(client)
    count_again()
    after = figures(client)
    for area, figure in after.items():
        assert figure["id"] == before[area]["id"]
        assert figure["measuredAt"] == before[area]["measuredAt"]
        assert datetime.fromisoformat(figure["confirmedAt"]) > datetime.fromisoformat(figure["measuredAt"])
    assert owner.execute("SELECT count(*) FROM indicators.measurement WHERE superseded_at IS NOT NULL").fetchone() == (
        0,
    )


def test_the_source_of_a_figure_can_be_asked_again(
    client: httpx.Client, count_again: CountAgain, two_of_three: Neighbours
) -> None:
    count_again()
    source = figures(client)["Moerwijk"]["source"]
    assert {(asked["service"], asked["path"]): asked["total"] for asked in source} == {
        ("participation", "/v1/wijken"): 4,
        ("participation", "/v1/place-offers?kind=meeting-place"): 2,
        ("projects", "/v1/projects"): 3,
    }
    assert all(len(asked["checksum"]) == 64 for asked in source)


def test_projects_that_do_not_count_are_reported(
    client: httpx.Client, count_again: CountAgain, two_of_three: Neighbours
) -> None:
    two_of_three.projects = {"taal": "running", "tuin": "stopped"}
    count_again()
    detail = figures(client)["De Wissel"]["detail"]
    assert [each["title"] for each in detail["projects"]] == ["taal"]
    assert [each["title"] for each in detail["stoppedProjects"]] == ["tuin"]
    assert detail["unknownProjects"] == [str(the("koken"))]


def test_all_pages_are_read(client: httpx.Client, count_again: CountAgain, world: Neighbours) -> None:
    world.projects |= {f"project {number}": "running" for number in range(205)}
    world.places |= {f"plek {number:03}": ("moerwijk", [f"project {number}"]) for number in range(201)}
    count_again()
    assert figures(client)["Moerwijk"]["detail"]["places"] == 201
    assert world.asked.count("/v1/projects") == world.asked.count("/v1/place-offers") == 3
    assert figures(client)["Moerwijk"]["value"] == 1


def test_a_list_that_changes_while_it_is_read_is_read_again(
    client: httpx.Client, count_again: CountAgain, world: Neighbours
) -> None:
    world.places |= {f"plek {number:03}": ("moerwijk", []) for number in range(150)}

    def lose_the_first_place(page: int) -> None:
        world.places.pop("plek 000", None)

    world.while_reading = lose_the_first_place
    assert count_again()["status"] == "done"
    assert figures(client)["Moerwijk"]["detail"]["places"] == 149


def test_a_list_that_keeps_changing_is_not_counted(count_again: CountAgain, world: Neighbours) -> None:
    world.places |= {f"plek {number:03}": ("moerwijk", []) for number in range(150)}
    world.while_reading = lambda page: page == 1 and world.places.pop(min(world.places))
    row = count_again()
    assert row["status"] == "failed"
    assert "kept changing" in row["reason"]


def test_a_place_that_closed_has_no_newest_figure_but_its_history_stays(
    client: httpx.Client, count_again: CountAgain, two_of_three: Neighbours
) -> None:
    count_again()
    del two_of_three.places["De Kamer"]
    count_again()
    assert "De Kamer" not in figures(client)
    assert figures(client)["Moerwijk"]["detail"] == {"places": 1, "placesWithThree": 1}
    assert figures(client, latest="false", area=str(the("De Kamer")))["De Kamer"]["value"] == 2


@pytest.mark.parametrize("illness", ["500", "503", "404", "cut", "nonsense"])
@pytest.mark.parametrize("service", ["participation", "projects"])
def test_a_failing_service_changes_no_figure(
    client: httpx.Client,
    count_again: CountAgain,
    two_of_three: Neighbours,
    owner: psycopg.Connection,
    service: str,
    illness: str,
) -> None:
    count_again()
    kept = owner.execute("SELECT * FROM indicators.measurement ORDER BY id").fetchall()
    two_of_three.places["De Kamer"] = ("moerwijk", THREE)
    two_of_three.ill[service] = illness
    row = count_again()
    assert row["status"] == "failed"
    assert service in row["reason"]
    assert "earlier figures stay" in row["reason"]
    assert owner.execute("SELECT * FROM indicators.measurement ORDER BY id").fetchall() == kept

    two_of_three.ill.clear()
    assert count_again()["status"] == "done"
    assert figures(client)["De Kamer"]["value"] == 3


def test_a_service_that_is_down_is_named(
    loaded: Database, count_again: CountAgain, two_of_three: Neighbours, settings: Any
) -> None:
    settings.addresses["projects"] = "http://127.0.0.1:9"
    row = count_again()
    assert row["status"] == "failed"
    assert row["reason"].startswith("The projects service does not answer now")


def test_a_slow_service_is_waited_for_a_while(
    monkeypatch: MonkeyPatch, count_again: CountAgain, two_of_three: Neighbours
) -> None:
    two_of_three.ill["participation"] = "slow"
    two_of_three.slow_seconds = 0.3
    assert count_again()["status"] == "done"
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 0.5)
    row = count_again()
    assert row["status"] == "failed"
    assert "to answer" in row["reason"]


def test_without_a_deal_nothing_is_asked(own_database: Database, settings: Any, world: Neighbours) -> None:
    row = refreshed(own_database, settings)
    assert (row["status"], world.asked) == ("failed", [])
    assert "No deal" in row["reason"]


def test_the_retries_of_the_contract_are_bounded(count_again: CountAgain, two_of_three: Neighbours) -> None:
    two_of_three.ill["projects"] = "503"
    count_again()
    assert two_of_three.asked.count("/v1/projects") == 1 + calling.RETRIES


def test_a_refresh_that_asked_earlier_does_not_overwrite_a_later_one(
    client: httpx.Client, count_again: CountAgain, two_of_three: Neighbours, owner: psycopg.Connection
) -> None:
    later = count_again()
    owner.execute("UPDATE indicators.refresh SET asked_at = asked_at + %s", [timedelta(minutes=1)])
    two_of_three.places["De Kamer"] = ("moerwijk", THREE)
    overtaken = count_again()
    assert (later["status"], overtaken["status"]) == ("done", "done")
    assert "asked later" in overtaken["reason"]
    assert figures(client)["De Kamer"]["value"] == 2


def values(client: httpx.Client, indicator: str) -> dict[str, float]:
    items = client.get("/v1/measurements", params={"indicator": indicator, "pageSize": 100}).json()["items"]
    return {f"{item['areaId']} {item['periodLabel'] or ''}".strip(): item["value"] for item in items}


def test_what_the_registry_holds_is_counted_by_data(
    client: httpx.Client, count_again: CountAgain, world: Neighbours
) -> None:
    thing = {"wijk": "moerwijk", "title": "Boegbeeld van de bakkers", "since": "2022-01-01"}
    world.lists["/v1/deliverables"] = [thing | {"id": "a", "evidenceItems": 2}, thing | {"id": "b", "evidenceItems": 0}]
    spaces = {"wijk": "bouwlust", "name": "Werf", "wasVacant": True}
    world.lists["/v1/business-spaces"] = [
        {"id": "c", "squareMetres": 4000, "inUseUntil": None, **spaces},
        {"id": "d", "squareMetres": 2500, "inUseUntil": None, **spaces},
        {"id": "e", "squareMetres": 9000, "inUseUntil": "2022-01-01", **spaces},
    ]
    world.lists["/v1/course-counts"] = [
        {"id": day, "kind": "taal", "wijk": None, "starts": day, "lowLiterateReached": reached, "toEducation": 1,
         "toVoluntaryWork": None, "toWork": 7, "source": "Register"}
        for day, reached in (("2019-02-01", 20), ("2020-09-01", 30))
    ]  # fmt: skip
    world.lists["/v1/project-links"] = [{"id": "f", "kind": "next"}, {"id": "g", "kind": "next"}]
    assert count_again()["status"] == "done"
    assert values(client, "figureheads-per-wijk") == {
        "den-haag-zuidwest": 0, "bouwlust": 0, "vrederust": 0, "morgenstond": 0, "moerwijk": 1,
    }  # fmt: skip
    (wijk,) = client.get("/v1/measurements?indicator=figureheads-per-wijk&wijk=moerwijk").json()["items"]
    assert wijk["detail"]["counted"][0]["evidenceAt"] == "/v1/evidence?deliverable=a"
    assert wijk["source"][0]["path"] == "/v1/deliverables?kind=figurehead&status=realised"
    assert values(client, "business-space")["den-haag-zuidwest"] == 6500
    reached = values(client, "low-literate-reached")
    assert [reached[f"den-haag-zuidwest {year}"] for year in (2019, 2020, 2021)] == [20, 30, 0]
    assert values(client, "flow-to-work")["den-haag-zuidwest 2020"] == 7
    assert values(client, "flow-to-voluntary-work")["den-haag-zuidwest 2020"] == 0
    assert values(client, "links-between-projects") == {"den-haag-zuidwest": 2}
    assessed = client.get("/v1/assessments?indicator=business-space").json()["items"]
    assert [(item["areaKind"], item["verdict"]) for item in assessed] == [("deal", "achieved")]


def test_a_list_that_a_service_does_not_have_leaves_its_figures_and_counts_the_rest(
    client: httpx.Client, count_again: CountAgain, two_of_three: Neighbours
) -> None:
    two_of_three.lists["/v1/project-links"] = [{"id": "f", "kind": "next"}]
    count_again()
    two_of_three.unknown.add("/v1/project-links")
    two_of_three.places["De Kamer"] = ("moerwijk", THREE)
    row = count_again()
    assert (row["status"], "links-between-projects" in row["reason"]) == ("done", True)
    assert values(client, "links-between-projects") == {"den-haag-zuidwest": 1}
    assert figures(client)["De Kamer"]["value"] == 3


def test_a_list_of_something_else_is_not_counted(
    client: httpx.Client, count_again: CountAgain, world: Neighbours
) -> None:
    world.lists["/v1/business-spaces"] = [{"id": "c", "name": "Werf", "wijk": "bouwlust", "inUseUntil": None}]
    row = count_again()
    assert row["status"] == "failed"
    assert "business-space can not be counted" in row["reason"]
