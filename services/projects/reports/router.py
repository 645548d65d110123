"""`/v1/reports`: published ones open to everybody, drafts for the programme office (Art. 7.4-7.8, 15)."""

from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response

from services.contracts.projects.report_content import ReportKind
from services.contracts.projects.reports import (
    ReportFormat,
    ReportShape,
    ReportStatus,
    ReportSummary,
    ReportVersion,
)
from services.contracts.shapes import Page
from services.kit.access import Allow, anyone, who_asks
from services.kit.etags import item_etag, json_answer, matches, private
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.problems import Problem, bad_request, wrong
from services.kit.sheets import sheet_answer, sheets
from services.projects.reports import freezing, queries
from services.projects.reports.rules import PUBLISHED, sections_of

router = APIRouter(prefix="/v1/reports", tags=["reports"])
OFFICE = Allow("programme", "admin")
Year = Annotated[int | None, Query(ge=2000, le=2100)]
Version = Annotated[ReportVersion, Query(description="`short` is for the council.")]
COLUMNS = ("id", "kind", "year", "edition", "title", "status", "publishedOn", "reference", "version", "updatedAt")
ALL_REPORTS = 10_000
NEVER_CHANGES = "public, max-age=86400, immutable"
AS_FILE = {
    media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
    for media_type in freezing.MEDIA_TYPES.values()
}
SAFE_PAGE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@router.get("", response_model=Page[ReportSummary])
@anyone
def reports(
    request: Request,
    kind: ReportKind | None = None,
    year: Year = None,
    status: ReportStatus | None = None,
    page: PageNumber = 1,
    page_size: PageSize = 20,
) -> Response:
    """The newest year first. Drafts are shown to the programme office only."""
    who = who_asks(request)
    drafts = who is not None and bool(who.roles & OFFICE.roles)
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection), "all" if drafts else "open")
        if matches(request, etag):
            return for_asker(json_answer(request, b"", etag))
        asked = {"kind": kind, "year": year, "status": status}
        found = queries.reports_page(connection, page_size, (page - 1) * page_size, drafts, **asked)
    following = next_url(request, page, page_size, found.total)
    return for_asker(json_answer(request, page_json(orjson.Fragment(found.items), found.total, following), etag))


@sheets(router, "")
@anyone
def reports_sheet(request: Request) -> Response:
    """All reports that one may see, as a spreadsheet."""
    who = who_asks(request)
    drafts = who is not None and bool(who.roles & OFFICE.roles)
    with request.app.state.database.reading() as connection:
        found = orjson.loads(queries.reports_page(connection, ALL_REPORTS, 0, drafts).items)
    return sheet_answer(request, "reports", COLUMNS, [[each[name] for name in COLUMNS] for each in found])


# The published design rules know no way to write a part of a path with a dot in it.
@router.get("/{report_id}.{form}", response_class=Response, include_in_schema=False)
@anyone
def report_file(request: Request, report_id: UUID, form: ReportFormat, version: Version = "full") -> Response:
    """The report as a file. Of a published one always the same bytes; a draft is made as it stands now."""
    if (form, version) not in freezing.FILES:
        raise bad_request([wrong("version", "no-such-file", "The short version has no JSON of its own.", "query")])
    with request.app.state.database.reading() as connection:
        found = queries.report_with_id(connection, report_id)
        kept = queries.report_file(connection, report_id, form, version)
    if found is None:
        raise no_such_report(report_id)
    name = freezing.file_name(found.content, form, version)
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Content-Security-Policy": SAFE_PAGE}
    media_type = freezing.MEDIA_TYPES[form]
    if kept is None:
        OFFICE.check(who_asks(request))
        made = freezing.file_of(found.content, form, version, draft=True)
        return private(Response(made, 200, headers, media_type))
    headers |= {"ETag": f'"{kept.sha256}"', "Cache-Control": NEVER_CHANGES}
    if matches(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(kept.content, 200, headers, media_type)


@router.get("/{report_id}", response_model=ReportShape)
@anyone
def report(request: Request, report_id: UUID) -> Response:
    """What the report says, its texts and its files.

    The files stand at the same address with `.pdf`, `.docx`, `.html` or `.json` behind it; `?version=short` is for the
    council. Those of a published report never change.
    """
    with request.app.state.database.reading() as connection:
        found = queries.report_with_id(connection, report_id)
    if found is None:
        raise no_such_report(report_id)
    if found.status != PUBLISHED:
        OFFICE.check(who_asks(request))
    return for_asker(json_answer(request, as_json(found), item_etag(found.version)))


def as_json(found: queries.FoundReport) -> bytes:
    pillars = [(pillar.number, pillar.title) for pillar in found.content.gathered.pillars]
    sections = [section.model_dump() for section in sections_of(pillars)]
    content = orjson.Fragment(freezing.canonical(found.content))
    return orjson.dumps(found.summary | {"sections": sections, "content": content})


def for_asker(answer: Response) -> Response:
    """The office is shown more than others at the same address."""
    answer.headers["Vary"] = "Authorization"
    return answer


def no_such_report(report_id: UUID) -> Problem:
    return Problem(404, f"There is no report {report_id}.")
