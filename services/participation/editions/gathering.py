"""What an edition says, of what is published and confirmed now."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from services.contracts.deal_paper import PaperWords
from services.participation.activities.rooms import walk_ins_full
from services.participation.editions.arranging_rules import changes_of, month_days, turns_of
from services.participation.editions.content import EditionContent, Item
from services.participation.editions.rules import MOST_ITEMS, counts_on
from services.participation.schedules.date_rules import dates_of
from services.participation.schedules.loading import Loaded, loaded, with_region
from services.participation.tables import activity, category, paper_words, place, wijk

MOVED_FROM = timedelta(days=62)
"""So far before the month exceptions are looked for: a date can be moved into it."""


class TooMany(Exception):
    """More activities than a booklet can hold."""


def name_of_wijk(session: Session, wijk_id: str) -> str | None:
    return session.scalar(select(wijk.c.name).where(wijk.c.id == wijk_id, wijk.c.in_deal))


def gathered(
    session: Session, wijk_id: str, wijk_name: str, first: date, language: str | None, today: date, site: str
) -> EditionContent:
    """Raises TooMany."""
    publisher, words = words_of(session, language)
    return EditionContent(
        wijk=wijk_id,
        wijk_name=wijk_name,
        month=first,
        language=language,
        gathered_on=today,
        site=site,
        publisher=publisher,
        words=words,
        items=tuple(items_of(session, wijk_id, first, language, today)),
    )


def words_of(session: Session, language: str | None) -> tuple[str, dict[str, PaperWords]]:
    wanted = ["nl", *([language] if language else [])]
    rows = session.execute(select(paper_words).where(paper_words.c.language.in_(wanted))).all()
    words = {row.language: PaperWords.model_validate(row.body) for row in rows}
    return next(row.publisher for row in rows if row.language == "nl"), words


def items_of(session: Session, wijk_id: str, first: date, language: str | None, today: date) -> list[Item]:
    """Those that have a date in the month, or one that was cancelled in it; by title."""
    rows = session.execute(printable(wijk_id, counts_on(first, today))).all()
    if len(rows) > MOST_ITEMS:
        raise TooMany
    found = [item_of(each, first, language) for each in loaded(session, rows, first - MOVED_FROM)]
    return [item for item in found if item.turns or item.changes]


def printable(wijk_id: str, day: date) -> Any:
    """Published activities of a wijk whose confirmation, and that of their place, holds on this day."""
    p = place.c
    confirmed = (activity.c.check_by > day, activity.c.call_first.is_(False), p.check_by > day, p.call_first.is_(False))
    joined = with_region().join(place, p.id == activity.c.place_id).join(category, category.c.id == activity.c.category)
    full = walk_ins_full(activity).label("full")
    told = joined.add_columns(p.name.label("place_name"), p.street_address, p.phone, full, category.c.labels)
    of_wijk = told.where(activity.c.wijk == wijk_id, activity.c.status == "published", *confirmed)
    return of_wijk.order_by(activity.c.sort_title, activity.c.id).limit(MOST_ITEMS + 1)


def item_of(each: Loaded, first: date, language: str | None) -> Item:
    row, month = each.row, month_days(first)
    zone = ZoneInfo(row.time_zone)
    moments = dates_of(each.schedule, month)
    return Item(
        id=row.id,
        title=row.title,
        translated=translated(row, language),
        summary=row.summary,
        category=row.category,
        labels={name: row.labels[name] for name in ("nl", language) if name in row.labels},
        place=row.place_name,
        address=row.street_address,
        phone=row.phone,
        free=row.free,
        pay_what_you_can=row.pay_what_you_can,
        cost=row.cost_text,
        joining=row.joining,
        turns=turns_of(moments, zone, month),
        changes=changes_of(moments, zone, month, row.full or ()),
    )


def translated(row: Row[Any], language: str | None) -> str | None:
    """Its title in the second language. One of an earlier Dutch text stays out: paper can't say so beside it."""
    found = row.translations.get(language) if language else None
    return str(found["title"]) if found and not found.get("outdated") else None
