"""`zuidwest import cbs`: a table of CBS by its number, fetched page by page, kept and measured."""

import re
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from sqlalchemy.orm import Session

from cli.import_dataset import WHO, show_problems
from cli.importing import WrongFile
from cli.load import Owner
from cli.steps import console, note, step
from services.contracts.indicators.cbs_tables import TABLE
from services.indicators.cbs_import.asking import Asking, NoTable, Unreachable, client
from services.indicators.cbs_import.fetching import Changed, Fetching
from services.indicators.cbs_import.keeping import DoesNotFit, Kept, kept
from services.indicators.cbs_import.sources import modified, source_of
from services.indicators.datasets.keeping import sealer_of
from services.indicators.datasets.taking_in import Refused
from services.indicators.datasets.worlds import NoDeal

CUT = "{error}\n{rows:,} rows are kept in {folder}. Run the same command again to go on from there."


def import_cbs(owner: Owner, base: str, table: str, filter_: str, folder: Path) -> None:
    """Raises WrongFile when there is no such table, or when the line is cut too often; what was fetched stays."""
    if not re.fullmatch(TABLE, table):
        raise WrongFile(f"{table} is no number of a table; they look like 85067NED.")
    with client() as http:
        asking = Asking(http)
        fetching = fetched(asking, base, table, filter_, folder)
    with step("Keeping the table") as said, owner.database_of("indicators") as database:
        with database.writing() as session:
            done = keep(owner, session, fetching)
        fetching.forget()
        said.append(f"data set {done.id}, {done.rows:,} rows")
    if not done.new:
        note("This very table was taken in before.")
    if done.measured:
        console.print(f"Measured with it: {', '.join(done.measured)}. Public by release only.")


def fetched(asking: Asking, base: str, table: str, filter_: str, folder: Path) -> Fetching:
    try:
        with step(f"Asking for {table}") as said:
            source = source_of(asking, base, table, filter_)
            said.append(f"“{source.table.title}”, {source.table.modified}, OData {source.table.protocol[1]}")
        fetching = Fetching(folder, source)
        if fetching.goes_on:
            note(f"Going on after {fetching.state.rows:,} rows of an earlier attempt.")
        fetch(asking, fetching)
        fetching.check(modified(asking, source.table))
    except NoTable as error:
        raise WrongFile(f"There is no table {table} at {base}: {error}.") from None
    except Changed:
        raise WrongFile(f"CBS published {table} anew while it was fetched. Run the same command again.") from None
    except Unreachable as error:
        raise WrongFile(f"CBS can't be reached: {error}") from None
    return fetching


def fetch(asking: Asking, fetching: Fetching) -> None:
    """With a bar of rows. Raises WrongFile when the line is cut."""
    columns = (SpinnerColumn(), TextColumn("Fetching rows"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("rows", total=None)
        try:
            fetching.fetch(asking, lambda rows, all_: progress.update(task, completed=rows, total=all_))
        except Unreachable as error:
            progress.stop()
            raise WrongFile(
                CUT.format(error=f"The line was cut: {error}", rows=fetching.state.rows, folder=fetching.folder)
            ) from None


def keep(owner: Owner, session: Session, fetching: Fetching) -> Kept:
    try:
        return kept(session, fetching, sealer_of(owner.secret), WHO)
    except NoDeal:
        raise WrongFile("Load the deal first: without it there are no definitions.") from None
    except DoesNotFit as error:
        raise WrongFile(str(error)) from None
    except Refused as refused:
        show_problems(refused.problems)
        raise WrongFile(f"{refused.problems.total:,} counts do not fit. Nothing was stored.") from None
