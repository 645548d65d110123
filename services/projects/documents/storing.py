"""Keeping a file with its checksum; other slices keep their papers this way too."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.kit.problems import bad_request, wrong
from services.projects import records, tables
from services.projects.documents.lists import DOCUMENTS
from services.projects.documents.rules import Accepted, Refused, looked_at, plain_name

DOCUMENT = records.Record("document", "/v1/documents", tables.document, DOCUMENTS, {"projectId": tables.project.c.id})


def keep_document(
    session: Session,
    document_id: UUID,
    content: bytes,
    file_name: str,
    title: str,
    who: str,
    *,
    project_id: UUID | None = None,
    public: bool = False,
) -> dict[str, Any]:
    """The document as JSON. Raises 400 for a file that is not what it says, or that holds a program."""
    name = plain_name(file_name)
    values = {
        "project_id": project_id,
        "title": title,
        "file_name": name,
        "media_type": checked_type(content, name),
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
        "public": public,
        "who": who,
    }
    made = records.add(session, DOCUMENT, document_id, values, who)
    session.execute(insert(tables.document_content).values(document_id=document_id, content=content))
    return made


def checked_type(content: bytes, name: str) -> str:
    """Its media type. Raises 400."""
    match looked_at(content, name):
        case Accepted(media_type):
            return media_type
        case Refused(sentence):
            raise bad_request([wrong("file", "not-kept", sentence)])
