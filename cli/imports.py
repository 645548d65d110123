"""`zuidwest import …`: data that others publish, and files of our own. All is checked before anything is written.

Each command loads what it needs by itself.
"""

from pathlib import Path
from typing import Annotated

import typer

from cli.given import Var, owner_given, settings_given, telling_what_is_wrong
from cli.house import VAR, House

app = typer.Typer(no_args_is_help=True, help="Import data that others publish.")


@app.callback()
def importing() -> None:
    """Import data that others publish."""


@app.command("areas")
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


@app.command("places")
def import_places(
    file: Table, source: Source = "import", preview: Preview = False, leave_out_wrong: LeaveOut = False, var: Var = VAR
) -> None:
    """Add and change places from a file: all is checked before anything is written."""
    from cli.import_listings import import_listings

    with telling_what_is_wrong():
        import_listings(owner_given(House(var.absolute())), "places", file, source, preview, leave_out_wrong)


@app.command("activities")
def import_activities(
    file: Table, source: Source = "import", preview: Preview = False, leave_out_wrong: LeaveOut = False, var: Var = VAR
) -> None:
    """Add and change activities from a file: all is checked before anything is written."""
    from cli.import_listings import import_listings

    with telling_what_is_wrong():
        import_listings(owner_given(House(var.absolute())), "activities", file, source, preview, leave_out_wrong)


@app.command("bookings")
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


@app.command("dataset")
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


@app.command("cbs")
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
