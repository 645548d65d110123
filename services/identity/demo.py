"""The demo clients and accounts, one a role; never in production.

Each client has the secret `demo`. Each account has an address that belongs to nobody: its letters stay in the outbox.
"""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.identity.accounts.queries import (
    demo_account_exists,
    keep_account,
    remove_demo_accounts,
    seal_again,
)
from services.identity.clients.queries import Client, client_ids, demo_client_exists, keep_client
from services.identity.clients.secrets import hashed
from services.identity.sign_in.people import People, people_of
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


def demo_address(role: str) -> str:
    return f"{role}@zuidwest.example"


def load(database: Database) -> int:
    """Adds the demo clients that are missing; says how many."""
    with database.writing() as session:
        there = client_ids(session)
        missing = [demo for demo in DEMO_CLIENTS if demo.id not in there]
        secret_hash = hashed(SECRET) if missing else ""
        return sum(keep_client(session, demo.with_secret(secret_hash), demo=True) for demo in missing)


def load_people(database: Database, secret: str) -> None:
    """Adds the demo accounts that are missing."""
    with database.writing() as session:
        load_accounts(session, people_of(secret))


def load_accounts(session: Session, people: People) -> None:
    """Those that were sealed with an earlier secret are sealed again: nobody would find them any more."""
    for demo in DEMO_CLIENTS:
        account_id = uuid5(NAMESPACE_URL, f"https://zuidwest.example/demo/account/{demo.role}")
        about = ([demo.role], [demo_place(key) for key in demo.places], demo.wijken)
        seal_again(session, people, account_id, demo_address(demo.role))
        keep_account(session, people, account_id, demo_address(demo.role), *about, "demo", demo=True)


def anything_left(session: Session) -> bool:
    return demo_client_exists(session) or demo_account_exists(session)


def remove(database: Database) -> int:
    """Removes every demo client and account; says how many clients."""
    with database.writing() as session:
        remove_demo_accounts(session)
        return len(session.execute(delete(client).where(client.c.demo).returning(client.c.id)).all())
