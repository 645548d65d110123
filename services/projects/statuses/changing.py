"""Writing down that a status changed: only along the table, and never edited."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from services.kit.problems import Problem, bad_request, wrong
from services.projects import tables
from services.projects.statuses.rules import ARTICLE, NeedsReason, NoSuchStep, refusal, wrong_day


def note_change(
    session: Session, project_id: UUID, before: str | None, after: str, on: date, reason: str, who: str
) -> None:
    session.execute(
        insert(tables.status_change).values(
            id=uuid4(),
            project_id=project_id,
            from_status=before,
            to_status=after,
            on_date=on,
            reason=reason,
            who=who,
        )
    )


def check_step(before: str, after: str, reason: str | None, field: str) -> None:
    """Raises 409 for a step that the table does not have, 400 for a step back without a reason, in `field`."""
    match refusal(before, after, reason):
        case NoSuchStep(sentence, possible):
            extra = {"rule": "projects", "article": ARTICLE, "possible": possible}
            raise Problem(409, sentence, title="No such step", code="no-such-step", extra=extra)
        case NeedsReason(sentence):
            raise bad_request([wrong(field, "missing", sentence)])
        case None:
            return


def check_day(session: Session, project_id: UUID, on: date, today: date) -> None:
    """Raises 400."""
    changes = tables.status_change.c
    last = session.scalar(select(func.max(changes.on_date)).where(changes.project_id == project_id))
    if sentence := wrong_day(on, last, today):
        raise bad_request([wrong("on", "wrong-day", sentence)])
