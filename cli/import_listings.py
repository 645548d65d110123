"""`zuidwest import places|activities`: a file looked at as a whole, then written as a whole."""

from datetime import date
from pathlib import Path

from rich.table import Table
from sqlalchemy.orm import Session

from cli.importing import WrongFile
from cli.owner import Owner, today
from cli.steps import console, note, step
from services.kit.sheet_files import Unreadable
from services.kit.who import Who
from services.participation.importing.applying import apply
from services.participation.importing.columns import Kind
from services.participation.importing.planning import Plan
from services.participation.importing.previewing import counts_of, plan_of, problems_of, read_file

WHO = Who("zuidwest import", frozenset({"admin"}))
SHOWN = 50


def import_listings(
    owner: Owner, kind: Kind, file: Path, source: str, preview: bool, leave_out_wrong: bool, day: date | None = None
) -> None:
    """Raises WrongFile with every problem, a line each; nothing is written then, unless wrong rows are left out."""
    with owner.writing("participation") as session:
        with step(f"Looking at {file.name}") as said:
            plan = looked_at(session, kind, file, f"import:{source}", day or today())
            said.append(", ".join(f"{number} {action}" for action, number in counts_of(plan).model_dump().items()))
        for name in plan.ignored:
            note(f"The column “{name}” is not one that we know: it is left out.")
        if preview:
            show(plan)
        if plan.problems and not leave_out_wrong:
            raise WrongFile(told(plan))
        if not preview:
            with step(f"Writing {kind}"):
                apply(session, plan, WHO, day or today())


def looked_at(session: Session, kind: Kind, file: Path, source: str, day: date) -> Plan:
    try:
        rows, plan = read_file(session, kind, file.read_bytes())
    except Unreadable as unreadable:
        raise WrongFile(f"{file.name}: {unreadable}") from None
    if plan.problems:
        return plan
    found = plan_of(session, WHO, kind, rows, source, day, hold=True)
    return Plan(kind, found.rows, found.problems, plan.ignored)


def show(plan: Plan) -> None:
    """The rows that do something."""
    table = Table("row", "", "what", "columns", box=None)
    doing = [each for each in plan.rows if each.action != "same"]
    for each in doing[:SHOWN]:
        table.add_row(str(each.row), each.action, each.name, ", ".join(each.columns))
    console.print(table)
    if len(doing) > SHOWN:
        note(f"and {len(doing) - SHOWN} more")


def told(plan: Plan) -> str:
    lines = [f"row {each.row}, {each.column}: {each.sentence}" for each in problems_of(plan)]
    count = len(plan.problems)
    return "\n".join([*lines, f"{count} problem{'s' * (count > 1)}; nothing was written."])
