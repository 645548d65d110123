"""All of a draft at once."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.contracts.projects.report_content import Gathered
from services.projects.reports.gathering.approach import pillars_in, project_ids
from services.projects.reports.gathering.asking import Answered
from services.projects.reports.gathering.cooperation import deal_changes_in, documents_of, meetings_in
from services.projects.reports.gathering.money import money_in
from services.projects.reports.gathering.period import Period
from services.projects.reports.gathering.results import results_in


def gather(session: Session, period: Period, answered: Answered, now: datetime) -> Gathered:
    """About ten statements, however much there is."""
    pillars = pillars_in(session, period)
    results, missing = results_in(session, period, answered, now.date())
    named = [item.document for result in results for item in result.evidence if item.document]
    return Gathered(
        gathered_at=now,
        pillars=pillars,
        results=results,
        money=money_in(session, period, pillars, now),
        meetings=meetings_in(session, period),
        deal_changes=deal_changes_in(session, period),
        documents=documents_of(session, project_ids(pillars), named),
        missing=missing,
    )
