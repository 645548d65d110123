"""Pages instead of problem+json when something can't be shown."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from frontend.desk_roles import NotYourRole
from frontend.forms import FormState
from frontend.pages.sign_in.kept import MOST, packed, typed_pairs
from frontend.sessions import SignInFirst, close_session
from frontend.templates import page, with_query
from frontend.texts import label, say
from services.contracts.calling import ServiceDown, ServiceRefused


def install_refusals(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return page(request, template_for(status), status)

    @app.exception_handler(RequestValidationError)
    def not_an_address(request: Request, _: Exception) -> Response:
        return page(request, "pages/refused/not_found.html", 404)

    @app.exception_handler(ServiceDown)
    def away(request: Request, _: Exception) -> Response:
        return page(request, "pages/refused/away.html", 503)

    @app.exception_handler(ServiceRefused)
    def refused_by_service(request: Request, error: Exception) -> Response:
        status = error.status if isinstance(error, ServiceRefused) else 500
        if status == 401:
            return to_sign_in(request, request.url.path if request.method == "GET" else "/balie")
        return page(request, template_for(status), status)

    @app.exception_handler(NotYourRole)
    def of_others(request: Request, error: Exception) -> Response:
        roles = error.roles if isinstance(error, NotYourRole) else ()
        names = say("judge.or").join(label("role", role) for role in roles)
        return page(request, "pages/refused/role.html", 403, names=names)

    @app.exception_handler(SignInFirst)
    async def sign_in_first(request: Request, error: Exception) -> Response:
        path = error.path if isinstance(error, SignInFirst) else "/balie"
        if request.method == "POST" and (typed := packed(await typed_pairs(request))):
            return typed_is_kept(request, path, typed)
        return to_sign_in(request, path)


def template_for(status: int) -> str:
    names = {403: "forbidden", 404: "not_found", 405: "method"}
    return f"pages/refused/{names.get(status, 'error')}.html"


def typed_is_kept(request: Request, path: str, typed: str) -> Response:
    """The session was over when a form came: nothing of it is lost."""
    form = FormState({"verder": path, "bewaard": typed if len(typed) <= MOST else ""})
    answer = page(request, "pages/sign_in/sign_in.html", 401, form=form, away=False)
    close_session(answer, request)
    return answer


def to_sign_in(request: Request, path: str) -> Response:
    answer = RedirectResponse(with_query("/aanmelden", {"verder": path}), 303)
    close_session(answer, request)
    return answer
