"""A new schedule keeps exceptions: a date that is cancelled stays so when the rule gives it another time."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.participation.schedules.change_rules import same_day
from services.participation.schedules.date_rules import ONE_DAY, Schedule, possible_starts
from services.participation.schedules.loading import Loaded
from services.participation.tables import schedule_exception


def carry_exceptions(session: Session, before: Loaded, after: Loaded) -> None:
    """Those about a date that has another time on the same day now. What the new rule doesn't give is left to sleep."""
    for old, new in carried_starts(before.schedule, after.schedule).items():
        each = schedule_exception.c
        about = (each.activity_id == before.row.id, each.local_start == old, each.undone_at.is_(None))
        session.execute(update(schedule_exception).where(*about).values(local_start=new))


def carried_starts(before: Schedule, after: Schedule) -> dict[datetime, datetime]:
    """Starts that were changed by hand to the new start on the same day, where one went and one came."""
    found: dict[datetime, datetime] = {}
    for day in {start.date() for start in before.by_hand}:
        old, new = (possible_starts(each, (day, day + ONE_DAY)) for each in (before, after))
        pairs = same_day(old - new, new - old)
        found |= {start: to for start, to in pairs.items() if start in before.by_hand and to not in before.by_hand}
    return found
