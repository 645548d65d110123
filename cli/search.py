"""`zuidwest search …`: what an administrator may do with the search."""

from cli.owner import Owner
from services.participation.search.rebuilding import rebuild_all


def rebuild(owner: Owner) -> str:
    """Writes anew, in small transactions, what every activity is found by; a sentence about it."""
    with owner.database_of("participation") as database:
        return f"{rebuild_all(database.writing):,} activities written anew"
