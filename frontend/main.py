"""The site that residents and coordinators see; it asks the services, and has no data of its own."""

import tomllib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from frontend import health, static
from frontend.backends import Backends
from frontend.guard import Guard
from frontend.kept_pages import KeptPages
from frontend.known import Known
from frontend.languages import LanguageOfAddress
from frontend.pages.about import views as about
from frontend.pages.activities import views as activities
from frontend.pages.activity import views as activity
from frontend.pages.dates import views as dates
from frontend.pages.deal import views as deal
from frontend.pages.demand import views as demand
from frontend.pages.desk import one_tap
from frontend.pages.desk import views as desk
from frontend.pages.embed import views as embed
from frontend.pages.enrolment import views as enrolment
from frontend.pages.files import views as files_page
from frontend.pages.help import views as help_page
from frontend.pages.home import views as home
from frontend.pages.invited import views as invited
from frontend.pages.joining import views as joining
from frontend.pages.log import views as log_page
from frontend.pages.map import views as map_page
from frontend.pages.new_place import views as new_place
from frontend.pages.open_data import views as open_data
from frontend.pages.outbox import views as outbox
from frontend.pages.paper import desk as paper_desk
from frontend.pages.paper import views as paper
from frontend.pages.people import views as people
from frontend.pages.photo import views as photo
from frontend.pages.place import views as place
from frontend.pages.progress import views as progress
from frontend.pages.projects import views as projects
from frontend.pages.proposal_desk import views as proposal_desk
from frontend.pages.proposals import views as proposals
from frontend.pages.publishing import looking, quietly, skipping, starting, translating
from frontend.pages.publishing import views as publishing
from frontend.pages.reading import views as reading
from frontend.pages.sign_in import views as sign_in
from frontend.pages.still_right import views as still_right
from frontend.pages.undoing import views as undoing
from frontend.pages.wijk import views as wijk
from frontend.pages.wish_desk import views as wish_desk
from frontend.pages.wishes import views as wishes
from frontend.pages.wrong import views as wrong
from frontend.pages.wrong_desk import views as wrong_desk
from frontend.refusals import install_refusals
from frontend.static import Assets
from frontend.templates import environment
from frontend.versions import Versions
from services.contracts.deal_site import SiteFile
from services.kit.app import VERSION
from services.kit.edge import RequestEdge
from services.kit.logs import configure_logs
from services.kit.settings import Settings, read_settings

PAGES = (
    home,
    activities,
    activity,
    joining,
    wrong,
    enrolment,
    paper,
    paper_desk,
    place,
    wijk,
    map_page,
    wishes,
    proposals,
    help_page,
    projects,
    deal,
    progress,
    about,
    files_page,
    sign_in,
    outbox,
    desk,
    one_tap,
    photo,
    starting,
    quietly,
    looking,
    translating,
    skipping,
    publishing,
    dates,
    still_right,
    reading,
    wish_desk,
    proposal_desk,
    wrong_desk,
    demand,
    undoing,
    log_page,
    people,
    invited,
    new_place,
    embed,
    open_data,
)


def read_about(folder: str) -> SiteFile:
    """Whose site it is. Raises OSError, TOMLDecodeError and ValidationError; `zuidwest deal check` tells more."""
    return SiteFile.model_validate(tomllib.loads((Path(folder) / "site.toml").read_text(encoding="utf-8")))


def now() -> datetime:
    return datetime.now(UTC)


def create_app(settings: Settings, clock: Callable[[], datetime] = now) -> FastAPI:
    """The site. Raises AssetsNotBuilt when the browser's files are missing."""
    configure_logs("frontend", settings)
    app = FastAPI(title="Zuidwest", openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.service = "frontend"
    app.state.settings = settings
    app.state.clock = clock
    app.state.about = read_about(settings.deal)
    app.state.assets = Assets()
    app.state.known = Known()
    app.state.versions = Versions()
    app.state.templates = environment(app.state.assets, clock, app.state.known)
    app.add_middleware(Guard)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(KeptPages, versions=app.state.versions, clock=clock, megabytes=settings.kept_pages_megabytes)
    app.add_middleware(LanguageOfAddress)
    app.add_middleware(RequestEdge, version=VERSION, count_in_header=False)
    install_refusals(app)
    app.include_router(health.router)
    app.include_router(static.router)
    for views in PAGES:
        app.include_router(views.router)
    return app


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.backends = Backends.open(app.state.settings)
    yield
    await app.state.backends.close()


def build() -> FastAPI:
    """For uvicorn: `uvicorn --factory frontend.main:build`."""
    return create_app(read_settings())
