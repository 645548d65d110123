"""`zuidwest import bookings`: a file of the finance system looked at as a whole, then booked as a whole."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.progress import track
from rich.table import Table
from sqlalchemy.orm import Session

from cli.importing import WrongFile
from cli.load import Owner
from cli.steps import console, note, step
from services.contracts.projects.booking_imports import BookingImportPreview
from services.kit.sheet_files import Unreadable
from services.kit.sheet_rows import Given
from services.projects.importing.keeping import book_all, keep
from services.projects.importing.plan_rules import Plan
from services.projects.importing.previewing import checksum_of, planned, preview_of, read_file
from services.projects.money.warning_rules import euros

WHO = "zuidwest import"
SHOWN = 50


def import_bookings(owner: Owner, file: Path, contribution: str | None, preview_only: bool) -> None:
    """Raises WrongFile with every problem, a line each; nothing is booked then."""
    content = file.read_bytes()
    with owner.writing("projects") as session:
        with step(f"Looking at {file.name}") as said:
            rows, plan = looked_at(session, file.name, content, contribution)
            preview = preview_of(session, plan)
            said.append(f"{preview.to_book} to book, {preview.already_booked} booked already, {preview.wrong} wrong")
        tell(preview)
        if preview_only:
            show(preview)
        if preview.problem_count:
            raise WrongFile(told(preview))
        if not preview_only and preview.to_book:
            with step("Booking"):
                import_id = keep(session, rows, contribution, checksum_of(content), preview, WHO)
                book_all(session, import_id, plan.to_book(), WHO)


def looked_at(session: Session, name: str, content: bytes, contribution: str | None) -> tuple[list[Given], Plan]:
    try:
        rows, plan = read_file(name, content)
    except Unreadable as unreadable:
        raise WrongFile(f"{name}: {unreadable}") from None
    if plan.problems:
        return rows, plan
    whole = planned(session, rows, contribution, watched)
    return rows, Plan(whole.rows, whole.problems, plan.ignored)


def watched(rows: Sequence[Given]) -> Iterable[Given]:
    return track(rows, "Checking", console=console, transient=True, disable=not console.is_terminal)


def tell(preview: BookingImportPreview) -> None:
    for name in preview.ignored_columns:
        note(f"The column “{name}” is not one that we know: it is left out.")
    for each in preview.sums:
        note(f"{each.kind} of {each.contribution}: {euros(each.amount_cents)}")
    for warning in preview.warnings:
        note(f"{warning.sentence} ({warning.article})")


def show(preview: BookingImportPreview) -> None:
    """The rows that do something."""
    table = Table("row", "", "document", "amount", "what", box=None)
    doing = [each for each in preview.rows if each.action != "already-booked"]
    for each in doing[:SHOWN]:
        amount = euros(each.amount_cents) if each.amount_cents is not None else ""
        table.add_row(str(each.row), each.action, each.document_number, amount, each.description)
    console.print(table)
    if len(doing) > SHOWN:
        note(f"and {len(doing) - SHOWN} more")


def told(preview: BookingImportPreview) -> str:
    lines = [f"row {each.row}, {each.column}: {each.sentence}" for each in preview.problems]
    count = preview.problem_count
    return "\n".join([*lines, f"{count} problem{'s' * (count > 1)}; nothing was booked."])
