"""Sample bookings for demo mode, from `demo/bookings.csv`: booked once, through the door of every other file."""

from pathlib import Path

from sqlalchemy.orm import Session

from services.projects.importing.keeping import book_all, keep
from services.projects.importing.previewing import checksum_of, planned, preview_of, read_file
from services.projects.importing.queries import was_booked_by
from services.projects.registry.demo import WHO, WrongSample


def load_demo_bookings(session: Session, file: Path) -> int:
    """Books the samples the first time; how many. Raises WrongSample with every problem, or Unreadable."""
    if was_booked_by(session, WHO):
        return 0
    content = file.read_bytes()
    rows, plan = read_file(file.name, content)
    plan = plan if plan.problems else planned(session, rows, None)
    if plan.problems:
        raise WrongSample("\n".join(f"row {each.row}, {each.column}: {each.sentence}" for each in plan.problems))
    import_id = keep(session, rows, None, checksum_of(content), preview_of(session, plan), WHO)
    book_all(session, import_id, plan.to_book(), WHO)
    return plan.count("book")
