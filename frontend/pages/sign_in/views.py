"""Signing in by a code that comes by e-mail, and signing out."""

import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from frontend.backends import Services
from frontend.forms import FormState
from frontend.pages.sign_in.kept import MOST, unpacked
from frontend.patience import if_up, in_time
from frontend.sessions import VISIT, close_session, open_session
from frontend.templates import page
from frontend.texts import language, say
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.identity.sign_in import CodeInput, SignInInput
from services.kit.access import anyone

router = APIRouter()
DESK = "/balie"
Text = Annotated[str, Form(max_length=400)]
Kept = Annotated[str, Form(max_length=MOST)]


@router.get("/aanmelden")
@anyone
async def sign_in(request: Request, _: Services, verder: Annotated[str, Query(max_length=400)] = "") -> Response:
    return form_page(request, FormState({"verder": verder, "bewaard": ""}))


@router.post("/aanmelden")
@anyone
async def ask_code(
    request: Request, services: Services, email: Text = "", verder: Text = "", bewaard: Kept = ""
) -> Response:
    values = {"email": email.strip(), "verder": verder, "bewaard": bewaard}
    try:
        body = SignInInput(email=email, language=language.get())
    except ValidationError:
        key = "signin.wrong_email" if email.strip() else "signin.need_email"
        return form_page(request, FormState(values, {"email": say(key)}), 400)
    try:
        asked = await in_time(services.identity.ask_code(body))
    except ServiceDown:
        return form_page(request, FormState(values), 503, away=True)
    except ServiceRefused as error:
        key = "signin.too_many" if error.status == 429 else "signin.wrong_email"
        return form_page(request, FormState(values, {"email": say(key)}), error.status)
    return code_page(request, FormState(values | {"aanvraag": str(asked.id)}))


@router.post("/aanmelden/code")
@anyone
async def give_code(
    request: Request,
    services: Services,
    code: Text = "",
    aanvraag: Text = "",
    email: Text = "",
    verder: Text = "",
    bewaard: Kept = "",
) -> Response:
    values = {"code": code, "aanvraag": aanvraag, "email": email, "verder": verder, "bewaard": bewaard}
    try:
        body, asked = CodeInput(code=re.sub(r"[\s-]", "", code)), UUID(aanvraag)
    except ValueError:
        key = "signin.six_digits" if code.strip() else "signin.need_code"
        return code_page(request, FormState(values, {"code": say(key)}), 400)
    try:
        visit = await in_time(services.identity.give_code(asked, body))
    except ServiceDown:
        return code_page(request, FormState(values), 503, away=True)
    except ServiceRefused as error:
        return refused_code(request, values, error)
    answer = go_on(request, verder, bewaard)
    open_session(answer, request, visit)
    return answer


@router.post("/afmelden")
@anyone
async def sign_out(request: Request, services: Services) -> Response:
    """Also when identity is away: then the browser forgets, and the visit ends by itself."""
    if visit := request.cookies.get(VISIT):
        await if_up(services.identity.end_visit(visit))
    answer = RedirectResponse("/", 303)
    close_session(answer, request)
    return answer


def refused_code(request: Request, values: dict[str, str], error: ServiceRefused) -> Response:
    if error.status == 400:
        left = int(error.problem.get("triesLeft") or 0)
        said = say("signin.wrong_code", count=left) if left else say("signin.no_tries")
        return code_page(request, FormState(values, {"code": said}), 400)
    return form_page(request, FormState(values, {"email": say("signin.code_over")}), error.status)


def go_on(request: Request, verder: str, bewaard: str) -> Response:
    """Back to where somebody was; what they had typed is sent from there once they press the button."""
    if bewaard and inside(verder) == verder:
        return page(request, "pages/sign_in/go_on.html", action=verder, kept=unpacked(bewaard))
    return RedirectResponse(inside(verder), 303)


def inside(path: str) -> str:
    """Where to go after signing in: a page of the desk, never an address that somebody else chose."""
    return path if path == DESK or path.startswith((f"{DESK}/", f"{DESK}?")) else DESK


def form_page(request: Request, form: FormState, status: int = 200, *, away: bool = False) -> Response:
    return page(request, "pages/sign_in/sign_in.html", status, form=form, away=away)


def code_page(request: Request, form: FormState, status: int = 200, *, away: bool = False) -> Response:
    return page(request, "pages/sign_in/code.html", status, form=form, away=away)
