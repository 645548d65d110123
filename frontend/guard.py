"""What every answer of the site gets: security headers, and a refusal for changes that come from elsewhere."""

from functools import cache
from urllib.parse import urlsplit

from fastapi import Request, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frontend.origin import may_change
from frontend.sessions import keep_access
from frontend.templates import page
from services.kit.problems import unexpected

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
BY_LINK = ("/aanmeldingen/", "/klopt-dit/", "/wensen/mijn/", "/voorstellen/mijn/")
"""Addresses with a token: whoever has one may act, so it goes to no other page, and to no search engine."""
LINK_HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
AWAY = 503
PRIVATE = ("/balie", "/aanmelden", "/afmelden", "/postvak", *BY_LINK)


@cache
def security_policy(tiles: str) -> str:
    """Everything comes from the site itself; pictures of the map also from where a setting says."""
    from_tiles = f" {urlsplit(tiles).scheme}://{urlsplit(tiles).netloc}" if tiles else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{from_tiles}; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


class Guard:
    """Around all pages, and no heavier than it must be: it stands before every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        request, started = Request(scope, receive), False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                complete(headers, request)
                if message["status"] == AWAY:
                    headers.setdefault("Retry-After", "60")
            await send(message)

        by_link = scope["path"].startswith(BY_LINK)
        site = scope["app"].state.settings.addresses["frontend"]
        if not may_change(scope["method"], request.headers, site, by_link=by_link):
            await page(request, "pages/refused/origin.html", 403)(scope, receive, send_guarded)
            return
        try:
            await self.app(scope, receive, send_guarded)
        except Exception as error:  # a mistake of ours is written to the log; the reader gets a page
            if started:
                raise
            unexpected(error)
            await page(request, "pages/refused/error.html", 500)(scope, receive, send_guarded)


def complete(headers: MutableHeaders, request: Request) -> None:
    path = request.url.path
    if renewed := getattr(request.state, "renewed", None):
        with_cookie = Response()
        keep_access(with_cookie, request, renewed)
        for cookie in with_cookie.headers.getlist("set-cookie"):
            headers.append("set-cookie", cookie)
    for name, value in (HEADERS | LINK_HEADERS if path.startswith(BY_LINK) else HEADERS).items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", security_policy(request.app.state.settings.map_tiles))
    headers.setdefault("Cache-Control", "private, no-store" if path.startswith(PRIVATE) else "no-cache")
