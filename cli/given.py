"""What every command is given: settings, the owner's database, and words for what goes wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from cli.house import House
from cli.postgres import Postgres
from cli.steps import problem
from services.kit.settings import Settings, read_settings

if TYPE_CHECKING:
    from cli.owner import Owner

Var = Annotated[Path, typer.Option(help="Folder for the data, logs and secrets of this house.")]


@contextmanager
def telling_what_is_wrong() -> Iterator[None]:
    """What a user can do something about is told in words; anything else is ours, with its traceback."""
    try:
        yield
    except typer.Exit:
        raise
    except Exception as error:
        if not isinstance(error, expected()):
            raise
        problem(str(error))
        raise typer.Exit(1) from None


def expected() -> tuple[type[Exception], ...]:
    """Looked up when something is wrong: a command that goes well need not load them all."""
    from psycopg import OperationalError
    from sqlalchemy.exc import OperationalError as DatabaseError

    from cli.assets import AssetsFailed
    from cli.control import SupervisorGone
    from cli.house import AlreadyRunning
    from cli.importing import WrongFile
    from cli.load import WRONG_FILES
    from cli.ports import PortsTaken
    from cli.postgres import PostgresError
    from cli.secret_files import SecretsExist
    from cli.start import NotStarted
    from cli.stopping import NotStopped

    ours = (AlreadyRunning, AssetsFailed, NotStarted, NotStopped, PortsTaken, PostgresError, SecretsExist)
    return (*ours, SupervisorGone, DatabaseError, OperationalError, PermissionError, WrongFile, *WRONG_FILES)


def settings_given() -> Settings:
    try:
        return read_settings()
    except ValidationError as error:
        for each in error.errors():
            problem(f"The setting {'.'.join(map(str, each['loc']))} is wrong: {each['msg']}")
        raise typer.Exit(2) from None


def owner_given(house: House | None = None) -> "Owner":
    """Of DATABASE_URL; without it, of a house that runs."""
    from cli.owner import Owner

    settings = settings_given()
    url, secret = settings.database_url.get_secret_value(), settings.secret.get_secret_value()
    if not url and house and house.occupant() is not None:
        url, secret = Postgres(house.var / "postgres").url, secret or house.secret()
    if not url or not secret:
        problem("Give DATABASE_URL (the owner's address) and ZUIDWEST_SECRET.")
        raise typer.Exit(2)
    return Owner(url, settings.role_prefix, secret)
