"""The nightly work: dates move along with the calendar."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.participation.activities.filters import start_of
from services.participation.activities.schedule_rules import days_written
from services.participation.schedules.writing import write_dates
from services.participation.tables import activity

AT_ONCE = 500


def roll_forward(session: Session, today: date, at_most: int = AT_ONCE) -> int:
    """Writes the dates that came within reach, for `at_most` activities; gives how many activities it looked at.

    Those that are written are compared as well: holidays can be known better by now. Call it again, each time in a
    transaction of its own, until it gives 0. Activities that somebody is changing now are skipped: the change writes
    their dates.
    """
    until = days_written(today)[1]
    ids = session.scalars(
        select(activity.c.id)
        .where(activity.c.status != "ended", activity.c.dates_until < until)
        .order_by(activity.c.dates_until, activity.c.id)
        .limit(at_most)
        .with_for_update(skip_locked=True, key_share=True)
    ).all()
    if ids:
        write_dates(session, ids, max(datetime.now(UTC), start_of(today)), today)
    return len(ids)


def roll_all_forward(writing: Callable[[], AbstractContextManager[Session]], today: date) -> int:
    """The same for all activities; `writing` gives a transaction. Gives how many activities it looked at."""
    done = 0
    while True:
        with writing() as session:
            some = roll_forward(session, today)
        if not some:
            return done
        done += some
