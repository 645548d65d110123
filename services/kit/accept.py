"""Whether an answer can be given in a form that the asker takes (RFC 9110 §12.5.1)."""

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.kit.problems import Problem, answer

Ranges = dict[str, float]


def require_accepted(request: Request, *media_types: str) -> None:
    """Raises Problem 406 when the `Accept` of the request has no room for any of the media types."""
    ranges = quality_of_ranges(request.headers.get("accept", ""))
    if ranges and not any(quality(ranges, media_type) > 0 for media_type in media_types):
        offered = ", ".join(media_types)
        raise Problem(406, f"This address gives {offered}; ask for that in Accept.", title="Not acceptable")


class Acceptable:
    """Refuses with 406 what is read below `/v1/` in a form that the asker does not take, whatever route gives it.

    Who says nothing of forms, or takes any, costs nothing.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ranges = ranges_wanted(scope)
        if ranges is None:
            await self.app(scope, receive, send)
            return
        unwanted = ""

        async def send_acceptable(message: Message) -> None:
            nonlocal unwanted
            if message["type"] == "http.response.start" and message["status"] == 200:
                given = media_type_of(message)
                unwanted = "" if quality(ranges, given) > 0 else given
            if not unwanted:
                await send(message)

        await self.app(scope, receive, send_acceptable)  # to its end, so that what it holds is let go
        if unwanted:
            why = f"This address gives {unwanted}; ask for that in Accept."
            await answer(Problem(406, why, title="Not acceptable"))(scope, receive, send)


def ranges_wanted(scope: Scope) -> Ranges | None:
    """None for who takes anything."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/v1/"):
        return None
    given = next((value for name, value in scope["headers"] if name == b"accept"), b"*/*")
    return None if b"*/*" in given else quality_of_ranges(given.decode("latin-1")) or None


def media_type_of(message: Message) -> str:
    """Of the beginning of an answer, without its parameters."""
    found = next((value for name, value in message["headers"] if name == b"content-type"), b"")
    return str(found.decode("latin-1").partition(";")[0].strip().lower())


def quality_of_ranges(accept: str) -> Ranges:
    """Media ranges with their quality; what can't be read as a quality counts as 1."""
    found = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            found[name] = next((_number(each[2:]) for each in parameters if each.startswith("q=")), 1.0)
    return found


def quality(ranges: Ranges, media_type: str) -> float:
    """Of the most exact range that fits; 0 when none does."""
    fitting = (media_type, media_type.partition("/")[0] + "/*", "*/*")
    return next((ranges[name] for name in fitting if name in ranges), 0.0)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
