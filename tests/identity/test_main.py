"""How identity starts: with demo clients in demo mode, never with them in production."""

import psycopg
import pytest

from services.identity import demo
from services.identity.clients.queries import Client, keep_client
from services.identity.clients.secrets import hashed
from services.identity.main import DemoInProduction, create_app, refuse_demo_clients
from services.kit.database import Database as Connections
from tests.postgres import Database
from tests.serving import CouldNotStart, browsing, served, settings_for

FORM = {"grant_type": "client_credentials", "client_id": "demo-admin", "client_secret": "demo"}


def test_production_starts_without_demo_clients(database: Database) -> None:
    with browsing(create_app(settings_for("identity", database, mode="production"))) as identity:
        assert identity.post("/v1/tokens", data=FORM).status_code == 401


def test_production_refuses_to_start_with_demo_clients_and_says_what_to_do(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(create_app(settings_for("identity", database))):
        pass
    app = create_app(settings_for("identity", database, mode="production"))
    with pytest.raises(CouldNotStart), served(app):
        pass
    assert "`zuidwest clients remove-demo`" in capsys.readouterr().out
    with pytest.raises(DemoInProduction, match="zuidwest clients remove-demo"):
        refuse_demo_clients(app)
    app.state.database.close()


def test_after_removing_them_production_starts(database: Database) -> None:
    with served(create_app(settings_for("identity", database))):
        pass
    connections = Connections(database.url_for("identity"))
    assert demo.remove(connections) == len(demo.DEMO_CLIENTS)
    connections.close()
    with served(create_app(settings_for("identity", database, mode="production"))):
        pass


def test_demo_clients_that_come_later_are_no_way_into_production(database: Database) -> None:
    app = create_app(settings_for("identity", database, mode="production"))
    with browsing(app) as identity:
        demo.load(app.state.database)
        assert identity.post("/v1/tokens", data=FORM).status_code == 401


def test_a_client_of_production_gets_its_token(database: Database) -> None:
    app = create_app(settings_for("identity", database, mode="production"))
    with browsing(app) as identity:
        with app.state.database.writing() as session:
            assert keep_client(session, Client("programme-office", hashed("a secret"), ["programme"]))
            assert not keep_client(session, Client("programme-office", hashed("another"), ["admin"]))
        form = FORM | {"client_id": "programme-office", "client_secret": "a secret"}
        assert identity.post("/v1/tokens", data=form).status_code == 200


def test_loading_the_demo_twice_changes_nothing(database: Database) -> None:
    connections = Connections(database.url_for("identity"))
    assert (demo.load(connections), demo.load(connections)) == (7, 0)
    connections.close()


def test_without_a_database_it_starts_and_is_not_ready(database: Database) -> None:
    nowhere = "postgresql://nobody:nothing@127.0.0.1:1/none"
    with browsing(create_app(settings_for("identity", database, database_url=nowhere))) as identity:
        assert identity.get("/health/live").status_code == 200
        assert identity.get("/health/ready").status_code == 503
        answer = identity.post("/v1/tokens", data=FORM)
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")


def test_it_recovers_when_its_tables_come_later(database: Database) -> None:
    with psycopg.connect(database.url, autocommit=True) as owner:
        owner.execute("ALTER TABLE identity.signing_key RENAME TO not_yet")
        with browsing(create_app(settings_for("identity", database))) as identity:
            assert identity.get("/v1/keys").status_code == 500
            owner.execute("ALTER TABLE identity.not_yet RENAME TO signing_key")
            assert identity.get("/v1/keys").status_code == 200
