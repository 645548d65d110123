"""What a change does to the dates that are written: which come, change or go, and what people must hear of."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from services.participation.schedules.date_rules import Moment

PUT_OFF = frozenset({"cancelled", "withdrawn"})
"""Nobody needs to come on such a date."""
Times = tuple[datetime, datetime]


@dataclass
class Changes:
    """`moved`, `off` and `on_again` are dates that people may have joined; `carried` is by the old id."""

    new: list[Moment] = field(default_factory=list)
    changed: list[Moment] = field(default_factory=list)
    gone: list[Moment] = field(default_factory=list)
    carried: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    moved: list[uuid.UUID] = field(default_factory=list)
    off: list[uuid.UUID] = field(default_factory=list)
    on_again: list[uuid.UUID] = field(default_factory=list)


def changes_between(written: Iterable[Moment], wanted: Iterable[Moment], now: datetime) -> Changes:
    """From the dates in the table to those of the schedule; both without what is over.

    A date that has begun keeps its times, and is there to the end; it can still be cancelled.
    """
    before, after = {each.id: each for each in written}, {each.id: each for each in wanted}
    changes = Changes(new=[each for each in after.values() if each.id not in before])
    for each in before.values():
        if each.id in after:
            _change(changes, each, after[each.id], now)
        elif each.starts_at > now:
            changes.gone.append(each)
    again = [each for each in changes.changed if before[each.id].status == "withdrawn"]
    changes.carried = carried(changes.gone, [*changes.new, *again])
    changes.off += [each.id for each in changes.gone if each.id not in changes.carried and each.status not in PUT_OFF]
    changes.on_again = [id_ for id_ in changes.on_again if id_ not in changes.carried.values()]
    return changes


def carried(gone: Iterable[Moment], come: Iterable[Moment]) -> dict[uuid.UUID, uuid.UUID]:
    """Ids of dates that went to that of the one which came on the same day; it may have been there before."""
    old = {each.local_start: each.id for each in gone if each.status != "withdrawn"}
    new = {each.local_start: each.id for each in come}
    return {old[start]: new[to] for start, to in same_day(old, new).items()}


def _change(changes: Changes, old: Moment, new: Moment, now: datetime) -> None:
    if old.starts_at <= now:
        new = replace(new, starts_at=old.starts_at, ends_at=old.ends_at)
    if new == old:
        return
    changes.changed.append(new)
    if new.status in PUT_OFF:
        if old.status not in PUT_OFF:
            changes.off.append(old.id)
    elif old.status in PUT_OFF:
        changes.on_again.append(old.id)
    elif _times(new) != _times(old):
        changes.moved.append(old.id)


def _times(moment: Moment) -> Times:
    return moment.starts_at, moment.ends_at


def same_day(old: Collection[datetime], new: Collection[datetime]) -> Mapping[datetime, datetime]:
    """Old starts to the new start on the same day, where one went and one came: 10:00 became 11:00."""
    olds, news = _by_day(old), _by_day(new)
    return {starts[0]: news[day][0] for day, starts in olds.items() if len(starts) == 1 and len(news.get(day, [])) == 1}


def _by_day(starts: Iterable[datetime]) -> Mapping[date, list[datetime]]:
    found: dict[date, list[datetime]] = defaultdict(list)
    for start in starts:
        found[start.date()].append(start)
    return found


def together(several: Iterable[Changes]) -> Changes:
    every = Changes()
    for each in several:
        every.new += each.new
        every.changed += each.changed
        every.gone += each.gone
        every.carried |= each.carried
        every.moved += each.moved
        every.off += each.off
        every.on_again += each.on_again
    return every
