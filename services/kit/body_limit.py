"""How large a request may be: what is larger is refused before anything reads it."""

from collections.abc import Mapping
from fnmatch import fnmatchcase

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.kit.problems import Problem, answer

LARGEST = 1_000_000
"""Bytes of a request, unless its address is one of the uploads."""


class TooLarge(Exception):
    """More came than was allowed."""


class BodyLimit:
    """`uploads` gives other limits by the beginning of the address, in which `*` stands for any part of it."""

    def __init__(self, app: ASGIApp, uploads: Mapping[str, int]) -> None:
        self.app = app
        self.uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        most = next((size for path, size in self.uploads.items() if fnmatchcase(scope["path"], f"{path}*")), LARGEST)
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not declared.isdigit() or int(declared) > most:
            await _refusal(most)(scope, receive, send)
            return
        seen, begun = 0, False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, counted, watched)
        except TooLarge:
            if begun:
                raise
            await _refusal(most)(scope, receive, send)


def _refusal(most: int) -> ASGIApp:
    size = f"{most / 1_000_000:g} MB"
    return answer(Problem(413, f"This is too large: we take up to {size}.", title="Too large", code="too-large"))
