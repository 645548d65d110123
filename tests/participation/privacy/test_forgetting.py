"""Must show (issue 3): people's data is sealed while it is needed; after the retention job nothing of it is left."""

from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from cli.access_page import doors
from services.kit.database import Database as ServiceDatabase
from services.kit.settings import Settings
from services.participation.clock import now
from services.participation.main import create_app
from services.participation.places.deal import load_deal
from services.participation.retention import forget_all
from tests.participation.conftest import ADMIN, World, place_body, the_deal
from tests.participation.privacy.looking import binary_values, contents, dump
from tests.participation.privacy.planting import PLANTED, PLANTINGS, Planter, not_planted
from tests.participation.privacy.traces import found_in
from tests.postgres import Database
from tests.serving import browsing, settings_for
from tests.tokens import trusting
from tests.working import until, worker

KEPT_DAYS = 14
LATER = timedelta(days=14 * 7 + KEPT_DAYS + 2)
"""So long after the last date that anybody could join, everything is due."""


@pytest.fixture
def settings(database: Database) -> Settings:
    nobody = {"smtp_url": "smtp://127.0.0.1:1", "log_format": "json", "log_level": "debug"}
    return settings_for("participation", database, forget_after_days=KEPT_DAYS, wish_keep_days=30, **nobody)


def test_people_are_sealed_while_needed_and_gone_after(
    settings: Settings, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    app = trusting(create_app(settings))
    with browsing(app) as client:
        storage: ServiceDatabase = app.state.database
        planter = Planter(some_places(client, storage), storage)
        before = binary_values(database.url)
        for plant in PLANTINGS:
            plant(planter)
        document = client.get("/v1/openapi.json").json()
        missed = not_planted(doors(app.routes), document, planter.visited)
        assert missed == [], "add a planting to tests/participation/privacy"
        assert not_planted(doors(app.routes), document, set()) >= ["POST /v1/activities/{activity_id}/enrolments"]
        assert "POST /v1/referrals" in not_planted(doors(app.routes), document, set())
        secrets = binary_values(database.url) - before
        assert len(secrets) >= len(PLANTINGS)
        worked = said_by_the_worker(settings)
        assert_no_trace_in(database)

        wiped = dict(forget_all(storage.writing, now() + LATER, KEPT_DAYS))
        assert sum(wiped.values()) >= len(PLANTINGS)
        assert_no_trace_in(database)
        assert binary_values(database.url) & secrets == set(), "sealed data or a keyed hash stayed"
        assert sum(dict(forget_all(storage.writing, now() + LATER, KEPT_DAYS)).values()) == 0
    logged = capsys.readouterr().out
    assert '"event": "request"' in logged
    assert found_in(logged + worked, PLANTED) == []


def some_places(client: httpx.Client, storage: ServiceDatabase) -> World:
    with storage.writing() as session:
        load_deal(session, the_deal())
    bodies = (place_body(name=name) for name in ("Buurtkamer Oost", "Buurtkamer West", "Buurthuis Zuid"))
    added = [client.post("/v1/places", json=body, headers=ADMIN).json()["id"] for body in bodies]
    return World(client, *map(UUID, added))


def said_by_the_worker(settings: Settings) -> str:
    """The log of a real worker that tries in vain to send the letters: what goes wrong is where secrets slip out."""
    with worker(settings, "participation") as log:
        until(lambda: "letter_waits" in log.read_text())
        return log.read_text()


def assert_no_trace_in(database: Database) -> None:
    """In no table of any schema (jobs, audit, keys, letters among them), nor in a dump."""
    everything = contents(database.url)
    assert {"participation.audit", "participation.idempotency_key", "participation.letter"} <= everything.keys()
    assert any(name.startswith("participation_jobs.") for name in everything)
    assert {name: found for name, text in everything.items() if (found := found_in(text, PLANTED))} == {}
    assert found_in(dump(database.url), PLANTED) == []
