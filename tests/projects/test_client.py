"""The typed client that other services and the site use, against the running service."""

import asyncio
from collections.abc import Iterator
from uuid import uuid4

import pytest

from services.contracts.calling import ServiceRefused
from services.contracts.projects import ProjectInput, ProjectsClient
from services.kit.database import Database as Connections
from services.projects.main import create_app
from services.projects.procedures.demo import load_demo_governance
from tests.postgres import Database
from tests.projects.conftest import ROOT, TODAY
from tests.serving import served, settings_for
from tests.tokens import SIGNER, trusting

TUIN = ProjectInput(
    title="Tuin", summary="Samen planten.", pillar=1, themes=["sport"], wijken=["moerwijk"], status="running"
)


@pytest.fixture
def address(with_deal: Database) -> Iterator[str]:
    app = trusting(create_app(settings_for("projects", with_deal, version_age_ms=0)))
    with served(app) as made:
        yield made


def test_a_project_is_made_found_changed_and_removed(address: str) -> None:
    async def journey() -> None:
        token = SIGNER.token("programme")
        async with ProjectsClient(address) as projects:
            made = await projects.create_project(TUIN, token, "key-of-the-test")
            assert await projects.create_project(TUIN, token, "key-of-the-test") == made
            assert await projects.project(made.id) == made
            renamed = TUIN.model_copy(update={"title": "Hof"})
            changed = await projects.change_project(made.id, renamed, token, made.version)
            assert (changed.title, changed.version) == ("Hof", 2)
            assert (await projects.projects(wijk="moerwijk", q=None)).items == [changed]
            with pytest.raises(ServiceRefused) as stale:
                await projects.change_project(made.id, TUIN, token, made.version)
            assert stale.value.status == 412
            await projects.remove_project(made.id, token, changed.version)
            assert (await projects.projects()).total == 0

    asyncio.run(journey())


def test_a_refusal_names_the_wrong_fields(address: str) -> None:
    async def ask() -> None:
        async with ProjectsClient(address) as projects:
            with pytest.raises(ServiceRefused) as refused:
                await projects.create_project(
                    TUIN.model_copy(update={"pillar": 8, "wijken": ["delft"]}), SIGNER.token("admin"), "another-key"
                )
            assert [error["location"]["name"] for error in refused.value.errors] == ["pillar", "wijken.0"]
            with pytest.raises(ServiceRefused) as unknown:
                await projects.project(uuid4())
            assert unknown.value.status == 404

    asyncio.run(ask())


def test_the_deal_and_its_parts_are_typed(address: str) -> None:
    async def ask() -> None:
        async with ProjectsClient(address) as projects:
            assert (await projects.deal()).short_name == "Zuidwest"
            assert [party.slug for party in (await projects.parties()).items][-1] == "gemeente-den-haag"
            assert [pillar.number for pillar in (await projects.pillars()).items] == [1, 2, 3]
            assert (await projects.themes()).total == 6
            commitments = await projects.commitments(element="3c", pageSize=2)
            assert ([each.id for each in commitments.items], commitments.total) == (["A4.3c-01", "A4.3c-02"], 3)
            assert (await projects.expected_results(pillar=1)).items[0].measured_by.kind == "indicator"
            assert sum(each.amount_cents for each in (await projects.contributions()).items) == 1_500_000_000

    asyncio.run(ask())


def test_how_the_deal_is_governed_is_read_in_the_shapes_of_the_contract(with_deal: Database, address: str) -> None:
    connections = Connections(with_deal.url_for("projects"), 1)
    with connections.writing() as session:
        load_demo_governance(session, ROOT / "demo" / "governance.toml", TODAY)
    connections.close()

    async def read() -> None:
        async with ProjectsClient(address) as projects:
            (amendment,) = (await projects.amendments(status="asking")).items
            assert await projects.amendment(amendment.id) == amendment
            assert amendment.clock is not None
            assert amendment.clock.state == "in-time"
            (accession,) = (await projects.accessions()).items
            assert await projects.accession(accession.id) == accession
            meeting = (await projects.consultations(kind="consultation")).items[0]
            assert await projects.consultation(meeting.id) == meeting
            assert [point.owner for point in (await projects.action_points(open=True, owner="lnv")).items] == ["lnv"]
            (line,) = (await projects.changes(SIGNER.token("programme"), objectType="action-point", page=1)).items[:1]
            assert line.who == "demo"
            assert (await projects.changes(objectType="action-point")).items[0].who is None

    asyncio.run(read())
