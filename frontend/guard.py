"""What every answer of the site gets: security headers, and a refusal for changes that come from elsewhere."""

from collections.abc import Awaitable, Callable

from fastapi import Request, Response

from frontend.origin import may_change
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
PRIVATE = ("/balie", "/aanmelden", "/afmelden", "/klopt-dit")


Next = Callable[[Request], Awaitable[Response]]


async def answer_or_kind_page(request: Request, answer_next: Next) -> Response:
    """A mistake of ours is written to the log; the reader gets a page."""
    try:
        return await answer_next(request)
    except Exception as error:
        unexpected(error)
        return page(request, "pages/refused/error.html", 500)


async def guard(request: Request, answer_next: Next) -> Response:
    if may_change(request.method, request.headers, request.app.state.settings.addresses["frontend"]):
        answer = await answer_or_kind_page(request, answer_next)
    else:
        answer = page(request, "pages/refused/origin.html", 403)
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    private = request.url.path.startswith(PRIVATE)
    answer.headers.setdefault("Cache-Control", "private, no-store" if private else "no-cache")
    return answer
