"""Who is signed in: a short-lived token of `identity`, and the visit that renews it, in cookies of their own.

Scripts and other sites can use neither. The visit ends when somebody signs out, or after a working day.
"""

from typing import Annotated

from fastapi import Depends, Request, Response

from frontend.patience import in_time
from services.contracts.calling import ServiceRefused
from services.contracts.identity.sign_in import AccessShape, VisitShape

COOKIE = "zuidwest_session"
VISIT = "zuidwest_visit"


class SignInFirst(Exception):
    """This page is only for people who signed in; `path` is where they were going."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def session_token(request: Request) -> str | None:
    return request.cookies.get(COOKIE)


def is_signed_in(request: Request) -> bool:
    return COOKIE in request.cookies or VISIT in request.cookies


def open_session(answer: Response, request: Request, visit: VisitShape) -> None:
    keep_access(answer, request, visit)
    keep(answer, request, VISIT, visit.visit_token, visit.visit_expires_in)


def keep_access(answer: Response, request: Request, access: AccessShape) -> None:
    keep(answer, request, COOKIE, access.access_token, access.expires_in)


def keep(answer: Response, request: Request, name: str, value: str, seconds: int) -> None:
    """The cookie lasts as long as what is in it; over https it never travels without."""
    answer.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=is_https(request))


def close_session(answer: Response, request: Request) -> None:
    for name in (COOKIE, VISIT):
        forget(answer, request, name)


def forget(answer: Response, request: Request, name: str) -> None:
    answer.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=is_https(request))


def is_https(request: Request) -> bool:
    return str(request.app.state.settings.addresses["frontend"]).startswith("https://")


def where(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


async def current_token(request: Request) -> str | None:
    """Of who asks; a new one where the visit still lasts, which `guard` puts in the answer. Raises ServiceDown."""
    if token := session_token(request):
        return token
    visit = request.cookies.get(VISIT)
    if not visit:
        return None
    try:
        access = await in_time(request.app.state.backends.identity.renew(visit))
    except ServiceRefused:
        return None
    request.state.renewed = access
    return str(access.access_token)


async def signed_in(request: Request) -> str:
    """The token of who asks. Raises SignInFirst, ServiceDown."""
    token = await current_token(request)
    if token is None:
        raise SignInFirst(where(request))
    return token


SignedIn = Annotated[str, Depends(signed_in)]
