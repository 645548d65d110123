"""Public pages are kept as they were sent, per address, language and version of the data (docs/adr/0016).

Nothing is kept of who is signed in, of forms, of refusals, nor of a page that lacks a part.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from http.cookies import SimpleCookie
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frontend.own_wijk import COOKIE as WIJK_COOKIE
from frontend.patience import incomplete
from frontend.sessions import COOKIE as SESSION
from frontend.sessions import VISIT
from frontend.versions import Versions

LEVEL = 6
SMALLEST = 1000
"""Bytes of what is worth compressing."""
LEFT_OUT = frozenset({b"content-length", b"content-encoding", b"vary", b"etag"})
VARY = (b"vary", b"Accept-Encoding, Cookie")
Key = tuple[str, ...]
RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class KeptPage:
    """`body` is gzipped; `route` is for the metrics."""

    body: bytes
    etag: bytes
    headers: RawHeaders
    route: Any


class Shelf:
    """The pages that were asked for last, as many as fit in so many bytes."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.pages: OrderedDict[Key, KeptPage] = OrderedDict()

    def get(self, key: Key) -> KeptPage | None:
        if found := self.pages.get(key):
            self.pages.move_to_end(key)
        return found

    def put(self, key: Key, page: KeptPage) -> None:
        if old := self.pages.pop(key, None):
            self.size -= len(old.body)
        self.pages[key] = page
        self.size += len(page.body)
        while self.size > self.most:
            _, gone = self.pages.popitem(last=False)
            self.size -= len(gone.body)


class KeptPages:
    """Answers from the shelf what is there and still right; what is not goes on, and is put there if it may."""

    def __init__(self, app: ASGIApp, *, versions: Versions, clock: Callable[[], datetime], megabytes: int) -> None:
        self.app, self.versions, self.clock = app, versions, clock
        self.shelf = Shelf(megabytes * 1024 * 1024)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if scope["type"] != "http" or scope["method"] != "GET" or not self.shelf.most or not keepable(scope, headers):
            await self.app(scope, receive, send)
            return
        version = await self.versions.now(scope["app"].state.backends)
        if version is None:
            await self.app(scope, receive, send)
            return
        address = (scope["language"], scope["path"], scope["query_string"].decode("latin-1"), own_wijk(scope, headers))
        key = (*address, version, self.clock().strftime("%Y%m%d%H%M"))
        page, settled = self.shelf.get(key), self.versions.settled
        if page is None:
            made = await answer_of(self.app, scope, receive)
            if made.page is None:
                await made.send_on(send, headers)
                return
            page = made.page
            if settled:
                self.shelf.put(key, page)
        scope["route"] = page.route
        await hand_out(page, headers, send)


def keepable(scope: Scope, headers: Headers) -> bool:
    cookie = headers.get("cookie", "")
    signed_in = SESSION in cookie or VISIT in cookie
    return not signed_in and not scope["path"].startswith(("/static/", "/health/", "/metrics"))


def own_wijk(scope: Scope, headers: Headers) -> str:
    """Only the start page looks different for who said where they live."""
    cookie = headers.get("cookie", "")
    if scope["path"] != "/" or WIJK_COOKIE not in cookie:
        return ""
    said = SimpleCookie(cookie).get(WIJK_COOKIE)
    known = {wijk.id for wijk in scope["app"].state.known.wijken}
    return said.value if said and said.value in known else ""


@dataclass
class Made:
    """An answer with all its messages; `page` when it may be kept."""

    messages: list[Message]
    page: KeptPage | None

    async def send_on(self, send: Send, headers: Headers) -> None:
        """Compressed, if who asks reads that: it was made plain."""
        start, rest = self.messages[0], self.messages[1:]
        plain = b"".join(message.get("body", b"") for message in rest)
        answer = MutableHeaders(scope=start)
        text = answer.get("content-type", "").startswith("text/") and "content-encoding" not in answer
        if "gzip" in headers.get("accept-encoding", "") and text and len(plain) >= SMALLEST:
            rest = [{"type": "http.response.body", "body": gzip.compress(plain, LEVEL, mtime=0)}]
            answer["Content-Encoding"] = "gzip"
            answer["Content-Length"] = str(len(rest[0]["body"]))
            answer["Vary"] = "Accept-Encoding"
        for message in (start, *rest):
            await send(message)


async def answer_of(app: ASGIApp, scope: Scope, receive: Receive) -> Made:
    """Asked for plain, so that it is compressed once and well."""
    messages: list[Message] = []

    async def note(message: Message) -> None:
        messages.append(message)

    missing = incomplete.set([])
    inner = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in (b"accept-encoding", b"range")]}
    try:
        await app(inner, receive, note)
        whole = not incomplete.get()
    finally:
        incomplete.reset(missing)
    scope["route"] = inner.get("route")
    return Made(messages, page_of(messages, inner.get("route")) if whole else None)


def page_of(messages: list[Message], route: Any) -> KeptPage | None:
    start, rest = messages[0], messages[1:]
    headers = Headers(raw=start["headers"])
    public = headers.get("cache-control") == "no-cache" and "set-cookie" not in headers
    if start["status"] != 200 or not public or not headers.get("content-type", "").startswith("text/html"):
        return None
    plain = b"".join(message.get("body", b"") for message in rest)
    kept = [pair for pair in start["headers"] if pair[0].lower() not in LEFT_OUT]
    etag = f'W/"{blake2b(plain, digest_size=12).hexdigest()}"'.encode()
    return KeptPage(gzip.compress(plain, LEVEL, mtime=0), etag, [*kept, VARY, (b"etag", etag)], route)


async def hand_out(page: KeptPage, headers: Headers, send: Send) -> None:
    if page.etag.decode() in headers.get("if-none-match", ""):
        await send({"type": "http.response.start", "status": 304, "headers": [VARY, (b"etag", page.etag)]})
        await send({"type": "http.response.body", "body": b""})
        return
    body, more = page.body, [(b"content-encoding", b"gzip")]
    if "gzip" not in headers.get("accept-encoding", ""):
        body, more = gzip.decompress(body), []
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [*page.headers, *more, length]})
    await send({"type": "http.response.body", "body": body})
