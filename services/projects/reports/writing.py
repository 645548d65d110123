"""Making, writing, discussing and publishing reports: the programme office (Art. 7.4, under the lead of the Regio)."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from services.contracts.projects.report_content import Discussion, Publication, ReportContent
from services.contracts.projects.reports import (
    DiscussionInput,
    EditionInput,
    PublicationInput,
    ReportInput,
    ReportShape,
    TextsInput,
)
from services.kit.database import Write, connection_of
from services.kit.etags import Versioned, item_etag, require_version
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import Problem, bad_request, wrong
from services.projects import tables
from services.projects.office import Office
from services.projects.reports import drafting, queries, rules, saving
from services.projects.reports.gathering.asking import Answered, ask_indicators
from services.projects.reports.router import as_json, no_such_report

router = APIRouter(prefix="/v1/reports", tags=["reports"])


def figures_for_new(request: Request, who: Office, body: ReportInput) -> Answered:
    """Asked before the transaction begins: nobody waits for rows while another service thinks."""
    _, last = rules.period_of(body.kind, body.year, None)
    return ask_indicators(request.app.state.settings.addresses, last)


def figures_for_kept(request: Request, who: Office, report_id: UUID) -> Answered:
    """Likewise, of the period of a report that is there."""
    with request.app.state.database.reading() as connection:
        found = queries.report_with_id(connection, report_id)
    if found is None:
        raise no_such_report(report_id)
    return ask_indicators(request.app.state.settings.addresses, found.content.period_until)


FiguresForNew = Annotated[Answered, Depends(figures_for_new)]
FiguresForKept = Annotated[Answered, Depends(figures_for_kept)]


@router.post("", status_code=201, response_model=ReportShape)
def create_report(
    session: Write, who: Office, figures: FiguresForNew, body: ReportInput, idempotency_key: IdempotencyKey = None
) -> Response:
    """A draft that gathers by itself. One draft at a time over one year; a published report gets editions."""
    once = Once(session, tables.metadata, idempotency_key, who.subject, "POST /v1/reports", sent(body))
    report_id = once.earlier()
    if report_id is None:
        deal = the_deal(session)
        now = datetime.now(UTC)
        if complaint := rules.wrong_year(body.kind, body.year, deal.baseline, now.date()):
            raise bad_request([wrong("year", "year", complaint)])
        if queries.has_any(session, body.kind, body.year):
            raise Problem(409, "There is a report of this kind over this year. Make an edition of it.", code="exists")
        report_id = uuid4()
        content = drafting.first_draft(session, body.kind, body.year, deal, figures, now)
        saving.add(session, report_id, content, who.subject)
        once.made(report_id)
    return answered(session, report_id, 201)


@router.put("/{report_id}", response_model=ReportShape)
def write_report(request: Versioned, session: Write, who: Office, report_id: UUID, body: TextsInput) -> Response:
    """Changes texts. 412 says that somebody else wrote meanwhile, and gives both: `theirs` and `yours`."""
    row = locked(session, report_id)
    content = ReportContent.model_validate(row.content)
    check_version(request, row.version, {"theirs": content.texts, "yours": body.texts})
    refuse(rules.why_not_changeable(row.status))
    sections = rules.sections_of(queries.pillar_titles(session))
    if unknown := rules.unknown_sections(body.texts, sections):
        raise bad_request([wrong(f"texts.{name}", "unknown", f"There is no section {name[:60]}.") for name in unknown])
    written = drafting.with_texts(session, content, body.texts, row.corrects)
    saving.change(session, row, written, who.subject, "write")
    return answered(session, report_id, 200)


@router.post("/{report_id}/refresh", response_model=ReportShape)
def refresh_report(
    request: Versioned, session: Write, who: Office, figures: FiguresForKept, report_id: UUID
) -> Response:
    """Gathers again and keeps the texts. A report that was discussed becomes a draft again."""
    row = locked(session, report_id)
    require_version(request, row.version)
    refuse(rules.why_not_changeable(row.status))
    content = ReportContent.model_validate(row.content)
    again = drafting.gathered_again(session, content, row.corrects, figures, datetime.now(UTC))
    saving.change(session, row, again, who.subject, "refresh", status=rules.DRAFT, meeting_id=None)
    return answered(session, report_id, 200)


@router.post("/{report_id}/discussion", response_model=ReportShape)
def discuss_report(request: Versioned, session: Write, who: Office, report_id: UUID, body: DiscussionInput) -> Response:
    """Says in which consultation the draft was discussed (Art. 7.4)."""
    row = locked(session, report_id)
    require_version(request, row.version)
    refuse(rules.why_no_step(row.status, rules.DISCUSSED))
    meeting = queries.consultation(session, body.consultation)
    if meeting is None:
        raise bad_request([wrong("consultation", "unknown", f"There is no consultation {body.consultation} (Art. 6).")])
    if meeting.status == "planned":
        raise Problem(409, f"Consultation {body.consultation} has not been held yet (Art. 7.4).", code="not-held")
    discussion = Discussion(consultation=body.consultation, on=meeting.held_on, note=body.note)
    content = ReportContent.model_validate(row.content).model_copy(update={"discussion": discussion})
    saving.change(session, row, content, who.subject, "discuss", status=rules.DISCUSSED, meeting_id=meeting.id)
    return answered(session, report_id, 200)


@router.post("/{report_id}/publication", response_model=ReportShape)
def publish_report(
    request: Versioned, session: Write, who: Office, report_id: UUID, body: PublicationInput
) -> Response:
    """Freezes the report for ever: content, figures, files and their checksums (Art. 15)."""
    row = locked(session, report_id)
    require_version(request, row.version)
    refuse(rules.why_no_step(row.status, rules.PUBLISHED))
    content = ReportContent.model_validate(row.content)
    refuse(rules.why_not_without(content.gathered, body.acknowledge), code="figures-missing")
    if complaint := rules.wrong_day(body.on, content.discussion, content.period_until, today()):
        raise bad_request([wrong("on", "day", complaint)])
    said = Publication(on=body.on, reference=body.reference, acknowledged=body.acknowledge)
    final = content.model_copy(update={"publication": said, "audit": queries.audit_mark(session)})
    saving.publish(session, row, final, who.subject, body.on, body.reference)
    return answered(session, report_id, 200)


@router.post("/{report_id}/editions", status_code=201, response_model=ReportShape)
def correct_report(
    session: Write,
    who: Office,
    figures: FiguresForKept,
    report_id: UUID,
    body: EditionInput,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """A new draft edition of a published report. The one before stays as it is."""
    route = f"POST /v1/reports/{report_id}/editions"
    once = Once(session, tables.metadata, idempotency_key, who.subject, route, sent(body))
    edition_id = once.earlier()
    if edition_id is None:
        row = locked(session, report_id)
        if row.status != rules.PUBLISHED:
            raise Problem(
                409, "Only a published report gets another edition; this one can still be changed (Art. 7.4)."
            )
        before = ReportContent.model_validate(row.content)
        now = datetime.now(UTC)
        content = drafting.next_edition(session, before, report_id, body.correction, figures, now)
        edition_id = uuid4()
        saving.add(session, edition_id, content, who.subject, corrects=report_id)
        once.made(edition_id)
    return answered(session, edition_id, 201)


def locked(session: Session, report_id: UUID) -> Any:
    row = queries.locked_report(session, report_id)
    if row is None:
        raise no_such_report(report_id)
    return row


def the_deal(session: Session) -> queries.TheDeal:
    deal = queries.the_deal(session)
    if deal is None:
        raise Problem(409, "No deal has been loaded yet.")
    return deal


def check_version(request: Request, version: int, texts: dict[str, Any]) -> None:
    try:
        require_version(request, version)
    except Problem as problem:
        problem.extra = texts if problem.status == 412 else {}
        raise


def refuse(why: str | None, code: str = "not-now") -> None:
    """409 with the rule, when there is one against it."""
    if why is not None:
        raise Problem(409, why, code=code)


def today() -> date:
    return datetime.now(UTC).date()


def sent(body: BaseModel) -> bytes:
    return body.model_dump_json().encode()


def answered(session: Session, report_id: UUID, status: int) -> Response:
    """The report as it is now, still in the transaction."""
    found = queries.report_with_id(connection_of(session), report_id)
    if found is None:
        raise Problem(410, "The report that this Idempotency-Key made was removed since.")
    headers = {"ETag": item_etag(found.version), "Cache-Control": "no-cache"}
    if status == 201:
        headers["Location"] = f"/v1/reports/{report_id}"
    return Response(as_json(found), status, headers, "application/json")
