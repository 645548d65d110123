"""Outlines of the wijken in the tables."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from services.kit import audit
from services.participation.areas.file_rules import Area, DealWijk
from services.participation.areas.outline_rules import Outline, lies_in
from services.participation.tables import area, buurt, metadata, place, wijk

Outlines = dict[str, Outline]
"""By wijk."""


def deal_wijken(session: Session) -> list[DealWijk]:
    codes: dict[str, set[str]] = defaultdict(set)
    for row in session.execute(select(buurt.c.wijk, buurt.c.code)):
        codes[row.wijk].add(row.code)
    rows = session.execute(select(wijk.c.id, wijk.c.name, wijk.c.cbs_wijk).where(wijk.c.in_deal).order_by("position"))
    return [DealWijk(row.id, row.name, row.cbs_wijk, frozenset(codes[row.id])) for row in rows]


def save_areas(session: Session, areas: Sequence[Area], who: str) -> None:
    """Replaces the outlines of the wijken that these are parts of; other wijken keep theirs."""
    wijken = sorted({each.wijk for each in areas})
    session.execute(delete(area).where(area.c.wijk.in_(wijken)))
    session.execute(
        insert(area),
        [{"code": each.code, "wijk": each.wijk, "name": each.name, "outline": each.outline} for each in areas],
    )
    audit.record(session, metadata, who, "import", "areas", ",".join(wijken), {"areas": [None, len(areas)]})


def outlines(session: Session) -> Outlines:
    """Of the wijken of which somebody imported them."""
    found: Outlines = defaultdict(list)
    for row in session.execute(select(area.c.wijk, area.c.outline).order_by(area.c.code)):
        found[row.wijk] += row.outline
    return dict(found)


def places_outside(session: Session) -> list[Any]:
    """Rows of name and wijk of places whose point lies outside their wijk, and of whom nobody said that it is right."""
    known = outlines(session)
    p = place.c
    rows = session.execute(
        select(p.name, p.wijk, p.lat, p.lon).where(p.lat.is_not(None), ~p.point_checked).order_by(p.sort_name)
    )
    return [row for row in rows if row.wijk in known and not lies_in((row.lon, row.lat), known[row.wijk])]
