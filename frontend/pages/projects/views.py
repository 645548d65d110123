"""The projects of the deal in plain words: all of them by pillar, and one with what one can do there."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from frontend.backends import Services
from frontend.forms import FormState
from frontend.pages.activities.asking import unless_refused
from frontend.patience import if_up, in_time
from frontend.templates import page
from services.contracts.projects import ProjectShape
from services.contracts.shapes import Page
from services.kit.access import anyone

router = APIRouter(prefix="/projecten")
SHOWN = 20
NOTHING = Page[ProjectShape](items=[], total=0, next=None)


@router.get("")
@anyone
async def projects(request: Request, services: Services, wijk: Annotated[str, Query(max_length=40)] = "") -> Response:
    found, pillars = await asyncio.gather(
        unless_refused(services.projects.projects(wijk=wijk or None, pageSize=100), NOTHING),
        if_up(services.projects.pillars()),
    )
    return page(
        request,
        "pages/projects/projects.html",
        found=found,
        pillars=pillars.items if pillars else [],
        form=FormState({"wijk": wijk}),
    )


@router.get("/{project_id}")
@anyone
async def project(request: Request, project_id: UUID, services: Services) -> Response:
    found, activities, pillars = await asyncio.gather(
        in_time(services.projects.project(project_id)),
        if_up(services.participation.activity_cards(projectId=project_id, pageSize=SHOWN)),
        if_up(services.projects.pillars()),
    )
    pillar = next((each for each in pillars.items if each.number == found.pillar), None) if pillars else None
    return page(request, "pages/projects/project.html", project=found, activities=activities, pillar=pillar)
