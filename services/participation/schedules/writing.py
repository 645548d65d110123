"""Making the table's dates those of the schedules, in the transaction of the change."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from services.participation.activities.schedule_rules import days_written
from services.participation.schedules.applying import apply_changes
from services.participation.schedules.change_rules import changes_between, together
from services.participation.schedules.date_rules import Days, Moment, dates_of, not_over
from services.participation.schedules.loading import Loaded, loaded, with_region
from services.participation.schedules.shown import shown_exceptions
from services.participation.tables import activity, occurrence

Ids = Sequence[uuid.UUID]
ONE_DAY = timedelta(days=1)
GOES_AHEAD = ("planned", "moved")


def write_dates(session: Session, activity_ids: Ids, now: datetime, today: date) -> None:
    """Makes the dates from `now` on those of the schedules; dates that have begun keep their times.

    Places that people have are carried along, given up or told about (`enrolments.changes`). The caller has locked the
    activities.
    """
    days = days_written(today)
    rows = session.execute(with_region().where(activity.c.id.in_(activity_ids)).order_by(activity.c.id)).all()
    these = loaded(session, rows, today - ONE_DAY)
    written = written_dates(session, activity_ids, now)
    changes = [changes_between(written.get(each.row.id, ()), coming(each, days, now), now) for each in these]
    apply_changes(session, together(changes))
    mark_written(session, these, days[1], today)


def coming(each: Loaded, days: Days, now: datetime) -> list[Moment]:
    """The dates of an activity that are not over; one that is ended has none. Yesterday's can still be on."""
    if each.row.status == "ended":
        return []
    return not_over(dates_of(each.schedule, (days[0] - ONE_DAY, days[1])), now)


def written_dates(session: Session, activity_ids: Ids, now: datetime) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """The dates in the table that are not over, by activity."""
    o = occurrence.c
    columns = (o.id, o.activity_id, o.local_start, o.starts_at, o.ends_at, o.status, o.reason)
    on_or_to_come = (o.ends_at > now, o.starts_at > now - timedelta(hours=25))
    found: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    for row in session.execute(select(*columns).where(o.activity_id.in_(activity_ids), *on_or_to_come)):
        found[row.activity_id].append(Moment(*row))
    return found


def mark_written(session: Session, these: Sequence[Loaded], until: date, today: date) -> None:
    """Remembers how far dates are written, when the last one ends, and which exceptions are shown; no new version:
    nobody changed what a coordinator decides."""
    last = select(func.max(occurrence.c.ends_at)).where(
        occurrence.c.activity_id == activity.c.id, occurrence.c.status.in_(GOES_AHEAD)
    )
    written = {"dates_until": until, "last_end": last.scalar_subquery()}
    session.execute(update(activity).where(activity.c.id.in_([each.row.id for each in these])).values(written))
    shown = [{"of": each.row.id, "shown": shown_exceptions(each, today)} for each in these]
    differing = [new for new, each in zip(shown, these, strict=True) if new["shown"] != each.row.exceptions]
    if differing:
        session.execute(SHOW, differing)


SHOW = update(activity).where(activity.c.id == bindparam("of")).values(exceptions=bindparam("shown"))
