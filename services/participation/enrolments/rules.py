"""Who gets a place, who waits, and for how long a place is kept for somebody."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeGuard

from services.kit.who import Who
from services.kit.wrong_fields import wrong

Status = Literal["enrolled", "waiting", "offered", "left", "lapsed", "double"]
ENROLMENT_STEPS: Mapping[str, Collection[str]] = {
    "waiting": {"offered", "enrolled", "left"},
    "offered": {"enrolled", "lapsed", "left"},
    "enrolled": {"left"},
    "double": {"left"},
    "left": (),
    "lapsed": (),
}
LIVING = ("enrolled", "offered", "waiting")
"""Who counts on the date: with a place, with one that is kept for them, or waiting for one."""
CHILDREN = frozenset({"children"})
SHORTEST_OFFER = timedelta(minutes=30)


@dataclass(frozen=True)
class Counts:
    """Of one date or series; `capacity` None is room for all. A place that is offered is kept, so it is taken."""

    capacity: int | None
    enrolled: int
    offered: int
    waiting: int

    @property
    def taken(self) -> int:
        return self.enrolled + self.offered

    @property
    def free(self) -> int:
        """Places that nobody has; with room for all, one for everybody who waits."""
        return self.waiting if self.capacity is None else max(0, self.capacity - self.taken)


@dataclass(frozen=True)
class OfferTime:
    """How long a place is kept: so many hours, but not into the last ones before the start."""

    hours: int
    hours_before_start: int


@dataclass(frozen=True)
class Refused:
    """`code` is stable; `sentence` is for whoever wanted it."""

    code: str
    sentence: str


@dataclass(frozen=True)
class Joinable:
    """What somebody wants to join: one date, or (when `series`) all dates, of which `starts_at` is the next."""

    joining: str
    capacity: int | None
    series: bool
    date_status: str
    starts_at: datetime | None


def place_for(counts: Counts) -> Literal["enrolled", "waiting"]:
    """A resident gets a place while there is room and nobody is waiting."""
    if counts.capacity is None:
        return "enrolled"
    return "enrolled" if counts.waiting == 0 and counts.free > 0 else "waiting"


def to_promote(counts: Counts) -> int:
    """So many of those who wait, the first first, get what is free."""
    return min(counts.waiting, counts.free)


def kept_until(now: datetime, starts_at: datetime, time: OfferTime) -> datetime | None:
    """Until when a free place is kept for who is next; None when it is too late to ask, and they simply have it."""
    until = min(now + timedelta(hours=time.hours), starts_at - timedelta(hours=time.hours_before_start))
    return until if until - now >= SHORTEST_OFFER else None


def most_to_take(counts: Counts) -> int | None:
    """Nobody is thrown out when there is less room than was taken: it then is as many as have a place."""
    return None if counts.capacity is None else max(counts.capacity, counts.taken)


def may_join(wanted: Joinable, now: datetime) -> Refused | None:
    """None when one may."""
    if wanted.date_status == "cancelled":
        return Refused("cancelled", "This date is cancelled. Look at the other dates.")
    if wanted.starts_at is None or wanted.starts_at <= now:
        return Refused("begun", "This has begun already. Look at the other dates.")
    if wanted.joining == "walk-in" and wanted.capacity is None:
        return Refused("walk-in", "You need not sign up: you can just come.")
    if wanted.joining == "series" and not wanted.series:
        return Refused("series", "You join this for all dates at once.")
    if wanted.joining != "series" and wanted.series:
        return Refused("per-date", "You join this for one date at a time: choose a date.")
    return None


def may_confirm(status: str, confirm_by: datetime | None, now: datetime) -> Refused | None:
    """Of a place that was offered; who has the place already may say so again."""
    if status == "enrolled" or (status == "offered" and confirm_by is not None and now <= confirm_by):
        return None
    if status == "waiting":
        return Refused("waiting", "There is no place for you yet. We tell you when there is.")
    return Refused("too-late", "This place went to somebody else. You can sign up again.")


def wrong_fields(body: Mapping[str, Any], for_whom: Collection[str] | None = None) -> list[dict[str, Any]]:
    """What the shape can't see: for a child we want a parent's phone, and nothing of the child but a nickname."""
    child = body.get("forChild") is True
    found = []
    if child and not body.get("phone"):
        found.append(wrong("phone", "parent", "Give the phone number of a parent or carer."))
    if child and body.get("email"):
        found.append(wrong("email", "parent", "For a child we only need the phone number of a parent or carer."))
    if for_whom and CHILDREN.issuperset(for_whom) and not child:
        found.append(wrong("forChild", "parent", "This is for children: a parent or carer signs a child up."))
    return found


def wrong_attendance(body: Mapping[str, Any], audiences: Collection[str]) -> list[dict[str, Any]]:
    """Parts of those who came are known groups, and none is larger than all; what has a wrong shape is passed over."""
    given, present, of_whom = body.get("count"), body.get("present"), body.get("ofWhom")
    ticked = len({str(each) for each in present}) if isinstance(present, list) else 0
    count = given if is_number(given) else ticked
    found = []
    if count < ticked:
        found.append(wrong("count", "too-few", f"You ticked {ticked} names: the count can't be less."))
    for audience, number in of_whom.items() if isinstance(of_whom, dict) else ():
        if audience not in audiences:
            found.append(wrong(f"ofWhom.{audience}", "unknown", f"“{audience}” is not one of our groups."))
        elif is_number(number) and not 0 <= number <= count:
            found.append(wrong(f"ofWhom.{audience}", "too-many", f"This is at most {count}, as many as came."))
    return found


def is_number(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def works_at(who: Who, place_id: uuid.UUID) -> bool:
    """Names of residents are for the coordinator of the place, and for nobody else."""
    return "coordinator" in who.roles and place_id in who.places
