"""How the deal is doing: each figure with what was agreed, when it was measured and from what (Art. 7)."""

import asyncio
from collections.abc import Iterable
from typing import TypeVar

from fastapi import APIRouter, Request, Response

from frontend.backends import Backends, Services
from frontend.dates import local
from frontend.pages.progress.figures import figures, grouped, when
from frontend.pages.progress.pictures import bars, picture_of, spreads
from frontend.patience import if_up
from frontend.templates import page
from services.contracts.indicators import AssessmentShape, MeasurementShape
from services.kit.access import anyone

router = APIRouter()
AREA_KINDS = ("deal", "wijk", "place")
ASSESSED_KINDS = ("deal", "wijk")
Item = TypeVar("Item")


@router.get("/hoe-gaat-het")
@anyone
async def progress(request: Request, services: Services) -> Response:
    definitions, measured, said = await asyncio.gather(
        if_up(services.indicators.indicators()),
        asyncio.gather(*(of_areas(services, kind) for kind in AREA_KINDS)),
        asyncio.gather(*(said_of(services, kind) for kind in ASSESSED_KINDS)),
    )
    away = definitions is None and all(answer is None for answer in (*measured, *said))
    today = local(request.app.state.clock()).date()
    found = figures(definitions.items if definitions else [], flat(measured), flat(said))
    return page(
        request,
        "pages/progress/progress.html",
        away=away,
        definitions_away=definitions is None,
        groups=grouped(found),
        waiting=[each for each in found if not each.is_known],
        all=len(found),
        picture_of=picture_of,
        bars=bars,
        spreads=spreads,
        when=lambda period: when(period, today),
    )


async def of_areas(services: Backends, kind: str) -> list[MeasurementShape] | None:
    answer = await if_up(services.indicators.measurements(measure="value", areaKind=kind, pageSize=100))
    return answer.items if answer else None


async def said_of(services: Backends, kind: str) -> list[AssessmentShape] | None:
    answer = await if_up(services.indicators.assessments(areaKind=kind, pageSize=100))
    return answer.items if answer else None


def flat(answers: Iterable[list[Item] | None]) -> list[Item]:
    return [item for answer in answers for item in answer or []]
