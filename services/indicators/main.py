"""The indicators service: what the deal measures, and what the figures are."""

from fastapi import FastAPI

from services.indicators.definitions import router as definitions
from services.indicators.odata import router as odata
from services.indicators.refreshes import router as refreshes
from services.indicators.releases import router as releases
from services.indicators.results import router as results
from services.kit.app import create_service
from services.kit.settings import Settings, read_settings

ROUTERS = (
    definitions.lists,
    definitions.router,
    odata.router,
    refreshes.router,
    releases.router,
    results.lists,
    results.router,
)


def create_app(settings: Settings) -> FastAPI:
    return create_service("indicators", "The figures of the deal and how they were counted.", settings, ROUTERS)


def build() -> FastAPI:
    return create_app(read_settings())
