"""What waits to be read, of every kind in one list."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, literal, or_, select, true, union_all
from sqlalchemy.orm import Session

from services.contracts.participation.moderation import Queued, QueueItem
from services.kit.who import Who
from services.participation.proposals.queries import of_the_asker
from services.participation.tables import activity, place, proposal, report, wish
from services.participation.wishes.rules import Reach


@dataclass(frozen=True)
class QueueFilters:
    what: Queued | None = None
    wijk: str | None = None
    category: str | None = None


def waiting(who: Who, reach: Reach) -> dict[Queued, Select[Any]]:
    """Per kind the rows that the asker may decide on."""
    w, p = wish.c, proposal.c
    own: ColumnElement[bool] = true() if reach.everywhere else or_(w.wijk.in_(reach.wijken), w.wijk.is_(None))
    wishes = select(w.id, literal("wish").label("what"), w.text, w.wijk, w.category, w.created_at, w.origin)
    said = p.title.label("text")
    proposals = select(p.id, literal("proposal").label("what"), said, p.wijk, p.category, p.created_at, p.origin)
    return {
        "wish": wishes.where(w.status == "open", w.removed_at.is_(None), own),
        "proposal": proposals.where(p.status == "open", p.removed_at.is_(None), of_the_asker(who, reach)),
        "report": reports_of(who, reach),
    }


def reports_of(who: Who, reach: Reach) -> Select[Any]:
    """Their words are sealed: shown is what they are about, and `/v1/reports` has the rest."""
    r, name = report.c, func.coalesce(activity.c.title, place.c.name).label("text")
    joined = report.join(place, place.c.id == r.place_id).outerjoin(activity, activity.c.id == r.activity_id)
    places = who.places if "coordinator" in who.roles else ()
    wijken = who.wijken if "editor" in who.roles else ()
    own = true() if reach.everywhere else or_(false(), r.place_id.in_(places), place.c.wijk.in_(wijken))
    about = (name, place.c.wijk, activity.c.category)
    fields = select(r.id, literal("report").label("what"), *about, r.created_at, r.origin)
    return fields.select_from(joined).where(r.outcome.is_(None), own)


def queue_page(
    session: Session, who: Who, reach: Reach, asked: QueueFilters, page: int, page_size: int
) -> tuple[list[QueueItem], int]:
    """Who waits longest comes first."""
    chosen = [rows for kind, rows in waiting(who, reach).items() if asked.what in (None, kind)]
    found = union_all(*chosen).subquery("found")
    wanted = {"wijk": asked.wijk, "category": asked.category}
    conditions = [found.c[name] == value for name, value in wanted.items() if value]
    rows = select(found).where(*conditions).order_by(found.c.created_at, found.c.id)
    items = [
        QueueItem(
            id=row.id,
            what=row.what,
            text=row.text,
            wijk=row.wijk,
            category=row.category,
            created_at=row.created_at,
            origin=bytes(row.origin).hex() if row.origin is not None else None,
        )
        for row in session.execute(rows.limit(page_size).offset((page - 1) * page_size))
    ]
    return items, session.scalar(select(func.count()).select_from(found).where(*conditions)) or 0
