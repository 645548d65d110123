"""304 before anything else is done: for lists whose ETag says all that they depend on."""

from collections.abc import Iterable, Mapping

from fastapi import APIRouter
from starlette.types import ASGIApp, Receive, Scope, Send

from services.kit.etags import DataVersion, names
from services.kit.hot import KeptRoute, kept_headers, this_minute, version_etag

Headers = Iterable[tuple[bytes, bytes]]


def kept_lists(routers: Iterable[APIRouter]) -> dict[str, KeptRoute]:
    """The routes that may be answered before they are looked up, by address."""
    routes = (route for router in routers for route in router.routes)
    return {route.path: route for route in routes if isinstance(route, KeptRoute) and not route.param_convertors}


class Unchanged:
    """Who already has the newest version of a list hears so at once, as long as this process knows the version.

    Looking up the route, checking the query and a thread would cost twice what all the rest of such an answer does.
    An asker with a token goes the long way, to be refused when the token is not good.
    """

    def __init__(self, app: ASGIApp, routes: Mapping[str, KeptRoute], version: DataVersion) -> None:
        self.app = app
        self.routes = routes
        self.version = version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and (route := self.routes.get(scope["path"])):
            etag = self.known(scope["headers"], route)
            if etag is not None:
                scope["route"] = route
                headers = [(name.lower().encode(), value.encode()) for name, value in kept_headers(etag).items()]
                await send({"type": "http.response.start", "status": 304, "headers": headers})
                await send({"type": "http.response.body", "body": b""})
                return
        await self.app(scope, receive, send)

    def known(self, headers: Headers, route: KeptRoute) -> str | None:
        """The list's ETag, when the asker has it and it is the newest; None when it takes more to tell."""
        given = languages = None
        for name, value in headers:
            if name == b"if-none-match":
                given = value
            elif name == b"accept-language":
                languages = value
            elif name == b"authorization":
                return None
        version = self.version.fresh() if given else None
        if given is None or version is None:
            return None
        now = this_minute() if route.depends_on_now else None
        etag = version_etag(version, now, languages.decode("latin-1") if languages else None)
        return etag if names(given.decode("latin-1"), etag) else None
