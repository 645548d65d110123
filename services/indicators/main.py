"""The indicators service: what the deal measures, and what the figures are."""

from fastapi import FastAPI

from services.indicators.assessments import baselines
from services.indicators.assessments import router as assessments
from services.indicators.catalogue import router as catalogue
from services.indicators.cbs_feed import router as cbs_feed
from services.indicators.datasets import router as datasets
from services.indicators.definitions import router as definitions
from services.indicators.odata import router as odata
from services.indicators.refreshes import router as refreshes
from services.indicators.releases import router as releases
from services.indicators.results import router as results
from services.indicators.statistics import router as statistics
from services.indicators.uploads import router as uploads
from services.kit.app import create_service
from services.kit.constraints import install_constraints
from services.kit.settings import Settings, read_settings

ROUTERS = (
    assessments.lists,
    baselines.router,
    catalogue.router,
    cbs_feed.router,
    datasets.router,
    definitions.lists,
    definitions.router,
    odata.router,
    refreshes.router,
    releases.router,
    results.lists,
    results.router,
    statistics.router,
    uploads.router,
)
SENTENCES = {**uploads.SENTENCES}
UPLOADS = {**uploads.UPLOADS}
ABOUT = "The figures of the deal and how they were counted."


def create_app(settings: Settings) -> FastAPI:
    app = create_service("indicators", ABOUT, settings, ROUTERS, uploads=UPLOADS)
    install_constraints(app, SENTENCES)
    return app


def build() -> FastAPI:
    return create_app(read_settings())
