"""What was done with what residents sent: read from the audit, which holds no names of residents."""

from typing import Any, cast

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from services.contracts.participation.moderation import Decided, LogEntry
from services.participation.tables.moderation import DECISIONS, audit


def log_page(session: Session, what: Decided | None, page: int, page_size: int) -> tuple[list[LogEntry], int]:
    """The latest first."""
    conditions: list[Any] = [DECISIONS, *([audit.c.object_type == what] if what else [])]
    rows = select(audit).where(*conditions).order_by(audit.c.id.desc())
    items = [entry(row) for row in session.execute(rows.limit(page_size).offset((page - 1) * page_size))]
    return items, session.scalar(select(func.count()).select_from(audit).where(*conditions)) or 0


def entry(row: Row[Any]) -> LogEntry:
    change: dict[str, Any] = row.change
    counts = change.get("counts")
    return LogEntry(
        at=row.at,
        who=row.who,
        action=row.action,
        what=cast(Decided, row.object_type),
        object_id=row.object_id,
        reason=why(change),
        counts=counts if isinstance(counts, dict) else {},
    )


def why(change: dict[str, Any]) -> str | None:
    """A reason as it was given, or the outcome of a report."""
    if isinstance(reason := change.get("reason"), str):
        return reason
    match change.get("outcome"):
        case [_, str(outcome)]:
            return outcome
    return None
