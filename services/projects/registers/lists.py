"""What the list of a register shows, and what it can be asked."""

from datetime import date
from uuid import UUID

from pydantic import Field
from sqlalchemy import bindparam

from services.contracts.projects import EntryStatus
from services.projects import tables
from services.projects.lists import SLUG, Asked, Listing

entry = tables.register_entry.c


class EntryFilters(Asked):
    """`from` and `to` include both days."""

    wijk: str | None = SLUG
    project: UUID | None = None
    sector: str | None = SLUG
    status: EntryStatus | None = None
    from_: date | None = Field(None, alias="from")
    to: date | None = None


ENTRIES = Listing(
    "register-entries",
    fields={
        "id": entry.id,
        "kind": entry.register,
        "title": entry.title,
        "on": entry.on_date,
        "status": entry.status,
        "wijk": entry.wijk,
        "projectId": entry.project_id,
        "sector": entry.sector,
        "places": entry.places,
        "squareMetres": entry.square_metres,
        "rule": entry.rule,
        "note": entry.note,
        "version": entry.version,
        "updatedAt": entry.updated_at,
    },
    source=tables.register_entry,
    key=entry.id,
    order=(entry.on_date.desc(), entry.id),
    filters={
        "kind": entry.register == bindparam("kind"),
        "wijk": entry.wijk == bindparam("wijk"),
        "project": entry.project_id == bindparam("project"),
        "sector": entry.sector == bindparam("sector"),
        "status": entry.status == bindparam("status"),
        "from_": entry.on_date >= bindparam("from_"),
        "to": entry.on_date <= bindparam("to"),
    },
)
