"""The two services that are asked, as far as the contract goes, with a lever for every way to go wrong.

The chain over the real apps is in test_chain.py; here are the answers that real apps give only when ill.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from fastapi import FastAPI, Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.contracts.participation import PlaceOffer, WijkShape
from services.contracts.projects import ProjectShape, ProjectStatus
from services.contracts.shapes import Page, Shape
from tests.serving import served

SPACE = UUID("00000000-0000-0000-0000-00000000000a")
WIJKEN = {"bouwlust": "Bouwlust", "vrederust": "Vrederust", "morgenstond": "Morgenstond", "moerwijk": "Moerwijk"}
MOMENT = datetime(2026, 1, 5, 12, tzinfo=UTC)


def the(name: str) -> UUID:
    return uuid5(SPACE, name)


@dataclass
class Neighbours:
    """What they hold; `ill[service]` is what is wrong: `500`, `503`, `404`, `slow`, `cut` or `nonsense`."""

    places: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """What other lists hold, by path; those that are not here are empty."""
    unknown: set[str] = field(default_factory=set)
    """Paths of lists that a service does not have."""
    projects: dict[str, ProjectStatus] = field(default_factory=dict)
    ill: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    slow_seconds: float = 0.0
    while_reading: Any = None
    addresses: dict[str, str] = field(default_factory=dict)

    def offers(self) -> list[Shape]:
        return [
            PlaceOffer(
                place_id=the(name),
                name=name,
                wijk=wijk,
                kind="meeting-place",
                project_ids=[the(each) for each in projects],
            )
            for name, (wijk, projects) in sorted(self.places.items())
        ]

    def registry(self) -> list[Shape]:
        return [project(title, status) for title, status in sorted(self.projects.items())]


def project(title: str, status: ProjectStatus) -> ProjectShape:
    nothing: dict[str, Any] = dict.fromkeys(("lead", "starts", "ends"))
    lists: dict[str, Any] = {
        name: [] for name in ("themes", "approach", "wijken", "partners", "programmes", "commitments")
    }
    texts = {"title": title, "summary": title, "description": title}
    return ProjectShape(
        id=the(title), pillar=1, status=status, version=1, updated_at=MOMENT, **texts, **nothing, **lists
    )


def wijken() -> list[Shape]:
    return [WijkShape(id=slug, name=name, buurten=[], cbs_wijk="WK051836") for slug, name in WIJKEN.items()]


@contextmanager
def neighbours() -> Iterator[Neighbours]:
    """Both running, on addresses of their own."""
    world = Neighbours()
    with served(participation(world)) as first, served(projects(world)) as second:
        world.addresses |= {"participation": first, "projects": second}
        yield world


def participation(world: Neighbours) -> FastAPI:
    app = FastAPI()
    app.add_middleware(Ailing, service="participation", world=world)

    @app.get("/v1/wijken")
    def all_wijken() -> Response:
        return page_of(wijken(), 1, 100)

    @app.get("/v1/place-offers")
    def place_offers(kind: str, page: int, pageSize: int) -> Response:  # noqa: N803
        answer = page_of(world.offers() if kind == "meeting-place" else [], page, pageSize)
        if world.while_reading:
            world.while_reading(page)
        return answer

    other_lists(app, world)
    return app


def projects(world: Neighbours) -> FastAPI:
    app = FastAPI()
    app.add_middleware(Ailing, service="projects", world=world)

    @app.get("/v1/projects")
    def all_projects(page: int, pageSize: int) -> Response:  # noqa: N803
        return page_of(world.registry(), page, pageSize)

    other_lists(app, world)
    return app


def other_lists(app: FastAPI, world: Neighbours) -> None:
    """Lists that are counted by data: of one page, with the items of a graph under a name of their own."""

    @app.get("/v1/{name}", response_model=None)
    def other_list(name: str) -> Any:
        if f"/v1/{name}" in world.unknown:
            return Response(b"{}", 404, media_type="application/problem+json")
        items = world.lists.get(f"/v1/{name}", [])
        return {"items": items, "edges": items, "total": len(items), "next": None}


def page_of(items: list[Shape], page: int, size: int) -> Response:
    shown = items[(page - 1) * size : page * size]
    following = f"?page={page + 1}" if page * size < len(items) else None
    body = Page[Any](items=shown, total=len(items), next=following)
    return Response(body.model_dump_json(by_alias=True), media_type="application/json")


class Ailing:
    """An app that, while its service is ill, answers in the way of the illness."""

    def __init__(self, app: ASGIApp, service: str, world: Neighbours) -> None:
        self.service, self.world, self.app = service, world, app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self.world.asked.append(Request(scope).url.path)
        match self.world.ill.get(self.service):
            case "500" | "503" | "404" as status:
                await Response(b"{}", int(status), media_type="application/problem+json")(scope, receive, send)
            case "nonsense":
                await Response(b'{"items": [{"id": 1}], "total": "many"}')(scope, receive, send)
            case "cut":
                await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4000")]})
                await send({"type": "http.response.body", "body": b'{"items": [', "more_body": True})
                raise ConnectionError("cut off in the middle")
            case "slow":
                time.sleep(self.world.slow_seconds)
                await self.app(scope, receive, send)
            case _:
                await self.app(scope, receive, send)
