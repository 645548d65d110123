"""The approach per pillar (Art. 7.4a), one statement: projects as they stood at the end of the period."""

from collections import Counter
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from services.contracts.projects.report_content import PillarFact, StatusCount
from services.projects.reports.gathering.period import Period
from services.projects.tables.registry import STATUSES

_PILLARS = text("""
    WITH change AS (
        SELECT project_id, from_status, to_status, on_date,
            row_number() OVER (PARTITION BY project_id ORDER BY on_date, at, id) AS place
        FROM projects.status_change
    ), told AS (
        SELECT project.*, coalesce((
            SELECT to_status FROM change WHERE project_id = project.id AND on_date <= :last
            ORDER BY place DESC LIMIT 1
        ), entered.to_status, project.status) AS status_then
        FROM projects.project LEFT JOIN change AS entered ON entered.project_id = project.id AND entered.place = 1
        WHERE coalesce(entered.on_date, project.created_at::date) <= :last OR project.starts <= :last
    )
    SELECT json_build_object('number', pillar.key, 'title', pillar.body->'titles'->>'nl', 'aim', pillar.body->>'aim',
        'counts', '[]'::json, 'projects', coalesce((
            SELECT json_agg(json_build_object(
                'id', told.id, 'title', told.title, 'summary', told.summary, 'status', told.status_then,
                'lead', told.lead,
                'wijken', (SELECT coalesce(json_agg(wijk.body->>'name' ORDER BY own.position), '[]')
                    FROM projects.project_wijk AS own JOIN projects.wijk ON wijk.key = own.wijk
                    WHERE own.project_id = told.id),
                'statusChanges', (SELECT coalesce(json_agg(json_build_object(
                        'on', on_date, 'before', from_status, 'after', to_status) ORDER BY place), '[]')
                    FROM change WHERE project_id = told.id AND on_date BETWEEN :first AND :last),
                'milestones', (SELECT coalesce(json_agg(json_build_object(
                        'title', title, 'planned', planned, 'forecast', forecast,
                        'actual', CASE WHEN actual <= :last THEN actual END) ORDER BY planned, title), '[]')
                    FROM projects.milestone WHERE project_id = told.id AND planned <= :last
                        AND (actual IS NULL OR actual >= :first)),
                'updates', (SELECT coalesce(json_agg(json_build_object(
                        'on', on_date, 'status', status, 'text', text, 'saidBy', said_by) ORDER BY on_date, at), '[]')
                    FROM projects.progress_update AS said
                    WHERE said.project_id = told.id AND said.on_date BETWEEN :first AND :last AND NOT EXISTS (
                        SELECT FROM projects.progress_update AS later WHERE later.corrects = said.id))
            ) ORDER BY told.sort_title, told.id) FROM told WHERE told.pillar = pillar.key
        ), '[]'))
    FROM projects.pillar WHERE pillar.withdrawn_on IS NULL ORDER BY pillar.position
""")


def pillars_in(session: Session, period: Period) -> list[PillarFact]:
    rows = session.execute(_PILLARS, period.values()).scalars()
    return [counted(PillarFact.model_validate(row)) for row in rows]


def counted(pillar: PillarFact) -> PillarFact:
    """With how many projects have each status, in the order of the statuses."""
    found = Counter(project.status for project in pillar.projects)
    counts = [StatusCount(status=status, projects=found[status]) for status in STATUSES if found[status]]
    return pillar.model_copy(update={"counts": counts})


def project_ids(pillars: list[PillarFact]) -> list[UUID]:
    return [project.id for pillar in pillars for project in pillar.projects]
