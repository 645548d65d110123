"""Making the paper edition: draft, look at the proof, have it approved by somebody else."""

from typing import Annotated, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Backends, Services
from frontend.forms import FormState
from frontend.languages import languages
from frontend.pages.paper.months import coming_months, month_named
from frontend.pages.paper.views import FORMATS, file, today
from frontend.patience import in_time
from frontend.sessions import SignedIn
from frontend.templates import page
from frontend.texts import DEFAULT, say
from services.contracts.calling import ServiceRefused
from services.contracts.participation import EditionFormat, EditionInput

router = APIRouter(prefix="/balie/op-papier")
DONE = ("refreshed", "approved", "dropped")
Field = Annotated[str, Form(max_length=100)]
Step = Literal["vernieuwen", "goedkeuren", "weggooien"]
REFUSALS = {
    "nothing-confirmed": "desk.paper.nothing",
    "too-many": "desk.paper.too_many",
    "exists": "desk.paper.exists",
    "not-approved": "desk.paper.not_approved",
    "stale": "desk.paper.stale",
    "frozen": "desk.paper.stale",
}
"""What somebody can do something about, by the code of the refusal."""


@router.get("")
async def overview(
    request: Request, services: Services, token: SignedIn, gedaan: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    form = FormState({"sleutel": str(uuid4()), "maand": coming_months(today(request), 2)[1].id})
    return await overview_page(request, services, token, form, done=gedaan if gedaan in DONE else "")


@router.post("")
async def draft(
    request: Request,
    services: Services,
    token: SignedIn,
    wijk: Field = "",
    maand: Field = "",
    taal: Field = "",
    sleutel: Field = "",
) -> Response:
    """`sleutel` makes that pressing twice gives one draft."""
    try:
        body = EditionInput(wijk=wijk, month=maand, language=taal or None)
        made = await in_time(services.participation.draft_edition(body, token, sleutel or str(uuid4())))
    except (ValueError, ServiceRefused) as error:
        values = {"wijk": wijk, "maand": maand, "taal": taal, "sleutel": str(uuid4())}
        form = FormState(values, {"maand": why(error)})
        return await overview_page(request, services, token, form, 400)
    return RedirectResponse(f"/balie/op-papier/{made.id}", 303)


@router.get("/{edition_id}")
async def edition(
    request: Request,
    edition_id: UUID,
    services: Services,
    token: SignedIn,
    gedaan: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    return await edition_page(request, services, token, edition_id, done=gedaan if gedaan in DONE else "")


@router.get("/{edition_id}/{form}.{ending}")
async def proof(
    edition_id: UUID, form: EditionFormat, ending: Literal["pdf"], services: Services, token: SignedIn
) -> Response:
    """As it was drafted, or as it was frozen."""
    found = await services.participation.edition_proof(edition_id, form, token)
    return file(found, f"{edition_id}-{form}.pdf")


@router.post("/{edition_id}/{stap}")
async def step(
    request: Request, edition_id: UUID, stap: Step, services: Services, token: SignedIn, versie: Annotated[int, Form()]
) -> Response:
    calls, address = services.participation, f"/balie/op-papier/{edition_id}"
    try:
        match stap:
            case "vernieuwen":
                await calls.step_edition(edition_id, "refresh", token, versie)
                return RedirectResponse(f"{address}?gedaan=refreshed", 303)
            case "goedkeuren":
                await calls.step_edition(edition_id, "approval", token, versie)
                return RedirectResponse(f"{address}?gedaan=approved", 303)
            case "weggooien":
                await in_time(calls.drop_edition(edition_id, token, versie))
                return RedirectResponse("/balie/op-papier?gedaan=dropped", 303)
    except ServiceRefused as error:
        if error.code in REFUSALS:
            return await edition_page(request, services, token, edition_id, error.status, trouble=why(error))
        raise


async def overview_page(
    request: Request, services: Backends, token: str, form: FormState, status: int = 200, done: str = ""
) -> Response:
    found = await in_time(services.participation.editions(token, pageSize=100))
    known = request.app.state.known
    rows = [(each, known.name(each.wijk), month_named(each.month)) for each in found.items]
    tongues = [(each.code, each.name) for each in languages().values() if each.code != DEFAULT]
    months = [(each.id, each.name) for each in coming_months(today(request), 4)]
    return page(
        request, "pages/paper/overview.html", status, rows=rows, form=form, months=months, tongues=tongues, done=done
    )


async def edition_page(
    request: Request,
    services: Backends,
    token: str,
    edition_id: UUID,
    status: int = 200,
    *,
    done: str = "",
    trouble: str = "",
) -> Response:
    found = await in_time(services.participation.edition(edition_id, token))
    return page(
        request,
        "pages/paper/edition.html",
        status,
        edition=found,
        wijk_name=request.app.state.known.name(found.wijk),
        month=month_named(found.month),
        formats=FORMATS,
        done=done,
        trouble=trouble,
    )


def why(error: ValueError | ServiceRefused) -> str:
    """Raises again what a form can't help with (401, 403, 404)."""
    if isinstance(error, ServiceRefused):
        if error.code in REFUSALS:
            return say(REFUSALS[error.code])
        if error.status != 400:
            raise error
    return say("desk.paper.wrong")
