"""What the list of evidence shows, and what it can be asked."""

from datetime import date
from uuid import UUID

from pydantic import Field
from sqlalchemy import bindparam

from services.projects import tables
from services.projects.lists import PART_ID, SLUG, Asked, Listing

item = tables.evidence.c


class EvidenceFilters(Asked):
    """`from` and `to` include both days."""

    project: UUID | None = None
    deliverable: UUID | None = None
    expected_result: str | None = SLUG
    commitment: str | None = PART_ID
    wijk: str | None = SLUG
    from_: date | None = Field(None, alias="from")
    to: date | None = None


EVIDENCE = Listing(
    "evidence",
    fields={
        "id": item.id,
        "projectId": item.project_id,
        "deliverableId": item.deliverable_id,
        "expectedResult": item.expected_result,
        "commitment": item.commitment,
        "wijk": item.wijk,
        "what": item.what,
        "source": item.source,
        "on": item.on_date,
        "documentId": item.document_id,
        "version": item.version,
        "updatedAt": item.updated_at,
    },
    source=tables.evidence,
    key=item.id,
    order=(item.on_date.desc(), item.id),
    filters={
        "project": item.project_id == bindparam("project"),
        "deliverable": item.deliverable_id == bindparam("deliverable"),
        "expected_result": item.expected_result == bindparam("expected_result"),
        "commitment": item.commitment == bindparam("commitment"),
        "wijk": item.wijk == bindparam("wijk"),
        "from_": item.on_date >= bindparam("from_"),
        "to": item.on_date <= bindparam("to"),
    },
)
