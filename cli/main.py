"""The `zuidwest` command: runs the house, and keeps its database, data and assets.

Each command loads what it needs by itself: together they need seconds.
"""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from cli.house import ROOT, VAR, House
from cli.later import WithLater
from cli.postgres import Postgres
from cli.processes import JOBS
from cli.steps import problem, step
from services.kit.settings import JOB_SERVICES, Settings, read_settings

if TYPE_CHECKING:
    from cli.owner import Owner

HELP = "Runs the house, and keeps its database, data and assets."
app = typer.Typer(
    cls=WithLater,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=HELP,
)
audits = typer.Typer(no_args_is_help=True, help="The audit of the registry.")
app.add_typer(audits, name="audit")
search = typer.Typer(no_args_is_help=True, help="Keep the search.")
app.add_typer(search, name="search")
imports = typer.Typer(no_args_is_help=True, help="Import data that others publish.")
app.add_typer(imports, name="import")
Var = Annotated[Path, typer.Option(help="Folder for the data, logs and secrets of this house.")]


@app.command()
def run(var: Var = VAR) -> None:
    """Start everything: database, deal, services, workers, site. Ctrl-C stops it; the data stays."""
    from cli import run as running

    with telling_what_is_wrong():
        running.run(House(var.absolute()), settings_given())


@app.command()
def stop(var: Var = VAR) -> None:
    """Stop a house that runs, or what is left of one that was killed."""
    from cli import stopping

    with telling_what_is_wrong():
        typer.echo("Stopped." if stopping.stop(House(var.absolute())) else "Nothing was running.")


@app.command()
def migrate() -> None:
    """Bring roles, tables and job queues of DATABASE_URL (the owner's address) up to date."""
    from cli import migrate as migrations

    with telling_what_is_wrong(), step("Bringing the tables up to date"):
        owner = owner_given()
        migrations.migrate(owner.url, owner.role_prefix, owner.secret)


@app.command("forget")
def forget_people() -> None:
    """Wipe what is kept of people longer than ZUIDWEST_FORGET_AFTER_DAYS; the worker does so by itself every hour."""
    from cli.forget import forget

    with telling_what_is_wrong():
        forget(owner_given(), settings_given().forget_after_days)


@app.command("load-deal")
def load_the_deal() -> None:
    """Apply the folder of ZUIDWEST_DEAL to DATABASE_URL (the owner's address): as a difference, nothing lost."""
    from cli.load import load_deal

    with telling_what_is_wrong(), step("Loading the deal") as said:
        said += [load_deal(owner_given(), ROOT / settings_given().deal)]


@app.command("load-demo")
def load_the_demo() -> None:
    """Add the sample data and demo clients; refused unless ZUIDWEST_MODE is demo."""
    from cli.load import load_demo

    with telling_what_is_wrong():
        if settings_given().mode != "demo":
            problem("Sample data is for ZUIDWEST_MODE=demo only.")
            raise typer.Exit(1)
        with step("Loading the sample data") as said:
            said += [load_demo(owner_given(), ROOT / "demo")]


@search.callback()
def searching() -> None:
    """Keep the search."""


@search.command("rebuild")
def rebuild_search() -> None:
    """Write anew what activities are found by; needs DATABASE_URL (the owner's address)."""
    from cli.search import rebuild

    with telling_what_is_wrong(), step("Writing the search anew") as said:
        said += [rebuild(owner_given())]


@audits.callback()
def auditing() -> None:
    """The audit of the registry."""


@audits.command("verify")
def verify_audit(var: Var = VAR) -> None:
    """Work the audit's chain out again and name every row that was changed, put in, taken out, swapped or cut off.

    Of DATABASE_URL, or else of the house that runs here. Also compares what was published (docs/adr/0011).
    """
    from cli import audit

    with telling_what_is_wrong():
        if not audit.verify(owner_given(House(var.absolute()))):
            raise typer.Exit(1)


@imports.callback()
def importing() -> None:
    """Import data that others publish."""


@imports.command("areas")
def import_the_areas(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="GeoJSON in degrees, with CBS codes.")],
    var: Var = VAR,
) -> None:
    """Take the outlines of the wijken from CBS buurten (BU…) or whole wijken; all is checked before it is written.

    Into DATABASE_URL, or else into the house that runs here. From then on a place has to lie in its wijk.
    """
    from cli.importing import import_areas

    with telling_what_is_wrong():
        import_areas(owner_given(House(var.absolute())), file)


Table = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV or XLSX; see docs/importing.md.")]
Source = Annotated[str, typer.Option(help="Whose keys these are: rows with the same key and source are the same.")]
Preview = Annotated[bool, typer.Option("--preview", help="Only show what would happen.")]
LeaveOut = Annotated[bool, typer.Option("--leave-out-wrong", help="Write the rows that are right.")]


@imports.command("places")
def import_places(
    file: Table, source: Source = "import", preview: Preview = False, leave_out_wrong: LeaveOut = False, var: Var = VAR
) -> None:
    """Add and change places from a file: all is checked before anything is written."""
    from cli.import_listings import import_listings

    with telling_what_is_wrong():
        import_listings(owner_given(House(var.absolute())), "places", file, source, preview, leave_out_wrong)


@imports.command("activities")
def import_activities(
    file: Table, source: Source = "import", preview: Preview = False, leave_out_wrong: LeaveOut = False, var: Var = VAR
) -> None:
    """Add and change activities from a file: all is checked before anything is written."""
    from cli.import_listings import import_listings

    with telling_what_is_wrong():
        import_listings(owner_given(House(var.absolute())), "activities", file, source, preview, leave_out_wrong)


