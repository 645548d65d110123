"""Consultations, amendments and accessions of the period (Art. 6, 10, 11), and the documents of projects."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from services.contracts.projects.report_content import DealChangeFact, DocumentFact, MeetingFact
from services.projects.reports.gathering.period import Period

_MEETINGS = text("""
    SELECT number, held_on AS "on", coalesce(party.body->>'name', 'niet vastgelegd') AS chair
    FROM projects.meeting LEFT JOIN projects.party ON party.key = meeting.chair
    WHERE kind = 'consultation' AND status IN ('held', 'closed') AND held_on BETWEEN :first AND :last ORDER BY number
""")
_CHANGES = text("""
    WITH step AS (
        SELECT 'amendment' AS kind, amendment_id AS id, number, status, taken_on FROM projects.amendment_step
        UNION ALL SELECT 'accession', accession_id, number, status, taken_on FROM projects.accession_step
    ), change AS (
        SELECT 'amendment' AS kind, id, number, title, requested_on, ended_on FROM projects.amendment
        UNION ALL SELECT 'accession', id, number, name, requested_on, ended_on FROM projects.accession
    ), told AS (
        SELECT change.*, coalesce((
            SELECT status FROM step WHERE step.kind = change.kind AND step.id = change.id AND taken_on <= :last
            ORDER BY step.number DESC LIMIT 1), 'requested') AS status
        FROM change WHERE requested_on <= :last AND (ended_on IS NULL OR ended_on >= :first)
    )
    SELECT kind, title, status, requested_on, CASE WHEN status = 'in-force' THEN ended_on END AS in_force_on
    FROM told ORDER BY requested_on, kind, number
""")
_DOCUMENTS = text("""
    SELECT id, title, file_name, size, sha256 FROM projects.document
    WHERE public AND (project_id = ANY(:projects) OR id = ANY(:named)) ORDER BY title, at, id
""")


def meetings_in(session: Session, period: Period) -> list[MeetingFact]:
    return [MeetingFact.model_validate(dict(row)) for row in session.execute(_MEETINGS, period.values()).mappings()]


def deal_changes_in(session: Session, period: Period) -> list[DealChangeFact]:
    return [DealChangeFact.model_validate(dict(row)) for row in session.execute(_CHANGES, period.values()).mappings()]


def documents_of(session: Session, projects: list[UUID], named: list[UUID]) -> list[DocumentFact]:
    """The open documents of these projects, and those that evidence names."""
    rows = session.execute(_DOCUMENTS, {"projects": projects, "named": named}).mappings()
    return [DocumentFact.model_validate(dict(row)) for row in rows]
