"""How the deal is doing: each figure with what was agreed, when it was measured and from what (Art. 7)."""

import asyncio

from fastapi import APIRouter, Request, Response

from frontend.backends import Backends, Services
from frontend.pages.progress.figures import figures, plain
from frontend.patience import if_up
from frontend.templates import page
from services.contracts.indicators import MeasurementShape
from services.kit.access import anyone

router = APIRouter()
AREA_KINDS = ("deal", "wijk", "place")


@router.get("/hoe-gaat-het")
@anyone
async def progress(request: Request, services: Services) -> Response:
    definitions, measured = await asyncio.gather(
        if_up(services.indicators.indicators()),
        asyncio.gather(*(of_areas(services, kind) for kind in AREA_KINDS)),
    )
    away = definitions is None and all(answer is None for answer in measured)
    found = [measurement for answer in measured for measurement in answer or []]
    return page(
        request,
        "pages/progress/progress.html",
        away=away,
        definitions_away=definitions is None,
        figures=figures(definitions.items if definitions else [], found),
        plain=plain,
    )


async def of_areas(services: Backends, kind: str) -> list[MeasurementShape] | None:
    answer = await if_up(services.indicators.measurements(areaKind=kind, pageSize=100))
    return answer.items if answer else None
