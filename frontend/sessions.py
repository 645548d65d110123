"""A coordinator's session: the short-lived token of `identity` in a cookie that scripts and other sites can't use."""

from typing import Annotated

from fastapi import Depends, Request, Response

COOKIE = "zuidwest_session"


class SignInFirst(Exception):
    """This page is only for people who signed in; `path` is where they were going."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def session_token(request: Request) -> str | None:
    return request.cookies.get(COOKIE)


def open_session(answer: Response, request: Request, token: str, seconds: int) -> None:
    """The cookie lasts as long as the token; over https it never travels without."""
    answer.set_cookie(COOKIE, token, max_age=seconds, path="/", httponly=True, samesite="lax", secure=is_https(request))


def close_session(answer: Response, request: Request) -> None:
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=is_https(request))


def is_https(request: Request) -> bool:
    return str(request.app.state.settings.addresses["frontend"]).startswith("https://")


def signed_in(request: Request) -> str:
    """The token of who asks. Raises SignInFirst."""
    token = session_token(request)
    if token is None:
        raise SignInFirst(f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path)
    return token


SignedIn = Annotated[str, Depends(signed_in)]
