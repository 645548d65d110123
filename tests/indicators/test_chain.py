"""The chain that the house is built for, over the real services: what a coordinator publishes is what is measured.

Three apps on three ports, each with its own role in the database, and the worker as a process.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.contracts.deal import Deal
from services.contracts.indicators import IndicatorsClient, MeasurementShape
from services.contracts.participation import (
    ActivityInput,
    ActivityShape,
    CostInput,
    ParticipationClient,
    PlaceInput,
    ScheduleInput,
)
from services.contracts.projects import ProjectInput
from services.indicators.definitions.loading import load_deal as load_indicators
from services.indicators.main import create_app as indicators_app
from services.kit.database import Database as ServiceDatabase
from services.participation.main import create_app as participation_app
from services.participation.places.deal import load_deal as load_participation
from services.projects.deal.load import load_deal as load_projects
from services.projects.main import create_app as projects_app
from tests.indicators.working import worker
from tests.postgres import Database
from tests.serving import served, settings_for
from tests.tokens import SIGNER, bearer, trusting

PROJECTS, PLACES = "projects-per-meeting-place", "meeting-places-per-wijk"
COORDINATOR_OF_ALL = SIGNER.token("admin")
ANALYST = SIGNER.token("analyst")
PATIENCE = httpx.Timeout(30)
"""Of the tests: a busy machine says nothing about the chain."""


@dataclass
class Together:
    """The addresses of the services that run together, and what was put in them."""

    participation: str
    projects: str
    indicators: str
    place: UUID
    full: UUID
    ids: list[UUID]

    def publish(self, place: UUID, project: UUID, title: str) -> ActivityShape:
        start = (datetime.now(UTC) + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0, tzinfo=None)
        body = ActivityInput(
            title=title,
            summary="Doe mee met uw buren in de wijk.",
            category="meeting",
            place_id=place,
            project_id=project,
            cost=CostInput(free=True),
            schedule=ScheduleInput(rrule="FREQ=WEEKLY", start=start, end=start + timedelta(hours=2)),
            status="published",
        )

        async def create() -> ActivityShape:
            async with ParticipationClient(self.participation) as client:
                client.http.timeout = PATIENCE
                return await client.create_activity(body, COORDINATOR_OF_ALL, f"key-{place}-{project}")

        return asyncio.run(create())

    def withdraw(self, activity_id: UUID) -> None:
        headers = {"Authorization": f"Bearer {COORDINATOR_OF_ALL}"}
        address = f"{self.participation}/v1/activities/{activity_id}"
        etag = httpx.get(address, headers=headers, timeout=PATIENCE).headers["etag"]
        answer = httpx.delete(address, headers=headers | {"If-Match": etag}, timeout=PATIENCE)
        assert answer.status_code == 204, answer.text

    def counted_again(self, indicator: str) -> dict[str, MeasurementShape]:
        """Asks for a refresh as an analyst, waits until the worker has done it, and gives the figures by area."""

        async def count() -> None:
            async with IndicatorsClient(self.indicators) as client:
                client.http.timeout = PATIENCE
                asked = await client.refresh(ANALYST)
                while (state := await client.refresh_state(asked.id, ANALYST)).status in ("waiting", "running"):
                    await asyncio.sleep(0.1)
                assert state.status == "done", state.reason

        asyncio.run(asyncio.wait_for(count(), 60))
        return self.figures(indicator)

    def figures(self, indicator: str) -> dict[str, MeasurementShape]:
        """The newest, by area."""

        async def read() -> dict[str, MeasurementShape]:
            async with IndicatorsClient(self.indicators) as client:
                client.http.timeout = PATIENCE
                page = await client.measurements(indicator=indicator, pageSize=100)
                return {item.area_id: item for item in page.items}

        return asyncio.run(read())

    def values(self, indicator: str) -> dict[str, float | None]:
        """Of the deal and two of its wijken, as far as there are."""
        shown = ("den-haag-zuidwest", "moerwijk", "bouwlust")
        return {area: item.value for area, item in self.figures(indicator).items() if area in shown}


@pytest.fixture
def together(database: Database, deal: Deal) -> Iterator[Together]:
    """Two meeting places in Moerwijk: one offers three projects, the other two."""
    load_each(database, deal)
    with ExitStack() as stack:
        first = stack.enter_context(served(trusting(participation_app(settings_for("participation", database)))))
        second = stack.enter_context(served(trusting(projects_app(settings_for("projects", database)))))
        settings = settings_for("indicators", database, participation_url=first, projects_url=second, version_age_ms=0)
        third = stack.enter_context(served(trusting(indicators_app(settings))))
        stack.enter_context(worker(settings))
        ids = [add_project(second, deal, title) for title in ("Taal aan tafel", "Samen tuinieren", "Koken voor elkaar")]
        world = Together(first, second, third, add_place(first, "De Kamer"), add_place(first, "De Wissel"), ids)
        for place, offered in ((world.place, ids[:2]), (world.full, ids)):
            for number, project in enumerate(offered):
                world.publish(place, project, f"Activiteit {number}")
        yield world


def load_each(database: Database, deal: Deal) -> None:
    loaders: dict[str, Any] = {
        "participation": load_participation,
        "projects": lambda session, given: load_projects(session, given, datetime.now(UTC).date()),
        "indicators": load_indicators,
    }
    for service, load in loaders.items():
        own = ServiceDatabase(database.url_for(service), 1)
        with own.writing() as session:
            load(session, deal)
        own.close()


def add_place(address: str, name: str, kind: str = "meeting-place", **more: Any) -> UUID:
    body = PlaceInput(name=name, kind=kind, wijk="moerwijk", street_address="Straat 1", postcode="2531 PE", **more)
    return posted(f"{address}/v1/places", body.model_dump(mode="json", by_alias=True), "admin")


def add_project(address: str, deal: Deal, title: str) -> UUID:
    body = ProjectInput(
        title=title,
        summary="Bewoners doen mee.",
        pillar=deal.pillars[0].number,
        themes=[deal.themes[0].slug],
        wijken=["moerwijk"],
        status="running",
    )
    return posted(f"{address}/v1/projects", body.model_dump(mode="json", by_alias=True), "programme")


def posted(address: str, body: dict[str, Any], role: str) -> UUID:
    answer = httpx.post(address, json=body, headers=bearer(role), timeout=PATIENCE)
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["id"])


def test_a_third_project_turns_two_into_three_and_its_withdrawal_turns_it_back(together: Together) -> None:
    place = str(together.place)
    before = together.counted_again(PROJECTS)
    assert (before[place].value, before[place].target_met) == (2, False)
    assert before["moerwijk"].detail == {"places": 2, "placesWithThree": 1}

    activity = together.publish(together.place, together.ids[2], "De derde")
    during = together.counted_again(PROJECTS)
    assert (during[place].value, during[place].target_met) == (3, True)
    assert [each["title"] for each in during[place].detail["projects"]] == [
        "Koken voor elkaar",
        "Samen tuinieren",
        "Taal aan tafel",
    ]
    assert (during["moerwijk"].value, during["moerwijk"].detail) == (3, {"places": 2, "placesWithThree": 2})
    assert during["den-haag-zuidwest"].detail == {"places": 2, "placesWithThree": 2}

    together.withdraw(activity.id)
    after = together.counted_again(PROJECTS)
    assert (after[place].value, after["moerwijk"].value) == (2, 2)
    assert after["moerwijk"].detail == after["den-haag-zuidwest"].detail == {"places": 2, "placesWithThree": 1}


def test_a_project_that_the_registry_does_not_know_or_has_stopped_does_not_count(together: Together) -> None:
    stranger = UUID("00000000-0000-4000-8000-000000000001")
    together.publish(together.place, stranger, "Van een vreemde")
    stop(together.projects, together.ids[0])
    figures = together.counted_again(PROJECTS)
    detail = figures[str(together.place)].detail
    assert figures[str(together.place)].value == 1
    assert detail["unknownProjects"] == [str(stranger)]
    assert [each["title"] for each in detail["stoppedProjects"]] == ["Taal aan tafel"]
    assert {asked.path: asked.total for asked in figures["moerwijk"].source} == {
        "/v1/wijken": 4,
        "/v1/place-offers?kind=meeting-place": 2,
        "/v1/projects": 3,
    }


def stop(address: str, project_id: UUID) -> None:
    found = httpx.get(f"{address}/v1/projects/{project_id}", timeout=PATIENCE)
    fields = {field.alias or name for name, field in ProjectInput.model_fields.items()}
    body = {name: value for name, value in found.json().items() if name in fields} | {"status": "stopped"}
    headers = bearer("programme") | {"If-Match": found.headers["etag"]}
    answer = httpx.put(f"{address}/v1/projects/{project_id}", json=body, headers=headers, timeout=PATIENCE)
    assert answer.status_code == 200, answer.text


def test_places_are_counted_per_wijk_and_a_new_one_is_seen(together: Together) -> None:
    """By the rule of its own, and by data alone: guidance, business centres, tasks that residents took over."""
    before = together.counted_again(PLACES)
    assert {wijk: before[wijk].value for wijk in ("moerwijk", "bouwlust", "vrederust", "morgenstond")} == {
        "moerwijk": 2, "bouwlust": 0, "vrederust": 0, "morgenstond": 0,
    }  # fmt: skip
    evidence = {"what": "Verslag van de overdracht", "source": "Buurtkamer", "date": "2022-05-01"}
    tasks = [{"task": "De sleutels beheren", "by": "residents", "evidence": [evidence]}]
    add_place(together.participation, "Het Derde Huis", tasks_taken_over=tasks)
    add_place(together.participation, "Het Veld", "sports-venue", professional_guidance=True, guidance_by="Sport BV")
    add_place(together.participation, "De Hal", "sports-venue")
    add_place(together.participation, "De Werf", "business-centre", surface_m2=900)
    after = together.counted_again(PLACES)
    assert after["moerwijk"].value == 3
    assert [asked.path for asked in after["moerwijk"].source] == [
        "/v1/wijken",
        "/v1/place-offers?kind=meeting-place",
    ]
    assert together.values("sports-venues-per-wijk") == {"moerwijk": 1, "bouwlust": 0, "den-haag-zuidwest": 0}
    assert together.values("business-centres-per-wijk") == {"moerwijk": 1, "bouwlust": 0, "den-haag-zuidwest": 0}
    assert together.values("business-centre") == {"den-haag-zuidwest": 1}
    (place,) = together.figures("coordination-by-residents")["den-haag-zuidwest"].detail["counted"]
    assert (place["name"], place["evidence"]) == ("Het Derde Huis", [evidence | {"url": None}])
    assert together.values("flows-between-steps") == {"den-haag-zuidwest": 0}