@imports.command("bookings")
def import_the_bookings(
    file: Table,
    contribution: Annotated[str | None, typer.Option(help="The one of rows that name none, such as rijk.")] = None,
    preview: Preview = False,
    var: Var = VAR,
) -> None:
    """Book a file of the finance system: all is checked before anything is booked, each document number once."""
    from cli.import_bookings import import_bookings

    with telling_what_is_wrong():
        import_bookings(owner_given(House(var.absolute())), file, contribution, preview)


@imports.command("dataset")
def import_a_dataset(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, SPSS (.sav), Parquet or XLSX.")],
    metadata: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="TOML or JSON: what the file is.")],
    var: Var = VAR,
) -> None:
    """Take in a survey, registration or register: all is checked before anything is stored; see docs/datasets.md.

    Into DATABASE_URL, or else into the house that runs here. The same file again changes nothing.
    """
    from cli.import_dataset import import_dataset

    with telling_what_is_wrong():
        import_dataset(owner_given(House(var.absolute())), file, metadata)


@imports.command("cbs")
def import_a_table_of_cbs(
    table: Annotated[str, typer.Argument(help="Its number, as in 85067NED.")],
    rows: Annotated[str, typer.Option("--filter", help="Only these rows, as a $filter of OData.")] = "",
    var: Var = VAR,
) -> None:
    """Take in a table of CBS with all that CBS tells of it, from ZUIDWEST_CBS_URL; see docs/datasets.md.

    Who is cut off runs it again, and goes on where it was. Definitions of the deal that name the table are measured
    with it. Into DATABASE_URL, or else into the house that runs here.
    """
    from cli.import_cbs import import_cbs

    with telling_what_is_wrong():
        house = House(var.absolute())
        import_cbs(owner_given(house), settings_given().cbs_url, table, rows, house.var / "cbs")


@app.command()
def worker(name: Annotated[str, typer.Argument(help=f"One of: {', '.join(JOB_SERVICES)}")]) -> None:
    """Run the jobs of one service until told to stop."""
    if name not in JOB_SERVICES:
        raise typer.BadParameter(f"choose one of {', '.join(JOB_SERVICES)}", param_hint="NAME")
    from services.kit.jobs import run_worker

    with telling_what_is_wrong():
        run_worker(name, importlib.import_module(JOBS[name]).tasks, settings_given())


@app.command()
def assets() -> None:
    """Build the site's style sheets, fonts and icons, when their sources changed."""
    from cli.assets import build_assets

    with telling_what_is_wrong(), step("Building the assets of the site"):
        build_assets()


@app.command()
def secrets(
    folder: Annotated[Path, typer.Argument(help="A new folder for the files.")] = Path("secrets"),
    host: Annotated[str, typer.Option(help="Where PostgreSQL is.")] = "postgres",
) -> None:
    """Make the files with secrets that docker-compose.yml hands to the containers."""
    from cli.secret_files import make_secret_files

    with telling_what_is_wrong():
        make_secret_files(folder, host)
    typer.echo(f"Made in {folder.absolute()}. Keep them: without them the data can't be read.")


@app.command("delete-data")
def delete_data(var: Var = VAR, yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False) -> None:
    """Stop the house and delete its data, logs and secret."""
    from cli import stopping

    if not yes:
        typer.confirm(f"Delete everything in {var.absolute()}?", abort=True)
    with telling_what_is_wrong():
        stopping.delete_data(House(var.absolute()))


@contextmanager
def telling_what_is_wrong() -> Iterator[None]:
    """What a user can do something about is told in words; anything else is ours, with its traceback."""
    try:
        yield
    except typer.Exit:
        raise
    except Exception as error:
        if not isinstance(error, expected()):
            raise
        problem(str(error))
        raise typer.Exit(1) from None


def expected() -> tuple[type[Exception], ...]:
    """Looked up when something is wrong: a command that goes well need not load them all."""
    from psycopg import OperationalError
    from sqlalchemy.exc import OperationalError as DatabaseError

    from cli.assets import AssetsFailed
    from cli.control import SupervisorGone
    from cli.house import AlreadyRunning
    from cli.importing import WrongFile
    from cli.load import WRONG_FILES
    from cli.ports import PortsTaken
    from cli.postgres import PostgresError
    from cli.secret_files import SecretsExist
    from cli.start import NotStarted
    from cli.stopping import NotStopped

    ours = (AlreadyRunning, AssetsFailed, NotStarted, NotStopped, PortsTaken, PostgresError, SecretsExist)
    return (*ours, SupervisorGone, DatabaseError, OperationalError, PermissionError, WrongFile, *WRONG_FILES)


def settings_given() -> Settings:
    try:
        return read_settings()
    except ValidationError as error:
        for each in error.errors():
            problem(f"The setting {'.'.join(map(str, each['loc']))} is wrong: {each['msg']}")
        raise typer.Exit(2) from None


def owner_given(house: House | None = None) -> "Owner":
    """Of DATABASE_URL; without it, of a house that runs."""
    from cli.owner import Owner

    settings = settings_given()
    url, secret = settings.database_url.get_secret_value(), settings.secret.get_secret_value()
    if not url and house and house.occupant() is not None:
        url, secret = Postgres(house.var / "postgres").url, secret or house.secret()
    if not url or not secret:
        problem("Give DATABASE_URL (the owner's address) and ZUIDWEST_SECRET.")
        raise typer.Exit(2)
    return Owner(url, settings.role_prefix, secret)
