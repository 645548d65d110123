"""The `zuidwest` command: runs the house, and keeps its database, data and assets.

Each command loads what it needs by itself: together they need seconds.
"""

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import imports
from cli.given import Var, owner_given, settings_given, telling_what_is_wrong
from cli.house import ROOT, VAR, House
from cli.later import WithLater
from cli.processes import JOBS
from cli.steps import problem, step
from services.kit.settings import JOB_SERVICES

if TYPE_CHECKING:
    pass

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
app.add_typer(imports.app, name="import")


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
