"""`/health/live`, `/health/ready` and `/metrics` of the site.

The site is ready as soon as it can serve pages, also when a service is away: the pages then say what is missing. Which
services answer is told, for whoever keeps the house running.
"""

import asyncio

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from frontend.backends import Backends
from services.contracts.calling import ServiceClient, ServiceDown, ServiceRefused
from services.kit.access import anyone

router = APIRouter(include_in_schema=False)
PATIENCE_SECONDS = 1.0


@router.get("/health/live")
@anyone
async def live() -> dict[str, str]:
    return {"status": "live"}


@router.get("/health/ready")
@anyone
async def ready(request: Request) -> dict[str, object]:
    clients: Backends = request.app.state.backends
    names = ("identity", "projects", "indicators", "participation")
    answers = await asyncio.gather(*(is_live(getattr(clients, name)) for name in names))
    return {"status": "ready", "checks": {name: {"ok": up} for name, up in zip(names, answers, strict=True)}}


async def is_live(client: ServiceClient) -> bool:
    try:
        await asyncio.wait_for(client.get("/health/live"), PATIENCE_SECONDS)
    except (ServiceDown, ServiceRefused, TimeoutError):
        return False
    return True


@router.get("/metrics")
@anyone
def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
