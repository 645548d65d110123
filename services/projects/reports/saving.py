"""Writing reports: each step changes the row, and leaves a line in the audit."""

from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, update
from sqlalchemy.orm import Session

from services.contracts.projects.report_content import ReportContent
from services.kit import audit
from services.projects import tables
from services.projects.reports import rules
from services.projects.reports.freezing import canonical, files_of

OBJECT = "report"


def add(session: Session, report_id: UUID, content: ReportContent, who: str, corrects: UUID | None = None) -> None:
    values = {"id": report_id, "kind": content.kind, "year": content.year, "edition": content.edition}
    session.execute(insert(tables.report).values(content=as_json(content), corrects=corrects, **values))
    change = {name: [None, values[name]] for name in ("kind", "year", "edition")}
    audit.record(session, tables.metadata, who, "create", OBJECT, report_id, change)


def change(session: Session, row: Any, content: ReportContent, who: str, action: str, **columns: Any) -> None:
    """The row with another content; `columns` change with it."""
    before = ReportContent.model_validate(row.content)
    session.execute(
        update(tables.report)
        .where(tables.report.c.id == row.id)
        .values(content=as_json(content), version=row.version + 1, updated_at=func.now(), **columns)
    )
    told = audit.difference(facts(before, row.status), facts(content, columns.get("status", row.status)))
    audit.record(session, tables.metadata, who, action, OBJECT, row.id, told)


def publish(session: Session, row: Any, content: ReportContent, who: str, on: date, reference: str) -> None:
    """Freezes the report: its files, its documents and its content; the audit's head is sealed with it."""
    for (form, version), made in files_of(content).items():
        values = {"format": form, "version": version, "content": made, "sha256": sha256(made).hexdigest()}
        session.execute(insert(tables.report_file).values(report_id=row.id, **values))
    for document in content.gathered.documents:
        session.execute(insert(tables.report_document).values(report_id=row.id, document_id=document.id))
    columns = {"status": rules.PUBLISHED, "published_on": on, "reference": reference}
    change(session, row, content, who, "publish", **columns)
    seal(session, row.id, content)


def seal(session: Session, report_id: UUID, content: ReportContent) -> None:
    """So that `zuidwest audit verify` knows which head stands in print."""
    assert content.audit is not None
    mark = {"count": content.audit.rows, "hash": content.audit.hash, "what": f"report {report_id}"}
    session.execute(insert(tables.audit_seal).values(mark))


def facts(content: ReportContent, status: str) -> dict[str, Any]:
    """What the audit says of a report: its texts and its state; of what was gathered only a checksum."""
    gathered = sha256(canonical(content.model_copy(update={"texts": {}, "differences": []}))).hexdigest()
    texts = {f"texts.{name}": text for name, text in content.texts.items() if text}
    said = {"status": status, "checksum": gathered}
    if content.discussion:
        said["consultation"] = str(content.discussion.consultation)
    if content.publication:
        said["reference"] = content.publication.reference
    return said | texts


def as_json(content: ReportContent) -> dict[str, Any]:
    return content.model_dump(mode="json", by_alias=True)
