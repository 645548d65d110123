"""`zuidwest import dataset`: a survey, registration or register, looked at whole, kept and measured."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from pydantic import ValidationError
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from cli.importing import WrongFile
from cli.owner import Owner
from cli.steps import console, note, step
from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets import queries
from services.indicators.datasets.from_file import fingerprint_of, kept_and_measured, looked_at
from services.indicators.datasets.keeping import sealer_of
from services.indicators.datasets.laying import Laid, lay_down
from services.indicators.datasets.metadata_rules import Wrong
from services.indicators.datasets.problems import Problems
from services.indicators.datasets.reading import Unreadable, lines_of
from services.indicators.datasets.taking_in import Refused, Taken
from services.indicators.datasets.worlds import Known, NoDeal, known_of
from services.kit.database import Database

WHO = "zuidwest import"
SHOWN = 50
NOTHING = "Nothing was stored."


def import_dataset(owner: Owner, file: Path, metadata: Path) -> None:
    """Raises WrongFile when something is wrong; nothing is stored then."""
    asked = metadata_in(metadata)
    with owner.database_of("indicators") as database, TemporaryDirectory(prefix="zuidwest-") as folder:
        with step(f"Copying {file.name}"), file.open("rb") as source:
            laid = lay_down(source, Path(folder))
        known = held_against(database, asked, laid)
        if known is None:
            note("This very file, said to be the very same, was taken in before.")
            return
        taken = look_at(laid, asked, known, owner)
        with step(f"Keeping {taken.kept.height:,} rows and measuring") as said, database.writing() as session:
            sealer = sealer_of(owner.secret)
            dataset_id = kept_and_measured(session, laid, asked, known, taken, sealer, WHO)
            said.append(f"data set {dataset_id}")
    show_report(taken.report)


def metadata_in(file: Path) -> DatasetMetadata:
    """TOML or JSON. Raises WrongFile."""
    try:
        text = file.read_bytes()
        values = orjson.loads(text) if file.suffix == ".json" else tomllib.loads(text.decode())
        # Days and ids are text in JSON; TOML has days of its own.
        return DatasetMetadata.model_validate_json(orjson.dumps(values))
    except (OSError, ValueError) as error:
        if isinstance(error, ValidationError):
            wrong = [(".".join(map(str, each["loc"])), None, each["msg"]) for each in error.errors()]
            raise WrongFile(sentences_of(file, wrong)) from None
        raise WrongFile(f"{file.name} can't be read: {error}") from None


def held_against(database: Database, asked: DatasetMetadata, laid: Laid) -> Known | None:
    """None when the file was taken in before. Raises WrongFile."""
    with database.reading() as connection:
        try:
            known = known_of(connection, asked)
        except NoDeal:
            raise WrongFile("Load the deal first: without it there are no definitions.") from None
        if queries.dataset_with(connection, fingerprint_of(laid, asked)):
            return None
    if known.wrong:
        raise WrongFile(sentences_of(Path("metadata"), known.wrong))
    return known


def look_at(laid: Laid, asked: DatasetMetadata, known: Known, owner: Owner) -> Taken:
    columns = (SpinnerColumn(), TextColumn("Looking at the rows"), BarColumn(), TextColumn("{task.completed:,}"))
    with Progress(*columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("rows", total=lines_of(laid.path) if console.is_terminal else None)
        try:
            return looked_at(
                laid.path, asked, known, sealer_of(owner.secret), lambda seen: progress.update(task, completed=seen)
            )
        except Unreadable as error:
            raise WrongFile(f"{error} {NOTHING}") from None
        except Refused as refused:
            progress.stop()
            show_problems(refused.problems)
            raise WrongFile(f"{refused.problems.total:,} problems. {NOTHING}") from None


def show_problems(found: Problems) -> None:
    cells = Table("row", "column", "value", "rule", box=None, title="The first problems", title_justify="left")
    for row, column, value, rule in found.first()[:SHOWN]:
        cells.add_row("" if row is None else str(row), column or "", value or "", rule)
    console.print(cells)
    counts = Table("count", "column", "rule", box=None, title="All problems", title_justify="left")
    for (column, rule), count in sorted(found.counts.items(), key=lambda each: -each[1]):
        counts.add_row(f"{count:,}", column or "", rule)
    console.print(counts)


def show_report(report: dict[str, Any]) -> None:
    table = Table("", "", box=None, show_header=False)
    for name, value in report.items():
        if name != "warnings":
            table.add_row(name, told(value))
    console.print(table)
    for warning in report["warnings"]:
        note(warning)


def told(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {told(each)}" for name, each in value.items())
    return f"{value:,.4g}" if isinstance(value, float) else str(value)


def sentences_of(file: Path, wrong: Sequence[Wrong]) -> str:
    lines = [f"{field}{f' ({value})' if value else ''}: {rule}" for field, value, rule in wrong]
    return "\n".join([*lines, f"{len(wrong)} problem{'s' * (len(wrong) > 1)} in {file.name}. {NOTHING}"])
