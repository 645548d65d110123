"""A break: some days or weeks on which an activity is not, and taking that back."""

from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Backends, Services
from frontend.forms import FormState
from frontend.pages.dates.reading import is_id
from frontend.pages.publishing.fields import typed
from frontend.pages.publishing.reading_plan import day_in
from frontend.patience import in_time
from frontend.sessions import SignedIn
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import ExceptionInput

router = APIRouter(prefix="/balie/activiteiten")
DONE = {"ja": "skip.done", "weg": "skip.undone"}


@router.get("/{activity_id}/overslaan")
async def breaks(
    request: Request, activity_id: UUID, services: Services, token: SignedIn, gedaan: str = ""
) -> Response:
    said = say(DONE[gedaan]) if gedaan in DONE else ""
    return await breaks_page(request, services, token, activity_id, FormState(), done=said)


@router.post("/{activity_id}/overslaan")
async def skip(request: Request, activity_id: UUID, services: Services, token: SignedIn) -> Response:
    """Everybody who joined one of those dates is told."""
    values = typed(await request.form())
    address = f"/balie/activiteiten/{activity_id}/overslaan"
    try:
        if is_id(str(values.get("weg", ""))):
            await in_time(services.participation.undo_exception(activity_id, UUID(values["weg"]), token))
            return RedirectResponse(f"{address}?gedaan=weg", 303)
        body, errors = read_break(values)
        if body is None:
            return await breaks_page(request, services, token, activity_id, FormState(values, errors), 400)
        await in_time(services.participation.make_exception(activity_id, body, token))
    except ServiceDown:
        return await breaks_page(
            request, services, token, activity_id, FormState(values, {"": say("missing.save")}), 503
        )
    except ServiceRefused as refused:
        if refused.status not in (400, 409):
            raise
        reason = refused.errors[0]["detail"] if refused.errors else refused.problem.get("detail", "")
        wrong = {"": say("desk.date.refused", reason=reason)}
        return await breaks_page(request, services, token, activity_id, FormState(values, wrong), refused.status)
    return RedirectResponse(f"{address}?gedaan=ja", 303)


def read_break(values: dict[str, Any]) -> tuple[ExceptionInput | None, dict[str, str]]:
    days: dict[str, date] = {}
    errors: dict[str, str] = {}
    for name in ("first", "last"):
        try:
            days[name] = day_in(str(values.get(name) or ""))
        except ValueError:
            errors[name] = say("form.error.date", field=say(f"skip.{name}"))
    if not errors and days["last"] < days["first"]:
        errors["last"] = say("skip.order")
    if errors:
        return None, errors
    reason = str(values.get("reason") or "")[:200] or None
    given = {"kind": "closed", "from": days["first"], "to": days["last"], "reason": reason}
    return ExceptionInput.model_validate(given), {}


async def breaks_page(
    request: Request,
    services: Backends,
    token: str,
    activity_id: UUID,
    form: FormState,
    status: int = 200,
    *,
    done: str = "",
) -> Response:
    activity = await in_time(services.participation.activity(activity_id, token))
    known = await in_time(services.participation.exceptions(activity_id, token))
    closed = [each for each in known.items if each.kind == "closed"]
    return page(request, "pages/publishing/skip.html", status, activity=activity, closed=closed, form=form, done=done)
