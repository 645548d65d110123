"""`zuidwest forget`: what the worker does every hour, by hand."""

from datetime import UTC, datetime

from cli.owner import Owner
from cli.steps import step
from services.participation.retention import forget_all


def forget(owner: Owner, days: int) -> None:
    with owner.database_of("participation") as database, step("Forgetting") as said:
        for what, rows in forget_all(database.writing, datetime.now(UTC), days):
            said.append(f"{what}: {rows}")
