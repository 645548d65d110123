"""Loads the deal and the sample data, each service's part as that service's own role."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from services.identity import demo as demo_clients
from services.indicators.definitions import loading as indicators_deal
from services.kit.database import Database, role_url
from services.kit.deal_files import DealError, read_deal
from services.participation import demo as demo_activities
from services.participation.demo_files import DemoError
from services.participation.pathways import demo as demo_pathways
from services.participation.places import deal as participation_deal
from services.participation.wishes.demo import load_wishes
from services.projects.deal import load as projects_deal
from services.projects.procedures.demo import load_demo_governance
from services.projects.registry.demo import WrongSample, load_demo_projects
from services.projects.registry.demo_records import load_demo_records

ZONE = ZoneInfo("Europe/Amsterdam")
WRONG_FILES = (DealError, DemoError, WrongSample)
"""What the loaders raise; each names every mistake."""


class Owner:
    """From the owner's address to each service's database."""

    def __init__(self, url: str, role_prefix: str, secret: str) -> None:
        self.url = url
        self.role_prefix = role_prefix
        self.secret = secret

    def url_for(self, service: str) -> str:
        return role_url(self.url, service, self.role_prefix, self.secret)

    @contextmanager
    def database_of(self, service: str) -> Iterator[Database]:
        database = Database(self.url_for(service), pool_size=2)
        database.open()
        try:
            yield database
        finally:
            database.close()

    @contextmanager
    def writing(self, service: str) -> Iterator[Session]:
        """One transaction as the service."""
        with self.database_of(service) as database, database.writing() as session:
            yield session


def load_deal(owner: Owner, folder: Path) -> str:
    """Applies the deal in `folder` as a difference; a sentence about what changed.

    Raises DealError, before it writes anything.
    """
    deal = read_deal(folder)
    with owner.writing("participation") as session:
        participation_deal.load_deal(session, deal)
    with owner.writing("indicators") as session:
        changed = indicators_deal.load_deal(session, deal)
    with owner.writing("projects") as session:
        parts = projects_deal.load_deal(session, deal, today())
    return (
        f"{parts.added} parts new, {parts.changed} changed, {parts.withdrawn} withdrawn, {parts.unchanged} the same; "
        f"{len(changed)} definitions of indicators changed"
    )


def load_demo(owner: Owner, folder: Path) -> str:
    """Adds the sample data of `folder` and the demo clients that are missing; a sentence about it.

    Needs the deal. Raises DemoError or WrongSample.
    """
    with owner.writing("projects") as session:
        projects = load_demo_projects(session, folder / "projects.toml", today())
        records = load_demo_records(session, folder / "registry.toml", today())
        governance = load_demo_governance(session, folder / "governance.toml", today())
    with owner.writing("participation") as session:
        loaded = demo_activities.load_demo(session, folder, today())
        offers = demo_pathways.load_demo(session, folder)
        wishes = load_wishes(session, folder)
    with owner.database_of("identity") as database:
        clients = demo_clients.load(database, owner.secret)
    return (
        f"new: {projects} projects, {records} things about them, {governance} meetings and requests, "
        f"{loaded.places} places, "
        f"{loaded.activities} activities, {offers} help offers, {wishes} wishes, {clients} clients; "
        f"{loaded.renewed} activities got new dates"
    )


def today() -> date:
    return datetime.now(ZONE).date()
