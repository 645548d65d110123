"""Which activities and which dates fit: one condition per filter."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Double,
    FromClause,
    Integer,
    Text,
    and_,
    any_,
    bindparam,
    cast,
    exists,
    extract,
    func,
    literal_column,
    or_,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSQUERY

from services.participation import tables

activity = tables.activity.alias("a")  # short names: psycopg keeps what it parsed of a statement of up to 4 kB
occurrence = tables.occurrence.alias("o")
Given = frozenset[str]
"""The names of the filters that were given."""

WHEN = frozenset({"from_", "to", "weekday", "weekdays", "part_of_day", "hours"})
"""`weekdays` and `hours` are what was said in words; the others are filters that were chosen."""
HERE: ColumnElement[str] = literal_column("'Europe/Amsterdam'")


def about_activity(given: Given, by_words: bool = True) -> list[ColumnElement[bool]]:
    """Conditions on the activity itself. What is public stands as a literal, so that the partial indexes serve it.

    `by_words` asks the text index for all of LEXEMES at once; without it rows are looked at one by one.
    """
    a, its_place = activity.c, tables.place.alias("its_place")
    published = a.status == literal_column("'published'")
    known: dict[str, ColumnElement[bool]] = {
        "wijk": a.wijk == bindparam("wijk"),
        "place_id": a.place_id == bindparam("place_id"),
        "activity_id": a.id == bindparam("activity_id"),
        "category": a.category == bindparam("category"),
        "free": a.free == bindparam("free"),
        "language": bindparam("language", type_=Text) == any_(a.languages),
        "dutch_level": a.dutch_level <= bindparam("dutch_level"),
        "step": a.step == bindparam("step"),
        "project_id": a.project_id == bindparam("project_id"),
        "q": a.search.op("@@")(cast(bindparam("q", type_=Text), TSQUERY)),
        "accessible": exists().where(
            its_place.c.id == a.place_id, its_place.c.accessibility.contains(bindparam("accessible", type_=JSONB))
        ),
        "near": exists().where(its_place.c.id == a.place_id, *within_reach(its_place.c)),
        "own": or_(a.place_id == func.any(bindparam("own_places")), a.wijk == func.any(bindparam("own_wijken"))),
    }
    if by_words and len(given & (LEXEMES.keys() | {"q"})) > 1:
        known["q"] = a.search.op("@@")(lexemes(given))
        given = (given | {"q"}) - WHOLLY
    found = [condition for name, condition in known.items() if name in given]
    found.append(a.status == bindparam("status") if "status" in given else published)
    return found


LEXEMES = {"wijk": "w:", "category": "k:", "language": "c:spoken-", "step": "c:step-"}
"""Filters that stand in the text vector too: its index knows at once what fits several of them, and words."""
WHOLLY = frozenset({"wijk", "category"})
"""The vector tells all of these. A language stands in it also when the text only speaks of it."""


def lexemes(given: Given) -> ColumnElement[Any]:
    """Their values are slugs, which need no quoting of their own."""
    words: ColumnElement[str] = literal_column("''")
    for n, name in enumerate(name for name in LEXEMES if name in given):
        joint = " & " if n else ""
        for part in (f"'{joint}''{LEXEMES[name]}'", bindparam(name, type_=Text), "''''"):
            words = words.op("||")(literal_column(part) if isinstance(part, str) else part)
    filters = cast(words, TSQUERY)
    return cast(bindparam("q", type_=Text), TSQUERY).op("&&")(filters) if "q" in given else filters


EARTH_DIAMETER = 2 * 6_371_000


def within_reach(where: Any) -> list[ColumnElement[bool]]:
    """The square around the circle first: an index knows it."""
    lat, lon, radius = (bindparam(name, type_=Double) for name in ("near_lat", "near_lon", "radius"))
    high = radius / literal_column("111000.0")
    wide = high / func.cosd(lat)
    return [
        where.lat.between(lat - high, lat + high),
        where.lon.between(lon - wide, lon + wide),
        metres_away(where) <= radius,
    ]


def metres_away(where: Any) -> ColumnElement[float]:
    """From `near_lat`, `near_lon` over the globe (haversine); null where a place has no point."""
    lat, lon = bindparam("near_lat", type_=Double), bindparam("near_lon", type_=Double)
    north, east = func.sind((where.lat - lat) / 2), func.sind((where.lon - lon) / 2)
    half_chord = north * north + func.cosd(lat) * func.cosd(where.lat) * east * east
    return EARTH_DIAMETER * func.asin(func.sqrt(func.least(1.0, half_chord)))


def soonest_first(dates: FromClause = occurrence) -> tuple[ColumnElement[Any], ...]:
    """As the indexes have it: their second column tells what is over without a look at the row."""
    return dates.c.starts_at, dates.c.ends_at, dates.c.id


def not_over(dates: FromClause = occurrence, of_one: bool = False) -> list[ColumnElement[bool]]:
    """Dates that are on now or still come. The second condition lets the index on the start skip the past.

    For the dates `of_one` activity the end is no condition for the index: PostgreSQL 18 would think it dear by that,
    and read them all and sort.
    """
    until = dates.c.ends_at > bindparam("now")
    return [until.is_(literal_column("true")) if of_one else until, dates.c.starts_at > bindparam("longest_ago")]


def goes_ahead(dates: FromClause = occurrence) -> ColumnElement[bool]:
    """Somebody can go there: what counts as something to do. The indexes hold the status."""
    return dates.c.status.in_([literal_column("'planned'"), literal_column("'moved'")])


def shown(dates: FromClause = occurrence) -> ColumnElement[bool]:
    """A cancelled date is shown as such until it is over; one that is withdrawn is kept for who had joined it only."""
    return dates.c.status != literal_column("'withdrawn'")


def about_date(given: Given, dates: FromClause = occurrence, of_one: bool = False) -> list[ColumnElement[bool]]:
    """Conditions on the time of one date; without `from`, those that are not over."""
    o = dates.c
    found = [o.starts_at >= bindparam("from_")] if "from_" in given else not_over(dates, of_one)
    local = func.timezone(HERE, o.starts_at)
    if "to" in given:
        found.append(o.starts_at < bindparam("to"))
    if "weekday" in given:
        found.append(extract("isodow", local) == bindparam("weekday"))
    if "part_of_day" in given:
        hour = extract("hour", local)
        found.append(and_(hour >= bindparam("hour_from"), hour < bindparam("hour_to")))
    if "weekdays" in given:
        found.append(extract("isodow", local) == any_(bindparam("weekdays", type_=ARRAY(Integer))))
    if "hours" in given:
        found.append(extract("hour", local) == any_(bindparam("hours", type_=ARRAY(Integer))))
    return found


def in_its_wijk(given: Given) -> list[ColumnElement[bool]]:
    """For dates that are read in order: those of other wijken are passed over in the index."""
    return [occurrence.c.wijk == bindparam("wijk")] if "wijk" in given else []


def has_date(given: Given, of: FromClause = activity) -> ColumnElement[bool]:
    """The activity has a fitting date that goes ahead: one that is cancelled is nothing to do."""
    if not given & WHEN:
        return activity.c.last_end > bindparam("now")
    fits = (occurrence.c.activity_id == of.c.id, *about_date(given, of_one=True), goes_ahead())
    return exists().where(*fits).correlate(of)
