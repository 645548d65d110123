"""`zuidwest deal …`: what a person who edits the deal's files wants to know."""

from pathlib import Path
from typing import Annotated

import typer

from services.kit.deal_files import DealError, read_deal

app = typer.Typer(no_args_is_help=True, help="Check the deal's files.")


@app.callback()
def deal() -> None:
    """Check the deal's files."""


@app.command()
def check(folder: Annotated[Path, typer.Argument(help="For instance deal/den-haag-zuidwest.")]) -> None:
    """Say every mistake in the files as file:line: reason, or that there is none."""
    try:
        found = read_deal(folder)
    except DealError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(
        f"{found.about.name}: {len(found.commitments)} commitments, {len(found.expected_results)} expected results, "
        f"{len(found.indicators)} indicators; nothing is wrong."
    )
