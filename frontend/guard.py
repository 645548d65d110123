"""What every answer of the site gets: security headers, and a refusal for changes that come from elsewhere."""

from collections.abc import Awaitable, Callable
from functools import cache
from urllib.parse import urlsplit

from fastapi import Request, Response

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
PRIVATE = ("/balie", "/aanmelden", "/afmelden", "/postvak", *BY_LINK)


Next = Callable[[Request], Awaitable[Response]]


@cache
def security_policy(tiles: str) -> str:
    """Everything comes from the site itself; pictures of the map also from where a setting says."""
    from_tiles = f" {urlsplit(tiles).scheme}://{urlsplit(tiles).netloc}" if tiles else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{from_tiles}; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


async def answer_or_kind_page(request: Request, answer_next: Next) -> Response:
    """A mistake of ours is written to the log; the reader gets a page."""
    try:
        return await answer_next(request)
    except Exception as error:
        unexpected(error)
        return page(request, "pages/refused/error.html", 500)


async def guard(request: Request, answer_next: Next) -> Response:
    by_link = request.url.path.startswith(BY_LINK)
    site = request.app.state.settings.addresses["frontend"]
    if may_change(request.method, request.headers, site, by_link=by_link):
        answer = await answer_or_kind_page(request, answer_next)
    else:
        answer = page(request, "pages/refused/origin.html", 403)
    if renewed := getattr(request.state, "renewed", None):
        keep_access(answer, request, renewed)
    for name, value in (HEADERS | LINK_HEADERS if by_link else HEADERS).items():
        answer.headers.setdefault(name, value)
    answer.headers.setdefault("Content-Security-Policy", security_policy(request.app.state.settings.map_tiles))
    private = request.url.path.startswith(PRIVATE)
    answer.headers.setdefault("Cache-Control", "private, no-store" if private else "no-cache")
    return answer
