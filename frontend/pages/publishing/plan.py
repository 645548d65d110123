"""When an activity is, as a coordinator means it: by a rhythm, or on some days; and how that is said."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from frontend.dates import full_day, local
from frontend.rhythm import Rhythm, in_a_list, nth_of, rhythm_of, rrule_of, said
from frontend.texts import say
from services.contracts.participation import HolidayKind, Schedule

KINDS: tuple[HolidayKind, ...] = ("school-holidays", "public-holidays", "ramadan")
DAYS_LOOKED_AT = 400


@dataclass(frozen=True)
class Plan:
    """`first` is the first day, `more` further days by hand; with the repeat "dates" these are all there are.

    `rrule` is only kept for a rule that has no words here (repeat "other"); `odd` are further starts at another hour.
    """

    first: date
    start: time
    end: time
    rhythm: Rhythm
    more: tuple[date, ...] = ()
    not_in: tuple[HolidayKind, ...] = ()
    rrule: str | None = None
    odd: tuple[datetime, ...] = ()

    @property
    def on_a_day(self) -> "Plan":
        """The same with the first day on one of the days of the rhythm, from that day on."""
        if self.rhythm.repeat not in ("weekly", "fortnightly", "monthly"):
            return self
        return replace(self, first=next((day for day in days_from(self.first) if fits(self.rhythm, day)), self.first))


def days_from(first: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(DAYS_LOOKED_AT))


def fits(rhythm: Rhythm, day: date) -> bool:
    """Whether a day can be the first of a rhythm; without chosen days any can."""
    if rhythm.days and day.isoweekday() not in rhythm.days:
        return False
    if rhythm.repeat != "monthly" or not rhythm.nth:
        return True
    is_last = day.day + 7 > monthrange(day.year, day.month)[1]
    return (day.day - 1) // 7 + 1 in rhythm.nth or (is_last and -1 in rhythm.nth)


def schedule_of(plan: Plan) -> dict[str, object]:
    """As `ScheduleInput` takes it."""
    days = sorted({plan.first, *plan.more}) if plan.rhythm.repeat in ("once", "dates") else [plan.first, *plan.more]
    rule = plan.rrule if plan.rhythm.repeat == "other" else rrule_of(whole(plan), plan.first)
    return {
        "rrule": rule,
        "start": datetime.combine(days[0], plan.start),
        "end": datetime.combine(days[0], plan.end),
        "dates": sorted({*(datetime.combine(day, plan.start) for day in days[1:]), *plan.odd}),
        "not_in": list(plan.not_in),
    }


def whole(plan: Plan) -> Rhythm:
    """The rhythm with its days and numbers, which may follow from the first day."""
    rhythm = plan.rhythm
    if rhythm.repeat == "dates":
        return Rhythm("once")
    if rhythm.repeat == "once":
        return rhythm
    days = rhythm.days or (plan.first.isoweekday(),)
    nth = rhythm.nth or ((nth_of(plan.first),) if rhythm.repeat == "monthly" else ())
    return replace(rhythm, days=days, nth=nth)


def plan_of(schedule: Schedule) -> Plan:
    start, end = local(schedule.start), local(schedule.end)
    rhythm = rhythm_of(schedule.rrule)
    at_its_hour = [each for each in schedule.dates if each.time() == start.time()]
    repeat = "dates" if rhythm.repeat == "once" and at_its_hour else rhythm.repeat
    return Plan(
        start.date(),
        start.time(),
        end.time(),
        replace(rhythm, repeat=repeat),
        tuple(each.date() for each in at_its_hour),
        tuple(schedule.not_in),
        schedule.rrule if repeat == "other" else None,
        tuple(each for each in schedule.dates if each not in at_its_hour),
    )


def plan_in_words(plan: Plan, today: date) -> str:
    """`elke dinsdag 10.00–12.00, niet in schoolvakanties`; empty for what has no words."""
    if plan.rhythm.repeat == "other" or plan.odd:
        return ""
    hours = say("plan.hours", start=clock(plan.start), end=clock(plan.end))
    if plan.rhythm.repeat in ("once", "dates"):
        return f"{in_a_list([full_day(day, today) for day in sorted({plan.first, *plan.more})])} {hours}"
    rhythm = whole(plan)
    words = f"{said(replace(rhythm, until=None), today)} {hours}"
    if plan.first > today + timedelta(days=31) or (rhythm.repeat == "fortnightly" and plan.first >= today):
        words += say("plan.from", day=full_day(plan.first, today))
    if rhythm.until:
        words += say("rhythm.until", day=full_day(rhythm.until, today))
    if plan.more:
        words += say("plan.also", days=in_a_list([full_day(day, today) for day in plan.more]))
    if plan.not_in:
        words += say(
            "plan.not_in", kinds=in_a_list([say(f"plan.kind.{kind}") for kind in KINDS if kind in plan.not_in])
        )
    return words


def clock(moment: time) -> str:
    return say("date.clock", hour=moment.hour, minute=f"{moment:%M}")
