"""The wijk that somebody said is theirs: a cookie that only holds its name, set because they asked for it."""

from fastapi import Request, Response

from frontend.known import Known
from frontend.sessions import forget, keep

COOKIE = "zuidwest_wijk"
SECONDS = 365 * 24 * 3600


def own_wijk(request: Request) -> str | None:
    """None when it was never said, or is no wijk of this deal."""
    known: Known = request.app.state.known
    said = request.cookies.get(COOKIE)
    return said if said in {wijk.id for wijk in known.wijken} else None


def remember_wijk(answer: Response, request: Request, slug: str) -> None:
    """An empty slug forgets it."""
    if slug:
        keep(answer, request, COOKIE, slug, SECONDS)
    else:
        forget(answer, request, COOKIE)
