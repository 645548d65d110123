"""The demo clients, one a role, each with the secret `demo`; never in production."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.identity.clients.queries import keep_client
from services.identity.tables import client
from services.kit.database import Database

SECRET = "demo"  # noqa: S105 (printed for everybody who runs the demo)


@dataclass(frozen=True, slots=True)
class DemoClient:
    id: str
    role: str
    places: tuple[str, ...] = ()
    wijken: tuple[str, ...] = ()


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
        return sum(_keep(session, demo) for demo in DEMO_CLIENTS)


def remove(database: Database) -> int:
    """Removes every demo client; says how many."""
    with database.writing() as session:
        return len(session.execute(delete(client).where(client.c.demo).returning(client.c.id)).all())


def _keep(session: Session, demo: DemoClient) -> bool:
    places = [demo_place(key) for key in demo.places]
    return keep_client(session, demo.id, SECRET, [demo.role], places, demo.wijken, demo=True)
