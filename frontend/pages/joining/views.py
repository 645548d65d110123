"""Joining a date or a series: one short form, without an account."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Backends, Services
from frontend.forms import FormState
from frontend.pages.joining.reading import Values, read, sentences, typed
from frontend.pages.joining.subject import Subject, subject_of
from frontend.patience import if_up, in_time
from frontend.templates import page, with_query
from frontend.texts import label, say
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import EnrolmentInput, EnrolmentShape, ParticipationClient
from services.kit.access import anyone

router = APIRouter(prefix="/activiteiten/{activity_id}/aanmelden")
FORM_REFUSED = ("form-not-taken", "form-too-old")
CLOSED = ("walk-in", "begun", "cancelled", "gone")


@router.get("")
@anyone
async def ask(request: Request, activity_id: UUID, services: Services, keer: UUID | None = None) -> Response:
    """`keer` is the date; a series has no choice of dates."""
    subject = await subject_of(services, activity_id, keer, request.app.state.clock())
    if subject.closed:
        choosing = keer is None and subject.closed == "gone"
        return RedirectResponse(dates_of(activity_id), 303) if choosing else closed(request, activity_id, subject)
    values = {"key": str(uuid4()), "token": (await in_time(services.participation.form_token())).token}
    return form_page(request, activity_id, keer, FormState(values), subject)


@router.post("")
@anyone
async def join(request: Request, activity_id: UUID, services: Services, keer: UUID | None = None) -> Response:
    values = typed(await request.form())
    body, errors = read(values)
    if body is None:
        return await again(request, services, activity_id, keer, FormState(values, errors), 400)
    try:
        key = values["key"] or str(uuid4())
        made = await in_time(joined(services.participation, body, key, activity_id, keer))
    except (ServiceDown, ServiceRefused) as error:
        return await not_joined(request, services, activity_id, keer, values, error)
    return RedirectResponse(urlsplit(made.manage_url).path, 303)


async def joined(
    participation: ParticipationClient, body: EnrolmentInput, key: str, activity_id: UUID, keer: UUID | None
) -> EnrolmentShape:
    if keer is None:
        return await participation.join_series(body, key, activity_id)
    return await participation.join(body, key, keer)


async def not_joined(
    request: Request,
    services: Backends,
    activity_id: UUID,
    keer: UUID | None,
    values: Values,
    error: ServiceDown | ServiceRefused,
) -> Response:
    """The form again with all that was typed, or a page that says why one can't join this."""
    errors: dict[str, str] = {}
    match error:
        case ServiceDown():
            status, trouble = 503, "away"
        case ServiceRefused(status=400):
            status, trouble, errors = 400, *why_refused(error, values)
        case ServiceRefused(status=429):
            status, trouble = 429, "often"
        case ServiceRefused(status=409) if error.code == "key-reused":
            status, trouble = 409, "used"
        case ServiceRefused(status=404 | 409):
            return closed(request, activity_id, None, error.code)
        case _:
            raise error
    if trouble in FORM_REFUSED:
        values = values | {"token": ""}
    if trouble == "used":
        values = values | {"key": str(uuid4())}
    return await again(request, services, activity_id, keer, FormState(values, errors), status, trouble)


def why_refused(refused: ServiceRefused, values: Values) -> tuple[str, dict[str, str]]:
    """What is wrong with the form as a whole, or with its fields."""
    if refused.code in FORM_REFUSED:
        return refused.code, {}
    names = [item["location"]["name"] for item in refused.errors]
    return "", sentences(names or ["form"], child=values["child"] == "yes")


async def again(
    request: Request,
    services: Backends,
    activity_id: UUID,
    keer: UUID | None,
    form: FormState,
    status: int,
    trouble: str = "",
) -> Response:
    """Comes whatever is away: then it does not say what one joins."""
    values = form.values | {"website": ""}
    if not values["token"] and (made := await if_up(services.participation.form_token())):
        values["token"] = made.token
    subject = await if_up(subject_of(services, activity_id, keer, request.app.state.clock()))
    shown = FormState(values, form.errors)
    return form_page(
        request, activity_id, keer, shown, subject, status, say(f"join.trouble.{trouble}") if trouble else ""
    )


def form_page(
    request: Request,
    activity_id: UUID,
    keer: UUID | None,
    form: FormState,
    subject: Subject | None,
    status: int = 200,
    trouble: str = "",
) -> Response:
    path = f"/activiteiten/{activity_id}"
    child = subject.for_children if subject else form.values.get("child") == "yes"
    return never_kept(
        page(
            request,
            "pages/joining/joining.html",
            status,
            form=form,
            subject=subject,
            child=child,
            trouble=trouble,
            activity_path=path,
            action=with_query(f"{path}/aanmelden", {"keer": keer}),
        )
    )


def closed(request: Request, activity_id: UUID, subject: Subject | None, code: str = "") -> Response:
    """One can't join this, or not any more; there may be other dates."""
    why = subject.closed if subject else code if code in CLOSED else "gone"
    values: dict[str, Any] = {"why": label("join.closed", why), "dates": dates_of(activity_id)}
    return never_kept(page(request, "pages/joining/closed.html", 409, subject=subject, **values))


def dates_of(activity_id: UUID) -> str:
    return f"/activiteiten/{activity_id}#wanneer"


def never_kept(answer: Response) -> Response:
    """It holds what somebody typed, and a key that is used once."""
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
