"""The participation service: what there is to do, where and when (Art. 4.1a–b)."""

from fastapi import FastAPI

from services.kit import open_forms
from services.kit.app import create_service
from services.kit.constraints import install_constraints
from services.kit.settings import Settings, read_settings
from services.participation.activities import agenda, cards, occurrences, translation_checks, working_copies
from services.participation.activities import router as activities
from services.participation.addresses import router as addresses
from services.participation.areas import router as areas
from services.participation.constraints import SENTENCES
from services.participation.editions import desk as edition_desk
from services.participation.editions import router as editions
from services.participation.editions.printing import Press
from services.participation.enrolments import attendance, desk, full
from services.participation.enrolments import router as enrolments
from services.participation.feeds import calendars, maex, news, rpde, terms
from services.participation.hsds import router as hsds
from services.participation.importing import router as importing
from services.participation.listings import router as listings
from services.participation.moderation import router as moderation
from services.participation.outbox import router as outbox
from services.participation.pathways import flows, help_offers, next_steps, referrals
from services.participation.photos import router as photos
from services.participation.places import checks
from services.participation.places import router as places
from services.participation.proposals import router as proposals
from services.participation.readability import router as readability
from services.participation.reports import router as reports
from services.participation.schedules import closures, dates, exceptions, holidays, previews
from services.participation.search import counts, suggestions
from services.participation.wishes import desk as wish_desk
from services.participation.wishes import router as wishes
from services.participation.words import router as words

ROUTERS = (
    activities.lists,
    agenda.router,
    cards.router,
    occurrences.router,
    areas.router,
    places.lists,
    places.offers,
    suggestions.router,
    counts.router,
    words.router,
    help_offers.lists,
    activities.router,
    working_copies.router,
    translation_checks.router,
    enrolments.router,
    desk.router,
    attendance.router,
    full.router,
    places.router,
    checks.router,
    help_offers.router,
    next_steps.router,
    referrals.router,
    flows.router,
    photos.router,
    addresses.router,
    listings.router,
    readability.router,
    reports.router,
    exceptions.router,
    closures.router,
    dates.router,
    holidays.router,
    previews.router,
    wishes.lists,
    wish_desk.router,
    wishes.router,
    proposals.router,
    moderation.router,
    open_forms.router,
    outbox.router,
    importing.router,
    calendars.router,
    maex.router,
    news.router,
    rpde.router,
    terms.router,
    hsds.router,
    editions.router,
    edition_desk.router,
)


UPLOADS = {**importing.UPLOADS, **photos.UPLOADS}


def create_app(settings: Settings) -> FastAPI:
    app = create_service("participation", "Places, activities and their dates.", settings, ROUTERS, uploads=UPLOADS)
    app.state.press = Press()
    install_constraints(app, SENTENCES)
    return app


def build() -> FastAPI:
    return create_app(read_settings())
