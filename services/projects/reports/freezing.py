"""The files of a report: made once when it is published, from its content alone."""

import orjson

from services.contracts.projects.report_content import ReportContent
from services.contracts.projects.reports import ReportFormat, ReportVersion
from services.projects.reports.composing.papers import paper_of
from services.projects.reports.paper.docx import docx_of
from services.projects.reports.paper.page import page_of
from services.projects.reports.paper.pdf import pdf_of, png_of

MEDIA_TYPES: dict[ReportFormat, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
FILES: tuple[tuple[ReportFormat, ReportVersion], ...] = (
    ("json", "full"),
    ("pdf", "full"),
    ("docx", "full"),
    ("html", "full"),
    ("pdf", "short"),
    ("docx", "short"),
    ("html", "short"),
)
"""The short version is for reading: it has no JSON of its own."""


def file_of(content: ReportContent, form: ReportFormat, version: ReportVersion, draft: bool) -> bytes:
    """The same content gives the same bytes."""
    if form == "json":
        return canonical(content)
    paper = paper_of(content, version, draft)
    match form:
        case "pdf":
            return pdf_of(paper)
        case "docx":
            return docx_of(paper, png_of)
        case "html":
            return page_of(paper)


def canonical(content: ReportContent) -> bytes:
    """JSON with its keys in order and nothing between them."""
    return orjson.dumps(content.model_dump(mode="json", by_alias=True), option=orjson.OPT_SORT_KEYS)


def files_of(content: ReportContent) -> dict[tuple[ReportFormat, ReportVersion], bytes]:
    return {(form, version): file_of(content, form, version, draft=False) for form, version in FILES}


def file_name(content: ReportContent, form: ReportFormat, version: ReportVersion) -> str:
    """`voortgangsrapportage-2020-editie-1.pdf`."""
    short = "-kort" if version == "short" else ""
    return f"{content.title.lower().replace(' ', '-')}-editie-{content.edition}{short}.{form}"
