"""`zuidwest clients`: the machine clients of an installation (RFC 6749 §2.1)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

import typer
from sqlalchemy.exc import IntegrityError

from services.identity import demo
from services.identity.clients.queries import Client, keep_client, listed_clients, remove_client
from services.identity.clients.secrets import hashed, new_secret
from services.identity.tables import metadata
from services.kit import audit
from services.kit.access import ROLES
from services.kit.database import Database, role_url
from services.kit.settings import read_settings

WHO = "zuidwest clients"
app = typer.Typer(help="Machine clients: who may ask for tokens.", no_args_is_help=True)


@app.command("list")
def list_clients() -> None:
    """Shows every client with its roles."""
    with identity_database() as database, database.writing() as session:
        for client in listed_clients(session):
            about = [*(str(place) for place in client.places), *client.wijken]
            typer.echo(f"{client.id}: {', '.join(client.roles)}" + (f" of {', '.join(about)}" if about else ""))


@app.command()
def add(
    client_id: Annotated[str, typer.Argument(help="Lower case letters, digits and hyphens.")],
    role: Annotated[list[str], typer.Option(help=f"One of {', '.join(ROLES)}; may be repeated.")],
    place: Annotated[list[UUID] | None, typer.Option(help="Id of a place, for a coordinator.")] = None,
    wijk: Annotated[list[str] | None, typer.Option(help="Slug of a wijk, for an editor.")] = None,
) -> None:
    """Makes a client and shows its secret, once."""
    if unknown := set(role) - set(ROLES):
        raise typer.BadParameter(f"no such role: {', '.join(sorted(unknown))}")
    secret = new_secret()
    client = Client(client_id, hashed(secret), role, place or [], wijk or [])
    try:
        with identity_database() as database, database.writing() as session:
            added = keep_client(session, client)
            audit.record(session, metadata, WHO, "add", "client", client_id, {"roles": [None, role]})
    except IntegrityError as error:
        raise typer.BadParameter("the id has 3 to 63 lower case letters, digits or hyphens") from error
    if not added:
        raise typer.BadParameter(f"there is a client {client_id} already")
    typer.echo(f"Client {client_id}, secret (shown once): {secret}")


@app.command()
def remove(client_id: str) -> None:
    """Takes a client away; its tokens are good for at most 15 minutes more."""
    with identity_database() as database, database.writing() as session:
        if not remove_client(session, client_id):
            raise typer.BadParameter(f"there is no client {client_id}")
        audit.record(session, metadata, WHO, "remove", "client", client_id)
    typer.echo(f"Client {client_id} is removed.")


@app.command("remove-demo")
def remove_demo() -> None:
    """Takes every demo client away, so that production can start on this database."""
    with identity_database() as database:
        typer.echo(f"{demo.remove(database)} demo clients are removed.")


@contextmanager
def identity_database() -> Iterator[Database]:
    """Connections as identity's own role; `DATABASE_URL` is the owner's address here, as for `migrate`."""
    settings = read_settings()
    owner, secret = settings.database_url.get_secret_value(), settings.secret.get_secret_value()
    database = Database(role_url(owner, "identity", settings.role_prefix, secret))
    try:
        yield database
    finally:
        database.close()
