"""The deal itself: its core message (Art. 8), its pillars, and the reports that were published."""

import asyncio
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from frontend.backends import Services
from frontend.patience import if_up, in_time
from frontend.templates import page
from services.kit.access import anyone

router = APIRouter()
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@router.get("/de-deal")
@anyone
async def deal(request: Request, services: Services) -> Response:
    found, pillars, reports = await asyncio.gather(
        if_up(services.projects.deal()),
        if_up(services.projects.pillars()),
        if_up(services.projects.reports(status="published", pageSize=50)),
    )
    return page(request, "pages/deal/deal.html", deal=found, pillars=pillars, reports=reports)


@router.get("/verslagen/{report_id}.{form}")
@anyone
async def report_file(
    report_id: UUID, form: Literal["pdf", "docx"], services: Services, kort: bool = False
) -> Response:
    """A published report as it was frozen; `kort` is the short version."""
    content = await in_time(services.projects.report_file(report_id, form, "short" if kort else "full"))
    return Response(content, media_type=MEDIA_TYPES[form])
