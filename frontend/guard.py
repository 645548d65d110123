"""What every answer of the site gets: security headers, and a refusal for changes that come from elsewhere."""

from collections.abc import Awaitable, Callable

from fastapi import Request, Response

from frontend.origin import may_change
from frontend.sessions import keep_access
from frontend.templates import page
from services.kit.problems import unexpected

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
BY_LINK = ("/aanmeldingen/", "/klopt-dit/")
"""Addresses with a token: whoever has one may act, so it goes to no other page, and to no search engine."""
LINK_HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
PRIVATE = ("/balie", "/aanmelden", "/afmelden", "/postvak", *BY_LINK)


Next = Callable[[Request], Awaitable[Response]]


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
    private = request.url.path.startswith(PRIVATE)
    answer.headers.setdefault("Cache-Control", "private, no-store" if private else "no-cache")
    return answer
