"""What the list of a register shows, and what it can be asked."""

from uuid import UUID

from services.contracts.projects import EntryStatus
from services.projects import tables
from services.projects.lists import SLUG, AskedBetween, Listing, between, same

entry = tables.register_entry.c


class EntryFilters(AskedBetween):
    wijk: str | None = SLUG
    project: UUID | None = None
    sector: str | None = SLUG
    status: EntryStatus | None = None


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
    filters=between(entry.on_date)
    | same(kind=entry.register, wijk=entry.wijk, project=entry.project_id, sector=entry.sector, status=entry.status),
)
