"""Loads the deal and the sample data, each service's part as that service's own role."""

from pathlib import Path

from cli.owner import Owner as Owner
from cli.owner import today
from services.identity import demo as demo_clients
from services.indicators.definitions import loading as indicators_deal
from services.kit.deal_files import DealError, read_deal
from services.participation import demo as demo_activities
from services.participation.demo_files import DemoError
from services.participation.pathways import demo as demo_pathways
from services.participation.places import deal as participation_deal
from services.participation.wishes.demo import load_wishes
from services.projects.deal import load as projects_deal
from services.projects.importing.demo import load_demo_bookings
from services.projects.money.demo import load_demo_allocations
from services.projects.procedures.demo import load_demo_governance
from services.projects.registry.demo import WrongSample, load_demo_projects
from services.projects.registry.demo_records import load_demo_records

WRONG_FILES = (DealError, DemoError, WrongSample)
"""What the loaders raise; each names every mistake."""


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
        bookings = load_demo_bookings(session, folder / "bookings.csv")
        divisions = load_demo_allocations(session, folder / "allocations.toml")
        governance = load_demo_governance(session, folder / "governance.toml", today())
    with owner.writing("participation") as session:
        loaded = demo_activities.load_demo(session, folder, today())
        offers = demo_pathways.load_demo(session, folder)
        wishes = load_wishes(session, folder)
    with owner.database_of("identity") as database:
        clients = demo_clients.load(database)
    return (
        f"new: {projects} projects, {records} things about them, {bookings} bookings, "
        f"{divisions} divisions of the money, "
        f"{governance} meetings and requests, {loaded.places} places, "
        f"{loaded.activities} activities, {offers} help offers, {wishes} wishes, {clients} clients; "
        f"{loaded.renewed} activities got new dates"
    )
