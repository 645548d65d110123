"""`zuidwest clients` on a real database."""

import httpx
import pytest
from typer.testing import CliRunner, Result

from cli.clients import app
from cli.people import app as people
from services.identity.main import create_app
from tests.postgres import SECRET, Database
from tests.serving import browsing, settings_for


@pytest.fixture
def installation(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("DATABASE_URL", database.url)
    monkeypatch.setenv("ZUIDWEST_SECRET", SECRET)
    monkeypatch.setenv("ZUIDWEST_ROLE_PREFIX", database.role_prefix)
    return database


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def ask_token(identity: httpx.Client, client_id: str, secret: str) -> int:
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    return identity.post("/v1/tokens", data=form).status_code


def test_the_secret_that_is_shown_opens_the_door_until_the_client_is_removed(installation: Database) -> None:
    secret = run("add", "editor-bouwlust", "--role", "editor", "--wijk", "bouwlust").output.split()[-1]
    assert run("list").output.splitlines() == ["editor-bouwlust: editor of bouwlust"]
    with browsing(create_app(settings_for("identity", installation, mode="production"))) as identity:
        assert ask_token(identity, "editor-bouwlust", secret) == 200
        assert run("remove", "editor-bouwlust").exit_code == 0
        assert ask_token(identity, "editor-bouwlust", secret) == 401


def test_removing_the_demo_lets_production_start(installation: Database) -> None:
    with browsing(create_app(settings_for("identity", installation))):
        assert "7 demo clients" in run("remove-demo").output
    with browsing(create_app(settings_for("identity", installation, mode="production"))) as identity:
        assert identity.get("/health/ready").status_code == 200


@pytest.mark.parametrize("arguments", [("add", "X!", "--role", "admin"), ("add", "someone", "--role", "king")])
def test_a_wrong_client_is_refused_in_words(installation: Database, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2
    assert run("list").output == ""


def test_what_is_there_is_not_replaced_and_what_is_not_there_is_not_removed(installation: Database) -> None:
    assert run("add", "someone", "--role", "admin").exit_code == 0
    assert run("add", "someone", "--role", "analyst").exit_code == 2
    assert run("list").output == "someone: admin\n"
    assert run("remove", "somebody-else").exit_code == 2


def test_the_first_administrator_is_invited_by_letter_and_once(installation: Database) -> None:
    def invite(*arguments: str) -> Result:
        return CliRunner().invoke(people, ["invite", *arguments])

    assert invite("ada@example.nl", "--language", "pl").output == "The invitation is on its way.\n"
    assert (invite("Ada@example.nl").exit_code, invite("ada").exit_code) == (2, 2)
    with browsing(create_app(settings_for("identity", installation))) as identity:
        (letter,) = identity.get("/v1/outbox").json()["items"]
    assert (letter["to"], "/pl/uitnodiging" in letter["text"]) == ("ada@example.nl", True)
