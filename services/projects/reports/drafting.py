"""Contents of drafts: what is gathered anew, what is kept of the texts, and what differs from the edition before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.contracts.projects.report_content import ChangedFact, ReportContent, ReportKind
from services.projects.reports.difference_rules import differences
from services.projects.reports.gathering.asking import Answered
from services.projects.reports.gathering.everything import gather
from services.projects.reports.gathering.period import Period
from services.projects.reports.queries import TheDeal, pillar_titles, published_before
from services.projects.reports.rules import period_of, sections_of, title_of
from services.projects.reports.saving import as_json


def first_draft(
    session: Session, kind: ReportKind, year: int, deal: TheDeal, answered: Answered, now: datetime
) -> ReportContent:
    first, last = period_of(kind, year, deal.starts)
    return ReportContent(
        kind=kind,
        year=year,
        edition=1,
        title=title_of(kind, year),
        period_from=first,
        period_until=last,
        deal=deal.fact,
        texts={section.id: "" for section in sections_of(pillar_titles(session))},
        gathered=gather(session, Period(first, last), answered, now),
    )


def next_edition(
    session: Session, before: ReportContent, corrects: UUID, why: str, answered: Answered, now: datetime
) -> ReportContent:
    """Gathered anew over the same period, with the texts of the edition before."""
    fresh = {"edition": before.edition + 1, "correction": why, "discussion": None, "publication": None, "audit": None}
    return gathered_again(session, before.model_copy(update=fresh), corrects, answered, now)


def gathered_again(
    session: Session, content: ReportContent, corrects: UUID | None, answered: Answered, now: datetime
) -> ReportContent:
    period = Period(content.period_from, content.period_until)
    gathered = gather(session, period, answered, now)
    return with_differences(session, content.model_copy(update={"gathered": gathered, "discussion": None}), corrects)


def with_texts(session: Session, content: ReportContent, texts: dict[str, str], corrects: UUID | None) -> ReportContent:
    """A section that is not named keeps its text."""
    return with_differences(session, content.model_copy(update={"texts": content.texts | texts}), corrects)


def with_differences(session: Session, content: ReportContent, corrects: UUID | None) -> ReportContent:
    if corrects is None:
        return content
    before = published_before(session, corrects)
    found = [ChangedFact(**each) for each in differences(as_json(before), as_json(content))]
    return content.model_copy(update={"differences": found})
