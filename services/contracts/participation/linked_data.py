"""An activity and its place in the words of schema.org: on its page, and for harvesters."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.contracts.participation.activities import ActivityShape
from services.contracts.participation.places import PlaceInActivity, PlaceShape
from services.contracts.participation.schedules import ExceptionShape, NextDate, Schedule

Json = dict[str, Any]
SCHEMA = "https://schema.org"
DAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday"}
DAYS |= {"FR": "Friday", "SA": "Saturday", "SU": "Sunday"}
STATUS = {"planned": "EventScheduled", "moved": "EventRescheduled", "cancelled": "EventCancelled"}
PARTS = re.compile(r"(?P<street>.+), (?P<postcode>\d{4} ?[A-Z]{2}) (?P<city>.+)")
PERIODS = {"WEEKLY": "W", "MONTHLY": "M"}
MOST_DAYS_CLOSED = 366


def event_series(activity: ActivityShape, site: str) -> Json:
    """The whole series, with its first dates where these are known, else with those that differ from its schedule."""
    zone, address = ZoneInfo(activity.schedule.time_zone), f"{site}/activiteiten/{activity.id}"
    own = {
        "@context": SCHEMA,
        "@type": "EventSeries",
        "@id": address,
        "identifier": str(activity.id),
        "url": address,
        "description": f"{activity.summary}\n\n{activity.description}".strip(),
        "startDate": said(activity.schedule.start, zone),
        "eventSchedule": schedules(activity.schedule),
    }
    series = own | of_every_date(activity, site) | {"eventStatus": f"{SCHEMA}/EventScheduled"}
    dates = [of_date(each, zone) for each in activity.next] or list(differing(activity.schedule, zone))
    return series | {"subEvent": [{"@type": "Event", **of_every_date(activity, site), **each} for each in dates]}


def of_every_date(activity: ActivityShape, site: str) -> Json:
    """What holds for the series and for each of its dates."""
    found: Json = {
        "name": activity.title,
        "location": place(activity.place, site),
        "organizer": {
            "@type": "Organization",
            "name": activity.place.name,
            "url": f"{site}/plekken/{activity.place.id}",
        },
        "isAccessibleForFree": activity.cost.free,
        "inLanguage": activity.languages,
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
    }
    if activity.capacity:
        found["maximumAttendeeCapacity"] = activity.capacity
    if (activity.ages.from_, activity.ages.to) != (None, None):
        found["typicalAgeRange"] = ages_in_words(activity)
    return found


def ages_in_words(activity: ActivityShape) -> str:
    """`7-12`, `65-` or `-12`, as schema.org writes it."""
    low, high = activity.ages.from_, activity.ages.to
    return f"{'' if low is None else low}-{'' if high is None else high}"


def place(of: PlaceInActivity, site: str) -> Json:
    parts = PARTS.fullmatch(of.address)
    address = postal(parts["street"], parts["postcode"], parts["city"]) if parts else of.address
    return located(of, site) | {"address": address}


def place_of_its_own(of: PlaceShape, site: str) -> Json:
    """A place on its page."""
    address = postal(of.street_address, of.postcode, of.city)
    more = {"description": of.summary, "url": f"{site}/plekken/{of.id}", "sameAs": of.website}
    said = {name: value for name, value in more.items() if value}
    return {"@context": SCHEMA, **located(of, site), "address": address, **said}


def postal(street: str, postcode: str, city: str) -> Json:
    said = {"streetAddress": street, "postalCode": postcode, "addressLocality": city, "addressCountry": "NL"}
    return {"@type": "PostalAddress", **said}


def located(of: PlaceInActivity | PlaceShape, site: str) -> Json:
    found: Json = {"@type": "Place", "@id": f"{site}/plekken/{of.id}", "name": of.name}
    if of.lat is not None and of.lon is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": of.lat, "longitude": of.lon}
    return found | ({"telephone": of.phone} if of.phone else {})


def of_date(date_: NextDate, zone: ZoneInfo) -> Json:
    before = {"previousStartDate": said(date_.moved_from, zone)} if date_.moved_from else {}
    full = {"remainingAttendeeCapacity": 0} if date_.full else {}
    return dated(date_.start, date_.end, date_.status, zone) | before | full


def differing(schedule: Schedule, zone: ZoneInfo) -> Sequence[Json]:
    """Dates that were cancelled or moved, and those that were named besides the rule."""
    lasts = schedule.end - schedule.start
    changed = [each for each in schedule.exceptions if each.date is not None]
    by_hand = {each.date: each for each in changed if each.date}
    named = [start for start in schedule.dates if start not in by_hand]
    found = [(start, dated(start, start + lasts, "planned", zone)) for start in named]
    for start, each in by_hand.items():
        found.append((start, exception(each, start, lasts, zone)))
    return [json for _, json in sorted(found, key=lambda pair: pair[0])]


def exception(each: ExceptionShape, start: datetime, lasts: timedelta, zone: ZoneInfo) -> Json:
    if each.kind == "moved" and each.start and each.end:
        return dated(each.start, each.end, "moved", zone) | {"previousStartDate": said(start, zone)}
    return dated(start, start + lasts, "cancelled", zone)


def dated(start: datetime, end: datetime, status: str, zone: ZoneInfo) -> Json:
    times = {"startDate": said(start, zone), "endDate": said(end, zone)}
    return times | {"eventStatus": f"{SCHEMA}/{STATUS[status]}"}


def said(moment: datetime, zone: ZoneInfo) -> str:
    """With its offset; a moment without one is wall time."""
    return (moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat()


def schedules(schedule: Schedule) -> list[Json]:
    """One for a rule by the week, one for each day of a rule by the month; none for the last of a month, and for dates
    that were named one by one, which schema.org has no words for: these are dated events."""
    if not schedule.rrule:
        return []
    rule = dict(part.split("=", 1) for part in schedule.rrule.split(";"))
    found = times(schedule) | until(rule, ZoneInfo(schedule.time_zone))
    found["repeatFrequency"] = f"P{rule.get('INTERVAL', '1')}{PERIODS[rule['FREQ']]}"
    days = rule.get("BYDAY", list(DAYS)[schedule.start.weekday()]).split(",")
    if rule["FREQ"] == "WEEKLY":
        return [found | {"byDay": [f"{SCHEMA}/{DAYS[day]}" for day in days]}]
    return [
        found | {"byDay": [f"{SCHEMA}/{DAYS[day[-2:]]}"], "byMonthWeek": int(day[:-2])}
        for day in days
        if not day.startswith("-")
    ]


def times(schedule: Schedule) -> Json:
    minutes = int((schedule.end - schedule.start).total_seconds()) // 60
    found: Json = {
        "@type": "Schedule",
        "startDate": schedule.start.date().isoformat(),
        "startTime": schedule.start.time().isoformat(),
        "endTime": schedule.end.time().isoformat(),
        "duration": f"PT{minutes // 60}H{minutes % 60}M",
        "scheduleTimezone": schedule.time_zone,
    }
    off = [text for each in schedule.exceptions for text in left_out(each)]
    return found | ({"exceptDate": sorted(set(off))} if off else {})


def until(rule: Json, zone: ZoneInfo) -> Json:
    """How it ends: on a day, or after so many dates where one schedule counts them."""
    if "UNTIL" in rule:
        last = datetime.strptime(rule["UNTIL"], "%Y%m%dT%H%M%S%z").astimezone(zone)
        return {"endDate": last.date().isoformat()}
    counts = "COUNT" in rule and (rule["FREQ"] == "WEEKLY" or "," not in rule.get("BYDAY", ""))
    return {"repeatCount": int(rule["COUNT"])} if counts else {}


def left_out(each: ExceptionShape) -> list[str]:
    if each.date:
        return [each.date.isoformat()]
    if each.from_ is None or each.to is None:
        return []
    days = min((each.to - each.from_).days + 1, MOST_DAYS_CLOSED)
    return [date.isoformat(each.from_ + timedelta(days=day)) for day in range(days)]


def breadcrumb(trail: Sequence[tuple[str, str]]) -> Json:
    """`trail` is the address and name of each page from the home page down."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (address, name) in enumerate(trail, start=1)
    ]
    return {"@context": SCHEMA, "@type": "BreadcrumbList", "itemListElement": items}
