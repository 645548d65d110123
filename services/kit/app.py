"""How every service is put together; who knows one, knows all."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import APIRouter, FastAPI
from fastapi.concurrency import run_in_threadpool

from services.kit import health, openapi
from services.kit.accept import Acceptable
from services.kit.body_limit import BodyLimit
from services.kit.database import Database
from services.kit.edge import RequestEdge
from services.kit.etags import DataVersion
from services.kit.logs import configure_logs
from services.kit.problems import install_problems
from services.kit.settings import Settings
from services.kit.tokens import Tokens, keys_over_http
from services.kit.unchanged import Unchanged, kept_lists

VERSION = "1.0.0"
"""Of the API: the `API-Version` header and the documents."""


def create_service(
    name: str,
    summary: str,
    settings: Settings,
    routers: Sequence[APIRouter],
    prepare: Callable[[FastAPI], None] | None = None,
    uploads: Mapping[str, int] | None = None,
) -> FastAPI:
    """An app with database, tokens, problems, health, metrics and documentation.

    `routers` carry paths below `/v1` themselves; `prepare` runs once before the first request, and may refuse to
    start. `uploads` are beginnings of addresses that take larger bodies, in bytes.
    """
    configure_logs(name, settings)
    database = Database(settings.database_url.get_secret_value(), settings.pool_size)
    app = FastAPI(
        title=f"Zuidwest {name}",
        summary=summary,
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(database, prepare),
        redirect_slashes=False,
    )
    app.state.service = name
    app.state.settings = settings
    app.state.database = database
    app.state.version = DataVersion(database, name, settings.version_age_ms)
    app.state.tokens = Tokens(keys_over_http(settings.addresses["identity"]))
    app.add_middleware(Unchanged, routes=kept_lists(routers), version=app.state.version)
    app.add_middleware(BodyLimit, uploads=uploads or {})
    app.add_middleware(Acceptable)
    app.add_middleware(RequestEdge, version=VERSION, count_in_header=settings.mode == "demo")
    install_problems(app)
    app.include_router(health.router)
    app.include_router(openapi.router)
    for router in routers:
        app.include_router(router)
    openapi.document_house_rules(app, settings.addresses[name])
    return app


def _lifespan(
    database: Database, prepare: Callable[[FastAPI], None] | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        database.open()
        try:
            if prepare:
                await run_in_threadpool(prepare, app)
            yield
        finally:
            database.close()

    return lifespan
