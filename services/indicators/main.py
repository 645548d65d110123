"""The indicators service: what the deal measures, and what the figures are."""

from fastapi import FastAPI

from services.indicators.definitions.router import router as definitions_router
from services.indicators.refreshes.router import router as refreshes_router
from services.indicators.results.router import router as results_router
from services.kit.app import create_service
from services.kit.settings import Settings, read_settings


def create_app(settings: Settings) -> FastAPI:
    routers = [definitions_router, results_router, refreshes_router]
    return create_service("indicators", "The figures of the deal and how they were counted.", settings, routers)


def build() -> FastAPI:
    return create_app(read_settings())
