"""Signing in and out: a client's id and secret open a session, until there is a sign-in for people."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from frontend.backends import Services
from frontend.forms import FormState
from frontend.patience import in_time
from frontend.sessions import close_session, open_session
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceDown, ServiceRefused
from services.kit.access import anyone

router = APIRouter()
DESK = "/balie"
Text = Annotated[str, Form(max_length=200)]


@router.get("/aanmelden")
@anyone
async def sign_in(request: Request, _: Services, verder: Annotated[str, Query(max_length=300)] = "") -> Response:
    return form_page(request, FormState({"verder": verder}))


@router.post("/aanmelden")
@anyone
async def open_desk(
    request: Request, services: Services, client: Text = "", secret: Text = "", verder: Text = ""
) -> Response:
    form = FormState({"client": client, "verder": verder}, missing_fields(client, secret))
    if form.errors:
        return form_page(request, form, 400)
    try:
        token = await in_time(services.identity.token(client.strip(), secret))
    except ServiceDown:
        return form_page(request, form, 503, away=True)
    except ServiceRefused as error:
        key = "signin.too_many" if error.status == 429 else "signin.wrong"
        return form_page(request, FormState(form.values, {"client": say(key)}), error.status)
    answer = RedirectResponse(inside(verder), 303)
    open_session(answer, request, token.access_token, token.expires_in)
    return answer


@router.post("/afmelden")
@anyone
async def sign_out(request: Request) -> Response:
    answer = RedirectResponse("/", 303)
    close_session(answer, request)
    return answer


def missing_fields(client: str, secret: str) -> dict[str, str]:
    texts = {"client": say("signin.need_client"), "secret": say("signin.need_secret")}
    return {name: texts[name] for name, value in (("client", client), ("secret", secret)) if not value.strip()}


def inside(path: str) -> str:
    """Where to go after signing in: a page of the desk, never an address that somebody else chose."""
    return path if path == DESK or path.startswith(f"{DESK}/") else DESK


def form_page(request: Request, form: FormState, status: int = 200, *, away: bool = False) -> Response:
    return page(request, "pages/sign_in/sign_in.html", status, form=form, away=away)
