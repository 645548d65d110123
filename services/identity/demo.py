"""The demo clients, one a role, each with the secret `demo`; never in production."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import delete

from services.identity.clients.queries import Client, client_ids, keep_client
from services.identity.clients.secrets import hashed
from services.identity.tables import client
from services.kit.database import Database

SECRET = "demo"  # noqa: S105 (printed for everybody who runs the demo)


@dataclass(frozen=True, slots=True)
class DemoClient:
    id: str
    role: str
    places: tuple[str, ...] = ()
    wijken: tuple[str, ...] = ()

    def with_secret(self, secret_hash: str) -> Client:
        return Client(self.id, secret_hash, (self.role,), [demo_place(key) for key in self.places], self.wijken)


DEMO_CLIENTS = (
    DemoClient("demo-coordinator", "coordinator", places=("buurtkamer-moerwijk-oost", "buurtkamer-heeswijkplein")),
    DemoClient("demo-editor", "editor", wijken=("moerwijk",)),
    DemoClient("demo-moderator", "moderator"),
    DemoClient("demo-programme", "programme"),
    DemoClient("demo-analyst", "analyst"),
    DemoClient("demo-approver", "approver"),
    DemoClient("demo-admin", "admin"),
)


def demo_place(key: str) -> UUID:
    """The id of a place of the demo data, which follows from its key."""
    return uuid5(NAMESPACE_URL, f"https://zuidwest.example/demo/place/{key}")


def load(database: Database) -> int:
    """Adds the demo clients that are missing; says how many."""
    with database.writing() as session:
        there = client_ids(session)
        missing = [demo for demo in DEMO_CLIENTS if demo.id not in there]
        secret_hash = hashed(SECRET) if missing else ""
        return sum(keep_client(session, demo.with_secret(secret_hash), demo=True) for demo in missing)


def remove(database: Database) -> int:
    """Removes every demo client; says how many."""
    with database.writing() as session:
        return len(session.execute(delete(client).where(client.c.demo).returning(client.c.id)).all())
