"""Best first: what fits the words, then what is soon, near and confirmed not long ago."""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Double,
    Select,
    Text,
    bindparam,
    case,
    cast,
    extract,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from services.kit.hot import number
from services.participation import tables
from services.participation.activities.conditions import (
    WHEN,
    Given,
    about_activity,
    about_date,
    activity,
    has_date,
    metres_away,
    occurrence,
    soonest_first,
)

CANDIDATES = 1000
"""A search looks at so many activities that fit the words, and lists no more: who wants to see them all, filters."""
IN_A_WIJK = 200
"""So many where one wijk is asked for: what is ranked must not grow with all of the deal's area."""
LOOKED_AT = 200
"""Of so many of the most relevant we look whether they are soon, near and true."""
WEIGHTS: ColumnElement[Any] = literal_column("'{0.05,0.3,0.6,1}'::real[]")
"""Of the rest, what it is, summary, title (search_vector in migration 0008)."""
SOON, NEAR, TRUE = 0.05, 0.05, 0.03
"""What the best of each adds to the relevance."""
FILLED_UP_TO = 10
"""When fewer fit, the list is filled up to so many with what fits a wider concept."""
TIERS = {"whole": 1, "loose": 1, "open": 2, "known": 2, "broad": 2, "core": 1}
KEYS = ("first", "second", "third")


def best_activities(given: Given, reach: int) -> Select[Any]:
    """Ids with their keys of order; `reach` is the number of the last one that the page shows.

    With `wider` what misses the least of the queries of TIERS comes first, ten in all.
    """
    fitting = candidates(given)
    relevant = ranked(fitting, min(bound(given), max(LOOKED_AT, reach)))
    score = relevant.c.relevance * (1 + bonus(given, relevant))
    if "wider" in given:
        keys: tuple[Any, ...] = (
            sum((misses(relevant, name) * n for name, n in TIERS.items()), number(0)),
            -score,
            relevant.c.id,
        )
    else:
        keys = (-score, relevant.c.id, relevant.c.id)
    named = [key.label(name) for key, name in zip(keys, KEYS, strict=True)]
    ordered = select(relevant.c.id, *named).select_from(relevant).order_by(*named)
    if "wider" not in given:
        return ordered
    first = ordered.limit(number(FILLED_UP_TO)).subquery("first_ten")
    return select(first.c.id, *(first.c[name] for name in KEYS)).order_by(*(first.c[name] for name in KEYS))


def misses(relevant: CTE, query: str) -> ColumnElement[int]:
    fits = relevant.c.search.op("@@")(cast(bindparam(query, type_=Text), TSQUERY))
    return case((fits, number(0)), else_=number(1))


def bound(given: Given) -> int:
    return min(CANDIDATES, IN_A_WIJK) if "wijk" in given else CANDIDATES


def candidates(given: Given) -> CTE:
    """Those that are ranked: of so many that fit the words, all that have a date then."""
    a = activity.c
    columns = (a.id, a.place_id, a.confirmed_on, a.search)
    chosen = select(*columns).where(*about_activity(given), has_date(given - WHEN))
    looked_at = chosen.limit(number(bound(given))).cte("looked_at").prefix_with("MATERIALIZED")
    if not given & WHEN:
        return looked_at
    then = select(*looked_at.c).where(has_date(given, looked_at))
    return then.cte("fitting").prefix_with("MATERIALIZED")


def best_count(given: Given) -> Select[Any]:
    return select(func.count()).select_from(candidates(given))


def ranked(fitting: CTE, at_most: int) -> CTE:
    """How well each fits: the sum over what was said, each heaviest in the title."""
    asked = (
        func.unnest(
            cast(bindparam("rank_queries", type_=ARRAY(Text)), ARRAY(TSQUERY)),
            cast(bindparam("rank_weights", type_=ARRAY(Double)), ARRAY(Double)),
        )
        .table_valued("query", "weight", name="asked")
        .render_derived()
    )
    found = func.ts_rank(WEIGHTS, fitting.c.search, asked.c.query) * asked.c.weight
    relevance = select(func.coalesce(func.sum(found), literal_column("0"))).select_from(asked).scalar_subquery()
    columns = (fitting.c.id, fitting.c.place_id, fitting.c.confirmed_on, fitting.c.search, relevance.label("relevance"))
    chosen = select(*columns).order_by(literal_column("relevance").desc(), fitting.c.id)
    return chosen.limit(number(at_most)).cte("relevant").prefix_with("MATERIALIZED")


def bonus(given: Given, relevant: CTE) -> ColumnElement[Any]:
    o = occurrence.c
    its_dates = select(o.starts_at).where(o.activity_id == relevant.c.id, *about_date(given, of_one=True))
    first = its_dates.order_by(*soonest_first()).limit(number(1)).scalar_subquery()
    now: ColumnElement[Any] = bindparam("now")
    weeks = extract("epoch", first - now) / literal_column("604800.0")
    age = (cast(now, tables.activity.c.confirmed_on.type) - relevant.c.confirmed_on) / literal_column("90.0")
    parts = [literal_column(str(SOON)) / (1 + func.greatest(weeks, number(0))), fresh(age)]
    if "near" in given:
        place = tables.place.alias("its_place")
        metres = select(metres_away(place.c)).where(place.c.id == relevant.c.place_id).scalar_subquery()
        parts.append(literal_column(str(NEAR)) / (1 + metres / literal_column("500.0")))
    total = parts[0]
    for part in parts[1:]:
        total = total + func.coalesce(part, number(0))
    return func.coalesce(total, number(0))


def fresh(age: ColumnElement[Any]) -> ColumnElement[Any]:
    return literal_column(str(TRUE)) / (1 + func.greatest(age, number(0)))
