"""What people said is not right, for who keeps the place and for moderators: mended, right as it was, or ended."""

from typing import Annotated, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from frontend.backends import Backends, Services
from frontend.desk_roles import READERS, OnlyFor, Worker
from frontend.desk_trouble import typed, why_not
from frontend.pages.activities.choices import last_page
from frontend.pages.dates.reading import is_id
from frontend.patience import if_up, in_time
from frontend.templates import page
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation.reports import ReportOutcome

router = APIRouter(prefix="/balie/meldingen")
Reader = Annotated[Worker, Depends(OnlyFor(*READERS))]
OUTCOMES: tuple[ReportOutcome, ...] = get_args(ReportOutcome)
ENDED = "ended"
DONE = (*OUTCOMES, ENDED)
PAGE_SIZE = 20


@router.get("")
async def reports(
    request: Request,
    services: Services,
    worker: Reader,
    klaar: bool = False,
    pagina: Annotated[int, Query(ge=1, le=10_000)] = 1,
    gedaan: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    return await list_page(request, services, worker, klaar, pagina, done=gedaan if gedaan in DONE else "")


@router.post("/{report_id}")
async def answer(request: Request, report_id: UUID, services: Services, worker: Reader) -> Response:
    """Pressing twice does no harm. `ended` also withdraws the activity that it is about."""
    values = typed(await request.form())
    said, activity_id = values.get("antwoord", ""), values.get("activiteit", "")
    if said not in DONE or (said == ENDED and not is_id(activity_id)):
        raise HTTPException(400)
    try:
        if said == ENDED:
            await end(services, worker.token, UUID(activity_id))
        outcome: ReportOutcome = next((known for known in OUTCOMES if known == said), "changed")
        await in_time(services.participation.resolve_report(report_id, outcome, worker.token))
    except (ServiceDown, ServiceRefused) as error:
        status, trouble = why_not(error)
        return await list_page(request, services, worker, False, 1, status, trouble=trouble)
    return RedirectResponse(f"/balie/meldingen?gedaan={said}", 303)


async def end(services: Backends, token: str, activity_id: UUID) -> None:
    activity = await in_time(services.participation.activity(activity_id, token))
    if activity.status != "ended":
        await in_time(services.participation.end_activity(activity_id, token, activity.version))


async def list_page(
    request: Request,
    services: Backends,
    worker: Worker,
    resolved: bool,
    number: int,
    status: int = 200,
    *,
    done: str = "",
    trouble: str = "",
) -> Response:
    asked = {"resolved": "true" if resolved else "false", "page": number, "pageSize": PAGE_SIZE}
    found = await if_up(services.participation.reports(worker.token, **asked))
    return page(
        request,
        "pages/wrong_desk/reports.html",
        status,
        worker=worker,
        found=found,
        resolved=resolved,
        number=number,
        last=last_page(found.total) if found else 1,
        done=done,
        trouble=trouble,
    )
