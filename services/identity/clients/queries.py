"""Reading and keeping the machine clients."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.identity.clients.secrets import hashed
from services.identity.tables import client


@dataclass(frozen=True, slots=True)
class Client:
    """A machine client; `secret_hash` as `secrets.hashed` makes it."""

    id: str
    secret_hash: str
    roles: Sequence[str]
    places: Sequence[UUID] = ()
    wijken: Sequence[str] = ()


def client_with_id(connection: Connection[TupleRow], client_id: str, *, demo_too: bool) -> Client | None:
    """A demo client is only found where demo sign-ins are open."""
    row = connection.execute(
        "SELECT id, secret_hash, roles, places, wijken FROM identity.client WHERE id = %s AND (NOT demo OR %s)",
        (client_id, demo_too),
    ).fetchone()
    return Client(*row) if row else None


def keep_client(
    session: Session,
    client_id: str,
    secret: str,
    roles: Sequence[str],
    places: Sequence[UUID] = (),
    wijken: Sequence[str] = (),
    *,
    demo: bool = False,
) -> bool:
    """Adds a client; False when there is one with this id already, which then stays as it is."""
    values = {"id": client_id, "secret_hash": hashed(secret), "demo": demo}
    values |= {"roles": list(roles), "places": list(places), "wijken": list(wijken)}
    added = session.execute(insert(client).values(values).on_conflict_do_nothing().returning(client.c.id))
    return added.first() is not None


def remove_client(session: Session, client_id: str) -> bool:
    """False when there is none with this id."""
    return session.execute(delete(client).where(client.c.id == client_id).returning(client.c.id)).first() is not None


def demo_client_exists(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(client.c.demo))))
