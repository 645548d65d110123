"""The deal's words, as people may write them in a cell: by slug or by label."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from services.kit.sheet_rows import folded
from services.participation.importing.reading import Words
from services.participation.tables import aspect, audience, category, language, place_kind, step, wijk

VOCABULARIES = {
    "kinds": place_kind,
    "categories": category,
    "steps": step,
    "languages": language,
    "audiences": audience,
    "aspects": aspect,
}


@dataclass(frozen=True)
class Dictionary:
    words: Words
    aspects: Mapping[str, str]
    """Dutch label by slug, in the deal's order."""


def dictionary(session: Session) -> Dictionary:
    words = {name: _words(session, table) for name, table in VOCABULARIES.items()}
    wijken = session.execute(select(wijk.c.id, wijk.c.name).where(wijk.c.in_deal)).all()
    words["wijken"] = {folded(each): row.id for row in wijken for each in (row.name, row.id)}
    labels = session.execute(select(aspect.c.id, aspect.c.labels).where(aspect.c.in_deal).order_by(aspect.c.position))
    return Dictionary(words, {row.id: row.labels["nl"] for row in labels})


def _words(session: Session, table: Table) -> dict[str, str]:
    """Where two words share a label, the slug and the Dutch label go first."""
    rows = session.execute(select(table.c.id, table.c.labels).where(table.c.in_deal)).all()
    found = {folded(row.id): row.id for row in rows}
    for row in rows:
        found.setdefault(folded(row.labels["nl"]), row.id)
    for row in rows:
        for label in row.labels.values():
            found.setdefault(folded(label), row.id)
    return found
