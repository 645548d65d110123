"""`zuidwest search …`: what an administrator may do with the search."""

import typer

from cli.load import Owner
from services.participation.search.rebuilding import rebuild_all

app = typer.Typer(no_args_is_help=True, help="Keep the search.")


@app.callback()
def search() -> None:
    """Keep the search."""


def rebuild(owner: Owner) -> str:
    """Writes anew, in small transactions, what every activity is found by; a sentence about it."""
    with owner.database_of("participation") as database:
        return f"{rebuild_all(database.writing):,} activities written anew"
