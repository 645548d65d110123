"""Questions about reports; lists come from the database as ready JSON."""

from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection, sql
from psycopg.rows import TupleRow
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services.contracts.projects.report_content import AuditMark, DealFact, ReportContent
from services.projects import tables
from services.projects.deal.queries import FoundPage

_SUMMARY: LiteralString = """
    'id', report.id, 'kind', kind, 'year', year, 'edition', edition, 'title', content->>'title', 'status', status,
    'publishedOn', published_on, 'reference', nullif(reference, ''), 'version', report.version,
    'updatedAt', updated_at, 'files', (
        SELECT coalesce(json_agg(json_build_object(
            'format', format, 'version', file.version, 'size', length(file.content), 'sha256', sha256,
            'href', '/v1/reports/' || report.id || '.' || format || '?version=' || file.version
        ) ORDER BY file.version, format), '[]')
        FROM projects.report_file AS file WHERE report_id = report.id)
"""
_PAGE: LiteralString = f"""
    WITH found AS (SELECT * FROM projects.report WHERE {{where}})
    SELECT (SELECT count(*) FROM found), coalesce((
        SELECT json_agg(shown ORDER BY year DESC, kind, edition DESC) FROM (
            SELECT json_build_object({_SUMMARY}) AS shown, year, kind, edition FROM found AS report
            ORDER BY year DESC, kind, edition DESC LIMIT {{limit}} OFFSET {{offset}}
        ) AS page
    ), '[]')::text
"""  # noqa: S608 (all our own words)
_ONE: LiteralString = f"""
    SELECT status, version, json_build_object({_SUMMARY}), content FROM projects.report WHERE id = %(id)s
"""  # noqa: S608 (all our own words)
_CONDITIONS: dict[str, LiteralString] = {
    "kind": "kind = %(kind)s",
    "year": "year = %(year)s",
    "status": "status = %(status)s",
}
_DEAL = text("""
    SELECT body->>'name' AS name, body->'coreMessage'->>'text' AS core_message,
        body->'coreMessage'->>'article' AS core_message_article, body->'ambition'->>'text' AS ambition,
        body->'ambition'->>'article' AS ambition_article, body->'publication'->>'publishedIn' AS published_in,
        (body->'term'->>'baselineYear')::int AS baseline, (body->'term'->>'startsOn')::date AS starts
    FROM projects.deal WHERE withdrawn_on IS NULL
""")
_PILLARS = text("SELECT key, body->'titles'->>'nl' FROM projects.pillar WHERE withdrawn_on IS NULL ORDER BY position")


@dataclass(frozen=True, slots=True)
class FoundReport:
    status: str
    version: int
    summary: dict[str, Any]
    content: ReportContent


@dataclass(frozen=True, slots=True)
class FoundFile:
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class TheDeal:
    """What a report asks of the deal; `baseline` is the year of the baseline, `starts` its first day when known."""

    fact: DealFact
    baseline: int
    starts: Any


def reports_page(
    connection: Connection[TupleRow], limit: int, offset: int, drafts: bool, **asked: str | int | None
) -> FoundPage:
    """The newest year first; without `drafts` only what is published."""
    given = {name: value for name, value in asked.items() if value is not None}
    conditions = [
        sql.SQL("TRUE" if drafts else "status = 'published'"),
        *(sql.SQL(_CONDITIONS[name]) for name in given),
    ]
    statement = sql.SQL(_PAGE).format(
        where=sql.SQL(" AND ").join(conditions), limit=sql.Literal(limit), offset=sql.Literal(offset)
    )
    row = connection.execute(statement, given).fetchone()
    assert row is not None
    return FoundPage(items=row[1], total=row[0])


def report_with_id(connection: Connection[TupleRow], report_id: UUID) -> FoundReport | None:
    row = connection.execute(_ONE, {"id": report_id}).fetchone()
    return FoundReport(row[0], row[1], row[2], ReportContent.model_validate(row[3])) if row else None


def report_file(connection: Connection[TupleRow], report_id: UUID, form: str, version: str) -> FoundFile | None:
    row = connection.execute(
        "SELECT content, sha256 FROM projects.report_file WHERE report_id = %s AND format = %s AND version = %s",
        (report_id, form, version),
    ).fetchone()
    return FoundFile(*row) if row else None


def locked_report(session: Session, report_id: UUID) -> Any:
    """The row, kept from other writers until the transaction ends; None when there is none."""
    return session.execute(select(tables.report).where(tables.report.c.id == report_id).with_for_update()).first()


def published_before(session: Session, report_id: UUID) -> ReportContent:
    found = session.execute(select(tables.report.c.content).where(tables.report.c.id == report_id)).scalar_one()
    return ReportContent.model_validate(found)


def the_deal(session: Session) -> TheDeal | None:
    row = session.execute(_DEAL).first()
    if row is None:
        return None
    fact = DealFact.model_validate({name: row._mapping[name] for name in DealFact.model_fields})
    return TheDeal(fact, row.baseline, row.starts)


def pillar_titles(session: Session) -> list[tuple[int, str]]:
    return [(number, title) for number, title in session.execute(_PILLARS)]


def consultation(session: Session, number: int) -> Any:
    """The meeting with this number (Art. 6), None when there is none."""
    meeting = tables.meeting.c
    asked = select(meeting.id, meeting.held_on, meeting.status)
    return session.execute(asked.where(meeting.kind == "consultation", meeting.number == number)).first()


def audit_mark(session: Session) -> AuditMark:
    """The head of the chained audit as it is committed now."""
    head = session.execute(select(tables.audit_head.c.count, tables.audit_head.c.hash)).one()
    return AuditMark(rows=head[0], hash=head[1])


def has_any(session: Session, kind: str, year: int) -> bool:
    report = tables.report.c
    return session.execute(select(report.id).where(report.kind == kind, report.year == year)).first() is not None
