"""What the list of evidence shows, and what it can be asked."""

from uuid import UUID

from services.projects import tables
from services.projects.lists import PART_ID, SLUG, AskedBetween, Listing, between, same

item = tables.evidence.c


class EvidenceFilters(AskedBetween):
    project: UUID | None = None
    deliverable: UUID | None = None
    expected_result: str | None = SLUG
    commitment: str | None = PART_ID
    wijk: str | None = SLUG


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
    filters=between(item.on_date)
    | same(
        project=item.project_id,
        deliverable=item.deliverable_id,
        expected_result=item.expected_result,
        commitment=item.commitment,
        wijk=item.wijk,
    ),
)
