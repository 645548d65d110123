"""The projects service: the deal, and the registry of projects that carry it out."""

from fastapi import FastAPI

from services.kit.app import create_service
from services.kit.constraints import install_constraints
from services.kit.settings import Settings, read_settings
from services.projects.constraints import SENTENCES
from services.projects.deal.router import router as deal_router
from services.projects.money.allocations import router as allocations_router
from services.projects.money.router import router as bookings_router
from services.projects.money.tranches import router as tranches_router
from services.projects.monitoring.router import router as monitoring_router
from services.projects.registry.router import router as registry_router

ROUTERS = (
    allocations_router,
    bookings_router,
    deal_router,
    monitoring_router,
    registry_router,
    tranches_router,
)


def create_app(settings: Settings) -> FastAPI:
    app = create_service("projects", "The deal and its projects.", settings, ROUTERS)
    install_constraints(app, SENTENCES)
    return app


def build() -> FastAPI:
    """What uvicorn starts (`--factory`)."""
    return create_app(read_settings())
