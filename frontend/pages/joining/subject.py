"""What somebody is about to join: one date, or all dates of a series."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from frontend.backends import Backends
from frontend.patience import in_time
from services.contracts.participation import ActivityShape, OccurrenceShape


@dataclass(frozen=True)
class Subject:
    """`date` is the next one for a series; `closed` says why one can't join (`walk-in begun cancelled gone`)."""

    activity: ActivityShape
    date: OccurrenceShape | None
    closed: str = ""

    @property
    def series(self) -> bool:
        return self.activity.joining == "series"

    @property
    def for_children(self) -> bool:
        """Then a parent or carer signs a child up."""
        return set(self.activity.for_whom) == {"children"}

    @property
    def full(self) -> bool:
        """Who comes now waits."""
        date = self.date
        return date is not None and date.places_left is not None and (date.places_left == 0 or date.waiting > 0)


async def subject_of(services: Backends, activity_id: UUID, keer: UUID | None, now: datetime) -> Subject:
    """Raises ServiceDown, ServiceRefused."""
    participation = services.participation
    activity, dates = await asyncio.gather(
        in_time(participation.activity(activity_id)),
        in_time(participation.occurrences(activityId=activity_id, pageSize=100)),
    )
    if activity.joining == "walk-in":
        return Subject(activity, None, "walk-in")
    wanted = [date for date in dates.items if is_wanted(date, activity, keer, now)]
    date = wanted[0] if wanted else None
    return Subject(activity, date, why_closed(date, now))


def is_wanted(date: OccurrenceShape, activity: ActivityShape, keer: UUID | None, now: datetime) -> bool:
    if activity.joining == "series":
        return date.status != "cancelled" and date.start > now
    return date.id == keer


def why_closed(date: OccurrenceShape | None, now: datetime) -> str:
    if date is None:
        return "gone"
    if date.status == "cancelled":
        return "cancelled"
    return "begun" if date.start <= now else ""
