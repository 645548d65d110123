"""The sample projects: enough of them, over all pillars, never growing old."""

from collections import Counter
from datetime import date
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from services.contracts.deal import Deal
from services.kit.database import Database as Connections
from services.projects.registry.demo import (
    WrongSample,
    day_from,
    demo_project_id,
    load_demo_projects,
    project_of,
    read_samples,
)
from services.projects.registry.demo_records import load_demo_records
from tests.projects.answers import items
from tests.projects.conftest import ROOT, TODAY

FILE = ROOT / "demo" / "projects.toml"


def test_the_sample_is_realistic_in_size_and_spread(real_deal: Deal) -> None:
    samples = read_samples(FILE)
    assert len(samples) >= 38
    assert len({sample.key for sample in samples}) == len({sample.title for sample in samples}) == len(samples)
    assert min(Counter(sample.pillar for sample in samples).values()) >= 8
    for wijk in real_deal.wijken.wijken:
        assert sum(wijk.slug in sample.wijken for sample in samples) >= 20
    assert {sample.status for sample in samples} == {
        "idea",
        "feasibility",
        "intended",
        "running",
        "finished",
        "stopped",
    }
    assert {theme.slug for theme in real_deal.themes} == {theme for sample in samples for theme in sample.themes}


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 11, 24), date(2040, 12, 31)])
def test_on_any_day_what_runs_has_begun_and_not_ended(today: date) -> None:
    for sample in read_samples(FILE):
        project = project_of(sample, today)
        if project.status == "running":
            assert project.starts is not None and project.starts <= today, sample.key
            assert project.ends is None or project.ends > today, sample.key
        if project.status == "finished":
            assert project.ends is not None and project.ends < today, sample.key


def test_months_are_counted_from_the_first_of_this_month() -> None:
    assert day_from(date(2026, 1, 31), 1) == date(2026, 2, 1)
    assert day_from(date(2026, 1, 31), -1) == date(2025, 12, 1)
    assert day_from(date(2026, 1, 31), None) is None


def test_a_day_of_the_deal_stands_as_it_is() -> None:
    assert day_from(date(2026, 1, 31), date(2020, 3, 1)) == date(2020, 3, 1)


def test_loading_adds_what_is_missing_and_leaves_what_was_changed(
    client: httpx.Client, connections: Connections
) -> None:
    total = len(read_samples(FILE))
    with connections.writing() as session:
        assert load_demo_projects(session, FILE, TODAY) == total
    found = {project["id"]: project for project in items(client.get("/v1/projects?pageSize=100"))}
    kitchen = found[str(demo_project_id("participatiekeuken"))]
    assert (kitchen["title"], kitchen["lead"]) == ("Participatiekeuken", "Resto vanHarte")
    with connections.writing() as session:
        session.execute(text("UPDATE projects.project SET title = 'Eigen' WHERE title = 'Participatiekeuken'"))
        session.execute(text("DELETE FROM projects.project WHERE title = 'Bij Betje'"))
    with connections.writing() as session:
        assert load_demo_projects(session, FILE, TODAY) == 1
    assert client.get("/v1/projects").json()["total"] == total
    assert client.get(f"/v1/projects/{kitchen['id']}").json()["title"] == "Eigen"


def test_ids_are_the_same_everywhere() -> None:
    assert str(demo_project_id("bij-betje")) == "9702751c-9a64-5b30-a0ae-09e44ea2d975"


def test_a_sample_that_does_not_fit_the_deal_is_refused_as_a_whole(
    client: httpx.Client, connections: Connections, tmp_path: Path
) -> None:
    wrong = tmp_path / "projects.toml"
    words = FILE.read_text(encoding="utf-8")
    wrong.write_text(words.replace('"moerwijk"', '"delft"', 1).replace("pillar = 2", "pillar = 7", 1), encoding="utf-8")
    with pytest.raises(WrongSample) as caught, connections.writing() as session:
        load_demo_projects(session, wrong, TODAY)
    assert str(caught.value).splitlines() == [
        "buurtkamers-zuidwest: The deal has no wijk delft.",
        "taal-in-de-wijk: The deal has no pillar 7.",
    ]
    assert client.get("/v1/projects").json()["total"] == 0


@pytest.mark.parametrize("today", [date(2024, 2, 29), TODAY])
def test_what_the_sample_projects_do_loads_on_any_day_and_once(connections: Connections, today: date) -> None:
    with connections.writing() as session:
        load_demo_projects(session, FILE, today)
        added = load_demo_records(session, ROOT / "demo" / "registry.toml", today)
        assert load_demo_records(session, ROOT / "demo" / "registry.toml", today) == 0
        unshown = session.scalar(
            text(
                "SELECT count(*) FROM projects.deliverable d WHERE status = 'realised' AND NOT EXISTS "
                "(SELECT FROM projects.evidence WHERE deliverable_id = d.id)"
            )
        )
        ahead = session.scalar(text("SELECT count(*) FROM projects.milestone WHERE actual > :today"), {"today": today})
    assert added > 90
    assert (unshown, ahead) == (0, 0)
