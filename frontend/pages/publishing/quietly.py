"""What a script asks while somebody types: the next dates, hints on the words, and that it is kept."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from frontend.backends import Services
from frontend.dates import clock
from frontend.pages.publishing.fields import typed
from frontend.pages.publishing.keeping import keep
from frontend.pages.publishing.reading_plan import TYPED
from frontend.pages.publishing.showing import Coming, coming, today_of
from frontend.pages.publishing.which import kept_before
from frontend.patience import if_up
from frontend.sessions import SignedIn
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import TextCheckInput

router = APIRouter(prefix="/balie/activiteiten")
CHECKED = ("title", "summary", "description", "bring")
MOST = {"title": 300, "summary": 1000, "description": 8000, "bring": 1000}


@router.post("/datums")
async def dates(request: Request, services: Services, token: SignedIn) -> Response:
    """A part of a page: the next dates, or what is wrong with what was said."""
    values = typed(await request.form())
    found = await coming(services, token, values, today_of(request))
    shown, wrong = (found, {}) if isinstance(found, Coming) else (None, found)
    told = {name: values.get(name, "") for name in TYPED if name != "words"}
    return page(request, "pages/publishing/dates_part.html", dates=shown, wrong=wrong, told=told)


@router.post("/woorden")
async def words(request: Request, services: Services, token: SignedIn) -> Response:
    """A part of a page: what can be easier in the texts. Nothing is kept."""
    values = typed(await request.form())
    texts = {name: str(values.get(name) or "")[: MOST[name]] for name in CHECKED}
    check = await if_up(services.participation.check_text(TextCheckInput(**texts), token))
    return page(request, "pages/publishing/hints_part.html", check=check)


@router.post("/bewaren")
async def quietly(request: Request, services: Services, token: SignedIn) -> Response:
    """`{"kept", "says", "id", "version"}`; what can't be kept yet is said, and no mistake is shown while one types."""
    values = typed(await request.form())
    activity_id = kept_before(values)
    try:
        kept = await keep(services, token, values, today_of(request), activity_id)
    except ServiceDown:
        return answer(False, say("form.quiet.away"))
    except ServiceRefused as refused:
        return answer(False, say("form.quiet.stale" if refused.status == 412 else "form.quiet.not_yet"))
    if kept.errors or kept.activity_id is None:
        return answer(False, say("form.quiet.not_yet"))
    moment = clock(request.app.state.clock())
    return answer(True, say("form.quiet.kept", clock=moment), id=str(kept.activity_id), version=kept.version)


def answer(kept: bool, says: str, **more: Any) -> Response:
    return JSONResponse({"kept": kept, "says": says, **more})
