"""Reading and keeping the machine clients."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

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


def keep_client(session: Session, new: Client, *, demo: bool = False) -> bool:
    """Adds a client; False when there is one with this id already, which then stays as it is."""
    values = {
        "id": new.id,
        "secret_hash": new.secret_hash,
        "roles": list(new.roles),
        "places": list(new.places),
        "wijken": list(new.wijken),
        "demo": demo,
    }
    added = session.execute(insert(client).values(values).on_conflict_do_nothing().returning(client.c.id))
    return added.first() is not None


def remove_client(session: Session, client_id: str) -> bool:
    """False when there is none with this id."""
    return session.execute(delete(client).where(client.c.id == client_id).returning(client.c.id)).first() is not None


def client_ids(session: Session) -> set[str]:
    return set(session.scalars(select(client.c.id)))


def listed_clients(session: Session) -> list[Client]:
    columns = (client.c.id, client.c.secret_hash, client.c.roles, client.c.places, client.c.wijken)
    return [Client(*row) for row in session.execute(select(*columns).order_by(client.c.id))]


def demo_client_exists(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(client.c.demo))))
