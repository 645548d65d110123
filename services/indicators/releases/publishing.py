"""Freezes a draft: numbered, signed by a second person, with its files to the byte."""

from typing import Any

from sqlalchemy import RowMapping, func, insert, select, update
from sqlalchemy.orm import Session

from services.indicators.releases.files import WRITERS, checksum
from services.indicators.releases.preparing import last_number
from services.indicators.releases.queries import draft_figures, outdated
from services.indicators.results.storing import one_at_a_time
from services.indicators.tables import release, release_cell, release_file
from services.kit.problems import Problem

OUTDATED = "Figures of this draft have changed, or another release came in between. Prepare it again first."


def publish(session: Session, row: RowMapping, who: str) -> dict[str, Any]:
    """Everybody sees it from the end of this transaction on. Raises Problem 409 when the draft is not of now any more:
    what is hidden was decided with the figures and releases of then."""
    one_at_a_time(session)
    if last_number(session) != row["after_number"] or outdated(session, row["id"]):
        raise Problem(409, OUTDATED, code="outdated")
    number = row["after_number"] + 1
    files = _write_files(row, number, [each | {"release": number} for each in draft_figures(session, row["id"])])
    session.execute(insert(release_file), [{"release_id": row["id"], **file} for file in files])
    _take_the_place(session, row, number)
    signed = {"status": "published", "number": number, "approved_by": who, "version": row["version"] + 1}
    signed |= {
        "published_at": func.now(),
        "checksum": {each["format"]: each["checksum"] for each in files}["json"],
    }
    session.execute(update(release).where(release.c.id == row["id"]).values(signed))
    return {"number": [None, number], "status": ["draft", "published"]}


def _write_files(row: RowMapping, number: int, figures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    corrects = str(row["corrects"]) if row["corrects"] else None
    about = {"release": number, "title": row["title"], "notes": row["notes"], "corrects": corrects}
    made = {name: write(about, figures) for name, write in WRITERS.items()}
    return [{"format": name, "content": content, "checksum": checksum(content)} for name, content in made.items()]


def _take_the_place(session: Session, row: RowMapping, number: int) -> None:
    """Of earlier figures of the same, and of all that it corrects."""
    columns = release_cell.c
    same = columns.cell_id.in_(select(columns.cell_id).where(columns.release_id == row["id"]))
    current = columns.release_number.is_not(None) & columns.superseded_at.is_(None)
    replaced = current & (same | (columns.release_id == row["corrects"]) if row["corrects"] else same)
    session.execute(update(release_cell).where(replaced).values(superseded_at=func.now()))
    session.execute(update(release_cell).where(columns.release_id == row["id"]).values(release_number=number))
