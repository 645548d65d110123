"""The projects service: the deal, and the registry of projects that carry it out."""

from fastapi import FastAPI

from services.kit.app import create_service
from services.kit.constraints import install_constraints
from services.kit.settings import Settings, read_settings
from services.projects.accessions.router import router as accessions_router
from services.projects.amendments.router import router as amendments_router
from services.projects.changes.router import router as changes_router
from services.projects.constraints import SENTENCES
from services.projects.consultation.given import router as given_router
from services.projects.consultation.router import router as consultation_router
from services.projects.deal.router import router as deal_router
from services.projects.deliverables.counts import router as course_counts_router
from services.projects.deliverables.courses import router as courses_router
from services.projects.deliverables.deliverables import router as deliverables_router
from services.projects.deliverables.periods import router as periods_router
from services.projects.deliverables.spaces import router as spaces_router
from services.projects.documents.router import router as documents_router
from services.projects.documents.router import uploads
from services.projects.evidence.router import router as evidence_router
from services.projects.iati.router import router as iati_router
from services.projects.importing.router import UPLOADS as IMPORTS
from services.projects.importing.router import router as importing_router
from services.projects.money.allocations import router as allocations_router
from services.projects.money.router import router as bookings_router
from services.projects.money.tranches import router as tranches_router
from services.projects.monitoring.results import router as results_router
from services.projects.monitoring.router import router as monitoring_router
from services.projects.progress.links import router as links_router
from services.projects.progress.milestones import router as milestones_router
from services.projects.progress.risks import router as risks_router
from services.projects.progress.updates import router as updates_router
from services.projects.registers.router import router as registers_router
from services.projects.registry.router import router as registry_router
from services.projects.reports.constraints import SENTENCES as REPORT_SENTENCES
from services.projects.reports.router import router as reports_router
from services.projects.reports.writing import router as report_writing_router
from services.projects.statuses.router import router as statuses_router

ROUTERS = (
    accessions_router,
    allocations_router,
    amendments_router,
    bookings_router,
    changes_router,
    consultation_router,
    course_counts_router,
    courses_router,
    deal_router,
    deliverables_router,
    documents_router,
    evidence_router,
    given_router,
    iati_router,
    importing_router,
    links_router,
    milestones_router,
    monitoring_router,
    periods_router,
    registers_router,
    registry_router,
    report_writing_router,
    reports_router,
    results_router,
    risks_router,
    spaces_router,
    statuses_router,
    tranches_router,
    updates_router,
)


def create_app(settings: Settings) -> FastAPI:
    taken = {**uploads(settings), **IMPORTS}
    app = create_service("projects", "The deal and its projects.", settings, ROUTERS, uploads=taken)
    install_constraints(app, {**SENTENCES, **REPORT_SENTENCES})
    return app


def build() -> FastAPI:
    """What uvicorn starts (`--factory`)."""
    return create_app(read_settings())
