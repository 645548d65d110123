"""What the list of documents shows, and what it can be asked."""

from uuid import UUID

from services.projects import tables
from services.projects.lists import Asked, Listing, same

document = tables.document.c


class DocumentFilters(Asked):
    project: UUID | None = None


DOCUMENTS = Listing(
    "documents",
    fields={
        "id": document.id,
        "projectId": document.project_id,
        "title": document.title,
        "fileName": document.file_name,
        "mediaType": document.media_type,
        "size": document.size,
        "sha256": document.sha256,
        "public": document.public,
        "at": document.at,
    },
    source=tables.document,
    key=document.id,
    order=(document.at.desc(), document.id),
    filters=same(project=document.project_id, public=document.public),
)
