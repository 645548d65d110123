"""The sample reports, made through the API: in one go, or from where an earlier start was cut off."""

import asyncio
from collections.abc import Iterator

import pytest

from cli.sample_reports import read_samples, write_missing
from services.contracts.projects import ProjectsClient
from services.contracts.projects.reports import ReportInput
from services.kit.database import Database as Connections
from services.projects.main import create_app
from services.projects.procedures.demo import load_demo_governance
from tests.postgres import Database
from tests.projects.conftest import ROOT, TODAY
from tests.serving import served, settings_for
from tests.tokens import SIGNER, trusting

SAMPLES = read_samples(ROOT / "demo" / "reports.toml")


@pytest.fixture
def address(with_deal: Database) -> Iterator[str]:
    connections = Connections(with_deal.url_for("projects"), 1)
    with connections.writing() as session:
        load_demo_governance(session, ROOT / "demo" / "governance.toml", TODAY)
    connections.close()
    settings = settings_for("projects", with_deal, version_age_ms=0, indicators_url="http://127.0.0.1:9")
    with served(trusting(create_app(settings))) as made:
        yield made


def test_they_are_made_once_also_after_a_start_that_was_cut_off(address: str) -> None:
    async def make() -> None:
        token = SIGNER.token("programme")
        async with ProjectsClient(address) as projects:
            begun = await projects.create_report(
                ReportInput(kind="progress", year=2020), token, "a-start-that-was-cut-off"
            )
            for _ in range(2):
                await write_missing(projects, SAMPLES, token)
                found = (await projects.reports(token)).items
                assert {(each.year, each.status) for each in found} == {(2020, "published"), (2021, "draft")}
            published = await projects.report(begun.id)
            assert (published.status, len(published.files)) == ("published", 7)
            assert published.content.texts["foreword"].startswith("Dit rapport is een voorbeeld.")

    asyncio.run(make())
